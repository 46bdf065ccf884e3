//! [`expansions`]: what of a script the shell would expand, and what quotes keep from it.

use super::parse::Parse;
use super::syntax::{ParameterName, ParameterOperation, Visit, Word, WordUnit};
use crate::text::{Span, Texts};

/// Characters of a script that mean something to a shell, or would without their quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The characters.
    pub span: Span,
    /// What they are.
    pub what: What,
}

/// What characters of a script are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// `$name`, `${…}`: its name, when nothing is done to the value.
    Parameter(Option<Span>),
    /// `$(…)`, `` `…` ``
    Command,
    /// `$((…))`
    Arithmetic,
    /// `~`, `~name` at the beginning of a word.
    Tilde,
    /// `*`, `?` or `[`, which stand in a pattern for file names.
    Pattern,
    /// One of these characters that quotes or a backslash keep as it is.
    Quoted,
}

/// Characters that mean something to a shell, of which this tells.
const TELLING: [char; 4] = ['$', '`', '~', '*'];

/// What of a script a shell expands, front to back.
#[must_use]
pub fn expansions(texts: &Texts, parse: &Parse) -> Vec<Written> {
    let mut finder = Finder {
        texts,
        quoted: Vec::new(),
        found: Vec::new(),
    };
    parse.script.visit(&mut finder);
    for document in &parse.here_documents {
        finder.quoted.push(document.body.span);
        document.body.visit(&mut finder);
    }
    finder.found
}

struct Finder<'t> {
    texts: &'t Texts,
    /// What stands between double quotes.
    quoted: Vec<Span>,
    found: Vec<Written>,
}

impl Visit for Finder<'_> {
    fn word(&mut self, word: &Word) {
        let is_quoted = self.quoted.contains(&word.span);
        for (index, unit) in word.units.iter().enumerate() {
            match unit {
                WordUnit::Literal(span) if !is_quoted => self.literal(*span, index == 0),
                WordUnit::Literal(span) => self.quoted(*span, &['$', '`']),
                WordUnit::SingleQuoted(span)
                | WordUnit::DollarSingleQuoted(span)
                | WordUnit::Escaped(span) => self.quoted(*span, &TELLING),
                WordUnit::DoubleQuoted(it) | WordUnit::Translated(it) => {
                    self.quoted.push(it.content.span);
                }
                WordUnit::Parameter(it) => {
                    let name = match (&it.operation, it.name, &it.subscript, it.indirection) {
                        (ParameterOperation::Value, ParameterName::Variable(name), None, None) => {
                            Some(name)
                        }
                        _ => None,
                    };
                    self.push(it.span, What::Parameter(name));
                }
                WordUnit::CommandSubstitution(it) => self.push(it.span, What::Command),
                WordUnit::Arithmetic(it) => self.push(it.span, What::Arithmetic),
                WordUnit::Continuation(_)
                | WordUnit::StrippedTabs(_)
                | WordUnit::ProcessSubstitution(_)
                | WordUnit::ExtendedGlob(_)
                | WordUnit::Array(_) => {}
            }
        }
    }
}

impl Finder<'_> {
    fn push(&mut self, span: Span, what: What) {
        self.found.push(Written { span, what });
    }

    fn literal(&mut self, span: Span, is_first: bool) {
        let text = self.texts.str(span);
        if is_first && text.starts_with('~') {
            let end = text.find('/').unwrap_or(text.len());
            self.push(span.slice(0..end), What::Tilde);
        }
        for (at, found) in text.match_indices(['*', '?', '[']) {
            self.push(span.slice(at..at + found.len()), What::Pattern);
        }
        for (at, _) in text.match_indices('$') {
            self.push(span.slice(at..at + 1), What::Quoted);
        }
    }

    /// Characters that would mean something without the quotes around them.
    fn quoted(&mut self, span: Span, telling: &[char]) {
        for (at, found) in self.texts.str(span).match_indices(telling) {
            // The `$` of `$'…'` is part of the quotes.
            if !(at == 0 && self.texts.str(span).starts_with("$'")) {
                self.push(span.slice(at..at + found.len()), What::Quoted);
            }
        }
    }
}
