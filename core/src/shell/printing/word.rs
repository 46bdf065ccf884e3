//! Words: as they are written, but for line continuations, `$'…'`, `$"…"` and the scripts in `$(…)` and `<(…)`.

use super::{Printed, Printer};
use crate::shell::dialect::Dialect;
use crate::shell::expansion::ansi_c_text;
use crate::shell::quoting;
use crate::shell::syntax::{
    ArrayElement, Parameter, ParameterOperation, Script, SubstitutionStyle, Word, WordUnit,
};
use crate::text::Span;

/// What a word stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    DoubleQuotes,
    /// `${…}` in double quotes.
    QuotedParameter,
}

impl Printer<'_> {
    pub(super) fn word(&self, word: &Word) -> String {
        let mut text = String::new();
        self.of.word(word, Around::Nothing, &mut text);
        text
    }
}

impl Printed<'_> {
    fn word(self, word: &Word, around: Around, text: &mut String) {
        for unit in &word.units {
            self.unit(unit, around, text);
        }
    }

    fn unit(self, unit: &WordUnit, around: Around, text: &mut String) {
        let raw = self.texts.str(unit.span());
        match unit {
            WordUnit::Continuation(_) | WordUnit::StrippedTabs(_) => {}
            WordUnit::Literal(_) if self.is_decoded(raw, around) => {
                *text += &ansi_c_text(&raw[2..raw.len() - 1]);
            }
            WordUnit::Literal(_) | WordUnit::Escaped(_) | WordUnit::SingleQuoted(_) => *text += raw,
            WordUnit::DollarSingleQuoted(_) => {
                let decoded = ansi_c_text(&raw[2..raw.len() - 1]);
                *text += &quoting::single(&decoded, Dialect::Bash);
            }
            WordUnit::DoubleQuoted(quoted) | WordUnit::Translated(quoted) => {
                text.push('"');
                self.word(&quoted.content, Around::DoubleQuotes, text);
                text.push('"');
            }
            WordUnit::Parameter(it) => self.parameter(it, around, text),
            // What could have been arithmetic stays as it is.
            WordUnit::CommandSubstitution(it)
                if it.style == SubstitutionStyle::Parentheses && !raw.starts_with("$((") =>
            {
                text.push_str("$(");
                *text += &self.script(&it.script);
                text.push(')');
            }
            WordUnit::CommandSubstitution(_) => *text += &joined(raw),
            WordUnit::Arithmetic(it) => self.around([&it.expression], it.span, around, text),
            WordUnit::ProcessSubstitution(it) => {
                *text += &raw[..2];
                *text += &self.script(&it.script);
                text.push(')');
            }
            WordUnit::ExtendedGlob(it) => self.around([&it.alternatives], it.span, around, text),
            WordUnit::Array(it) => {
                text.push('(');
                for (at, element) in it.elements.iter().enumerate() {
                    if at > 0 {
                        text.push(' ');
                    }
                    self.element(element, text);
                }
                text.push(')');
            }
        }
    }

    /// Whether it is `$'…'` of a parameter in double quotes, where bash, but not in POSIX mode, leaves the quotes out.
    fn is_decoded(self, raw: &str, around: Around) -> bool {
        around == Around::QuotedParameter
            && self.shell.dialect == Dialect::Bash
            && raw.len() > 2
            && raw.starts_with("$'")
            && raw.ends_with('\'')
    }

    fn element(self, element: &ArrayElement, text: &mut String) {
        let words = element.subscript.iter().chain([&element.value]);
        self.around(words, element.span, Around::Nothing, text);
    }

    fn parameter(self, parameter: &Parameter, around: Around, text: &mut String) {
        let word = match &parameter.operation {
            ParameterOperation::Value
            | ParameterOperation::Length
            | ParameterOperation::Transform(_)
            | ParameterOperation::Names(_) => None,
            ParameterOperation::Default { word, .. }
            | ParameterOperation::Trim { pattern: word, .. }
            | ParameterOperation::Substring(word)
            | ParameterOperation::Replace { rule: word, .. }
            | ParameterOperation::ChangeCase { pattern: word, .. }
            | ParameterOperation::Bad(word) => Some(word),
        };
        let around = match around {
            Around::Nothing => Around::Nothing,
            Around::DoubleQuotes | Around::QuotedParameter => Around::QuotedParameter,
        };
        let words = parameter.subscript.iter().chain(word);
        self.around(words, parameter.span, around, text);
    }

    /// The words that stand in `span`, and what stands around them.
    fn around<'w>(
        self,
        words: impl IntoIterator<Item = &'w Word>,
        span: Span,
        around: Around,
        text: &mut String,
    ) {
        let mut from = span.start;
        for word in words {
            let inside = word.span;
            if inside.text != span.text || inside.start < from || inside.end > span.end {
                continue;
            }
            let before = Span {
                start: from,
                end: inside.start,
                ..span
            };
            *text += &joined(self.texts.str(before));
            self.word(word, around, text);
            from = inside.end;
        }
        let behind = Span {
            start: from,
            ..span
        };
        *text += &joined(self.texts.str(behind));
    }

    /// The script of a substitution; a blank keeps two parentheses apart.
    fn script(self, script: &Script) -> String {
        let mut printer = Printer::new(self);
        printer.script(script);
        match printer.text.starts_with('(') {
            true => format!(" {}", printer.text),
            false => printer.text,
        }
    }
}

/// A text without its line continuations.
pub(super) fn joined(text: &str) -> String {
    if !text.contains("\\\n") {
        return text.to_owned();
    }
    let mut joined = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some('\n')) => {
                characters.next();
            }
            ('\\', Some(next)) => {
                joined.extend(['\\', next]);
                characters.next();
            }
            _ => joined.push(character),
        }
    }
    joined
}
