//! Reading the array.

use crate::dockerfile::syntax::Spans;
use crate::dockerfile::words::{self, Stretch};
use crate::text::{Built, Rewrite, Span, Texts};

use super::number;

/// What a text is, seen as a JSON array of strings.
#[derive(Debug, Clone, PartialEq)]
pub enum JsonArray {
    /// It does not begin with `[`.
    NoBracket,
    /// An array of strings.
    Strings(Spans),
    /// A JSON array with something that is not a string: BuildKit refuses it.
    NotStrings {
        /// The first element that is not a string.
        element: Span,
    },
    /// It begins with `[` and is not JSON.
    Broken(JsonBreak),
}

/// Where JSON breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonBreak {
    /// The character at fault; empty at the end of the line.
    pub at: Span,
    /// What JSON expects there.
    pub expected: Expected,
}

/// What JSON expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// The first element or the end of an array.
    ElementOrEnd,
    /// Another element, after a comma.
    Element,
    /// A comma or the end of the array.
    CommaOrEnd,
    /// The quote that ends a string.
    ClosingQuote,
    /// A character that may follow a backslash in a string.
    EscapeCharacter,
    /// One of four hexadecimal digits.
    HexDigit,
    /// No control character: they must be escaped.
    NoControlCharacter,
    /// Nothing but blanks.
    End,
    /// The name of an object's member, in quotes.
    MemberName,
    /// The colon behind a member's name.
    Colon,
    /// A comma or the end of an object.
    CommaOrObjectEnd,
    /// The rest of `true`, `false` or `null`.
    Literal,
    /// A digit.
    Digit,
    /// A number that fits 64 bits of floating point.
    SmallerNumber,
    /// Fewer levels: Go's decoder stops at 10,000.
    LessDepth,
}

impl Expected {
    /// What was expected, as a phrase that follows "expected".
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::ElementOrEnd => "a string in double quotes or `]`",
            Self::Element => "a string in double quotes",
            Self::CommaOrEnd => "`,` or `]`",
            Self::ClosingQuote => "the closing `\"`",
            Self::EscapeCharacter => {
                "one of `\"` `\\` `/` `b` `f` `n` `r` `t` `u` after the backslash"
            }
            Self::HexDigit => "a hexadecimal digit (`\\u` takes four)",
            Self::NoControlCharacter => "no control character inside a string",
            Self::End => "the end of the line",
            Self::MemberName => "a name in double quotes",
            Self::Colon => "`:`",
            Self::CommaOrObjectEnd => "`,` or `}`",
            Self::Literal => "`true`, `false` or `null`",
            Self::Digit => "a digit",
            Self::SmallerNumber => "a number that fits in 64 bits",
            Self::LessDepth => "at most 10,000 levels of brackets",
        }
    }
}

/// Reads `arguments`, blanks around them already taken off.
pub fn read_array(texts: &mut Texts, arguments: Span) -> JsonArray {
    let text = texts.share(arguments);
    let stretch = Stretch {
        bytes: text.as_bytes(),
        span: arguments,
    };
    read(texts, stretch)
}

/// The same for characters at hand.
#[inline]
pub(in crate::dockerfile) fn read(texts: &mut Texts, stretch: Stretch<'_>) -> JsonArray {
    if stretch.bytes.first() == Some(&b'[') {
        read_bracket(texts, stretch)
    } else {
        JsonArray::NoBracket
    }
}

fn read_bracket(texts: &mut Texts, stretch: Stretch<'_>) -> JsonArray {
    let Stretch {
        bytes,
        span: arguments,
    } = stretch;
    let mut scanner = Scanner {
        bytes,
        at: 1,
        arguments,
        not_a_string: None,
        strings: Spans::new(),
        escapes: Escapes::None,
    };
    if let Err(expected) = scanner.array() {
        let at = scanner.at.min(bytes.len());
        let width = words::character_at(bytes, at).map_or(0, char::len_utf8);
        let at = arguments.slice(at..at + width);
        return JsonArray::Broken(JsonBreak { at, expected });
    }
    if let Some((start, end)) = scanner.not_a_string {
        let element = arguments.slice(start..end);
        return JsonArray::NotStrings { element };
    }
    if scanner.escapes == Escapes::Some {
        for string in &mut scanner.strings {
            *string = decode(texts, *string);
        }
    }
    JsonArray::Strings(scanner.strings)
}

/// Checks JSON byte by byte, as Go's `encoding/json` scanner does, and notes the elements of the outer array.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    arguments: Span,
    not_a_string: Option<(usize, usize)>,
    /// What stands between the quotes of each string of the outer array.
    strings: Spans,
    /// Whether there are any in its strings.
    escapes: Escapes,
}

/// Whether there are escape sequences.
#[derive(PartialEq, Eq)]
enum Escapes {
    None,
    Some,
}

/// Go's `maxNestingDepth`.
const DEPTH: usize = 10_000;

