//! `head` (XCU 4): the first lines or bytes of files, and no more is read than that takes.

use std::collections::VecDeque;

use super::arguments::{Argument, Known};
use super::counts::size;
use super::failure::Failure;
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::quoted;
use super::{Call, Flavour};
use crate::kernel::Errno;

pub(super) const KNOWN: Known = Known {
    short: "c:n:qvz",
    long: &[
        ("bytes:", 'c'),
        ("lines:", 'n'),
        ("quiet", 'q'),
        ("silent", 'q'),
        ("verbose", 'v'),
        ("zero-terminated", 'z'),
    ],
    status: 1,
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counted {
    Lines,
    Bytes,
}

/// Which files get a line with their name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Headers {
    None,
    OfSeveral,
    All,
}

struct Head {
    counted: Counted,
    count: u64,
    /// All but the last ones.
    is_from_end: bool,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = head(&mut call).await;
    call.conclude(result).await
}

async fn head(call: &mut Call<'_>) -> Result<u8, Failure> {
    call.rewrite_old_count('-', "head").await;
    let arguments = call.read_arguments(&KNOWN)?;
    let mut head = Head {
        counted: Counted::Lines,
        count: 10,
        is_from_end: false,
    };
    for (letter, value) in options(&arguments) {
        if let 'n' | 'c' = letter {
            head.set(call, letter, call.value(value))?;
        }
        if letter == 'z' {
            return Err(Failure::Unsupported("-z".to_owned()));
        }
    }
    let paths = call.paths(&arguments);
    let has_headers = headers(&arguments).show(paths.len());
    let mut output = Output::default();
    let mut status = 0;
    let mut is_first = true;
    for path in &paths {
        let mut input = match Input::open(call, path).await {
            Ok(input) => input.in_blocks(8192),
            Err(errno) => {
                output.flush(call).await?;
                call.complain_of_opening(path, errno).await;
                status = 1;
                is_first &= call.flavour == Flavour::Debian;
                continue;
            }
        };
        if has_headers {
            header(call, &mut output, path, is_first);
        }
        is_first = false;
        if let Err(errno) = head.copy(call, &mut input, &mut output).await? {
            output.flush(call).await?;
            call.complain_of_reading(path, errno).await;
            status = 1;
        }
        input.give_back(call);
        input.close(call);
    }
    output.flush(call).await?;
    Ok(status)
}

impl Head {
    fn set(&mut self, call: &Call<'_>, letter: char, value: &str) -> Result<(), Failure> {
        self.counted = match letter {
            'c' => Counted::Bytes,
            _ => Counted::Lines,
        };
        let rest = value.strip_prefix('-');
        self.is_from_end = rest.is_some();
        match size(rest.unwrap_or(value), call.flavour) {
            Some(count) => self.count = count,
            None => return Err(invalid_count(call, self.counted, value)),
        }
        Ok(())
    }

    async fn copy(
        &self,
        call: &mut Call<'_>,
        input: &mut Input,
        output: &mut Output,
    ) -> Result<Result<(), Errno>, Failure> {
        match self.counted {
            Counted::Lines => self.lines(call, input, output).await,
            Counted::Bytes => self.bytes(call, input, output).await,
        }
    }

    async fn lines(
        &self,
        call: &mut Call<'_>,
        input: &mut Input,
        output: &mut Output,
    ) -> Result<Result<(), Errno>, Failure> {
        let mut held = VecDeque::new();
        let mut left = self.count;
        while self.is_from_end || left > 0 {
            let line = match input.line(call).await {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(errno) => return Ok(Err(errno)),
            };
            left = left.saturating_sub(1);
            held.push_back(line);
            if !self.is_from_end || held.len() as u64 > self.count {
                let first = held.pop_front().unwrap_or(line);
                output.push(first.text);
                first.newline.into_iter().for_each(|it| output.push(it));
                output.keep_up(call).await?;
            }
        }
        Ok(Ok(()))
    }

