//! What the shells print of a syntax error, word for word.

mod ash;
mod bash;

use super::dialect::{Dialect, Shell};
use super::error::{Fault, SyntaxError, Wording};
use super::parse::Warning;
use super::syntax::HereDocument;
use crate::text::Texts;

/// How a shell was called: what its messages begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// Its `argv[0]`, or the file it reads.
    pub name: String,
    /// Where the script comes from.
    pub source: ScriptSource,
    /// What reads the script for the shell, where dash and busybox name it: `eval`, the file of `.`.
    pub speaker: Option<String>,
}

impl Invocation {
    /// `name -c script`
    #[must_use]
    pub fn command(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            source: ScriptSource::CommandString,
            speaker: None,
        }
    }
}

/// Where a script comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScriptSource {
    /// The argument behind `-c`.
    CommandString,
    /// A file, whose name the messages begin with.
    File,
    /// Standard input.
    StandardInput,
    /// The arguments of `eval`.
    Evaluated,
    /// The file that `.` reads; bash begins messages with its name.
    Sourced,
    /// The action of a trap.
    Trap,
    /// The action of `trap … EXIT`.
    ExitTrap,
    /// Backquotes, which bash reads when it expands them.
    Substitution,
}

/// What `shell` prints of `error`, with its line breaks; empty, where it refuses the script without a word.
/// Nothing, where that is not simulated.
#[must_use]
pub fn message(
    texts: &Texts,
    error: &SyntaxError,
    invocation: &Invocation,
    shell: Shell,
) -> Option<String> {
    let is_simulated = error.wording == Wording::Exact
        && !matches!(error.fault, Fault::TooDeep | Fault::Unsupported(_));
    is_simulated.then(|| match shell.dialect {
        Dialect::Dash => ash::dash(error, invocation),
        Dialect::BusyboxAsh => ash::busybox(error, invocation, shell.release),
        Dialect::Bash | Dialect::BashAsSh => bash::message(texts, error, invocation, shell.release),
    })
}

/// What bash prints of `warning` about one of `here_documents`, with its line break.
#[must_use]
pub fn warning(
    here_documents: &[HereDocument],
    warning: Warning,
    invocation: &Invocation,
) -> String {
    bash::warning(here_documents, warning, invocation)
}

/// The exit status with which `shell` ends after `error`, when the command before it ended with `previous`.
#[must_use]
pub fn exit_status(error: &SyntaxError, invocation: &Invocation, shell: Shell, previous: u8) -> u8 {
    match shell.dialect {
        Dialect::Dash | Dialect::BusyboxAsh => 2,
        Dialect::Bash | Dialect::BashAsSh => bash::exit_status(error, invocation, shell, previous),
    }
}
