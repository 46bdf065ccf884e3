//! `nl` (XCU 4): lines with their numbers.

use super::arguments::{Argument, Known};
use super::failure::{Failure, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour, Line};

const DEBIAN: Known = Known {
    short: "b:d:f:h:i:l:n:ps:v:w:",
    long: &[
        ("body-numbering:", 'b'),
        ("line-increment:", 'i'),
        ("number-format:", 'n'),
        ("number-separator:", 's'),
        ("number-width:", 'w'),
        ("starting-line-number:", 'v'),
        ("section-delimiter:", 'd'),
        ("footer-numbering:", 'f'),
        ("header-numbering:", 'h'),
        ("join-blank-lines:", 'l'),
        ("no-renumber", 'p'),
    ],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "b:i:ps:v:w:",
    long: &[],
    status: 1,
};

/// Which lines are numbered.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Numbered {
    All,
    NotEmpty,
    None,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    Left,
    Right,
    Zeros,
}

struct Nl {
    numbered: Numbered,
    format: Format,
    width: usize,
    separator: String,
    number: i64,
    step: i64,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = nl(&mut call).await;
    call.conclude(result).await
}

async fn nl(call: &mut Call<'_>) -> Result<u8, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_arguments(known)?;
    let mut nl = Nl::of(call, &arguments)?;
    let mut output = Output::default();
    let mut status = 0;
    for path in call.paths(&arguments) {
        let mut input = match Input::open(call, &path).await {
            Ok(input) => input,
            Err(errno) => {
                output.flush(call).await?;
                let name = file_name(&path);
                call.complain(&format!("{name}: {}", errno.message())).await;
                status = 1;
                continue;
            }
        };
        loop {
            match input.line(call).await {
                Ok(Some(line)) => nl.line(call, &mut output, line)?,
                Ok(None) => break,
                Err(errno) => {
                    output.flush(call).await?;
                    let name = file_name(&path);
                    let text = match call.flavour {
                        Flavour::Debian => format!("{name}: {}", errno.message()),
                        Flavour::Busybox => return unsupported("reading what cannot be read"),
                    };
                    call.complain(&text).await;
                    status = 1;
                }
            }
            output.keep_up(call).await?;
        }
        input.close(call);
    }
    output.flush(call).await?;
    Ok(status)
}

impl Nl {
    fn of(call: &Call<'_>, arguments: &[Argument]) -> Result<Self, Failure> {
        let mut nl = Self {
            numbered: Numbered::NotEmpty,
            format: Format::Right,
            width: 6,
            separator: "\t".to_owned(),
            number: 1,
            step: 1,
        };
        for (letter, value) in options(arguments) {
            let text = call.value(value);
            let number = || match text.parse::<i64>() {
                Ok(number) => Ok(number),
                Err(_) => unsupported(format!("-{letter} {text}")),
            };
            match (letter, text) {
                ('b', "a") => nl.numbered = Numbered::All,
                ('b', "t") => nl.numbered = Numbered::NotEmpty,
                ('b', "n") => nl.numbered = Numbered::None,
                ('n', "ln") => nl.format = Format::Left,
                ('n', "rn") => nl.format = Format::Right,
                ('n', "rz") => nl.format = Format::Zeros,
                ('s', _) => text.clone_into(&mut nl.separator),
                ('w', _) => nl.width = usize::try_from(number()?.clamp(1, 1000)).unwrap_or(1),
                ('v', _) => nl.number = number()?,
                ('i', _) => nl.step = number()?,
                ('n', _) if call.flavour == Flavour::Debian => {
                    let text = format!("invalid line numbering format: {}", call.quote(text));
                    return Err(Failure::Usage(text, 1));
                }
                _ => return unsupported(format!("-{letter} {text}")),
            }
        }
        Ok(nl)
    }

    fn line(
        &mut self,
        call: &mut Call<'_>,
        output: &mut Output,
        line: Line,
    ) -> Result<(), Failure> {
        if matches!(call.str(line.text), "\\:" | "\\:\\:" | "\\:\\:\\:") {
            return unsupported("with sections");
        }
        let is_numbered = match self.numbered {
            Numbered::All => true,
            Numbered::NotEmpty => !line.text.is_empty(),
            Numbered::None => false,
        };
        let width = self.width;
        let prefix = match (is_numbered, self.format) {
            (false, _) => " ".repeat(width + self.separator.len()),
            (true, Format::Left) => format!("{:<width$}{}", self.number, self.separator),
            (true, Format::Right) => format!("{:>width$}{}", self.number, self.separator),
            (true, Format::Zeros) => format!("{:0>width$}{}", self.number, self.separator),
        };
        if is_numbered {
            self.number = self.number.saturating_add(self.step);
        }
        output.print(call, &prefix);
        output.push_line(call, line);
        Ok(())
    }
}
