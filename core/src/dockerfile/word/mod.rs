//! Words as the builder reads them: quotes removed, variables replaced, with provenance.
//!
//! Takes a word of an instruction, the variables in force and the [`WordRules`], and gives an
//! [`Expansion`]: the result, the words it splits into, and every variable that was looked at. The
//! language looks like a shell's and is not one. Source of the rules: BuildKit,
//! `frontend/dockerfile/shell/lex.go` as of August 2026 (older versions split words differently, see
//! `words`, and know no `<<`); recorded in `tests/fixtures/builder-words.jsonl`.
//!
//! Decides: what each byte of the result came from. A literal character is a copy of the word's, a value (or
//! what a pattern left of it) stands in for its reference, and a default text keeps the characters it is
//! written with. Nothing is ever invented, so no segment is a rewrite.
//!
//! What this module does not do: find words within a line, or decide which variables are in force.
//!
//! DIFFERENCE: names and messages follow Go's Unicode tables of version 15.0, see `text::go`; a word
//! that nests deeper or needs more work than `limits` allows is an error here and none in BuildKit.

mod cursor;
mod expander;
mod fault;
mod limits;
mod pattern;
mod pieces;
mod reference;
mod replacement;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::text::{Span, Texts};

use super::syntax::Escape;

use expander::Expander;

/// Values of variables, by exact name: upper and lower case differ.
pub trait Variables {
    /// The span of the value, unless the variable is unset.
    fn get(&self, name: &str) -> Option<Span>;
}

impl Variables for BTreeMap<String, Span> {
    fn get(&self, name: &str) -> Option<Span> {
        self.get(name).copied()
    }
}

/// How words are read. BuildKit reads them differently in different places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordRules {
    /// The escape token.
    pub escape: Escape,
    /// What becomes of quotes.
    pub quotes: Quotes,
    /// What becomes of escape tokens.
    pub escapes: Escapes,
    /// What becomes of references to unset variables.
    pub unset: Unset,
}

/// What becomes of quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// They quote, and are removed.
    Remove,
    /// They quote, and stay (`RawQuotes`).
    Keep,
    /// They are ordinary characters (`SkipProcessQuotes`).
    Ordinary,
}

/// What becomes of escape tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escapes {
    /// They escape, and are removed.
    Remove,
    /// They escape, and stay (`RawEscapes`).
    Keep,
}

/// What becomes of references to unset variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unset {
    /// Nothing is left of them.
    Empty,
    /// They stay (`SkipUnsetEnv`).
    KeepReference,
}

impl WordRules {
    /// The builder's own rules, for every instruction that replaces variables: `ENV`, `LABEL`, `COPY`, ….
    #[must_use]
    pub fn builder(escape: Escape) -> Self {
        Self {
            escape,
            quotes: Quotes::Remove,
            escapes: Escapes::Remove,
            unset: Unset::Empty,
        }
    }

    /// The rules by which the words of a line are searched for `<<NAME` (`parser/parser.go`,
    /// `heredocsFromLine`): everything stays as written, with the backslash whatever the escape token is.
    #[must_use]
    pub fn heredoc_names() -> Self {
        Self {
            escape: Escape::Backslash,
            quotes: Quotes::Keep,
            escapes: Escapes::Keep,
            unset: Unset::KeepReference,
        }
    }

    /// The rules for the body of a here-document of `COPY` or `ADD` (`dockerfile2llb/convert.go`,
    /// `SupportsSingleWordExpansionRaw`): quotes mean nothing, with the backslash whatever the escape token is.
    #[must_use]
    pub fn heredoc_body() -> Self {
        Self {
            quotes: Quotes::Ordinary,
            ..Self::builder(Escape::Backslash)
        }
    }
}

/// What a word expands to.
#[derive(Debug, Clone, PartialEq)]
pub struct Expansion {
    /// The expanded word. An empty result is the empty span at the start of the word.
    pub result: Span,
    /// What it splits into at blanks, as parts of `result`.
    pub words: Vec<Span>,
    /// Each variable that was looked at, in the order of looking: what stands inside a reference first.
    pub references: Vec<Reference>,
}

