//! `test` and `[` (XCU 4). What the primaries mean is the same everywhere; how an expression is taken apart, and what
//! is said of one that is malformed, differs by shell. busybox's `[[` is a command of this kind, too.

mod bash;
mod busybox;
mod dash;
mod number;
mod primary;

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(in crate::shell) use primary::{compare_files, file_test};

/// An expression as it is being read.
struct Expression<'s> {
    shell: &'s mut Evaluator,
    /// `test`, `[` or `[[`.
    by: &'static str,
    words: Vec<String>,
    /// The word that is read next.
    at: usize,
}

/// Why an expression comes to nothing.
enum Fault {
    /// It is malformed: what the shell says.
    Message(String),
    /// It is malformed, and the shell says nothing.
    Silent,
    /// Control leaves the command.
    Divert(crate::shell::execution::Divert),
}

/// What an expression comes to.
type Verdict = Result<bool, Fault>;

pub(super) async fn test(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    decide(shell, "test", arguments.get(1..).unwrap_or_default()).await
}

pub(super) async fn bracket(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if let [_, words @ .., last] = arguments
        && is_closing(shell.str(*last), shell.dialect())
    {
        return decide(shell, "[", words).await;
    }
    let text = match shell.dialect() {
        Dialect::Dash | Dialect::BusyboxAsh => "missing ]",
        Dialect::Bash | Dialect::BashAsSh => "missing `]'",
    };
    complain(shell, "[", text).await?;
    Ok(2)
}

/// `[[` of busybox: `test` with patterns, regular expressions, `&&` and `||`.
pub(super) async fn double_bracket(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if let [_, words @ .., last] = arguments
        && shell.str(*last) == "]]"
    {
        return decide(shell, "[[", words).await;
    }
    complain(shell, "[[", "missing ]]").await?;
    Ok(2)
}

/// Whether a word closes `[`: dash only looks at its first character.
fn is_closing(word: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Dash => word.starts_with(']'),
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => word == "]",
    }
}

async fn decide(shell: &mut Evaluator, by: &'static str, arguments: &[Span]) -> Flow<u8> {
    let words = arguments.iter().map(|it| shell.str(*it).to_owned());
    let words: Vec<String> = words.collect();
    let mut expression = Expression {
        shell,
        by,
        words,
        at: 0,
    };
    let verdict = match expression.shell.dialect() {
        Dialect::Dash => dash::decide(&mut expression),
        Dialect::BusyboxAsh => busybox::decide(&mut expression),
        Dialect::Bash | Dialect::BashAsSh => bash::decide(&mut expression),
    };
    match verdict {
        Ok(verdict) => Ok(u8::from(!verdict)),
        Err(Fault::Message(text)) => {
            complain(shell, by, &text).await?;
            Ok(2)
        }
        Err(Fault::Silent) => Ok(2),
        Err(Fault::Divert(divert)) => Err(divert),
    }
}

/// A message of `test`: busybox's is an applet of its own, which names itself.
async fn complain(shell: &mut Evaluator, by: &'static str, text: &str) -> Flow {
    if shell.dialect() != Dialect::BusyboxAsh {
        return shell.complain(Some(by), text).await;
    }
    shell.complain_as_applet(text).await
}

impl Expression<'_> {
    /// The word `ahead` words behind the next one.
    fn word(&self, ahead: usize) -> Option<&str> {
        self.words.get(self.at + ahead).map(String::as_str)
    }

    fn fault<T>(text: impl Into<String>) -> Result<T, Fault> {
        Err(Fault::Message(text.into()))
    }
}
