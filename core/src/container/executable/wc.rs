//! `wc` (XCU 4): lines, words, characters, bytes, and the longest line.

use super::arguments::{Argument, Known};
use super::failure::Failure;
use super::lines::Input;
use super::operands::{operands, options};
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour, Line};
use crate::kernel::{Errno, Follow, Node};
use crate::regular_expression::Unit;

const KNOWN: Known = Known {
    short: "lwcmL",
    long: &[
        ("lines", 'l'),
        ("words", 'w'),
        ("bytes", 'c'),
        ("chars", 'm'),
        ("max-line-length", 'L'),
        ("files0-from:", '0'),
    ],
    status: 1,
};

/// The counts, in the order they are printed in.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    lines: u64,
    words: u64,
    characters: u64,
    bytes: u64,
    longest: u64,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = wc(&mut call).await;
    call.conclude(result).await
}

async fn wc(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    let mut letters: Vec<char> = options(&arguments).map(|it| it.0).collect();
    if letters.is_empty() {
        letters = vec!['l', 'w', 'c'];
    }
    let named = operands(&arguments).len();
    let paths = call.paths(&arguments);
    let width = width(call, &arguments, &letters);
    let mut total = Counts::default();
    let mut output = Output::default();
    let mut status = 0;
    for path in &paths {
        let mut counts = Counts::default();
        let counted = match Input::open(call, path).await {
            Ok(mut input) => {
                let counted = counts.add_file(call, &mut input).await?;
                input.close(call);
                counted.map(Some)
            }
            Err(errno) => Err(errno),
        };
        if let Err(errno) = counted {
            output.flush(call).await?;
            let name = match call.flavour {
                Flavour::Debian => file_name(path),
                Flavour::Busybox => path.clone(),
            };
            call.complain(&format!("{name}: {}", errno.message())).await;
            status = 1;
            if errno != Errno::IsDirectory {
                continue;
            }
        }
        total.add(counts);
        let shown = if named > 0 { Some(path.as_str()) } else { None };
        output.print(call, &counts.line(&letters, width, shown));
    }
    if paths.len() > 1 {
        output.print(call, &total.line(&letters, width, Some("total")));
    }
    output.flush(call).await?;
    Ok(status)
}

/// How wide a column is: as the sizes of the files let expect.
fn width(call: &Call<'_>, arguments: &[Argument], letters: &[char]) -> usize {
    let mut different = letters.to_vec();
    different.sort_unstable();
    different.dedup();
    if call.flavour == Flavour::Busybox {
        let is_alone = different.len() == 1 && call.paths(arguments).len() == 1;
        return if is_alone { 1 } else { 9 };
    }
    let paths = call.paths(arguments);
    if paths.len() == 1 && different.len() == 1 {
        return 1;
    }
    let mut least = 1;
    let mut size = 0;
    for path in &paths {
        let inode = match path.as_str() {
            "-" => None,
            path => match call.process.inode_at(path, Follow::Links) {
                Ok(id) => Some(&call.process.files.inode(id).node),
                Err(_) => continue,
            },
        };
        match inode {
            Some(Node::Regular(crate::kernel::Content::Known(rope))) => size += rope.len(),
            _ => match (path.as_str(), call.standard_input_size()) {
                ("-", Some(bytes)) => size += bytes,
                _ => least = 7,
            },
        }
    }
    size.to_string().len().max(least)
}

impl Call<'_> {
    /// How many bytes standard input has when it is a regular file.
    fn standard_input_size(&self) -> Option<usize> {
        match &*self.process.descriptor(0)? {
            crate::kernel::OpenFile::Regular { inode, .. } => {
                match &self.process.files.inode(*inode).node {
                    Node::Regular(crate::kernel::Content::Known(rope)) => Some(rope.len()),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl Counts {
    async fn add_file(
        &mut self,
        call: &mut Call<'_>,
        input: &mut Input,
    ) -> Result<Result<(), Errno>, Failure> {
        loop {
            match input.line(call).await {
                Ok(Some(line)) => self.add_line(call, line)?,
                Ok(None) => return Ok(Ok(())),
                Err(errno) => return Ok(Err(errno)),
            }
        }
    }

    fn add_line(&mut self, call: &Call<'_>, line: Line) -> Result<(), Failure> {
        let text = call.str(line.text);
        let end = u64::from(line.is_ended());
        self.lines += end;
        let is_space = |it: u8| matches!(it, b' ' | b'\t'..=b'\r');
        let words = text.as_bytes().split(|it| is_space(*it));
        // A word of GNU's has a character that can be printed.
        let is_word = |word: &&[u8]| match call.flavour {
            Flavour::Debian => word.iter().any(|it| !it.is_ascii_control()),
            Flavour::Busybox => word.iter().any(|it| matches!(it, b'!'..=b'~')),
        };
        self.words += words.filter(is_word).count() as u64;
        self.bytes += text.len() as u64 + end;
        let characters = match call.unit() {
            Unit::Byte => text.len(),
            Unit::Character => text.chars().count(),
        };
        self.characters += characters as u64 + end;
        self.longest = self.longest.max(columns(text));
        Ok(())
    }

    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.words += other.words;
        self.characters += other.characters;
        self.bytes += other.bytes;
        self.longest = self.longest.max(other.longest);
    }

    fn line(self, letters: &[char], width: usize, name: Option<&str>) -> String {
        let all = [
            ('l', self.lines),
            ('w', self.words),
            ('m', self.characters),
            ('c', self.bytes),
            ('L', self.longest),
        ];
        let shown = all.iter().filter(|it| letters.contains(&it.0));
        let mut words: Vec<String> = shown.map(|it| format!("{:>width$}", it.1)).collect();
        words.extend(name.map(str::to_owned));
        words.join(" ") + "\n"
    }
}

/// How many columns of a terminal a line takes.
fn columns(text: &str) -> u64 {
    let (mut column, mut longest) = (0, 0);
    for byte in text.bytes() {
        column = match byte {
            b'\t' => (column / 8 + 1) * 8,
            b'\r' | 0xc => 0,
            b' '..=b'~' => column + 1,
            _ => column,
        };
        longest = longest.max(column);
    }
    longest
}
