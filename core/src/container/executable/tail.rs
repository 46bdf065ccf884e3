//! `tail` (XCU 4): the last lines or bytes of files, or those from a number on; `-f` waits for more.

use std::collections::VecDeque;

use super::arguments::Known;
use super::counts::size;
use super::failure::{Failure, write_error};
use super::head::{Counted, cannot_open, cannot_read, header, headers, invalid_count};
use super::lines::{Input, Line};
use super::operands::options;
use super::output::Output;
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, OpenFile};

const KNOWN: Known = Known {
    short: "c:n:qvzfFs:",
    long: &[
        ("bytes:", 'c'),
        ("lines:", 'n'),
        ("quiet", 'q'),
        ("silent", 'q'),
        ("verbose", 'v'),
        ("zero-terminated", 'z'),
        ("follow::", 'f'),
        ("retry", 'F'),
        ("sleep-interval:", 's'),
        ("pid:", 'p'),
    ],
    status: 1,
};

struct Tail {
    counted: Counted,
    count: u64,
    /// From that one on.
    is_from_start: bool,
    follows: bool,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = tail(&mut call).await;
    call.conclude(result).await
}

async fn tail(call: &mut Call<'_>) -> Result<u8, Failure> {
    let rewritten = call.arguments.len();
    let word = call.arguments.get(1).map(|it| call.text(*it));
    call.rewrite_old_count('-', "tail").await;
    call.rewrite_old_count('+', "tail").await;
    let old = call.arguments.len() > rewritten;
    let arguments = call.read_arguments(&KNOWN)?;
    let mut tail = Tail {
        counted: Counted::Lines,
        count: 10,
        is_from_start: false,
        follows: false,
    };
    for (letter, value) in options(&arguments) {
        match letter {
            'n' | 'c' => tail.set(call, letter, call.value(value))?,
            'f' if value.is_none() => tail.follows = true,
            'q' | 'v' => {}
            letter => return Err(Failure::Unsupported(format!("-{letter}"))),
        }
    }
    let paths = call.paths(&arguments);
    // GNU's takes the old form with one file alone.
    if let (true, Some(word), Flavour::Debian, 2..) = (old, word, call.flavour, paths.len()) {
        let word = word.trim_start_matches(['-', '+']);
        let text = format!("option used in invalid context -- {word}");
        call.complain(&text).await;
        return Ok(1);
    }
    if tail.follows && paths.len() > 1 {
        return Err(Failure::Unsupported("-f with several files".to_owned()));
    }
    let files = match call.flavour {
        Flavour::Debian => paths.len(),
        Flavour::Busybox => there(call, &paths),
    };
    let has_headers = headers(&arguments).show(files);
    let mut output = Output::default();
    let mut status = 0;
    let mut is_first = true;
    for path in &paths {
        let mut input = match Input::open(call, path).await {
            Ok(input) => input,
            Err(errno) => {
                output.flush(call).await?;
                let text = match call.flavour {
                    Flavour::Debian => cannot_open(path, errno),
                    Flavour::Busybox => format!("can't open '{path}': {}", errno.message()),
                };
                call.complain(&text).await;
                status = 1;
                if tail.follows && call.flavour == Flavour::Debian {
                    call.complain("no files remaining").await;
                }
                continue;
            }
        };
        if has_headers {
            header(call, &mut output, path, is_first);
        }
        is_first = false;
        if let Err(errno) = tail.copy(call, &mut input, &mut output).await? {
            output.flush(call).await?;
            let text = match call.flavour {
                Flavour::Debian => cannot_read(path, errno),
                Flavour::Busybox => format!("read error: {}", errno.message()),
            };
            call.complain(&text).await;
            status = 1;
        }
        output.flush(call).await?;
        if tail.follows {
            follow(call, &mut input).await?;
        }
        input.close(call);
    }
    output.flush(call).await?;
    if call.flavour == Flavour::Busybox && files == 0 && status != 0 {
        call.complain("no files").await;
    }
    Ok(status)
}

/// How many of the files are there: the others do not count for busybox.
fn there(call: &Call<'_>, paths: &[String]) -> usize {
    let is_there =
        |path: &&String| *path == "-" || call.process.inode_at(path, Follow::Links).is_ok();
    paths.iter().filter(is_there).count()
}

/// Waits for what others write, a second at a time; a pipe is read to its end, and then it is over.
async fn follow(call: &mut Call<'_>, input: &mut Input) -> Result<(), Failure> {
    let Some(file) = call.process.descriptor(input.number()) else {
        return Ok(());
    };
    match &*file {
        OpenFile::Input(_) | OpenFile::PipeReader(_) => return Ok(()),
        OpenFile::Regular { .. } => {}
        _ => loop {
            call.process.pause().await;
        },
    }
    loop {
        call.process.sleep(1_000_000_000).await;
        input.expect_more();
        while let Ok(Some(piece)) = input.piece(call).await {
            call.pass_on(piece).await.map_err(write_error)?;
        }
    }
}

impl Tail {
    fn set(&mut self, call: &Call<'_>, letter: char, value: &str) -> Result<(), Failure> {
        self.counted = match letter {
            'c' => Counted::Bytes,
            _ => Counted::Lines,
        };
        self.is_from_start = value.starts_with('+');
        let bare = value.strip_prefix(['+', '-']).unwrap_or(value);
        match size(bare, call.flavour) {
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
        let mut held: VecDeque<Line> = VecDeque::new();
        let mut number = 0;
        loop {
            let line = match input.line(call).await {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(errno) => return Ok(Err(errno)),
            };
            number += 1;
            match self.is_from_start {
                true if number < self.count => {}
                true => push(output, line),
                false => held.push_back(line),
            }
            if held.len() as u64 > self.count {
                held.pop_front();
            }
            output.keep_up(call).await?;
        }
        held.into_iter().for_each(|it| push(output, it));
        Ok(Ok(()))
    }

    async fn bytes(
        &self,
        call: &mut Call<'_>,
        input: &mut Input,
        output: &mut Output,
    ) -> Result<Result<(), Errno>, Failure> {
        let mut pieces = Vec::new();
        loop {
            match input.piece(call).await {
                Ok(Some(piece)) => pieces.push(piece),
                Ok(None) => break,
                Err(errno) => return Ok(Err(errno)),
            }
        }
        let all = call.process.join(&pieces);
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        let from = match self.is_from_start {
            true => count.saturating_sub(1).min(all.len()),
            false => all.len().saturating_sub(count),
        };
        if !call.str(all).is_char_boundary(from) {
            return Err(Failure::Unsupported(
                "cutting a character of several bytes in two".to_owned(),
            ));
        }
        output.push(all.slice_from(from));
        Ok(Ok(()))
    }
}

fn push(output: &mut Output, line: Line) {
    output.push(line.text);
    line.newline.into_iter().for_each(|it| output.push(it));
}
