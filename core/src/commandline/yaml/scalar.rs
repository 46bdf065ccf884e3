//! The characters of a scalar, each with the ones of the file that it comes from.
//!
//! The parser says what a scalar is; this walks through both, the value and what is written, side by side. Where they
//! do not fit together, all of the value comes from all of what is written.

use saphyr_parser::ScalarStyle;

use crate::session::Session;
use crate::text::{Built, Rewrite, Span, TextBuilder};

/// The text of `value`, written at `at`.
pub(super) fn text(cx: &mut Session, value: &str, style: ScalarStyle, at: Span) -> Span {
    if value.is_empty() {
        return at.at_start();
    }
    let written = cx.texts.share(at);
    let built = match style {
        ScalarStyle::Literal => literal(cx, value, &written, at),
        ScalarStyle::Folded => folded(cx, value, &written, at),
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let mut walk = Walk::new(cx.texts.builder(), value, &written, at);
            walk.flow(style).then(|| walk.builder.build())
        }
    };
    let built = built.unwrap_or_else(|| {
        let mut builder = cx.texts.builder();
        builder.rewrite(value, at, Rewrite::Normalised);
        builder.build()
    });
    debug_assert_eq!(built.as_str(), value);
    match built.as_copy() {
        Some(span) => span,
        None => cx.texts.finish(built),
    }
}

/// Both, side by side.
struct Walk<'w> {
    builder: TextBuilder<'w>,
    value: &'w str,
    written: &'w str,
    at: Span,
    /// How much of the value there is already.
    done: usize,
    /// How much of what is written has been read.
    read: usize,
}

impl<'w> Walk<'w> {
    fn new(builder: TextBuilder<'w>, value: &'w str, written: &'w str, at: Span) -> Self {
        Self {
            builder,
            value,
            written,
            at,
            done: 0,
            read: 0,
        }
    }

    fn rest(&self) -> &'w str {
        self.written.get(self.read..).unwrap_or_default()
    }

    fn wanted(&self) -> &'w str {
        self.value.get(self.done..).unwrap_or_default()
    }

    /// Takes the next `bytes` of what is written for `made`.
    fn rewrite(&mut self, bytes: usize, made: &'w str, how: Rewrite) -> bool {
        if !self.wanted().starts_with(made) {
            return false;
        }
        let from = self.at.slice(self.read..self.read + bytes);
        self.builder.rewrite(made, from, how);
        self.read += bytes;
        self.done += made.len();
        true
    }

    fn copy(&mut self, bytes: usize) -> bool {
        let Some(next) = self.rest().get(..bytes) else {
            return false;
        };
        if !self.wanted().starts_with(next) {
            return false;
        }
        self.builder
            .copy(self.at.slice(self.read..self.read + bytes));
        self.read += bytes;
        self.done += bytes;
        true
    }

    /// Plain, or in quotes.
    fn flow(&mut self, style: ScalarStyle) -> bool {
        if style != ScalarStyle::Plain {
            self.read = 1;
        }
        while !self.wanted().is_empty() {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else {
                return false;
            };
            let went_on = match (style, first) {
                (ScalarStyle::DoubleQuoted, '\\') => self.escape(),
                (ScalarStyle::SingleQuoted, '\'') if rest.starts_with("''") => {
                    self.rewrite(2, "'", Rewrite::EscapeSequence)
                }
                (_, ' ' | '\t' | '\n' | '\r') if is_fold(rest) => self.fold(),
                _ => self.copy(first.len_utf8()),
            };
            if !went_on {
                return false;
            }
        }
        true
    }

    /// A backslash and what belongs to it.
    fn escape(&mut self) -> bool {
        let rest = self.rest();
        let Some(next) = rest[1..].chars().next() else {
            return false;
        };
        let length = match next {
            '\n' | '\r' => {
                let blank = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
                self.read += rest.len() - rest[1..].trim_start_matches(blank).len();
                return true;
            }
            'x' => 4,
            'u' => 6,
            'U' => 10,
            other => 1 + other.len_utf8(),
        };
        let made = self.wanted().chars().next().map_or(0, char::len_utf8);
        let made = self.wanted().get(..made).unwrap_or_default();
        rest.is_char_boundary(length)
            && length <= rest.len()
            && self.rewrite(length, made, Rewrite::EscapeSequence)
    }

    /// The end of a line: a blank, or as many ends of lines as there are blank lines.
    fn fold(&mut self) -> bool {
        let rest = self.rest();
        let blank = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
        let run = rest.len() - rest.trim_start_matches(blank).len();
        let wanted = self.wanted();
        let lines = wanted.len() - wanted.trim_start_matches('\n').len();
        let made = match (lines, wanted.starts_with(' ')) {
            (0, true) => &wanted[..1],
            (0, false) => return false,
            (lines, _) => &wanted[..lines],
        };
        self.rewrite(run, made, Rewrite::Normalised)
    }
}

