//! `s/pattern/replacement/flags`.

use super::super::failure::{Failure, unsupported};
use super::super::locale::Pattern;
use super::super::{Call, Flavour};
use super::parse::{Parser, Verb};
use crate::regular_expression::{Case, Found};
use crate::text::{Built, Rewrite, Span, TextBuilder};

/// A part of a replacement.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(Span),
    /// A character that an escape sequence stands for.
    Escape(Span, char),
    Group(usize),
    Letters(Letters),
}

/// What becomes of the letters behind `\U`, `\L`, `\u`, `\l` and `\E`.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Letters {
    AsTheyAre,
    Upper,
    Lower,
    NextUpper,
    NextLower,
}

/// A substitution.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Substitution {
    pub(super) pattern: Option<Pattern>,
    parts: Vec<Part>,
    is_global: bool,
    number: usize,
    pub(super) prints: bool,
    pub(super) written: Option<usize>,
}

impl Parser<'_, '_> {
    pub(super) fn substitution(&mut self) -> Result<Verb, Failure> {
        let unterminated = "unterminated `s' command";
        let Some(delimiter) = self.next() else {
            return self.fault(unterminated);
        };
        if matches!(delimiter, '\n' | '\\') {
            return self.fault(unterminated);
        }
        let Some(pattern) = self.delimited_pattern(delimiter)? else {
            return self.fault(unterminated);
        };
        let Some((parts, highest)) = self.replacement(delimiter)? else {
            return self.fault(unterminated);
        };
        let mut made = Substitution {
            pattern: None,
            parts,
            is_global: false,
            number: 0,
            prints: false,
            written: None,
        };
        let (case, is_each) = self.flags(&mut made)?;
        let looks_back = ["\\b", "\\B", "\\<"].iter().any(|it| pattern.contains(it));
        let is_repeated = made.is_global || made.number > 1;
        if self.call.flavour == Flavour::Busybox && looks_back && is_repeated {
            return unsupported("with an edge of words, looked for more than once");
        }
        made.pattern = self.pattern(&pattern, case)?;
        if is_each {
            made.pattern = made.pattern.map(Pattern::in_each_line);
        }
        if made
            .pattern
            .as_ref()
            .is_some_and(|it| it.groups() < highest)
        {
            let text = format!("invalid reference \\{highest} on `s' command's RHS");
            return self.fault(&text);
        }
        Ok(Verb::Substitute(Box::new(made)))
    }

    /// The replacement, and the highest group it names; nothing when it does not end.
    fn replacement(&mut self, delimiter: char) -> Result<Option<(Vec<Part>, usize)>, Failure> {
        let mut parts = Vec::new();
        let mut highest = 0;
        let mut start = self.at;
        loop {
            let at = self.at;
            let Some(c) = self.next() else {
                return Ok(None);
            };
            let special = c == delimiter || matches!(c, '\\' | '&' | '\n');
            if !special {
                continue;
            }
            parts.push(Part::Text(self.script.slice(start..at)));
            start = self.at;
            match c {
                c if c == delimiter => return Ok(Some((parts, highest))),
                '&' => parts.push(Part::Group(0)),
                '\n' if self.call.flavour == Flavour::Debian => {
                    self.at = at;
                    return Ok(None);
                }
                '\n' => start = at,
                _ => {
                    let Some(escaped) = self.next() else {
                        return Ok(None);
                    };
                    let is_gnu = self.call.flavour == Flavour::Debian;
                    let part = match escaped {
                        '0'..='9' => {
                            let group = escaped as usize - '0' as usize;
                            highest = highest.max(group);
                            Part::Group(group)
                        }
                        'U' if is_gnu => Part::Letters(Letters::Upper),
                        'L' if is_gnu => Part::Letters(Letters::Lower),
                        'u' if is_gnu => Part::Letters(Letters::NextUpper),
                        'l' if is_gnu => Part::Letters(Letters::NextLower),
                        'E' if is_gnu => Part::Letters(Letters::AsTheyAre),
                        'c' if is_gnu => return unsupported("with \\c in a replacement"),
                        escaped => match self.escaped(escaped)? {
                            Some(character) => {
                                Part::Escape(self.script.slice(at..self.at), character)
                            }
                            // The character stands for itself, and the text goes on with it.
                            None => {
                                start = at + 1;
                                continue;
                            }
                        },
                    };
                    parts.push(part);
                    start = self.at;
                }
            }
        }
    }

