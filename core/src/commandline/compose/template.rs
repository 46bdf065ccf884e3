//! Variables in the strings of a Compose file: `$NAME`, `${NAME}` with an operator, `$$`.
//!
//! The rule is compose-go's package `template`: a pattern finds references, of which the one in braces reaches to the
//! last `}` of its line; it is cut at the brace that closes it, and what follows is looked at again. A `$` that begins
//! no reference stays.

use std::collections::BTreeMap;

use crate::commandline::file::Expanded;
use crate::session::Session;
use crate::text::{Built, Rewrite, Span};

/// Why a string cannot be expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// `${` begins something that is no reference, in this string.
    Invalid(String),
    /// A variable that is asked for with `?` has no value.
    Required {
        /// Its name.
        name: String,
        /// What is said then.
        reason: String,
    },
    /// Too many references lie in each other.
    TooDeep,
}

impl Failure {
    /// What compose-go says of it.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Invalid(template) => {
                format!("Invalid template: {}", crate::text::go::go_quote(template))
            }
            Self::Required { name, reason } if reason.is_empty() => {
                format!("required variable {name} is missing a value")
            }
            Self::Required { name, reason } => {
                format!("required variable {name} is missing a value: {reason}")
            }
            Self::TooDeep => "references lie too deep in each other".to_owned(),
        }
    }
}

/// How deep references may lie in each other.
const DEEPEST: usize = 50;

/// The operators, in the order in which compose-go has them.
const OPERATORS: [&str; 6] = [":?", "?", ":-", "-", ":+", "+"];

/// Where the values of variables come from.
#[derive(Debug)]
pub struct Variables<'v> {
    /// Looked at first.
    pub first: &'v BTreeMap<String, Span>,
    /// Then these.
    pub then: &'v BTreeMap<String, Span>,
    /// Then these.
    pub last: &'v BTreeMap<String, Span>,
}

impl Variables<'_> {
    /// The value of a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Span> {
        let maps = [self.first, self.then, self.last];
        maps.iter().find_map(|it| it.get(name)).copied()
    }
}

/// A string without references.
#[derive(Debug)]
pub struct Filled {
    /// The string.
    pub text: Span,
    /// What has been expanded, in order.
    pub expanded: Vec<Expanded>,
    /// Variables that are not set, in the order of the warnings about them.
    pub unset: Vec<String>,
}

/// Expands the references in `text`.
///
/// # Errors
///
/// A reference that is none, or a variable that has to have a value.
pub fn fill(cx: &mut Session, variables: &Variables<'_>, text: Span) -> Result<Filled, Failure> {
    let mut filler = Filler {
        cx,
        variables,
        expanded: Vec::new(),
        unset: Vec::new(),
    };
    let built = filler.all(text, 0)?;
    let (expanded, unset) = (filler.expanded, filler.unset);
    let text = match built.as_copy() {
        Some(span) => span,
        None if built.as_str().is_empty() => text.at_start(),
        None => cx.texts.finish(built),
    };
    Ok(Filled {
        text,
        expanded,
        unset,
    })
}

struct Filler<'f, 'v> {
    cx: &'f mut Session,
    variables: &'f Variables<'v>,
    expanded: Vec<Expanded>,
    unset: Vec<String>,
}

impl Filler<'_, '_> {
    /// All references of a stretch.
    fn all(&mut self, text: Span, depth: usize) -> Result<Built, Failure> {
        if depth > DEEPEST {
            return Err(Failure::TooDeep);
        }
        let whole = self.cx.texts.share(text);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        let mut kept = 0;
        while let Some(dollar) = whole[at..].find('$').map(|it| at + it) {
            let Some(reference) = reference(&whole[dollar..]) else {
                at = dollar + 1;
                continue;
            };
            if kept < dollar {
                pieces.push(Piece::Copy(text.slice(kept..dollar)));
            }
            let end = dollar + reference.length;
            let span = text.slice(dollar..end);
            pieces.push(self.one(&reference, span, &whole, depth)?);
            at = end;
            kept = end;
        }
        if kept < whole.len() {
            pieces.push(Piece::Copy(text.slice_from(kept)));
        }
        Ok(self.together(&pieces))
    }

    fn one(
        &mut self,
        reference: &Reference<'_>,
        span: Span,
        whole: &str,
        depth: usize,
    ) -> Result<Piece, Failure> {
        match reference.what {
            What::Escaped => {
                self.expanded.push(Expanded {
                    at: span,
                    value: Some("$".to_owned()),
                    note: "`$$` stands for one `$`".to_owned(),
                });
                Ok(Piece::Dollar(span))
            }
            What::Invalid => Err(Failure::Invalid(whole.to_owned())),
            What::Name(name) => Ok(self.plain(name, span)),
            What::Operator { name, operator } => self.operator(name, operator, span, depth),
        }
    }

    /// A variable without an operator.
    fn plain(&mut self, name: &str, written: Span) -> Piece {
        match self.variables.get(name) {
            Some(value) => self.value(written, value),
            None => {
                self.unset.push(name.to_owned());
                self.told(written, Some(String::new()), "not set on the host");
                Piece::Copy(written.at_start())
            }
        }
    }

    fn value(&mut self, written: Span, value: Span) -> Piece {
        let is_known = self.cx.texts.is_known(value);
        let shown = is_known.then(|| self.cx.texts.str(value).to_owned());
        self.told(written, shown, "");
        Piece::Value { written, value }
    }

    fn told(&mut self, at: Span, value: Option<String>, note: &str) {
        self.expanded.push(Expanded {
            at,
            value,
            note: note.to_owned(),
        });
    }

