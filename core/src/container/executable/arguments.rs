//! Options and operands as `getopt_long` of the GNU library finds them, each with its characters.

use super::failure::Failure;
use super::{Call, Flavour};
use crate::text::Span;

/// The options of a program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// The short ones, as `getopt` wants them: `n:i::v`; a `+` first ends the options at the first operand.
    pub(super) short: &'static str,
    /// The long ones, with `:` or `::` as short ones, and the letter they stand for.
    pub(super) long: &'static [(&'static str, char)],
    /// The exit status when one is not known.
    pub(super) status: u8,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Argument {
    /// An option, by its letter, and its value.
    Option(char, Option<Span>),
    /// Anything else.
    Operand(Span),
}

/// Whether an option takes a value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Takes {
    Nothing,
    Value,
    Maybe,
}

impl Takes {
    fn of(marks: &str) -> Self {
        match marks {
            _ if marks.starts_with("::") => Self::Maybe,
            _ if marks.starts_with(':') => Self::Value,
            _ => Self::Nothing,
        }
    }
}

impl Known {
    fn short(&self, letter: char) -> Option<Takes> {
        let at = self.short.find(letter).filter(|_| letter != ':')?;
        Some(Takes::of(&self.short[at + letter.len_utf8()..]))
    }

    fn usage<T>(&self, text: String) -> Result<T, Failure> {
        Err(Failure::Usage(text, self.status))
    }

    /// The long option that a name means: the one of that name, or the only one that begins so.
    fn long(&self, name: &str) -> Result<(char, &'static str, Takes), Failure> {
        let parts = |it: &(&'static str, char)| {
            let bare = it.0.trim_end_matches(':');
            (it.1, bare, Takes::of(&it.0[bare.len()..]))
        };
        let all: Vec<_> = self.long.iter().map(parts).collect();
        if let Some(found) = all.iter().find(|it| it.1 == name) {
            return Ok(*found);
        }
        let begun: Vec<_> = all.iter().filter(|it| it.1.starts_with(name)).collect();
        match &*begun {
            [] => self.usage(format!("unrecognized option '--{name}'")),
            [first, rest @ ..] if rest.iter().all(|it| (it.0, it.2) == (first.0, first.2)) => {
                Ok(**first)
            }
            _ => {
                let names: Vec<String> = begun.iter().map(|it| format!(" '--{}'", it.1)).collect();
                let names = names.concat();
                self.usage(format!(
                    "option '--{name}' is ambiguous; possibilities:{names}"
                ))
            }
        }
    }
}

impl Call<'_> {
    /// The arguments behind the name, in order, operands where they stand; most of busybox's programs have no long
    /// options.
    pub(super) fn read_arguments(&self, known: &Known) -> Result<Vec<Argument>, Failure> {
        match self.flavour {
            Flavour::Debian => self.read_long_arguments(known),
            Flavour::Busybox => self.read_long_arguments(&Known {
                long: &[],
                ..*known
            }),
        }
    }

    /// The same, with long options in busybox, too.
    pub(super) fn read_long_arguments(&self, known: &Known) -> Result<Vec<Argument>, Failure> {
        let mut found = Vec::new();
        let mut rest = self.arguments.iter().skip(1).copied();
        while let Some(argument) = rest.next() {
            let text = self.str(argument);
            if text == "--" {
                found.extend(rest.by_ref().map(Argument::Operand));
            } else if let Some(name) = text.strip_prefix("--") {
                let option = self.long_option(known, argument, name, &mut rest)?;
                found.push(option);
            } else if text.len() > 1 && text.starts_with('-') {
                self.short_options(known, argument, &mut rest, &mut found)?;
            } else {
                found.push(Argument::Operand(argument));
                if known.short.starts_with('+') {
                    found.extend(rest.by_ref().map(Argument::Operand));
                }
            }
        }
        Ok(found)
    }

    fn long_option(
        &self,
        known: &Known,
        argument: Span,
        name: &str,
        rest: &mut impl Iterator<Item = Span>,
    ) -> Result<Argument, Failure> {
        let (name, value) = match name.split_once('=') {
            Some((name, _)) => (name, Some(argument.slice_from(2 + name.len() + 1))),
            None => (name, None),
        };
        let is_help = matches!(name, "help" | "version") && self.flavour == Flavour::Debian;
        if is_help {
            return Err(Failure::Unsupported(format!("--{name}")));
        }
        let (letter, full, takes) = match known.long(name) {
            Err(Failure::Usage(_, status)) if value.is_some() && !known.knows(name) => {
                let text = self.str(argument);
                return Err(Failure::Usage(
                    format!("unrecognized option '{text}'"),
                    status,
                ));
            }
            found => found?,
        };
        match (takes, value) {
            (Takes::Nothing, Some(_)) => {
                known.usage(format!("option '--{full}' doesn't allow an argument"))
            }
            (Takes::Value, None) => match rest.next() {
                Some(value) => Ok(Argument::Option(letter, Some(value))),
                None => known.usage(format!("option '--{full}' requires an argument")),
            },
            _ => Ok(Argument::Option(letter, value)),
        }
    }

    fn short_options(
        &self,
        known: &Known,
        argument: Span,
        rest: &mut impl Iterator<Item = Span>,
        found: &mut Vec<Argument>,
    ) -> Result<(), Failure> {
        for (at, letter) in self.str(argument).char_indices().skip(1) {
            let behind = argument.slice_from(at + letter.len_utf8());
            let attached = (!behind.is_empty()).then_some(behind);
            let value = match known.short(letter) {
                None => return known.usage(format!("invalid option -- '{letter}'")),
                Some(Takes::Nothing) => {
                    found.push(Argument::Option(letter, None));
                    continue;
                }
                Some(Takes::Maybe) => attached,
                Some(Takes::Value) => match attached.or_else(|| rest.next()) {
                    None => {
                        return known.usage(format!("option requires an argument -- '{letter}'"));
                    }
                    value => value,
                },
            };
            found.push(Argument::Option(letter, value));
            break;
        }
        Ok(())
    }
}

impl Known {
    fn knows(&self, name: &str) -> bool {
        self.long.iter().any(|it| it.0.starts_with(name))
    }
}
