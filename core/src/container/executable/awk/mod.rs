//! `awk` (XCU 4), as mawk 1.3.4 of Debian runs it, and busybox's for what is common to both.
//!
//! A program runs for each record without waiting: what it writes is put by and written when the record is done.

mod builtin;
mod elements;
mod evaluate;
mod execute;
mod expression;
mod format;
mod lex;
mod number;
mod output;
mod parse;
mod record;
mod syntax;
mod value;

use super::arguments::Known;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::{operands, options};
use super::{Call, Flavour};
use crate::text::Span;
use elements::Key;
use execute::{Interpreter, Then};
use syntax::Pattern;
use value::{Cell, Value};

const KNOWN: Known = Known {
    short: "+F:v:f:W:",
    long: &[],
    status: 2,
};

/// The variables of awk's own, in this order.
pub(super) const NAMES: &[&str] = &[
    "NF", "NR", "FNR", "FS", "OFS", "ORS", "RS", "FILENAME", "SUBSEP", "RSTART", "RLENGTH",
    "CONVFMT", "OFMT", "ENVIRON", "ARGC", "ARGV",
];

/// The place of each.
pub(super) mod global {
    pub(in super::super) const NF: usize = 0;
    pub(in super::super) const NR: usize = 1;
    pub(in super::super) const FNR: usize = 2;
    pub(in super::super) const FS: usize = 3;
    pub(in super::super) const OFS: usize = 4;
    pub(in super::super) const ORS: usize = 5;
    pub(in super::super) const RS: usize = 6;
    pub(in super::super) const FILENAME: usize = 7;
    pub(in super::super) const SUBSEP: usize = 8;
    pub(in super::super) const RSTART: usize = 9;
    pub(in super::super) const RLENGTH: usize = 10;
    pub(in super::super) const CONVFMT: usize = 11;
    pub(in super::super) const OFMT: usize = 12;
    pub(in super::super) const ENVIRON: usize = 13;
    pub(in super::super) const ARGC: usize = 14;
    pub(in super::super) const ARGV: usize = 15;
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    if call.flavour == Flavour::Debian {
        // mawk names itself so, whatever it is called.
        let name = call.str(call.arguments[0]).to_owned();
        if name.rsplit('/').next() == Some("nawk") {
            call.unsupported("under this name").await;
        }
    }
    let result = awk(&mut call).await;
    call.conclude(result).await
}

async fn awk(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = match call.read_arguments(&KNOWN) {
        Err(Failure::Usage(..)) => return unsupported("with arguments it does not know"),
        arguments => arguments?,
    };
    let mut sources = Vec::new();
    let mut assigned = Vec::new();
    for (letter, value) in options(&arguments) {
        match (letter, value) {
            ('F', Some(text)) => assigned.push(("FS".to_owned(), text)),
            ('v', Some(text)) => match assignment(call, text) {
                Some(assignment) => assigned.push(assignment),
                None => return unsupported("with -v and no assignment"),
            },
            ('f', Some(path)) => sources.push(program_file(call, path).await?),
            _ => return unsupported(format!("-{letter}")),
        }
    }
    let mut rest = operands(&arguments);
    if sources.is_empty() {
        if rest.is_empty() {
            return unsupported("without a program");
        }
        sources.push(rest.remove(0));
    }
    let newline = call.own_text("\n");
    let mut pieces = Vec::new();
    for source in sources {
        pieces.extend([source, newline]);
    }
    pieces.pop();
    let source = call.process.join(&pieces);
    let program = parse::parse(call, source, NAMES)?;
    let mut interpreter = Interpreter::new(call, program);
    for (name, text) in assigned {
        interpreter.assign_text(call, &name, text)?;
    }
    interpreter.set_arguments(call, &rest);
    let status = match interpreter.run(call, rest).await {
        Err(Failure::Complaint(text, status)) => {
            call.complain(&text).await;
            status
        }
        result => result?,
    };
    interpreter.close_all(call).await?;
    Ok(status)
}

/// The key of an element of `ARGV`.
fn index_key(index: usize) -> Key {
    Key {
        text: index.to_string(),
        number: i32::try_from(index).ok(),
    }
}

/// `name=value`
fn assignment(call: &Call<'_>, text: Span) -> Option<(String, Span)> {
    let (name, _) = call.str(text).split_once('=')?;
    let is_name = name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    is_name.then(|| (name.to_owned(), text.slice_from(name.len() + 1)))
}

