//! Parameter expansions (XCU 2.6.2, and bash's manual, "Shell Parameter Expansion").
//!
//! Where they end is found without understanding them; what cannot be understood fails when bash expands it.

use super::matched::{Content, Pair, Quotes};
use super::parameter_operator::{Operator, finish};
use super::reader::{Outcome, Reader};
use crate::shell::characters::{is_name_part, is_name_start, is_special_parameter};
use crate::shell::dialect::{ScriptInBraces, script_in_braces};
use crate::shell::error::Fault;
use crate::shell::syntax::{Parameter, ParameterName, ParameterOperation, Units, Word, WordUnit};
use crate::text::Span;

impl Reader<'_> {
    /// `$name`, behind the dollar that stands at `start`.
    pub(super) fn bare_parameter(&mut self, start: usize, units: &mut Units) {
        let name = self.parameter_name(Digits::One);
        units.push(WordUnit::Parameter(Box::new(Parameter {
            span: self.span_from(start),
            name,
            subscript: None,
            indirection: None,
            operation: ParameterOperation::Value,
        })));
    }

    /// `${…}`, behind the brace.
    pub(super) fn braced_parameter(
        &mut self,
        quotes: Quotes,
        start: usize,
        units: &mut Units,
    ) -> Outcome<()> {
        let line = self.line();
        self.refuse_script(start, line)?;
        let length = self.length_sign();
        let indirection = self.indirection();
        let name = self.braced_name();
        let subscript = self.subscript(quotes)?;
        let before = self.input.at;
        let operator = match (length, name) {
            (_, ParameterName::Missing(_)) => Operator::Bad,
            (Some(_), _) => Operator::None,
            (None, _) => self.parameter_operator(indirection),
        };
        let written = self.span_from(before);
        let word = self.word_of_operator(operator, quotes, start, line)?;
        let operation = match operator {
            Operator::None if word.span.is_empty() && length.is_some() => {
                ParameterOperation::Length
            }
            Operator::None if word.span.is_empty() => ParameterOperation::Value,
            _ => finish(operator, word, written),
        };
        units.push(WordUnit::Parameter(Box::new(Parameter {
            span: self.span_from(start),
            name,
            subscript,
            indirection,
            operation,
        })));
        Ok(())
    }

    /// `${ commands; }` is not simulated.
    fn refuse_script(&mut self, start: usize, line: u32) -> Outcome<()> {
        let is_script = matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'|'))
            && script_in_braces(self.shell) == ScriptInBraces::Read;
        if !is_script {
            return Ok(());
        }
        let what = Fault::Unsupported("`${ commands; }`");
        self.error_at(what, self.span_from(start), line)
    }

    /// The word behind an operator of the expansion that began at `start` on `line`, and the closing brace.
    fn word_of_operator(
        &mut self,
        operator: Operator,
        quotes: Quotes,
        start: usize,
        line: u32,
    ) -> Outcome<Word> {
        let content = match operator {
            Operator::Trim(..) | Operator::Replace(_) | Operator::ChangeCase(_) => Content::Pattern,
            Operator::None
            | Operator::Default(..)
            | Operator::Substring
            | Operator::Transform
            | Operator::Names
            | Operator::Bad => Content::Alternative,
        };
        let behind = self.input.at;
        let mut units = Units::new();
        let pair = Pair::braces(quotes, content);
        self.nested(|reader| reader.matched_units(pair, start, line, &mut units))?;
        let span = self.span_from(behind);
        self.input.at += 1;
        Ok(Word { span, units })
    }

    /// The `#` of `${#name}`, which is none when nothing follows that has a length.
    fn length_sign(&mut self) -> Option<Span> {
        if self.peek_joined() != Some(b'#') {
            return None;
        }
        let at = self.input.at;
        let is_sign = match self.byte_behind() {
            Some(byte) if is_name_part(byte) => true,
            Some(byte) if is_special_parameter(byte) => {
                self.input.at += 1;
                let closes = self.byte_behind() == Some(b'}');
                self.input.at = at;
                closes
            }
            _ => false,
        };
        is_sign.then(|| {
            self.input.at += 1;
            self.span(at, at + 1)
        })
    }

    /// The `!` of `${!name}`.
    fn indirection(&mut self) -> Option<Span> {
        if self.peek_joined() != Some(b'!') {
            return None;
        }
        let at = self.input.at;
        match self.byte_behind() {
            Some(byte) if is_name_part(byte) || matches!(byte, b'@' | b'*' | b'#' | b'?') => {
                self.input.at += 1;
                Some(self.span(at, at + 1))
            }
            _ => None,
        }
    }

    fn braced_name(&mut self) -> ParameterName {
        match self.peek_joined() {
            Some(b'$') if matches!(self.byte_behind(), Some(b'(' | b'{' | b'[' | b'\'' | b'"')) => {
                ParameterName::Missing(self.span_from(self.input.at))
            }
            Some(byte) if is_name_part(byte) || is_special_parameter(byte) => {
                self.parameter_name(Digits::All)
            }
            _ => ParameterName::Missing(self.span_from(self.input.at)),
        }
    }

    /// `[subscript]`; where its bracket does not close before the brace there is none.
    fn subscript(&mut self, quotes: Quotes) -> Outcome<Option<Word>> {
        if self.peek_joined() != Some(b'[') {
            return Ok(None);
        }
        let at = self.input.at;
        if !subscript_closes(&self.text().as_bytes()[at..]) {
            return Ok(None);
        }
        self.input.at += 1;
        let pair = Pair::subscript().within(quotes);
        let line = self.line();
        let word = self.matched(pair, at).map_err(|mut error| {
            // bash looks for the brace only.
            if error.fault == Fault::LookingFor("]") && error.line == line {
                error.fault = Fault::LookingFor("}");
            }
            error
        })?;
        let is_quoted =
            quotes != Quotes::None && self.cx.texts.str(word.span).contains(['\'', '\\']);
        match is_quoted.then(|| self.plain_subscript(at)).flatten() {
            Some(plain) => Ok(Some(plain)),
            None => Ok(Some(word)),
        }
    }

    /// The same subscript, where double quotes around the expansion do not count in it: single quotes then quote.
    /// Nothing, where it does not end in the same place.
    fn plain_subscript(&mut self, at: usize) -> Option<Word> {
        let end = self.input.at;
        self.input.at = at + 1;
        let plain = self.matched(Pair::subscript(), at);
        let plain = plain.ok().filter(|_| self.input.at == end);
        self.input.at = end;
        plain
    }

    /// A name, digits, or one special character; a continued name becomes a text of its own.
    fn parameter_name(&mut self, digits: Digits) -> ParameterName {
        let first = self.peek_joined().unwrap_or_default();
        let start = self.input.at;
        self.input.at += 1;
        let goes_on: fn(u8) -> bool = match (first, digits) {
            (b'0'..=b'9', Digits::All) => |byte| byte.is_ascii_digit(),
            (byte, _) if is_name_start(byte) => is_name_part,
            _ => |_| false,
        };
        let span = self.joined_while(start, goes_on);
        match first {
            b'0'..=b'9' => ParameterName::Positional(span),
            byte if is_name_start(byte) => ParameterName::Variable(span),
            _ => ParameterName::Special(span),
        }
    }

    fn joined_while(&mut self, start: usize, wanted: impl Fn(u8) -> bool) -> Span {
        let mut pieces: Vec<Span> = Vec::new();
        let mut piece = start;
        loop {
            while self.peek().is_some_and(&wanted) {
                self.input.at += 1;
            }
            let end = self.input.at;
            if self.peek_joined().is_some_and(&wanted) && self.input.at > end {
                pieces.push(self.span(piece, end));
                piece = self.input.at;
                continue;
            }
            self.input.at = end;
            if pieces.is_empty() {
                return self.span(start, end);
            }
            pieces.push(self.span(piece, end));
            return self.cx.texts.join(&pieces);
        }
    }
}

/// How many digits a positional parameter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    /// One: `$10` is `$1` and a zero.
    One,
    /// All of them: `${10}`.
    All,
}

/// Whether the bracket that `bytes` begin with closes before the braces around it do.
fn subscript_closes(bytes: &[u8]) -> bool {
    let (mut brackets, mut braces) = (0_u32, 0_u32);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'[' => brackets += 1,
            b']' if brackets == 1 => return true,
            b']' => brackets -= 1,
            b'{' => braces += 1,
            b'}' if braces == 0 => return false,
            b'}' => braces -= 1,
            b'\\' => at += 1,
            b'\'' | b'"' => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                let Some(quote) = memchr::memchr(*byte, rest) else {
                    return false;
                };
                at += quote + 1;
            }
            _ => {}
        }
        at += 1;
    }
    false
}
