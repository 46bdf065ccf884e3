//! Compound commands (XCU 2.9.4), and the way from a command to what it is.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use super::environment::{Bare, MadeFor};
use super::evaluator::{Divert, Evaluator, Family, Flow, Position};
use super::options::ShellOption;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    AndOrList, Case, CaseClause, CaseEnd, Command, CommandBody, CompoundCommand, For, Group, If,
    List, Loop, LoopKind, PrefixKind, TerminatorKind, Word, WordUnit,
};
use crate::text::Span;
use crate::trace::Cause;

/// How many compound commands may lie within one another on one stack of a megabyte.
const NESTED_ON_ONE_STACK: u32 = 10;

/// Whether a loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Next,
    Last,
}

impl Evaluator {
    pub(super) async fn run_command(&mut self, command: &Command) -> Flow {
        let position = std::mem::take(&mut self.position);
        self.step()?;
        if self.has(ShellOption::NoExec) {
            return Ok(());
        }
        self.run_traps().await?;
        self.cause = Cause::Written(command.span);
        let open = self.substitutions.len();
        let result = self.run_body(command, position).await;
        self.close_substitutions(open);
        result?;
        // The action of a trap runs behind the command during which its signal came.
        self.run_traps().await
    }

    async fn run_body(&mut self, command: &Command, position: Position) -> Flow {
        match &command.body {
            CommandBody::Simple(simple) => {
                self.tell_command(command.span);
                self.at_line(command.line, async |shell| {
                    shell.run_simple(simple, position).await
                })
                .await
            }
            CommandBody::Compound(compound) => {
                if command.redirections.is_empty() {
                    return self.run_nested(compound, command, position).await;
                }
                if self.dialect().family() == Family::Ash {
                    self.line = self.line_of(command.line);
                }
                if let CompoundCommand::Subshell(group) = &**compound
                    && self.dialect().family() == Family::Bash
                {
                    return self.run_redirected_subshell(command, group).await;
                }
                let is_subshell = is_subshell(compound);
                let redirected = self.redirect(&command.redirections).await;
                let before = match redirected {
                    Ok(before) => before,
                    Err(Divert::Redirection) => {
                        // In busybox it is the subshell that fails, by an error.
                        if is_subshell && self.dialect() == Dialect::BusyboxAsh {
                            self.status = 2;
                        }
                        self.refused = Some(command.span);
                        return self.check_failure().await;
                    }
                    Err(divert) => return Err(divert),
                };
                let position = match **compound {
                    CompoundCommand::Subshell(_) => position,
                    _ => Position::Followed,
                };
                // It is the process of a subshell that is redirected, for good.
                let noted = before.as_ref().filter(|_| !is_subshell);
                let outer = self.note_redirected(noted);
                let result = self.run_nested(compound, command, position).await;
                self.redirected = outer;
                self.undo_redirections(before);
                result
            }
            CommandBody::Function(definition) => self.define_function(definition).await,
            CommandBody::Coprocess(_) => self.unsupported("coprocesses"),
        }
    }

    /// In bash it is the process of a subshell that carries out its redirections.
    async fn run_redirected_subshell(&mut self, command: &Command, group: &Group) -> Flow {
        let line = self.line_of_subshell(command, group);
        let redirections = command.redirections.clone();
        let list = group.list.clone();
        let is_refused = Rc::new(Cell::new(false));
        let refused = Rc::clone(&is_refused);
        let run = async move |shell: &mut Self| {
            shell.environment.state.bare = Some(Bare::default());
            let redirected = shell.redirect(&redirections).await;
            shell.environment.state.bare = None;
            refused.set(matches!(redirected, Err(Divert::Redirection)));
            redirected?;
            shell.run_between_parentheses(&list).await
        };
        self.at_line(line, async |shell| {
            shell.status = shell.in_subshell(run).await?;
            Ok(())
        })
        .await?;
        self.refused = is_refused.get().then_some(command.span);
        self.tell_failed(command.span);
        self.check_failure().await
    }

