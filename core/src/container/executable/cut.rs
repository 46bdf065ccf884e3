//! `cut` (XCU 4): parts of each line, by bytes, characters or fields.

use super::arguments::Known;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour, Line};
use crate::text::Span;

const KNOWN: Known = Known {
    short: "b:c:d:f:nsz",
    long: &[
        ("bytes:", 'b'),
        ("characters:", 'c'),
        ("fields:", 'f'),
        ("delimiter:", 'd'),
        ("only-delimited", 's'),
        ("output-delimiter:", 'o'),
        ("complement", 'C'),
        ("zero-terminated", 'z'),
    ],
    status: 1,
};

#[derive(Debug, Default)]
struct Cut {
    /// `b`, `c` or `f`, and the list.
    list: Option<(char, Span)>,
    ranges: Vec<(usize, usize)>,
    delimiter: Option<Span>,
    output_delimiter: Option<Span>,
    only_delimited: bool,
    complement: bool,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = cut(&mut call).await;
    call.conclude(result).await
}

async fn cut(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    let cut = Cut::of(call, options(&arguments))?;
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
                Ok(Some(line)) => cut.line(call, &mut output, line)?,
                Ok(None) => break,
                Err(errno) => {
                    if call.flavour == Flavour::Busybox {
                        break;
                    }
                    output.flush(call).await?;
                    let name = file_name(&path);
                    call.complain(&format!("{name}: {}", errno.message())).await;
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

impl Cut {
    fn of(
        call: &Call<'_>,
        options: impl Iterator<Item = (char, Option<Span>)>,
    ) -> Result<Self, Failure> {
        let mut cut = Self::default();
        for (letter, value) in options {
            match (letter, value) {
                ('b' | 'c' | 'f', Some(value)) => {
                    if cut.list.replace((letter, value)).is_some() {
                        return cut.usage(call, "only one list may be specified");
                    }
                }
                ('d', value) => {
                    cut.delimiter = value;
                    if call.value(value).len() > 1 {
                        return cut.usage(call, "the delimiter must be a single character");
                    }
                }
                ('o', value) => cut.output_delimiter = value,
                ('s', _) => cut.only_delimited = true,
                ('C', _) => cut.complement = true,
                ('n', _) => {}
                _ => return unsupported(format!("-{letter}")),
            }
        }
        cut.check(call)
    }

    fn usage<T>(&self, call: &Call<'_>, text: &str) -> Result<T, Failure> {
        match call.flavour {
            Flavour::Debian => Err(Failure::Usage(text.to_owned(), 1)),
            Flavour::Busybox => unsupported(format!("where GNU says: {text}")),
        }
    }

    fn check(mut self, call: &Call<'_>) -> Result<Self, Failure> {
        let Some((letter, list)) = self.list else {
            let text = "you must specify a list of bytes, characters, or fields";
            return match call.flavour {
                Flavour::Debian => self.usage(call, text),
                Flavour::Busybox => complaint("expected a list of bytes, characters, or fields", 1),
            };
        };
        if letter != 'f' && self.delimiter.is_some() {
            let text = "an input delimiter may be specified only when operating on fields";
            return self.usage(call, text);
        }
        if letter != 'f' && self.only_delimited {
            let text =
                "suppressing non-delimited lines makes sense\n\tonly when operating on fields";
            return self.usage(call, text);
        }
        if self.delimiter.is_some_and(Span::is_empty) {
            return unsupported("with an empty delimiter");
        }
        self.ranges = ranges(call, letter, call.str(list))?;
        if self.complement {
            self.ranges = complement(&self.ranges);
        }
        Ok(self)
    }

    fn line(&self, call: &mut Call<'_>, output: &mut Output, line: Line) -> Result<(), Failure> {
        match self.list {
            Some(('f', _)) => self.fields(call, output, line),
            _ => self.characters(call, output, line),
        }
    }

    fn characters(
        &self,
        call: &mut Call<'_>,
        output: &mut Output,
        line: Line,
    ) -> Result<(), Failure> {
        let mut is_first = true;
        for (from, to) in &self.ranges {
            let range = (from - 1).min(line.text.len())..(*to).min(line.text.len());
            if range.is_empty() {
                continue;
            }
            let text = call.str(line.text);
            if !text.is_char_boundary(range.start) || !text.is_char_boundary(range.end) {
                return unsupported("cutting a character of several bytes in two");
            }
            if !is_first && let Some(delimiter) = self.output_delimiter {
                output.push(delimiter);
            }
            is_first = false;
            output.push(line.text.slice(range));
        }
        newline(call, output, line);
        Ok(())
    }

    fn fields(&self, call: &mut Call<'_>, output: &mut Output, line: Line) -> Result<(), Failure> {
        let delimiter = self.delimiter.map_or("\t", |it| call.str(it)).to_owned();
        let text = call.str(line.text);
        let mut at = vec![0];
        at.extend(text.match_indices(&*delimiter).map(|it| it.0 + 1));
        if at.len() == 1 {
            if !self.only_delimited {
                output.push_line(call, line);
            }
            return Ok(());
        }
        let end = text.len();
        let mut is_first = true;
        for (index, start) in at.iter().enumerate() {
            let number = index + 1;
            if !self
                .ranges
                .iter()
                .any(|it| it.0 <= number && number <= it.1)
            {
                continue;
            }
            if !is_first {
                match self.output_delimiter.or(self.delimiter) {
                    Some(delimiter) => output.push(delimiter),
                    None => output.print(call, "\t"),
                }
            }
            is_first = false;
            let behind = at.get(index + 1).map_or(end, |it| it - 1);
            output.push(line.text.slice(*start..behind));
        }
        newline(call, output, line);
        Ok(())
    }
}

fn newline(call: &mut Call<'_>, output: &mut Output, line: Line) {
    match line.newline {
        Some(newline) => output.push(newline),
        None => output.print(call, "\n"),
    }
}

/// The numbers of a list such as `1,3-5,7-`, in order, without overlaps.
fn ranges(call: &Call<'_>, letter: char, list: &str) -> Result<Vec<(usize, usize)>, Failure> {
    let mut found = Vec::new();
    for part in list.split([',', ' ', '\t']) {
        let bounds = match part.split_once('-') {
            Some((from, to)) => (from, Some(to)),
            None => (part, None),
        };
        let number = |text: &str, missing| match text {
            "" => Ok(missing),
            text => match text.parse::<usize>() {
                Ok(number) => Ok(number),
                Err(_) => Err(refused(call, letter, list, part)),
            },
        };
        let range = match bounds {
            ("", Some("")) => return Err(usage(call, list, "invalid range with no endpoint: -")),
            ("", None) => return Err(numbered_from_one(call, letter, list)),
            (from, None) => {
                let from = number(from, 0)?;
                (from, from)
            }
            (from, Some(to)) => (number(from, 1)?, number(to, usize::MAX)?),
        };
        if range.0 == 0 {
            return Err(numbered_from_one(call, letter, list));
        }
        if range.1 < range.0 {
            return Err(usage(call, list, "invalid decreasing range"));
        }
        found.push(range);
    }
    found.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.0 <= last.1 => last.1 = last.1.max(range.1),
            _ => merged.push(range),
        }
    }
    Ok(merged)
}

