//! `xargs` (XCU 4): the words of standard input become arguments of a program.

use super::arguments::Known;
use super::child::ItsInput;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::{operands, options};
use super::{Call, Debian, Flavour};
use crate::kernel::{End, Errno};
use crate::text::Span;

const DEBIAN: Known = Known {
    short: "+0a:d:E:e::I:i::L:l::n:prs:txP:",
    long: &[
        ("null", '0'),
        ("arg-file:", 'a'),
        ("delimiter:", 'd'),
        ("eof::", 'e'),
        ("replace::", 'i'),
        ("max-lines::", 'l'),
        ("max-args:", 'n'),
        ("interactive", 'p'),
        ("no-run-if-empty", 'r'),
        ("max-chars:", 's'),
        ("verbose", 't'),
        ("exit", 'x'),
        ("max-procs:", 'P'),
        ("open-tty", 'o'),
        ("process-slot-var:", 'v'),
        ("show-limits", 'S'),
    ],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "+0a:I:n:prs:txP:",
    long: &[("no-run-if-empty", 'r'), ("null", '0')],
    status: 1,
};

#[derive(Debug, Default)]
struct Xargs {
    end: Option<u8>,
    replaced: Option<String>,
    /// Which of `-I`, `-n` and `-L` counts, as it was written, of those that exclude each other.
    kind: Option<char>,
    warnings: String,
    lines: Option<usize>,
    most: Option<usize>,
    not_if_empty: bool,
    is_verbose: bool,
    command: Vec<Span>,
    status: u8,
    /// What is wrong with what was read, once everything before it is done.
    fault: Option<Failure>,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = xargs(&mut call).await;
    call.conclude(result).await
}

async fn xargs(call: &mut Call<'_>) -> Result<u8, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_long_arguments(known)?;
    let mut xargs = Xargs::default();
    for (letter, value) in options(&arguments) {
        xargs.set(call, letter, call.value(value))?;
    }
    if !xargs.warnings.is_empty() {
        call.say(&xargs.warnings).await;
    }
    xargs.command = operands(&arguments);
    if xargs.command.is_empty() {
        xargs.command.push(call.own_text("echo"));
    }
    let lines = xargs.read(call).await?;
    if let Some(replaced) = xargs.replaced.clone() {
        for line in lines {
            let words = line.first().copied().into_iter();
            for word in words {
                let command = xargs.with_replaced(call, &replaced, word);
                xargs.start(call, command).await?;
            }
        }
        return Ok(xargs.status);
    }
    for group in xargs.groups(&lines) {
        let mut command = xargs.command.clone();
        command.extend(group);
        xargs.start(call, command).await?;
    }
    match xargs.fault {
        Some(fault) => Err(fault),
        None => Ok(xargs.status),
    }
}

impl Xargs {
    fn set(&mut self, call: &Call<'_>, letter: char, text: &str) -> Result<(), Failure> {
        let number = || match text.parse::<usize>() {
            Ok(number) if number > 0 => Ok(number),
            _ if call.flavour == Flavour::Debian && text.parse::<i64>().is_err() => {
                let help = format!("Try '{} --help' for more information.", call.name());
                let name = call.name();
                let what =
                    format!("{name}: invalid number \"{text}\" for -{letter} option\n{help}\n");
                Err(Failure::Says(what, 1))
            }
            _ => unsupported(format!("-{letter} {text}")),
        };
        match letter {
            '0' => self.end = Some(0),
            'd' => match text {
                "\\n" => self.end = Some(b'\n'),
                "\\0" => self.end = Some(0),
                "\\t" => self.end = Some(b'\t'),
                text if text.len() == 1 => self.end = Some(text.as_bytes()[0]),
                _ => return unsupported(format!("-d {text}")),
            },
            'I' | 'i' => {
                let text = if text.is_empty() { "{}" } else { text };
                self.exclude(call, 'I');
                self.replaced = Some(text.to_owned());
            }
            // One at a time is what -I means anyway.
            'n' if self.replaced.is_some() && number()? == 1 && call.flavour == Flavour::Debian => {
            }
            'n' => {
                let most = number()?;
                self.exclude(call, 'n');
                self.most = Some(most);
            }
            'L' => {
                let lines = number()?;
                self.exclude(call, 'L');
                self.lines = Some(lines);
            }
            'r' => self.not_if_empty = true,
            't' => self.is_verbose = true,
            'x' => {}
            // One after the other is one way that several at once may go.
            'P' if text == "1" => {}
            letter => return unsupported(format!("-{letter}")),
        }
        Ok(())
    }

