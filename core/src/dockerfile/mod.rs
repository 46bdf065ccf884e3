//! Reading a Dockerfile exactly as BuildKit reads it.
//!
//! Takes the text of a file; gives a [`Dockerfile`]: its lines, directives and instructions with the form of
//! each command, and the refusal if BuildKit would refuse it. The source of every rule is BuildKit's
//! `frontend/dockerfile/{parser,instructions,shell}`; what it does is recorded for 1,664 files.
//!
//! Nothing is expanded here; that is the builder's work (`build`).
//!
//! ```
//! use shellform::dockerfile::{self, Body, Form};
//! use shellform::session::Session;
//! use shellform::text::Source;
//!
//! let mut cx = Session::default();
//! let name = "Dockerfile".to_owned();
//! let file = cx.texts.add_source(Source::File { name }, "FROM alpine\nCMD [\"a\", \\\n \"b\"]\n");
//! let dockerfile = dockerfile::parse(&mut cx, file);
//! let Body::Command(command) = &dockerfile.instructions[1].body else { panic!() };
//! assert_eq!(command.form, Form::Exec);
//! assert_eq!(cx.texts.str(command.arguments[1]), "b");
//! ```

mod check;
mod directive;
mod flags;
mod heredoc;
mod instruction;
pub mod json;
mod lines;
pub mod lint;
mod onbuild;
mod reader;
pub mod suggest;
mod syntax;
pub mod word;
mod words;

pub use check::flag;
pub(crate) use check::{interval, retries};
pub use reader::{parse, parse_instructions};
pub use syntax::{
    ArgumentDefinition, Body, Command, Delimiter, Directive, DirectiveName, Dockerfile, Escape,
    Flag, Flags, Form, Healthcheck, Heredoc, HeredocDelimiter, HeredocTabs, Instruction, Keyword,
    Line, LineRange, LineRole, Onbuild, Pair, Paths, PathsForm, Refusal, RefusalStep, ShellReason,
    Spans,
};
