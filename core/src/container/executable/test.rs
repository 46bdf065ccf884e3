//! `/usr/bin/test` and `[` (XCU 4): by the number of arguments up to four, then by precedence, as GNU does.
//!
//! What GNU says of a wrong expression is known; busybox's words are not simulated.

use super::{Call, Flavour};
use crate::kernel::{Content, Follow, InodeId, Node, Permission};

/// How many arguments an expression has at most.
const MOST: usize = 512;

/// Reads an expression.
struct Expression<'c, 'p> {
    call: &'c mut Call<'p>,
    words: Vec<String>,
    at: usize,
}

/// What is wrong with an expression.
struct Wrong(String);

type Verdict = Result<bool, Wrong>;

pub(super) async fn run(call: Call<'_>) -> u8 {
    evaluate(call).await
}

/// `[`, whose last argument is `]`.
pub(super) async fn run_bracket(mut call: Call<'_>) -> u8 {
    let last = call.arguments.last().map(|it| call.text(*it));
    let is_alone = call.arguments.len() == 2;
    if is_alone && matches!(last.as_deref(), Some("--help" | "--version")) {
        call.unsupported("with an option").await;
    }
    if last.as_deref() != Some("]") || call.arguments.len() < 2 {
        let text = format!("missing {}", call.quoted("]"));
        call.complain(&text).await;
        return 2;
    }
    call.arguments.pop();
    evaluate(call).await
}

async fn evaluate(mut call: Call<'_>) -> u8 {
    let words = call.operands();
    if words.len() > MOST {
        call.unsupported("with so many arguments").await;
    }
    if words.is_empty() {
        return 1;
    }
    if call.flavour == Flavour::Busybox && words.iter().any(|it| it == "(") {
        call.unsupported("with parentheses").await;
    }
    let count = words.len();
    let mut expression = Expression {
        call: &mut call,
        words,
        at: 0,
    };
    let verdict = Box::pin(expression.by_count(count)).await;
    let rest = expression.words.get(expression.at).cloned();
    let verdict = match (verdict, rest) {
        (Ok(_), Some(extra)) => Err(Wrong(format!("extra argument {}", call.quoted(&extra)))),
        (verdict, _) => verdict,
    };
    match verdict {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(Wrong(text)) if call.flavour == Flavour::Busybox => {
            call.unsupported(&format!("with a wrong expression: {text}"))
                .await
        }
        Err(Wrong(text)) => {
            call.complain(&text).await;
            2
        }
    }
}

fn is_binary(word: &str) -> bool {
    matches!(
        word,
        "=" | "==" | "!=" | "-nt" | "-ot" | "-ef" | "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge"
    )
}

fn is_unary(word: &str) -> bool {
    let mut letters = word.chars().skip(1);
    let letter = letters.next().filter(|_| word.starts_with('-'));
    letter.is_some_and(|it| "abcdefghkLnNOGprsStuwxz".contains(it)) && letters.next().is_none()
}

fn looks_unary(word: &str) -> bool {
    word.starts_with('-') && word.chars().count() == 2
}

impl Expression<'_, '_> {
    fn word(&self, ahead: usize) -> &str {
        self.words.get(self.at + ahead).map_or("", String::as_str)
    }

    fn quoted(&self, ahead: usize) -> String {
        self.call.quoted(self.word(ahead))
    }

    /// The first step behind the end is an error.
    fn advance(&mut self) -> Result<(), Wrong> {
        self.at += 1;
        match self.at < self.words.len() {
            true => Ok(()),
            false => Err(self.missing()),
        }
    }

    fn missing(&self) -> Wrong {
        let last = self.words.last().map(String::as_str).unwrap_or_default();
        Wrong(format!("missing argument after {}", self.call.quoted(last)))
    }

