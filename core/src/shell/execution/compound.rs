//! Compound commands (XCU 2.9.4), and the way from a command to what it is.

use std::borrow::Cow;

use super::evaluator::{Divert, Evaluator, Flow, Position};
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    Case, CaseEnd, Command, CommandBody, CompoundCommand, For, Group, If, Loop, LoopKind, Word, WordUnit,
};
use crate::text::Span;
use crate::trace::Cause;

/// How many compound commands may lie within one another on one stack of a megabyte.
const NESTED_ON_ONE_STACK: u32 = 10;

/// Whether a loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Next,
    Last,
}

impl Evaluator {
    pub(super) async fn run_command(&mut self, command: &Command) -> Flow {
        let position = std::mem::take(&mut self.position);
        self.step()?;
        self.run_traps().await?;
        self.cause = Cause::Written(command.span);
        let open = self.substitutions.len();
        let result = self.run_body(command, position).await;
        self.close_substitutions(open);
        result
    }

    async fn run_body(&mut self, command: &Command, position: Position) -> Flow {
        match &command.body {
            CommandBody::Simple(simple) => {
                self.line = command.line;
                self.run_simple(simple, position).await
            }
            CommandBody::Compound(compound) => {
                if command.redirections.is_empty() {
                    return self.run_nested(compound, command).await;
                }
                self.line = command.line;
                let before = match self.redirect(&command.redirections).await {
                    Ok(before) => before,
                    Err(Divert::Redirection) => return self.check_failure(),
                    Err(divert) => return Err(divert),
                };
                let result = self.run_nested(compound, command).await;
                self.undo_redirections(before);
                result
            }
            CommandBody::Function(definition) => self.define_function(definition).await,
            CommandBody::Coprocess(_) => self.unsupported("coprocesses"),
        }
    }

    /// Runs a compound command; where many lie within one another, on a stack of its own.
    async fn run_nested(&mut self, compound: &CompoundCommand, command: &Command) -> Flow {
        self.nested += 1;
        let result = if self.nested < NESTED_ON_ONE_STACK {
            Box::pin(self.run_compound(compound, command)).await
        } else {
            let (compound, command) = (compound.clone(), command.clone());
            let run = async move |shell: &mut Self| shell.run_compound(&compound, &command).await;
            Box::pin(self.on_own_stack(run)).await
        };
        self.nested -= 1;
        result
    }

    /// Runs a command with which the process ends.
    pub(super) async fn run_last(&mut self, command: &Command) -> Flow {
        self.position = Position::Last;
        self.run_command(command).await
    }

    async fn run_compound(&mut self, compound: &CompoundCommand, command: &Command) -> Flow {
        match compound {
            CompoundCommand::Brace(group) => self.run_list(&group.list).await,
            CompoundCommand::Subshell(group) => {
                self.line = command.line;
                let list = group.list.clone();
                self.status = self
                    .in_subshell(async move |shell| shell.run_list(&list).await)
                    .await?;
                self.check_failure()
            }
            CompoundCommand::If(it) => self.run_if(it).await,
            CompoundCommand::Loop(it) => self.run_loop(it).await,
            CompoundCommand::For(it) => {
                self.line = command.line;
                self.trace_header()?;
                self.run_for(it).await
            }
            CompoundCommand::Case(it) => {
                self.line = command.line;
                self.trace_header()?;
                self.run_case(it).await
            }
            CompoundCommand::Select(_) => self.unsupported("select"),
            CompoundCommand::Arithmetic(_) => self.unsupported("(( … ))"),
            CompoundCommand::ArithmeticFor(_) => self.unsupported("for (( … ))"),
            CompoundCommand::Conditional(_) => self.unsupported("[[ … ]]"),
        }
    }

    async fn run_if(&mut self, it: &If) -> Flow {
        if self.run_condition(&it.condition).await? {
            return self.run_list(&it.consequence).await;
        }
        for else_if in &it.else_ifs {
            if self.run_condition(&else_if.condition).await? {
                return self.run_list(&else_if.consequence).await;
            }
        }
        self.status = 0;
        match &it.alternative {
            Some(alternative) => self.run_list(alternative).await,
            None => Ok(()),
        }
    }

    async fn run_loop(&mut self, it: &Loop) -> Flow {
        let mut status = 0;
        loop {
            self.step()?;
            let mut goes_on = false;
            let turn = self
                .turn(async |shell| {
                    goes_on =
                        shell.run_condition(&it.condition).await? == (it.kind == LoopKind::While);
                    Ok(())
                })
                .await?;
            if turn == Turn::Last {
                return Ok(());
            }
            if !goes_on {
                self.status = status;
                return Ok(());
            }
            if self
                .turn(async |shell| shell.run_list(&it.body.list).await)
                .await?
                == Turn::Last
            {
                return Ok(());
            }
            status = self.status;
        }
    }

    async fn run_for(&mut self, it: &For) -> Flow {
        let Some(name) = it
            .variable
            .plain(&self.process.cx.texts)
            .map(Cow::into_owned)
        else {
            return self.unsupported("a quoted variable of for");
        };
        let values = match &it.words {
            Some(list) => self.expand_words(&list.words).await?,
            None => self.environment.positional.clone(),
        };
        self.status = 0;
        if !is_name(&name) {
            return self.bad_name(&name).await;
        }
        for value in values {
            self.step()?;
            match self.set_variable(&name, value, None).await {
                Err(Divert::Discard) => return Ok(()),
                result => result?,
            }
            if self
                .turn(async |shell| shell.run_group(&it.body).await)
                .await?
                == Turn::Last
            {
                break;
            }
        }
        Ok(())
    }

    /// bash finds out when it runs that a variable or, in POSIX mode, a function has no name.
    pub(super) async fn bad_name(&mut self, name: &str) -> Flow {
        self.complain(None, &format!("`{name}': not a valid identifier"))
            .await?;
        self.status = 1;
        if self.dialect() == Dialect::BashAsSh {
            self.status = 2;
            return Err(Divert::Exit);
        }
        Ok(())
    }

    async fn run_group(&mut self, group: &Group) -> Flow {
        self.run_list(&group.list).await
    }

    /// One turn of a loop: `break` and `continue` end here, or go on to the loop around it.
    async fn turn(&mut self, run: impl AsyncFnOnce(&mut Self) -> Flow) -> Flow<Turn> {
        self.loops += 1;
        let result = run(self).await;
        self.loops -= 1;
        match result {
            Ok(()) | Err(Divert::Continue(1)) => Ok(Turn::Next),
            Err(Divert::Break(1)) => Ok(Turn::Last),
            Err(Divert::Break(count)) => Err(Divert::Break(count - 1)),
            Err(Divert::Continue(count)) => Err(Divert::Continue(count - 1)),
            Err(divert) => Err(divert),
        }
    }

    async fn run_case(&mut self, case: &Case) -> Flow {
        let subject = self.expand_text(&case.word).await?;
        for clause in &case.clauses {
            let mut matches = false;
            for pattern in &clause.patterns {
                if self.matches_pattern(subject, pattern).await? {
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
            self.run_list(&clause.list).await?;
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

    /// Whether a pattern of `case` matches.
    async fn matches_pattern(&mut self, subject: Span, pattern: &Word) -> Flow<bool> {
        if let [WordUnit::Literal(span)] = *pattern.units
            && self.str(span) == "*"
        {
            return Ok(true);
        }
        self.check_known(subject)?;
        let pattern = self.read_pattern(pattern, self.case_of_matches()).await?;
        Ok(pattern.matches(self.str(subject)))
    }
}
