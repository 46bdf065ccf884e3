//! `sort` (XCU 4): the lines of all files in order, by keys or as a whole.

mod compare;
mod key;

use super::arguments::{Argument, Known};
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::{file_name, quoted};
use super::{Call, Flavour, Locale};
use crate::kernel::{Missing, Open};
use crate::text::Span;
use compare::Comparison;
use key::Key;
use std::cmp::Ordering;

const DEBIAN: Known = Known {
    short: "bcCdfgik:mMno:rsS:t:T:uVhRz",
    long: &[
        ("ignore-leading-blanks", 'b'),
        ("check::", 'c'),
        ("dictionary-order", 'd'),
        ("ignore-case", 'f'),
        ("general-numeric-sort", 'g'),
        ("ignore-nonprinting", 'i'),
        ("key:", 'k'),
        ("merge", 'm'),
        ("month-sort", 'M'),
        ("numeric-sort", 'n'),
        ("output:", 'o'),
        ("reverse", 'r'),
        ("stable", 's'),
        ("buffer-size:", 'S'),
        ("field-separator:", 't'),
        ("temporary-directory:", 'T'),
        ("unique", 'u'),
        ("version-sort", 'V'),
        ("human-numeric-sort", 'h'),
        ("random-sort", 'R'),
        ("zero-terminated", 'z'),
        ("sort:", 'W'),
        ("parallel:", 'T'),
        ("batch-size:", 'T'),
        ("compress-program:", 'T'),
        ("debug", 'D'),
        ("files0-from:", 'F'),
    ],
    status: 2,
};

const BUSYBOX: Known = Known {
    short: "bcdfgik:mMno:rsS:t:T:uVz",
    long: &[],
    status: 2,
};

/// What is done with the lines.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Task {
    Sort,
    Check,
    CheckQuietly,
}

struct Sort {
    task: Task,
    keys: Vec<Key>,
    comparison: Comparison,
    tab: Option<u8>,
    is_unique: bool,
    is_stable: bool,
    output: Option<Span>,
    flavour: Flavour,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = sort(&mut call).await;
    call.conclude(result).await
}

async fn sort(call: &mut Call<'_>) -> Result<u8, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_arguments(known)?;
    let sort = Sort::of(call, &arguments)?;
    if let Locale::Named(name) = call.locale("LC_COLLATE") {
        return unsupported(format!("in the locale {name}"));
    }
    let paths = call.paths(&arguments);
    if sort.task != Task::Sort && paths.len() > 1 && call.flavour == Flavour::Debian {
        let extra = quoted(&paths[1]);
        return complaint(format!("extra operand {extra} not allowed with -c"), 2);
    }
    let mut lines = Vec::new();
    for path in &paths {
        read(call, path, &mut lines).await?;
    }
    match sort.task {
        Task::Sort => sort.write(call, lines).await,
        Task::Check | Task::CheckQuietly => sort.check(call, &paths[0], &lines),
    }
}

async fn read(call: &mut Call<'_>, path: &str, lines: &mut Vec<Span>) -> Result<(), Failure> {
    let mut input = match Input::open(call, path).await {
        Ok(input) => input,
        Err(errno) => {
            let text = match call.flavour {
                Flavour::Debian => format!("cannot read: {}: {}", file_name(path), errno.message()),
                Flavour::Busybox => format!("{path}: {}", errno.message()),
            };
            return complaint(text, 2);
        }
    };
    loop {
        match input.line(call).await {
            Ok(Some(line)) => lines.push(line.text),
            Ok(None) => break,
            Err(errno) => {
                return match call.flavour {
                    Flavour::Debian => {
                        let name = file_name(path);
                        complaint(format!("read failed: {name}: {}", errno.message()), 2)
                    }
                    Flavour::Busybox => unsupported("reading what cannot be read"),
                };
            }
        }
    }
    input.close(call);
    Ok(())
}

impl Sort {
    fn of(call: &Call<'_>, arguments: &[Argument]) -> Result<Self, Failure> {
        let mut sort = Self {
            task: Task::Sort,
            keys: Vec::new(),
            comparison: Comparison::default(),
            tab: None,
            is_unique: false,
            is_stable: false,
            output: None,
            flavour: call.flavour,
        };
        for (letter, value) in options(arguments) {
            sort.set(call, letter, value)?;
        }
        for key in &mut sort.keys {
            key.inherit(sort.comparison);
        }
        if sort.keys.is_empty() {
            sort.keys.push(Key::whole(sort.comparison));
        }
        Ok(sort)
    }

