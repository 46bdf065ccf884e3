//! `test` and `[` (XCU 4): up to four arguments by their number, more by the grammar of `-a` and `-o`.

use crate::kernel::{Content, Follow, InodeId, Missing, Node, Permission};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

/// An expression as it is being read.
struct Expression<'s> {
    shell: &'s mut Evaluator,
    /// `test` or `[`.
    by: &'static str,
    words: Vec<String>,
}

/// What an expression comes to, or that a message has been printed.
type Verdict = Flow<Option<bool>>;

pub(super) async fn test(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    decide(shell, "test", &arguments[1..]).await
}

pub(super) async fn bracket(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if let [_, words @ .., last] = arguments
        && is_closing(shell.str(*last), shell.dialect())
    {
        return decide(shell, "[", words).await;
    }
    match shell.dialect() {
        Dialect::Dash => shell.complain(Some("["), "missing ]").await?,
        Dialect::BusyboxAsh => return busybox_error(shell, "missing ]").await,
        Dialect::Bash | Dialect::BashAsSh => shell.complain(Some("["), "missing `]'").await?,
    }
    Ok(2)
}

/// Whether a word closes `[`: dash only looks at its first character.
fn is_closing(word: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Dash => word.starts_with(']'),
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => word == "]",
    }
}

async fn decide(shell: &mut Evaluator, by: &'static str, arguments: &[Span]) -> Flow<u8> {
    let words = arguments.iter().map(|it| shell.str(*it).to_owned());
    let words: Vec<String> = words.collect();
    let mut expression = Expression { shell, by, words };
    let range = 0..expression.words.len();
    Ok(match expression.by_count(range).await? {
        Some(true) => 0,
        Some(false) => 1,
        None => 2,
    })
}

/// A message of busybox's applet, which names itself.
async fn busybox_error(shell: &mut Evaluator, text: &str) -> Flow<u8> {
    let name = shell.str(shell.environment.name);
    if name != "sh" && !name.ends_with("/sh") {
        return shell.unsupported("the name busybox's test has in a message");
    }
    shell.print_error(&format!("sh: {text}\n")).await?;
    Ok(2)
}

