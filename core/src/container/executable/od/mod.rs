//! `od` (XCU 4): bytes as numbers and characters, as GNU's and busybox's print them.

mod format;

use super::arguments::{Argument, Known};
use super::failure::{Failure, unsupported};
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour};
use crate::text::raw_byte;
use format::{Format, Kind};

const DEBIAN: Known = Known {
    short: "A:aBbcDdeFfHhIij:LlN:OoS:st:vw::Xx",
    long: &[
        ("address-radix:", 'A'),
        ("skip-bytes:", 'j'),
        ("read-bytes:", 'N'),
        ("format:", 't'),
        ("output-duplicates", 'v'),
        ("strings::", 'S'),
        ("width::", 'w'),
        ("traditional", 'T'),
        ("endian:", 'E'),
    ],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "A:N:abcdfhij:lot:vxs",
    long: &[],
    status: 1,
};

/// How the place of a line is written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Radix {
    Octal,
    Decimal,
    Hexadecimal,
    None,
}

/// Whether lines that repeat the one before are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Repeated {
    Marked,
    Written,
}

struct Od {
    radix: Radix,
    formats: Vec<Format>,
    repeated: Repeated,
    /// How many bytes a line shows.
    width: usize,
    skipped: usize,
    most: Option<usize>,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = od(&mut call).await;
    call.conclude(result).await
}

async fn od(call: &mut Call<'_>) -> Result<u8, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_arguments(known)?;
    let od = Od::of(call, &arguments)?;
    let mut output = Output::default();
    let mut bytes = Vec::new();
    let mut status = 0;
    let mut has_read = false;
    for path in call.paths(&arguments) {
        if path.starts_with('+') {
            return unsupported("with an offset as an operand");
        }
        match call.content(&path).await {
            Ok(text) => {
                has_read = true;
                bytes.extend_from_slice(&raw_byte::to_bytes(call.str(text)));
            }
            Err(errno) if call.flavour == Flavour::Debian => {
                let name = file_name(&path);
                call.complain(&format!("{name}: {}", errno.message())).await;
                status = 1;
            }
            Err(_) => return unsupported("with a file that cannot be read"),
        }
    }
    if !has_read {
        output.flush(call).await?;
        return Ok(status);
    }
    if od.skipped > bytes.len() {
        return unsupported("skipping more than there is");
    }
    let end = od
        .most
        .map_or(bytes.len(), |it| (od.skipped + it).min(bytes.len()));
    od.dump(call, &mut output, &bytes[od.skipped..end]).await?;
    output.flush(call).await?;
    Ok(status)
}

impl Od {
    fn of(call: &Call<'_>, arguments: &[Argument]) -> Result<Self, Failure> {
        let mut od = Self {
            radix: Radix::Octal,
            formats: Vec::new(),
            repeated: Repeated::Marked,
            width: 16,
            skipped: 0,
            most: None,
        };
        for (letter, value) in options(arguments) {
            let value_text = value.map_or("", |it| call.str(it));
            let count = || match value_text.parse::<usize>() {
                Ok(number) if !value_text.starts_with(['+', '0']) || value_text == "0" => {
                    Ok(number)
                }
                _ => unsupported(format!("-{letter} {value_text}")),
            };
            match (letter, value_text) {
                ('A', "o") => od.radix = Radix::Octal,
                ('A', "d") => od.radix = Radix::Decimal,
                ('A', "x") => od.radix = Radix::Hexadecimal,
                ('A', "n") => od.radix = Radix::None,
                ('j', _) => od.skipped = count()?,
                ('N', _) => od.most = Some(count()?),
                ('v', _) => od.repeated = Repeated::Written,
                ('w', "") if value.is_none() => od.width = 32,
                ('w', _) => od.width = count()?,
                ('t', types) if types.contains('z') && call.flavour == Flavour::Busybox => {
                    return unsupported(format!("-t {types}"));
                }
                ('t', types) => od.formats.extend(Format::read(types)?),
                _ => od.formats.push(match letter {
                    'a' => Format::new(Kind::Named, 1),
                    'b' => Format::new(Kind::Octal, 1),
                    'c' => Format::new(Kind::Character, 1),
                    'd' => Format::new(Kind::Unsigned, 2),
                    'i' if call.flavour == Flavour::Busybox => Format::new(Kind::Signed, 2),
                    'l' if call.flavour == Flavour::Busybox => Format::new(Kind::Signed, 4),
                    'i' => Format::new(Kind::Signed, 4),
                    'l' => Format::new(Kind::Signed, 8),
                    'o' | 'B' => Format::new(Kind::Octal, 2),
                    's' => Format::new(Kind::Signed, 2),
                    'x' | 'h' => Format::new(Kind::Hexadecimal, 2),
                    _ => return unsupported(format!("-{letter}")),
                }),
            }
        }
        if od.formats.is_empty() {
            od.formats.push(Format::new(Kind::Octal, 2));
        }
        let largest = od.formats.iter().map(|it| it.size).max().unwrap_or(1);
        if od.width == 0 || !od.width.is_multiple_of(largest) {
            return unsupported("with such a width");
        }
        if od.formats.len() > 1 && call.flavour == Flavour::Busybox {
            return unsupported("with several formats");
        }
        Ok(od)
    }

    async fn dump(
        &self,
        call: &mut Call<'_>,
        output: &mut Output,
        bytes: &[u8],
    ) -> Result<(), Failure> {
        let mut before: Option<&[u8]> = None;
        let mut is_marked = false;
        for (index, line) in bytes.chunks(self.width).enumerate() {
            let is_same = before == Some(line) && line.len() == self.width;
            if is_same && self.repeated == Repeated::Marked {
                if !is_marked {
                    output.print(call, "*\n");
                }
                is_marked = true;
                continue;
            }
            is_marked = false;
            before = Some(line);
            let text = self.line(self.skipped + index * self.width, line);
            output.print(call, &text);
            output.keep_up(call).await?;
        }
        if self.radix != Radix::None {
            let end = self.address(self.skipped + bytes.len());
            output.print(call, &format!("{end}\n"));
        }
        Ok(())
    }

    fn address(&self, at: usize) -> String {
        match self.radix {
            Radix::Octal => format!("{at:07o}"),
            Radix::Decimal => format!("{at:07}"),
            Radix::Hexadecimal => format!("{at:06x}"),
            Radix::None => String::new(),
        }
    }

    /// The lines for a row of bytes, one for each format, as wide as the widest.
    fn line(&self, at: usize, bytes: &[u8]) -> String {
        let fields = |it: &Format| self.width / it.size;
        let widths = self.formats.iter().map(|it| (it.width() + 1) * fields(it));
        let widest = widths.max().unwrap_or(0);
        let mut text = String::new();
        for (index, format) in self.formats.iter().enumerate() {
            let address = self.address(at);
            match index {
                0 => text += &address,
                _ => text += &" ".repeat(address.len()),
            }
            text += &format.row(bytes, self.width, widest);
            text.push('\n');
        }
        text
    }
}