    fn set(&mut self, call: &Call<'_>, letter: char, value: Option<Span>) -> Result<(), Failure> {
        let text = call.value(value);
        match letter {
            'k' => self.keys.push(Key::read(text, call)?),
            't' => self.tab = Some(tab(call, text)?),
            'u' => self.is_unique = true,
            's' => self.is_stable = true,
            'o' => self.output = value,
            'S' | 'T' => {}
            'c' => {
                self.task = match text {
                    "quiet" | "silent" => Task::CheckQuietly,
                    _ => Task::Check,
                }
            }
            'C' => self.task = Task::CheckQuietly,
            'V' if call.flavour == Flavour::Busybox => return unsupported("-V"),
            'W' => match text {
                "numeric" => self.comparison.set('n'),
                "human-numeric" => self.comparison.set('h'),
                "version" => self.comparison.set('V'),
                _ => return unsupported(format!("--sort={text}")),
            },
            'm' | 'z' | 'R' | 'M' | 'g' => return unsupported(format!("-{letter}")),
            'D' => return unsupported("--debug"),
            'F' => return unsupported("--files0-from"),
            letter => self.comparison.set(letter),
        }
        Ok(())
    }

    /// How two lines compare: by the keys, and where those say nothing by all of their bytes.
    fn compare(&self, one: &str, other: &str) -> Ordering {
        let by_keys = self.compare_keys(one, other);
        let is_last_word = self.is_stable || self.is_unique && self.flavour == Flavour::Debian;
        if by_keys != Ordering::Equal || is_last_word {
            return by_keys;
        }
        let order = one.as_bytes().cmp(other.as_bytes());
        match self.comparison.is_reversed {
            true => order.reverse(),
            false => order,
        }
    }

    fn compare_keys(&self, one: &str, other: &str) -> Ordering {
        let mut orders = self
            .keys
            .iter()
            .map(|key| key.compare(one.as_bytes(), other.as_bytes(), self.tab));
        orders
            .find(|it| *it != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    }

    async fn write(&self, call: &mut Call<'_>, mut lines: Vec<Span>) -> Result<u8, Failure> {
        lines.sort_by(|one, other| self.compare(call.str(*one), call.str(*other)));
        if self.is_unique {
            lines.dedup_by(|one, first| {
                self.compare_keys(call.str(*one), call.str(*first)) == Ordering::Equal
            });
        }
        let mut output = match self.output {
            None => Output::default(),
            Some(path) => self.open(call, path).await?,
        };
        for line in lines {
            output.push(line);
            output.newline_behind(call, line);
            output.keep_up(call).await?;
        }
        output.flush(call).await?;
        Ok(0)
    }

    async fn open(&self, call: &mut Call<'_>, path: Span) -> Result<Output, Failure> {
        let path = call.str(path).to_owned();
        match call.process.open(&path, Open::Write).await {
            Ok(file) => {
                let number = call.free_descriptor();
                call.process.install(number, file);
                Ok(Output::to(number))
            }
            Err(Missing::Error(errno)) => {
                let text = match call.flavour {
                    Flavour::Debian => {
                        format!("open failed: {}: {}", file_name(&path), errno.message())
                    }
                    Flavour::Busybox => format!("can't open '{path}': {}", errno.message()),
                };
                complaint(text, 2)
            }
            Err(Missing::NobodyKnows) => unsupported(format!("-o {path}, in a place nobody knows")),
        }
    }

    fn check(&self, call: &Call<'_>, path: &str, lines: &[Span]) -> Result<u8, Failure> {
        let is_wrong = |pair: &[Span]| {
            let order = match self.is_unique {
                true => self.compare_keys(call.str(pair[0]), call.str(pair[1])),
                false => self.compare(call.str(pair[0]), call.str(pair[1])),
            };
            order == Ordering::Greater || self.is_unique && order == Ordering::Equal
        };
        let Some(at) = lines.windows(2).position(is_wrong) else {
            return Ok(0);
        };
        let number = at + 2;
        match (self.flavour, self.task) {
            (Flavour::Debian, Task::CheckQuietly) => Ok(1),
            (Flavour::Debian, _) => {
                let line = call.str(lines[at + 1]);
                let text = format!("{}:{number}: disorder: {line}", file_name(path));
                complaint(text, 1)
            }
            (Flavour::Busybox, _) => Err(Failure::Says(format!("Check line {}\n", number - 1), 1)),
        }
    }
}

/// The byte that separates fields.
fn tab(call: &Call<'_>, text: &str) -> Result<u8, Failure> {
    match (text.as_bytes(), call.flavour) {
        ([byte], _) => Ok(*byte),
        (b"\\0", Flavour::Debian) => Ok(0),
        ([], Flavour::Debian) => complaint("empty tab", 2),
        (_, Flavour::Debian) => complaint(format!("multi-character tab {}", call.quote(text)), 2),
        (_, Flavour::Busybox) => complaint("bad -t parameter", 2),
    }
}
