//! [`Calculator`] and [`Level`]: an expression that is being read, and those whose variables led to it.

use std::ops::Range;

use super::token::{Count, Scanned, Token, scan};
use super::{ArithmeticError, Failed, refuse, refuse_token};
use crate::shell::arithmetic::number::name_length;
use crate::shell::arithmetic::{ArrayKind, BadSubscript, DEEPEST, Unassigned, Unset, Variables};

/// How many expressions wait for one another at most (bash's own limit).
const MOST_LEVELS: usize = 1024;

/// The expressions on their way, the outermost first.
pub(super) struct Calculator<'a> {
    pub(super) variables: &'a mut dyn Variables,
    pub(super) levels: Vec<Level>,
    /// How many variables were set.
    pub(super) changes: usize,
    /// How deep we are nested, over all levels.
    pub(super) depth: usize,
}

/// An expression that is being read.
pub(super) struct Level {
    pub(super) text: String,
    pub(super) current: Token,
    pub(super) last: Token,
    /// The bytes of the current token.
    pub(super) at: Range<usize>,
    /// Where the last token starts that is not the end: messages show the rest from there.
    pub(super) shown_from: usize,
    /// The value of the current constant or name.
    pub(super) value: i64,
    /// The last name read, with its subscript.
    pub(super) name: Range<usize>,
    /// What the names read so far stand for, by where they start: a subscript is worked out once.
    places: Vec<(usize, Place)>,
    /// In how many parts we are that are only read.
    pub(super) unworked: usize,
    /// How many variables had been set when it began.
    changes: usize,
    /// Where it first needed another expression: the rest that a message shows, and the bytes.
    first_descent: Option<(usize, Range<usize>)>,
}

/// A variable, or an element of an array.
#[derive(Clone)]
pub(super) enum Place {
    Variable(String),
    Element(String, String),
}

