//! Options of built-ins (XBD 12.2), and what the shells say of one that there is not.

use super::Class;
use crate::shell::builtin::builtin;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// The options that were given.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    /// The letters, in order, each with its argument.
    pub(super) options: Vec<(char, Option<Span>)>,
    /// Where the operands begin.
    pub(super) operands: usize,
}

/// What a built-in takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Takes {
    /// The letters; one that takes an argument is followed by a colon.
    pub(super) letters: &'static str,
    /// What bash prints behind `usage: `.
    pub(super) usage: &'static str,
}

/// What reading options gives: the options, or the status with which the built-in ends.
pub(super) type Read = Result<Given, u8>;

impl Given {
    /// Whether a letter was given.
    pub(super) fn has(&self, letter: char) -> bool {
        self.options.iter().any(|it| it.0 == letter)
    }

    /// The letter among `letters` that was given last.
    pub(super) fn last_of(&self, letters: &str) -> Option<char> {
        let given = self.options.iter().rev().map(|it| it.0);
        given.into_iter().find(|it| letters.contains(*it))
    }

    /// The argument of an option, the last where it was given several times.
    pub(super) fn argument(&self, letter: char) -> Option<Span> {
        let mut given = self.options.iter().rev();
        given.find(|it| it.0 == letter)?.1
    }
}

impl Evaluator {
    /// Reads the options of a built-in, which end at the first word that is none, or behind `--`.
    pub(super) async fn read_options(&mut self, arguments: &[Span], takes: Takes) -> Flow<Read> {
        let mut given = Given {
            options: Vec::new(),
            operands: 1,
        };
        while let Some(word) = arguments.get(given.operands).copied() {
            let text = self.str(word).to_owned();
            if text == "-" || !text.starts_with('-') {
                break;
            }
            given.operands += 1;
            if text == "--" {
                break;
            }
            for (at, letter) in text.char_indices().skip(1) {
                match position(takes.letters, letter) {
                    None => {
                        return self
                            .bad_option(arguments, &text, letter, takes)
                            .await
                            .map(Err);
                    }
                    Some(false) => given.options.push((letter, None)),
                    Some(true) => {
                        let behind = word.slice_from(at + letter.len_utf8());
                        let argument = if behind.is_empty() {
                            let next = arguments.get(given.operands).copied();
                            given.operands += 1;
                            next
                        } else {
                            Some(behind)
                        };
                        let Some(argument) = argument else {
                            let missing = self.missing_argument(arguments, letter, takes);
                            return missing.await.map(Err);
                        };
                        given.options.push((letter, Some(argument)));
                        break;
                    }
                }
            }
        }
        given.operands = given.operands.min(arguments.len());
        Ok(Ok(given))
    }

    /// What the shells say of an option that a built-in does not have.
    pub(super) async fn bad_option(
        &mut self,
        arguments: &[Span],
        word: &str,
        letter: char,
        takes: Takes,
    ) -> Flow<u8> {
        let by = self.argument(arguments, 0).unwrap_or_default();
        match self.dialect() {
            Dialect::Dash => self.error(&by, &format!("Illegal option -{letter}")).await,
            Dialect::BusyboxAsh => self.error(&by, &format!("illegal option -{letter}")).await,
            Dialect::Bash | Dialect::BashAsSh => {
                let shown = if word.starts_with("--") { '-' } else { letter };
                let text = format!("-{shown}: invalid option");
                self.complain(Some(&by), &text).await?;
                self.show_usage(&by, takes).await
            }
        }
    }

    async fn missing_argument(
        &mut self,
        arguments: &[Span],
        letter: char,
        takes: Takes,
    ) -> Flow<u8> {
        let by = self.argument(arguments, 0).unwrap_or_default();
        match self.dialect() {
            Dialect::Dash => {
                self.error(&by, &format!("No arg for -{letter} option"))
                    .await
            }
            Dialect::BusyboxAsh => {
                self.error(&by, &format!("no arg for -{letter} option"))
                    .await
            }
            Dialect::Bash | Dialect::BashAsSh => {
                let text = format!("-{letter}: option requires an argument");
                self.complain(Some(&by), &text).await?;
                self.show_usage(&by, takes).await
            }
        }
    }

    /// bash's second line; in POSIX mode the error of a special built-in ends the shell.
    pub(super) async fn show_usage(&mut self, by: &str, takes: Takes) -> Flow<u8> {
        self.print_error(&format!("{by}: usage: {}\n", takes.usage))
            .await?;
        let is_special = builtin(by, self.dialect()).is_some_and(|it| it.class == Class::Special);
        // Where the status is tested it goes on.
        if is_special && self.dialect() == Dialect::BashAsSh && !self.is_tested() {
            return self.raise(2);
        }
        Ok(2)
    }
}

/// Whether a letter is among `letters`, and whether it takes an argument.
fn position(letters: &str, letter: char) -> Option<bool> {
    let at = letters.find(letter).filter(|_| letter != ':')?;
    Some(letters[at + letter.len_utf8()..].starts_with(':'))
}
