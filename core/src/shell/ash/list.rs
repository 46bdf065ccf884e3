//! Lists (XCU 2.9.3), from complete commands down to pipelines (XCU 2.9.2).

use smallvec::SmallVec;

use super::lookahead::Wanted;
use super::reader::{Outcome, Reader};
use crate::shell::syntax::{
    AndOrList, AndOrOperator, CompleteCommand, Lexeme, List, ListItem, ListTerminator, Operator,
    PipeOperator, PipedCommand, Pipeline, PipelinePrefix, PrefixKind, ReservedWord, TerminatorKind,
};

/// Where a list stands, which decides how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// At the top: it ends with its line, and nothing else may end it.
    Line,
    /// In a compound command: it holds at least one command before what closes it.
    Body,
    /// In a substitution or a clause of `case`: it may be empty.
    Inner,
}

impl Reader<'_> {
    /// One line at the top, with the lines it needs to be complete; nothing for a blank one.
    pub(super) fn complete_command(&mut self) -> Outcome<Option<CompleteCommand>> {
        self.list(Setting::Line).map(complete)
    }

    /// The commands of a substitution, up to a token that ends them, which is put back.
    pub(super) fn inner_commands(&mut self) -> Outcome<Vec<CompleteCommand>> {
        let list = self.list(Setting::Inner)?;
        Ok(complete(list).into_iter().collect())
    }

    /// The list of a compound command, up to a token that ends it, which is put back.
    pub(super) fn body(&mut self) -> Outcome<List> {
        self.list(Setting::Body)
    }

    /// The list of a clause of `case`.
    pub(super) fn clause_body(&mut self) -> Outcome<List> {
        self.list(Setting::Inner)
    }

    fn list(&mut self, setting: Setting) -> Outcome<List> {
        let wanted = match setting {
            Setting::Line => Wanted::Reserved,
            Setting::Body | Setting::Inner => Wanted::ReservedOnAnyLine,
        };
        let mut may_end = setting == Setting::Inner;
        let mut list = List::default();
        loop {
            match self.next_wanting(wanted)? {
                Lexeme::Newline => {
                    self.read_here_documents()?;
                    return Ok(list);
                }
                Lexeme::EndOfInput => return self.end_of_input(list),
                token => {
                    self.put_back();
                    if may_end && ends_list(token) {
                        return Ok(list);
                    }
                }
            }
            may_end = setting != Setting::Line;
            let and_or = self.and_or()?;
            let terminator = self.terminator(setting)?;
            list.items.push(ListItem { and_or, terminator });
            if terminator.is_none() {
                return match self.lookahead.last {
                    Lexeme::EndOfInput => self.end_of_input(list),
                    _ => Ok(list),
                };
            }
        }
    }

    /// The end of the script: what waits is read, and the end is found again by whoever asks next.
    fn end_of_input(&mut self, list: List) -> Outcome<List> {
        self.read_here_documents()?;
        self.put_back_end();
        Ok(list)
    }

    /// What ends an and-or list; nothing when another token follows, which is put back.
    fn terminator(&mut self, setting: Setting) -> Outcome<Option<ListTerminator>> {
        let kind = match self.next()? {
            Lexeme::Operator(Operator::Background) => TerminatorKind::Background,
            Lexeme::Operator(Operator::Semicolon) => TerminatorKind::Semicolon,
            Lexeme::Newline => {
                self.put_back();
                TerminatorKind::Newline
            }
            Lexeme::EndOfInput => {
                self.put_back();
                return Ok(None);
            }
            _ if setting == Setting::Line => return self.unexpected(None),
            _ => {
                self.put_back();
                return Ok(None);
            }
        };
        let span = self.lookahead.span;
        Ok(Some(ListTerminator { kind, span }))
    }

    fn and_or(&mut self) -> Outcome<AndOrList> {
        let first = self.pipeline(Wanted::AnyWord)?;
        let mut rest = Vec::new();
        loop {
            let operator = match self.next()? {
                Lexeme::Operator(Operator::And) => AndOrOperator::And,
                Lexeme::Operator(Operator::Or) => AndOrOperator::Or,
                _ => {
                    self.put_back();
                    return Ok(AndOrList { first, rest });
                }
            };
            let span = self.lookahead.span;
            let pipeline = self.pipeline(Wanted::ReservedOnAnyLine)?;
            rest.push((operator, span, pipeline));
        }
    }

    fn pipeline(&mut self, wanted: Wanted) -> Outcome<Pipeline> {
        let mut prefixes = SmallVec::new();
        let mut wanted_of_command = Wanted::AnyWord;
        if self.next_wanting(wanted)? == Lexeme::Reserved(ReservedWord::Bang) {
            prefixes.push(PipelinePrefix {
                kind: PrefixKind::Negation,
                span: self.lookahead.span,
            });
            wanted_of_command = Wanted::Reserved;
        } else {
            self.put_back();
        }
        let command = self.command(wanted_of_command)?;
        let mut commands = SmallVec::new();
        commands.push(PipedCommand {
            operator: None,
            command,
        });
        while self.next()? == Lexeme::Operator(Operator::Pipe) {
            let operator = Some((PipeOperator::Output, self.lookahead.span));
            let command = self.command(Wanted::ReservedOnAnyLine)?;
            commands.push(PipedCommand { operator, command });
        }
        self.put_back();
        Ok(Pipeline { prefixes, commands })
    }
}

/// The list as a complete command, when there is any.
fn complete(list: List) -> Option<CompleteCommand> {
    let span = list.span()?;
    Some(CompleteCommand { span, list })
}

/// Whether a token can only be the end of a list.
fn ends_list(token: Lexeme) -> bool {
    match token {
        Lexeme::EndOfInput
        | Lexeme::Operator(Operator::CaseEnd | Operator::CloseParenthesis)
        | Lexeme::Reserved(
            ReservedWord::Do
            | ReservedWord::Done
            | ReservedWord::Elif
            | ReservedWord::Else
            | ReservedWord::Esac
            | ReservedWord::Fi
            | ReservedWord::Then
            | ReservedWord::CloseBrace,
        ) => true,
        Lexeme::Newline
        | Lexeme::Operator(_)
        | Lexeme::Redirection
        | Lexeme::Word
        | Lexeme::Reserved(_) => false,
    }
}
