//! Reports as JSON, indented for people.

use std::io;

use crate::report::Streamed;
use crate::simulation::Simulation;

/// Writes the report of `simulation` as JSON, as it goes.
///
/// # Errors
/// When `writer` fails.
pub fn write(simulation: &Simulation, writer: impl io::Write) -> serde_json::Result<()> {
    serde_json::to_writer_pretty(writer, &Streamed(simulation))
}
