//! Flags between an instruction's keyword and its arguments.
//!
//! BuildKit reads them byte by byte (`parser/split_command.go`, `extractBuilderFlags`): quotes and
//! backslashes are taken off (always the backslash, whatever the escape token is), and a byte above 127
//! becomes the character of that number.

use crate::text::{Built, Rewrite, Span, Texts};

use super::lines::number;
use super::syntax::{Flag, Flags};
use super::words::Stretch;

/// Reads the flags at the start of `rest` into `flags`; gives the byte where what follows begins.
#[inline]
pub(super) fn read_flags(texts: &mut Texts, rest: Stretch<'_>, flags: &mut Flags) -> usize {
    if rest.bytes[blanks(rest.bytes)..].starts_with(b"--") {
        read_some_flags(texts, rest, flags)
    } else {
        0
    }
}

fn read_some_flags(texts: &mut Texts, rest: Stretch<'_>, flags: &mut Flags) -> usize {
    let bytes = rest.bytes;
    let mut at = 0;
    loop {
        at += blanks(&bytes[at..]);
        if !bytes[at..].starts_with(b"--") {
            break;
        }
        let word = Word::read(&bytes[at..]);
        let start = at;
        at += word.len;
        if word.is("--", &bytes[start..at]) {
            break;
        }
        // A blank byte may end a word within a character.
        let written = rest.slice(start..behind_character(bytes, at));
        flags.push(flag(texts, &word, written));
    }
    // Likewise the last one; such a character stays out.
    behind_character(bytes, at)
}

/// Where the character ends in whose middle the byte `at` is, or `at` itself.
fn behind_character(bytes: &[u8], at: usize) -> usize {
    let is_middle = |it: &&u8| matches!(it, 0x80..=0xBF);
    at + bytes[at..].iter().take_while(is_middle).count()
}

/// Bytes that Go's `unicode.IsSpace` takes for blanks when it sees single bytes.
fn is_blank_byte(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xA0)
}

fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|it| is_blank_byte(**it)).count()
}

/// One word, byte by byte.
struct Word {
    len: usize,
    kept: Kept,
}

/// Which bytes of a word stay.
enum Kept {
    /// All of them, and they are ASCII.
    All,
    /// These.
    Some(Vec<usize>),
}

impl Word {
    fn read(bytes: &[u8]) -> Self {
        let is_special = |it: &u8| !it.is_ascii_graphic() || matches!(it, b'\'' | b'"' | b'\\');
        match bytes.iter().position(is_special) {
            None => Self {
                len: bytes.len(),
                kept: Kept::All,
            },
            Some(len) if is_blank_byte(bytes[len]) => Self {
                len,
                kept: Kept::All,
            },
            Some(_) => Self::read_quoted(bytes),
        }
    }

    fn read_quoted(bytes: &[u8]) -> Self {
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
        Self {
            len: at,
            kept: Kept::Some(kept),
        }
    }

    fn is(&self, word: &str, bytes: &[u8]) -> bool {
        match &self.kept {
            Kept::All => bytes == word.as_bytes(),
            Kept::Some(kept) => kept.iter().map(|at| bytes[*at]).eq(word.bytes()),
        }
    }
}

fn flag(texts: &mut Texts, word: &Word, written: Stretch<'_>) -> Flag {
    let kept = match &word.kept {
        Kept::All => return split(written.bytes, written.span),
        Kept::Some(kept) => kept,
    };
    let built = without_quotes(texts, kept, written.span);
    let span = texts.finish(built);
    split(texts.str(span).as_bytes(), span)
}

/// `--name` or `--name=value`.
fn split(bytes: &[u8], span: Span) -> Flag {
    let equals = memchr::memchr(b'=', bytes).unwrap_or(bytes.len());
    let equals = number(equals);
    Flag { span, equals }
}

fn without_quotes(texts: &Texts, kept: &[usize], span: Span) -> Built {
    let text = texts.str(span);
    let mut builder = texts.builder();
    for at in kept {
        let byte = text.as_bytes()[*at];
        if byte.is_ascii() {
            builder.copy(span.slice(*at..at + 1));
        } else {
            let (start, end) = (
                text.floor_char_boundary(*at),
                text.ceil_char_boundary(at + 1),
            );
            let character = char::from(byte);
            let from = span.slice(start..end);
            builder.rewrite(character.encode_utf8(&mut [0; 4]), from, Rewrite::FlagByte);
        }
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[track_caller]
    fn check(text: &str, expected: &[&str], behind: &str) {
        let mut texts = Texts::default();
        let name = "Dockerfile".to_owned();
        let span = texts.add_source(Source::File { name }, text);
        let bytes = text.as_bytes();
        let mut flags = Flags::new();
        let rest = read_flags(&mut texts, Stretch { bytes, span }, &mut flags);
        let flags: Vec<_> = flags.iter().map(|it| texts.str(it.span)).collect();
        assert_eq!((&*flags, &text[rest..]), (expected, behind));
    }

    #[test]
    fn quotes_and_backslashes_are_taken_off() {
        check(r"--a=b  --c='d e'\f x", &["--a=b", "--c=d ef"], "x");
        check("-- --a x", &[], " --a x");
    }

    #[test]
    fn a_byte_above_127_is_a_character_and_may_be_a_blank() {
        check("--a=\u{e9} x", &["--a=\u{c3}\u{a9}"], "x");
        check("--a=b\u{a0}--c x", &["--a=b\u{c2}", "--c"], "x");
        check("--a=\u{e0}", &["--a=\u{c3}"], "");
    }
}
