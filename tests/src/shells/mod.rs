//! Real shells beside the simulation: what both make of a script.

mod compare;
mod real;
mod shrink;

pub use compare::{Agreement, compare};
pub use real::{Ended, Place, Question, Real, every_shell};
pub use shrink::shrink;
