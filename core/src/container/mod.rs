//! What is in a container: its files, and the programs that run there.
//!
//! Takes a [`World`], whose files and stubs the reader may have given, and gives the
//! [`Kernel`](crate::kernel::Kernel) of it. A program that is known by name behaves as in Debian or in busybox; every
//! other one is recorded, succeeds, and what it writes is not known.

mod applets;
mod command;
mod docker_init;
mod executable;
mod known_program;
mod may_exist;
mod multi_call;
mod programs;
mod start;
mod stop;
mod stub;
mod unknown_program;
mod users;
mod world;

pub(crate) use command::NO_USER;
pub use command::{Command, NotStarted, ProgramIs, Started, Starter, start_command};
pub use docker_init::docker_init;
pub use executable::mode::{Kind as ModeKind, ModeChange};
#[cfg(feature = "follow")]
pub use executable::names as program_names;
pub use executable::{Flavour, is_known};
pub use may_exist::may_exist;
pub use start::start;
pub use stop::start_and_stop;
pub use stub::{Lasts, Reaction, Stub};
pub use unknown_program::{Staying, UnknownPrograms, Watched};
#[cfg(feature = "follow")]
pub(crate) use users::is_user_fault;
pub use users::{FoundUser, UserTable, find_user, user_fault};
pub use world::{Contents, GivenFile, OwnProgram, World};
