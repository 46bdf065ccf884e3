//! How far one word is followed: bounds that keep any input from taking the stack, the memory or the day.
//!
//! Real words come nowhere near them. BuildKit has no such bounds, and would expand the word.

/// How deeply references may stand inside each other. A level takes up to 1.5 kB of stack, 3 kB in a debug
/// build, and a WebAssembly module has 1 MB for everything.
pub(super) const MAX_DEPTH: usize = 200;

/// How much work one word may take. A byte of text made is one.
const MAX_WORK: usize = 1 << 22;

/// The work of following one way to match a pattern by one character.
pub(super) const STEP: usize = 8;

/// The work of adding a piece to the result.
pub(super) const PIECE: usize = 16;

/// The work that is left for a word.
#[derive(Debug)]
pub(super) struct Work {
    left: usize,
}

/// No work is left.
#[derive(Debug)]
pub(super) struct Exhausted;

impl Work {
    /// All that one word gets.
    pub(super) fn for_a_word() -> Self {
        Self { left: MAX_WORK }
    }

    /// Takes `amount` off what is left.
    pub(super) fn spend(&mut self, amount: usize) -> Result<(), Exhausted> {
        self.left = self.left.checked_sub(amount).ok_or(Exhausted)?;
        Ok(())
    }
}
