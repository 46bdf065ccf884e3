//! Execution (XCU 2.9): what a shell does with the commands of a script, one after the other.
//!
//! Nothing runs. A shell is a [`Process`](crate::kernel::Process) of a simulated system: files, pipes, other processes
//! and the time come from there, and what happens is noted in its [`Trace`](crate::trace::Trace).

mod assignment;
mod complaint;
mod compound;
mod encoding;
mod environment;
mod evaluator;
mod function;
mod here_document;
mod list;
mod main;
mod options;
mod output;
mod pipeline;
mod program;
mod redirection;
mod script;
mod signals;
mod simple;
mod startup;
mod subshell;
mod trap;
mod variables;
mod xtrace;

pub(in crate::shell) use encoding::Encoding;
pub use environment::ExecutionEnvironment;
pub(in crate::shell) use evaluator::{Divert, Evaluator, Family, Flow, Redirections};
pub use main::main;
pub(in crate::shell) use options::OPTIONS;
pub use options::{Options, ShellOption};
pub(in crate::shell) use program::{Found, NotRunnable};
pub(in crate::shell) use signals::TrapAction;
pub use variables::{Access, Export, Variable, Variables};
