//! Execution (XCU 2.9): what a shell does with the commands of a script, one after the other.
//!
//! Nothing runs. A shell is a [`Process`](crate::kernel::Process) of a simulated system: files, pipes, other processes
//! and the time come from there, and what happens is noted in its [`Trace`](crate::trace::Trace).

mod arguments;
mod arithmetic_command;
mod assignment;
mod bash_options;
mod child_redirection;
mod complaint;
mod compound;
mod conditional;
mod dynamic;
mod elements;
mod encoding;
mod environment;
mod evaluator;
mod event;
mod function;
mod here_document;
mod interrupt;
mod list;
mod loop_variable;
mod main;
mod options;
mod output;
mod pipeline;
mod place;
mod program;
mod program_environment;
mod redirection;
mod refusal;
mod refused;
mod remembered;
mod script;
mod select;
mod set_names;
mod setup;
mod signals;
mod simple;
mod startup;
mod store;
mod subshell;
mod told_command;
mod trap;
mod variables;
mod xtrace;

pub(in crate::shell) use encoding::Encoding;
pub use environment::ExecutionEnvironment;
pub(super) use environment::{Completion, Function, FunctionMarks, Job, Traps};
pub(in crate::shell) use evaluator::{Divert, Evaluator, Family, Flow, Redirections};
pub(in crate::shell) use event::Event;
pub use main::main;
pub(in crate::shell) use options::{BASH_OPTIONS, options_of};
pub use options::{BashOption, BashOptions, Options, ShellOption, Usual};
pub(in crate::shell) use place::{Key, Place, Subscript};
pub(in crate::shell) use program::{Found, NotRunnable};
pub(in crate::shell) use refusal::{Behalf, Refusal};
pub(in crate::shell) use remembered::{Age, Began};
pub(in crate::shell) use signals::TrapAction;
pub(in crate::shell) use store::{Manner, names_place};
pub use variables::{
    Access, Array, AssociativeArray, Attribute, Attributes, ByHash, Dynamic, Export, IndexedArray,
    ScopeKind, Variable, Variables,
};
pub(in crate::shell) use variables::{global, plain_name};