    async fn by_count(&mut self, count: usize) -> Verdict {
        match count {
            1 => Ok(self.one()),
            2 => self.two().await,
            3 => Box::pin(self.three()).await,
            4 if self.word(0) == "!" => {
                self.advance()?;
                Ok(!Box::pin(self.three()).await?)
            }
            4 if self.word(0) == "(" && self.word(3) == ")" => {
                self.advance()?;
                let verdict = self.two().await?;
                self.at += 1;
                Ok(verdict)
            }
            _ => Box::pin(self.or()).await,
        }
    }

    fn one(&mut self) -> bool {
        let verdict = !self.word(0).is_empty();
        self.at += 1;
        verdict
    }

    async fn two(&mut self) -> Verdict {
        if self.word(0) == "!" {
            self.advance()?;
            return Ok(!self.one());
        }
        if looks_unary(self.word(0)) {
            return match is_unary(self.word(0)) {
                true => self.unary().await,
                false => Err(Wrong(format!(
                    "{}: unary operator expected",
                    self.quoted(0)
                ))),
            };
        }
        Err(self.missing())
    }

    async fn three(&mut self) -> Verdict {
        if is_binary(self.word(1)) {
            return self.binary().await;
        }
        if self.word(0) == "!" {
            self.advance()?;
            return Ok(!self.two().await?);
        }
        if self.word(0) == "(" && self.word(2) == ")" {
            self.advance()?;
            let verdict = self.one();
            self.at += 1;
            return Ok(verdict);
        }
        match self.word(1) {
            "-a" | "-o" => Box::pin(self.or()).await,
            ">" | "<" if self.call.flavour == Flavour::Busybox => Box::pin(self.or()).await,
            _ => Err(Wrong(format!(
                "{}: binary operator expected",
                self.quoted(1)
            ))),
        }
    }

    async fn or(&mut self) -> Verdict {
        let mut verdict = self.and().await?;
        while self.word(0) == "-o" {
            self.at += 1;
            verdict |= self.and().await?;
        }
        Ok(verdict)
    }

    async fn and(&mut self) -> Verdict {
        let mut verdict = self.term().await?;
        while self.word(0) == "-a" {
            self.at += 1;
            verdict &= self.term().await?;
        }
        Ok(verdict)
    }

    async fn term(&mut self) -> Verdict {
        let mut is_negated = false;
        while self.word(0) == "!" && self.at < self.words.len() {
            self.advance()?;
            is_negated = !is_negated;
        }
        if self.at >= self.words.len() {
            return Err(self.missing());
        }
        let left = self.words.len() - self.at;
        let verdict = if self.word(0) == "(" {
            self.group().await?
        } else if left >= 3 && is_binary(self.word(1)) {
            self.binary().await?
        } else if looks_unary(self.word(0)) {
            match is_unary(self.word(0)) {
                true => self.unary().await?,
                false => {
                    return Err(Wrong(format!(
                        "{}: unary operator expected",
                        self.quoted(0)
                    )));
                }
            }
        } else {
            self.one()
        };
        Ok(verdict != is_negated)
    }

    async fn group(&mut self) -> Verdict {
        self.advance()?;
        let left = self.words.len() - self.at;
        let close = (1..left.min(4)).find(|it| self.word(*it) == ")");
        let verdict = Box::pin(self.by_count(close.unwrap_or(left))).await?;
        match self.words.get(self.at).map(String::as_str) {
            Some(")") => {
                self.at += 1;
                Ok(verdict)
            }
            None => Err(Wrong(format!("{} expected", self.call.quoted(")")))),
            Some(_) => {
                let (wanted, found) = (self.call.quoted(")"), self.word(0));
                Err(Wrong(format!("{wanted} expected, found {found}")))
            }
        }
    }

    async fn unary(&mut self) -> Verdict {
        let operator = self.word(0).to_owned();
        self.advance()?;
        let operand = self.word(0).to_owned();
        self.at += 1;
        Ok(match &*operator {
            "-n" => !operand.is_empty(),
            "-z" => operand.is_empty(),
            "-t" => {
                integer(self.call, &operand)?;
                let number = operand.trim().parse();
                number.is_ok_and(|it| self.call.process.is_terminal(it))
            }
            _ => self.file(&operator, &operand).await,
        })
    }

