//! From the characters of a pattern to a tree (XBD 9.3, 9.4, and GNU's extensions).

use super::Around;
use super::bracket::Set;
use super::error::RegexError;

/// Whose reading of patterns it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// GNU sed, and with it GNU's library, basic.
    SedBasic,
    /// GNU sed, extended.
    SedExtended,
    /// GNU grep, basic.
    GrepBasic,
    /// GNU grep, extended.
    GrepExtended,
    /// GNU's library, basic: expr, busybox.
    LibraryBasic,
    /// GNU's library, extended: bash, busybox.
    LibraryExtended,
    /// mawk 1.3.4: extended, with escape sequences, without intervals.
    Mawk,
    /// The awk of busybox: extended, with escape sequences.
    Awk,
}

impl Dialect {
    fn is_basic(self) -> bool {
        matches!(self, Self::SedBasic | Self::GrepBasic | Self::LibraryBasic)
    }

    fn is_grep(self) -> bool {
        matches!(self, Self::GrepBasic | Self::GrepExtended)
    }

    /// Whether GNU's `dfa.c` reads it first.
    pub(super) fn is_read_by_dfa(self) -> bool {
        self.is_grep() || matches!(self, Self::SedBasic | Self::SedExtended)
    }

    /// Whether `\t` and its like stand for characters, in brackets too.
    pub(super) fn has_escapes(self) -> bool {
        matches!(self, Self::Mawk | Self::Awk)
    }
}

/// A pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Character(char),
    Any,
    Set(Set),
    Assertion(Assertion),
    BackReference(usize),
    Group(usize, Box<Node>),
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
    },
}

/// What holds at a place, without a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assertion {
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
    WordBoundary,
    NoWordBoundary,
    WordStart,
    WordEnd,
    NoWordBefore,
    NoWordAfter,
}

/// How deeply groups may lie within one another, and how often something may be repeated (`RE_DUP_MAX`).
const DEPTH: u32 = 100;
const REPEATED: u32 = 32767;

pub(super) struct Parser<'p> {
    pub(super) units: &'p [char],
    pub(super) at: usize,
    pub(super) dialect: Dialect,
    groups: usize,
    closed: Vec<usize>,
    depth: u32,
}

/// The tree of a pattern, and how many groups it has.
pub(super) fn parse(units: &[char], dialect: Dialect) -> Result<(Node, usize), RegexError> {
    let mut parser = Parser {
        units,
        at: 0,
        dialect,
        groups: 0,
        closed: Vec::new(),
        depth: 0,
    };
    let node = parser.alternatives()?;
    if parser.at < units.len() {
        return Err(RegexError::UnmatchedClosing);
    }
    Ok((node, parser.groups))
}

