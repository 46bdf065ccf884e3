//! [`scan`]: the tokens of an expression in bash.
//!
//! What `++` is depends on what stands before and behind it: behind a name it counts the name up, before a name too,
//! and elsewhere it is two signs (`5++3` is 8).

use std::ops::Range;

use super::Refusal;
use super::constant::read_constant;
use crate::shell::arithmetic::number::name_length;
use crate::shell::arithmetic::operation::{OPERATIONS, Operation};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    End,
    Number,
    Name,
    Operation(Operation),
    /// `=`
    Equals,
    /// An operation and `=`.
    Assign(Operation),
    Power,
    And,
    Or,
    Not,
    Complement,
    Question,
    Colon,
    Comma,
    Open,
    Close,
    /// `++` or `--` before a name.
    CountBefore(Count),
    /// `++` or `--` behind a name.
    CountBehind(Count),
}

/// By how much a variable is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Up,
    Down,
}

/// Tokens beside the operations, the longest first.
const MARKS: [(&str, Token); 11] = [
    ("&&", Token::And),
    ("||", Token::Or),
    ("**", Token::Power),
    ("=", Token::Equals),
    ("!", Token::Not),
    ("~", Token::Complement),
    ("?", Token::Question),
    (":", Token::Colon),
    (",", Token::Comma),
    ("(", Token::Open),
    (")", Token::Close),
];

/// A token with its bytes and, if it is a constant, its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scanned {
    pub(super) token: Token,
    pub(super) at: Range<usize>,
    pub(super) value: i64,
}

/// The token at or behind `from`; `current` and `last` are the two before it.
///
/// # Errors
/// The message, and the bytes at fault.
pub(super) fn scan(
    text: &str,
    from: usize,
    current: Token,
    last: Token,
) -> Result<Scanned, Refusal> {
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n');
    let start = from + text.as_bytes()[from..].iter().take_while(blank).count();
    let rest = &text[start..];
    let shown = text.len();
    let refuse = |what| Refusal {
        what,
        at: start..shown,
        shown,
    };
    let (token, length, value) = match rest.bytes().next() {
        None => (Token::End, 0, 0),
        Some(byte) if byte.is_ascii_digit() => {
            // bash ends its text behind a constant that it reads.
            let (value, length) = read_constant(rest).map_err(|(what, length)| Refusal {
                what,
                at: start..start + length,
                shown: start + length,
            })?;
            (Token::Number, length, value)
        }
        Some(_) => match name_length(rest.as_bytes()) {
            0 => {
                let (token, length) = read_mark(rest, current, last).map_err(refuse)?;
                (token, length, 0)
            }
            length => {
                let subscript = subscript_length(&rest[length..])
                    .ok_or_else(|| refuse("bad array subscript"))?;
                (Token::Name, length + subscript, 0)
            }
        },
    };
    let at = start..start + length;
    Ok(Scanned { token, at, value })
}

/// How long `[…]` is at the start of `rest`; 0 without it, nothing when it does not end.
fn subscript_length(rest: &str) -> Option<usize> {
    if !rest.starts_with('[') {
        return Some(0);
    }
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at + 1),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The operator at the start of `rest`, and its length.
fn read_mark(rest: &str, current: Token, last: Token) -> Result<(Token, usize), &'static str> {
    if let Some(sign) = ["++", "--"].iter().find(|sign| rest.starts_with(**sign)) {
        return read_count(sign, &rest[2..], current, last);
    }
    let (doubled, single) = MARKS.split_at(3);
    let marked = |marks: &[(&str, Token)]| {
        let found = marks.iter().find(|(mark, _)| rest.starts_with(mark));
        found.map(|(mark, token)| (*token, mark.len()))
    };
    let operation = || {
        let (sign, operation) = OPERATIONS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        let assigns = operation.assigns() && rest[sign.len()..].starts_with('=');
        Some(match assigns {
            true => (Token::Assign(*operation), sign.len() + 1),
            false => (Token::Operation(*operation), sign.len()),
        })
    };
    let found = marked(doubled)
        .or_else(operation)
        .or_else(|| marked(single));
    found.ok_or(match current {
        Token::Name | Token::Number => "syntax error: invalid arithmetic operator",
        _ => "syntax error: operand expected",
    })
}

/// What `++` or `--` is, with `behind` it.
fn read_count(
    sign: &str,
    behind: &str,
    current: Token,
    last: Token,
) -> Result<(Token, usize), &'static str> {
    let (count, operation, refusal) = match sign {
        "++" => (Count::Up, Operation::Add, "++: assignment requires lvalue"),
        _ => (
            Count::Down,
            Operation::Subtract,
            "--: assignment requires lvalue",
        ),
    };
    let behind = behind.trim_start_matches([' ', '\t', '\n']);
    match (current, last) {
        (Token::Name, _) => Ok((Token::CountBehind(count), 2)),
        (Token::Number, Token::CountBefore(_)) => Err(refusal),
        _ if name_length(behind.as_bytes()) > 0 => Ok((Token::CountBefore(count), 2)),
        _ => Ok((Token::Operation(operation), 1)),
    }
}
