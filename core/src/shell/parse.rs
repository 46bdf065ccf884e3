//! [`parse`]: the way into this module.

use super::ash;
use super::dialect::{Dialect, Shell};
use super::error::{Fault, Place, SyntaxError};
use super::syntax::{HereDocument, HereDocumentId, Script, Token, TokenKind};
use crate::session::Session;
use crate::text::Span;

/// A script that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// The shell that read it.
    pub shell: Shell,
    /// The script: its commands, and the error with which it is refused.
    pub script: Script,
    /// The here-documents, of the script and of all that is nested in it.
    pub here_documents: Vec<HereDocument>,
}

impl Parse {
    /// A here-document.
    #[must_use]
    pub fn here_document(&self, id: HereDocumentId) -> Option<&HereDocument> {
        self.here_documents.get(id.0 as usize)
    }
}

/// Reads `script` as `shell` reads it.
#[must_use]
pub fn parse(cx: &mut Session, script: Span, shell: Shell) -> Parse {
    let read = match shell.dialect {
        Dialect::Dash | Dialect::BusyboxAsh => ash::read(cx, script, shell, 1),
        Dialect::Bash | Dialect::BashAsSh => return unsupported(script, shell, "bash"),
    };
    Parse {
        shell,
        script: read.script,
        here_documents: read.here_documents,
    }
}

fn unsupported(script: Span, shell: Shell, what: &'static str) -> Parse {
    let error = SyntaxError {
        fault: Fault::Unsupported(what),
        span: script,
        line: 1,
        open: Vec::new(),
        repeated: None,
        place: Place::Script,
    };
    let unread = Token {
        kind: TokenKind::Unread,
        span: script,
    };
    Parse {
        shell,
        script: Script {
            span: script,
            commands: Vec::new(),
            tokens: vec![unread],
            error: Some(Box::new(error)),
        },
        here_documents: Vec::new(),
    }
}