/// A look at a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The name; empty in `${+word}`, which BuildKit accepts.
    pub name: String,
    /// The whole reference, as written.
    pub written: Span,
    /// The variable's value, unless it is unset.
    pub value: Option<Span>,
}

/// Why BuildKit refuses a word.
#[derive(Debug, Clone, PartialEq)]
pub struct WordError {
    /// BuildKit's message.
    pub message: String,
    /// The characters at fault, in the word.
    pub at: Span,
    /// What is missing there, for people: a phrase like "a closing `}`".
    pub expected: String,
    /// Each variable that was looked at before.
    pub references: Vec<Reference>,
}

/// Expands `word`, whose values of variables come from `variables`, by `rules`.
///
/// A word without anything special is its own result, and adds no text to the table.
///
/// # Errors
///
/// An unclosed quote or brace, a modifier or pattern BuildKit does not know, a variable that `${NAME:?…}`
/// demands: the build ends with this message. Likewise more nesting or work than this simulation follows.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use shellform::dockerfile::Escape;
/// use shellform::dockerfile::word::{WordRules, expand_word};
/// use shellform::text::{Source, Texts};
///
/// let mut texts = Texts::default();
/// let file = Source::File { name: "Dockerfile".into() };
/// let word = texts.add_source(file, "/opt/${APP%.tar*}/'my bin'");
/// let build_arg = Source::BuildArgument { name: "APP".into() };
/// let value = texts.add_source(build_arg, "web.tar.gz");
/// let variables = BTreeMap::from([("APP".to_owned(), value)]);
///
/// let rules = WordRules::builder(Escape::Backslash);
/// let expansion = expand_word(&mut texts, word, &variables, rules)?;
/// assert_eq!(texts.str(expansion.result), "/opt/web/my bin");
/// let from: Vec<&str> = texts.trail(expansion.result).map(|piece| texts.str(piece.source)).collect();
/// assert_eq!(from, ["/opt/", "web", "/", "my bin"]);
/// # Ok::<(), shellform::dockerfile::word::WordError>(())
/// ```
pub fn expand_word(
    texts: &mut Texts,
    word: Span,
    variables: &dyn Variables,
    rules: WordRules,
) -> Result<Expansion, WordError> {
    if is_plain(texts.str(word), rules.escape) {
        let words = words::split_plain(texts, word);
        return Ok(Expansion {
            result: word,
            words,
            references: Vec::new(),
        });
    }
    expand_special(texts, word, variables, rules)
}

/// Whether nothing in the word can mean anything but itself: no `$`, quote or escape token, no `<` (blanks
/// behind `<<` do not split), and no byte order mark, which Go's scanner skips at the start.
fn is_plain(word: &str, escape: Escape) -> bool {
    let bytes = word.as_bytes();
    memchr::memchr3(b'$', b'\'', b'"', bytes).is_none()
        && memchr::memchr2(escape.byte(), b'<', bytes).is_none()
        && !word.starts_with(cursor::BYTE_ORDER_MARK)
}

/// Expands a word character by character.
fn expand_special(
    texts: &mut Texts,
    word: Span,
    variables: &dyn Variables,
    rules: WordRules,
) -> Result<Expansion, WordError> {
    let mut expander = Expander::new(texts, word, variables, rules);
    let outcome = expander.expand();
    let references = std::mem::take(&mut expander.references);
    let (built, words) =
        outcome.map_err(|fault| fault.into_error(texts.str(word), word, references.clone()))?;
    let result = match built.as_copy() {
        Some(span) => span,
        None if built.as_str().is_empty() => word.at_start(),
        None => texts.finish(built),
    };
    let words = words.into_iter().map(|range| result.slice(range)).collect();
    Ok(Expansion {
        result,
        words,
        references,
    })
}
