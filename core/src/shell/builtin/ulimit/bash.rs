//! bash: several letters, each with what stands behind it, where that is no option.

use super::table::{Row, find};
use super::{Kinds, Mentioned};
use crate::kernel::{Amount, LimitKind, NewLimit};
use crate::shell::builtin::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]",
};

/// What is asked for.
#[derive(Debug, Default)]
struct Asked {
    kinds: Kinds,
    limits: Vec<(char, Option<String>)>,
    all: Mentioned,
    /// What stands behind the options.
    operand: Option<String>,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span], words: &[String]) -> Flow<u8> {
    let asked = match read(shell, words) {
        Ok(asked) => asked,
        Err(letter) => {
            return shell.bad_option(arguments, "-", letter, TAKES).await;
        }
    };
    if asked.all == Mentioned::Yes {
        return shell.unsupported("the list of all limits, some of which the host sets");
    }
    let mut limits = asked.limits;
    if limits.is_empty() {
        limits.push(('f', asked.operand));
    }
    let shows_names = limits.len() > 1;
    for (letter, value) in limits {
        let status = match (letter, value) {
            ('p', None) => print_size_of_pipe(shell, shows_names).await?,
            ('p', Some(_)) => {
                let text = "pipe size: cannot modify limit: Invalid argument";
                shell.complain(Some("ulimit"), text).await?;
                1
            }
            (letter, value) => match find(letter, shell.dialect()) {
                Some(row) => one(shell, row, asked.kinds, value, shows_names).await?,
                None => 1,
            },
        };
        if status != 0 {
            return Ok(status);
        }
    }
    Ok(0)
}

/// Reads the words; a letter that is no option is an error.
fn read(shell: &Evaluator, words: &[String]) -> Result<Asked, char> {
    let mut asked = Asked::default();
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|it| it.len() > 1) {
        let Some(letters) = word.strip_prefix('-') else {
            break;
        };
        at += 1;
        if word == "--" {
            break;
        }
        for (index, letter) in letters.char_indices() {
            match letter {
                'S' => asked.kinds.soft = Mentioned::Yes,
                'H' => asked.kinds.hard = Mentioned::Yes,
                'a' => asked.all = Mentioned::Yes,
                _ if letter == 'p' || find(letter, shell.dialect()).is_some() => {
                    let inside = &letters[index + letter.len_utf8()..];
                    let next = words.get(at).filter(|it| !it.starts_with('-'));
                    let value = match (inside, next) {
                        ("", Some(next)) => {
                            at += 1;
                            Some(next.clone())
                        }
                        ("", None) => None,
                        (inside, _) => Some(inside.to_owned()),
                    };
                    asked.limits.push((letter, value));
                    break;
                }
                _ if word.starts_with("--") => return Err('-'),
                _ => return Err(letter),
            }
        }
    }
    asked.operand = words.get(at).cloned();
    Ok(asked)
}

/// Prints or sets one limit.
async fn one(
    shell: &mut Evaluator,
    row: Row,
    kinds: Kinds,
    value: Option<String>,
    shows_name: bool,
) -> Flow<u8> {
    let Some(value) = value else {
        let value = shell.limit_in_units(row, kinds)?;
        let name = match shows_name {
            true => heading(row.name, row.unit_name, row.letter),
            false => String::new(),
        };
        return shell.print_limits(&format!("{name}{value}\n")).await;
    };
    let new = match &*value {
        "hard" => NewLimit::As(LimitKind::Hard),
        "soft" => NewLimit::As(LimitKind::Soft),
        "unlimited" => NewLimit::Amount(Amount::Unlimited),
        digits if digits.bytes().all(|it| it.is_ascii_digit()) => {
            let number = match digits {
                "" => Some(0),
                _ => digits.parse::<u64>().ok(),
            };
            match number.and_then(|it| it.checked_mul(row.unit)) {
                Some(number) => NewLimit::Amount(Amount::Units(number)),
                None => return shell.unsupported("a limit of that size"),
            }
        }
        other => {
            let kind = match other.as_bytes() {
                [b'0', second, ..] if second.is_ascii_digit() => "octal ",
                [b'0', b'x', ..] => "hex ",
                _ => "",
            };
            let text = format!("{other}: invalid {kind}number");
            shell.complain(Some("ulimit"), &text).await?;
            return Ok(1);
        }
    };
    match shell.set_limits(row, kinds, new)? {
        Ok(()) => Ok(0),
        Err(errno) => {
            let why = errno.message();
            let text = format!("{}: cannot modify limit: {why}", row.name);
            shell.complain(Some("ulimit"), &text).await?;
            Ok(1)
        }
    }
}

/// What a pipe takes at once is the same everywhere (`PIPE_BUF`).
async fn print_size_of_pipe(shell: &mut Evaluator, shows_name: bool) -> Flow<u8> {
    let name = match shows_name {
        true => heading("pipe size", "512 bytes", 'p'),
        false => String::new(),
    };
    shell.print_limits(&format!("{name}8\n")).await
}

/// `file size                   (blocks, -f) `
fn heading(name: &str, unit: &str, letter: char) -> String {
    let unit = match unit {
        "" => format!("(-{letter}) "),
        unit => format!("({unit}, -{letter}) "),
    };
    format!("{name:<20} {unit:>20}")
}
