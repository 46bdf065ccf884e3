//! How busybox takes an expression of `test` apart: by a grammar alone, in which a binary operator with a word behind
//! it goes before a unary one.
//!
//! `[[` is read by the same grammar, in which `&&` and `||` stand for `-a` and `-o`. Its words are split and found as
//! files as those of any command (recorded: `v="a b"; [[ $v ]]` complains of `b`), so quotes on the right of `=` leave
//! a pattern a pattern.

use super::{Expression, Fault, Verdict};
use crate::regular_expression::{Case, Dialect as RegexDialect, Regex, RegexError, Unit};
use crate::shell::dialect::{CLibrary, c_library};
use crate::shell::pattern::{LetterCase, Pattern, PatternCharacter, Quoting};

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    End,
    Operand,
    Unary,
    Binary,
    Not,
    And,
    Or,
    Open,
    Close,
}

/// Decides an expression.
pub(super) fn decide(expression: &mut Expression<'_>) -> Verdict {
    match expression.words.len() {
        0 => return Ok(false),
        1 => return Ok(expression.word(0) != Some("")),
        2 if expression.word(0) == Some("!") => return Ok(expression.word(1) == Some("")),
        3 if expression.busybox_kind(1) == Kind::Binary => {
            let left = expression.word(0).unwrap_or_default().to_owned();
            return expression.busybox_binary(&left);
        }
        _ => {}
    }
    let first = expression.busybox_kind(0);
    let verdict = expression.busybox_or(first)?;
    if expression.word(0).is_some()
        && let Some(left) = expression.word(1)
    {
        return Expression::fault(format!("{left}: unknown operand"));
    }
    Ok(verdict)
}

/// What a word is to `[[`.
fn kind_in_brackets(word: Option<&str>) -> Kind {
    match word {
        Some("=~") => Kind::Binary,
        Some("&&") => Kind::And,
        Some("||") => Kind::Or,
        Some("-a" | "-o") => Kind::Operand,
        other => kind(other),
    }
}

fn kind(word: Option<&str>) -> Kind {
    match word {
        None => Kind::End,
        Some(
            "-r" | "-w" | "-x" | "-e" | "-f" | "-d" | "-c" | "-b" | "-p" | "-u" | "-g" | "-k"
            | "-s" | "-t" | "-z" | "-n" | "-h" | "-O" | "-G" | "-L" | "-S",
        ) => Kind::Unary,
        Some(
            "=" | "==" | "!=" | "<" | ">" | "-eq" | "-ne" | "-ge" | "-gt" | "-le" | "-lt" | "-nt"
            | "-ot" | "-ef",
        ) => Kind::Binary,
        Some("!") => Kind::Not,
        Some("-a") => Kind::And,
        Some("-o") => Kind::Or,
        Some("(") => Kind::Open,
        Some(")") => Kind::Close,
        Some(_) => Kind::Operand,
    }
}

