//! The shells that may stand behind `/bin/sh`: how they read a script.
//!
//! Takes a script, any text of the session, and the [`Shell`] that reads it; gives a [`Parse`]: the commands as a
//! tree, in which every part knows its characters, and the [`SyntaxError`] with which the shell refuses the rest.
//! Two families read differently, and each is followed in its own way: `ash` (dash, busybox) and `bash`.
//!
//! Nothing is expanded or run here.
//!
//! ```
//! use shellform::session::Session;
//! use shellform::shell::{self, Dialect, Invocation};
//! use shellform::text::Source;
//!
//! let mut cx = Session::default();
//! let name = "Dockerfile".to_owned();
//! let script = cx.texts.add_source(Source::File { name }, "echo one\nwhile true; do\\n sleep 1; done");
//! let parse = shell::parse(&mut cx, script, Dialect::Dash.into());
//! assert_eq!(parse.script.commands.len(), 1);
//! let error = parse.script.error.unwrap();
//! let invocation = Invocation::command("/bin/sh");
//! assert_eq!(
//!     shell::message(&cx.texts, &error, &invocation, Dialect::Dash.into()).unwrap(),
//!     "/bin/sh: 2: Syntax error: \"done\" unexpected (expecting \"do\")\n",
//! );
//! ```

mod aliases;
pub mod arithmetic;
mod ash;
mod bash;
pub mod brace;
mod builtin;
mod characters;
mod command_string;
mod dialect;
mod error;
mod execution;
mod expansion;
mod explanation;
mod message;
mod parse;
pub mod pathname;
pub mod pattern;
mod printing;
pub mod quoting;
mod reading;
#[cfg(feature = "follow")]
mod reads;
pub mod syntax;
#[cfg(test)]
mod tests;
#[cfg(feature = "follow")]
mod written;

pub use command_string::CommandString;
pub(crate) use dialect::{CLibrary, c_library};
pub use dialect::{Dialect, Release, Shell};
pub use error::{
    ArithmeticForFault, ConditionalFault, Consequence, Fault, Opener, Opening, Place, SyntaxError,
    Wording,
};
pub use execution::{
    Access, Array, AssociativeArray, Attribute, Attributes, BashOption, BashOptions, ByHash,
    Dynamic, ExecutionEnvironment, Export, IndexedArray, Options, ScopeKind, ShellOption, Usual,
    Variable, Variables, main,
};
pub use explanation::{RULE, explain};
pub use message::{Invocation, ScriptSource, exit_status, message, warning};
pub use parse::{Parse, Warning, parse};
#[cfg(feature = "follow")]
pub use reads::{Otherwise, Read, Reads, reads};
#[cfg(feature = "follow")]
pub use written::{What, Written, expansions};
