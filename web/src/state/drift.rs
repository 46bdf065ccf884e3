//! How far the editor is ahead of the last simulation.
//!
//! While somebody types, the text is painted at once with what the last simulation found; [`Drift`] moves its
//! places along with the text.

use std::ops::Range;

/// The one stretch in which two texts differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Drift {
    /// How many bytes at the start are the same.
    same_before: usize,
    /// Where the same bytes at the end begin in the old text.
    old_end: usize,
    /// And in the new one.
    new_end: usize,
}

impl Drift {
    /// Compares.
    pub(crate) fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        if old == new {
            return Self {
                same_before: old.len(),
                old_end: old.len(),
                new_end: new.len(),
            };
        }
        let same_before = same_at_start(old, new);
        let same_behind = same_at_end(&old[same_before..], &new[same_before..]);
        Self {
            same_before,
            old_end: old.len() - same_behind,
            new_end: new.len() - same_behind,
        }
    }

    /// Where a range of the old text is now; nowhere when all of it was replaced.
    pub(crate) fn moved(self, range: &Range<usize>) -> Option<Range<usize>> {
        let is_replaced = range.start >= self.same_before && range.end <= self.old_end;
        if is_replaced && self.old_end > self.same_before {
            return None;
        }
        let start = self.place(range.start, self.new_end);
        let end = self.place(range.end, self.same_before);
        (start <= end).then_some(start..end)
    }

    /// Where a byte of the old text is now; of replaced ones, where what replaced them ends. Never goes back.
    pub(crate) fn place_of(self, at: usize) -> usize {
        self.place(at, self.new_end)
    }

    fn place(self, at: usize, when_replaced: usize) -> usize {
        match at {
            at if at <= self.same_before => at,
            at if at >= self.old_end => at - self.old_end + self.new_end,
            _ => when_replaced,
        }
    }
}

/// How many bytes are compared at once: whole blocks first, for long texts.
const BLOCK: usize = 4096;

fn same_at_start(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks(BLOCK).zip(other.chunks(BLOCK));
    let skipped = blocks
        .take_while(|(one, other)| one == other && one.len() == BLOCK)
        .count()
        * BLOCK;
    let pairs = one[skipped..].iter().zip(&other[skipped..]);
    skipped + pairs.take_while(|(one, other)| one == other).count()
}

fn same_at_end(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks(BLOCK).zip(other.rchunks(BLOCK));
    let skipped = blocks
        .take_while(|(one, other)| one == other && one.len() == BLOCK)
        .count()
        * BLOCK;
    let (one, other) = (&one[..one.len() - skipped], &other[..other.len() - skipped]);
    let pairs = one.iter().rev().zip(other.iter().rev());
    skipped + pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::Drift;

    #[track_caller]
    fn check(old: &str, new: &str, range: std::ops::Range<usize>, expected: Option<&str>) {
        let moved = Drift::between(old, new).moved(&range);
        assert_eq!(moved.map(|it| &new[it]), expected);
    }

    #[test]
    fn what_is_before_stays_and_what_is_behind_moves() {
        check("CMD a b", "CMD aXX b", 0..3, Some("CMD"));
        check("CMD a b", "CMD aXX b", 6..7, Some("b"));
        check("CMD aXX b", "CMD a b", 8..9, Some("b"));
    }

    #[test]
    fn what_is_around_grows() {
        check("CMD echo", "CMD ecXho", 4..8, Some("ecXho"));
    }

    #[test]
    fn what_was_replaced_is_gone() {
        check("RUN abc d", "RUN x d", 4..7, None);
        check("RUN abc d", "RUN abc d", 4..7, Some("abc"));
    }

    #[test]
    fn what_was_partly_replaced_keeps_the_rest() {
        check("one two", "one 2", 2..6, Some("e "));
    }

    #[test]
    fn long_texts_are_compared_block_by_block() {
        let old = "x".repeat(10_000);
        let mut new = old.clone();
        new.insert(6_000, 'y');
        let drift = Drift::between(&old, &new);
        assert_eq!(drift.moved(&(5_990..6_000)), Some(5_990..6_000));
        assert_eq!(drift.place_of(6_001), 6_002);
        let drift = Drift::between(&new, &old);
        assert_eq!(drift.place_of(9_000), 8_999);
    }
}
