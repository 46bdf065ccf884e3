//! Lists (XCU 2.9.3), from complete commands down to pipelines (XCU 2.9.2).

use smallvec::SmallVec;

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::syntax::{
    AndOrList, AndOrOperator, CompleteCommand, List, ListItem, ListTerminator, Operator,
    PipeOperator, PipedCommand, Pipeline, PipelinePrefix, PrefixKind, ReservedWord, TerminatorKind,
};

impl Reader<'_> {
    /// One line at the top, with the lines it needs to be complete; nothing for a blank one.
    pub(super) fn complete_command(&mut self) -> Outcome<Option<CompleteCommand>> {
        match self.next_token()? {
            Token::Newline => {
                self.take();
                return Ok(None);
            }
            Token::EndOfInput => return Ok(None),
            _ => {}
        }
        let mut list = List::default();
        loop {
            let and_or = self.and_or()?;
            let terminator = self.line_terminator()?;
            list.items.push(ListItem { and_or, terminator });
            match self.next_token()? {
                Token::Newline => {
                    self.take();
                    break;
                }
                Token::EndOfInput => break,
                token if terminator.is_some() && token.begins_command() => {}
                _ => return self.unexpected_behind_list(),
            }
        }
        let span = list.span();
        Ok(span.map(|span| CompleteCommand { span, list }))
    }

    /// `;` or `&` behind an item of a line.
    fn line_terminator(&mut self) -> Outcome<Option<ListTerminator>> {
        let kind = match self.next_token()? {
            Token::Operator(Operator::Semicolon) => TerminatorKind::Semicolon,
            Token::Operator(Operator::Background) => TerminatorKind::Background,
            _ => return Ok(None),
        };
        let span = self.take();
        Ok(Some(ListTerminator { kind, span }))
    }

    /// The list of a compound command: at least one command.
    pub(super) fn compound_list(&mut self) -> Outcome<List> {
        self.newline_list()?;
        let mut list = List::default();
        loop {
            let and_or = self.and_or()?;
            let terminator = self.terminator()?;
            list.items.push(ListItem { and_or, terminator });
            self.newline_list()?;
            if terminator.is_none() || !self.next_token()?.begins_command() {
                return Ok(list);
            }
        }
    }

    /// What ends an item of a list.
    fn terminator(&mut self) -> Outcome<Option<ListTerminator>> {
        if self.next_token()? == Token::Newline {
            let kind = TerminatorKind::Newline;
            let span = self.take();
            return Ok(Some(ListTerminator { kind, span }));
        }
        self.line_terminator()
    }

    fn and_or(&mut self) -> Outcome<AndOrList> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            let operator = match self.next_token()? {
                Token::Operator(Operator::And) => AndOrOperator::And,
                Token::Operator(Operator::Or) => AndOrOperator::Or,
                _ => return Ok(AndOrList { first, rest }),
            };
            let span = self.take();
            self.newline_list()?;
            let pipeline = self.pipeline()?;
            rest.push((operator, span, pipeline));
        }
    }

    /// `!` and `time`, and the commands behind them.
    fn pipeline(&mut self) -> Outcome<Pipeline> {
        let mut prefixes = SmallVec::new();
        while let Some(prefix) = self.prefix()? {
            prefixes.push(prefix);
        }
        let mut commands = SmallVec::new();
        if !prefixes.is_empty() && self.next_token()?.is_list_terminator() {
            return Ok(Pipeline { prefixes, commands });
        }
        let command = self.command()?;
        commands.push(PipedCommand {
            operator: None,
            command,
        });
        loop {
            let operator = match self.next_token()? {
                Token::Operator(Operator::Pipe) => PipeOperator::Output,
                Token::Operator(Operator::PipeBoth) => PipeOperator::OutputAndError,
                _ => return Ok(Pipeline { prefixes, commands }),
            };
            let operator = Some((operator, self.take()));
            self.newline_list()?;
            let command = self.command()?;
            commands.push(PipedCommand { operator, command });
        }
    }

    fn prefix(&mut self) -> Outcome<Option<PipelinePrefix>> {
        let mut kind = match self.next_token()? {
            Token::Reserved(ReservedWord::Bang) => PrefixKind::Negation,
            Token::Reserved(ReservedWord::Time) => PrefixKind::Time,
            _ => return Ok(None),
        };
        let mut span = self.take();
        if kind == PrefixKind::Time {
            if self.next_token()? == Token::TimeOption {
                kind = PrefixKind::PosixTime;
                span = span.to(self.take());
            }
            if self.next_token()? == Token::TimeEnd {
                span = span.to(self.take());
            }
        }
        Ok(Some(PipelinePrefix { kind, span }))
    }
}