/// A tree with what has to stand around it.
pub(super) fn within(node: Node, around: Around) -> Node {
    let (before, after) = match around {
        Around::Anything => return node,
        Around::NoWord => (Assertion::NoWordBefore, Assertion::NoWordAfter),
        Around::LineEnds => (Assertion::LineStart, Assertion::LineEnd),
    };
    Node::Sequence(vec![Node::Assertion(before), node, Node::Assertion(after)])
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.units.get(self.at).copied()
    }

    pub(super) fn peek_second(&self) -> Option<char> {
        self.units.get(self.at + 1).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let is_there = self.peek() == Some(c);
        self.at += usize::from(is_there);
        is_there
    }

    /// Whether the operator `c` comes: with a backslash in basic patterns, without in extended ones.
    fn sees(&self, c: char) -> bool {
        match self.dialect.is_basic() {
            true => self.peek() == Some('\\') && self.peek_second() == Some(c),
            false => self.peek() == Some(c),
        }
    }

    fn takes(&mut self, c: char) -> bool {
        let is_there = self.sees(c);
        if is_there {
            self.at += 1 + usize::from(self.dialect.is_basic());
        }
        is_there
    }

    fn alternatives(&mut self) -> Result<Node, RegexError> {
        let mut branches = vec![self.branch()?];
        while self.takes('|') {
            branches.push(self.branch()?);
        }
        Ok(match branches.len() {
            1 => branches.remove(0),
            _ => Node::Alternatives(branches),
        })
    }

    fn branch(&mut self) -> Result<Node, RegexError> {
        let mut nodes = Vec::new();
        let start = self.at;
        while self.peek().is_some() && !self.sees('|') {
            if self.sees(')') && !self.is_plain_closing() {
                break;
            }
            let is_first =
                self.at == start || nodes.last() == Some(&Node::Assertion(Assertion::LineStart));
            let was = self.at;
            let node = match is_first {
                true => self.first_atom(was == start)?,
                false => self.atom()?,
            };
            let Some(node) = node else { continue };
            nodes.push(self.repeated(node)?);
        }
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    /// A `)` without its `(` stands for itself in GNU's library and grep.
    fn is_plain_closing(&self) -> bool {
        let may = matches!(
            self.dialect,
            Dialect::GrepExtended | Dialect::LibraryExtended
        );
        may && self.depth == 0
    }

    /// An atom at the start of a branch, where nothing can be repeated.
    fn first_atom(&mut self, is_at_start: bool) -> Result<Option<Node>, RegexError> {
        let is_basic = self.dialect.is_basic();
        match self.peek() {
            Some('*') if is_basic => {
                self.at += 1;
                Ok(Some(Node::Character('*')))
            }
            Some('^') if is_basic && is_at_start => {
                self.at += 1;
                Ok(Some(Node::Assertion(Assertion::LineStart)))
            }
            Some('*' | '+' | '?') if !is_basic => match self.dialect {
                // grep says so in a warning.
                Dialect::GrepExtended | Dialect::Mawk | Dialect::Awk => {
                    Err(RegexError::Unsupported)
                }
                _ => Err(RegexError::Preceding),
            },
            _ if self.sees('{') && self.dialect != Dialect::Mawk => match self.dialect.is_grep() {
                true => Err(RegexError::Unsupported),
                false => Err(RegexError::Preceding),
            },
            _ => self.atom(),
        }
    }

    fn atom(&mut self) -> Result<Option<Node>, RegexError> {
        if self.takes('(') {
            return self.group().map(Some);
        }
        let Some(c) = self.next() else {
            return Ok(None);
        };
        Ok(Some(match c {
            '.' => Node::Any,
            '[' => Node::Set(self.bracket()?),
            '\\' => self.backslash()?,
            '^' if !self.dialect.is_basic() => Node::Assertion(Assertion::LineStart),
            '$' if self.is_end_anchor() => Node::Assertion(Assertion::LineEnd),
            c => Node::Character(c),
        }))
    }

    /// Whether a `$` that was just taken is an anchor: in a basic pattern only at its end.
    fn is_end_anchor(&self) -> bool {
        !self.dialect.is_basic() || self.peek().is_none() || self.sees('|') || self.sees(')')
    }

    fn group(&mut self) -> Result<Node, RegexError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(RegexError::Unsupported);
        }
        self.groups += 1;
        let number = self.groups;
        let inside = self.alternatives()?;
        if !self.takes(')') {
            return Err(RegexError::UnmatchedParenthesis);
        }
        self.depth -= 1;
        self.closed.push(number);
        Ok(Node::Group(number, Box::new(inside)))
    }

    /// Behind a backslash that is no operator.
    fn backslash(&mut self) -> Result<Node, RegexError> {
        let c = self.next().ok_or(RegexError::TrailingBackslash)?;
        if self.dialect.has_escapes() {
            return Ok(Node::Character(self.escaped(c)));
        }
        Ok(match c {
            '1'..='9' => {
                let number = c as usize - '0' as usize;
                if !self.closed.contains(&number) {
                    return Err(RegexError::BackReference);
                }
                Node::BackReference(number)
            }
            'w' => Node::Set(Set::word()),
            'W' => Node::Set(Set::word().negated()),
            's' => Node::Set(Set::space()),
            'S' => Node::Set(Set::space().negated()),
            'b' => Node::Assertion(Assertion::WordBoundary),
            'B' => Node::Assertion(Assertion::NoWordBoundary),
            '<' => Node::Assertion(Assertion::WordStart),
            '>' => Node::Assertion(Assertion::WordEnd),
            '`' => Node::Assertion(Assertion::TextStart),
            '\'' => Node::Assertion(Assertion::TextEnd),
            ')' => return Err(RegexError::UnmatchedClosing),
            c => Node::Character(c),
        })
    }

    /// What awk's escape sequence `\c` stands for.
    pub(super) fn escaped(&mut self, c: char) -> char {
        match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'a' => '\u{7}',
            'b' => '\u{8}',
            '0'..='7' => {
                let mut value = c as u32 - '0' as u32;
                for _ in 0..2 {
                    if let Some(digit) = self.peek().and_then(|it| it.to_digit(8)) {
                        value = value * 8 + digit;
                        self.at += 1;
                    }
                }
                char::from_u32(value & 0xff).unwrap_or(c)
            }
            c => c,
        }
    }

    /// The repetitions behind an atom.
    fn repeated(&mut self, mut node: Node) -> Result<Node, RegexError> {
        let mut is_starred = false;
        let is_anchor = matches!(node, Node::Assertion(_));
        loop {
            let was = self.at;
            let (least, most) = match self.peek() {
                Some('*') if is_anchor && self.dialect.is_basic() => return Ok(node),
                Some('*') => {
                    self.at += 1;
                    if is_starred && self.dialect == Dialect::SedBasic {
                        return Err(RegexError::Preceding);
                    }
                    is_starred = true;
                    (0, None)
                }
                _ if self.takes('+') => (1, None),
                _ if self.takes('?') => (0, Some(1)),
                _ if self.sees('{') && self.dialect != Dialect::Mawk => match self.interval()? {
                    Some(counts) => counts,
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            if is_anchor {
                self.at = was;
                return match self.dialect.is_grep() || self.dialect.has_escapes() {
                    true => Err(RegexError::Unsupported),
                    false => Err(RegexError::Preceding),
                };
            }
            node = Node::Repeat {
                node: Box::new(node),
                least,
                most,
            };
        }
    }

    /// `{m,n}`; nothing where the brace stands for itself.
    fn interval(&mut self) -> Result<Option<(u32, Option<u32>)>, RegexError> {
        let start = self.at;
        self.takes('{');
        let least = self.number()?;
        let most = match self.take(',') {
            true => self.number()?,
            false => least,
        };
        let has_comma = self.units[start..self.at].contains(&',');
        if !self.takes('}') {
            match self.dialect {
                // The brace stands for itself.
                Dialect::GrepExtended | Dialect::Awk => {
                    self.at = start;
                    return Ok(None);
                }
                Dialect::LibraryExtended => return Err(RegexError::Unsupported),
                Dialect::SedBasic
                | Dialect::SedExtended
                | Dialect::GrepBasic
                | Dialect::LibraryBasic
                | Dialect::Mawk => {}
            }
            let is_content = matches!(self.peek(), Some(c) if !c.is_ascii_digit());
            return Err(match is_content && !self.dialect.is_basic() && !has_comma {
                true => RegexError::BraceContent,
                false => RegexError::UnmatchedBrace,
            });
        }
        if least.is_none() && !has_comma {
            return Err(RegexError::BraceContent);
        }
        if matches!((least, most), (Some(least), Some(most)) if most < least) {
            return Err(RegexError::BraceContent);
        }
        if least.max(most) > Some(REPEATED) {
            return Err(RegexError::TooBig);
        }
        Ok(Some((least.unwrap_or(0), most)))
    }

    fn number(&mut self) -> Result<Option<u32>, RegexError> {
        let start = self.at;
        let mut value = 0_u32;
        while let Some(digit) = self.peek().and_then(|it| it.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        Ok((self.at > start).then_some(value))
    }
}
