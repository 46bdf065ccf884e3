//! Files and standard input as text, with a message that helps where they are not.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::str::Utf8Error;

use serde_json::Value;
use shellform::input::LONGEST_TEXT;

use crate::args::STANDARD_INPUT;
use crate::failure::Failure;

/// A text and what to call it.
#[derive(Debug)]
pub(crate) struct Named {
    /// Its name in messages.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
}

/// Whether `path` stands for standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Reads a file, or standard input for `-`, as text.
pub(crate) fn read(path: &Path) -> Result<Named, Failure> {
    let (name, bytes) = match is_standard_input(path) {
        true => {
            let name = "standard input".to_owned();
            let bytes = bounded(io::stdin().lock(), &name)?;
            (name, bytes)
        }
        false => {
            let name = path.display().to_string();
            let bytes = bounded(open(path)?, &name)?;
            (name, bytes)
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Named { name, text }),
        Err(error) => Err(not_utf8(&name, error.as_bytes(), error.utf8_error())),
    }
}

/// Opens a file.
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    let name = path.display();
    let help = "name a file, or give the Dockerfile on standard input and `-` as its name";
    let file = File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::unreadable(format!("there is no file {name}"), Some(help)),
        _ => Failure::unreadable(format!("{name} cannot be read: {error}"), None),
    })?;
    match file.metadata() {
        Ok(it) if it.is_dir() => {
            let message = format!("{name} is a directory");
            let inside = format!(
                "for the Dockerfile in it, name `{}`",
                path.join("Dockerfile").display()
            );
            let has_one = path.join("Dockerfile").is_file();
            Err(Failure::unreadable(message, has_one.then_some(&*inside)))
        }
        _ => Ok(file),
    }
}

/// All bytes, up to the longest text that is simulated.
fn bounded(reader: impl Read, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = LONGEST_TEXT as u64 + 1;
    reader
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unreadable(format!("{name} cannot be read: {error}"), None))?;
    match bytes.len() > LONGEST_TEXT {
        true => {
            let mebibytes = LONGEST_TEXT / 1024 / 1024;
            let message = format!("{name} is longer than {mebibytes} MiB");
            let help = "Docker takes no Dockerfile as long as that either; is it the right file?";
            Err(Failure::unreadable(message, Some(help)))
        }
        false => Ok(bytes),
    }
}

fn not_utf8(name: &str, bytes: &[u8], error: Utf8Error) -> Failure {
    let offset = error.valid_up_to();
    let (before, behind) = bytes.split_at(offset);
    let line = before.iter().filter(|it| **it == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|it| *it == b'\n')
        .map_or(0, |it| it + 1);
    let end = behind
        .iter()
        .position(|it| *it == b'\n')
        .unwrap_or(behind.len());
    let byte = behind.first().copied().unwrap_or_default();
    let message = format!(
        "{name} is not UTF-8: line {line} has the byte 0x{byte:02x} at byte offset {offset}"
    );
    let shown = String::from_utf8_lossy(&bytes[start..offset + end]);
    let column = String::from_utf8_lossy(&before[start..]).chars().count();
    Failure::unreadable(message, Some(encoding_help(bytes))).at(
        line,
        shown.trim_end(),
        column,
        "no character of UTF-8",
    )
}

fn encoding_help(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            "it begins like UTF-16; `iconv -f UTF-16 -t UTF-8` converts it"
        }
        [0x7F, b'E', b'L', b'F', ..] => "it is a program, no Dockerfile",
        [0x1F, 0x8B, ..] => "it is compressed by gzip, no Dockerfile",
        _ => "if it was written as Latin-1, `iconv -f ISO-8859-1 -t UTF-8` converts it",
    }
}

/// Reads a file as JSON.
pub(crate) fn read_json(path: &Path) -> Result<Value, Failure> {
    let Named { name, text } = read(path)?;
    serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        let message = format!("{name}, line {line}, column {column}: this is not JSON: {words}");
        let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let before = shown.get(..column.saturating_sub(1)).unwrap_or(shown);
        Failure::unreadable(message, None).at(line, shown, before.chars().count(), words)
    })
}
