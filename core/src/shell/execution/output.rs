//! Writing and reading by descriptor.

use std::rc::Rc;

use super::descriptors::OpenFile;
use super::evaluator::{Divert, Evaluator, Flow};
use super::host::Stream;
use crate::shell::syntax::Redirection;
use crate::text::Span;

impl Evaluator<'_> {
    /// Writes `text` to a descriptor.
    pub(in crate::shell) fn write(&mut self, descriptor: u32, text: Span) -> Flow {
        if text.is_empty() {
            return Ok(());
        }
        let Some(handle) = self.environment.state.descriptors.get(&descriptor).cloned() else {
            return self.unsupported("writing to a descriptor that is not open");
        };
        let path = match &mut *handle.borrow_mut() {
            OpenFile::Standard(Stream::Output) => return self.keep_output(text),
            OpenFile::Standard(Stream::Error) => {
                self.trace.stderr.push(text);
                return Ok(());
            }
            OpenFile::Kept(pieces) => {
                pieces.push(text);
                return Ok(());
            }
            OpenFile::Null => return Ok(()),
            OpenFile::Read { .. } => return self.unsupported("writing to what is read"),
            OpenFile::Written(path) => path.clone(),
        };
        if self.is_read_elsewhere(&path) {
            return self.unsupported("reading a file while it is written");
        }
        self.host.append(&path, text);
        Ok(())
    }

    fn keep_output(&mut self, text: Span) -> Flow {
        self.trace.stdout.push(text);
        Ok(())
    }

    /// Whether a file that is open for reading has not come to its end.
    fn is_read_elsewhere(&self, path: &str) -> bool {
        let open = self.files.iter().filter_map(std::rc::Weak::upgrade);
        open.into_iter().any(|file| match &*file.borrow() {
            OpenFile::Read {
                path: Some(read), ..
            } => read == path,
            _ => false,
        })
    }

    /// Whether a file is open for writing.
    pub(super) fn is_written_elsewhere(&self, path: &str) -> bool {
        let open = self.files.iter().filter_map(std::rc::Weak::upgrade);
        open.into_iter().any(|file| match &*file.borrow() {
            OpenFile::Written(written) => written == path,
            _ => false,
        })
    }

    /// Writes what a redirection leads standard input to.
    pub(in crate::shell) fn copy_input(&mut self, redirections: &[Redirection]) -> Flow {
        match self.redirect(redirections) {
            Err(Divert::Redirection) => return Ok(()),
            result => result?,
        };
        for piece in self.unread(0).unwrap_or_default() {
            self.write(1, piece)?;
        }
        self.status = 0;
        Ok(())
    }

    /// What is still to be read from a descriptor; nothing when it cannot be read.
    pub(in crate::shell) fn unread(&self, descriptor: u32) -> Option<Vec<Span>> {
        let handle = self.environment.state.descriptors.get(&descriptor)?;
        match &*handle.borrow() {
            OpenFile::Read { rest, .. } => Some(rest.iter().copied().collect()),
            OpenFile::Null => Some(Vec::new()),
            OpenFile::Standard(_) | OpenFile::Kept(_) | OpenFile::Written(_) => None,
        }
    }

    /// Takes as many bytes off what is still to be read from a descriptor.
    pub(in crate::shell) fn consume(&mut self, descriptor: u32, mut bytes: usize) {
        let Some(handle) = self.environment.state.descriptors.get(&descriptor) else {
            return;
        };
        let handle = Rc::clone(handle);
        if let OpenFile::Read { rest, .. } = &mut *handle.borrow_mut() {
            while bytes > 0
                && let Some(first) = rest.pop_front()
            {
                if first.len() > bytes {
                    rest.push_front(first.slice_from(bytes));
                    return;
                }
                bytes -= first.len();
            }
        }
    }
}
