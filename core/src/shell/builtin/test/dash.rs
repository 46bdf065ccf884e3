//! How dash takes an expression of `test` apart: three and four words by their number, the rest by a grammar that
//! reads a word as an operator unless what stands around it says otherwise.

use super::{Expression, Fault, Verdict};

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
    let mut wanted = true;
    loop {
        let count = expression.words.len() - expression.at;
        let first = match count {
            0 => return Ok(!wanted),
            3 if operator(expression.word(1)) == Some(Kind::Binary) => Kind::Operand,
            3 | 4 if expression.word(0) == Some("(") && expression.word(count - 1) == Some(")") => {
                expression.words.pop();
                expression.at += 1;
                expression.kind(0)
            }
            3 | 4 if expression.word(0) == Some("!") => {
                wanted = !wanted;
                expression.at += 1;
                continue;
            }
            _ => expression.kind(0),
        };
        let verdict = expression.or(first)?;
        if let (Some(last), Some(_)) = (expression.word(0), expression.word(1)) {
            return Expression::fault(with_word(last, "unexpected operator"));
        }
        return Ok(verdict == wanted);
    }
}

/// The operator that a word is, wherever it stands.
fn operator(word: Option<&str>) -> Option<Kind> {
    let kind = match word? {
        "-r" | "-w" | "-x" | "-e" | "-f" | "-d" | "-c" | "-b" | "-p" | "-u" | "-g" | "-k"
        | "-s" | "-t" | "-z" | "-n" | "-h" | "-O" | "-G" | "-L" | "-S" => Kind::Unary,
        "=" | "!=" | "<" | ">" | "-eq" | "-ne" | "-ge" | "-gt" | "-le" | "-lt" | "-nt" | "-ot"
        | "-ef" => Kind::Binary,
        "!" => Kind::Not,
        "-a" => Kind::And,
        "-o" => Kind::Or,
        "(" => Kind::Open,
        ")" => Kind::Close,
        _ => return None,
    };
    Some(kind)
}

fn with_word(word: &str, text: &str) -> String {
    match word {
        "" => text.to_owned(),
        word => format!("{word}: {text}"),
    }
}

impl Expression<'_> {
    /// What the word `ahead` words behind the next one is there.
    fn kind(&self, ahead: usize) -> Kind {
        let Some(word) = self.word(ahead) else {
            return Kind::End;
        };
        match operator(Some(word)) {
            Some(Kind::Unary) if self.is_operand(ahead) => Kind::Operand,
            Some(Kind::Open) if self.word(ahead + 1).is_none() => Kind::Operand,
            Some(kind) => kind,
            None => Kind::Operand,
        }
    }

    /// Whether a unary operator is an operand: nothing behind it, or a binary operator with a word behind that.
    fn is_operand(&self, ahead: usize) -> bool {
        match (self.word(ahead + 1), self.word(ahead + 2)) {
            (None, _) => true,
            (Some(_), None) => false,
            (next, Some(_)) => operator(next) == Some(Kind::Binary),
        }
    }

    fn or(&mut self, mut kind: Kind) -> Verdict {
        let mut verdict = false;
        loop {
            verdict |= self.and(kind)?;
            if self.kind(1) != Kind::Or {
                return Ok(verdict);
            }
            self.at += 2;
            kind = self.kind(0);
        }
    }

    fn and(&mut self, mut kind: Kind) -> Verdict {
        let mut verdict = true;
        loop {
            verdict &= self.not(kind)?;
            if self.kind(1) != Kind::And {
                return Ok(verdict);
            }
            self.at += 2;
            kind = self.kind(0);
        }
    }

    fn not(&mut self, kind: Kind) -> Verdict {
        if kind != Kind::Not {
            return self.primary(kind);
        }
        let next = self.kind(1);
        if next != Kind::End {
            self.at += 1;
        }
        Ok(!self.not(next)?)
    }

    fn primary(&mut self, kind: Kind) -> Verdict {
        let word = self.word(0).unwrap_or_default().to_owned();
        match kind {
            Kind::End => Ok(false),
            Kind::Open => self.group(),
            Kind::Unary => {
                self.at += 1;
                let Some(operand) = self.word(0).map(str::to_owned) else {
                    return Self::fault(with_word(&word, "argument expected"));
                };
                self.unary(&word, &operand)
            }
            _ if self.kind(1) == Kind::Binary => self.two_sided(&word),
            _ => Ok(!word.is_empty()),
        }
    }

    fn group(&mut self) -> Verdict {
        self.at += 1;
        let kind = self.kind(0);
        if kind == Kind::Close {
            return Ok(false);
        }
        let verdict = self.or(kind)?;
        self.at += 1;
        if self.kind(0) != Kind::Close {
            return Err(Fault::Message("closing paren expected".to_owned()));
        }
        Ok(verdict)
    }

    fn two_sided(&mut self, left: &str) -> Verdict {
        let operator = self.word(1).unwrap_or_default().to_owned();
        self.at += 2;
        let Some(right) = self.word(0).map(str::to_owned) else {
            return Self::fault(with_word(&operator, "argument expected"));
        };
        self.binary(left, &operator, &right)
    }
}
