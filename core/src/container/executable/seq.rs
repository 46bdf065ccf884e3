//! `seq`: numbers from one to another, whole or with decimals.

use super::arguments::{Argument, Known};
use super::failure::{Failure, unsupported};
use super::operands::{operands, options};
use super::output::Output;
use super::{Call, Flavour};
use crate::text::Span;

const DEBIAN: Known = Known {
    short: "+f:s:w",
    long: &[("format:", 'f'), ("separator:", 's'), ("equal-width", 'w')],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "+s:w",
    long: &[],
    status: 1,
};

/// How many decimals are followed exactly.
const DECIMALS: usize = 9;

/// A decimal number: `value` divided by ten to the power of `decimals`.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: i128,
    decimals: usize,
    /// How many characters it was written with, as GNU counts them for `-w`.
    width: usize,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = seq(&mut call).await;
    call.conclude(result).await
}

/// The arguments; what begins like a negative number is no option.
fn arguments(call: &mut Call<'_>) -> Result<Vec<Argument>, Failure> {
    if call.flavour == Flavour::Busybox {
        return call.read_arguments(&BUSYBOX);
    }
    let is_number = |it: &Span| {
        let mut bytes = call.str(*it).bytes();
        bytes.next() == Some(b'-')
            && bytes
                .next()
                .is_some_and(|it| it.is_ascii_digit() || it == b'.')
    };
    let found = call.arguments.iter().skip(1).position(is_number);
    let Some(at) = found else {
        return call.read_arguments(&DEBIAN);
    };
    let numbers = call.arguments.split_off(at + 1);
    let mut found = call.read_arguments(&DEBIAN)?;
    found.extend(numbers.into_iter().map(Argument::Operand));
    Ok(found)
}

async fn seq(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = arguments(call)?;
    let mut separator = None;
    let mut is_padded = false;
    for (letter, value) in options(&arguments) {
        match letter {
            's' => separator = value,
            'w' => is_padded = true,
            _ => return unsupported(format!("-{letter}")),
        }
    }
    let words: Vec<String> = operands(&arguments)
        .into_iter()
        .map(|it| call.str(it).to_owned())
        .collect();
    let numbers = numbers(call, &words)?;
    let one = Number {
        value: 1,
        decimals: 0,
        width: 1,
    };
    let (first, step, last) = match *numbers {
        [last] => (one, one, last),
        [first, last] => (first, one, last),
        [first, step, last] => (first, step, last),
        _ => return unsupported("without numbers"),
    };
    if step.value == 0 {
        return match call.flavour {
            Flavour::Debian => {
                let text = format!("invalid Zero increment value: {}", call.quote(&words[1]));
                Err(Failure::Usage(text, 1))
            }
            Flavour::Busybox => unsupported("with no increment"),
        };
    }
    let decimals = first.decimals.max(step.decimals);
    let all = decimals.max(last.decimals);
    let (from, by, to) = (first.scaled(all), step.scaled(all), last.scaled(all));
    if call.flavour == Flavour::Busybox && all > 0 && by != 0 && (to - from) % by == 0 {
        return unsupported("with decimals and a last number that rounding may leave out");
    }
    let width = match is_padded {
        false => 0,
        true if last.decimals != decimals && call.flavour == Flavour::Debian || last.is_long() => {
            return unsupported("-w with a last number written otherwise");
        }
        true => show(from, all, decimals)
            .len()
            .max(show(to, all, decimals).len()),
    };
    let mut output = Output::default();
    let mut at = from;
    let is_inside = |at: i128| if by > 0 { at <= to } else { at >= to };
    while is_inside(at) {
        call.step().await;
        if at != from {
            match separator {
                Some(separator) => output.push(separator),
                None => output.print(call, "\n"),
            }
        }
        output.print(call, &padded(&show(at, all, decimals), width));
        output.keep_up(call).await?;
        at += by;
    }
    if at != from {
        output.print(call, "\n");
    }
    output.flush(call).await?;
    Ok(0)
}

fn numbers(call: &Call<'_>, words: &[String]) -> Result<Vec<Number>, Failure> {
    let usage = |text: String| match call.flavour {
        Flavour::Debian => Err(Failure::Usage(text, 1)),
        Flavour::Busybox => unsupported("with arguments it does not know"),
    };
    match words {
        [] => return usage("missing operand".to_owned()),
        [_, _, _, extra, ..] => return usage(format!("extra operand {}", call.quote(extra))),
        _ => {}
    }
    let mut numbers = Vec::new();
    for word in words {
        if let Some(number) = Number::read(word) {
            numbers.push(number);
        } else if word.parse::<f64>().is_ok() || word.starts_with([' ', '0']) || word.is_empty() {
            return unsupported(format!("with the number {word}"));
        } else {
            return usage(format!(
                "invalid floating point argument: {}",
                call.quote(word)
            ));
        }
    }
    Ok(numbers)
}

impl Number {
    fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let is_number =
            is_digits(whole) && is_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
        if !is_number || fraction.len() > DECIMALS || whole.len() > 17 {
            return None;
        }
        let value: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some(Self {
            value: if text.starts_with('-') { -value } else { value },
            decimals: fraction.len(),
            width: text.len(),
        })
    }

    /// Whether it is written with more characters than it needs.
    fn is_long(self) -> bool {
        show(self.value, self.decimals, self.decimals).len() != self.width
    }

    fn scaled(self, decimals: usize) -> i128 {
        (self.decimals..decimals).fold(self.value, |value, _| value * 10)
    }
}

/// A number that has `all` decimals, with `decimals` of them.
fn show(value: i128, all: usize, decimals: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = all + 1);
    let (whole, fraction) = digits.split_at(digits.len() - all);
    match &fraction[..decimals.min(all)] {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

fn padded(number: &str, width: usize) -> String {
    let zeros = "0".repeat(width.saturating_sub(number.len()));
    match number.strip_prefix('-') {
        Some(number) => format!("-{zeros}{number}"),
        None => format!("{zeros}{number}"),
    }
}
