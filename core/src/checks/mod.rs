//! What Shellform itself has to say about a simulation: things that work and are hardly meant so.

use crate::diagnostic::Diagnostic;
use crate::simulation::Simulation;

/// Runs every check.
#[must_use]
pub fn run(simulation: &Simulation) -> Vec<Diagnostic> {
    let _ = simulation;
    Vec::new()
}
