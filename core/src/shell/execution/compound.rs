//! Compound commands (XCU 2.9.4), and the way from a command to what it is.

use std::borrow::Cow;

use super::evaluator::{Divert, Evaluator, Flow};
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    Case, CaseEnd, Command, CommandBody, CompoundCommand, For, Group, If, Loop, LoopKind, Word,
};
use crate::text::Span;
use crate::trace::Cause;

/// Whether a loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Next,
    Last,
}

impl Evaluator<'_> {
    pub(super) fn run_command(&mut self, command: &Command) -> Flow {
        self.step()?;
        self.cause = Cause::Written(command.span);
        match &command.body {
            CommandBody::Simple(simple) => {
                self.line = command.line;
                self.run_simple(simple)
            }
            CommandBody::Compound(compound) => {
                if command.redirections.is_empty() {
                    return self.run_compound(compound, command);
                }
                self.line = command.line;
                let before = match self.redirect(&command.redirections) {
                    Ok(before) => before,
                    Err(Divert::Redirection) => return self.check_failure(),
                    Err(divert) => return Err(divert),
                };
                let result = self.run_compound(compound, command);
                self.environment.state.descriptors = before;
                result
            }
            CommandBody::Function(definition) => self.define_function(definition),
            CommandBody::Coprocess(_) => self.unsupported("coprocesses"),
        }
    }

    fn run_compound(&mut self, compound: &CompoundCommand, command: &Command) -> Flow {
        match compound {
            CompoundCommand::Brace(group) => self.run_list(&group.list),
            CompoundCommand::Subshell(group) => {
                self.line = command.line;
                self.status = self.in_subshell(|shell| shell.run_list(&group.list))?;
                self.check_failure()
            }
            CompoundCommand::If(it) => self.run_if(it),
            CompoundCommand::Loop(it) => self.run_loop(it),
            CompoundCommand::For(it) => {
                self.line = command.line;
                self.trace_header()?;
                self.run_for(it)
            }
            CompoundCommand::Case(it) => {
                self.line = command.line;
                self.trace_header()?;
                self.run_case(it)
            }
            CompoundCommand::Select(_) => self.unsupported("select"),
            CompoundCommand::Arithmetic(_) => self.unsupported("(( … ))"),
            CompoundCommand::ArithmeticFor(_) => self.unsupported("for (( … ))"),
            CompoundCommand::Conditional(_) => self.unsupported("[[ … ]]"),
        }
    }

    fn run_if(&mut self, it: &If) -> Flow {
        if self.run_condition(&it.condition)? {
            return self.run_list(&it.consequence);
        }
        for else_if in &it.else_ifs {
            if self.run_condition(&else_if.condition)? {
                return self.run_list(&else_if.consequence);
            }
        }
        self.status = 0;
        match &it.alternative {
            Some(alternative) => self.run_list(alternative),
            None => Ok(()),
        }
    }

    fn run_loop(&mut self, it: &Loop) -> Flow {
        let mut status = 0;
        loop {
            self.step()?;
            let mut goes_on = false;
            let turn = self.turn(|shell| {
                goes_on = shell.run_condition(&it.condition)? == (it.kind == LoopKind::While);
                Ok(())
            })?;
            if turn == Turn::Last {
                return Ok(());
            }
            if !goes_on {
                self.status = status;
                return Ok(());
            }
            if self.turn(|shell| shell.run_list(&it.body.list))? == Turn::Last {
                return Ok(());
            }
            status = self.status;
        }
    }

    fn run_for(&mut self, it: &For) -> Flow {
        let Some(name) = it.variable.plain(&self.cx.texts).map(Cow::into_owned) else {
            return self.unsupported("a quoted variable of for");
        };
        let values = match &it.words {
            Some(list) => self.expand_words(&list.words)?,
            None => self.environment.positional.clone(),
        };
        self.status = 0;
        if !is_name(&name) {
            return self.bad_name(&name);
        }
        for value in values {
            self.step()?;
            self.set_variable(&name, value, None)?;
            if self.turn(|shell| shell.run_group(&it.body))? == Turn::Last {
                break;
            }
        }
        Ok(())
    }

    /// bash finds out when it runs that a variable or, in POSIX mode, a function has no name.
    pub(super) fn bad_name(&mut self, name: &str) -> Flow {
        self.complain(None, &format!("`{name}': not a valid identifier"))?;
        self.status = 1;
        if self.dialect() == Dialect::BashAsSh {
            self.status = 2;
            return Err(Divert::Exit);
        }
        Ok(())
    }

    fn run_group(&mut self, group: &Group) -> Flow {
        self.run_list(&group.list)
    }

    /// One turn of a loop: `break` and `continue` end here, or go on to the loop around it.
    fn turn(&mut self, run: impl FnOnce(&mut Self) -> Flow) -> Flow<Turn> {
        self.loops += 1;
        let result = run(self);
        self.loops -= 1;
        match result {
            Ok(()) | Err(Divert::Continue(1)) => Ok(Turn::Next),
            Err(Divert::Break(1)) => Ok(Turn::Last),
            Err(Divert::Break(count)) => Err(Divert::Break(count - 1)),
            Err(Divert::Continue(count)) => Err(Divert::Continue(count - 1)),
            Err(divert) => Err(divert),
        }
    }

    fn run_case(&mut self, case: &Case) -> Flow {
        let subject = self.expand_text(&case.word)?;
        for clause in &case.clauses {
            let mut matches = false;
            for pattern in &clause.patterns {
                if self.matches_pattern(subject, pattern)? {
                    matches = true;
                    break;
                }
            }
            if !matches {
                continue;
            }
            if clause.list.items.is_empty() {
                self.status = 0;
            }
            self.run_list(&clause.list)?;
            return match clause.end {
                None | Some((CaseEnd::Break, _)) => Ok(()),
                Some((CaseEnd::FallThrough | CaseEnd::TestNext, _)) => {
                    self.unsupported(";& and ;;&")
                }
            };
        }
        self.status = 0;
        Ok(())
    }

    /// Whether a pattern of `case` matches. Only `*` alone and patterns without metacharacters are followed.
    fn matches_pattern(&mut self, subject: Span, pattern: &Word) -> Flow<bool> {
        let plain = pattern.plain(&self.cx.texts).map(Cow::into_owned);
        if plain.as_deref() == Some("*") {
            return Ok(true);
        }
        let text = self.expand_pattern(pattern)?;
        Ok(self.str(text) == self.str(subject))
    }
}
