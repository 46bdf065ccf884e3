//! Searching: every way through the instructions, earlier alternatives first, each state once.
//!
//! A state that was seen and led nowhere leads nowhere again, so the steps of a search are bounded by pattern times
//! text. With back-references a state is more than a place, and the steps are counted instead.

use super::bracket::{Class, folded};
use super::error::SearchError;
use super::parse::Assertion;
use super::program::{Instruction, Program};
use super::{Case, Lines, Unit};

/// Where a match was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the match, then of each group that took part.
    pub groups: Vec<Option<(usize, usize)>>,
}

impl Found {
    /// The byte it begins at.
    #[must_use]
    pub fn start(&self) -> usize {
        self.whole().0
    }

    /// The byte behind it.
    #[must_use]
    pub fn end(&self) -> usize {
        self.whole().1
    }

    fn whole(&self) -> (usize, usize) {
        self.groups.first().copied().flatten().unwrap_or_default()
    }
}

/// How many steps a search with back-references may take, and how many states any search may have.
const STEPS: usize = 2_000_000;
const STATES: usize = 1 << 28;

/// The longest of the leftmost matches.
pub(super) fn find(
    program: &Program,
    lines: Lines,
    text: &str,
    from: usize,
) -> Result<Option<Found>, SearchError> {
    let Some(slots) = search(program, lines, text, from)? else {
        return Ok(None);
    };
    let groups: Vec<_> = (0..=program.groups)
        .map(|group| Some((slots[2 * group]?, slots[2 * group + 1]?)))
        .collect();
    let is_whole = |at: usize| text.is_char_boundary(at);
    match groups
        .iter()
        .flatten()
        .all(|it| is_whole(it.0) && is_whole(it.1))
    {
        true => Ok(Some(Found { groups })),
        false => Err(SearchError::InsideCharacter),
    }
}

/// Whether there is any match.
pub(super) fn is_in(program: &Program, lines: Lines, text: &str) -> Result<bool, SearchError> {
    Ok(search(program, lines, text, 0)?.is_some())
}

fn search(
    program: &Program,
    lines: Lines,
    text: &str,
    from: usize,
) -> Result<Option<Slots>, SearchError> {
    let width = text.len() + 1 - from.min(text.len());
    let states = width.saturating_mul(program.instructions.len());
    if states > STATES {
        return Err(SearchError::TooLong);
    }
    let mut search = Search {
        program,
        lines,
        text: text.as_bytes(),
        from,
        visited: Vec::new(),
        steps: 0,
    };
    let mut start = from;
    while start <= text.len() {
        if search.may_start(start) {
            if search.visited.is_empty() && !program.has_back_references {
                search.visited = vec![0; states.div_ceil(64)];
            }
            if let Some(slots) = search.run(start)? {
                return Ok(Some(slots));
            }
        }
        if program.instructions.get(1) == Some(&TEXT_START) && lines == Lines::Whole {
            break;
        }
        start = search.unit(start).map_or(text.len() + 1, |it| it.1);
    }
    Ok(None)
}

const TEXT_START: Instruction = Instruction::Assertion(Assertion::LineStart);

type Slots = Vec<Option<usize>>;

struct Search<'s> {
    program: &'s Program,
    lines: Lines,
    text: &'s [u8],
    from: usize,
    visited: Vec<u64>,
    steps: usize,
}

/// What is still to be tried.
enum Job {
    /// Going on at an instruction and a place.
    Go(usize, usize),
    /// Forgetting a place that was remembered.
    Restore(usize, Option<usize>),
}

