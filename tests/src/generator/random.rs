//! [`Random`]: numbers that hang on a seed alone (splitmix64).

/// A source of numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Begins with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    /// Whether it happens, once in `times`.
    pub fn one_in(&mut self, times: u32) -> bool {
        self.below(times as usize) == 0
    }

    /// One of these.
    pub fn pick<'p>(&mut self, these: &[&'p str]) -> &'p str {
        these
            .get(self.below(these.len()))
            .copied()
            .unwrap_or_default()
    }
}
