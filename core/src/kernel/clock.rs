//! [`Instant`]: the time of the simulation, and what the steps of a process cost.

/// A time, in nanoseconds since the simulation began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Instant(pub u64);

/// What things take on a machine of today: only their order matters, it decides who of two is first.
pub(super) mod cost {
    /// A system call.
    pub(in crate::kernel) const CALL: u64 = 2_000;
    /// `fork`, for the process that calls it.
    pub(in crate::kernel) const FORK: u64 = 150_000;
    /// Until a new process takes its first step.
    pub(in crate::kernel) const START: u64 = 400_000;
    /// Until a program that was started takes its first step.
    pub(in crate::kernel) const EXEC: u64 = 700_000;
    /// Until a process that waited goes on.
    pub(in crate::kernel) const WAKE: u64 = 50_000;
}

impl Instant {
    /// A time that comes later.
    #[must_use]
    pub fn after(self, nanoseconds: u64) -> Self {
        Self(self.0.saturating_add(nanoseconds))
    }

    /// Whole seconds since the simulation began.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.0 / 1_000_000_000
    }
}
