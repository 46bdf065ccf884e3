//! Which token a word is: reserved, a number, an assignment, or a word.

use std::borrow::Cow;

use super::assignment::{assigned_name, without_continuations};
use super::reader::Reader;
use super::token::Token;
use crate::shell::characters::is_name;
use crate::shell::syntax::{Operator, ReservedWord, Word, WordUnit};

/// Built-ins whose arguments may assign.
const ASSIGNING: [&str; 8] = [
    "alias", "declare", "eval", "export", "let", "local", "readonly", "typeset",
];

impl Reader<'_> {
    /// The token that `word` is, where it stands.
    pub(super) fn classify(&mut self, word: &Word) -> Token {
        let text = self.text().clone();
        let plain = match *word.units {
            [WordUnit::Literal(span)] => Cow::Borrowed(&text[self.range(span)]),
            _ => match word.plain(&self.cx.texts) {
                Some(plain) => Cow::Owned(plain.into_owned()),
                None => return self.word_or_assignment(word),
            },
        };
        let is_before_angle = matches!(self.peek(), Some(b'<' | b'>'));
        if !plain.is_empty()
            && plain.bytes().all(|byte| byte.is_ascii_digit())
            && (is_before_angle || self.history.is_duplication())
            && plain.parse::<i32>().is_ok()
        {
            return Token::Number;
        }
        let plain: &str = &plain;
        if let Some(token) = self.special_token(plain) {
            return token;
        }
        if let Some(token) = self.reserved_token(plain) {
            return token;
        }
        let inside = plain.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        if is_before_angle && inside.is_some_and(is_redirection_name) {
            return Token::RedirectionWord;
        }
        if self.history.may_assign() && ASSIGNING.contains(&plain) {
            self.history.assigns = true;
        }
        self.word_or_assignment(word)
    }

    fn word_or_assignment(&mut self, word: &Word) -> Token {
        if !self.history.may_assign() {
            return self.plain_word();
        }
        let text = without_continuations(&self.text()[self.range(word.span)]);
        if assigned_name(&text).is_some() {
            return Token::Assignment;
        }
        self.plain_word()
    }

    /// A word that is nothing else: what it changes for the next ones.
    fn plain_word(&mut self) -> Token {
        match self.history.last {
            Token::Reserved(ReservedWord::Function) => self.history.allows_brace = true,
            Token::Reserved(ReservedWord::Case | ReservedWord::For | ReservedWord::Select) => {
                self.history.expected_in += 1;
            }
            _ => {}
        }
        Token::Word
    }

    /// Words that are reserved behind certain tokens only.
    fn special_token(&mut self, plain: &str) -> Option<Token> {
        let history = &mut self.history;
        let is_third = history.last == Token::Word
            && matches!(
                history.before,
                Token::Reserved(ReservedWord::Case | ReservedWord::For | ReservedWord::Select)
            );
        let is_line = history.last == Token::Newline;
        match plain {
            "in" if is_third
                || (history.expected_in > 0 && (is_line || history.last == Token::Word)) =>
            {
                let is_case = if is_third {
                    history.before == Token::Reserved(ReservedWord::Case)
                } else {
                    history.is_case
                };
                if is_case {
                    history.is_pattern = true;
                    history.expected_esac += 1;
                }
                history.expected_in = history.expected_in.saturating_sub(1);
                Some(Token::Reserved(ReservedWord::In))
            }
            "do" if is_third && history.before != Token::Reserved(ReservedWord::Case)
                || history.expected_in > 0
                    && (is_line || history.last == Token::Operator(Operator::Semicolon)) =>
            {
                history.expected_in = history.expected_in.saturating_sub(1);
                Some(Token::Reserved(ReservedWord::Do))
            }
            "esac"
                if history.expected_esac > 0
                    && history.last == Token::Reserved(ReservedWord::In) =>
            {
                history.expected_esac -= 1;
                history.is_pattern = false;
                Some(Token::Reserved(ReservedWord::Esac))
            }
            _ => self.special_brace_or_time(plain),
        }
    }

    fn special_brace_or_time(&mut self, plain: &str) -> Option<Token> {
        let history = &mut self.history;
        if std::mem::take(&mut history.allows_brace) && plain == "{" {
            history.braces += 1;
            return Some(Token::Reserved(ReservedWord::OpenBrace));
        }
        let is_behind_head = history.last == Token::ArithmeticFor;
        match plain {
            "do" if is_behind_head => Some(Token::Reserved(ReservedWord::Do)),
            "{" if is_behind_head => {
                history.braces += 1;
                Some(Token::Reserved(ReservedWord::OpenBrace))
            }
            "}" if history.braces > 0 && history.may_be_reserved() => {
                history.braces -= 1;
                Some(Token::Reserved(ReservedWord::CloseBrace))
            }
            "-p" if history.last == Token::Reserved(ReservedWord::Time) => Some(Token::TimeOption),
            "--" if history.last == Token::Reserved(ReservedWord::Time)
                || history.last == Token::TimeOption =>
            {
                Some(Token::TimeEnd)
            }
            "]]" if history.is_conditional => Some(Token::Reserved(ReservedWord::CloseConditional)),
            _ => None,
        }
    }

    /// Words that are reserved where a command may begin.
    fn reserved_token(&mut self, plain: &str) -> Option<Token> {
        if !self.history.may_be_reserved() {
            return None;
        }
        let word = ReservedWord::named(plain)?;
        if self.history.is_pattern {
            let is_second = self.history.last == Token::Operator(Operator::Pipe);
            if word != ReservedWord::Esac || is_second {
                return None;
            }
        }
        if word == ReservedWord::Time && !self.allows_time() {
            return None;
        }
        match word {
            ReservedWord::Esac => {
                self.history.is_pattern = false;
                self.history.is_case = false;
                self.history.expected_esac = self.history.expected_esac.saturating_sub(1);
            }
            ReservedWord::Case => self.history.is_case = true,
            ReservedWord::OpenBrace => self.history.braces += 1,
            ReservedWord::CloseBrace => {
                self.history.braces = self.history.braces.saturating_sub(1);
            }
            _ => {}
        }
        Some(Token::Reserved(word))
    }

    /// Whether `time` is reserved here; called as `sh`, not before an option.
    fn allows_time(&mut self) -> bool {
        let rest = &self.text()[self.input.at.min(self.text().len())..];
        let is_before_option = rest.trim_start_matches([' ', '\t']).starts_with('-');
        self.history.allows_time() && !(self.is_posix() && is_before_option)
    }
}

/// Whether the text between braces names a variable that a redirection may set.
fn is_redirection_name(text: &str) -> bool {
    let name = match text.split_once('[') {
        Some((name, rest)) if rest.ends_with(']') => name,
        _ => text,
    };
    is_name(name)
}
