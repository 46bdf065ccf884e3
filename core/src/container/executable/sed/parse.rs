//! From a script to commands.

use super::super::failure::{Failure, complaint, unsupported};
use super::super::locale::Pattern;
use super::super::{Call, Flavour};
use super::Settings;
use super::address::{Address, Addresses};
use super::substitute::Substitution;
use crate::regular_expression::{Case, Dialect, RegexError};
use crate::text::Span;

/// A part of the script: an argument of `-e`, or a file.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) text: Span,
    pub(super) file: Option<String>,
}

impl Chunk {
    pub(super) fn of_expression(text: Span) -> Self {
        Self { text, file: None }
    }
}

/// What a command does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verb {
    /// `{`, and where its `}` is.
    Block(usize),
    Nothing,
    Number,
    Append(Span),
    Insert(Span),
    Change(Span),
    /// Where it goes on; at the end of the script without a label.
    Branch(usize),
    BranchIfDone(usize),
    BranchIfNotDone(usize),
    Delete,
    DeleteFirst,
    Print,
    PrintFirst,
    Copy,
    CopyFrom,
    Add,
    AddFrom,
    Exchange,
    Next,
    NextAdded,
    Quit(u8),
    QuitQuietly(u8),
    Read(String),
    /// Which of the written files.
    Write(usize),
    Substitute(Box<Substitution>),
    Translate(Vec<(char, char)>),
    Empty,
    FileName,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Command {
    pub(super) addresses: Addresses,
    pub(super) verb: Verb,
}

/// A script that was read.
#[derive(Debug, Default)]
pub(super) struct Script {
    pub(super) commands: Vec<Command>,
    /// The files that are written; the first is standard output.
    pub(super) written: Vec<String>,
    pub(super) is_quiet: bool,
}

pub(super) struct Parser<'p, 'c> {
    pub(super) call: &'p mut Call<'c>,
    pub(super) script: Span,
    pub(super) text: String,
    pub(super) at: usize,
    chunks: Vec<(usize, Option<String>)>,
    dialect: Dialect,
    made: Script,
    blocks: Vec<usize>,
    labels: Vec<(String, usize)>,
    jumps: Vec<(usize, String)>,
}

impl<'p, 'c> Parser<'p, 'c> {
    pub(super) fn new(call: &'p mut Call<'c>, chunks: &[Chunk], settings: &Settings) -> Self {
        let newline = call.own_text("\n");
        let mut pieces = Vec::new();
        let mut starts = Vec::new();
        let mut length = 0;
        for chunk in chunks {
            starts.push((length, chunk.file.clone()));
            pieces.extend([chunk.text, newline]);
            length += chunk.text.len() + 1;
        }
        pieces.pop();
        let script = call.process.join(&pieces);
        let text = call.str(script).to_owned();
        let dialect = match (call.flavour, settings.is_extended) {
            (Flavour::Debian, false) => Dialect::SedBasic,
            (Flavour::Debian, true) => Dialect::SedExtended,
            (Flavour::Busybox, false) => Dialect::LibraryBasic,
            (Flavour::Busybox, true) => Dialect::LibraryExtended,
        };
        Self {
            call,
            script,
            text,
            at: 0,
            chunks: starts,
            dialect,
            made: Script {
                written: vec!["/dev/stdout".to_owned()],
                ..Script::default()
            },
            blocks: Vec::new(),
            labels: Vec::new(),
            jumps: Vec::new(),
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let is_there = self.peek() == Some(c);
        self.at += if is_there { c.len_utf8() } else { 0 };
        is_there
    }

    pub(super) fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.next();
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        self.skip(|c| matches!(c, ' ' | '\t'));
    }

    /// What is wrong, with the place where it was seen; busybox's words differ.
    pub(super) fn fault<T>(&self, text: &str) -> Result<T, Failure> {
        self.fault_at(self.at, text)
    }