impl Calculator<'_> {
    /// The value of `text`, on a level of its own.
    pub(super) fn evaluate(&mut self, text: &str) -> Result<i64, Failed> {
        if text.trim_matches([' ', '\t', '\n']).is_empty() {
            return Ok(0);
        }
        self.enter(text)?;
        let value = self.whole()?;
        self.levels.pop();
        self.depth -= 1;
        Ok(value)
    }

    fn enter(&mut self, text: &str) -> Result<(), Failed> {
        if let Some(level) = self.levels.last_mut() {
            let descent = (level.shown_from, level.at.clone());
            level.first_descent.get_or_insert(descent);
        }
        let changes = self.changes;
        let same = |level: &Level| level.text == text && level.changes == changes;
        if let Some(first) = self.levels.iter().rposition(same) {
            return Err(self.endless(first));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Box::new(ArithmeticError::too_deep(0..0)));
        }
        self.levels.push(Level {
            text: text.to_owned(),
            current: Token::End,
            last: Token::End,
            at: 0..0,
            shown_from: 0,
            value: 0,
            name: 0..0,
            places: Vec::new(),
            unworked: 0,
            changes,
            first_descent: None,
        });
        Ok(())
    }

    /// The level `first` is about to come again, unchanged, and so will all behind it until there are too many.
    fn endless(&self, first: usize) -> Failed {
        let period = self.levels.len() - first;
        let last = first + (MOST_LEVELS - 1 - first) % period;
        let level = &self.levels[last];
        let what = "expression recursion level exceeded";
        let (from, at) = level.first_descent.clone().unwrap_or_default();
        refuse(level, what, from, at)
    }

    pub(super) fn level(&mut self) -> &mut Level {
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    /// The current token; the one it was is then the last.
    pub(super) fn current(&mut self) -> Token {
        self.level().current
    }

    /// A message about the current token.
    pub(super) fn refusal(&mut self, what: &str) -> Failed {
        let level = self.level();
        refuse(level, what, level.shown_from, level.at.clone())
    }

    /// Reads the next token; a name's value is worked out at once, unless `=` follows.
    pub(super) fn advance(&mut self) -> Result<(), Failed> {
        let level = self.level();
        let Scanned { token, at, value } = level.scan_behind(level.at.end, level.current)?;
        if token != Token::End {
            level.shown_from = at.start;
        }
        let before = level.current;
        level.at = at;
        if token == Token::Name {
            level.name = level.at.clone();
            let next = level.peek()?;
            // bash works out the value while the token before is still the current one.
            let is_read = matches!(before, Token::CountBefore(_)) || next != Token::Equals;
            let value = if is_read { self.value()? } else { 0 };
            self.level().value = value;
        } else if token == Token::Number {
            level.value = value;
        }
        let level = self.level();
        level.last = before;
        level.current = token;
        Ok(())
    }

    /// The value of the name that was read.
    fn value(&mut self) -> Result<i64, Failed> {
        let level = self.level();
        if level.unworked > 0 {
            return Ok(0);
        }
        let at = level.name.clone();
        let place = self.place()?;
        self.level().places.push((at.start, place.clone()));
        let value = match &place {
            Place::Variable(name) => self.variables.value(name),
            Place::Element(name, key) => match self.variables.element(name, key) {
                Ok(value) => value,
                Err(BadSubscript) => {
                    let what = format!("{name}[{key}], before the first element");
                    return Err(Box::new(ArithmeticError::not_simulated(what, at)));
                }
            },
        };
        match (value, self.variables.unset()) {
            (Some(value), _) => self
                .evaluate(&value)
                .map_err(|error| Box::new(error.inside(at))),
            (None, Unset::Zero) => Ok(0),
            (None, Unset::Error) => {
                let name = &self.level().text[at.clone()];
                let message = format!("{name}: unbound variable");
                Err(Box::new(ArithmeticError::refused(message, at)))
            }
        }
    }

    /// What the name that was read stands for; an indexed array's subscript is worked out.
    fn place(&mut self) -> Result<Place, Failed> {
        let level = self.level();
        let at = level.name.clone();
        let text = level.text[at.clone()].to_owned();
        let (name, subscript) = text.split_at(name_length(text.as_bytes()));
        let name = name.to_owned();
        let Some(key) = subscript
            .strip_prefix('[')
            .and_then(|it| it.strip_suffix(']'))
        else {
            return Ok(Place::Variable(name));
        };
        if matches!(key, "" | "@" | "*") {
            let error = ArithmeticError::not_simulated(text, at);
            return Err(Box::new(error));
        }
        let key = match self.variables.array(&name) {
            ArrayKind::Associative => match unquoted(key) {
                Some(key) => key,
                None => return Err(Box::new(ArithmeticError::not_simulated(text, at))),
            },
            ArrayKind::Indexed => {
                let index = self.evaluate(key);
                index
                    .map_err(|error| Box::new(error.inside(at)))?
                    .to_string()
            }
        };
        Ok(Place::Element(name, key))
    }

    /// Sets the variable named `at`, unless we only read.
    pub(super) fn assign(&mut self, at: Range<usize>, value: i64) -> Result<(), Failed> {
        if self.level().unworked > 0 {
            return Ok(());
        }
        let level = self.level();
        level.name = at.clone();
        let known = level.places.iter().find(|(start, _)| *start == at.start);
        let place = match known.map(|(_, place)| place.clone()) {
            Some(place) => place,
            None => self.place()?,
        };
        self.changes += 1;
        let (name, done) = match &place {
            Place::Variable(name) => (name, self.variables.set(name, value)),
            Place::Element(name, key) => (name, self.variables.set_element(name, key, value)),
        };
        let error = match done {
            Ok(()) => return Ok(()),
            Err(Unassigned::ReadOnly) => {
                ArithmeticError::refused(format!("{name}: readonly variable"), at)
            }
            Err(Unassigned::NotSimulated) => ArithmeticError::not_simulated(name, at),
        };
        Err(Box::new(error))
    }
}

/// The key of an associative array without its quotes; nothing where bash would expand it again.
fn unquoted(key: &str) -> Option<String> {
    let mut unquoted = String::new();
    let mut quote = None;
    for character in key.chars() {
        match (quote, character) {
            (_, '$' | '`' | '\\') => return None,
            (Some(mark), _) if mark == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (Some(_) | None, _) => unquoted.push(character),
        }
    }
    match (quote, unquoted.as_str()) {
        (None, "" | "@" | "*") | (Some(_), _) => None,
        (None, _) => Some(unquoted),
    }
}

impl Level {
    /// The token behind the byte `from`, if `current` is the one before it.
    fn scan_behind(&self, from: usize, current: Token) -> Result<Scanned, Failed> {
        scan(&self.text, from, current, self.last).map_err(|refusal| refuse_token(self, refusal))
    }

    /// What stands behind the current name, and behind names that stand there.
    pub(super) fn peek(&self) -> Result<Token, Failed> {
        let next = self.scan_behind(self.at.end, Token::Name)?;
        let mut seen = next.clone();
        // bash looks behind each name, and finds what is wrong there first.
        while seen.token == Token::Name {
            seen = self.scan_behind(seen.at.end, Token::Name)?;
        }
        Ok(next.token)
    }
}

impl Count {
    /// What is added.
    pub(super) fn step(self) -> i64 {
        match self {
            Self::Up => 1,
            Self::Down => -1,
        }
    }
}
