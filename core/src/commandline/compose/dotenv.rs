//! Files of variables as Compose reads them: `.env`, and those of `env_file`.
//!
//! The rules are compose-go's package `dotenv`: `export` in front is dropped, a name ends at `=` or `:`, a value in
//! double quotes has escape sequences and variables, one in single quotes neither, one without quotes variables and a
//! comment behind ` #`. A name alone is passed on when it has a value elsewhere.

use std::collections::BTreeMap;

use super::template::{self, Variables};
use crate::session::Session;
use crate::text::{LineIndex, Rewrite, Span, go};

/// The variables of a file.
#[derive(Debug, Default)]
pub struct Read {
    /// The variables: those that stood there before, and the file's.
    pub variables: BTreeMap<String, Span>,
    /// The names of the file, in order.
    pub names: Vec<(String, Span)>,
    /// Variables that are not set.
    pub unset: Vec<String>,
}

/// What is wrong in such a file: Compose's words, and where.
pub type Wrong = (String, Span);

/// Reads `file`, a whole text; `known` are variables of files before it, and those that go before everything.
///
/// # Errors
///
/// Compose's words for what it does not take.
pub fn read(
    cx: &mut Session,
    file: Span,
    outside: (&BTreeMap<String, Span>, &BTreeMap<String, Span>),
    before: &BTreeMap<String, Span>,
) -> Result<Read, Wrong> {
    let text = cx.texts.share(file);
    let mut reader = Reader {
        cx,
        file,
        text: &text,
        at: 0,
        outside,
        read: Read {
            variables: before.clone(),
            ..Read::default()
        },
    };
    // A mark of the byte order in front is dropped.
    if text.starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
    }
    while reader.skip_to_statement() {
        reader.statement()?;
    }
    Ok(reader.read)
}

struct Reader<'r> {
    cx: &'r mut Session,
    file: Span,
    text: &'r str,
    at: usize,
    outside: (&'r BTreeMap<String, Span>, &'r BTreeMap<String, Span>),
    read: Read,
}

