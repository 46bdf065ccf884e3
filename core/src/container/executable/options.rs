//! Options of programs, read as `getopt_long` reads them: in any order, clustered, long ones also when shortened.
//!
//! The two flavours have tables of their own. GNU programs say what is wrong and point to `--help`; busybox prints its
//! whole usage, which is not simulated.

use super::{Call, Flavour};
use crate::text::Span;

/// Which options a program has, and what comes of a wrong one.
pub(super) struct Syntax {
    /// The options of the Debian program: words of names separated by commas, short or long, then `=` when there is a
    /// value and `=?` when there may be one. `!` before a word marks what is known but not simulated, `@` before a
    /// name one that cannot be written: the option is called so here, and has its letter alone.
    pub(super) debian: &'static str,
    /// The options of the busybox applet, in the same way.
    pub(super) busybox: &'static str,
    /// Where options may stand.
    pub(super) order: Order,
    /// The exit status when an option is wrong.
    pub(super) failure: u8,
}

/// Where options may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Anywhere.
    Permuted,
    /// Only before the first operand.
    First,
}

/// What was given.
#[derive(Debug, Default)]
pub(super) struct Options {
    given: Vec<(&'static str, Option<Span>)>,
    /// The operands.
    pub(super) operands: Vec<Span>,
}

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Value,
    /// A value, when it is written in the same argument.
    ValueOrNothing,
}

/// Whether what an option does is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Simulated {
    Yes,
    No,
}

/// One word of a table.
#[derive(Debug, Clone, Copy)]
struct Entry {
    names: &'static str,
    takes: Takes,
    simulated: Simulated,
}

impl Entry {
    fn read(word: &'static str) -> Self {
        let (word, simulated) = match word.strip_prefix('!') {
            Some(rest) => (rest, Simulated::No),
            None => (word, Simulated::Yes),
        };
        let (names, takes) = match (word.strip_suffix("=?"), word.strip_suffix('=')) {
            (Some(names), _) => (names, Takes::ValueOrNothing),
            (None, Some(names)) => (names, Takes::Value),
            (None, None) => (word, Takes::Nothing),
        };
        Self {
            names,
            takes,
            simulated,
        }
    }

    fn long_names(self) -> impl Iterator<Item = &'static str> {
        let names = self.names.split(',');
        names.filter(|it| it.len() > 1 && !it.starts_with('@'))
    }

    fn has_short(self, letter: char) -> bool {
        let mut buffer = [0; 4];
        let letter: &str = letter.encode_utf8(&mut buffer);
        self.names.split(',').any(|it| it == letter)
    }

    /// What it is called: its first long name, or its letter.
    fn name(self) -> &'static str {
        let short = self.names.split(',').next().unwrap_or(self.names);
        let mut names = self.names.split(',');
        let unwritten = names.find_map(|it| it.strip_prefix('@'));
        unwritten.or(self.long_names().next()).unwrap_or(short)
    }
}

impl Options {
    /// Whether an option was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.given.iter().any(|it| it.0 == name)
    }

    /// The value an option was given last.
    pub(super) fn value(&self, name: &str) -> Option<Span> {
        let mut values = self.given.iter().rev().filter(|it| it.0 == name);
        values.find_map(|it| it.1)
    }

    /// Every option and its value, in order.
    pub(super) fn given(&self) -> &[(&'static str, Option<Span>)] {
        &self.given
    }

    /// Which of these options was given last.
    pub(super) fn last_of(&self, names: &[&str]) -> Option<&'static str> {
        let mut given = self.given.iter().rev().map(|it| it.0);
        given.find(|it| names.contains(it))
    }
}

