//! Standard output. Whoever reads it may stop reading: that ends the run quietly.

use std::io::{self, BufWriter, ErrorKind, Write};

use crate::failure::Failure;

/// What became of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// All of it arrived.
    All,
    /// Nobody reads it any more.
    NobodyReads,
}

/// Writes to standard output what `write` writes.
pub(crate) fn write(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Written, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    written(write(&mut out).and_then(|()| out.flush()))
}

/// Writes `text` to standard output.
pub(crate) fn write_text(text: &str) -> Result<Written, Failure> {
    write(|out| out.write_all(text.as_bytes()))
}

/// Writes `value` as JSON, indented for people.
pub(crate) fn write_json(value: &impl serde::Serialize) -> Result<Written, Failure> {
    write(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

/// What a result of writing means.
pub(crate) fn written(result: io::Result<()>) -> Result<Written, Failure> {
    match result {
        Ok(()) => Ok(Written::All),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Written::NobodyReads),
        Err(error) => Err(Failure::unreadable(
            format!("standard output cannot be written: {error}"),
            None,
        )),
    }
}
