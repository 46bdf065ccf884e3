//! [`parse`]: the way into this module.

use super::dialect::{Dialect, Shell};
use super::syntax::{
    ArrayLiteral, CommandBody, HereDocument, HereDocumentId, Script, Word, WordUnit,
};
use super::{ash, bash};
use crate::session::Session;
use crate::text::Span;

/// How deeply commands, expansions and quotes may be nested together.
///
/// Chosen so that the deepest script needs less than half of a stack of one megabyte.
pub(super) const DEPTH_LIMIT: u32 = 100;

/// A script that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// The shell that read it.
    pub shell: Shell,
    /// The script: its commands, and the error with which it is refused.
    pub script: Script,
    /// The here-documents, of the script and of all that is nested in it.
    pub here_documents: Vec<HereDocument>,
    /// What bash says of the script without refusing it, in order.
    pub warnings: Vec<Warning>,
}

impl Parse {
    /// A here-document.
    #[must_use]
    pub fn here_document(&self, id: HereDocumentId) -> Option<&HereDocument> {
        self.here_documents.get(id.0 as usize)
    }
}

/// What bash says of a script without refusing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The end of the script ended a here-document.
    UnterminatedHereDocument {
        /// Which.
        here_document: HereDocumentId,
        /// The line bash has come to.
        line: u32,
        /// The line the here-document began on.
        first_line: u32,
    },
    /// A substitution ended before the lines of its here-documents began.
    InSubstitution {
        /// The line bash has come to.
        line: u32,
        /// How many.
        count: usize,
    },
}

/// What a reader gives.
pub(super) struct Read {
    pub(super) script: Script,
    pub(super) here_documents: Vec<HereDocument>,
    pub(super) warnings: Vec<Warning>,
}

/// Reads a text that is the value of a variable as `shell` reads what stands in double quotes: a prompt, a subscript.
/// Nothing, where it cannot be read.
pub(super) fn parse_quoted(cx: &mut Session, text: Span, shell: Shell) -> Option<Word> {
    match shell.dialect {
        Dialect::Dash | Dialect::BusyboxAsh => ash::read_quoted(cx, text, shell),
        Dialect::Bash | Dialect::BashAsSh => Some(bash::read_quoted(cx, text, shell)),
    }
}

/// Reads a text that ends with `]` as bash reads a subscript. Nothing, where it is something else.
pub(super) fn parse_subscript(cx: &mut Session, text: Span, shell: Shell) -> Option<Word> {
    bash::read_subscript(cx, text, shell)
}

/// The elements in a text `name=(…)` that is nothing else. Nothing, where it is something else.
pub(super) fn parse_array(cx: &mut Session, text: Span, shell: Shell) -> Option<ArrayLiteral> {
    let parse = parse(cx, text, shell);
    let [complete] = parse.script.commands.as_slice() else {
        return None;
    };
    let [item] = complete.list.items.as_slice() else {
        return None;
    };
    let [piped] = item.and_or.first.commands.as_slice() else {
        return None;
    };
    let CommandBody::Simple(command) = &piped.command.body else {
        return None;
    };
    let [assignment] = command.assignments.as_slice() else {
        return None;
    };
    let is_whole = assignment.word.span == text && parse.script.error.is_none();
    match assignment.value.units.as_slice() {
        [WordUnit::Array(array)] if is_whole => Some((**array).clone()),
        _ => None,
    }
}

/// Reads `script` as `shell` reads it.
#[must_use]
pub fn parse(cx: &mut Session, script: Span, shell: Shell) -> Parse {
    let read = match shell.dialect {
        Dialect::Dash | Dialect::BusyboxAsh => ash::read(cx, script, shell),
        Dialect::Bash | Dialect::BashAsSh => bash::read(cx, script, shell),
    };
    Parse {
        shell,
        script: read.script,
        here_documents: read.here_documents,
        warnings: read.warnings,
    }
}
