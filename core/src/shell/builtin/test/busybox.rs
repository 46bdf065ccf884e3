//! How busybox takes an expression of `test` apart: by a grammar alone, in which a binary operator with a word behind
//! it goes before a unary one.

use super::{Expression, Verdict};

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

fn kind(word: Option<&str>) -> Kind {
    match word {
        None => Kind::End,
        Some(
            "-r" | "-w" | "-x" | "-e" | "-f" | "-d" | "-c" | "-b" | "-p" | "-u" | "-g" | "-k"
            | "-s" | "-t" | "-z" | "-n" | "-h" | "-O" | "-G" | "-L" | "-S",
        ) => Kind::Unary,
        Some(
            "=" | "==" | "!=" | "<" | ">" | "-eq" | "-ne" | "-ge" | "-gt" | "-le" | "-lt" | "-nt"
            | "-ot" | "-ef" | "=~",
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
        kind(self.word(ahead))
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
        self.binary(left, &operator, &right)
    }
}
