//! Execution (XCU 2.9): what a shell does with the commands of a script, one after the other.
//!
//! Nothing runs. Files, programs and process numbers come from a [`Host`]; what happens is noted in a
//! [`Trace`](crate::trace::Trace). Processes that would run side by side are followed one after the other: the
//! commands of a pipeline from left to right, a background command where it is started.

mod assignment;
mod complaint;
mod compound;
mod descriptors;
mod environment;
mod evaluate;
mod evaluator;
mod fuel;
mod function;
mod here_document;
mod host;
mod list;
mod options;
mod output;
mod path;
mod pipeline;
mod program;
mod redirection;
mod simple;
mod subshell;
mod trap;
mod variables;
mod xtrace;

pub(in crate::shell) use descriptors::OpenFile;
pub use environment::ExecutionEnvironment;
pub use evaluate::evaluate;
pub(in crate::shell) use evaluator::{Divert, Evaluator, Family, Flow, Redirections};
pub use fuel::Fuel;
pub use host::{Completed, Executable, FileError, FileKind, Host, InputUse, Stream};
pub(in crate::shell) use options::OPTIONS;
pub use options::{Options, ShellOption};
pub(in crate::shell) use path::absolute;
pub(in crate::shell) use program::{Found, NotRunnable};
pub use variables::{Access, Export, Variable, Variables};