/// What is wrong with an option.
enum Fault {
    UnknownLetter(char),
    UnknownLong(String),
    Ambiguous(String, Vec<&'static str>),
    NeedsNoValue(&'static str),
    LetterNeedsValue(char),
    LongNeedsValue(&'static str),
    NotSimulated(String),
}

impl Fault {
    fn message(&self) -> String {
        match self {
            Self::UnknownLetter(letter) => format!("invalid option -- '{letter}'"),
            Self::UnknownLong(name) => format!("unrecognized option '--{name}'"),
            Self::Ambiguous(name, candidates) => {
                let candidates = candidates.iter().map(|it| format!(" '--{it}'"));
                let candidates: String = candidates.collect();
                format!("option '--{name}' is ambiguous; possibilities:{candidates}")
            }
            Self::NeedsNoValue(name) => format!("option '--{name}' doesn't allow an argument"),
            Self::LetterNeedsValue(letter) => {
                format!("option requires an argument -- '{letter}'")
            }
            Self::LongNeedsValue(name) => format!("option '--{name}' requires an argument"),
            Self::NotSimulated(option) => format!("with the option {option}"),
        }
    }
}

/// Reads the arguments one after the other.
struct Reader<'c, 'p> {
    call: &'c Call<'p>,
    entries: Vec<Entry>,
    at: usize,
    options: Options,
}

impl Reader<'_, '_> {
    fn next(&mut self) -> Option<Span> {
        let argument = self.call.arguments.get(self.at).copied();
        self.at += 1;
        argument
    }

    fn read(&mut self, order: Order) -> Result<(), Fault> {
        while let Some(argument) = self.next() {
            let text = self.call.str(argument);
            match text.strip_prefix('-') {
                Some("-") => break,
                Some(rest) if rest.starts_with('-') => self.read_long(argument)?,
                Some(rest) if !rest.is_empty() => self.read_cluster(argument)?,
                _ => {
                    self.options.operands.push(argument);
                    if order == Order::First {
                        break;
                    }
                }
            }
        }
        while let Some(argument) = self.next() {
            self.options.operands.push(argument);
        }
        Ok(())
    }

    fn read_cluster(&mut self, argument: Span) -> Result<(), Fault> {
        let text = self.call.str(argument);
        for (at, letter) in text.char_indices().skip(1) {
            let found = self.entries.iter().find(|it| it.has_short(letter));
            let entry = *found.ok_or(Fault::UnknownLetter(letter))?;
            let behind = argument.slice_from(at + letter.len_utf8());
            let inside = (!behind.is_empty()).then_some(behind);
            let value = match entry.takes {
                Takes::Nothing => None,
                Takes::ValueOrNothing => inside,
                Takes::Value => match inside.or_else(|| self.next()) {
                    Some(value) => Some(value),
                    None => return Err(Fault::LetterNeedsValue(letter)),
                },
            };
            self.add(entry, format!("-{letter}"), value)?;
            if entry.takes != Takes::Nothing {
                break;
            }
        }
        Ok(())
    }

    fn read_long(&mut self, argument: Span) -> Result<(), Fault> {
        let text = self.call.str(argument);
        let name = text[2..].split('=').next().unwrap_or_default().to_owned();
        let inside = match text.len() > 2 + name.len() {
            true => Some(argument.slice_from(3 + name.len())),
            false => None,
        };
        let (entry, full) = self.find_long(&name)?;
        let value = match (entry.takes, inside) {
            (Takes::Nothing, Some(_)) => return Err(Fault::NeedsNoValue(full)),
            (Takes::Nothing, None) => None,
            (Takes::ValueOrNothing, inside) => inside,
            (Takes::Value, Some(inside)) => Some(inside),
            (Takes::Value, None) => Some(self.next().ok_or(Fault::LongNeedsValue(full))?),
        };
        self.add(entry, format!("--{full}"), value)
    }

    fn find_long(&self, name: &str) -> Result<(Entry, &'static str), Fault> {
        let all = self.entries.iter();
        let all = all.flat_map(|entry| entry.long_names().map(|it| (*entry, it)));
        let candidates: Vec<_> = all.filter(|it| it.1.starts_with(name)).collect();
        if let Some(exact) = candidates.iter().find(|it| it.1 == name) {
            return Ok(*exact);
        }
        match *candidates {
            [] => Err(Fault::UnknownLong(name.to_owned())),
            [first, ref others @ ..] if others.iter().all(|it| it.0.names == first.0.names) => {
                Ok(first)
            }
            _ => {
                let names = candidates.iter().map(|it| it.1).collect();
                Err(Fault::Ambiguous(name.to_owned(), names))
            }
        }
    }

    fn add(&mut self, entry: Entry, written: String, value: Option<Span>) -> Result<(), Fault> {
        match entry.simulated {
            Simulated::No => Err(Fault::NotSimulated(written)),
            Simulated::Yes => {
                self.options.given.push((entry.name(), value));
                Ok(())
            }
        }
    }
}

/// The options and operands of a program, or its exit status when something is wrong with them.
pub(super) async fn read(call: &mut Call<'_>, syntax: &Syntax) -> Result<Options, u8> {
    let (table, common) = match call.flavour {
        Flavour::Debian => (syntax.debian, "!help !version"),
        Flavour::Busybox => (syntax.busybox, "!help"),
    };
    let words = table.split_whitespace().chain(common.split_whitespace());
    let order = match call.variable("POSIXLY_CORRECT") {
        Some(_) => Order::First,
        None => syntax.order,
    };
    let mut reader = Reader {
        call,
        entries: words.map(Entry::read).collect(),
        at: 1,
        options: Options::default(),
    };
    match reader.read(order) {
        Ok(()) => Ok(reader.options),
        Err(fault @ Fault::NotSimulated(_)) => call.unsupported(&fault.message()).await,
        Err(fault) => Err(call.refuse(&fault.message(), syntax.failure).await),
    }
}

impl Call<'_> {
    /// Says what is wrong with the arguments and where help is, and gives `status`.
    pub(super) async fn refuse(&mut self, message: &str, status: u8) -> u8 {
        if self.flavour == Flavour::Busybox {
            self.unsupported(&format!("and the usage it prints: {message}"))
                .await;
        }
        let name = self.name();
        // The programs of diffutils also say here who they are.
        let speaker = match name.rsplit('/').next() {
            Some("cmp" | "diff") => format!("{name}: "),
            _ => String::new(),
        };
        let help = format!("{speaker}Try '{name} --help' for more information.");
        let text = format!("{name}: {message}\n{help}\n");
        let text = self.own_text(&text);
        // A program whose message cannot be written has nobody to tell.
        let _ = self.process.write(2, text).await;
        status
    }

    /// Says where help is, and nothing else.
    pub(super) async fn point_to_help(&mut self, status: u8) -> u8 {
        if self.flavour == Flavour::Busybox {
            self.unsupported("and the usage it prints").await;
        }
        let text = format!("Try '{} --help' for more information.\n", self.name());
        let text = self.own_text(&text);
        // A program whose message cannot be written has nobody to tell.
        let _ = self.process.write(2, text).await;
        status
    }

    /// Refuses operands behind the first `most`; the exit status when there are some.
    pub(super) async fn refuse_extra(
        &mut self,
        operands: &[Span],
        most: usize,
        status: u8,
    ) -> Result<(), u8> {
        let Some(extra) = operands.get(most) else {
            return Ok(());
        };
        let extra = self.quoted(&self.text(*extra));
        Err(self.refuse(&format!("extra operand {extra}"), status).await)
    }
}