    /// Takes back those that `kind` excludes; GNU's says so.
    fn exclude(&mut self, call: &Call<'_>, kind: char) {
        if call.flavour == Flavour::Busybox {
            return;
        }
        (self.replaced, self.most, self.lines) = (None, None, None);
        let Some(other) = self.kind.replace(kind).filter(|it| *it != kind) else {
            return;
        };
        let before = match other {
            'I' => "--replace",
            'n' => "--max-args",
            _ => "--max-lines",
        };
        let now = match kind {
            'I' => "--replace/-I/-i",
            'n' => "--max-args/-n",
            _ => "-L",
        };
        self.warnings.push_str(&format!(
            "{}: warning: options {before} and {now} are mutually exclusive, ignoring previous \
             {before} value\n",
            call.name()
        ));
    }

    /// The words of each line.
    async fn read(&mut self, call: &mut Call<'_>) -> Result<Vec<Vec<Span>>, Failure> {
        let mut input = Input::of(0);
        let end = self.end.unwrap_or(b'\n');
        let mut lines = Vec::new();
        let mut is_joined = false;
        loop {
            let line = match input.record(call, end).await {
                Ok(Some(line)) => line.text,
                Ok(None) => break,
                Err(errno) => return complaint(format!("read error: {}", errno.message()), 1),
            };
            if self.end.is_some() {
                lines.push(vec![line]);
                continue;
            }
            if self.replaced.is_some() {
                let text = call.str(line);
                let start = text.len() - text.trim_start_matches([' ', '\t']).len();
                let line = line.slice_from(start);
                let read = match call.flavour {
                    Flavour::Debian => unquoted(call, line)?,
                    Flavour::Busybox => Some(line),
                };
                let Some(line) = read else {
                    return Err(quote_fault(call, line));
                };
                if !line.is_empty() {
                    lines.push(vec![line]);
                }
                continue;
            }
            let (words, is_open) = words(call, line)?;
            if is_open && call.flavour == Flavour::Busybox {
                return unsupported("with a quote that does not end");
            }
            if is_open {
                self.fault = Some(quote_fault(call, line));
                if !words.is_empty() {
                    lines.push(words);
                }
                break;
            }
            if words.is_empty() {
                continue;
            }
            let continues = call.str(line).ends_with([' ', '\t']) && self.lines.is_some();
            match lines.last_mut() {
                Some(last) if is_joined => Vec::extend(last, words),
                _ => lines.push(words),
            }
            is_joined = continues;
        }
        Ok(lines)
    }

    /// The arguments of each start.
    fn groups(&self, lines: &[Vec<Span>]) -> Vec<Vec<Span>> {
        if lines.is_empty() {
            // What is wrong with the first line ends it before it starts anything.
            return match self.not_if_empty || self.fault.is_some() {
                true => Vec::new(),
                false => vec![Vec::new()],
            };
        }
        if let Some(count) = self.lines {
            return lines.chunks(count).map(<[Vec<Span>]>::concat).collect();
        }
        let words = lines.concat();
        match self.most {
            Some(count) => words.chunks(count).map(<[Span]>::to_vec).collect(),
            None => vec![words],
        }
    }

    fn with_replaced(&self, call: &mut Call<'_>, replaced: &str, word: Span) -> Vec<Span> {
        let mut command = Vec::new();
        for (index, argument) in self.command.clone().into_iter().enumerate() {
            command.push(match index {
                0 => argument,
                _ => call.with_replaced(argument, replaced, word),
            });
        }
        command
    }

