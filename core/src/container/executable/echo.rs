//! `/bin/echo` (XCU 4): its operands; escape sequences only with `-e`. busybox's is like GNU's.

use super::escapes::{Escaped, Octal, escaped};
use super::{Call, Flavour};
use crate::text::Span;

/// What the options say.
struct Manner {
    newline: &'static str,
    escapes: Escapes,
}

#[derive(PartialEq)]
enum Escapes {
    Read,
    Kept,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    if let [_, only] = *call.arguments
        && call.flavour == Flavour::Debian
        && matches!(call.str(only), "--help" | "--version")
    {
        let what = format!("with {}", call.str(only));
        call.unsupported(&what).await;
    }
    let (manner, operands) = manner(&call);
    let output = match manner.escapes {
        Escapes::Kept => {
            let blank = call.own_text(" ");
            let mut output = Vec::new();
            for (index, operand) in operands.iter().enumerate() {
                if index > 0 {
                    output.push(blank);
                }
                output.push(*operand);
            }
            output.push(call.own_text(manner.newline));
            output
        }
        Escapes::Read => vec![read_escapes(&mut call, &operands, manner.newline).await],
    };
    call.finish(&output, 0, 1).await
}

fn manner(call: &Call<'_>) -> (Manner, Vec<Span>) {
    let mut manner = Manner {
        newline: "\n",
        escapes: Escapes::Kept,
    };
    let mut operands = call.arguments.get(1..).unwrap_or_default();
    let is_posix = call.flavour == Flavour::Debian && call.variable("POSIXLY_CORRECT").is_some();
    if is_posix {
        let begins_with_n = operands.first().is_some_and(|it| call.str(*it) == "-n");
        manner.escapes = Escapes::Read;
        if !begins_with_n {
            return (manner, operands.to_vec());
        }
    }
    while let [first, rest @ ..] = operands {
        let text = call.str(*first);
        let letters = text.strip_prefix('-').unwrap_or_default();
        if letters.is_empty() || !letters.chars().all(|it| "neE".contains(it)) {
            break;
        }
        for letter in letters.chars() {
            match letter {
                'n' => manner.newline = "",
                'e' => manner.escapes = Escapes::Read,
                _ if is_posix => {}
                _ => manner.escapes = Escapes::Kept,
            }
        }
        operands = rest;
    }
    (manner, operands.to_vec())
}

async fn read_escapes(call: &mut Call<'_>, operands: &[Span], newline: &str) -> Span {
    let texts: Vec<&str> = operands.iter().map(|it| call.str(*it)).collect();
    let text = texts.join(" ");
    let mut output = Vec::new();
    let mut rest = text.as_bytes();
    let mut end = newline;
    while let [first, behind @ ..] = rest {
        rest = behind;
        if *first != b'\\' {
            output.push(*first);
            continue;
        }
        let (value, used) = escaped(behind, Octal::BehindZero);
        match value {
            Escaped::Byte(byte) => output.push(byte),
            Escaped::Stop => {
                end = "";
                break;
            }
            Escaped::Nothing => output.push(b'\\'),
        }
        rest = &rest[used..];
    }
    output.extend(end.bytes());
    call.bytes(output).await
}

impl Call<'_> {
    /// A text of these bytes; ends the simulation when they are none.
    pub(super) async fn bytes(&mut self, bytes: Vec<u8>) -> Span {
        match String::from_utf8(bytes) {
            Ok(text) => self.own_text(&text),
            Err(_) => self.unsupported("with bytes that are no UTF-8").await,
        }
    }
}