    /// `${NAME…}` with an operator behind the name; `span` reaches to the last `}` of the line.
    fn operator(
        &mut self,
        name: &str,
        operator: &str,
        span: Span,
        depth: usize,
    ) -> Result<Piece, Failure> {
        let text = self.cx.texts.share(span);
        let end = closing_brace(&text).map_or(text.len(), |it| it + 1);
        let written = span.slice(0..end);
        let word = "${".len() + name.len() + operator.len();
        // Where no brace closes it, the one at its end does.
        let word = span.slice(word..end - 1);
        let value = self.variables.get(name);
        let is_empty = value.is_none_or(Span::is_empty);
        let is_missing = match operator.starts_with(':') {
            true => is_empty,
            false => value.is_none(),
        };
        // The word is expanded whether it counts or not; what fails in it fails.
        let (word, told) = self.word(word, depth)?;
        let mut pieces = match (operator.trim_start_matches(':'), is_missing) {
            ("?", true) => {
                let (name, reason) = (name.to_owned(), word.as_str().to_owned());
                return Err(Failure::Required { name, reason });
            }
            ("-", true) | ("+", false) => {
                self.told(written, told, counts(operator));
                vec![Piece::Built(word)]
            }
            _ => match value {
                Some(value) => vec![self.value(written, value)],
                None => {
                    self.told(written, Some(String::new()), "not set on the host");
                    Vec::new()
                }
            },
        };
        if end < text.len() {
            let rest = self.all(span.slice_from(end), depth + 1)?;
            pieces.push(Piece::Built(rest));
        }
        Ok(Piece::Built(self.together(&pieces)))
    }

    /// The word behind an operator, and what it is as far as that is known.
    fn word(&mut self, word: Span, depth: usize) -> Result<(Built, Option<String>), Failure> {
        let index = self.expanded.len();
        let built = self.all(word, depth + 1)?;
        // What stands in the word is told with it.
        let is_known = self.expanded[index..].iter().all(|it| it.value.is_some());
        self.expanded.truncate(index);
        let told = is_known.then(|| built.as_str().to_owned());
        Ok((built, told))
    }

    fn together(&self, pieces: &[Piece]) -> Built {
        let mut builder = self.cx.texts.builder();
        for piece in pieces {
            match piece {
                Piece::Copy(span) => builder.copy(*span),
                Piece::Value { written, value } => builder.substitute(*written, *value),
                Piece::Dollar(written) => builder.rewrite("$", *written, Rewrite::EscapeSequence),
                Piece::Built(built) => builder.append(built),
            };
        }
        builder.build()
    }
}

enum Piece {
    Copy(Span),
    Value { written: Span, value: Span },
    Dollar(Span),
    Built(Built),
}

/// Why the word behind an operator counts.
fn counts(operator: &str) -> &'static str {
    match operator {
        ":-" => "the variable is not set on the host, or empty, so the word behind `:-` counts",
        "-" => "the variable is not set on the host, so the word behind `-` counts",
        ":+" => "the variable is set on the host and not empty, so the word behind `:+` counts",
        _ => "the variable is set on the host, so the word behind `+` counts",
    }
}

/// What begins with a `$`.
struct Reference<'t> {
    what: What<'t>,
    length: usize,
}

enum What<'t> {
    Escaped,
    Invalid,
    Name(&'t str),
    Operator {
        name: &'t str,
        operator: &'static str,
    },
}

/// The reference that `text`, which begins with `$`, begins with.
fn reference(text: &str) -> Option<Reference<'_>> {
    let behind = &text[1..];
    if behind.starts_with('$') {
        return Some(Reference {
            what: What::Escaped,
            length: 2,
        });
    }
    if let name @ 1.. = name_length(behind) {
        return Some(Reference {
            what: What::Name(&behind[..name]),
            length: 1 + name,
        });
    }
    let braced = behind.strip_prefix('{')?;
    let invalid = Reference {
        what: What::Invalid,
        length: 2,
    };
    let length = name_length(braced);
    let (name, rest) = braced.split_at(length);
    if name.is_empty() {
        return Some(invalid);
    }
    let operator = OPERATORS.into_iter().find(|it| rest.starts_with(it));
    let line = rest.find('\n').unwrap_or(rest.len());
    let last = rest[..line].rfind('}');
    Some(match (operator, last) {
        (Some(operator), Some(last)) if last >= operator.len() => Reference {
            what: What::Operator { name, operator },
            length: "${".len() + length + last + 1,
        },
        _ if rest.starts_with('}') => Reference {
            what: What::Name(name),
            length: "${}".len() + length,
        },
        _ => invalid,
    })
}

/// How long the name is that `text` begins with. Letters of either case: also the two that fold to `s` and `k`.
fn name_length(text: &str) -> usize {
    let is_letter = |it: char| it == '_' || it.is_ascii_alphabetic() || matches!(it, 'ſ' | 'K');
    let mut length = 0;
    for (at, character) in text.char_indices() {
        let belongs = is_letter(character) || (at > 0 && character.is_ascii_digit());
        if !belongs {
            break;
        }
        length = at + character.len_utf8();
    }
    length
}

/// The brace that closes the first one: every `{` counts, but not one right behind another.
fn closing_brace(text: &str) -> Option<usize> {
    let mut open = 0_i64;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'}' {
            open -= 1;
            if open == 0 {
                return Some(at);
            }
        }
        if byte == b'{' {
            open += 1;
            bytes.next();
        }
    }
    None
}