    /// Runs a compound command; where many lie within one another, on a stack of its own.
    async fn run_nested(
        &mut self,
        compound: &CompoundCommand,
        command: &Command,
        position: Position,
    ) -> Flow {
        self.nested += 1;
        let result = if self.nested < NESTED_ON_ONE_STACK {
            Box::pin(self.run_compound(compound, command, position)).await
        } else {
            let (compound, command) = (compound.clone(), command.clone());
            let run = async move |shell: &mut Self| {
                shell.run_compound(&compound, &command, position).await
            };
            Box::pin(self.on_own_stack(run)).await
        };
        self.nested -= 1;
        result
    }

    /// Runs something that stands on `line`; bash goes back to the line before, the others stay there.
    pub(super) async fn at_line<T>(
        &mut self,
        line: u32,
        run: impl AsyncFnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let line = self.line_of(line);
        let before = std::mem::replace(&mut self.line, line);
        let result = run(self).await;
        let is_discarded = matches!(result, Err(Divert::Discard));
        if self.dialect().family() == Family::Bash && !is_discarded {
            self.line = before;
        }
        result
    }

    /// The line of what stands between parentheses: in bash the one of the second.
    pub(super) fn line_of_subshell(&self, command: &Command, group: &Group) -> u32 {
        let (open, close) = (group.open, group.close);
        if self.dialect().family() == Family::Ash || open.text != close.text {
            return command.line;
        }
        let breaks = self.str(open.to(close)).matches('\n').count();
        command.line + u32::try_from(breaks).unwrap_or(0)
    }

    /// Runs a command with which the process ends.
    pub(super) async fn run_last(&mut self, command: &Command) -> Flow {
        self.position = Position::Own;
        self.run_command(command).await
    }

    /// Runs what stands between parentheses, in their process. bash makes no other one for parentheses that are all
    /// there is in them, but counts them.
    async fn run_between_parentheses(&mut self, list: &List) -> Flow {
        self.environment.state.made_for = MadeFor::Parentheses;
        let mut list = list;
        if self.dialect().family() == Family::Bash {
            while let Some(inner) = only_parentheses(list) {
                self.environment.state.generators.level += 1;
                list = inner;
            }
        }
        self.position = Position::Last;
        self.leave_loops();
        let result = self.run_list(list).await;
        self.turn_failure_around(list, result)
    }

    /// bash turns around the status with which an error ends a subshell, too, where `!` stands before all there is
    /// between its parentheses.
    fn turn_failure_around(&mut self, list: &List, result: Flow) -> Flow {
        let is_error = matches!(
            result,
            Err(Divert::Error | Divert::Fatal | Divert::Discard | Divert::Redirection)
        );
        if is_error && self.dialect().family() == Family::Bash && is_one_negated(list) {
            self.status = u8::from(self.status == 0);
        }
        result
    }

