//! Splitting arguments at blanks, in the four ways BuildKit does.
//!
//! BuildKit's two notions of a blank differ: its regular expression `[\t\v\f\r ]+`
//! (`parser/parser.go`, `reWhitespace`) knows five characters, Go's `unicode.IsSpace` knows all of Unicode's.

use crate::text::Span;

use super::syntax::Escape;

/// The blanks of `reWhitespace`.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | 0x0B | 0x0C | b'\r' | b' ')
}

/// `span` without the blanks (Unicode's) around it; `text` is its characters.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    span.slice(start..end.max(start))
}

/// The first word of `text` and what follows its blanks, if any blank does.
pub(super) fn split_first(text: &str) -> (usize, Option<usize>) {
    let bytes = text.as_bytes();
    let Some(end) = bytes.iter().position(|it| is_blank(*it)) else {
        return (text.len(), None);
    };
    let blanks = bytes[end..].iter().take_while(|it| is_blank(**it)).count();
    (end, Some(end + blanks))
}

/// Words between blanks (`parser/line_parsers.go`, `parseStringsWhitespaceDelimited`).
pub(super) fn split_blanks(text: &str, span: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut at = 0;
    if text.is_empty() {
        return words;
    }
    loop {
        let (end, next) = split_first(&text[at..]);
        words.push(span.slice(at..at + end));
        match next {
            Some(next) => at += next,
            None => return words,
        }
    }
}

/// Words between blanks, where quotes hold a word together and the escape token takes the meaning from
/// the next character (`parser/line_parsers.go`, `parseWords`). Quotes and escape tokens stay in the words;
/// an escape token at the very end is left out.
pub(super) fn split_quoted(text: &str, span: Span, escape: Escape) -> Vec<Span> {
    let mut words = Vec::new();
    let mut rest = Characters { text, at: 0 };
    while rest.skip_blanks() {
        let start = rest.at;
        let end = rest.word(escape);
        if end > start {
            words.push(span.slice(start..end));
        }
    }
    words
}

struct Characters<'a> {
    text: &'a str,
    at: usize,
}

impl Characters<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.text[self.at..].chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn skip_blanks(&mut self) -> bool {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.text.len()
    }

    /// Goes behind the word that starts here and returns where it ends.
    fn word(&mut self, escape: Escape) -> usize {
        let mut quote = None;
        loop {
            let here = self.at;
            let Some(next) = self.next() else { return here };
            let escapes = next == escape.char() && quote != Some('\'');
            match quote {
                None if next.is_whitespace() => return here,
                _ if escapes && self.at == self.text.len() => return here,
                _ if escapes => {
                    self.next();
                }
                None if matches!(next, '\'' | '"') => quote = Some(next),
                Some(open) if open == next => quote = None,
                None | Some(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Texts};

    #[track_caller]
    fn check_quoted(text: &str, expected: &[&str]) {
        let mut texts = Texts::default();
        let name = "Dockerfile".to_owned();
        let span = texts.add_source(Source::File { name }, text);
        let words = split_quoted(text, span, Escape::Backslash);
        let words: Vec<_> = words.iter().map(|it| texts.str(*it)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn quotes_hold_words_together_and_stay() {
        check_quoted(r#"a=b  "c d"=e'f g' h"#, &["a=b", r#""c d"=e'f g'"#, "h"]);
        check_quoted("", &[]);
        check_quoted("a=\"unclosed b", &["a=\"unclosed b"]);
    }

    #[test]
    fn the_escape_token_takes_a_character_along() {
        check_quoted(r"a=b\ c d", &[r"a=b\ c", "d"]);
        check_quoted(r#"a="b\" c" d"#, &[r#"a="b\" c""#, "d"]);
        check_quoted(r"a='b\' c", &[r"a='b\'", "c"]);
        check_quoted(r"a=b\", &["a=b"]);
        check_quoted(r"a \", &["a"]);
    }
}