    pub(super) fn fault_at<T>(&self, at: usize, text: &str) -> Result<T, Failure> {
        if self.call.flavour == Flavour::Busybox {
            return unsupported(format!("with a script that is wrong: {text}"));
        }
        let mut expressions = 0;
        let mut place = (0, &None);
        for (start, file) in &self.chunks {
            if *start > at {
                break;
            }
            expressions += usize::from(file.is_none());
            place = (*start, file);
        }
        let text = match place {
            (start, None) => {
                let char = at - start;
                format!("-e expression #{expressions}, char {char}: {text}")
            }
            (start, Some(file)) => {
                let line = self.text[start..at].matches('\n').count() + 1;
                format!("file {file} line {line}: {text}")
            }
        };
        complaint(text, 1)
    }

    pub(super) fn script(mut self) -> Result<Script, Failure> {
        if self.text == "#n" || self.text.starts_with("#n\n") {
            self.made.is_quiet = true;
        }
        loop {
            self.skip(|c| c.is_ascii_whitespace() || c == ';');
            if self.peek().is_none() {
                break;
            }
            let addresses = self.addresses()?;
            let verb = self.verb(&addresses)?;
            self.made.commands.push(Command { addresses, verb });
        }
        if !self.blocks.is_empty() {
            return self.fault_at(0, "unmatched `{'");
        }
        let end = self.made.commands.len();
        for (index, label) in std::mem::take(&mut self.jumps) {
            let target = match self.labels.iter().find(|it| it.0 == label) {
                Some(found) => found.1,
                None if label.is_empty() => end,
                None => {
                    let text = format!("can't find label for jump to `{label}'");
                    return match self.call.flavour {
                        Flavour::Debian => complaint(text, 4),
                        Flavour::Busybox => unsupported(text),
                    };
                }
            };
            let command = &mut self.made.commands[index];
            match &mut command.verb {
                Verb::Branch(to) | Verb::BranchIfDone(to) | Verb::BranchIfNotDone(to) => {
                    *to = target;
                }
                _ => {}
            }
        }
        Ok(self.made)
    }

    fn addresses(&mut self) -> Result<Addresses, Failure> {
        let mut addresses = Addresses {
            first: self.address()?,
            ..Addresses::default()
        };
        if addresses.first.is_some() {
            self.skip_blanks();
            if self.take(',') {
                self.skip_blanks();
                addresses.second = self.second_address()?;
                if addresses.second.is_none() {
                    self.next();
                    return self.fault("unexpected `,'");
                }
            }
        }
        let is_zero = addresses.first == Some(Address::Line(0));
        if is_zero && self.call.flavour == Flavour::Busybox {
            return unsupported("with the line 0");
        }
        if is_zero && !matches!(addresses.second, Some(Address::Pattern(_))) {
            self.next();
            return self.fault("invalid usage of line address 0");
        }
        self.skip_blanks();
        if self.take('!') {
            addresses.is_negated = true;
            self.skip_blanks();
            if self.take('!') {
                return self.fault("multiple `!'s");
            }
        }
        Ok(addresses)
    }

    fn address(&mut self) -> Result<Option<Address>, Failure> {
        match self.peek() {
            Some('$') => {
                self.at += 1;
                Ok(Some(Address::Last))
            }
            Some('/') => {
                self.at += 1;
                self.pattern_address('/').map(Some)
            }
            Some('\\') => {
                self.at += 1;
                match self.next() {
                    Some(delimiter) => self.pattern_address(delimiter).map(Some),
                    None => self.fault("unexpected `,'"),
                }
            }
            Some('0'..='9') => {
                let line = self.number();
                if self.call.flavour == Flavour::Debian && self.take('~') {
                    let step = self.number();
                    return Ok(Some(Address::Step(line, step)));
                }
                Ok(Some(Address::Line(line)))
            }
            _ => Ok(None),
        }
    }

