//! [`Descriptors`]: the numbers a process reads and writes by, and the [`OpenFile`]s behind them (XBD 3.238).
//!
//! Copies of a descriptor, in the same process or in a subshell, share the open file and so its place in it.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::host::Stream;
use crate::text::Span;

/// The open descriptors of a process.
pub(in crate::shell) type Descriptors = BTreeMap<u32, OpenFileHandle>;

/// An open file, shared by all descriptors that lead to it.
pub(in crate::shell) type OpenFileHandle = Rc<RefCell<OpenFile>>;

/// What a descriptor leads to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::shell) enum OpenFile {
    /// The standard output or error that the shell began with.
    Standard(Stream),
    /// Characters that are kept for whoever reads them: a pipe, a command substitution.
    Kept(Vec<Span>),
    /// A file that is written.
    Written(String),
    /// Characters that are read, with those still to come.
    Read {
        /// The file they were read from, when it is one.
        path: Option<String>,
        /// What has not been read.
        rest: VecDeque<Span>,
    },
    /// `/dev/null`
    #[default]
    Null,
}

impl OpenFile {
    pub(in crate::shell) fn handle(self) -> OpenFileHandle {
        Rc::new(RefCell::new(self))
    }

    pub(in crate::shell) fn reading(pieces: impl IntoIterator<Item = Span>) -> Self {
        Self::Read {
            path: None,
            rest: pieces.into_iter().collect(),
        }
    }
}

/// The descriptors that a shell begins with.
pub(in crate::shell) fn standard(input: &[Span]) -> Descriptors {
    let files = [
        OpenFile::reading(input.iter().copied()),
        OpenFile::Standard(Stream::Output),
        OpenFile::Standard(Stream::Error),
    ];
    (0..).zip(files.map(OpenFile::handle)).collect()
}
