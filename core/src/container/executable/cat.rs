//! `cat` (XCU 4): files one behind the other, with line numbers and visible controls as GNU and busybox have them.

use super::arguments::Known;
use super::failure::{Failure, complaint, write_error};
use super::lines::{Input, Line};
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour};
use crate::kernel::Errno;
use crate::text::Span;

const DEBIAN: Known = Known {
    short: "benstuvAET",
    long: &[
        ("show-all", 'A'),
        ("number-nonblank", 'b'),
        ("show-ends", 'E'),
        ("number", 'n'),
        ("squeeze-blank", 's'),
        ("show-tabs", 'T'),
        ("show-nonprinting", 'v'),
    ],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "benvtuA",
    long: &[],
    status: 1,
};

/// Which lines are numbered.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Numbered {
    None,
    All,
    NotBlank,
}

struct Cat {
    numbered: Numbered,
    squeezes: bool,
    shows_ends: bool,
    shows_tabs: bool,
    shows_controls: bool,
    number: u64,
    is_line_begun: bool,
    blank_lines: u32,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = cat(&mut call).await;
    call.conclude(result).await
}

async fn cat(call: &mut Call<'_>) -> Result<u8, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_arguments(known)?;
    let mut cat = Cat::new(options(&arguments).map(|it| it.0));
    // GNU's looks at its output before it reads anything.
    if call.flavour == Flavour::Debian && call.process.descriptor(1).is_none() {
        let why = Errno::BadDescriptor.message();
        return complaint(format!("standard output: {why}"), 1);
    }
    let mut status = 0;
    let mut reads_input = false;
    for path in call.paths(&arguments) {
        let mut input = match Input::open(call, &path).await {
            Ok(input) if call.flavour == Flavour::Busybox => input.into_standard_input(call),
            Ok(input) => input,
            Err(errno) => {
                let text = match call.flavour {
                    Flavour::Debian => format!("{}: {}", file_name(&path), errno.message()),
                    Flavour::Busybox => format!("can't open '{path}': {}", errno.message()),
                };
                call.complain(&text).await;
                status = 1;
                continue;
            }
        };
        let read = match cat.is_plain() {
            true => copy(call, &mut input).await,
            false => cat.format(call, &mut input).await,
        };
        // busybox's goes on with the next file where it cannot write.
        let read = match read {
            Err(Failure::Complaint(text, _)) if call.flavour == Flavour::Busybox => {
                call.complain(&text).await;
                status = 1;
                input.close(call);
                continue;
            }
            read => read?,
        };
        if let Err(errno) = read {
            let text = match call.flavour {
                Flavour::Debian => format!("{}: {}", file_name(&path), errno.message()),
                Flavour::Busybox => format!("read error: {}", errno.message()),
            };
            call.complain(&text).await;
            status = 1;
        }
        input.close(call);
        reads_input |= path == "-";
    }
    // GNU's closes what it has read at the end (`err/781`).
    if reads_input && call.flavour == Flavour::Debian && call.process.descriptor(0).is_none() {
        let why = Errno::BadDescriptor.message();
        return complaint(format!("closing standard input: {why}"), 1);
    }
    Ok(status)
}

/// Writes what it reads as it comes.
async fn copy(call: &mut Call<'_>, input: &mut Input) -> Result<Result<(), Errno>, Failure> {
    loop {
        match input.piece(call).await {
            Ok(Some(piece)) => call.pass_on(piece).await.map_err(write_error)?,
            Ok(None) => return Ok(Ok(())),
            Err(errno) => return Ok(Err(errno)),
        }
    }
}

impl Cat {
    fn new(options: impl Iterator<Item = char>) -> Self {
        let mut cat = Self {
            numbered: Numbered::None,
            squeezes: false,
            shows_ends: false,
            shows_tabs: false,
            shows_controls: false,
            number: 0,
            is_line_begun: false,
            blank_lines: 0,
        };
        for option in options {
            match option {
                'b' => cat.numbered = Numbered::NotBlank,
                'n' if cat.numbered == Numbered::None => cat.numbered = Numbered::All,
                's' => cat.squeezes = true,
                _ => {}
            }
            cat.shows_ends |= matches!(option, 'e' | 'A' | 'E');
            cat.shows_tabs |= matches!(option, 't' | 'A' | 'T');
            cat.shows_controls |= matches!(option, 'e' | 't' | 'v' | 'A');
        }
        cat
    }

    fn is_plain(&self) -> bool {
        self.numbered == Numbered::None
            && !(self.squeezes || self.shows_ends || self.shows_tabs || self.shows_controls)
    }

    async fn format(
        &mut self,
        call: &mut Call<'_>,
        input: &mut Input,
    ) -> Result<Result<(), Errno>, Failure> {
        let mut output = Output::default();
        let read = loop {
            match input.line(call).await {
                Ok(Some(line)) => self.line(call, &mut output, line),
                Ok(None) => break Ok(()),
                Err(errno) => break Err(errno),
            }
            output.keep_up(call).await?;
        };
        output.flush(call).await?;
        Ok(read)
    }

    fn line(&mut self, call: &mut Call<'_>, output: &mut Output, line: Line) {
        let is_blank = line.text.is_empty() && !self.is_line_begun;
        self.blank_lines = if is_blank { self.blank_lines + 1 } else { 0 };
        if self.squeezes && self.blank_lines > 1 {
            return;
        }
        let is_numbered = match self.numbered {
            Numbered::None => false,
            Numbered::All => !self.is_line_begun,
            Numbered::NotBlank => !self.is_line_begun && !is_blank,
        };
        if is_numbered {
            self.number += 1;
            output.print(call, &format!("{:>6}\t", self.number));
        }
        let is_return = self.shows_ends && line.is_ended() && call.str(line.text).ends_with('\r');
        let text = match is_return && !self.shows_controls && call.flavour == Flavour::Debian {
            true => line.text.slice(0..line.text.len() - 1),
            false => line.text,
        };
        self.characters(call, output, text);
        if text != line.text {
            output.print(call, "^M");
        }
        if let Some(newline) = line.newline {
            if self.shows_ends {
                output.print(call, "$");
            }
            output.push(newline);
        }
        self.is_line_begun = !line.is_ended();
        let completes = call.flavour == Flavour::Busybox && !self.shows_controls;
        if self.is_line_begun && completes {
            output.print(call, "\n");
            self.is_line_begun = false;
        }
    }

    /// The characters of a line, some of them made visible.
    fn characters(&self, call: &mut Call<'_>, output: &mut Output, text: Span) {
        let characters: Vec<(usize, char)> = call.str(text).char_indices().collect();
        let mut shown = 0;
        for (at, c) in characters {
            let is_hidden = match c {
                '\t' => self.shows_tabs,
                ' '..='~' => false,
                _ => self.shows_controls,
            };
            if is_hidden {
                output.push(text.slice(shown..at));
                output.print(call, &visible(c));
                shown = at + c.len_utf8();
            }
        }
        output.push(text.slice_from(shown));
    }
}

/// A character in the notation of `cat -v`: `^I`, `M-^@`.
fn visible(c: char) -> String {
    let mut buffer = [0; 4];
    let mut shown = String::new();
    for byte in c.encode_utf8(&mut buffer).bytes() {
        if byte >= 0x80 {
            shown.push_str("M-");
        }
        match byte & 0x7f {
            low @ 0..0x20 => shown.extend(['^', char::from(low + 64)]),
            0x7f => shown.push_str("^?"),
            low => shown.push(char::from(low)),
        }
    }
    shown
}
