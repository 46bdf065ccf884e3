//! The integers of `test`: blanks may stand around them.

use super::{Expression, Fault};
use crate::shell::dialect::{CLibrary, Dialect, Release, c_library};

impl Expression<'_> {
    /// The number that a word is; what is none is a fault.
    pub(super) fn number(&self, word: &str) -> Result<i64, Fault> {
        // Behind a number bash 5.2 takes blanks alone.
        let digits = match self.shell.shell.release {
            Release::Bash5_2 => word.trim_start_matches(is_white_space),
            _ => word.trim_matches(is_white_space),
        };
        let digits = digits.trim_end_matches([' ', '\t']);
        let is_number = is_integer(digits);
        // What begins with no digit is an error to musl, and busybox takes every error for a number too large
        // (`err/393`).
        let begins = digits.strip_prefix(['-', '+']).unwrap_or(digits);
        let is_alien = !begins.starts_with(|it: char| it.is_ascii_digit())
            && c_library(self.shell.shell) == CLibrary::Musl;
        match (self.shell.dialect(), digits.parse::<i64>()) {
            (_, Ok(number)) if is_number => Ok(number),
            // busybox does not name an empty word.
            (Dialect::BusyboxAsh, _) if word.is_empty() && is_alien => Self::fault("out of range"),
            (Dialect::BusyboxAsh, _) if word.is_empty() => Self::fault("bad number"),
            (Dialect::BusyboxAsh, _) if is_alien => Self::fault(format!("{word}: out of range")),
            (Dialect::Dash, _) => Self::fault(format!("Illegal number: {word}")),
            (Dialect::BusyboxAsh, _) if is_number => Self::fault(format!("{word}: out of range")),
            (Dialect::BusyboxAsh, _) => Self::fault(format!("{word}: bad number")),
            (Dialect::Bash | Dialect::BashAsSh, _) => match self.shell.shell.release {
                Release::Bash5_3 => Self::fault(format!("{word}: integer expected")),
                _ => Self::fault(format!("{word}: integer expression expected")),
            },
        }
    }
}

fn is_white_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
}
