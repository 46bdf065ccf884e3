//! `getopts` (XCU 4): the next option of the arguments.

use super::export::name_part;
use super::options::Takes;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "getopts optstring name [arg ...]",
};

/// Where `getopts` stands within a group of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) struct Progress {
    /// The value of `OPTIND` that it has set; another one begins anew.
    index: usize,
    /// The byte of the word that is read next; none within no word.
    offset: usize,
}

/// What the next option is.
enum Found {
    Letter(char, Option<Span>),
    /// A letter that is not among the options.
    Unknown(char),
    /// An option without the argument it takes.
    NoArgument(char),
    End,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut first = 1;
    if shell.dialect().family() == Family::Bash {
        match shell.read_options(arguments, TAKES).await? {
            Ok(given) => first = given.operands,
            Err(status) => return Ok(status),
        }
    }
    let (Some(letters), Some(name)) = (
        shell.argument(arguments, first),
        shell.argument(arguments, first + 1),
    ) else {
        return usage(shell).await;
    };
    let words = match &arguments[first + 2..] {
        [] => shell.environment.positional.clone(),
        words => words.to_vec(),
    };
    let is_silent = letters.starts_with(':');
    let (found, index) = next(shell, &letters, &words);
    report(shell, &found, is_silent).await?;
    let (letter, argument) = match found {
        Found::Letter(letter, argument) => (letter, argument),
        Found::Unknown(letter) => ('?', is_silent.then(|| shell.letter_text(letter))),
        Found::NoArgument(letter) if is_silent => (':', Some(shell.letter_text(letter))),
        Found::NoArgument(_) | Found::End => ('?', None),
    };
    let index = shell.shell_text(&index.to_string(), "index of getopts");
    shell.set_variable("OPTIND", index, Some("getopts")).await?;
    match argument {
        Some(argument) => {
            shell
                .set_variable("OPTARG", argument, Some("getopts"))
                .await?;
        }
        None => shell.unset_variable("OPTARG").await?,
    }
    let is_end = matches!(found, Found::End);
    let name = match shell.dialect().family() {
        Family::Ash => name_part(&name),
        Family::Bash => &*name,
    };
    if !is_name(name) {
        return bad_name(shell, name).await;
    }
    let letter = shell.letter_text(letter);
    shell.set_variable(name, letter, Some("getopts")).await?;
    Ok(u8::from(is_end))
}

/// The next option, and what `OPTIND` becomes.
fn next(shell: &mut Evaluator, letters: &str, words: &[Span]) -> (Found, usize) {
    let index = shell.environment.variables.value("OPTIND");
    let index = index.and_then(|it| shell.str(it).parse::<usize>().ok());
    let index = index.unwrap_or(1).max(1);
    let mut progress = shell.environment.state.getopts;
    if progress.index != index {
        progress = Progress { index, offset: 0 };
    }
    // dash and busybox count a word as soon as they are within it, bash when they are through.
    let counts_early = shell.dialect().family() == Family::Ash;
    let mut at = index - usize::from(counts_early && progress.offset > 0);
    let Some(word) = words.get(at - 1).copied().filter(|_| at > 0) else {
        return finish(shell, Found::End, words.len() + 1, 0);
    };
    let text = shell.str(word).to_owned();
    if progress.offset == 0 {
        if text == "--" {
            return finish(shell, Found::End, at + 1, 0);
        }
        if text == "-" || !text.starts_with('-') {
            return finish(shell, Found::End, at, 0);
        }
        progress.offset = 1;
    }
    let letter = text[progress.offset.min(text.len())..]
        .chars()
        .next()
        .unwrap_or('?');
    let mut offset = progress.offset + letter.len_utf8();
    let known = letters.find(letter).filter(|_| letter != ':');
    let takes = known.is_some_and(|it| letters[it + letter.len_utf8()..].starts_with(':'));
    let found = match (known, takes) {
        (None, _) => Found::Unknown(letter),
        (Some(_), false) => Found::Letter(letter, None),
        (Some(_), true) => {
            let behind = word.slice_from(offset.min(text.len()));
            offset = text.len();
            if !behind.is_empty() {
                Found::Letter(letter, Some(behind))
            } else {
                at += 1;
                match words.get(at - 1).copied() {
                    Some(argument) => Found::Letter(letter, Some(argument)),
                    None => {
                        at -= 1;
                        Found::NoArgument(letter)
                    }
                }
            }
        }
    };
    let is_through = offset >= text.len();
    let index = at + usize::from(is_through || counts_early);
    finish(shell, found, index, if is_through { 0 } else { offset })
}

fn finish(shell: &mut Evaluator, found: Found, index: usize, offset: usize) -> (Found, usize) {
    shell.environment.state.getopts = Progress { index, offset };
    (found, index)
}

/// What is said of an option that is wrong, unless the letters begin with a colon.
async fn report(shell: &mut Evaluator, found: &Found, is_silent: bool) -> Flow {
    let opterr = shell.environment.variables.value("OPTERR");
    let is_bash = shell.dialect().family() == Family::Bash;
    if is_silent || is_bash && opterr.is_some_and(|it| shell.str(it) == "0") {
        return Ok(());
    }
    let text = match (found, is_bash) {
        (Found::Unknown(letter), false) => format!("Illegal option -{letter}\n"),
        (Found::NoArgument(letter), false) => format!("No arg for -{letter} option\n"),
        (Found::Unknown(letter), true) => format!("illegal option -- {letter}\n"),
        (Found::NoArgument(letter), true) => {
            format!("option requires an argument -- {letter}\n")
        }
        (Found::Letter(..) | Found::End, _) => return Ok(()),
    };
    let name = match is_bash {
        true => format!("{}: ", shell.str(shell.environment.name)),
        false => String::new(),
    };
    shell.print_error(&format!("{name}{text}")).await
}

async fn usage(shell: &mut Evaluator) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error("getopts", "Usage: getopts optstring var [arg...]")
                .await
        }
        Dialect::BusyboxAsh => {
            shell
                .error("getopts", "usage: getopts optstring var [arg]")
                .await
        }
        Dialect::Bash | Dialect::BashAsSh => shell.show_usage("getopts", TAKES).await,
    }
}

async fn bad_name(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    match shell.dialect().family() {
        Family::Ash => {
            shell
                .error("getopts", &format!("{name}: bad variable name"))
                .await
        }
        Family::Bash => {
            let text = format!("`{name}': not a valid identifier");
            shell.complain(Some("getopts"), &text).await?;
            Ok(1)
        }
    }
}

impl Evaluator {
    fn letter_text(&mut self, letter: char) -> Span {
        self.shell_text(letter.encode_utf8(&mut [0; 4]), "option that getopts found")
    }
}
