//! The built-ins (XCU 1.7, 2.14), one file each, listed here.
//!
//! A built-in takes its arguments, its name first, and gives its exit status, or says how control leaves it.

mod cd;
mod colon;
mod command;
mod dot;
mod echo;
mod escapes;
mod eval;
mod exec;
mod exit;
mod export;
mod local;
mod loops;
mod names;
mod number;
mod printf;
mod pwd;
mod read;
mod set;
mod shift;
mod test;
mod trap;
mod r#type;
mod unset;
mod wait;

pub(super) use names::is_unsimulated;

use super::dialect::Dialect;
use super::execution::{Evaluator, Flow};
use crate::text::Span;

/// A built-in.
#[derive(Debug)]
pub(super) struct Builtin {
    pub(super) name: &'static str,
    pub(super) class: Class,
    pub(super) run: Run,
}

/// What a built-in does.
type Run = fn(&mut Evaluator<'_>, &[Span]) -> Flow<u8>;

/// Whether a built-in is special (XCU 2.14): its errors end the shell, and assignments before it stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Special,
    Regular,
}

const BUILTINS: [Builtin; 29] = [
    special(".", dot::run),
    special(":", colon::succeed),
    special("break", loops::break_loop),
    special("continue", loops::continue_loop),
    special("eval", eval::run),
    special("exec", exec::run),
    special("exit", exit::exit),
    special("export", export::export),
    special("local", local::run),
    special("readonly", export::readonly),
    special("return", exit::return_from),
    special("set", set::run),
    special("shift", shift::run),
    special("source", dot::run),
    special("trap", trap::run),
    special("unset", unset::run),
    regular("[", test::bracket),
    regular("cd", cd::run),
    regular("command", command::run),
    regular("echo", echo::run),
    regular("false", colon::fail),
    regular("hash", colon::hash),
    regular("printf", printf::run),
    regular("pwd", pwd::run),
    regular("read", read::run),
    regular("test", test::test),
    regular("true", colon::succeed),
    regular("type", r#type::run),
    regular("wait", wait::run),
];

const fn special(name: &'static str, run: Run) -> Builtin {
    let class = Class::Special;
    Builtin { name, class, run }
}

const fn regular(name: &'static str, run: Run) -> Builtin {
    let class = Class::Regular;
    Builtin { name, class, run }
}

/// The built-in with this name, where `dialect` has it.
pub(super) fn builtin(name: &str, dialect: Dialect) -> Option<&'static Builtin> {
    const LIST: &[Builtin] = &BUILTINS;
    let exists = name != "source" || dialect != Dialect::Dash;
    LIST.iter().find(|it| it.name == name).filter(|_| exists)
}

impl Evaluator<'_> {
    /// The argument at `index` as text.
    fn argument(&self, arguments: &[Span], index: usize) -> Option<String> {
        arguments.get(index).map(|it| self.str(*it).to_owned())
    }
}
