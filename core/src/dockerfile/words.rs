//! Splitting arguments at blanks, in the four ways BuildKit does.
//!
//! BuildKit's two notions of a blank differ: its regular expression `[\t\v\f\r ]+`
//! (`parser/parser.go`, `reWhitespace`) knows five characters, Go's `unicode.IsSpace` knows all of Unicode's.

use crate::text::Span;

use super::syntax::{Escape, Spans};

/// The blanks of `reWhitespace`.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | 0x0B | 0x0C | b'\r' | b' ')
}

/// Characters together with where they stand: what the reader hands on, so that nothing has to be looked up. They are
/// bytes, which are sliced without a look at where characters begin; who slices them keeps characters whole.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) span: Span,
}

impl Stretch<'_> {
    /// The bytes `range` of it.
    pub(super) fn slice(self, range: std::ops::Range<usize>) -> Self {
        Self {
            bytes: &self.bytes[range.clone()],
            span: self.span.slice(range),
        }
    }

    /// From the byte `from` on.
    pub(super) fn slice_from(self, from: usize) -> Self {
        self.slice(from..self.bytes.len())
    }

    /// Without the blanks (Unicode's) around it.
    #[inline]
    pub(super) fn trim(self) -> Self {
        match self.bytes {
            // Most stretches have none.
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => self,
            bytes => self.slice(trimmed(bytes)),
        }
    }
}

/// Where a text begins and ends without the blanks (Unicode's) around it.
pub(super) fn trimmed(bytes: &[u8]) -> std::ops::Range<usize> {
    let mut rest = bytes;
    while let [b'\t'..=b'\r' | b' ', behind @ ..] = rest {
        rest = behind;
    }
    let start = bytes.len() - rest.len();
    while let [before @ .., b'\t'..=b'\r' | b' '] = rest {
        rest = before;
    }
    match rest {
        [] => start..start,
        [first, .., last] if first.is_ascii() && last.is_ascii() => start..start + rest.len(),
        _ => {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            let start = text.len() - text.trim_start().len();
            start..start + text.trim().len()
        }
    }
}

/// The character that starts at the byte `at`; `None` in the middle of one and at the end.
pub(super) fn character_at(bytes: &[u8], at: usize) -> Option<char> {
    let rest = bytes.get(at..)?;
    match rest {
        [first, ..] if first.is_ascii() => Some(char::from(*first)),
        _ => {
            let longest = &rest[..rest.len().min(4)];
            longest.utf8_chunks().next()?.valid().chars().next()
        }
    }
}

/// How many bytes the character has that starts at the byte `at`.
pub(super) fn width_at(bytes: &[u8], at: usize) -> usize {
    character_at(bytes, at).map_or(1, char::len_utf8)
}

/// Where the first word of a line ends, and where what follows its blanks begins, if any blank does.
pub(super) fn split_first(bytes: &[u8]) -> (usize, Option<usize>) {
    let Some(end) = bytes.iter().position(|it| is_blank(*it)) else {
        return (bytes.len(), None);
    };
    (end, Some(behind_blanks(bytes, end)))
}

/// Where the first byte at `at` or behind stands that is no blank.
pub(super) fn behind_blanks(bytes: &[u8], at: usize) -> usize {
    let blanks = bytes[at..].iter().take_while(|it| is_blank(**it)).count();
    at + blanks
}

/// Words between blanks (`parser/line_parsers.go`, `parseStringsWhitespaceDelimited`), added to `words`.
pub(super) fn split_blanks(Stretch { bytes, span }: Stretch<'_>, words: &mut Spans) {
    if bytes.is_empty() {
        return;
    }
    let mut at = 0;
    loop {
        let start = at;
        while bytes.get(at).is_some_and(|it| !is_blank(*it)) {
            at += 1;
        }
        words.push(span.slice(start..at));
        if at == bytes.len() {
            return;
        }
        while bytes.get(at).is_some_and(|it| is_blank(*it)) {
            at += 1;
        }
    }
}

/// Words between blanks, where quotes hold a word together and the escape token takes the meaning from
/// the next character (`parser/line_parsers.go`, `parseWords`). Quotes and escape tokens stay in the words;
/// an escape token at the very end is left out.
pub(super) fn quoted_words(bytes: &[u8], escape: Escape) -> QuotedWords<'_> {
    QuotedWords {
        bytes,
        at: 0,
        escape: escape.byte(),
    }
}

/// Where the first byte at `at` or behind stands that may mean more than itself in a word; the length of `bytes` if there
/// is none. Every byte of `ENV`, `ARG` and `LABEL` is looked at, so it is eight at a time.
fn special_at(bytes: &[u8], mut at: usize, escape: u8) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|it| it.first_chunk()) {
        let first = first_special(u64::from_le_bytes(*eight), escape);
        if first < 8 {
            return at + first;
        }
        at += 8;
    }
    let rest = bytes.len() - at;
    let last = match bytes.last_chunk() {
        _ if rest == 0 => return at,
        Some(last) => u64::from_le_bytes(*last) >> (8 * (8 - rest)),
        None => (0..)
            .zip(&bytes[at..])
            .fold(0, |last, (place, it)| last | u64::from(*it) << (8 * place)),
    };
    // A zero, which is special, stands behind the last byte.
    at + first_special(last, escape)
}