impl Expression<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// The rules of POSIX by the number of arguments.
    async fn by_count(&mut self, range: std::ops::Range<usize>) -> Verdict {
        let first = range.start;
        match range.len() {
            0 => Ok(Some(false)),
            1 => Ok(Some(!self.word(first).is_empty())),
            2 if self.word(first) == "!" => self.negated(first + 1..range.end).await,
            2 if is_unary(self.word(first)) => self.unary(first).await,
            2 => self.malformed(range).await,
            3 if is_binary(self.word(first + 1), self.shell.dialect()) => self.binary(first).await,
            3 if self.word(first) == "!" => self.negated(first + 1..range.end).await,
            3 if self.word(first) == "(" && self.word(first + 2) == ")" => {
                Box::pin(self.by_count(first + 1..first + 2)).await
            }
            3 => self.malformed(range).await,
            4 if self.word(first) == "!" => self.negated(first + 1..range.end).await,
            4 if self.word(first) == "(" && self.word(first + 3) == ")" => {
                Box::pin(self.by_count(first + 1..first + 3)).await
            }
            _ => self.combined(range).await,
        }
    }

    async fn negated(&mut self, range: std::ops::Range<usize>) -> Verdict {
        Ok(Box::pin(self.by_count(range)).await?.map(|it| !it))
    }

    /// `… -o …`, then `… -a …`, each part by its number of arguments.
    async fn combined(&mut self, range: std::ops::Range<usize>) -> Verdict {
        let has_parentheses = range.clone().any(|at| matches!(self.word(at), "(" | ")"));
        if has_parentheses {
            return self
                .shell
                .unsupported("test with parentheses among many arguments");
        }
        for (operator, is_or) in [("-o", true), ("-a", false)] {
            let inside = range.start + 1..range.end.saturating_sub(1);
            let Some(at) = inside.clone().find(|at| self.word(*at) == operator) else {
                continue;
            };
            let left = Box::pin(self.by_count(range.start..at)).await?;
            let right = Box::pin(self.by_count(at + 1..range.end)).await?;
            return Ok(match (left, right) {
                (Some(left), Some(right)) if is_or => Some(left || right),
                (Some(left), Some(right)) => Some(left && right),
                _ => None,
            });
        }
        self.malformed(range).await
    }

    /// What is no expression.
    async fn malformed(&mut self, range: std::ops::Range<usize>) -> Verdict {
        if range.len() != self.words.len() {
            return self.shell.unsupported("the message of a malformed test");
        }
        let first = self.word(0).to_owned();
        let second = self.word(1).to_owned();
        let is_plain = |it: &str| !it.starts_with('-') && !matches!(it, "!" | "(" | ")");
        let are_plain = self.words.iter().all(|it| is_plain(it));
        let text = match (self.shell.dialect(), self.words.len()) {
            (Dialect::Dash | Dialect::BusyboxAsh, 2) if matches!(second.as_str(), "-a" | "-o") => {
                return self.shell.unsupported("the message of a malformed test");
            }
            (Dialect::Dash, 2) if is_binary(&second, Dialect::Dash) => {
                format!("{second}: argument expected")
            }
            (Dialect::Dash, 2..=4) if are_plain => format!("{first}: unexpected operator"),
            (Dialect::Bash | Dialect::BashAsSh, 2) if are_plain => {
                format!("{first}: unary operator expected")
            }
            (Dialect::Bash | Dialect::BashAsSh, 3) if are_plain => {
                format!("{second}: binary operator expected")
            }
            (Dialect::Bash | Dialect::BashAsSh, 4..) if are_plain => {
                "too many arguments".to_owned()
            }
            (Dialect::BusyboxAsh, 2) if is_operator_of_busybox(&second) => {
                busybox_error(self.shell, &format!("{second}: argument expected")).await?;
                return Ok(None);
            }
            (Dialect::BusyboxAsh, 2..) if are_plain => {
                let second = if self.words.len() == 2 || !is_operator_of_busybox(&second) {
                    second
                } else {
                    return self.shell.unsupported("the message of a malformed test");
                };
                busybox_error(self.shell, &format!("{second}: unknown operand")).await?;
                return Ok(None);
            }
            _ => return self.shell.unsupported("the message of a malformed test"),
        };
        self.shell.complain(Some(self.by), &text).await?;
        Ok(None)
    }

    async fn unary(&mut self, at: usize) -> Verdict {
        let operand = self.word(at + 1).to_owned();
        let operator = self.word(at).to_owned();
        match operator.as_str() {
            "-z" => return Ok(Some(operand.is_empty())),
            "-n" => return Ok(Some(!operand.is_empty())),
            _ => {}
        }
        if operand.is_empty() {
            return Ok(Some(false));
        }
        let follow = match operator.as_str() {
            "-h" | "-L" => Follow::NotLast,
            _ => Follow::Links,
        };
        if operator == "-t" {
            return Ok(Some(false));
        }
        match self.shell.process.inode_at(&operand, follow) {
            Ok(id) => self.file_test(&operator, id),
            Err(Missing::Error(_)) => Ok(Some(false)),
            Err(Missing::NobodyKnows) => {
                let what = format!("{operator} {operand}, of which nobody knows whether it exists");
                self.shell.unsupported(what)
            }
        }
    }

    /// What a file that is there comes to.
    fn file_test(&mut self, operator: &str, id: InodeId) -> Verdict {
        let process = &self.shell.process;
        let inode = process.files.inode(id);
        let (user, group) = process.user();
        Ok(Some(match operator {
            "-e" | "-a" => true,
            "-f" => matches!(inode.node, Node::Regular(_)),
            "-d" => matches!(inode.node, Node::Directory { .. }),
            "-h" | "-L" => matches!(inode.node, Node::Link(_)),
            "-p" => matches!(inode.node, Node::Fifo(_)),
            "-c" => matches!(inode.node, Node::Device(_)),
            "-b" | "-S" => false,
            "-r" => process.may(id, Permission::Read),
            "-w" => process.may(id, Permission::Write),
            "-x" => process.may(id, Permission::Execute),
            "-u" => inode.mode & 0o4000 != 0,
            "-g" => inode.mode & 0o2000 != 0,
            "-k" => inode.mode & 0o1000 != 0,
            "-O" => inode.user == user,
            "-G" => inode.group == group,
            "-s" => match &inode.node {
                Node::Regular(Content::Known(rope)) => !rope.is_empty(),
                Node::Regular(Content::Program(_)) | Node::Directory { .. } => true,
                Node::Regular(Content::Unknown(_)) => {
                    return self
                        .shell
                        .unsupported("the size of a file that is not known");
                }
                Node::Link(_) | Node::Device(_) | Node::Fifo(_) => false,
            },
            _ => return self.shell.unsupported(format!("test {operator}")),
        }))
    }

    async fn binary(&mut self, at: usize) -> Verdict {
        let left = self.word(at).to_owned();
        let right = self.word(at + 2).to_owned();
        let operator = self.word(at + 1).to_owned();
        match operator.as_str() {
            "=" | "==" => return Ok(Some(left == right)),
            "!=" => return Ok(Some(left != right)),
            "-a" | "-o" if left.starts_with('-') || right.starts_with('-') => {
                return self.shell.unsupported("the message of a malformed test");
            }
            "-a" => return Ok(Some(!left.is_empty() && !right.is_empty())),
            "-o" => return Ok(Some(!left.is_empty() || !right.is_empty())),
            "<" | ">" | "-nt" | "-ot" | "-ef" | "=~" => {
                return self.shell.unsupported(format!("test with {operator}"));
            }
            _ => {}
        }
        let Some(left) = self.number(&left).await? else {
            return Ok(None);
        };
        let Some(right) = self.number(&right).await? else {
            return Ok(None);
        };
        Ok(Some(match operator.as_str() {
            "-eq" => left == right,
            "-ne" => left != right,
            "-lt" => left < right,
            "-le" => left <= right,
            "-gt" => left > right,
            _ => left >= right,
        }))
    }

    /// An integer, with blanks around it; with what is none, the message.
    async fn number(&mut self, text: &str) -> Flow<Option<i64>> {
        let digits = text.trim_matches(is_white_space);
        if let Ok(number) = digits.parse::<i64>() {
            return Ok(Some(number));
        }
        if digits.is_empty() {
            return self.shell.unsupported("an empty number of test");
        }
        match (self.shell.dialect(), self.shell.dialect().family()) {
            (Dialect::Dash, _) => {
                let text = format!("Illegal number: {text}");
                self.shell.complain(Some(self.by), &text).await?;
            }
            (Dialect::BusyboxAsh, _) => {
                busybox_error(self.shell, &format!("{text}: bad number")).await?;
            }
            (_, Family::Bash | Family::Ash) => {
                let text = format!("{text}: integer expression expected");
                self.shell.complain(Some(self.by), &text).await?;
            }
        }
        Ok(None)
    }
}

fn is_white_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

fn is_unary(word: &str) -> bool {
    matches!(word.as_bytes(), [b'-', letter] if b"bcdefghkLnoprsStuwxzOGNvR".contains(letter))
}

fn is_binary(word: &str, dialect: Dialect) -> bool {
    match word {
        "=" | "!=" | "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge" | "-nt" | "-ot" | "-ef"
        | "<" | ">" | "-a" | "-o" => true,
        "==" => dialect != Dialect::Dash,
        "=~" => dialect == Dialect::BusyboxAsh,
        _ => false,
    }
}

fn is_operator_of_busybox(word: &str) -> bool {
    is_binary(word, Dialect::BusyboxAsh)
}