    async fn file(&mut self, operator: &str, path: &str) -> bool {
        let follow = match operator {
            "-L" | "-h" => Follow::NotLast,
            _ => Follow::Links,
        };
        let Ok(id) = self.call.inode(path, follow).await else {
            return false;
        };
        let process = &self.call.process;
        let inode = process.files.inode(id);
        let (user, group) = process.user();
        match operator {
            "-e" | "-a" => true,
            "-f" => matches!(inode.node, Node::Regular(_)),
            "-d" => process.is_directory(id),
            "-L" | "-h" => matches!(inode.node, Node::Link(_)),
            "-p" => matches!(inode.node, Node::Fifo(_)),
            "-c" => matches!(inode.node, Node::Device(_)),
            "-r" => process.may(id, Permission::Read),
            "-w" => process.may(id, Permission::Write),
            "-x" => process.may(id, Permission::Execute),
            "-u" => inode.mode & 0o4000 != 0,
            "-g" => inode.mode & 0o2000 != 0,
            "-k" => inode.mode & 0o1000 != 0,
            "-O" => inode.user == user,
            "-G" => inode.group == group,
            "-s" => self.has_content(id, path).await,
            "-N" => self.call.unsupported("with -N").await,
            _ => false,
        }
    }

    async fn has_content(&mut self, id: InodeId, path: &str) -> bool {
        match &self.call.process.files.inode(id).node {
            // A program has something in it.
            Node::Regular(Content::Program(_)) => true,
            Node::Device(_) => false,
            _ => self.call.size(id, path).await > 0,
        }
    }

    async fn binary(&mut self) -> Verdict {
        let [left, operator, right] = [0, 1, 2].map(|it| self.word(it).to_owned());
        self.at += 3;
        Ok(match &*operator {
            "=" | "==" => left == right,
            "!=" => left != right,
            "-nt" | "-ot" | "-ef" => self.files(&left, &operator, &right).await,
            _ => {
                let order = integer(self.call, &left)?.cmp(&integer(self.call, &right)?);
                match &*operator {
                    "-eq" => order.is_eq(),
                    "-ne" => order.is_ne(),
                    "-lt" => order.is_lt(),
                    "-le" => order.is_le(),
                    "-gt" => order.is_gt(),
                    _ => order.is_ge(),
                }
            }
        })
    }

    async fn files(&mut self, left: &str, operator: &str, right: &str) -> bool {
        let left = self.call.inode(left, Follow::Links).await.ok();
        let right = self.call.inode(right, Follow::Links).await.ok();
        let modified =
            |id: Option<InodeId>| id.map(|it| self.call.process.files.inode(it).modified);
        match operator {
            "-nt" => modified(left) > modified(right),
            "-ot" => modified(left) < modified(right),
            _ => left.is_some() && left == right,
        }
    }
}

/// A number of any size, as GNU compares them.
fn integer(call: &Call<'_>, text: &str) -> Result<Integer, Wrong> {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let (is_negative, digits) = match trimmed.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_number {
        return Err(Wrong(format!("invalid integer {}", call.quoted(text))));
    }
    let digits = digits.trim_start_matches('0').to_owned();
    Ok(Integer {
        is_negative: is_negative && !digits.is_empty(),
        digits,
    })
}

/// A whole number by its digits.
#[derive(Debug, PartialEq, Eq)]
struct Integer {
    is_negative: bool,
    digits: String,
}

impl Integer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let size = |it: &Self| (it.digits.len(), it.digits.clone());
        match (self.is_negative, other.is_negative) {
            (false, true) => std::cmp::Ordering::Greater,
            (true, false) => std::cmp::Ordering::Less,
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
        }
    }
}
