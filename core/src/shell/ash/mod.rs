//! Reads scripts as the Almquist shells do: dash and busybox ash.
//!
//! One reader by recursive descent. A word is read when the grammar asks for it, so that `$(…)`, `${…}` and
//! here-documents are read in the midst of it, by the same grammar; the first thing that does not fit ends it all.
//! It was written after POSIX.1 XCU 2.3 and 2.10 and after how the two shells behave, which the tests compare.

mod case;
mod command;
mod function;
mod here_document;
mod list;
mod lookahead;
mod parameter;
mod quotes;
mod reader;
mod redirection;
mod simple;
mod substitution;
mod word;

pub(super) use reader::{Input, read, read_next, read_quoted};
