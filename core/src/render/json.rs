//! Reports as JSON, indented for people.

use std::io;

use crate::Report;

/// Writes `report` as JSON.
///
/// # Errors
/// When `writer` fails.
pub fn write(report: &Report, writer: impl io::Write) -> serde_json::Result<()> {
    serde_json::to_writer_pretty(writer, report)
}