/// Which of eight bytes is the first that may be special: a blank or any other that is no ASCII graphic, a quote, `=`, the
/// escape token, or `!`, which means nothing but stands where it costs nothing to find it, too; eight if none is.
fn first_special(eight: u64, escape: u8) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The highest bit of each byte says whether it is one; only those behind the first may say so wrongly.
    let below = |bytes: u64, bound: u8| bytes.wrapping_sub(EACH * u64::from(bound)) & !bytes;
    let is = |byte: u8| below(eight ^ (EACH * u64::from(byte)), 1);
    let above_graphics = eight.wrapping_add(EACH) | eight;
    let special = below(eight, b'"' + 1) | above_graphics | is(b'\'') | is(b'=') | is(escape);
    (special & (EACH << 7)).trailing_zeros() as usize / 8
}

/// A word, by bytes of the text it is split from.
#[derive(Clone, Copy)]
pub(super) struct QuotedWord {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first `=`, whether it means anything or not.
    pub(super) equals: Option<usize>,
}

/// What is left to split, from the byte `at` on.
pub(super) struct QuotedWords<'a> {
    bytes: &'a [u8],
    at: usize,
    escape: u8,
}

impl Iterator for QuotedWords<'_> {
    type Item = QuotedWord;

    fn next(&mut self) -> Option<QuotedWord> {
        while self.skip_blanks() {
            let word = self.word();
            if word.end > word.start {
                return Some(word);
            }
        }
        None
    }
}

impl QuotedWords<'_> {
    /// Goes behind blanks; whether anything follows.
    fn skip_blanks(&mut self) -> bool {
        while self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        while self
            .bytes
            .get(self.at)
            .is_some_and(|it| !it.is_ascii_graphic())
            && self.blank_at(self.at)
        {
            self.at += 1;
        }
        self.at < self.bytes.len()
    }

    /// Goes behind the word that starts here.
    fn word(&mut self) -> QuotedWord {
        let bytes = self.bytes;
        let mut word = QuotedWord {
            start: self.at,
            end: bytes.len(),
            equals: None,
        };
        let mut quote = None;
        loop {
            let here = special_at(bytes, self.at, self.escape);
            let Some(byte) = bytes.get(here).copied() else {
                self.at = here;
                return word;
            };
            self.at = here + 1;
            if byte == self.escape && quote != Some(b'\'') {
                let Some(escaped) = bytes.get(self.at) else {
                    word.end = here;
                    return word;
                };
                if *escaped == b'=' {
                    word.equals.get_or_insert(self.at);
                }
                self.at += width_at(bytes, self.at);
                continue;
            }
            match (byte, quote) {
                (b'=', _) => {
                    word.equals.get_or_insert(here);
                }
                (b'\'' | b'"', None) => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                (_, None) if !byte.is_ascii_graphic() && self.blank_at(here) => {
                    word.end = here;
                    return word;
                }
                (_, None | Some(_)) => {}
            }
        }
    }

    /// Whether a blank starts here; goes to its last byte. The middle of a character is none.
    fn blank_at(&mut self, at: usize) -> bool {
        let blank = character_at(self.bytes, at).filter(|it| it.is_whitespace());
        self.at += blank.map_or(0, |it| it.len_utf8() - 1);
        blank.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_quoted(text: &str, expected: &[&str]) {
        let words: Vec<_> = quoted_words(text.as_bytes(), Escape::Backslash)
            .map(|it| {
                assert_eq!(
                    it.equals,
                    text[it.start..it.end].find('=').map(|at| it.start + at)
                );
                &text[it.start..it.end]
            })
            .collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn special_bytes_are_found_wherever_they_stand() {
        for byte in 0..=u8::MAX {
            let is_special = !byte.is_ascii_graphic() || b"\"'=\\!".contains(&byte);
            for length in 1..20 {
                for place in 0..length {
                    let mut bytes = vec![b'#'; length];
                    bytes[place] = byte;
                    let expected = if is_special { place } else { length };
                    assert_eq!(special_at(&bytes, 0, b'\\'), expected, "{bytes:?}");
                    assert_eq!(special_at(&bytes, place, b'\\'), expected, "{bytes:?}");
                    assert_eq!(special_at(&bytes, place + 1, b'\\'), length, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn quotes_hold_words_together_and_stay() {
        check_quoted(r#"a=b  "c d"=e'f g' h"#, &["a=b", r#""c d"=e'f g'"#, "h"]);
        check_quoted("", &[]);
        check_quoted("a=\"unclosed b", &["a=\"unclosed b"]);
        check_quoted("a=é\u{a0}b=ü\u{3000}", &["a=é", "b=ü"]);
    }

    #[test]
    fn the_escape_token_takes_a_character_along() {
        check_quoted(r"a=b\ c d", &[r"a=b\ c", "d"]);
        check_quoted(r#"a="b\" c" d"#, &[r#"a="b\" c""#, "d"]);
        check_quoted(r"a='b\' c", &[r"a='b\'", "c"]);
        check_quoted(r"a=b\", &["a=b"]);
        check_quoted(r"a \", &["a"]);
        check_quoted(r"a\=b=c \=", &[r"a\=b=c", r"\="]);
    }
}