impl Scanner<'_> {
    fn array(&mut self) -> Result<(), Expected> {
        self.blanks();
        if self.take(b']') {
            return self.end();
        }
        let mut expected = Expected::ElementOrEnd;
        loop {
            self.blanks();
            let start = self.at;
            if self.peek() == Some(b'"') {
                self.string()?;
                let inner = self.arguments.slice(start + 1..self.at - 1);
                self.strings.push(inner);
            } else {
                self.value(expected)?;
                self.not_a_string.get_or_insert((start, self.at));
            }
            self.blanks();
            if self.take(b']') {
                return self.end();
            }
            if !self.take(b',') {
                return Err(Expected::CommaOrEnd);
            }
            expected = Expected::Element;
        }
    }

    fn end(&mut self) -> Result<(), Expected> {
        self.blanks();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Expected::End),
        }
    }

    /// One value, with all that it contains.
    fn value(&mut self, expected: Expected) -> Result<(), Expected> {
        // What each open bracket waits for at its end.
        let mut open: Vec<u8> = Vec::new();
        let mut expected = expected;
        loop {
            self.blanks();
            match self.peek() {
                Some(b'"') => self.string()?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.literal(b"true")?,
                Some(b'f') => self.literal(b"false")?,
                Some(b'n') => self.literal(b"null")?,
                Some(bracket @ (b'[' | b'{')) => {
                    open.push(bracket + 2);
                    if open.len() >= DEPTH {
                        return Err(Expected::LessDepth);
                    }
                    self.at += 1;
                    self.blanks();
                    if !self.take(bracket + 2) {
                        expected = self.after_opening(bracket)?;
                        continue;
                    }
                    open.pop();
                }
                Some(_) | None => return Err(expected),
            }
            match self.after_value(&mut open)? {
                Some(next) => expected = next,
                None => return Ok(()),
            }
        }
    }

    /// Behind a bracket that has just been opened and not closed at once.
    fn after_opening(&mut self, bracket: u8) -> Result<Expected, Expected> {
        if bracket == b'{' {
            self.member_name()?;
            return Ok(Expected::Element);
        }
        Ok(Expected::ElementOrEnd)
    }

    /// Behind a value: closes brackets until a comma asks for another value, or all are closed.
    fn after_value(&mut self, open: &mut Vec<u8>) -> Result<Option<Expected>, Expected> {
        while let Some(close) = open.last().copied() {
            self.blanks();
            if self.take(close) {
                open.pop();
            } else if self.take(b',') {
                if close == b'}' {
                    self.blanks();
                    self.member_name()?;
                }
                return Ok(Some(Expected::Element));
            } else if close == b'}' {
                return Err(Expected::CommaOrObjectEnd);
            } else {
                return Err(Expected::CommaOrEnd);
            }
        }
        Ok(None)
    }

    fn member_name(&mut self) -> Result<(), Expected> {
        if self.peek() != Some(b'"') {
            return Err(Expected::MemberName);
        }
        self.string()?;
        self.blanks();
        if self.take(b':') {
            Ok(())
        } else {
            Err(Expected::Colon)
        }
    }

    /// A string, from its opening quote to behind its closing one.
    fn string(&mut self) -> Result<(), Expected> {
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(Expected::ClosingQuote),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escapes = Escapes::Some;
                    self.escape()?;
                }
                Some(..0x20) => return Err(Expected::NoControlCharacter),
                Some(_) => self.at += 1,
            }
        }
    }

    /// What follows a backslash in a string.
    fn escape(&mut self) -> Result<(), Expected> {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    match self.peek() {
                        Some(digit) if digit.is_ascii_hexdigit() => self.at += 1,
                        Some(_) | None => return Err(Expected::HexDigit),
                    }
                }
                Ok(())
            }
            Some(_) | None => Err(Expected::EscapeCharacter),
        }
    }

    fn number(&mut self) -> Result<(), Expected> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        if number::overflows(text) {
            self.at = start;
            return Err(Expected::SmallerNumber);
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Expected> {
        if !self.peek().is_some_and(|it| it.is_ascii_digit()) {
            return Err(Expected::Digit);
        }
        while self.peek().is_some_and(|it| it.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Expected> {
        for letter in word {
            if !self.take(*letter) {
                return Err(Expected::Literal);
            }
        }
        Ok(())
    }

    /// JSON's blanks, fewer than a Dockerfile's.
    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

/// The string between the quotes at `inner`: the same span where nothing is escaped.
fn decode(texts: &mut Texts, inner: Span) -> Span {
    if memchr::memchr(b'\\', texts.str(inner).as_bytes()).is_none() {
        return inner;
    }
    let built = decode_escapes(texts, inner);
    texts.finish(built)
}

fn decode_escapes(texts: &Texts, inner: Span) -> Built {
    let text = texts.str(inner);
    let mut builder = texts.builder();
    let mut plain = 0;
    while let Some(at) = memchr::memchr(b'\\', &text.as_bytes()[plain..]).map(|it| it + plain) {
        builder.copy(inner.slice(plain..at));
        let (character, len) = escaped(&text[at..]);
        let from = inner.slice(at..at + len);
        builder.rewrite(
            character.encode_utf8(&mut [0; 4]),
            from,
            Rewrite::JsonEscape,
        );
        plain = at + len;
    }
    builder.copy(inner.slice_from(plain));
    builder.build()
}

/// The character an escape sequence stands for, and how many bytes the sequence takes.
/// A surrogate without its partner becomes U+FFFD, as in Go (`encoding/json`, `unquoteBytes`).
fn escaped(sequence: &str) -> (char, usize) {
    let simple = match sequence.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escaped(sequence),
        Some(other) => char::from(*other),
        None => char::REPLACEMENT_CHARACTER,
    };
    (simple, 2)
}

fn unicode_escaped(sequence: &str) -> (char, usize) {
    let first = hex4(sequence, 0).unwrap_or(0xFFFD);
    if let Some(character) = char::from_u32(first) {
        return (character, 6);
    }
    let pair = hex4(sequence, 6)
        .filter(|second| first < 0xDC00 && (0xDC00..0xE000).contains(second))
        .and_then(|second| char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
    match pair {
        Some(character) => (character, 12),
        None => (char::REPLACEMENT_CHARACTER, 6),
    }
}

/// The number of the `\uXXXX` at byte `at`.
fn hex4(sequence: &str, at: usize) -> Option<u32> {
    let digits = sequence.get(at..at + 6)?.strip_prefix("\\u")?;
    u32::from_str_radix(digits, 16).ok()
}
