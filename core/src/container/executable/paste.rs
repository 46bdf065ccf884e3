//! `paste` (XCU 4): the lines of several files side by side, or all lines of a file as one.

use super::arguments::Known;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour};
use crate::kernel::Errno;
use crate::text::Span;

const KNOWN: Known = Known {
    short: "d:sz",
    long: &[
        ("delimiters:", 'd'),
        ("serial", 's'),
        ("zero-terminated", 'z'),
    ],
    status: 1,
};

/// How the files are gone through.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Order {
    SideBySide,
    OneByOne,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = paste(&mut call).await;
    call.conclude(result).await
}

async fn paste(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    let mut order = Order::SideBySide;
    let mut delimiters = vec!["\t".to_owned()];
    for (letter, value) in options(&arguments) {
        match letter {
            's' => order = Order::OneByOne,
            'd' => delimiters = self::delimiters(call, call.value(value))?,
            letter => return unsupported(format!("-{letter}")),
        }
    }
    let mut inputs = Vec::new();
    let mut status = 0;
    let standard = Input::of(0);
    for path in call.paths(&arguments) {
        if path == "-" {
            inputs.push(None);
            continue;
        }
        match Input::open_file(call, &path).await {
            Ok(input) => inputs.push(Some(input)),
            Err(errno) => {
                let text = format!("{}: {}", file_name(&path), errno.message());
                if order == Order::SideBySide || call.flavour == Flavour::Busybox {
                    return complaint(text, 1);
                }
                call.complain(&text).await;
                status = 1;
            }
        }
    }
    let mut files = Files { standard, inputs };
    let mut output = Output::default();
    match order {
        Order::SideBySide => files.side_by_side(call, &mut output, &delimiters).await?,
        Order::OneByOne => files.one_by_one(call, &mut output, &delimiters).await?,
    }
    output.flush(call).await?;
    Ok(status)
}

/// The texts between lines, in turn.
fn delimiters(call: &Call<'_>, list: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut characters = list.chars();
    while let Some(c) = characters.next() {
        let delimiter = match c {
            '\\' => match characters.next() {
                Some('n') => "\n".to_owned(),
                Some('t') => "\t".to_owned(),
                Some('0') => String::new(),
                Some('\\') => "\\".to_owned(),
                _ => return unsupported(format!("-d {list}")),
            },
            c => c.to_string(),
        };
        found.push(delimiter);
    }
    match (found.is_empty(), call.flavour) {
        (true, Flavour::Debian) => Ok(vec![String::new()]),
        (true, Flavour::Busybox) => complaint("-d '' is not supported", 1),
        (false, _) => Ok(found),
    }
}

/// The files; standard input may stand at several places.
struct Files {
    standard: Input,
    inputs: Vec<Option<Input>>,
}

impl Files {
    async fn next(&mut self, call: &mut Call<'_>, index: usize) -> Result<Option<Span>, Failure> {
        let input = match self.inputs.get_mut(index) {
            Some(Some(input)) => input,
            _ => &mut self.standard,
        };
        match input.line(call).await {
            Ok(line) => Ok(line.map(|it| it.text)),
            Err(Errno::IsDirectory) => unsupported("with a directory"),
            Err(errno) => unsupported(format!("after {}", errno.message())),
        }
    }

    async fn side_by_side(
        &mut self,
        call: &mut Call<'_>,
        output: &mut Output,
        delimiters: &[String],
    ) -> Result<(), Failure> {
        loop {
            let mut lines = Vec::new();
            for index in 0..self.inputs.len() {
                lines.push(self.next(call, index).await?);
            }
            if lines.iter().all(Option::is_none) {
                return Ok(());
            }
            if call.flavour == Flavour::Busybox && lines.contains(&None) {
                return unsupported("with files of different lengths");
            }
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    output.print(call, &delimiters[(index - 1) % delimiters.len()]);
                }
                line.iter().for_each(|it| output.push(*it));
            }
            output.print(call, "\n");
            output.keep_up(call).await?;
        }
    }

    async fn one_by_one(
        &mut self,
        call: &mut Call<'_>,
        output: &mut Output,
        delimiters: &[String],
    ) -> Result<(), Failure> {
        for index in 0..self.inputs.len() {
            let mut count = 0;
            while let Some(line) = self.next(call, index).await? {
                if count > 0 {
                    output.print(call, &delimiters[(count - 1) % delimiters.len()]);
                }
                count += 1;
                output.push(line);
                output.keep_up(call).await?;
            }
            output.print(call, "\n");
        }
        Ok(())
    }
}