    async fn bytes(
        &self,
        call: &mut Call<'_>,
        input: &mut Input,
        output: &mut Output,
    ) -> Result<Result<(), Errno>, Failure> {
        let mut pieces = Vec::new();
        let mut length = 0;
        while self.is_from_end || length < self.count {
            match input.piece(call).await {
                Ok(Some(piece)) => {
                    length += piece.len() as u64;
                    pieces.push(piece);
                }
                Ok(None) => break,
                Err(errno) => return Ok(Err(errno)),
            }
        }
        let wanted = match self.is_from_end {
            true => length.saturating_sub(self.count),
            false => length.min(self.count),
        };
        let all = call.process.join(&pieces);
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        if !call.str(all).is_char_boundary(wanted) {
            return Err(Failure::Unsupported(
                "cutting a character of several bytes in two".to_owned(),
            ));
        }
        output.push(all.slice(0..wanted));
        input.put_back(all.slice_from(wanted));
        Ok(Ok(()))
    }
}

impl Headers {
    /// Whether so many files have one.
    pub(super) fn show(self, files: usize) -> bool {
        match self {
            Self::None => false,
            Self::OfSeveral => files > 1,
            Self::All => true,
        }
    }
}

/// What `-q` and `-v` say.
pub(super) fn headers(arguments: &[Argument]) -> Headers {
    let mut headers = Headers::OfSeveral;
    for (letter, _) in options(arguments) {
        match letter {
            'q' => headers = Headers::None,
            'v' => headers = Headers::All,
            _ => {}
        }
    }
    headers
}

/// The line with the name of a file.
pub(super) fn header(call: &mut Call<'_>, output: &mut Output, path: &str, is_first: bool) {
    let name = match path {
        "-" => "standard input",
        path => path,
    };
    let before = if is_first { "" } else { "\n" };
    output.print(call, &format!("{before}==> {name} <==\n"));
}

/// What is said of a count that is none.
pub(super) fn invalid_count(call: &Call<'_>, counted: Counted, value: &str) -> Failure {
    let what = match counted {
        Counted::Lines => "lines",
        Counted::Bytes => "bytes",
    };
    let text = match call.flavour {
        Flavour::Debian => {
            let bare = value.trim_start_matches(['-', '+']);
            format!("invalid number of {what}: {}", call.quote(bare))
        }
        Flavour::Busybox => format!("invalid number '{}'", value.trim_start_matches('-')),
    };
    Failure::Complaint(text, 1)
}

impl Call<'_> {
    /// `-5` as the first argument means `-n 5`, as it did before POSIX.
    pub(super) async fn rewrite_old_count(&mut self, sign: char, name: &str) {
        let Some(first) = self.arguments.get(1).copied() else {
            return;
        };
        let is_old = |text: &str| {
            let rest = text.strip_prefix(sign).unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_digit())
        };
        if !is_old(self.str(first)) {
            return;
        }
        let digits = first.slice_from(1);
        if !self.str(digits).bytes().all(|it| it.is_ascii_digit()) {
            let what = format!("an old option of {name} with letters");
            self.unsupported(&what).await;
        }
        let value = if sign == '+' { first } else { digits };
        let option = self.own_text("-n");
        self.arguments.splice(1..2, [option, value]);
    }

    /// Why head cannot open a file.
    async fn complain_of_opening(&mut self, path: &str, errno: Errno) {
        let text = match self.flavour {
            Flavour::Debian => cannot_open(path, errno),
            Flavour::Busybox => format!("{path}: {}", errno.message()),
        };
        self.complain(&text).await;
    }

    /// Why head cannot read a file.
    async fn complain_of_reading(&mut self, path: &str, errno: Errno) {
        let text = match self.flavour {
            Flavour::Debian => cannot_read(path, errno),
            Flavour::Busybox => format!("{path}: Input/output error"),
        };
        self.complain(&text).await;
    }
}

/// What GNU's head and tail say of a file that cannot be opened.
pub(super) fn cannot_open(path: &str, errno: Errno) -> String {
    let name = quoted(path);
    format!("cannot open {name} for reading: {}", errno.message())
}

/// What GNU's head and tail say of a file that cannot be read.
pub(super) fn cannot_read(path: &str, errno: Errno) -> String {
    format!("error reading {}: {}", quoted(path), errno.message())
}
