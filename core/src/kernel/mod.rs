//! A simulated POSIX system: processes that run side by side, descriptors, pipes, files, signals, a clock.
//!
//! Takes the bodies of processes as futures and runs them one at a time, in the order of their own clocks; nothing is
//! executed, and the same simulation always goes the same way. A body asks for something by a [`Process`], which
//! names the calls as POSIX does: `read`, `write`, `fork`, `wait`, `exec`. What passes through pipes and files is
//! [`Span`](crate::text::Span)s, so that every byte still leads to the characters it came from.
//!
//! Whoever runs holds the [`Kernel`]: it is handed over like a baton, so nothing in it is shared or locked.
//! What programs do is not known here; that comes from [`Programs`].

mod attributes;
mod baton;
mod clock;
mod descriptor;
mod errno;
mod exec;
mod files;
mod fuel;
mod limits;
mod machine;
mod outside;
mod pipe;
mod proc;
mod process;
mod resources;
mod schedule;
mod signal;
mod table;

pub use clock::Instant;
pub use descriptor::{Access, Descriptors, InputEnd, OpenFile, Stream};
pub use errno::Errno;
pub use exec::{Image, Programs, Running};
pub use files::{
    Attributes, Content, Coverage, Covered, Device, FileSystem, Follow, Inode, InodeId, Missing,
    NO_FILE, NOTHING_ELSE, Node, Permission, Rope, absolute,
};
pub use fuel::Fuel;
pub use limits::{Capability, Limits, Outputs, Root};
pub use machine::Kernel;
pub use outside::{Moment, Outside, Receiver};
pub use process::{Children, MakeNode, Open, Process, Waited};
pub use resources::{Amount, LimitKind, LimitedResource, NewLimit};
pub use schedule::{Ending, run};
pub use signal::{Disposition, Signal};
pub use table::End;
