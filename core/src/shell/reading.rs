//! [`Reading`]: a script that is read as shells read it, one complete command after the other.
//!
//! A shell runs a command before it reads the next one (XCU 2.1), so what a command does (`alias`, `shopt`) may change
//! how the next one is read, and an error comes to light only when everything before it has run.

use super::aliases::AliasTable;
use super::dialect::{Dialect, Shell};
use super::parse::{Parse, Read};
use super::pattern::ExtendedPatterns;
use super::{ash, bash};
use crate::session::Session;
use crate::text::Span;

/// Whether anything stands behind what has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Rest {
    /// There may be more.
    Follows,
    /// That was all.
    Over,
}

/// A script that is being read.
#[derive(Debug)]
pub(in crate::shell) struct Reading {
    shell: Shell,
    place: Place,
    rest: Rest,
}

/// Where reading stands, in each family's way.
#[derive(Debug)]
enum Place {
    Ash(ash::Input),
    Bash(bash::Input),
}

/// A complete command that has been read, or why none could be.
#[derive(Debug)]
pub(in crate::shell) struct Piece {
    /// The command, or the error, with its here-documents and warnings.
    pub(in crate::shell) parse: Parse,
    /// The line that the shell counts where it stopped reading.
    pub(in crate::shell) line: u32,
}

impl Reading {
    /// Begins to read `script`, of which the first line has the number `line`.
    pub(in crate::shell) fn begin(cx: &Session, script: Span, shell: Shell, line: u32) -> Self {
        let place = match shell.dialect {
            Dialect::Dash | Dialect::BusyboxAsh => {
                Place::Ash(ash::Input::from_line(cx, script, line))
            }
            Dialect::Bash | Dialect::BashAsSh => {
                Place::Bash(bash::Input::from_line(cx, script, line))
            }
        };
        Self {
            shell,
            place,
            rest: Rest::Follows,
        }
    }

    /// Reads the next complete command; nothing at the end. `executed_line` is the line of the command that has run
    /// last.
    pub(in crate::shell) fn next(
        &mut self,
        cx: &mut Session,
        executed_line: u32,
        aliases: &AliasTable,
    ) -> Option<Piece> {
        if self.rest == Rest::Over {
            return None;
        }
        let (read, rest, line) = match &mut self.place {
            Place::Ash(input) => {
                let (read, rest) = ash::read_next(cx, input, self.shell, executed_line, aliases);
                (read, rest, input.line)
            }
            Place::Bash(input) => {
                let (read, rest) = bash::read_next(cx, input, self.shell, aliases);
                let line = input.line();
                (read, rest, line)
            }
        };
        self.rest = match &self.place {
            Place::Bash(input) if input.is_at_end() => Rest::Over,
            Place::Ash(_) | Place::Bash(_) => rest,
        };
        let Read {
            script,
            here_documents,
            warnings,
        } = read;
        let parse = Parse {
            shell: self.shell,
            script,
            here_documents,
            warnings,
        };
        Some(Piece { parse, line })
    }

    /// Says how the patterns of the next commands are read (bash).
    pub(in crate::shell) fn set_extended(&mut self, extended: ExtendedPatterns) {
        match &mut self.place {
            Place::Bash(input) => input.extended = extended,
            Place::Ash(_) => {}
        }
    }

    /// Counts the lines from here on as if this one had the number `line` (bash).
    pub(in crate::shell) fn count_from(&mut self, line: u32) {
        match &mut self.place {
            Place::Bash(input) => input.count_from(line),
            Place::Ash(_) => {}
        }
    }

    /// Whether anything stands behind what has been read.
    pub(in crate::shell) fn rest(&self) -> Rest {
        self.rest
    }
}
