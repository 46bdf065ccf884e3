//! The tokens of an awk program.

use super::super::failure::{Failure, unsupported};

/// A token; texts and patterns name their place in the program.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    /// The characters, and where they stand when no escape sequence is among them.
    Text(String, Option<(usize, usize)>),
    Regex(String),
    Name(String),
    /// A name right before a parenthesis.
    Call(String),
    Keyword(&'static str),
    Builtin(&'static str),
    Mark(&'static str),
    Newline,
    End,
}

const KEYWORDS: &[&str] = &[
    "BEGIN", "END", "function", "if", "else", "while", "for", "do", "in", "next", "nextfile",
    "exit", "return", "break", "continue", "delete", "print", "printf", "getline",
];

const BUILTINS: &[&str] = &[
    "length", "substr", "index", "split", "sub", "gsub", "match", "sprintf", "sin", "cos", "atan2",
    "exp", "log", "sqrt", "int", "rand", "srand", "tolower", "toupper", "system", "close",
    "fflush",
];

const MARKS: &[&str] = &[
    "&&", "||", "==", "!=", "<=", ">=", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", ">>", "{",
    "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!", "<", ">", "|", "?", ":",
    "~", "$", "=",
];

/// All tokens of a program.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Failure> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
    };
    while lexer.at < text.len() {
        lexer.token()?;
    }
    lexer.tokens.push(Token::Newline);
    lexer.tokens.push(Token::End);
    Ok(lexer.tokens)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn token(&mut self) -> Result<(), Failure> {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            return Ok(());
        };
        match c {
            ' ' | '\t' | '\r' => self.at += 1,
            '\n' => {
                self.at += 1;
                self.tokens.push(Token::Newline);
            }
            '#' => self.at += rest.find('\n').unwrap_or(rest.len()),
            '\\' if rest.starts_with("\\\n") => self.at += 2,
            '\\' if rest.starts_with("\\\r\n") => self.at += 3,
            '"' => self.string()?,
            '/' if self.begins_operand() => self.regex()?,
            '0'..='9' | '.' => self.number()?,
            'a'..='z' | 'A'..='Z' | '_' => self.word(),
            _ => {
                let Some(mark) = MARKS.iter().find(|it| rest.starts_with(**it)) else {
                    return unsupported("with a program that has a syntax error");
                };
                if rest.starts_with("**") {
                    return unsupported("with **");
                }
                self.at += mark.len();
                self.tokens.push(Token::Mark(mark));
            }
        }
        Ok(())
    }

    /// Whether an operand may begin here, so that `/` begins a pattern.
    fn begins_operand(&self) -> bool {
        match self.tokens.last() {
            Some(Token::Number(_) | Token::Text(..) | Token::Regex(_) | Token::Name(_)) => false,
            Some(Token::Builtin(_)) => false,
            Some(Token::Mark(mark)) => !matches!(*mark, ")" | "]" | "$" | "++" | "--"),
            _ => true,
        }
    }

    fn string(&mut self) -> Result<(), Failure> {
        let start = self.at + 1;
        let mut end = start;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(end) {
                None | Some(b'\n') => return unsupported("with a text that does not end"),
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
            }
        }
        let raw = self.text.get(start..end).unwrap_or_default();
        let place = (!raw.contains('\\')).then_some((start, end));
        let text = unescaped(raw)?;
        self.tokens.push(Token::Text(text, place));
        self.at = end + 1;
        Ok(())
    }

    fn regex(&mut self) -> Result<(), Failure> {
        let start = self.at + 1;
        let mut end = start;
        let bytes = self.text.as_bytes();
        let mut in_bracket = false;
        loop {
            match bytes.get(end) {
                None | Some(b'\n') => return unsupported("with a pattern that does not end"),
                Some(b'/') if !in_bracket => break,
                Some(b'\\') => end += 1,
                Some(b'[') if !in_bracket => {
                    in_bracket = true;
                    end += usize::from(bytes.get(end + 1) == Some(&b'^'));
                    end += usize::from(bytes.get(end + 1) == Some(&b']'));
                }
                Some(b'[') if bytes.get(end + 1) == Some(&b':') => {
                    let class = self.text.get(end..).and_then(|it| it.find(":]"));
                    end += class.map_or(0, |it| it + 1);
                }
                Some(b']') => in_bracket = false,
                Some(_) => {}
            }
            end += 1;
        }
        let raw = self.text.get(start..end).unwrap_or_default();
        self.tokens.push(Token::Regex(raw.to_owned()));
        self.at = end + 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Failure> {
        let length = super::number::length(self.rest());
        if length == 0 {
            return unsupported("with a program that has a syntax error");
        }
        let value = super::number::value(&self.rest()[..length]);
        self.tokens.push(Token::Number(value));
        self.at += length;
        Ok(())
    }

    fn word(&mut self) {
        let rest = self.rest();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let name = &rest[..end];
        let is_call = rest[end..].starts_with('(');
        let token = if name == "func" {
            Token::Keyword("function")
        } else if let Some(keyword) = KEYWORDS.iter().find(|it| **it == name) {
            Token::Keyword(keyword)
        } else if let Some(builtin) = BUILTINS.iter().find(|it| **it == name) {
            Token::Builtin(builtin)
        } else if is_call {
            Token::Call(name.to_owned())
        } else {
            Token::Name(name.to_owned())
        };
        self.tokens.push(token);
        self.at += end;
    }
}

/// A text with its escape sequences read.
pub(super) fn unescaped(raw: &str) -> Result<String, Failure> {
    let mut text = String::new();
    let mut characters = raw.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match characters.next() {
            None => text.push('\\'),
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('f') => text.push('\u{c}'),
            Some('v') => text.push('\u{b}'),
            Some('a') => text.push('\u{7}'),
            Some('b') => text.push('\u{8}'),
            Some(c @ ('\\' | '"' | '/')) => text.push(c),
            Some('\n') => {}
            Some(c @ '0'..='7') => {
                let mut value = c as u32 - '0' as u32;
                for _ in 0..2 {
                    if let Some(digit) = characters.peek().and_then(|it| it.to_digit(8)) {
                        value = value * 8 + digit;
                        characters.next();
                    }
                }
                match char::from_u32(value).filter(char::is_ascii) {
                    Some(c) => text.push(c),
                    None => return unsupported("with a byte that is no character"),
                }
            }
            Some(other) => text.extend(['\\', other]),
        }
    }
    Ok(text)
}
