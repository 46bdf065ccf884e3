//! `${NAME/pattern/text}` and `${NAME//pattern/text}`.
//!
//! The first form puts the text in the place of the first match. The second puts it in the place of every
//! match, and is Go's `regexp.ReplaceAllString`, in whose text `$` has a meaning of its own:
//!
//! | in the text | gives |
//! |---|---|
//! | `$$` | `$` |
//! | `$0`, `${0}` | what matched |
//! | `$` and any other name of letters, digits and `_`, also in braces | nothing |
//! | `$` before anything else | `$` |
//!
//! Such a `$` comes into the text through a value, an escape or quotes.

use std::ops::Range;

use super::Escapes;
use super::cursor::is_of_name;
use super::expander::{Expander, Step};
use super::fault::Problem;
use super::limits::{Exhausted, PIECE};
use super::pattern::{Pattern, Stars};
use super::pieces::{Piece, Sliceable};
use super::reference::Subject;

/// A part of the text of `${NAME//pattern/text}`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// These bytes of the text.
    Text(Range<usize>),
    /// What matched.
    Match,
}

impl<'t> Expander<'t> {
    /// Reads what stands behind `${NAME/`.
    pub(super) fn replacing(&mut self, start: usize, name: &'t str) -> Step {
        let every = self.cursor.eat('/');
        let slash = self.cursor.at();
        // What stays of the reference if the variable is unset: BuildKit then drops the second slash.
        let kept = start..slash - usize::from(every);

        let opening = self.reserve();
        self.inner_word('/', Escapes::Keep, Problem::MissingSlash, start..slash)?;
        let middle = self.reserve();
        let text = self.cursor.at();
        self.inner_word('}', Escapes::Keep, Problem::MissingBrace, start..start + 2)?;
        let subject = self.look_up(name, start);
        if self.keeps(subject) {
            self.fill(opening, kept);
            self.fill(middle, text - 1..text);
            self.copy(self.cursor.at() - 1..self.cursor.at());
            return Ok(());
        }

        let replacement = self.pieces.split_off(middle);
        let pattern = self.join_from(opening)?;
        self.pieces.truncate(opening);
        let pattern = self.pattern(&pattern, Stars::Longest, slash..text - 1)?;
        let replaced = if every {
            let length = self.pieces.len();
            self.pieces.extend(&replacement);
            let template = self.join_from(length)?;
            self.pieces.truncate(length);
            self.replace_every(subject, &pattern, replacement, &template)
        } else {
            self.replace_first(subject, &pattern, &replacement)
        };
        replaced.map_err(|it| self.exhausted(&it))
    }

    fn replace_first(
        &mut self,
        subject: Subject<'t>,
        pattern: &Pattern,
        replacement: &[Piece],
    ) -> Result<(), Exhausted> {
        let (value, text) = subject.value.unwrap_or((subject.written.at_start(), ""));
        let Some(found) = pattern.find(text, &mut self.work)? else {
            self.push_value(subject, value, 0..text.len());
            return Ok(());
        };
        self.push_value(subject, value, 0..found.start);
        self.pieces.extend(replacement);
        self.push_value(subject, value, found.end..text.len());
        Ok(())
    }

    /// Replaces every match, the way `regexp.ReplaceAllString` looks for them: an empty match right behind
    /// another match does not count, and the search moves on by at least one character.
    fn replace_every(
        &mut self,
        subject: Subject<'t>,
        pattern: &Pattern,
        replacement: Vec<Piece>,
        template: &str,
    ) -> Result<(), Exhausted> {
        let (value, text) = subject.value.unwrap_or((subject.written.at_start(), ""));
        let parts = parse_template(template);
        let replacement = Sliceable::new(replacement, self.texts);
        let (mut done, mut from) = (0, 0);
        while let Some(rest) = text.get(from..) {
            let Some(found) = pattern.find(rest, &mut self.work)? else {
                break;
            };
            let found = from + found.start..from + found.end;
            self.push_value(subject, value, done..found.start);
            if found.end > done || found.start == 0 {
                let before = self.pieces.len();
                for part in &parts {
                    match part {
                        Part::Match => self.push_value(subject, value, found.clone()),
                        Part::Text(range) => self.pieces.extend(replacement.slice(range.clone())),
                    }
                }
                self.work.spend(PIECE * (1 + self.pieces.len() - before))?;
            }
            done = found.end;
            let step = rest.chars().next().map_or(1, char::len_utf8);
            from = found.end.max(from + step);
        }
        self.push_value(subject, value, done..text.len());
        Ok(())
    }
}

/// Takes the text of `${NAME//pattern/text}` apart (Go, `regexp`, `Regexp.expand`).
fn parse_template(template: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(dollar) = memchr::memchr(b'$', &template.as_bytes()[from..]) {
        let dollar = from + dollar;
        let behind = &template[dollar + 1..];
        from = dollar + 1;
        if behind.starts_with('$') {
            parts.push(Part::Text(start..from));
            from += 1;
            start = from;
        } else if let Some((name, length)) = template_name(behind) {
            parts.push(Part::Text(start..dollar));
            if name == "0" {
                parts.push(Part::Match);
            }
            from += length;
            start = from;
        }
    }
    parts.push(Part::Text(start..template.len()));
    parts.retain(|part| !matches!(part, Part::Text(range) if range.is_empty()));
    parts
}

/// The name at the start of `text`, perhaps in braces, and how many bytes it takes.
fn template_name(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('{').unwrap_or(text);
    let braces = inner.len() < text.len();
    let length = inner.find(|it| !is_of_name(it)).unwrap_or(inner.len());
    let (name, behind) = inner.split_at(length);
    if name.is_empty() || (braces && !behind.starts_with('}')) {
        return None;
    }
    Some((name, length + if braces { 2 } else { 0 }))
}
