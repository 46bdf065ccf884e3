//! Flags between an instruction's keyword and its arguments.
//!
//! BuildKit reads them byte by byte (`parser/split_command.go`, `extractBuilderFlags`): quotes and
//! backslashes are taken off (always the backslash, whatever the escape token is), and a byte above 127
//! becomes the character of that number.

use std::ops::Range;

use crate::text::{Built, Rewrite, Span, Texts};

use super::syntax::Flag;

/// Reads the flags at the start of `rest`; gives them and what follows.
pub(super) fn read_flags(texts: &mut Texts, rest: Span) -> (Vec<Flag>, Span) {
    if !starts_with_flag(texts.str(rest).as_bytes()) {
        return (Vec::new(), rest);
    }
    let (words, mut at) = read_words(texts.str(rest).as_bytes());
    let flags = words
        .into_iter()
        .map(|(range, word)| flag(texts, &word, rest, range))
        .collect();
    // Byte by byte it may have stopped within a character; such a character stays out.
    while !texts.str(rest).is_char_boundary(at) {
        at += 1;
    }
    (flags, rest.slice_from(at))
}

/// The flags with the bytes they stand on, and where what follows begins.
fn read_words(bytes: &[u8]) -> (Vec<(Range<usize>, Word)>, usize) {
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        at += blanks(&bytes[at..]);
        if !bytes[at..].starts_with(b"--") {
            return (words, at);
        }
        let word = Word::read(&bytes[at..]);
        let range = at..at + word.len;
        at = range.end;
        if word.is("--", &bytes[range.clone()]) {
            return (words, at);
        }
        words.push((range, word));
    }
}

/// Bytes that Go's `unicode.IsSpace` takes for blanks when it sees single bytes.
fn is_blank_byte(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xA0)
}

fn starts_with_flag(bytes: &[u8]) -> bool {
    bytes[blanks(bytes)..].starts_with(b"--")
}

fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|it| is_blank_byte(**it)).count()
}

/// One word, byte by byte: which bytes stay.
struct Word {
    len: usize,
    kept: Vec<usize>,
}

impl Word {
    fn read(bytes: &[u8]) -> Self {
        let mut kept = Vec::new();
        let mut quote = None;
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            match quote {
                None if is_blank_byte(byte) => break,
                None if matches!(byte, b'\'' | b'"') => quote = Some(byte),
                Some(open) if open == byte => quote = None,
                _ if byte == b'\\' && at + 1 == bytes.len() => {}
                _ if byte == b'\\' => {
                    at += 1;
                    kept.push(at);
                }
                None | Some(_) => kept.push(at),
            }
            at += 1;
        }
        Self { len: at, kept }
    }

    fn is(&self, word: &str, bytes: &[u8]) -> bool {
        self.kept.len() == word.len()
            && self
                .kept
                .iter()
                .zip(word.bytes())
                .all(|(at, byte)| bytes[*at] == byte)
    }

    /// Whether it is just the bytes that are written.
    fn is_plain(&self, bytes: &[u8]) -> bool {
        self.kept.len() == self.len && bytes.is_ascii()
    }
}

fn flag(texts: &mut Texts, word: &Word, rest: Span, range: Range<usize>) -> Flag {
    let written = rest.slice(range);
    let span = if word.is_plain(texts.str(written).as_bytes()) {
        written
    } else {
        let built = without_quotes(texts, word, written);
        texts.finish(built)
    };
    let text = texts.str(span);
    let (name, value) = match memchr::memchr(b'=', text.as_bytes()) {
        Some(at) => (span.slice(2..at.max(2)), Some(span.slice_from(at + 1))),
        None => (span.slice_from(2), None),
    };
    Flag { span, name, value }
}

fn without_quotes(texts: &Texts, word: &Word, written: Span) -> Built {
    let text = texts.str(written);
    let mut builder = texts.builder();
    for at in &word.kept {
        let byte = text.as_bytes()[*at];
        if byte.is_ascii() {
            builder.copy(written.slice(*at..at + 1));
        } else {
            let (start, end) = (
                text.floor_char_boundary(*at),
                text.ceil_char_boundary(at + 1),
            );
            let character = char::from(byte);
            let from = written.slice(start..end);
            builder.rewrite(character.encode_utf8(&mut [0; 4]), from, Rewrite::FlagByte);
        }
    }
    builder.build()
}
