//! Standard output. Whoever reads it may stop reading: that ends the run quietly.

use std::io::{self, BufWriter, ErrorKind, Write};

use shellform::document::Document;
use shellform::render::{Format, Places, html, markdown, text};
use shellform::text::Texts;

use crate::args::OutputArguments;
use crate::environment;
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

/// Shows what was found in the format that is asked for: a document on the texts it was made of, or `json`, which
/// writes it as data. Only formats for people need the document, which is large for a large file.
pub(crate) fn show(
    arguments: &OutputArguments,
    texts: &Texts,
    title: &str,
    document: impl FnOnce() -> Document,
    json: impl FnOnce() -> Result<Written, Failure>,
) -> Result<Written, Failure> {
    match people(arguments.format) {
        Some(format) => show_document(arguments, format, texts, title, &document()),
        None => json(),
    }
}

/// A format for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ForPeople {
    Text,
    Markdown,
    Html,
}

/// The format, where it is one for people; else it is JSON.
pub(crate) fn people(format: Format) -> Option<ForPeople> {
    match format {
        Format::Text => Some(ForPeople::Text),
        Format::Markdown => Some(ForPeople::Markdown),
        Format::Html => Some(ForPeople::Html),
        Format::Json => None,
    }
}

/// Shows a document on the texts it was made of.
pub(crate) fn show_document(
    arguments: &OutputArguments,
    format: ForPeople,
    texts: &Texts,
    title: &str,
    document: &Document,
) -> Result<Written, Failure> {
    let places = Places::new(texts);
    match format {
        ForPeople::Text => {
            let style = environment::style(arguments.terminal);
            write_text(&text::render(document, &places, &style))
        }
        ForPeople::Markdown => write_text(&markdown::render(document, &places)),
        ForPeople::Html => write_text(&html::page(document, &places, title)),
    }
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
