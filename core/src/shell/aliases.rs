//! Alias substitution (XCU 2.3.1): a word where a command may begin is read as the text it is an alias of.
//!
//! A complete command is read up to the first such word. Then its text is made anew, with the value in place of the
//! word, and read again from its start, until there is none left. A value is not looked through for its own name
//! again, and where it ends in a blank the next word may be an alias, too.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::session::Session;
use crate::text::Span;

/// The aliases by name.
pub(in crate::shell) type AliasTable = Rc<BTreeMap<String, Span>>;

/// How many aliases may be put into one command.
const MOST: usize = 1000;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum WordPlace {
    /// Where a command may begin.
    Command,
    /// Elsewhere.
    Argument,
}

/// The aliases while one complete command is read.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Aliases {
    table: AliasTable,
    /// The values that stand in the text.
    placed: Vec<Placed>,
    /// The word that is to be replaced next.
    found: Option<Found>,
}

/// A value that stands in the text in place of its name.
#[derive(Debug, Clone)]
struct Placed {
    name: String,
    start: usize,
    end: usize,
    next: NextWord,
}

/// Whether the word behind a value may be an alias wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NextWord {
    MayBe,
    MayNotBe,
}

/// A word that is an alias, by its bytes in the text that is read.
#[derive(Debug, Clone)]
struct Found {
    start: usize,
    end: usize,
}

impl Aliases {
    /// The aliases before a command is read.
    pub(in crate::shell) fn of(table: &AliasTable) -> Self {
        Self {
            table: Rc::clone(table),
            ..Self::default()
        }
    }

    /// Notes the word at `start..end` of `text` when it is an alias that is to be replaced; whether it is.
    pub(in crate::shell) fn finds(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        place: WordPlace,
    ) -> bool {
        if self.table.is_empty() {
            return false;
        }
        let Some(name) = text.get(start..end) else {
            return false;
        };
        if !self.table.contains_key(name) {
            return false;
        }
        let is_within = |it: &Placed| it.name == name && (it.start..it.end).contains(&start);
        if self.placed.iter().any(is_within) {
            return false;
        }
        let is_next = |it: &Placed| {
            let between = text.get(it.end..start);
            it.next == NextWord::MayBe
                && between.is_some_and(|it| it.trim_matches([' ', '\t']).is_empty())
        };
        let may_be = place == WordPlace::Command || self.placed.iter().any(is_next);
        if may_be {
            self.found = Some(Found { start, end });
        }
        may_be
    }

    /// The text from `from` on, with the value in place of the word that was found; nothing when none was.
    pub(in crate::shell) fn replaced(
        &mut self,
        cx: &mut Session,
        text: Span,
        from: usize,
    ) -> Option<Span> {
        let found = self.found.take()?;
        let name = cx.texts.str(text.slice(found.start..found.end)).to_owned();
        let value = *self.table.get(&name)?;
        if self.placed.len() >= MOST {
            return None;
        }
        let mut builder = cx.texts.builder();
        builder.copy(text.slice(from..found.start));
        builder.copy(value);
        builder.copy(text.slice_from(found.end));
        let built = builder.build();
        let whole = match built.as_copy() {
            Some(span) => span,
            None => cx.texts.finish(built),
        };
        self.place(cx, &found, name, value, from);
        Some(whole)
    }

    /// Notes where the values stand now.
    fn place(&mut self, cx: &Session, found: &Found, name: String, value: Span, from: usize) {
        let grown = |at: usize| at + value.len() - (found.end - found.start) - from;
        for placed in &mut self.placed {
            if placed.end >= found.end {
                placed.end = grown(placed.end);
            } else {
                placed.end -= from.min(placed.end);
            }
            placed.start = match placed.start >= found.end {
                true => grown(placed.start),
                false => placed.start - from.min(placed.start),
            };
        }
        let next = match cx.texts.str(value).ends_with([' ', '\t']) {
            true => NextWord::MayBe,
            false => NextWord::MayNotBe,
        };
        let start = found.start - from;
        self.placed.push(Placed {
            name,
            start,
            end: start + value.len(),
            next,
        });
    }

    /// The aliases for a text of its own within this one, in which they are not simulated.
    pub(in crate::shell) fn set_apart(&mut self) -> Self {
        let within = Self::of(&self.table);
        std::mem::replace(self, within)
    }

    /// Goes on behind a text of its own; a word of it that an alias would have replaced is not simulated.
    pub(in crate::shell) fn come_back(&mut self, outer: Self) {
        self.found = None;
        *self = outer;
    }

    /// Whether any value stands in the text.
    pub(in crate::shell) fn any_placed(&self) -> bool {
        !self.placed.is_empty()
    }
}
