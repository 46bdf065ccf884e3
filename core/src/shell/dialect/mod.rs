//! [`Dialect`]: which shell it is, and the rules by which shells differ, one file each.
//!
//! A rule tells its story, answers for every dialect in one `match`, and holds its recorded case.

mod all_parameters_join;
mod ansi_c_quoting;
mod applets;
mod backquote_in_delimiter;
mod c_library;
mod combined_output;
mod descriptor_digits;
mod double_brackets;
mod function_name;
mod here_document_end;
mod here_string;
mod interrupt;
mod last_command;
mod parameter_operators;
mod process_substitution;
mod reserved_words;
mod script_in_braces;
mod signal_message;
mod unset_local;

pub(super) use all_parameters_join::{AllParametersJoin, all_parameters_join};
pub(super) use ansi_c_quoting::{AnsiCQuoting, ansi_c_quoting};
pub(super) use applets::{Applets, runs_applets};
pub(super) use backquote_in_delimiter::backquote_in_delimiter;
pub(crate) use c_library::{CLibrary, c_library};
pub(super) use combined_output::{CombinedOutput, combined_output};
pub(super) use descriptor_digits::descriptor_digits;
pub(super) use double_brackets::{DoubleBrackets, double_brackets};
pub(super) use function_name::is_function_name;
pub(super) use here_document_end::{HereDocumentLastLine, here_document_last_line};
pub(super) use here_string::{HereString, here_string};
pub(super) use interrupt::{Interrupt, interrupt};
pub(super) use last_command::{LastCommand, last_command};
pub(super) use parameter_operators::{ParameterOperators, parameter_operators};
pub(super) use process_substitution::{ProcessSubstitutions, process_substitutions};
pub(super) use reserved_words::{is_reserved, reserved_word};
pub(super) use script_in_braces::{ScriptInBraces, script_in_braces};
pub(super) use signal_message::{SignalMessage, signal_message};
pub(super) use unset_local::{UnsetLocal, unset_local};

use serde::{Deserialize, Serialize};

/// A shell's behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// dash, the `/bin/sh` of Debian and Ubuntu.
    Dash,
    /// bash under its own name.
    Bash,
    /// bash called as `/bin/sh`: POSIX mode (Fedora, Rocky, Amazon Linux).
    BashAsSh,
    /// The shell of busybox (Alpine).
    BusyboxAsh,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 4] = [Self::Dash, Self::Bash, Self::BashAsSh, Self::BusyboxAsh];

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dash => "dash",
            Self::Bash => "bash",
            Self::BashAsSh => "bash in POSIX mode",
            Self::BusyboxAsh => "busybox ash",
        }
    }
}

/// Which release of its program a shell is, where recorded releases differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Release {
    /// dash 0.5.12 (Debian 12).
    Dash0_5_12,
    /// dash of Debian unstable; its syntax has not differed so far.
    DashUnstable,
    /// bash 5.2.
    Bash5_2,
    /// bash 5.3.
    Bash5_3,
    /// busybox 1.35 (Debian 12).
    Busybox1_35,
    /// busybox 1.37 (Alpine).
    Busybox1_37,
    /// busybox 1.38.
    Busybox1_38,
}

/// A shell: a dialect in one of its releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shell {
    /// The dialect.
    pub dialect: Dialect,
    /// The release; it belongs to the dialect.
    pub release: Release,
}

impl From<Dialect> for Shell {
    /// The release most images have.
    fn from(dialect: Dialect) -> Self {
        let release = match dialect {
            Dialect::Dash => Release::Dash0_5_12,
            Dialect::Bash | Dialect::BashAsSh => Release::Bash5_2,
            Dialect::BusyboxAsh => Release::Busybox1_37,
        };
        Self { dialect, release }
    }
}

/// Whether a dialect, in the release most images have, refuses `script`: the recorded cases of the rules.
#[cfg(test)]
fn refuses(shell: impl Into<Shell>, script: &str) -> bool {
    let mut cx = crate::session::Session::default();
    let name = "script".to_owned();
    let source = crate::text::Source::File { name };
    let script = cx.texts.add_source(source, script);
    let parse = super::parse(&mut cx, script, shell.into());
    parse.script.error.is_some()
}
