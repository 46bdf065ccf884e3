//! How bash prints commands: `declare -f`, `type`, and the functions that programs get.
//!
//! Takes a command as it was read; gives the text that bash makes of it anew. Comments and line breaks go, `;`, indents
//! and a form of their own for each kind of command come. Recorded of bash 5.2 for each kind; `core/tests/shell_evaluation/recorded_bash.rs`.
//!
//! | written | printed |
//! |---|---|
//! | `f() { a; b & }` | `f () ⏎{ ⏎    a;⏎    b &⏎}` |
//! | `elif` | `else ⏎ if … fi;` |
//! | `$'a\tb'`, `$"a"` | `'a⇥b'`, `"a"` |
//! | `$(a;b)` | `$(a; b)`, one line of it where it was one |
//! | `[[ a ]]` | `[[ -n a ]]` |
//!
//! The lines of a here-document are printed behind the operator that comes next; of a condition of `if` they may come
//! only behind a later command, or never.

mod compound;
mod conditional;
mod list;
mod redirection;
mod word;

use super::dialect::{Dialect, Shell, reserved_word};
use super::syntax::{
    Command, CommandBody, CompoundCommand, HereDocument, HereDocumentId, List, Word,
};
use crate::text::Texts;

/// How far the commands of a function are indented.
const INDENT: usize = 4;

/// Where the commands that are printed stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printed<'t> {
    pub(super) texts: &'t Texts,
    pub(super) here_documents: &'t [HereDocument],
    pub(super) shell: Shell,
}

/// A text that grows by commands.
struct Printer<'t> {
    of: Printed<'t>,
    text: String,
    /// How many blanks stand before a command.
    indent: usize,
    /// How many more stand before the commands within one.
    step: usize,
    /// In how many functions what is printed stands.
    functions: usize,
    /// In how many lists, and-or lists and pipelines of more than one command.
    connections: usize,
    /// How many of the next commands stand on the line that was begun.
    on_line: usize,
    /// Here-documents of which only the operator has been printed.
    waiting: Vec<HereDocumentId>,
    /// Whether the lines of a here-document have been printed, behind which stands no `;`.
    is_behind_lines: bool,
    substitution: Substitution,
}

/// Whether it is the script of a substitution that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Substitution {
    No,
    Yes,
}

/// A function as `declare -f` prints it, without the line break at its end.
pub(super) fn function(of: Printed<'_>, name: &str, body: &Command) -> String {
    let mut printer = Printer::new(of);
    if reserved_word(of.shell, name).is_some() {
        printer.text += "function ";
    }
    printer.text += &format!("{name} () \n{{ \n");
    printer.indent = INDENT;
    printer.body_of_function(body, 0);
    printer.text
}

/// A word of a command.
pub(super) fn word(of: Printed<'_>, word: &Word) -> String {
    Printer::new(of).word(word)
}

/// A command as `BASH_COMMAND` has it: of `for`, `select` and `case` the header.
pub(super) fn announced(of: Printed<'_>, command: &Command) -> String {
    let mut printer = Printer::new(of);
    printer.announce(command);
    printer.text
}

/// A function as programs get it in their environment.
pub(super) fn exported_function(of: Printed<'_>, body: &Command) -> String {
    let mut printer = Printer::new(of);
    printer.text += "() { ";
    printer.indent = 1;
    printer.step = 0;
    printer.body_of_function(body, 0);
    printer.text
}

impl<'t> Printer<'t> {
    fn new(of: Printed<'t>) -> Self {
        Self {
            of,
            text: String::new(),
            indent: 0,
            step: INDENT,
            functions: 0,
            connections: 0,
            on_line: 0,
            waiting: Vec::new(),
            is_behind_lines: false,
            substitution: Substitution::No,
        }
    }

    fn push_indent(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// A new line that begins with `text`.
    fn line(&mut self, text: &str) {
        self.text.push('\n');
        self.push_indent();
        self.text += text;
    }

    /// `;`, but not behind `&` and line breaks.
    fn semicolon(&mut self) {
        if !self.text.ends_with(['&', '\n']) {
            self.text.push(';');
        }
    }

    /// A list on lines of its own, further in.
    fn indented(&mut self, list: &List) {
        self.indent += self.step;
        self.list(list);
        self.lines_of_waiting();
        self.indent -= self.step;
    }

    /// The commands of a function, what closes it, which stands behind `indent` blanks, and its redirections.
    fn body_of_function(&mut self, body: &Command, indent: usize) {
        self.functions += 1;
        let group = match &body.body {
            CommandBody::Compound(compound) => match &**compound {
                CompoundCommand::Brace(group) => Some(group),
                _ => None,
            },
            _ => None,
        };
        match group {
            Some(group) => self.list(&group.list),
            None => self.command(body),
        }
        self.lines_of_waiting();
        self.functions -= 1;
        self.indent = indent;
        self.line("}");
        if group.is_none() || body.redirections.is_empty() {
            self.is_behind_lines = false;
            return;
        }
        self.text.push(' ');
        self.redirections(&body.redirections);
    }

    /// A function that is defined within another command.
    fn definition(&mut self, name: &str, body: &Command) {
        if self.of.shell.dialect != Dialect::BashAsSh {
            self.text += "function ";
        }
        self.text += &format!("{name} () \n");
        self.push_indent();
        self.text += "{ \n";
        let indent = self.indent;
        self.indent += self.step;
        self.body_of_function(body, indent);
    }
}
