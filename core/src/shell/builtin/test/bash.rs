//! How bash takes an expression of `test` apart: up to four words by their number, the rest by the grammar of `-a`
//! and `-o`.

use super::{Expression, Verdict};

/// Decides an expression.
pub(super) fn decide(expression: &mut Expression<'_>) -> Verdict {
    match expression.words.len() {
        0 => Ok(false),
        1 => Ok(expression.word(0) != Some("")),
        2 => expression.two(),
        3 => expression.three(),
        4 if expression.word(0) == Some("!") => {
            expression.at += 1;
            Ok(!expression.three()?)
        }
        4 if expression.word(0) == Some("(") && expression.word(3) == Some(")") => {
            expression.at += 1;
            expression.two()
        }
        _ => {
            let verdict = expression.bash_or()?;
            match expression.word(0) {
                None => Ok(verdict),
                Some(left) if left.starts_with('-') => {
                    Expression::fault(format!("syntax error: `{left}' unexpected"))
                }
                Some(_) => Expression::fault("too many arguments"),
            }
        }
    }
}

fn is_unary(word: &str) -> bool {
    matches!(word.as_bytes(), [b'-', letter] if b"abcdefghknoprstuvwxzGLNORS".contains(letter))
}

fn is_binary(word: &str) -> bool {
    matches!(
        word,
        "=" | "=="
            | "!="
            | "<"
            | ">"
            | "-eq"
            | "-ne"
            | "-lt"
            | "-le"
            | "-gt"
            | "-ge"
            | "-nt"
            | "-ot"
            | "-ef"
    )
}

impl Expression<'_> {
    fn next(&mut self) -> String {
        let word = self.word(0).unwrap_or_default().to_owned();
        self.at += 1;
        word
    }

    /// Two words: `!` and a word, or an operator and a word.
    fn two(&mut self) -> Verdict {
        let first = self.next();
        let second = self.next();
        match &*first {
            "!" => Ok(second.is_empty()),
            operator if is_unary(operator) => self.unary(operator, &second),
            other => Self::fault(format!("{other}: unary operator expected")),
        }
    }

    /// Three words: a binary operator, `-a`, `-o`, `!`, or parentheses.
    fn three(&mut self) -> Verdict {
        let (first, second, third) = (self.next(), self.next(), self.next());
        match &*second {
            operator if is_binary(operator) => self.binary(&first, operator, &third),
            "-a" => Ok(!first.is_empty() && !third.is_empty()),
            "-o" => Ok(!first.is_empty() || !third.is_empty()),
            _ if first == "!" => {
                self.at -= 2;
                Ok(!self.two()?)
            }
            _ if first == "(" && third == ")" => Ok(!second.is_empty()),
            other => Self::fault(format!("{other}: binary operator expected")),
        }
    }

    fn bash_or(&mut self) -> Verdict {
        let mut verdict = self.bash_and()?;
        if self.word(0) == Some("-o") {
            self.at += 1;
            verdict |= self.bash_or()?;
        }
        Ok(verdict)
    }

    fn bash_and(&mut self) -> Verdict {
        let mut verdict = self.bash_term()?;
        if self.word(0) == Some("-a") {
            self.at += 1;
            verdict &= self.bash_and()?;
        }
        Ok(verdict)
    }

    fn bash_term(&mut self) -> Verdict {
        let Some(word) = self.word(0).map(str::to_owned) else {
            return Self::fault("argument expected");
        };
        if word == "!" {
            self.at += 1;
            return Ok(!self.bash_term()?);
        }
        if word == "(" {
            return self.bash_group();
        }
        if self.word(2).is_some() && self.word(1).is_some_and(is_binary) {
            let (left, operator, right) = (self.next(), self.next(), self.next());
            return self.binary(&left, &operator, &right);
        }
        if word == "-t" {
            return Ok(self.terminal());
        }
        if is_unary(&word) && self.word(1).is_some() {
            self.at += 1;
            let operand = self.next();
            return self.unary(&word, &operand);
        }
        self.at += 1;
        Ok(!word.is_empty())
    }

    /// `-t` takes a word only where that is a number.
    fn terminal(&mut self) -> bool {
        self.at += 1;
        let is_number = self
            .word(0)
            .is_some_and(|it| it.trim().parse::<i64>().is_ok());
        self.at += usize::from(is_number);
        // No descriptor of a simulation is a terminal.
        false
    }

    fn bash_group(&mut self) -> Verdict {
        self.at += 1;
        let verdict = self.bash_or()?;
        match self.word(0) {
            None if self.by == "[" => Self::fault("`)' expected, found ]"),
            None => Self::fault("`)' expected"),
            Some(")") => {
                self.at += 1;
                Ok(verdict)
            }
            Some(other) => Self::fault(format!("`)' expected, found {other}")),
        }
    }
}
