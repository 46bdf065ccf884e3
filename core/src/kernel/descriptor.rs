//! [`OpenFile`]: what a descriptor leads to, shared by all copies of it (XBD 3.238 *open file description*).

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::files::InodeId;
use super::pipe::{Pipe, ReadEnd, WriteEnd};

/// The descriptors of a process.
pub type Descriptors = BTreeMap<u32, Rc<OpenFile>>;

/// An output of the whole simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// Whether standard input of the whole simulation ends behind what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum InputEnd {
    /// It does.
    #[default]
    Comes,
    /// Whoever has it writes no more, and does not close it either.
    NeverComes,
}

/// What may be done with an open file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// `O_RDONLY`
    Read,
    /// `O_WRONLY`
    Write,
    /// `O_WRONLY | O_APPEND`
    Append,
    /// `O_RDWR`
    ReadWrite,
}

/// What a descriptor leads to.
#[derive(Debug)]
pub enum OpenFile {
    /// An output of the simulation.
    Standard(Stream),
    /// A regular file.
    Regular {
        /// The file.
        inode: InodeId,
        /// What may be done with it.
        access: Access,
        /// Where the next byte is read or written.
        offset: Cell<usize>,
    },
    /// A directory.
    Directory(InodeId),
    /// Standard input of the whole simulation.
    Input(ReadEnd),
    /// The end of a pipe that is read.
    PipeReader(ReadEnd),
    /// The end of a pipe that is written.
    PipeWriter(WriteEnd),
    /// Both ends of a fifo.
    Fifo(ReadEnd, WriteEnd),
    /// `/dev/null`
    Null,
    /// `/dev/zero`
    Zero,
    /// `/dev/full`
    Full,
    /// `/dev/urandom`: bytes that nobody knows.
    Random,
}

impl OpenFile {
    /// The pipe that is read, when it is one.
    pub(super) fn read_pipe(&self) -> Option<&Rc<Pipe>> {
        match self {
            Self::Input(end) | Self::PipeReader(end) | Self::Fifo(end, _) => Some(end.pipe()),
            _ => None,
        }
    }

    /// The pipe that is written, when it is one.
    pub(super) fn written_pipe(&self) -> Option<&Rc<Pipe>> {
        match self {
            Self::PipeWriter(end) | Self::Fifo(_, end) => Some(end.pipe()),
            _ => None,
        }
    }
}
