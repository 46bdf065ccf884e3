//! [`Slot`]: where the [`Kernel`] lies while it passes from one process to the next.
//!
//! Whoever runs owns the kernel. To let others run, a process puts it into the slot and suspends; the scheduler takes
//! it out, chooses, puts it back and resumes the chosen one, which takes it out again.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::machine::Kernel;

/// Where the kernel lies between two processes.
#[derive(Clone, Default)]
pub(super) struct Slot(Rc<Cell<Option<Box<Kernel>>>>);

impl Slot {
    pub(super) fn put(&self, kernel: Box<Kernel>) {
        self.0.set(Some(kernel));
    }

    pub(super) fn take(&self) -> Option<Box<Kernel>> {
        self.0.take()
    }
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slot")
    }
}

/// Suspends once.
#[derive(Debug, Default)]
pub(super) struct Suspend {
    has_been: bool,
}

impl Future for Suspend {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.has_been, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}