    fn flags(&mut self, made: &mut Substitution) -> Result<(Case, bool), Failure> {
        let (mut case, mut is_each) = (Case::Sensitive, false);
        loop {
            if self.call.flavour == Flavour::Debian {
                self.skip_blanks();
            }
            match self.peek() {
                Some('g') if made.is_global => {
                    self.at += 1;
                    return self.fault("multiple `g' options to `s' command");
                }
                Some('p') if made.prints => {
                    self.at += 1;
                    return self.fault("multiple `p' options to `s' command");
                }
                Some('g') => made.is_global = true,
                Some('p') => made.prints = true,
                Some('i' | 'I') => case = Case::Insensitive,
                Some('m' | 'M') if self.call.flavour == Flavour::Debian => is_each = true,
                Some('e') => return unsupported("with the flag e"),
                Some('0'..='9') => {
                    let had = made.number;
                    made.number = usize::try_from(self.number()).unwrap_or(usize::MAX);
                    if made.number == 0 {
                        return self.fault("number option to `s' command may not be zero");
                    }
                    if had > 0 {
                        return self.fault("multiple number options to `s' command");
                    }
                    continue;
                }
                Some('w') => {
                    self.at += 1;
                    let name = self.file_name()?;
                    made.written = Some(self.written(name)?);
                    break;
                }
                Some(c) if !matches!(c, '}' | '#' | '\n' | ';' | ' ' | '\t' | '\r') => {
                    self.at += c.len_utf8();
                    return self.fault("unknown option to `s'");
                }
                _ => break,
            }
            self.at += 1;
        }
        if made.is_global && made.number > 0 && self.call.flavour == Flavour::Busybox {
            return unsupported("with a number and g");
        }
        Ok((case, is_each))
    }
}

impl Substitution {
    /// What becomes of a text; nothing when nothing is replaced.
    pub(super) fn apply(
        &self,
        call: &mut Call<'_>,
        text: Span,
        pattern: &Pattern,
    ) -> Result<Option<Span>, Failure> {
        let texts = &call.process.cx.texts;
        let content = texts.str(text);
        let mut builder = texts.builder();
        let (mut from, mut copied, mut count) = (0, 0, 0);
        let mut is_changed = false;
        let mut last_end = None;
        while from <= content.len() {
            let Some(found) = pattern.find(content, from)? else {
                break;
            };
            let (start, end) = (found.start(), found.end());
            // An empty match right behind the last one does not count.
            let counts = start != end || last_end != Some(start);
            count += usize::from(counts);
            if counts && count >= self.number.max(1) {
                builder.copy(text.slice(copied..start));
                self.replace(&mut builder, texts, text, &found);
                copied = end;
                is_changed = true;
                if !self.is_global {
                    break;
                }
            }
            last_end = Some(end);
            from = match content[end..].chars().next() {
                _ if start != end => end,
                Some(c) => end + c.len_utf8(),
                None => break,
            };
        }
        if !is_changed {
            return Ok(None);
        }
        builder.copy(text.slice_from(copied));
        let built: Built = builder.build();
        Ok(Some(match built.as_copy() {
            Some(span) => span,
            None => call.process.cx.texts.finish(built),
        }))
    }

    /// Adds the replacement of one match.
    fn replace(
        &self,
        builder: &mut TextBuilder<'_>,
        texts: &crate::text::Texts,
        text: Span,
        found: &Found,
    ) {
        let mut letters = Letters::AsTheyAre;
        let mut next = Letters::AsTheyAre;
        for part in &self.parts {
            let piece = match part {
                Part::Text(piece) => *piece,
                Part::Escape(whole, c) => {
                    builder.rewrite(&c.to_string(), *whole, Rewrite::EscapeSequence);
                    continue;
                }
                Part::Group(group) => match found.groups.get(*group) {
                    Some(Some((start, end))) => text.slice(*start..*end),
                    _ => continue,
                },
                Part::Letters(one @ (Letters::NextUpper | Letters::NextLower)) => {
                    next = *one;
                    continue;
                }
                Part::Letters(all) => {
                    (letters, next) = (*all, Letters::AsTheyAre);
                    continue;
                }
            };
            if piece.is_empty() {
                continue;
            }
            if letters == Letters::AsTheyAre && next == Letters::AsTheyAre {
                builder.copy(piece);
                continue;
            }
            let first = texts.str(piece).chars().next().map_or(0, char::len_utf8);
            let head = if next == Letters::AsTheyAre { 0 } else { first };
            for (span, how) in [
                (piece.slice(0..head), next),
                (piece.slice_from(head), letters),
            ] {
                let content = texts.str(span);
                match how {
                    Letters::AsTheyAre => builder.copy(span),
                    Letters::Upper | Letters::NextUpper => {
                        builder.rewrite(&content.to_ascii_uppercase(), span, Rewrite::Case)
                    }
                    Letters::Lower | Letters::NextLower => {
                        builder.rewrite(&content.to_ascii_lowercase(), span, Rewrite::Case)
                    }
                };
            }
            next = Letters::AsTheyAre;
        }
    }
}