/// The program in a file.
async fn program_file(call: &mut Call<'_>, path: Span) -> Result<Span, Failure> {
    let name = call.str(path).to_owned();
    let mut input = match Input::open(call, &name).await {
        Ok(input) => input,
        Err(errno) if call.flavour == Flavour::Debian => {
            return cannot_open(call, &name, errno.message());
        }
        Err(_) => return unsupported(format!("with -f {name}, which cannot be read")),
    };
    let mut pieces = Vec::new();
    while let Ok(Some(piece)) = input.piece(call).await {
        pieces.push(piece);
    }
    input.close(call);
    Ok(call.process.join(&pieces))
}

fn cannot_open<T>(call: &Call<'_>, name: &str, why: &str) -> Result<T, Failure> {
    match call.flavour {
        Flavour::Debian => complaint(format!("cannot open {name} ({why})"), 2),
        Flavour::Busybox => complaint(format!("{name}: {why}"), 1),
    }
}

impl Interpreter {
    /// `ARGC`, `ARGV` and `ENVIRON`.
    fn set_arguments(&mut self, call: &mut Call<'_>, rest: &[Span]) {
        let name = call.own_text("awk");
        let arguments: Vec<Span> = [name].into_iter().chain(rest.iter().copied()).collect();
        self.globals[global::ARGC] = Cell::of(Value::Number(f64::from(
            u32::try_from(arguments.len()).unwrap_or(u32::MAX),
        )));
        let array = self.globals[global::ARGV].array();
        for (index, argument) in arguments.into_iter().enumerate() {
            array
                .borrow_mut()
                .insert(&index_key(index), Value::Read(argument));
        }
        let environment = self.globals[global::ENVIRON].array();
        for (name, value) in &call.environment {
            environment
                .borrow_mut()
                .insert(&Key::from(name.clone()), Value::Read(*value));
        }
    }

    /// Everything: `BEGIN`, each record, `END`; the exit status.
    async fn run(&mut self, call: &mut Call<'_>, rest: Vec<Span>) -> Result<u8, Failure> {
        let mut has_ended = false;
        for index in self.rules_of(&Pattern::Begin) {
            has_ended |= self.perform(call, index)? == Then::Exit;
            self.write_out(call).await?;
            if has_ended {
                break;
            }
        }
        let program = std::rc::Rc::clone(&self.program);
        let reads = program.rules.iter().any(|it| it.pattern != Pattern::Begin);
        if reads && !has_ended {
            has_ended = self.records(call, rest).await?;
        }
        // `exit` in BEGIN or a rule goes on with END; in END it is over.
        let _ = has_ended;
        for index in self.rules_of(&Pattern::End) {
            let then = self.perform(call, index)?;
            self.write_out(call).await?;
            if then == Then::Exit {
                break;
            }
        }
        Ok(self.status)
    }

    fn rules_of(&self, pattern: &Pattern) -> Vec<usize> {
        let rules = self.program.rules.iter().enumerate();
        rules
            .filter(|it| it.1.pattern == *pattern)
            .map(|it| it.0)
            .collect()
    }

    /// The records of all files; whether `exit` ended them.
    async fn records(&mut self, call: &mut Call<'_>, rest: Vec<Span>) -> Result<bool, Failure> {
        let mut has_read = false;
        for operand in rest {
            let path = call.str(operand).to_owned();
            if let Some((name, value)) = assignment(call, operand) {
                self.assign_text(call, &name, value)?;
                continue;
            }
            if path.is_empty() {
                continue;
            }
            has_read = true;
            let mut input = match Input::open(call, &path).await {
                Ok(input) => input,
                Err(errno) => return cannot_open(call, &path, errno.message()),
            };
            self.globals[global::FILENAME] = Cell::of(Value::Text(operand));
            let has_ended = self.file(call, &mut input).await?;
            input.close(call);
            if has_ended {
                return Ok(true);
            }
        }
        match has_read {
            true => Ok(false),
            false => self.file(call, &mut Input::of(0)).await,
        }
    }

    async fn file(&mut self, call: &mut Call<'_>, input: &mut Input) -> Result<bool, Failure> {
        self.globals[global::FNR] = Cell::of(Value::Number(0.0));
        loop {
            let separator = self.record_separator(call)?;
            let line = match input.record(call, separator).await {
                Ok(Some(line)) => line,
                Ok(None) => return Ok(false),
                Err(_) => return unsupported("reading what cannot be read"),
            };
            let then = self.record(call, line.text)?;
            self.write_out(call).await?;
            if then == Then::Exit {
                input.give_back(call);
                return Ok(true);
            }
        }
    }
}
