//! Pipes: what one process writes, another reads (XSH `pipe`).

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::text::Span;

/// How many bytes a pipe holds before whoever writes has to wait (Linux, pipe(7)).
const CAPACITY: usize = 65_536;

/// A pipe: what has been written and not read, and how many ends there are.
#[derive(Debug, Default)]
pub struct Pipe {
    pieces: RefCell<VecDeque<Span>>,
    length: Cell<usize>,
    readers: Cell<usize>,
    writers: Cell<usize>,
}

/// An end to read from; when it goes, the pipe has one fewer.
#[derive(Debug)]
pub struct ReadEnd(Rc<Pipe>);

/// An end to write to; when it goes, the pipe has one fewer.
#[derive(Debug)]
pub struct WriteEnd(Rc<Pipe>);

impl Pipe {
    pub(super) fn reader(self: &Rc<Self>) -> ReadEnd {
        self.readers.set(self.readers.get() + 1);
        ReadEnd(Rc::clone(self))
    }

    pub(super) fn writer(self: &Rc<Self>) -> WriteEnd {
        self.writers.set(self.writers.get() + 1);
        WriteEnd(Rc::clone(self))
    }

    /// Whether reading would not wait: there is something, or nobody will write.
    pub(super) fn is_readable(&self) -> bool {
        self.length.get() > 0 || self.writers.get() == 0
    }

    /// Whether writing would not wait: there is room, or nobody will read.
    pub(super) fn is_writable(&self) -> bool {
        self.length.get() < CAPACITY || self.readers.get() == 0
    }

    /// Whether anybody can read.
    pub(super) fn has_reader(&self) -> bool {
        self.readers.get() > 0
    }

    /// Whether anybody can write.
    pub(super) fn has_writer(&self) -> bool {
        self.writers.get() > 0
    }

    pub(super) fn write(&self, piece: Span) {
        self.length.set(self.length.get() + piece.len());
        self.pieces.borrow_mut().push_back(piece);
    }

    /// The first piece of what there is to read.
    pub(super) fn first(&self) -> Option<Span> {
        self.pieces.borrow().front().copied()
    }

    /// Takes so many bytes off the first piece.
    pub(super) fn consume(&self, bytes: usize) {
        let mut pieces = self.pieces.borrow_mut();
        if let Some(first) = pieces.pop_front() {
            self.length.set(self.length.get() - bytes.min(first.len()));
            if first.len() > bytes {
                pieces.push_front(first.slice_from(bytes));
            }
        }
    }
}

impl ReadEnd {
    pub(super) fn pipe(&self) -> &Rc<Pipe> {
        &self.0
    }
}

impl WriteEnd {
    pub(super) fn pipe(&self) -> &Rc<Pipe> {
        &self.0
    }
}

impl Drop for ReadEnd {
    fn drop(&mut self) {
        self.0.readers.set(self.0.readers.get() - 1);
    }
}

impl Drop for WriteEnd {
    fn drop(&mut self) {
        self.0.writers.set(self.0.writers.get() - 1);
    }
}