    async fn run_compound(
        &mut self,
        compound: &CompoundCommand,
        command: &Command,
        position: Position,
    ) -> Flow {
        let is_own = position == Position::Own;
        let position = match (self.dialect().family(), compound) {
            (Family::Ash, _) => position,
            // The process that a pipeline or `&` has made for parentheses is theirs.
            (Family::Bash, CompoundCommand::Subshell(_)) if position == Position::Own => {
                self.environment.state.made_for = MadeFor::Parentheses;
                Position::Last
            }
            (Family::Bash, _) => Position::Followed,
        };
        if let CompoundCommand::Case(_)
        | CompoundCommand::Conditional(_)
        | CompoundCommand::Arithmetic(_) = compound
        {
            self.tell_command(command.span);
        }
        match compound {
            CompoundCommand::Brace(group) => {
                self.position = position;
                self.run_list(&group.list).await
            }
            CompoundCommand::Subshell(group) if position.is_end() && !self.is_trapped() => {
                // Nothing comes back from it, and nothing waits behind it: it needs no process of its own.
                self.leave_loops();
                let line = self.line_of_subshell(command, group);
                self.at_line(line, async |shell| {
                    shell.position = position;
                    let result = shell.run_list(&group.list).await;
                    shell.turn_failure_around(&group.list, result)
                })
                .await
            }
            CompoundCommand::Subshell(group) => {
                let list = group.list.clone();
                let line = self.line_of_subshell(command, group);
                self.at_line(line, async |shell| {
                    shell.status = shell
                        .in_subshell(async move |shell| shell.run_between_parentheses(&list).await)
                        .await?;
                    Ok(())
                })
                .await?;
                self.tell_failed(command.span);
                match is_own && self.dialect().family() == Family::Bash {
                    true => self.end_if_failed(),
                    false => self.check_failure().await,
                }
            }
            CompoundCommand::If(it) => self.run_if(it, position).await,
            CompoundCommand::Loop(it) => self.run_loop(it).await,
            CompoundCommand::For(it) => {
                // bash looks at the name before it comes to the line.
                if self.dialect().family() == Family::Bash
                    && let Some(name) = it.variable.plain(&self.process.cx.texts)
                    && !is_name(&name)
                {
                    let name = name.into_owned();
                    self.status = 0;
                    return self.bad_name(&name).await;
                }
                self.at_line(command.line, async |shell| {
                    shell.run_for(it, command.span).await
                })
                .await
            }
            CompoundCommand::Case(it) => {
                self.at_line(command.line, async |shell| {
                    shell.run_case(it, position).await
                })
                .await
            }
            CompoundCommand::Select(it) => {
                self.at_line(command.line, async |shell| {
                    shell.run_select(it, command.span).await
                })
                .await
            }
            CompoundCommand::Arithmetic(it) => {
                self.at_line(command.line, async |shell| {
                    shell.run_arithmetic(&it.expression).await
                })
                .await
            }
            CompoundCommand::ArithmeticFor(it) => {
                self.at_line(command.line, async |shell| {
                    shell.run_arithmetic_for(it).await
                })
                .await
            }
            CompoundCommand::Conditional(it) => {
                self.at_line(command.line, async |shell| {
                    shell.run_conditional(&it.expression).await
                })
                .await
            }
        }
    }

    async fn run_if(&mut self, it: &If, position: Position) -> Flow {
        if self.run_condition_of_if(&it.condition).await? {
            self.position = position;
            return self.run_list(&it.consequence).await;
        }
        for else_if in &it.else_ifs {
            if self.run_condition_of_if(&else_if.condition).await? {
                self.position = position;
                return self.run_list(&else_if.consequence).await;
            }
        }
        match &it.alternative {
            Some(alternative) => {
                self.position = position;
                self.run_list(alternative).await
            }
            None => {
                self.status = 0;
                Ok(())
            }
        }
    }

