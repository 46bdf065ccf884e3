//! [`Fuel`]: how long a simulation goes on, so that every one ends.

use crate::trace::Resource;

/// How much a simulation may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fuel {
    /// How many commands and system calls there may be.
    pub steps: u64,
    /// How deeply functions, substitutions and scripts of one process may lie within one another.
    pub depth: u32,
    /// How many bytes of text may be made.
    pub bytes: usize,
    /// How many processes there may be, ended ones counted.
    pub processes: u32,
    /// How many seconds may pass in the simulation.
    pub seconds: u64,
}

impl Default for Fuel {
    /// Enough for what people write.
    fn default() -> Self {
        Self {
            steps: 2_000_000,
            depth: 5_000,
            bytes: 64 << 20,
            processes: 20_000,
            seconds: 24 * 60 * 60,
        }
    }
}

impl Fuel {
    /// Takes one step.
    ///
    /// # Errors
    ///
    /// When there is none left.
    pub fn step(&mut self) -> Result<(), Resource> {
        self.steps = self.steps.checked_sub(1).ok_or(Resource::Steps)?;
        Ok(())
    }
}
