//! Lists, and-or lists and pipelines: what stands between commands, and behind them.

use super::{Printer, Substitution};
use crate::shell::syntax::{
    AndOrList, AndOrOperator, Command, CommandBody, List, ListItem, PipeOperator, Pipeline,
    PrefixKind, Script, TerminatorKind,
};

/// What stands between two items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Semicolon,
    /// A line break, which stays only in the script of a substitution.
    Newline,
    Background,
}

impl Printer<'_> {
    /// The script of a substitution.
    pub(super) fn script(&mut self, script: &Script) {
        self.substitution = Substitution::Yes;
        let mut items = Vec::new();
        for command in &script.commands {
            for item in &command.list.items {
                items.push((item, between(item, Between::Newline)));
            }
        }
        self.items(&items);
        self.lines_of_waiting();
    }

    pub(super) fn list(&mut self, list: &List) {
        let without = match self.substitution {
            Substitution::No => Between::Semicolon,
            Substitution::Yes => Between::Newline,
        };
        let items = list.items.iter().map(|it| (it, between(it, without)));
        self.items(&items.collect::<Vec<_>>());
    }

    fn items(&mut self, items: &[(&ListItem, Between)]) {
        let last = items.len().saturating_sub(1);
        let is_connected = match items {
            [(_, between)] => *between == Between::Background,
            _ => true,
        };
        self.connections += usize::from(is_connected);
        for (at, (item, behind)) in items.iter().enumerate() {
            self.and_or(&item.and_or);
            let before = at.checked_sub(1).map(|it| items[it].1);
            // bash takes `a; b & c` for `a; (b & c)`, and all else from the left: behind a second part the lines come.
            let is_second = match before {
                None => false,
                Some(Between::Semicolon) => *behind != Between::Background,
                Some(Between::Newline | Between::Background) => true,
            };
            if is_second || at == last && before.is_some() && *behind != Between::Background {
                self.lines_of_waiting();
            }
            if at < last || *behind == Between::Background {
                self.between_items(*behind, at < last);
            }
        }
        if is_connected {
            self.lines_of_waiting();
            self.connections -= 1;
        }
    }

    fn between_items(&mut self, between: Between, has_next: bool) {
        match between {
            Between::Background => {
                self.operator(" &");
                if has_next {
                    self.text.push(' ');
                    self.on_line += 1;
                }
            }
            Between::Semicolon => {
                self.separate(";");
                if self.functions > 0 {
                    self.text.push('\n');
                } else {
                    self.text.push(' ');
                    self.on_line += 1;
                }
            }
            Between::Newline => {
                self.separate(if self.functions > 0 { "\n" } else { "" });
                self.text.push('\n');
                self.on_line += usize::from(self.functions == 0);
            }
        }
    }

    /// What ends a command, or instead the lines of its here-documents.
    fn separate(&mut self, by: &str) {
        if !self.waiting.is_empty() {
            self.lines_of_waiting();
        } else if self.is_behind_lines {
            self.is_behind_lines = false;
        } else {
            self.text += by;
        }
    }

    /// `&` or `|`, and the lines of the here-documents before it.
    fn operator(&mut self, operator: &str) {
        self.text += operator;
        if !self.waiting.is_empty() {
            self.lines_of_waiting();
            self.text.push(' ');
        }
    }

    fn and_or(&mut self, list: &AndOrList) {
        self.connections += usize::from(!list.rest.is_empty());
        self.pipeline(&list.first);
        for (operator, _, pipeline) in &list.rest {
            let operator = match operator {
                AndOrOperator::And => " && ",
                AndOrOperator::Or => " || ",
            };
            self.text += operator;
            if !self.waiting.is_empty() {
                self.lines_of_waiting();
                self.text.push(' ');
            }
            self.on_line += 1;
            self.pipeline(pipeline);
            self.lines_of_waiting();
        }
        self.connections -= usize::from(!list.rest.is_empty());
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        if pipeline.commands.is_empty() {
            self.begin();
        }
        self.prefixes(pipeline);
        let is_connected = pipeline.commands.len() > 1;
        self.connections += usize::from(is_connected);
        let mut commands = pipeline.commands.iter().peekable();
        while let Some(piped) = commands.next() {
            let leads_errors = commands.peek().is_some_and(|next| {
                matches!(next.operator, Some((PipeOperator::OutputAndError, _)))
            });
            self.command(&piped.command);
            if leads_errors {
                self.join_errors(&piped.command);
            }
            if commands.peek().is_some() {
                self.operator(" |");
                self.text.push(' ');
                self.on_line += 1;
            }
        }
        if is_connected {
            self.lines_of_waiting();
            self.connections -= 1;
        }
    }

    /// `2>&1`, which `|&` stands for.
    fn join_errors(&mut self, command: &Command) {
        let is_empty = match &command.body {
            CommandBody::Simple(it) => {
                it.words.is_empty() && it.assignments.is_empty() && it.redirections.is_empty()
            }
            _ => false,
        };
        self.text += if is_empty { "2>&1" } else { " 2>&1" };
    }

    /// `time` and `!`, of which two are none.
    fn prefixes(&mut self, pipeline: &Pipeline) {
        let has = |kind| pipeline.prefixes.iter().any(|it| it.kind == kind);
        let is_long = pipeline
            .prefixes
            .iter()
            .any(|it| it.span.len() > "time".len());
        let negations = pipeline
            .prefixes
            .iter()
            .filter(|it| it.kind == PrefixKind::Negation)
            .count();
        let is_timed = has(PrefixKind::Time) || has(PrefixKind::PosixTime);
        if !is_timed && negations % 2 == 0 {
            return;
        }
        if !pipeline.commands.is_empty() {
            self.begin();
            self.on_line += 1;
        }
        if is_timed {
            self.text += "time ";
            // `time --` counts as `time -p`.
            if has(PrefixKind::PosixTime) || is_long {
                self.text += "-p ";
            }
        }
        if negations % 2 == 1 {
            self.text += "! ";
        }
    }
}

fn between(item: &ListItem, without: Between) -> Between {
    match item.terminator.map(|it| it.kind) {
        Some(TerminatorKind::Background) => Between::Background,
        Some(TerminatorKind::Semicolon) => Between::Semicolon,
        Some(TerminatorKind::Newline) | None => without,
    }
}
