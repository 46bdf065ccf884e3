//! What stands between delimiters, and the text of `a`, `i` and `c`.

use super::super::Flavour;
use super::super::failure::{Failure, unsupported};
use super::parse::{Parser, Verb};
use crate::text::{Rewrite, Span};

/// The character that `\c` stands for in texts and patterns.
pub(super) fn control(c: char) -> Option<char> {
    Some(match c {
        'a' => '\u{7}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        _ => return None,
    })
}

impl Parser<'_, '_> {
    /// A pattern up to its delimiter, with escape sequences replaced; nothing when it does not end.
    pub(super) fn delimited_pattern(&mut self, delimiter: char) -> Result<Option<String>, Failure> {
        let mut pattern = String::new();
        loop {
            match self.next() {
                None => return Ok(None),
                Some(c) if c == delimiter => return Ok(Some(pattern)),
                Some('\n') => {
                    self.at -= 1;
                    return Ok(None);
                }
                Some('[') => {
                    let start = self.at;
                    if self.skip_bracket().is_none() {
                        return Ok(None);
                    }
                    let end = std::mem::replace(&mut self.at, start);
                    pattern.push('[');
                    self.unescape(end, &mut pattern)?;
                }
                Some('\\') => match self.next() {
                    None => return Ok(None),
                    Some('n') => pattern.push('\n'),
                    Some(c) if c == delimiter => pattern.push(c),
                    Some(c) => match self.escaped(c)? {
                        Some('[' | '\\') => {
                            return unsupported(format!("with \\{c} for a character of patterns"));
                        }
                        Some(character) => pattern.push(character),
                        None => pattern.extend(['\\', c]),
                    },
                },
                Some(c) => pattern.push(c),
            }
        }
    }

    /// What `\t` and its like stand for, and in GNU's sed `\d065`, `\o101` and `\x41`, whose letter has been read.
    pub(super) fn escaped(&mut self, letter: char) -> Result<Option<char>, Failure> {
        let (radix, most) = match letter {
            'd' => (10, 3),
            'o' => (8, 3),
            'x' => (16, 2),
            _ => return Ok(control(letter)),
        };
        if self.call.flavour == Flavour::Busybox {
            return Ok(None);
        }
        let rest = self.text[self.at..].chars();
        let length = rest.take(most).take_while(|it| it.is_digit(radix)).count();
        let digits = &self.text[self.at..self.at + length];
        let Ok(code) = u32::from_str_radix(digits, radix) else {
            return Ok(None);
        };
        match char::from_u32(code).filter(char::is_ascii) {
            Some(character) => {
                self.at += length;
                Ok(Some(character))
            }
            None => unsupported(format!("with the byte \\{letter}{digits}")),
        }
    }

    /// The text up to `end`, with what stands for characters within brackets replaced.
    fn unescape(&mut self, end: usize, pattern: &mut String) -> Result<(), Failure> {
        while self.at < end {
            let Some(c) = self.next() else {
                break;
            };
            let start = self.at;
            let escaped = match self.peek() {
                Some(letter) if c == '\\' => {
                    self.at += letter.len_utf8();
                    self.escaped(letter)?
                }
                _ => None,
            };
            match escaped {
                Some(']' | '\\' | '^' | '-') => {
                    return unsupported("with a number for a character of brackets");
                }
                Some(character) => pattern.push(character),
                None => {
                    self.at = start;
                    pattern.push(c);
                }
            }
        }
        Ok(())
    }

    /// The rest of a bracket expression, in which delimiters stand for themselves.
    fn skip_bracket(&mut self) -> Option<()> {
        self.take('^');
        self.take(']');
        loop {
            match self.next()? {
                ']' => return Some(()),
                '\n' => return None,
                '[' => {
                    if let Some(mark @ (':' | '.' | '=')) = self.peek() {
                        let end = format!("{mark}]");
                        let length = self.text[self.at + 1..].find(&end)?;
                        self.at += 1 + length + 2;
                    }
                }
                _ => {}
            }
        }
    }

    /// The text behind `a`, `i` or `c`.
    pub(super) fn text_argument(&mut self, letter: char) -> Result<Span, Failure> {
        self.skip_blanks();
        let expected = "expected \\ after `a', `c' or `i'";
        if self.peek().is_none() {
            return self.fault(expected);
        }
        if self.take('\\') {
            self.skip_blanks_before_newline();
            self.take('\n');
            if self.peek().is_none() && self.call.flavour == Flavour::Busybox {
                return unsupported(format!("with the command {letter} without a text"));
            }
        } else if self.peek() == Some('\n') {
            return self.fault(expected);
        }
        let mut parts = Vec::new();
        let mut start = self.at;
        loop {
            let at = self.at;
            match self.next() {
                None | Some('\n') => {
                    parts.push((start..at, None));
                    break;
                }
                Some('\\') => {
                    parts.push((start..at, None));
                    let escape = at..self.at;
                    start = self.at;
                    match self.next() {
                        Some(c) if c != '\n' => {
                            if let Some(character) = self.escaped(c)? {
                                parts.push((escape.start..self.at, Some(character)));
                                start = self.at;
                            }
                        }
                        None if self.call.flavour == Flavour::Busybox => {
                            return unsupported("with a text that ends in a backslash");
                        }
                        _ => {}
                    }
                }
                Some(_) => {}
            }
        }
        let is_empty = parts.iter().all(|it| it.0.is_empty());
        if is_empty && self.call.flavour == Flavour::Debian {
            return Ok(self.script.at_start());
        }
        let newline = self.call.own_text("\n");
        let texts = &self.call.process.cx.texts;
        let mut builder = texts.builder();
        for (range, character) in parts {
            let part = self.script.slice(range);
            match character {
                None => builder.copy(part),
                Some(c) => builder.rewrite(&c.to_string(), part, Rewrite::EscapeSequence),
            };
        }
        builder.copy(newline);
        let built = builder.build();
        Ok(self.call.process.cx.texts.finish(built))
    }

    /// `a\` and blanks before its newline; other blanks belong to the text.
    fn skip_blanks_before_newline(&mut self) {
        let start = self.at;
        self.skip_blanks();
        if self.peek() != Some('\n') {
            self.at = start;
        }
    }

    /// `y/abc/xyz/`
    pub(super) fn translation(&mut self) -> Result<Verb, Failure> {
        let unterminated = "unterminated `y' command";
        let Some(delimiter) = self.next() else {
            return self.fault(unterminated);
        };
        let mut sets = Vec::new();
        for _ in 0..2 {
            let mut set = Vec::new();
            loop {
                match self.next() {
                    None => return self.fault(unterminated),
                    Some(c) if c == delimiter => break,
                    Some('\\') => match self.next() {
                        None => return self.fault(unterminated),
                        Some(c) if c == delimiter || c == '\\' => set.push(c),
                        Some(c) => match self.escaped(c)? {
                            Some(character) => set.push(character),
                            None => {
                                return self.fault("y command strings have different lengths");
                            }
                        },
                    },
                    Some(c) => set.push(c),
                }
            }
            sets.push(set);
        }
        if sets.iter().flatten().any(|c| !c.is_ascii()) {
            return unsupported("with y and characters beyond ASCII");
        }
        if sets[0].len() != sets[1].len() {
            return self.fault("strings for `y' command are different lengths");
        }
        let pairs = sets[0].iter().copied().zip(sets[1].iter().copied());
        Ok(Verb::Translate(pairs.collect()))
    }
}