fn complement(ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut rest = Vec::new();
    let mut next = 1;
    for (from, to) in ranges {
        if next < *from {
            rest.push((next, from - 1));
        }
        next = to.saturating_add(1);
    }
    if next < usize::MAX {
        rest.push((next, usize::MAX));
    }
    rest
}

fn usage(call: &Call<'_>, list: &str, text: &str) -> Failure {
    match call.flavour {
        Flavour::Debian => Failure::Usage(text.to_owned(), 1),
        Flavour::Busybox => Failure::Unsupported(format!("with the list {list}")),
    }
}

fn numbered_from_one(call: &Call<'_>, letter: char, list: &str) -> Failure {
    let what = match letter {
        'f' => "fields are numbered from 1",
        _ => "byte/character positions are numbered from 1",
    };
    usage(call, list, what)
}

fn refused(call: &Call<'_>, letter: char, list: &str, part: &str) -> Failure {
    let what = match letter {
        'f' => "field value",
        _ => "byte/character position",
    };
    let bad = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_digits = bad.len() < part.len();
    let text = match has_digits {
        true => return Failure::Unsupported(format!("with the list {list}")),
        false => format!("invalid {what} {}", call.quote(bad)),
    };
    match call.flavour {
        Flavour::Debian => Failure::Usage(text, 1),
        Flavour::Busybox => Failure::Unsupported(format!("with the list {list}")),
    }
}
