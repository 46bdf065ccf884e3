//! Options as Docker's command line reads them (spf13/pflag, by way of cobra).
//!
//! Takes an argv and a table of flags; gives the flags that occur with their values, and what follows them; or the
//! error, word for word as it is printed. Every value is a span, so it leads to the characters it was typed with.

mod value;

use crate::session::Session;
use crate::text::go::go_quote;
use crate::text::{Source, Span};

pub use value::{Kind, Switch, boolean, seconds};

/// A flag that a command knows.
#[derive(Debug, Clone, Copy)]
pub struct Flag {
    /// Its long name.
    pub name: &'static str,
    /// Its letter.
    pub letter: Option<char>,
    /// What its value is.
    pub kind: Kind,
    /// What it changes about the command.
    pub effect: Effect,
}

/// A flag, as tables list them.
pub(super) const fn flag(
    name: &'static str,
    letter: Option<char>,
    kind: Kind,
    effect: Effect,
) -> Flag {
    Flag {
        name,
        letter,
        kind,
        effect,
    }
}

/// What a flag changes about what runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It changes what runs, and the simulation does as it says.
    Acts,
    /// It changes the world of the command in a way that is not simulated: which.
    World(&'static str),
    /// It changes nothing about the command: what it is for.
    Elsewhere(&'static str),
}

/// A flag as it occurs.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence {
    /// The flag.
    pub flag: &'static Flag,
    /// The arguments or parts of them that it is written in, the first one.
    pub written: Span,
    /// Its value; for a flag that stands alone the one it then has.
    pub value: Span,
}

/// An argv, read.
#[derive(Debug, Clone)]
pub struct Flags {
    /// The flags in the order in which they occur.
    pub occurrences: Vec<Occurrence>,
    /// What follows them.
    pub rest: Vec<Span>,
}

/// Why an argv is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// There is an error: what is printed, without the usage behind it.
    Error {
        /// The words.
        message: String,
        /// The characters at fault.
        at: Span,
    },
    /// The usage is asked for.
    Help,
    /// It hangs on something that is not known: what.
    Unknown {
        /// What, as a sentence without its full stop.
        why: String,
        /// The characters.
        at: Span,
    },
}

/// Reads the flags of `argv` up to the first argument that is none.
pub fn read(
    cx: &mut Session,
    table: &'static [Flag],
    argv: &[Span],
) -> Result<Flags, (Vec<Occurrence>, Stop)> {
    let mut reader = Reader {
        cx,
        table,
        argv,
        at: 0,
        occurrences: Vec::new(),
    };
    match reader.read() {
        Ok(()) => Ok(Flags {
            rest: argv[reader.at..].to_vec(),
            occurrences: reader.occurrences,
        }),
        Err(stop) => Err((reader.occurrences, stop)),
    }
}