impl Search<'_> {
    /// The character at a place, and where the next one is.
    fn unit(&self, at: usize) -> Option<(char, usize)> {
        let first = *self.text.get(at)?;
        if first.is_ascii() || self.program.unit == Unit::Byte {
            return Some((char::from(first), at + 1));
        }
        let end = self.text.len().min(at + 4);
        let rest = String::from_utf8_lossy(&self.text[at..end]);
        let c = rest.chars().next()?;
        Some((c, at + c.len_utf8()))
    }

    fn unit_before(&self, at: usize) -> Option<char> {
        let mut before = at.checked_sub(1)?;
        if self.program.unit == Unit::Character {
            while before > 0 && self.text[before] & 0xc0 == 0x80 {
                before -= 1;
            }
        }
        Some(self.unit(before)?.0)
    }

    /// Whether a match can begin here, as far as its first character says.
    fn may_start(&self, at: usize) -> bool {
        match self.program.instructions.get(1) {
            Some(Instruction::Character(c)) => {
                self.unit(at).is_some_and(|it| self.is_same(it.0, *c))
            }
            _ => true,
        }
    }

    fn is_same(&self, one: char, other: char) -> bool {
        one == other
            || self.program.case == Case::Insensitive && {
                let unit = self.program.unit;
                folded(one, unit) == folded(other, unit)
            }
    }

    /// Whether a state is new.
    fn visit(&mut self, instruction: usize, at: usize) -> bool {
        if self.program.has_back_references {
            return true;
        }
        let state = (at - self.from) * self.program.instructions.len() + instruction;
        let (word, bit) = (state / 64, 1 << (state % 64));
        let is_new = self.visited[word] & bit == 0;
        self.visited[word] |= bit;
        is_new
    }

    fn run(&mut self, start: usize) -> Result<Option<Slots>, SearchError> {
        let mut best: Option<Slots> = None;
        let mut slots: Slots = vec![None; self.program.slots];
        let mut jobs = vec![Job::Go(0, start)];
        while let Some(job) = jobs.pop() {
            let (instruction, at) = match job {
                Job::Restore(slot, before) => {
                    slots[slot] = before;
                    continue;
                }
                Job::Go(instruction, at) => (instruction, at),
            };
            if self.follow(instruction, at, &mut slots, &mut jobs)? {
                let end = slots[1];
                if best.as_ref().is_none_or(|it| it[1] < end) {
                    best = Some(slots.clone());
                }
                if end == Some(self.text.len()) {
                    break;
                }
            }
        }
        Ok(best)
    }

    /// Goes on until the way ends; whether it ends in a match.
    fn follow(
        &mut self,
        mut instruction: usize,
        mut at: usize,
        slots: &mut Slots,
        jobs: &mut Vec<Job>,
    ) -> Result<bool, SearchError> {
        let program = self.program;
        while self.visit(instruction, at) {
            self.steps += 1;
            if program.has_back_references && self.steps > STEPS {
                return Err(SearchError::TooLong);
            }
            let next = match &program.instructions[instruction] {
                Instruction::Match => return Ok(true),
                Instruction::Jump(to) => {
                    instruction = *to;
                    continue;
                }
                Instruction::Split(first, second) => {
                    jobs.push(Job::Go(*second, at));
                    instruction = *first;
                    continue;
                }
                Instruction::Save(slot) => {
                    jobs.push(Job::Restore(*slot, slots[*slot]));
                    slots[*slot] = Some(at);
                    Some(at)
                }
                Instruction::Progress(slot) => (slots[*slot] != Some(at)).then_some(at),
                Instruction::Assertion(assertion) => self.holds(*assertion, at).then_some(at),
                Instruction::BackReference(group) => self.repeats(*group, at, slots),
                Instruction::Any => self.unit(at).map(|it| it.1),
                Instruction::Character(c) => self
                    .unit(at)
                    .filter(|it| self.is_same(it.0, *c))
                    .map(|it| it.1),
                Instruction::Set(set) => self
                    .unit(at)
                    .filter(|it| set.has(it.0, program.case, program.unit))
                    .map(|it| it.1),
            };
            let Some(next) = next else {
                return Ok(false);
            };
            (instruction, at) = (instruction + 1, next);
        }
        Ok(false)
    }

    /// Where the characters of a group end that stand here again.
    fn repeats(&self, group: usize, at: usize, slots: &Slots) -> Option<usize> {
        let (start, end) = (slots[2 * group]?, slots[2 * group + 1]?);
        let behind = at + (end - start);
        let (one, other) = (self.text.get(start..end)?, self.text.get(at..behind)?);
        let is_same = match self.program.case {
            Case::Sensitive => one == other,
            Case::Insensitive => one.eq_ignore_ascii_case(other),
        };
        is_same.then_some(behind)
    }

    fn is_word(&self, c: Option<char>) -> bool {
        c.is_some_and(|it| it == '_' || Class::Alnum.has(it, self.program.unit))
    }

    fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let before = self.is_word(self.unit_before(at));
        let after = self.is_word(self.unit(at).map(|it| it.0));
        let each = self.lines == Lines::Each;
        match assertion {
            Assertion::LineStart => at == 0 || each && self.text[at - 1] == b'\n',
            Assertion::LineEnd => {
                at == self.text.len() || each && self.text.get(at) == Some(&b'\n')
            }
            Assertion::TextStart => at == 0,
            Assertion::TextEnd => at == self.text.len(),
            Assertion::WordBoundary => before != after,
            Assertion::NoWordBoundary => before == after,
            Assertion::WordStart => !before && after,
            Assertion::WordEnd => before && !after,
            Assertion::NoWordBefore => !before,
            Assertion::NoWordAfter => !after,
        }
    }
}
