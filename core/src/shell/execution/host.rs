//! [`Host`]: what a shell finds around it: files, programs, process numbers.
//!
//! The shell asks, the host answers from whatever it is made of; nothing is run. Contents are spans, so that a byte
//! read from a file leads to whoever wrote it.

use crate::session::Session;
use crate::text::Span;
use crate::trace::{Execution, Pid};

/// The outside of a shell. Every path is absolute, without `.` and `..`.
pub trait Host {
    /// What lies at `path`.
    fn file(&mut self, path: &str) -> FileKind;

    /// The content of the regular file at `path`; nothing when it is not known.
    fn read(&mut self, path: &str) -> Option<Vec<Span>>;

    /// Makes the regular file at `path`, or empties it.
    ///
    /// # Errors
    ///
    /// Why that cannot be.
    fn create(&mut self, path: &str) -> Result<(), FileError>;

    /// Writes at the end of the regular file at `path`, which exists.
    fn append(&mut self, path: &str, content: Span);

    /// Runs a program with `input` on its standard input, which may not be open for reading; nothing when what it does is not known.
    fn run(
        &mut self,
        cx: &mut Session,
        execution: &Execution,
        input: Option<&[Span]>,
    ) -> Option<Completed>;

    /// The number of a new process.
    fn next_pid(&mut self) -> Pid;
}

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Nothing.
    Missing,
    /// A regular file.
    Regular(Executable),
    /// A directory.
    Directory,
    /// `/dev/null`
    Null,
    /// Another device; reading and writing it is not simulated.
    Device,
    /// Nobody here knows.
    Unknown,
}

/// Whether a file may be executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Executable {
    /// It may.
    Yes,
    /// It may not.
    No,
}

/// Why a file cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileError {
    /// The directory it would lie in does not exist.
    NoDirectory,
    /// It is a directory.
    IsDirectory,
    /// That is not allowed.
    PermissionDenied,
}

/// What a program did.
#[derive(Debug, Clone, PartialEq)]
pub struct Completed {
    /// Its exit status.
    pub status: u8,
    /// What it wrote, in order.
    pub output: Vec<(Stream, Span)>,
    /// What became of its standard input.
    pub input: InputUse,
}

/// An output every program has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// What a program did with its standard input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InputUse {
    /// It left it alone.
    Untouched,
    /// It read all of it.
    ReadToEnd,
}