struct Reader<'r> {
    cx: &'r mut Session,
    table: &'static [Flag],
    argv: &'r [Span],
    /// The next argument.
    at: usize,
    occurrences: Vec<Occurrence>,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), Stop> {
        while let Some(argument) = self.argv.get(self.at).copied() {
            let text = self.cx.texts.share(argument);
            self.may_be_a_flag(argument, &text)?;
            match text.strip_prefix('-') {
                None | Some("") => return Ok(()),
                Some("-") => {
                    self.at += 1;
                    return Ok(());
                }
                Some(long) if long.starts_with('-') => {
                    self.at += 1;
                    self.long(argument, &long[1..])?;
                }
                Some(_) => {
                    self.at += 1;
                    self.letters(argument)?;
                }
            }
        }
        Ok(())
    }

    /// An argument that begins with characters nobody knows may be a flag or none.
    fn may_be_a_flag(&self, argument: Span, text: &str) -> Result<(), Stop> {
        let begin = text.chars().next().map_or(0, char::len_utf8);
        let first = argument.slice(0..begin);
        match self.cx.texts.is_known(first) {
            true => Ok(()),
            false => Err(Stop::Unknown {
                why: format!("whether {text} is an option, the image or nothing at all"),
                at: argument,
            }),
        }
    }

    fn long(&mut self, argument: Span, name: &str) -> Result<(), Stop> {
        let text = self.cx.texts.share(argument);
        if name.starts_with(['-', '=']) || name.is_empty() {
            return Err(error(format!("bad flag syntax: {text}"), argument));
        }
        let (name, value) = match name.split_once('=') {
            Some((name, _)) => (name, Some(argument.slice_from(name.len() + 3))),
            None => (name, None),
        };
        let Some(flag) = self.find(name) else {
            return Err(match name {
                "help" => Stop::Help,
                _ => error(format!("unknown flag: --{name}"), argument),
            });
        };
        let value = match (value, flag.kind.alone()) {
            (Some(value), _) => value,
            (None, Some(alone)) => self.alone(flag, alone),
            (None, None) => self.next(argument, || format!("flag needs an argument: {text}"))?,
        };
        self.occurs(flag, argument, value)
    }

    /// One argument with one or more letters behind its hyphen.
    fn letters(&mut self, argument: Span) -> Result<(), Stop> {
        let mut rest = argument.slice_from(1);
        while !rest.is_empty() {
            let text = self.cx.texts.share(rest);
            // The letter is a byte there, and printed as the character of its number.
            let letter = char::from(text.as_bytes()[0]);
            let Some(flag) = self.table.iter().find(|it| it.letter == Some(letter)) else {
                return Err(match letter {
                    'h' => Stop::Help,
                    _ => error(
                        format!("unknown shorthand flag: {letter:?} in -{text}"),
                        argument,
                    ),
                });
            };
            let (value, behind) = if text.len() > 2 && text.as_bytes()[1] == b'=' {
                (rest.slice_from(2), rest.at_end())
            } else if let Some(alone) = flag.kind.alone() {
                (self.alone(flag, alone), rest.slice_from(1))
            } else if text.len() > 1 {
                (rest.slice_from(1), rest.at_end())
            } else {
                let message = || format!("flag needs an argument: {letter:?} in -{text}");
                (self.next(argument, message)?, rest.at_end())
            };
            self.occurs(flag, argument, value)?;
            rest = behind;
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Option<&'static Flag> {
        // Old names that Docker still takes.
        let name = match name {
            "net" => "network",
            "net-alias" => "network-alias",
            "dns-opt" => "dns-option",
            name => name,
        };
        self.table.iter().find(|it| it.name == name)
    }

    /// The value of a flag that stands without one.
    fn alone(&mut self, flag: &Flag, value: &str) -> Span {
        let what = format!("value of --{} alone", flag.name);
        self.cx.texts.add_source(Source::Engine { what }, value)
    }

    fn next(&mut self, argument: Span, message: impl Fn() -> String) -> Result<Span, Stop> {
        match self.argv.get(self.at) {
            Some(value) => {
                self.at += 1;
                Ok(*value)
            }
            None => Err(error(message(), argument)),
        }
    }

    fn occurs(&mut self, flag: &'static Flag, written: Span, value: Span) -> Result<(), Stop> {
        let text = self.cx.texts.str(value);
        if self.cx.texts.is_known(value)
            && let Err(why) = flag.kind.check(text)
        {
            let name = flag.as_named();
            let message = format!(
                "invalid argument {} for \"{name}\" flag: {why}",
                go_quote(text)
            );
            return Err(error(message, written));
        }
        self.occurrences.push(Occurrence {
            flag,
            written,
            value,
        });
        Ok(())
    }
}

impl Flag {
    /// `-e, --env`, or `--init` where it has no letter.
    #[must_use]
    pub fn as_named(&self) -> String {
        match self.letter {
            Some(letter) => format!("-{letter}, --{}", self.name),
            None => format!("--{}", self.name),
        }
    }

    /// As it is called in short: `-e`, or `--init`.
    #[must_use]
    pub fn in_short(&self) -> String {
        match self.letter {
            Some(letter) => format!("-{letter}"),
            None => format!("--{}", self.name),
        }
    }
}

impl Flags {
    /// The values of a flag, in order.
    pub fn values(&self, name: &str) -> impl Iterator<Item = Span> {
        let occurrences = self.occurrences.iter();
        occurrences
            .filter(move |it| it.flag.name == name)
            .map(|it| it.value)
    }

    /// The value that counts of a flag of which only one counts: the last.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<Span> {
        self.values(name).last()
    }
}

fn error(message: String, at: Span) -> Stop {
    Stop::Error { message, at }
}
