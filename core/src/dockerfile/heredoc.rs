//! Here-documents: which words announce them, and where they end.
//!
//! BuildKit (`parser/parser.go`, `heredocsFromLine`, `ParseHeredoc`) splits the whole logical line as its own
//! word expansion does, keeps quotes and escapes, and takes every word of the form `3<<-"NAME"`.
//! When the line cannot be split (a quote without its partner, say) it has no here-documents.

use crate::text::{Span, Texts};

use super::syntax::{
    Body, Escape, Form, Heredoc, HeredocDelimiter, HeredocTabs, Instruction, Keyword,
};
use super::word::{Escapes, Quotes, Unset, Variables, WordError, WordRules, expand_word};

/// A here-document that a line announces, before its content is read.
pub(super) struct Announced {
    pub(super) word: Span,
    pub(super) name: Span,
    file_descriptor: u64,
    delimiter: HeredocDelimiter,
    tabs: HeredocTabs,
}

impl Announced {
    /// Whether a line, its ending taken off, is the one that ends it.
    pub(super) fn ends_at(&self, name: &str, line: &str) -> bool {
        match self.tabs {
            HeredocTabs::Kept => line == name,
            HeredocTabs::Stripped => line.trim_start_matches('\t') == name,
        }
    }

    pub(super) fn with_content(self, content: Span) -> Heredoc {
        Heredoc {
            word: self.word,
            name: self.name,
            file_descriptor: self.file_descriptor,
            delimiter: self.delimiter,
            tabs: self.tabs,
            content,
        }
    }
}

/// Whether BuildKit looks for here-documents in this instruction at all.
pub(super) fn may_stand_in(instruction: &Instruction) -> bool {
    let instruction = match &instruction.body {
        Body::Onbuild(onbuild) => match onbuild.trigger.as_deref() {
            Some(trigger) => trigger,
            None => return false,
        },
        _ => instruction,
    };
    let takes_them = matches!(
        instruction.keyword,
        Keyword::Add | Keyword::Copy | Keyword::Run
    );
    takes_them && !is_json(&instruction.body)
}

fn is_json(body: &Body) -> bool {
    match body {
        Body::Command(command) | Body::Shell(command) => command.form == Form::Exec,
        Body::Healthcheck(check) => check.command.form == Form::Exec,
        Body::Paths(paths) => paths.form == super::syntax::PathsForm::Json,
        Body::Pairs(_)
        | Body::Arguments(_)
        | Body::Words(_)
        | Body::Text(_)
        | Body::Onbuild(_)
        | Body::Nothing => false,
    }
}

/// The here-documents that a logical line announces, in order.
pub(super) fn announced(texts: &mut Texts, logical: Span) -> Result<Vec<Announced>, WordError> {
    let Ok(split) = expand_word(
        texts,
        logical,
        &NoVariables,
        rules(Quotes::Keep, Escapes::Keep),
    ) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for word in split.words {
        found.extend(read_word(texts, word)?);
    }
    Ok(found)
}

/// Whether a line has `<<` at all.
pub(super) fn has_operator(line: &[u8]) -> bool {
    memchr::memchr_iter(b'<', line).any(|at| line.get(at + 1) == Some(&b'<'))
}

/// Whether the lines of a file can have `<<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operators {
    /// None has, however it continues.
    None,
    /// Some line may.
    Possible,
}

impl Operators {
    /// Looks for them in a whole `file`; most have none, and need no search in each line then.
    pub(super) fn of(file: &[u8]) -> Self {
        // Behind an escape token the line may continue with the second one.
        let may_follow = |it: Option<&u8>| matches!(it, Some(b'<' | b'\\' | b'`'));
        match memchr::memchr_iter(b'<', file).any(|at| may_follow(file.get(at + 1))) {
            true => Self::Possible,
            false => Self::None,
        }
    }

    /// Whether `line`, which is one of them or put together of some, has `<<`.
    #[inline]
    pub(super) fn are_in(self, line: &[u8]) -> bool {
        self == Self::Possible && has_operator(line)
    }
}

/// Reads one word as the announcement of a here-document, if it is one.
pub(super) fn read_word(texts: &mut Texts, word: Span) -> Result<Option<Announced>, WordError> {
    let text = texts.str(word);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, operator) = text.split_at(digits);
    let Some(behind) = operator.strip_prefix("<<") else {
        return Ok(None);
    };
    let (tabs, behind) = match behind.strip_prefix('-') {
        Some(behind) => (HeredocTabs::Stripped, behind),
        None => (HeredocTabs::Kept, behind),
    };
    let delimiter = behind.trim_start_matches(['\t', '\n', '\x0C', '\r', ' ']);
    if delimiter.is_empty() || delimiter.contains('<') {
        return Ok(None);
    }
    // Go's `ParseUint` gives the largest number for one that is too large.
    let file_descriptor = match number {
        "" => 0,
        digits => digits.parse().unwrap_or(u64::MAX),
    };
    let delimiter = word.slice_from(text.len() - delimiter.len());
    let announced = read_delimiter(texts, delimiter)?.map(|(name, delimiter)| Announced {
        word,
        name,
        file_descriptor,
        delimiter,
        tabs,
    });
    Ok(announced)
}

/// The delimiter without its quotes, and whether it had any; `None` when it is not a single word.
fn read_delimiter(
    texts: &mut Texts,
    delimiter: Span,
) -> Result<Option<(Span, HeredocDelimiter)>, WordError> {
    let plain = expand_word(
        texts,
        delimiter,
        &NoVariables,
        rules(Quotes::Remove, Escapes::Remove),
    )?;
    let [name] = plain.words[..] else {
        return Ok(None);
    };
    let raw = expand_word(
        texts,
        delimiter,
        &NoVariables,
        rules(Quotes::Keep, Escapes::Remove),
    )?;
    let [raw] = raw.words[..] else {
        let text = texts.str(delimiter);
        return Err(WordError {
            message: format!("internal lexing of heredoc produced inconsistent results: {text}"),
            at: delimiter,
            expected: "a single word".to_owned(),
            references: Vec::new(),
        });
    };
    let quotes = |span| texts.str(span).matches(['\'', '"']).count();
    let kind = if quotes(name) == quotes(raw) {
        HeredocDelimiter::Plain
    } else {
        HeredocDelimiter::Quoted
    };
    Ok(Some((name, kind)))
}

/// Words of here-documents are always split with the backslash, and variables stay as written.
fn rules(quotes: Quotes, escapes: Escapes) -> WordRules {
    WordRules {
        escape: Escape::Backslash,
        quotes,
        escapes,
        unset: Unset::KeepReference,
    }
}

struct NoVariables;

impl Variables for NoVariables {
    fn get(&self, _name: &str) -> Option<Span> {
        None
    }
}
