//! The environment that a program gets, in the order in which each shell hands it over.
//!
//! Both families keep variables in tables and hand them over row by row. dash and busybox have one of 39 rows, in
//! which the oldest comes first; bash one of 1024 rows for the shell, one of 4 for each function and for the
//! assignments before a command, the innermost first, and in a row the newest comes first. bash adds `_`, the path of
//! the program. Compared with the real shells for `env`.

use std::rc::Rc;

use super::dynamic::Underscore;
use super::environment::MadeFor;
use super::evaluator::{Evaluator, Family};
use super::variables::{Export, hash};
use crate::shell::printing::{self, Printed};
use crate::text::Span;

/// Whether the shell stays in the count of shells within one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Level {
    /// It waits for the program.
    Kept,
    /// It becomes the program.
    Left,
    /// It becomes the program because `exec` says so, and does not name it in `_`.
    LeftByExec,
}

impl Evaluator {
    /// The environment for the program at `path`.
    pub(super) fn environment_for(&mut self, path: &str, level: Level) -> Vec<(String, Span)> {
        let mut exported = self.environment.variables.exported();
        match self.dialect().family() {
            Family::Ash => exported.sort_by_key(|it| row_of_ash(&it.0)),
            Family::Bash => {
                self.put_command_name(&mut exported, path);
                self.put_functions(&mut exported);
                let made_for = self.environment.state.made_for;
                match level {
                    Level::Kept => {}
                    // `exec` between parentheses leaves no shell, as bash counts.
                    Level::LeftByExec if made_for == MadeFor::Parentheses => {}
                    Level::Left | Level::LeftByExec => self.leave_level(&mut exported),
                }
                if level == Level::LeftByExec {
                    exported.retain(|it| it.0 != "_");
                }
            }
        }
        exported
    }

    /// A bash that becomes a program counts itself out of `SHLVL`.
    fn leave_level(&mut self, exported: &mut [(String, Span)]) {
        let Some(place) = exported.iter_mut().find(|it| it.0 == "SHLVL") else {
            return;
        };
        let before = self.str(place.1).trim().parse::<i64>().unwrap_or(0);
        let level = (before - 1).max(0).to_string();
        place.1 = self.shell_text(&level, "count of shells within shells");
    }

    /// The functions that bash exports stand behind its variables, but before `_` where that is new.
    fn put_functions(&mut self, exported: &mut Vec<(String, Span)>) {
        let functions = Rc::clone(&self.environment.state.functions);
        let functions = functions.iter();
        let mut functions: Vec<_> = functions
            .filter(|it| it.1.marks.export == Export::Exported)
            .collect();
        functions.sort_by_key(|it| hash(it.0) % ROWS_OF_FUNCTIONS);
        let is_last = exported.last().is_some_and(|it| it.0 == "_");
        let at = exported.len() - usize::from(is_last);
        let made: Vec<_> = functions
            .into_iter()
            .map(|(name, function)| {
                let of = Printed {
                    texts: &self.process.cx.texts,
                    here_documents: &function.here_documents,
                    shell: self.shell,
                };
                let text = printing::exported_function(of, &function.body);
                let text = self.shell_text(&text, "function that is exported");
                (format!("BASH_FUNC_{name}%%"), text)
            })
            .collect();
        exported.splice(at..at, made);
    }

    /// Sorts what bash exports, and puts the path of the program in `_`.
    fn put_command_name(&mut self, exported: &mut Vec<(String, Span)>, path: &str) {
        exported.reverse();
        let variables = &self.environment.variables;
        let rank = |name: &str| match variables.depth_of(name) {
            0 => (usize::MAX, hash(name) % ROWS),
            depth => (usize::MAX - depth, hash(name) % ROWS_OF_COMMAND),
        };
        exported.sort_by_key(|it| rank(&it.0));
        let path = self.shell_text(path, "path of the program");
        let generators = &self.environment.state.generators;
        let is_inherited = generators.underscore == Underscore::Inherited;
        let is_assigned = self.environment.variables.depth_of("_") > 0;
        match exported.iter().position(|it| it.0 == "_") {
            Some(at) if is_inherited || is_assigned => exported[at].1 = path,
            Some(at) => {
                exported.remove(at);
                exported.push(("_".to_owned(), path));
            }
            None => exported.push(("_".to_owned(), path)),
        }
    }
}

const ROWS: u32 = 1024;
const ROWS_OF_COMMAND: u32 = 4;
const ROWS_OF_FUNCTIONS: u32 = 512;

/// The row of a name in the table of dash and busybox.
fn row_of_ash(name: &str) -> u32 {
    let first = name.bytes().next().map_or(0, u32::from);
    let sum = name.bytes().map(u32::from).sum::<u32>();
    ((first << 4) + sum) % 39
}
