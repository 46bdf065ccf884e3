//! `BASH_COMMAND` (bash): the command that runs, or the one during which the action of a trap does.

use std::rc::Rc;

use super::evaluator::{Evaluator, Family, Flow};
use super::event::Event;
use crate::shell::parse::parse;
use crate::shell::printing::{self, Printed};
use crate::text::Span;

/// What `BASH_COMMAND` tells.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Told {
    /// The last command that has begun outside of the actions of traps.
    command: Option<Command>,
    /// Within how many actions the shell is.
    pub(super) actions: u32,
}

/// A command, of which the text is made when it is asked for.
#[derive(Debug, Clone)]
enum Command {
    /// As the script has it.
    Written(Span),
    /// As bash prints it.
    Printed(Rc<str>),
}

impl Evaluator {
    /// Notes that a command begins.
    pub(super) fn tell_command(&mut self, written: Span) {
        if self.has_told_commands() {
            self.environment.state.told.command = Some(Command::Written(written));
        }
    }

    /// The same of one of the expressions of `for (( … ))`.
    pub(super) fn tell_expression(&mut self, expression: &str) {
        if self.has_told_commands() {
            let printed = format!("(({expression}))").into();
            self.environment.state.told.command = Some(Command::Printed(printed));
        }
    }

    /// The same of a subshell that has failed, where a trap of `ERR` hears of that.
    pub(super) fn tell_failed(&mut self, written: Span) {
        let hears = matches!(
            self.environment.state.events.get(Event::Error),
            Some(Some(_))
        );
        if hears && self.status != 0 && !self.is_tested() {
            self.tell_command(written);
        }
    }

    /// Whether the command that has begun last cannot be told: the lines of a here-document are printed with it.
    pub(super) fn is_told_in_part(&self) -> bool {
        match &self.environment.state.told.command {
            Some(Command::Written(written)) => self.str(*written).contains("<<"),
            _ => false,
        }
    }

    /// Runs a script that is part of a command, which is the one that is told behind it again.
    pub(super) async fn within_told(&mut self, run: impl AsyncFnOnce(&mut Self) -> Flow) -> Flow {
        let told = self.environment.state.told.command.clone();
        let result = run(self).await;
        self.environment.state.told.command = told;
        result
    }

    fn has_told_commands(&self) -> bool {
        self.dialect().family() == Family::Bash && self.environment.state.told.actions == 0
    }

    /// The command that has begun last, as bash prints it.
    pub(super) fn told_command(&mut self) -> String {
        let written = match &self.environment.state.told.command {
            None => return String::new(),
            Some(Command::Printed(text)) => return text.to_string(),
            Some(Command::Written(written)) => *written,
        };
        let parse = parse(&mut self.process.cx, written, self.shell);
        let of = Printed {
            texts: &self.process.cx.texts,
            here_documents: &parse.here_documents,
            shell: self.shell,
        };
        let first = parse.script.commands.first();
        let first = first.and_then(|it| it.list.items.first());
        let first = first.and_then(|it| it.and_or.first.commands.first());
        first.map_or_else(String::new, |it| printing::announced(of, &it.command))
    }
}