/// Whether the blanks that stand here end a line.
fn is_fold(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t'])
        .starts_with(['\n', '\r'])
}

/// Where the lines of a block begin, behind its header.
fn content(written: &str) -> usize {
    match written.starts_with(['|', '>']) {
        true => written.find('\n').map_or(written.len(), |it| it + 1),
        false => 0,
    }
}

/// A block whose lines stay.
fn literal(cx: &Session, value: &str, written: &str, at: Span) -> Option<Built> {
    let mut builder = cx.texts.builder();
    let mut read = content(written);
    for line in value.split_inclusive('\n') {
        let here = written.get(read..)?;
        let length = here.find('\n').map_or(here.len(), |it| it + 1);
        let here = &here[..length];
        let ended = here.trim_end_matches(['\n', '\r']);
        let (text, end) = match line.strip_suffix('\n') {
            Some(text) => (text, here.len() - usize::from(here.ends_with('\n'))),
            None => (line, here.len()),
        };
        if !ended.ends_with(text) {
            return None;
        }
        let from = read + ended.len() - text.len();
        builder.copy(at.slice(from..read + ended.len()));
        if line.ends_with('\n') {
            match here.ends_with('\n') {
                true => builder.copy(at.slice(read + end..read + here.len())),
                // The file ends without one.
                false => builder.rewrite("\n", at.at_end(), Rewrite::Normalised),
            };
        }
        read += here.len();
    }
    let built = builder.build();
    (built.as_str() == value).then_some(built)
}

/// A block whose lines become one.
fn folded(cx: &Session, value: &str, written: &str, at: Span) -> Option<Built> {
    let start = content(written);
    // Where the header is no part of it, the blanks in front of its first line are none either.
    let lines = written.get(start..)?.split('\n');
    let lines = lines.skip(usize::from(start == 0));
    let lines = lines.filter(|it| !it.trim().is_empty());
    let indent = |it: &str| it.len() - it.trim_start_matches(' ').len();
    let least = lines.map(indent).min().unwrap_or(0);
    (0..=least).rev().find_map(|indent| {
        let mut walk = Walk::new(cx.texts.builder(), value, written, at);
        walk.read = start;
        walk.block(indent).then(|| walk.builder.build())
    })
}

impl Walk<'_> {
    fn block(&mut self, indent: usize) -> bool {
        let mut is_first = true;
        while !self.wanted().is_empty() {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches(['\n', '\r', ' ']).len();
            let blank_lines = rest[..blank].rfind('\n').map_or(0, |it| it + 1);
            let behind = &rest[blank_lines..];
            let indented = behind.len() - behind.trim_start_matches(' ').len();
            let run = blank_lines + indented.min(indent);
            let wanted = self.wanted();
            let ends = wanted.len() - wanted.trim_start_matches('\n').len();
            let made = match ends {
                0 if is_first => 0,
                0 => usize::from(wanted.starts_with(' ')),
                ends => ends,
            };
            match (made, run) {
                (0, _) => self.read += run,
                // The file ends without an end of its last line.
                (_, 0) => return false,
                _ => {
                    if !self.rewrite(
                        run,
                        &self.value[self.done..self.done + made],
                        Rewrite::Normalised,
                    ) {
                        return false;
                    }
                }
            }
            is_first = false;
            let rest = self.rest();
            let line = rest.find('\n').unwrap_or(rest.len());
            let line = rest[..line].trim_end_matches('\r').len();
            if line == 0 || self.wanted().is_empty() {
                return self.wanted().is_empty();
            }
            if !self.copy(line) {
                return false;
            }
        }
        true
    }
}
