//! `getopts` (XCU 4): the next option of the arguments.
//!
//! dash and busybox count a word as soon as they are within it, bash when it is through.

mod ash;
mod bash;

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

/// Where `getopts` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) struct Progress {
    /// What `OPTIND` says, and what the shell keeps.
    index: usize,
    /// The byte of the word that is read next; none within no word.
    offset: Option<usize>,
    /// The word that is being read (bash: another `OPTIND` does not change it).
    word: usize,
    /// The value of `OPTIND` that has been seen; another one may begin anew.
    seen: Option<Span>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            index: 1,
            offset: None,
            word: 1,
            seen: None,
        }
    }
}

impl Progress {
    /// The start of a row of arguments, while `OPTIND` says something else.
    pub(in crate::shell) fn anew(seen: Option<Span>) -> Self {
        Self {
            seen,
            ..Self::default()
        }
    }

    /// The same, where the value of `OPTIND` does not count.
    pub(in crate::shell) fn with_seen(self, seen: Option<Span>) -> Self {
        Self { seen, ..self }
    }
}

/// What the next option is.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// A letter; its argument, as a word and the byte it starts at.
    Letter(char, Option<(usize, usize)>),
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
    let family = shell.dialect().family();
    let progress = progress(shell);
    let texts: Vec<String> = words.iter().map(|it| shell.str(*it).to_owned()).collect();
    let (found, progress) = match family {
        Family::Ash => ash::next(progress, &letters, &texts),
        Family::Bash => bash::next(progress, &letters, &texts),
    };
    let is_told = letters.starts_with(':') || says_nothing(shell, Dialect::BusyboxAsh);
    report(shell, &found, letters.starts_with(':')).await?;
    let (letter, argument) = match &found {
        Found::Letter(letter, Some(at)) => (*letter, Some(argument(&words, *at))),
        Found::Letter(letter, None) if family == Family::Ash => (
            *letter,
            Some(shell.shell_text("", "option that getopts found")),
        ),
        Found::Letter(letter, None) => (*letter, None),
        Found::Unknown(letter) => ('?', is_told.then(|| shell.letter_text(*letter))),
        Found::NoArgument(letter) if is_told => (':', Some(shell.letter_text(*letter))),
        Found::NoArgument(_) | Found::End => ('?', None),
    };
    let is_end = matches!(found, Found::End);
    let index = shell.shell_text(&progress.index.to_string(), "index of getopts");
    shell.set_variable("OPTIND", index, Some("getopts")).await?;
    let seen = shell.environment.variables.value("OPTIND");
    shell.environment.state.getopts = progress.with_seen(seen);
    match argument {
        Some(argument) => {
            shell
                .set_variable("OPTARG", argument, Some("getopts"))
                .await?;
        }
        None if is_end && shell.dialect() == Dialect::Dash => {}
        None => shell.unset_variable("OPTARG").await?,
    }
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

/// Where the next option is looked for. A value that `OPTIND` was given begins anew, in bash only 1 and what is no
/// number above it: another one counts when the word that is being read is through.
fn progress(shell: &Evaluator) -> Progress {
    let progress = shell.environment.state.getopts;
    let value = shell.environment.variables.value("OPTIND");
    if value == progress.seen {
        return progress;
    }
    let number = value.map_or("", |it| shell.str(it)).trim_start();
    let end = number.find(|it: char| !it.is_ascii_digit());
    let number = number[..end.unwrap_or(number.len())].parse::<usize>();
    let index = number.unwrap_or(1).max(1);
    match (shell.dialect().family(), index) {
        (Family::Bash, 2..) => Progress { index, ..progress },
        (Family::Ash, _) | (Family::Bash, _) => Progress {
            index,
            ..Progress::default()
        },
    }
}

/// The rest of a word as an argument of an option.
fn argument(words: &[Span], (word, offset): (usize, usize)) -> Span {
    words[word].slice_from(offset)
}

/// Whether `OPTERR` is 0, which `dialect` minds.
fn says_nothing(shell: &Evaluator, dialect: Dialect) -> bool {
    let opterr = shell.environment.variables.value("OPTERR");
    let is_zero = opterr.is_some_and(|it| shell.str(it) == "0");
    is_zero && shell.dialect().family() == dialect.family() && shell.dialect() != Dialect::Dash
}

/// What is said of an option that is wrong, unless the letters begin with a colon.
async fn report(shell: &mut Evaluator, found: &Found, is_silent: bool) -> Flow {
    let is_bash = shell.dialect().family() == Family::Bash;
    if is_silent || says_nothing(shell, shell.dialect()) {
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
    /// What new positional parameters do to `getopts`: dash and busybox begin anew.
    pub(super) fn restart_options(&mut self) {
        if self.dialect().family() == Family::Ash {
            let seen = self.environment.variables.value("OPTIND");
            self.environment.state.getopts = Progress::anew(seen);
        }
    }

    fn letter_text(&mut self, letter: char) -> Span {
        self.shell_text(letter.encode_utf8(&mut [0; 4]), "option that getopts found")
    }
}
