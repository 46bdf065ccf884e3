//! busybox: several letters, each with what stands behind it; a word alone is a limit of the size of files.

use super::table::{Row, find};
use super::{Kinds, Mentioned};
use crate::kernel::{Amount, NewLimit};
use crate::shell::dialect::{CLibrary, c_library};
use crate::shell::execution::{Evaluator, Flow};

pub(super) async fn run(shell: &mut Evaluator, words: &[String]) -> Flow<u8> {
    let mut kinds = Kinds::default();
    let mut limits = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let letters = match word.strip_prefix('-').filter(|it| !it.is_empty()) {
            Some("-") => break,
            Some(letters) => letters,
            None => {
                limits.push(('f', Some(word.clone())));
                continue;
            }
        };
        for (index, letter) in letters.char_indices() {
            match letter {
                'S' => kinds.soft = Mentioned::Yes,
                'H' => kinds.hard = Mentioned::Yes,
                'a' => {
                    return shell
                        .unsupported("the list of all limits, some of which the host sets");
                }
                _ if find(letter, shell.dialect()).is_some() => {
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
                    limits.push((letter, value));
                    break;
                }
                _ => {
                    let text = match c_library(shell.shell) {
                        CLibrary::Glibc => format!("ulimit: invalid option -- '{letter}'\n"),
                        CLibrary::Musl => format!("ulimit: unrecognized option: {letter}\n"),
                    };
                    shell.print_error(&text).await?;
                    return Ok(1);
                }
            }
        }
    }
    if limits.is_empty() {
        limits.push(('f', None));
    }
    let shows_names = limits.len() > 1;
    for (letter, value) in limits {
        let Some(row) = find(letter, shell.dialect()) else {
            continue;
        };
        let status = one(shell, row, kinds, value, shows_names).await?;
        if status != 0 {
            return Ok(status);
        }
    }
    Ok(0)
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
            true => format!("{:<32}(-{}) ", row.name, row.letter),
            false => String::new(),
        };
        return shell.print_limits(&format!("{name}{value}\n")).await;
    };
    let is_number = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
    let amount = match (&*value, value.parse::<u64>()) {
        ("unlimited", _) => Amount::Unlimited,
        (_, Ok(number)) if is_number => match number.checked_mul(row.unit) {
            Some(number) => Amount::Units(number),
            None => return shell.unsupported("a limit of that size"),
        },
        _ => {
            shell
                .complain_as_applet(&format!("invalid number '{value}'"))
                .await?;
            return Ok(1);
        }
    };
    match shell.set_limits(row, kinds, NewLimit::Amount(amount))? {
        Ok(()) => Ok(0),
        Err(errno) => {
            let text = format!("error setting limit: {}", errno.message());
            shell.complain_as_applet(&text).await?;
            Ok(1)
        }
    }
}