    fn second_address(&mut self) -> Result<Option<Address>, Failure> {
        let sign = self.peek();
        let is_sign = match sign {
            Some('+') => true,
            Some('~') => self.call.flavour == Flavour::Debian,
            _ => false,
        };
        if !is_sign {
            return self.address();
        }
        self.at += 1;
        let number = self.number();
        Ok(Some(match sign {
            Some('+') => Address::Plus(number),
            _ => Address::Multiple(number),
        }))
    }

    pub(super) fn number(&mut self) -> u64 {
        let start = self.at;
        self.skip(|c| c.is_ascii_digit());
        self.text[start..self.at].parse().unwrap_or(u64::MAX)
    }

    fn pattern_address(&mut self, delimiter: char) -> Result<Address, Failure> {
        let Some(pattern) = self.delimited_pattern(delimiter)? else {
            return self.fault("unterminated address regex");
        };
        let (mut case, mut is_each) = (Case::Sensitive, false);
        loop {
            match self.peek() {
                Some('I') if self.call.flavour == Flavour::Debian => case = Case::Insensitive,
                Some('M') if self.call.flavour == Flavour::Debian => is_each = true,
                _ => break,
            }
            self.at += 1;
        }
        let pattern = self.pattern(&pattern, case)?;
        Ok(Address::Pattern(match is_each {
            true => pattern.map(Pattern::in_each_line),
            false => pattern,
        }))
    }

    /// A regular expression; nothing for the empty one.
    pub(super) fn pattern(&self, text: &str, case: Case) -> Result<Option<Pattern>, Failure> {
        if text.is_empty() {
            return Ok(None);
        }
        match self.call.pattern(text, self.dialect, case) {
            Ok(pattern) => Ok(Some(pattern)),
            Err(RegexError::Unsupported) => unsupported(format!("with the pattern {text}")),
            Err(error @ RegexError::ClassSyntax) if self.call.flavour == Flavour::Debian => {
                complaint(error.message(), 4)
            }
            Err(error) => self.fault(error.message()),
        }
    }

    fn verb(&mut self, addresses: &Addresses) -> Result<Verb, Failure> {
        let Some(letter) = self.next() else {
            return self.fault("missing command");
        };
        let is_busybox = self.call.flavour == Flavour::Busybox;
        if is_busybox && "QFzRWTeLlv".contains(letter) && letter != 'T' {
            return unsupported(format!("with the command {letter}"));
        }
        let verb = match letter {
            '{' => {
                self.blocks.push(self.made.commands.len());
                return Ok(Verb::Block(0));
            }
            '}' => return self.close_block(addresses),
            '#' if addresses.first.is_some() => {
                return self.fault("comments don't accept any addresses");
            }
            '#' => {
                self.skip(|c| c != '\n');
                return Ok(Verb::Nothing);
            }
            ':' => return self.label(addresses),
            'a' => return self.text_argument('a').map(Verb::Append),
            'i' => return self.text_argument('i').map(Verb::Insert),
            'c' => return self.text_argument('c').map(Verb::Change),
            'b' | 't' | 'T' => return self.jump(letter),
            'r' | 'w' => return self.file_argument(letter),
            's' => self.substitution()?,
            'y' => self.translation()?,
            'q' | 'Q' => {
                if addresses.second.is_some() {
                    return self.fault("command only uses one address");
                }
                let status = self.exit_status()?;
                match letter {
                    'q' => Verb::Quit(status),
                    _ => Verb::QuitQuietly(status),
                }
            }
            '=' => Verb::Number,
            'd' => Verb::Delete,
            'D' => Verb::DeleteFirst,
            'p' => Verb::Print,
            'P' => Verb::PrintFirst,
            'h' => Verb::Copy,
            'g' => Verb::CopyFrom,
            'H' => Verb::Add,
            'G' => Verb::AddFrom,
            'x' => Verb::Exchange,
            'n' => Verb::Next,
            'N' => Verb::NextAdded,
            'z' => Verb::Empty,
            'F' => Verb::FileName,
            'l' | 'e' | 'R' | 'W' | 'v' => {
                return unsupported(format!("with the command {letter}"));
            }
            '\n' if self.call.flavour == Flavour::Debian => {
                return unsupported("with an address and no command in its line");
            }
            '\n' | ';' => {
                self.at -= 1;
                return self.fault("missing command");
            }
            letter => return self.fault(&format!("unknown command: `{letter}'")),
        };
        self.end_of_command()?;
        Ok(verb)
    }