fn is_space(character: char) -> bool {
    matches!(
        character,
        '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}'
    )
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn wrong(&self, what: &str) -> Wrong {
        let line = LineIndex::new(self.text).line(self.file.slice(self.at..self.at).start);
        (
            format!("line {line}: {what}"),
            self.file.slice(self.at..self.at),
        )
    }

    /// Goes on behind blanks and comments; false at the end.
    fn skip_to_statement(&mut self) -> bool {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            match (rest.starts_with('#'), rest.find('\n')) {
                (true, Some(end)) => self.at += end,
                (true, None) => return false,
                (false, _) => return !rest.is_empty(),
            }
        }
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    fn statement(&mut self) -> Result<(), Wrong> {
        if let Some(behind) = self.rest().strip_prefix("export")
            && behind.starts_with(char::is_whitespace)
        {
            self.at += "export".len();
            self.skip_spaces();
        }
        let (name, is_inherited) = self.name()?;
        let text = self.text.get(name.clone()).unwrap_or_default().to_owned();
        let at = self.file.slice(name);
        if text.contains(' ') {
            self.at = at.range().start - self.file.range().start;
            return Err(self.wrong("key cannot contain a space"));
        }
        let value = match is_inherited {
            true => match self.outside.0.get(&text).or(self.outside.1.get(&text)) {
                Some(value) => *value,
                None => return Ok(()),
            },
            false => self.value()?,
        };
        self.read.variables.insert(text.clone(), value);
        self.read.names.push((text, at));
        Ok(())
    }

    /// The name, and whether it stands alone.
    fn name(&mut self) -> Result<(std::ops::Range<usize>, bool), Wrong> {
        let start = self.at;
        let rest = self.rest();
        for (at, character) in rest.char_indices() {
            match character {
                it if is_space(it) => {}
                '=' | ':' | '\n' => {
                    let name = rest[..at].trim_end();
                    let name = start..start + name.len();
                    self.at += at + 1;
                    self.skip_spaces();
                    return Ok((name, character == '\n'));
                }
                '_' | '.' | '-' | '[' | ']' => {}
                it if go::is_letter(it) || it.is_numeric() => {}
                it => {
                    let line = rest.split('\n').next().unwrap_or_default();
                    let (it, line) = (go::go_quote(&it.to_string()), go::go_quote(line));
                    let what = format!("unexpected character {it} in variable name {line}");
                    return Err(self.wrong(&what));
                }
            }
        }
        // Without an end of the line the name is empty, and what follows is its value.
        Ok((start..start, false))
    }

    fn value(&mut self) -> Result<Span, Wrong> {
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            _ => self.unquoted(),
        }
    }

    fn unquoted(&mut self) -> Result<Span, Wrong> {
        let rest = self.rest();
        let line = rest.find('\n').unwrap_or(rest.len());
        let value = rest[..line].split(" #").next().unwrap_or_default();
        let value = self.file.slice(self.at..self.at + value.trim_end().len());
        self.at += (line + 1).min(rest.len());
        self.fill(value)
    }

    /// A value in quotes; they end at the next that has no backslash in front.
    fn quoted(&mut self, quote: char) -> Result<Span, Wrong> {
        let mut pieces = Vec::new();
        let mut escaped = false;
        let start = self.at;
        let mut end = None;
        for (at, character) in self.text[start + 1..].char_indices() {
            let at = start + 1 + at;
            let here = self.file.slice(at..at + character.len_utf8());
            match (escaped, character) {
                (true, it) if it == quote => pieces.push(here),
                (true, _) => pieces.extend([self.file.slice(at - 1..at), here]),
                (false, '\\') => {}
                (false, it) if it == quote => {
                    end = Some(at);
                    break;
                }
                (false, _) => pieces.push(here),
            }
            escaped = !escaped && character == '\\';
        }
        let Some(end) = end else {
            let line = self.text[start..].split('\n').next().unwrap_or_default();
            let breaks = self.text[start..].matches('\n').count();
            let index = LineIndex::new(self.text).line(self.file.slice(start..start).start);
            let index = index as usize + breaks;
            let message = format!("line {index}: unterminated quoted value {line}");
            return Err((message, self.file.slice(start..start + line.len())));
        };
        self.at = end + 1;
        let mut builder = self.cx.texts.builder();
        pieces.iter().for_each(|it| {
            builder.copy(*it);
        });
        let built = builder.build();
        let value = match built.as_copy() {
            Some(span) => span,
            None => self.cx.texts.finish(built),
        };
        match quote {
            '"' => {
                let value = escapes(self.cx, value);
                self.fill(value)
            }
            _ => Ok(value),
        }
    }

    fn fill(&mut self, value: Span) -> Result<Span, Wrong> {
        let variables = Variables {
            first: self.outside.0,
            then: self.outside.1,
            last: &self.read.variables,
        };
        match template::fill(self.cx, &variables, value) {
            Ok(filled) => {
                self.read.unset.extend(filled.unset);
                Ok(filled.text)
            }
            Err(failure) => Err((failure.message(), self.cx.texts.source_span(value))),
        }
    }
}

/// Decodes escape sequences: those that Go and shells share, and `\0` with up to three digits.
fn escapes(cx: &mut Session, value: Span) -> Span {
    let text = cx.texts.share(value);
    let mut builder = cx.texts.builder();
    let mut at = 0;
    let mut kept = 0;
    while let Some(found) = text[at..].find('\\').map(|it| at + it) {
        let Some((made, length)) = sequence(&text[found..]) else {
            at = found + 1;
            continue;
        };
        builder.copy(value.slice(kept..found));
        let from = value.slice(found..found + length);
        builder.rewrite(&made, from, Rewrite::EscapeSequence);
        at = found + length;
        kept = at;
    }
    builder.copy(value.slice_from(kept));
    let built = builder.build();
    match built.as_copy() {
        Some(span) => span,
        None => cx.texts.finish(built),
    }
}

/// What the sequence at the beginning stands for, and how long it is.
fn sequence(text: &str) -> Option<(String, usize)> {
    let next = text[1..].chars().next()?;
    let one = |it: &str| Some((it.to_owned(), 2));
    match next {
        'a' => one("\u{7}"),
        'b' => one("\u{8}"),
        'f' => one("\u{c}"),
        'n' => one("\n"),
        'r' => one("\r"),
        't' => one("\t"),
        'v' => one("\u{b}"),
        '\\' => one("\\"),
        '"' => one("\""),
        '$' => one("$$"),
        '0' => {
            let digits = text[2..].bytes().take(3);
            let digits = digits.take_while(u8::is_ascii_digit).count();
            let text = &text[2..2 + digits];
            // Go takes exactly three octal digits; anything else loses its 0 only.
            let made = match (digits, u32::from_str_radix(text, 8)) {
                (3, Ok(value)) if value < 256 => char::from_u32(value)?.to_string(),
                _ => format!("\\{text}"),
            };
            Some((made, 2 + digits))
        }
        // `\c` is found, but Go has no such sequence.
        _ => None,
    }
}