impl Expression<'_> {
    fn busybox_kind(&self, ahead: usize) -> Kind {
        match self.by {
            "[[" => kind_in_brackets(self.word(ahead)),
            _ => kind(self.word(ahead)),
        }
    }

    fn busybox_or(&mut self, first: Kind) -> Verdict {
        let verdict = self.busybox_and(first)?;
        if self.busybox_kind(1) == Kind::Or {
            self.at += 2;
            let kind = self.busybox_kind(0);
            let right = self.busybox_or(kind)?;
            return Ok(verdict | right);
        }
        Ok(verdict)
    }

    fn busybox_and(&mut self, first: Kind) -> Verdict {
        let verdict = self.busybox_not(first)?;
        if self.busybox_kind(1) == Kind::And {
            self.at += 2;
            let kind = self.busybox_kind(0);
            let right = self.busybox_and(kind)?;
            return Ok(verdict & right);
        }
        Ok(verdict)
    }

    fn busybox_not(&mut self, first: Kind) -> Verdict {
        if first != Kind::Not {
            return self.busybox_primary(first);
        }
        let next = self.busybox_kind(1);
        if next == Kind::End {
            // `!` alone is a word.
            return Ok(true);
        }
        self.at += 1;
        Ok(!self.busybox_not(next)?)
    }

    fn busybox_primary(&mut self, first: Kind) -> Verdict {
        let Some(word) = self.word(0).map(str::to_owned) else {
            return Self::fault("argument expected");
        };
        if first == Kind::Open {
            self.at += 1;
            let kind = self.busybox_kind(0);
            let verdict = self.busybox_or(kind)?;
            self.at += 1;
            return match self.busybox_kind(0) {
                Kind::Close => Ok(verdict),
                _ => Self::fault("closing paren expected"),
            };
        }
        if self.word(2).is_some() && self.busybox_kind(1) == Kind::Binary {
            return self.busybox_binary(&word);
        }
        if first == Kind::Unary
            && let Some(operand) = self.word(1).map(str::to_owned)
        {
            self.at += 1;
            return self.unary(&word, &operand);
        }
        if self.busybox_kind(1) == Kind::Binary {
            return self.busybox_binary(&word);
        }
        Ok(!word.is_empty())
    }

    fn busybox_binary(&mut self, left: &str) -> Verdict {
        let operator = self.word(1).unwrap_or_default().to_owned();
        self.at += 2;
        let Some(right) = self.word(0).map(str::to_owned) else {
            return Self::fault(format!("{operator}: argument expected"));
        };
        match (self.by, operator.as_str()) {
            ("[[", "=" | "==") => self.matches_pattern(left, &right),
            ("[[", "!=") => Ok(!self.matches_pattern(left, &right)?),
            ("[[", "=~") => self.matches_regex(left, &right),
            _ => self.binary(left, &operator, &right),
        }
    }

    fn matches_pattern(&self, text: &str, pattern: &str) -> Verdict {
        let characters = pattern.chars().map(|character| PatternCharacter {
            character,
            quoting: Quoting::Unquoted,
        });
        let settings = self.shell.pattern_settings(LetterCase::Kept);
        let pattern = Pattern::read(&characters.collect::<Vec<_>>(), settings);
        Ok(pattern.matches(text))
    }

    /// `=~`: an extended regular expression; one that is wrong is 2, without a word.
    fn matches_regex(&self, text: &str, pattern: &str) -> Verdict {
        let unsupported = |what: &str| self.shell.unsupported(what).map_err(Fault::Divert);
        if c_library(self.shell.shell) == CLibrary::Musl && differs_in_musl(pattern) {
            return unsupported("this regular expression in musl");
        }
        let dialect = RegexDialect::LibraryExtended;
        let regex = match Regex::new(pattern, dialect, Case::Sensitive, Unit::Byte) {
            Ok(regex) => regex,
            Err(RegexError::Unsupported) => return unsupported("this regular expression"),
            Err(_) => return Err(Fault::Silent),
        };
        match regex.is_in(text) {
            Ok(is_in) => Ok(is_in),
            Err(_) => unsupported("this regular expression"),
        }
    }
}

/// Whether a regular expression may mean something else to musl: what stands behind a backslash, repeats nothing, or
/// is a count.
fn differs_in_musl(pattern: &str) -> bool {
    let repeats_nothing = [
        "^*", "(*", "|*", "^+", "(+", "|+", "^?", "(?", "|?", "()", "||",
    ];
    let escapes_letter = |(at, _): (usize, &str)| {
        let next = pattern[at + 1..].chars().next();
        next.is_none_or(char::is_alphanumeric)
    };
    pattern.starts_with(['*', '+', '?'])
        || pattern.contains('{')
        || repeats_nothing.iter().any(|it| pattern.contains(it))
        || pattern.match_indices('\\').any(escapes_letter)
}