    fn exit_status(&mut self) -> Result<u8, Failure> {
        self.skip_blanks();
        if !self.peek().is_some_and(|c| c.is_ascii_digit()) {
            return Ok(0);
        }
        if self.call.flavour == Flavour::Busybox {
            return unsupported("with an exit status");
        }
        Ok(u8::try_from(self.number() & 0xff).unwrap_or_default())
    }

    /// A command ends with its line, at a `;`, before `}` and before a comment.
    fn end_of_command(&mut self) -> Result<(), Failure> {
        self.skip_blanks();
        match self.peek() {
            None | Some('}' | '#') => Ok(()),
            Some('\n' | ';') => {
                self.at += 1;
                Ok(())
            }
            Some(c) => {
                self.at += c.len_utf8();
                self.fault("extra characters after command")
            }
        }
    }

    fn close_block(&mut self, addresses: &Addresses) -> Result<Verb, Failure> {
        let Some(start) = self.blocks.pop() else {
            return self.fault("unexpected `}'");
        };
        if addresses.first.is_some() {
            return self.fault("} doesn't want any addresses");
        }
        self.made.commands[start].verb = Verb::Block(self.made.commands.len());
        self.end_of_command()?;
        Ok(Verb::Nothing)
    }

    fn label(&mut self, addresses: &Addresses) -> Result<Verb, Failure> {
        if addresses.first.is_some() {
            return self.fault(": doesn't want any addresses");
        }
        self.skip_blanks();
        let label = self.word();
        if label.is_empty() {
            return self.fault("\":\" lacks a label");
        }
        self.labels.push((label, self.made.commands.len()));
        Ok(Verb::Nothing)
    }

    /// A label, up to a semicolon or the end of its line.
    fn word(&mut self) -> String {
        let start = self.at;
        self.skip(|c| !matches!(c, '\n' | ';'));
        self.text[start..self.at].trim_end().to_owned()
    }

    fn jump(&mut self, letter: char) -> Result<Verb, Failure> {
        self.skip_blanks();
        let start = self.at;
        self.skip(|c| !matches!(c, '\n' | ';' | '}' | ' ' | '\t'));
        let label = self.text[start..self.at].to_owned();
        self.jumps.push((self.made.commands.len(), label));
        self.end_of_command()?;
        Ok(match letter {
            'b' => Verb::Branch(0),
            't' => Verb::BranchIfDone(0),
            _ => Verb::BranchIfNotDone(0),
        })
    }

    /// A file name, up to the end of the line.
    pub(super) fn file_name(&mut self) -> Result<String, Failure> {
        self.skip_blanks();
        let start = self.at;
        self.skip(|c| c != '\n');
        match &self.text[start..self.at] {
            "" => self.fault("missing filename in r/R/w/W commands"),
            name => Ok(name.to_owned()),
        }
    }

    fn file_argument(&mut self, letter: char) -> Result<Verb, Failure> {
        let name = self.file_name()?;
        match letter {
            'r' => Ok(Verb::Read(name)),
            _ => self.written(name).map(Verb::Write),
        }
    }

    /// The number of a file that is written.
    pub(super) fn written(&mut self, name: String) -> Result<usize, Failure> {
        if self.call.flavour == Flavour::Busybox && name.starts_with("/dev/std") {
            return unsupported(format!("with the file {name}"));
        }
        let known = self.made.written.iter().position(|it| *it == name);
        Ok(known.unwrap_or_else(|| {
            self.made.written.push(name);
            self.made.written.len() - 1
        }))
    }
}