    /// Behind the condition of `if` bash comes back to the line before it.
    async fn run_condition_of_if(&mut self, condition: &List) -> Flow<bool> {
        let line = self.line;
        let result = self.run_condition(condition).await?;
        if self.dialect().family() == Family::Bash {
            self.line = line;
        }
        Ok(result)
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

    async fn run_for(&mut self, it: &For, written: Span) -> Flow {
        let Some(name) = it
            .variable
            .plain(&self.process.cx.texts)
            .map(Cow::into_owned)
        else {
            return self.unsupported("a quoted variable of for");
        };
        let values = match &it.words {
            Some(list) if self.dialect().family() == Family::Bash => {
                // The words stand in the loop, as bash counts.
                let mut values = Vec::new();
                self.turn(async |shell| {
                    values = shell.expand_words(&list.words).await?;
                    Ok(())
                })
                .await?;
                values
            }
            Some(list) => self.expand_words(&list.words).await?,
            None => self.environment.positional.clone(),
        };
        if values.is_empty() {
            self.status = 0;
        }
        for value in values {
            self.step()?;
            self.tell_command(written);
            self.run_debug().await?;
            if self.traces_headers() {
                let header = self.header_of_for(&name, it);
                self.trace_header(header).await?;
            }
            match self.set_loop_variable(&name, value).await {
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

    fn header_of_for(&self, name: &str, it: &For) -> String {
        let words = match &it.words {
            Some(list) => list.words.iter().map(|it| self.printed_word(it)).collect(),
            None => vec!["\"$@\"".to_owned()],
        };
        let words = words.iter().map(|it| format!(" {it}"));
        format!("for {name} in{}", words.collect::<String>())
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
    pub(super) async fn turn(&mut self, run: impl AsyncFnOnce(&mut Self) -> Flow) -> Flow<Turn> {
        self.loops += 1;
        let result = run(self).await;
        // bash goes on counting a loop that it leaves by an error.
        if result != Err(Divert::Discard) || self.dialect().family() == Family::Ash {
            self.loops -= 1;
        }
        match result {
            Ok(()) | Err(Divert::Continue(1)) => Ok(Turn::Next),
            Err(Divert::Break(1)) => Ok(Turn::Last),
            Err(Divert::Break(count)) => Err(Divert::Break(count - 1)),
            Err(Divert::Continue(count)) => Err(Divert::Continue(count - 1)),
            Err(divert) => Err(divert),
        }
    }

    async fn run_case(&mut self, case: &Case, position: Position) -> Flow {
        self.run_debug().await?;
        let header = format!("case {} in", self.printed_word(&case.word));
        self.trace_header(header).await?;
        let subject = self.expand_text(&case.word).await?;
        let mut falls = false;
        let mut has_run = false;
        for clause in &case.clauses {
            if !falls && !self.matches_clause(subject, clause).await? {
                continue;
            }
            has_run = true;
            let ends = matches!(clause.end, None | Some((CaseEnd::Break, _)));
            if clause.list.items.is_empty() && (ends || self.dialect().family() == Family::Ash) {
                self.status = 0;
            }
            if ends {
                self.position = position;
                return self.run_list(&clause.list).await;
            }
            self.run_list(&clause.list).await?;
            falls = matches!(clause.end, Some((CaseEnd::FallThrough, _)));
        }
        if !has_run {
            self.status = 0;
        }
        Ok(())
    }

    /// In a subshell of bash no loop around it counts; in one of the others `break` leaves it.
    pub(super) fn leave_loops(&mut self) {
        if self.dialect().family() == Family::Bash {
            self.loops = 0;
        }
    }

    /// Whether one of the patterns of a clause matches.
    async fn matches_clause(&mut self, subject: Span, clause: &CaseClause) -> Flow<bool> {
        for pattern in &clause.patterns {
            if self.matches_pattern(subject, pattern).await? {
                return Ok(true);
            }
        }
        Ok(false)
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

/// Whether a list is one command behind `!`.
fn is_one_negated(list: &List) -> bool {
    let [item] = &*list.items else {
        return false;
    };
    let AndOrList { first, rest } = &item.and_or;
    let prefixes = first.prefixes.iter();
    let negations = prefixes
        .filter(|it| it.kind == PrefixKind::Negation)
        .count();
    rest.is_empty() && first.commands.len() == 1 && negations % 2 == 1
}

/// Whether a command is a subshell; dash and busybox take braces around nothing else for one.
fn is_subshell(compound: &CompoundCommand) -> bool {
    match compound {
        CompoundCommand::Subshell(_) => true,
        CompoundCommand::Brace(group) => only_parentheses(&group.list).is_some(),
        _ => false,
    }
}

/// The list between parentheses that are all a list has.
fn only_parentheses(list: &List) -> Option<&List> {
    let [item] = &*list.items else {
        return None;
    };
    let [piped] = &*item.and_or.first.commands else {
        return None;
    };
    let is_alone = item
        .terminator
        .is_none_or(|it| it.kind != TerminatorKind::Background)
        && item.and_or.rest.is_empty()
        && item.and_or.first.prefixes.is_empty()
        && piped.command.redirections.is_empty();
    match &piped.command.body {
        CommandBody::Compound(compound) if is_alone => match &**compound {
            CompoundCommand::Subshell(group) => Some(&group.list),
            _ => None,
        },
        _ => None,
    }
}
