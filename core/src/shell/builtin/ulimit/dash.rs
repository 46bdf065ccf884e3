//! dash: one letter counts, the last one; `-H` and `-S` likewise.

use super::table::find;
use super::{Kinds, Mentioned};
use crate::kernel::{Amount, NewLimit};
use crate::shell::execution::{Evaluator, Flow};

/// The limit that is named last, and both where none is.
fn kinds(last: Option<char>) -> Kinds {
    let named = |letter| match last == Some(letter) {
        true => Mentioned::Yes,
        false => Mentioned::No,
    };
    Kinds {
        soft: named('S'),
        hard: named('H'),
    }
}

pub(super) async fn run(shell: &mut Evaluator, words: &[String]) -> Flow<u8> {
    let (mut kind, mut what, mut lists_all) = (None, 'f', None);
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|it| it.len() > 1) {
        let Some(letters) = word.strip_prefix('-') else {
            break;
        };
        at += 1;
        if word == "--" {
            break;
        }
        for letter in letters.chars() {
            match letter {
                'H' | 'S' => kind = Some(letter),
                'a' => lists_all = Some(letter),
                _ if find(letter, shell.dialect()).is_some() => what = letter,
                _ => {
                    let text = format!("Illegal option -{letter}");
                    return shell.error("ulimit", &text).await;
                }
            }
        }
    }
    let operands = &words[at..];
    if operands.len() > 1 || lists_all.is_some() && !operands.is_empty() {
        return shell.error("ulimit", "too many arguments").await;
    }
    let Some(row) = find(what, shell.dialect()).filter(|_| lists_all.is_none()) else {
        return shell.unsupported("the list of all limits, some of which the host sets");
    };
    let Some(operand) = operands.first() else {
        let value = shell.limit_in_units(row, kinds(kind))?;
        return shell.print_limits(&format!("{value}\n")).await;
    };
    let amount = match &**operand {
        "unlimited" => Amount::Unlimited,
        digits if digits.bytes().all(|it| it.is_ascii_digit()) => {
            let number = match digits {
                "" => Some(0),
                _ => digits.parse::<u64>().ok(),
            };
            match number.and_then(|it| it.checked_mul(row.unit)) {
                Some(number) => Amount::Units(number),
                None => return shell.unsupported("a limit of that size"),
            }
        }
        _ => return shell.error("ulimit", "bad number").await,
    };
    match shell.set_limits(row, kinds(kind), NewLimit::Amount(amount))? {
        Ok(()) => Ok(0),
        Err(errno) => {
            let text = format!("error setting limit ({})", errno.message());
            shell.error("ulimit", &text).await
        }
    }
}
