//! The characters of a line, read one by one, so that nothing behind it is taken from the next reader.

use crate::kernel::Errno;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// How a line is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) descriptor: u32,
    /// What ends it; the byte 0 never occurs.
    pub(super) delimiter: char,
    pub(super) backslash: Backslash,
    pub(super) size: Size,
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// To the end of the line.
    Line,
    /// So many characters, at most to the end of the line.
    AtMost(usize),
    /// So many characters, whatever they are.
    Exactly(usize),
}

/// Whether backslashes quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Backslash {
    Quotes,
    IsLiteral,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) characters: Vec<Character>,
    /// Whether it came to its end before the input did.
    pub(super) is_complete: bool,
    pub(super) size: Size,
}

/// A character of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Character {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// Where in a word the next character stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// At its start.
    Plain,
    /// Behind quoted characters, which do not begin one in busybox.
    Quoted,
    /// Within it.
    Behind,
}

/// What a character does to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ordinary,
    /// White space of `IFS`.
    Space,
    /// Another character of `IFS`.
    Separator,
}

/// Reads a line. Nothing behind it is read.
pub(super) async fn read_line(
    shell: &mut Evaluator,
    reading: &Reading,
) -> Flow<Result<Line, Errno>> {
    let ifs = shell.environment.variables.value("IFS");
    let ifs = ifs.map_or(" \t\n", |it| shell.str(it)).to_owned();
    let mut line = Line {
        characters: Vec::new(),
        is_complete: false,
        size: reading.size,
    };
    let most = match reading.size {
        Size::Line => usize::MAX,
        Size::AtMost(count) | Size::Exactly(count) => count,
    };
    let mut is_quoted = false;
    let mut start = Start::Plain;
    let mut read = 0;
    // busybox counts the backslashes, too.
    let counts_all = shell.dialect() == Dialect::BusyboxAsh;
    while if counts_all {
        read
    } else {
        line.characters.len()
    } < most
    {
        let span = match shell.process.read(reading.descriptor, 1).await {
            Ok(Some(span)) => span,
            Ok(None) => return Ok(Ok(line)),
            Err(Errno::Interrupted) => {
                shell.keep_signals();
                shell.run_traps().await?;
                continue;
            }
            Err(errno) => return Ok(Err(errno)),
        };
        read += 1;
        let character = shell.str(span).chars().next().unwrap_or_default();
        let was_quoted = std::mem::take(&mut is_quoted);
        let ends = character == reading.delimiter && !matches!(reading.size, Size::Exactly(_));
        match character {
            '\n' if was_quoted => continue,
            _ if ends && !was_quoted => {
                line.is_complete = true;
                return Ok(Ok(line));
            }
            '\\' if !was_quoted && reading.backslash == Backslash::Quotes => {
                is_quoted = true;
                continue;
            }
            // A shell keeps no byte 0.
            '\0' if shell.dialect() != Dialect::Dash => continue,
            _ => {}
        }
        let kind = match character {
            _ if was_quoted || !ifs.contains(character) => Kind::Ordinary,
            ' ' | '\t' | '\n' => Kind::Space,
            _ => Kind::Separator,
        };
        start = match (start, kind) {
            (Start::Plain | Start::Quoted, Kind::Ordinary) if was_quoted => Start::Quoted,
            (Start::Quoted, Kind::Space | Kind::Separator) if counts_all => {
                return shell.unsupported(
                    "a word of read that begins with a quoted character, and its end",
                );
            }
            (_, Kind::Space | Kind::Separator) => Start::Plain,
            (_, Kind::Ordinary) if !was_quoted => Start::Behind,
            (start, Kind::Ordinary) => start,
        };
        line.characters.push(Character { span, kind });
    }
    line.is_complete = true;
    Ok(Ok(line))
}
