//! [`Fuel`]: how long a script is followed, so that every simulation ends.

use crate::trace::Resource;

/// How much a simulation may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fuel {
    /// How many commands may run.
    pub steps: u64,
    /// How deeply functions, substitutions and scripts may lie within one another.
    pub depth: u32,
    /// How many bytes of text may be made.
    pub bytes: usize,
}

impl Default for Fuel {
    /// Enough for what people write; the depth needs less than a stack of one megabyte.
    fn default() -> Self {
        Self {
            steps: 1_000_000,
            depth: 40,
            bytes: 64 << 20,
        }
    }
}

impl Fuel {
    /// Takes one step.
    pub(super) fn step(&mut self) -> Result<(), Resource> {
        self.steps = self.steps.checked_sub(1).ok_or(Resource::Steps)?;
        Ok(())
    }

    /// Goes one level deeper.
    pub(super) fn deeper(&mut self) -> Result<(), Resource> {
        self.depth = self.depth.checked_sub(1).ok_or(Resource::Depth)?;
        Ok(())
    }

    /// Comes back from a level.
    pub(super) fn shallower(&mut self) {
        self.depth += 1;
    }
}
