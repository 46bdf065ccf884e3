//! Reads scripts as bash does.
//!
//! bash first cuts a line into tokens, with rules that depend on the tokens before (`lexer`, `history`), and gives
//! them to a grammar that stops at the first token that no script could have there. A word is cut out by looking
//! for the end of its quotes, parentheses and braces (`matched`); of what is nested in it only `$(…)` is read by the
//! grammar at once. Backquotes and the lines of here-documents are read when bash expands them: their errors stay
//! in their own [`Script`](crate::shell::syntax::Script).
//!
//! It was written after POSIX.1 XCU 2, bash's manual, and how bash behaves, which the tests compare.
//!
//! `shopt -s extglob` changes how bash reads the next lines: [`Input::extended`] says so.

mod arithmetic;
mod array;
mod assignment;
mod case;
mod command;
mod conditional;
mod dollar;
mod function;
mod here_document;
mod history;
mod input;
mod lexer;
mod list;
mod loops;
mod matched;
mod nested;
mod operator;
mod parameter;
mod parameter_operator;
mod quotes_within;
mod reader;
mod redirection;
mod reserved;
mod substitution;
mod token;
mod word;

pub(super) use input::Input;
pub(super) use reader::{read, read_next, read_quoted, read_subscript};
