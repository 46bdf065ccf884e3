//! `uniq` (XCU 4): lines that are the same as the one before are left out or counted.

use super::arguments::Known;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::{operands, options};
use super::output::Output;
use super::quoting::{file_name, quoted};
use super::{Call, Flavour, Line};
use crate::kernel::Errno;

const KNOWN: Known = Known {
    short: "cduif:s:w:zD0123456789",
    long: &[
        ("count", 'c'),
        ("repeated", 'd'),
        ("unique", 'u'),
        ("ignore-case", 'i'),
        ("skip-fields:", 'f'),
        ("skip-chars:", 's'),
        ("check-chars:", 'w'),
        ("zero-terminated", 'z'),
        ("all-repeated::", 'D'),
        ("group::", 'g'),
    ],
    status: 1,
};

#[derive(Debug, Default)]
struct Uniq {
    counts: bool,
    repeated_only: bool,
    unique_only: bool,
    ignores_case: bool,
    fields: usize,
    characters: usize,
    width: Option<usize>,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = uniq(&mut call).await;
    call.conclude(result).await
}

async fn uniq(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    let mut uniq = Uniq::default();
    for (letter, value) in options(&arguments) {
        uniq.set(call, letter, call.value(value))?;
    }
    let paths = call.paths(&arguments);
    match &*paths {
        [_] => {}
        [_, output] if output == "-" => {}
        [_, _, extra, ..] => {
            let extra = call.quote(extra);
            return Err(Failure::Usage(format!("extra operand {extra}"), 1));
        }
        _ => return unsupported("with a file for its output"),
    }
    let path = &paths[0];
    let mut input = match Input::open(call, path).await {
        Ok(input) => input,
        Err(errno) => return cannot_open(call, path, errno.message()),
    };
    let mut output = Output::default();
    let mut held: Option<(Line, u64)> = None;
    loop {
        let line = match input.line(call).await {
            Ok(line) => line,
            Err(errno) if call.flavour == Flavour::Debian => {
                let name = match operands(&arguments).is_empty() {
                    true => "-".to_owned(),
                    false => quoted(path),
                };
                let why = match errno {
                    Errno::IsDirectory => String::new(),
                    errno => format!(": {}", errno.message()),
                };
                return complaint(format!("error reading {name}{why}"), 1);
            }
            Err(_) => return complaint(format!("{path}: I/O error"), 1),
        };
        held = match (held, line) {
            (None, None) => break,
            (None, Some(line)) => Some((line, 1)),
            (Some((first, count)), Some(line)) if uniq.is_same(call, first, line) => {
                Some((first, count + 1))
            }
            (Some((first, count)), line) => {
                uniq.put(call, &mut output, first, count);
                output.keep_up(call).await?;
                line.map(|it| (it, 1))
            }
        };
    }
    output.flush(call).await?;
    Ok(0)
}

fn cannot_open(call: &Call<'_>, path: &str, why: &str) -> Result<u8, Failure> {
    match call.flavour {
        Flavour::Debian => complaint(format!("{}: {why}", file_name(path)), 1),
        Flavour::Busybox => complaint(format!("can't open '{path}': {why}"), 1),
    }
}

impl Uniq {
    fn set(&mut self, call: &Call<'_>, letter: char, value: &str) -> Result<(), Failure> {
        let number = |what: &str| match value.parse::<usize>() {
            Ok(number) => Ok(number),
            Err(_) if call.flavour == Flavour::Busybox => {
                complaint(format!("invalid number '{value}'"), 1)
            }
            Err(_) => complaint(format!("{value}: invalid number of {what}"), 1),
        };
        match letter {
            'c' => self.counts = true,
            'd' => self.repeated_only = true,
            'u' => self.unique_only = true,
            'i' => self.ignores_case = true,
            'f' => self.fields = number("fields to skip")?,
            's' => self.characters = number("bytes to skip")?,
            'w' => self.width = Some(number("bytes to compare")?),
            letter => return unsupported(format!("-{letter}")),
        }
        Ok(())
    }

    fn is_same(&self, call: &Call<'_>, one: Line, other: Line) -> bool {
        let (one, other) = (call.str(one.text), call.str(other.text));
        let (one, other) = (self.compared(one), self.compared(other));
        match self.ignores_case {
            true => one.eq_ignore_ascii_case(other),
            false => one == other,
        }
    }

    fn compared<'t>(&self, text: &'t str) -> &'t [u8] {
        let mut bytes = text.as_bytes();
        for _ in 0..self.fields {
            let is_blank = |it: &u8| matches!(it, b' ' | b'\t');
            let blanks = bytes.iter().take_while(|it| is_blank(it)).count();
            let word = bytes[blanks..].iter().take_while(|it| !is_blank(it));
            bytes = &bytes[blanks + word.count()..];
        }
        let bytes = &bytes[self.characters.min(bytes.len())..];
        &bytes[..self.width.unwrap_or(bytes.len()).min(bytes.len())]
    }

    fn put(&self, call: &mut Call<'_>, output: &mut Output, line: Line, count: u64) {
        let is_wanted = match count {
            1 => !self.repeated_only,
            _ => !self.unique_only,
        };
        if is_wanted {
            if self.counts {
                output.print(call, &format!("{count:>7} "));
            }
            output.push_line(call, line);
        }
    }
}