    async fn start(&mut self, call: &mut Call<'_>, command: Vec<Span>) -> Result<(), Failure> {
        if self.is_verbose {
            let words: Vec<&str> = command.iter().map(|it| call.str(*it)).collect();
            let is_plain = |it: &&str| {
                it.bytes()
                    .all(|it| it.is_ascii_alphanumeric() || b"-_./:=,+%@".contains(&it))
                    && !it.is_empty()
            };
            if call.flavour == Flavour::Debian && !words.iter().all(is_plain) {
                return unsupported("-t with words that are quoted");
            }
            let line = words.join(" ") + "\n";
            call.say(&line).await;
        }
        let name = call.str(command[0]).to_owned();
        match call.run_child(&command, ItsInput::Null).await {
            Ok(End::Exited(0)) => Ok(()),
            Ok(End::Exited(255)) => {
                complaint(format!("{name}: exited with status 255; aborting"), 124)
            }
            Ok(End::Exited(status)) => {
                self.status = match status {
                    126 | 127 if call.flavour == Flavour::Busybox => {
                        return unsupported("with a program that ends so");
                    }
                    _ => 123,
                };
                Ok(())
            }
            Ok(End::Signalled(signal)) => {
                let name = match call.flavour {
                    Flavour::Debian => format!("{name}:"),
                    Flavour::Busybox => format!("'{name}'"),
                };
                complaint(format!("{name} terminated by signal {}", signal.0), 125)
            }
            Err(errno) => {
                let status = if errno == Errno::NoEntry { 127 } else { 126 };
                let why = errno.message();
                complaint(
                    match (call.flavour, call.debian) {
                        (Flavour::Debian, Debian::Unstable) => {
                            format!("failed to run command {}: {why}", call.quoted(&name))
                        }
                        (Flavour::Debian, Debian::Twelve) | (Flavour::Busybox, _) => {
                            format!("{name}: {why}")
                        }
                    },
                    status,
                )
            }
        }
    }
}

impl Call<'_> {
    /// An argument in which `replaced` stands for `word`.
    pub(super) fn with_replaced(&mut self, argument: Span, replaced: &str, word: Span) -> Span {
        let texts = &self.process.cx.texts;
        let text = texts.str(argument);
        let mut builder = texts.builder();
        let mut from = 0;
        for (at, _) in text.match_indices(replaced) {
            builder.copy(argument.slice(from..at));
            builder.substitute(argument.slice(at..at + replaced.len()), word);
            from = at + replaced.len();
        }
        builder.copy(argument.slice_from(from));
        let built = builder.build();
        match built.as_copy() {
            Some(span) => span,
            None => self.process.cx.texts.finish(built),
        }
    }
}

/// The words of a line, with quotes and backslashes read, and whether a quote does not end; the word it stands in does
/// not count then.
fn words(call: &mut Call<'_>, line: Span) -> Result<(Vec<Span>, bool), Failure> {
    let text = call.str(line).to_owned();
    let mut words = Vec::new();
    let mut start = None;
    let mut is_open = false;
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            ' ' | '\t' => {
                if let Some(start) = start.take() {
                    words.push(line.slice(start..at));
                }
                continue;
            }
            '\\' if characters.next().is_none() => {
                return unsupported("with a line that ends in a backslash");
            }
            '\'' | '"' if !characters.any(|it| it.1 == c) => {
                (is_open, start) = (true, None);
                break;
            }
            _ => {}
        }
        start.get_or_insert(at);
    }
    if let Some(start) = start {
        words.push(line.slice_from(start));
    }
    let mut read = Vec::new();
    for word in words {
        read.extend(unquoted(call, word)?);
    }
    Ok((read, is_open))
}

/// A word without its quotes and backslashes.
fn unquoted(call: &mut Call<'_>, word: Span) -> Result<Option<Span>, Failure> {
    let text = call.str(word);
    if !text.contains(['\'', '"', '\\']) {
        return Ok(Some(word));
    }
    let mut pieces = Vec::new();
    let mut quote = None;
    let mut from = 0;
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        let is_mark = match (quote, c) {
            (None, '\\') => {
                characters.next();
                true
            }
            (None, '\'' | '"') => {
                quote = Some(c);
                true
            }
            (Some(open), c) if open == c => {
                quote = None;
                true
            }
            _ => false,
        };
        if is_mark {
            pieces.push(word.slice(from..at));
            from = at + 1;
        }
    }
    pieces.push(word.slice_from(from));
    if quote.is_some() {
        return Ok(None);
    }
    Ok(Some(call.process.join(&pieces)))
}

fn quote_fault(call: &Call<'_>, line: Span) -> Failure {
    let quote = match call.str(line).contains('\'') {
        true => "single",
        false => "double",
    };
    match call.flavour {
        Flavour::Debian => {
            let why = "by default quotes are special to xargs unless you use the -0 option";
            Failure::Complaint(format!("unmatched {quote} quote; {why}"), 1)
        }
        Flavour::Busybox => Failure::Complaint(format!("unmatched {quote} quote"), 1),
    }
}
