//! The shells that may stand behind `/bin/sh`: how they read a script.
//!
//! Takes a script, any text of the session, and the [`Shell`] that reads it; gives a [`Parse`]: the commands as a
//! tree, in which every part knows its characters, and the [`SyntaxError`] with which the shell refuses the rest.
//! Followed today: dash and busybox; of a script for bash it says that it is not simulated.
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
//! assert_eq!(
//!     shell::message(&cx.texts, &error, &Invocation::command("/bin/sh"), Dialect::Dash.into()),
//!     "/bin/sh: 2: Syntax error: \"done\" unexpected (expecting \"do\")\n",
//! );
//! ```

mod ash;
mod characters;
mod dialect;
mod error;
mod message;
mod parse;
pub mod syntax;
#[cfg(test)]
mod tests;

pub use dialect::{Dialect, Release, Shell};
pub use error::{ArithmeticForFault, ConditionalFault, Fault, Opener, Opening, Place, SyntaxError};
pub use message::{Invocation, ScriptSource, message};
pub use parse::{Parse, parse};
