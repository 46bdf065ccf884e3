//! The programs that scripts lean on, one file each, listed here.
//!
//! A program is a function that reads and writes by its [`Process`] and returns its exit status. Where Debian's and
//! busybox's differ, it asks its [`Flavour`].

mod arguments;
mod awk;
mod call;
mod cat;
mod child;
mod columns;
mod counts;
mod cut;
mod echo;
mod failure;
mod file_pattern;
mod find;
mod grep;
mod head;
mod lines;
mod locale;
mod nl;
mod operands;
mod output;
mod paste;
mod quote;
mod quoting;
mod rev;
mod sed;
mod seq;
mod sort;
mod start_program;
mod tac;
mod tail;
mod tee;
mod tr;
mod truth;
mod uniq;
mod wc;
mod xargs;
mod yes;

use std::future::Future;
use std::pin::Pin;

pub(in crate::container) use call::Call;
use lines::Line;
use locale::Locale;

/// Whose programs they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// Debian 12: GNU coreutils 9.1, findutils 4.9, grep 3.8, sed 4.8, mawk 1.3.4, hostname 3.23.
    Debian,
    /// busybox.
    Busybox,
}

/// A program that runs, until it gives its exit status.
pub(in crate::container) type Running<'c> = Pin<Box<dyn Future<Output = u8> + 'c>>;

/// A program: its name, and what it does.
#[derive(Clone, Copy)]
pub(in crate::container) struct Executable {
    pub(in crate::container) name: &'static str,
    pub(in crate::container) run: for<'c> fn(Call<'c>) -> Running<'c>,
}

/// The entry of a program whose file has the function `run`.
macro_rules! executable {
    ($name:literal, $module:ident) => {
        executable!($name, $module::run)
    };
    ($name:literal, $run:path) => {
        Executable {
            name: $name,
            run: |call| Box::pin(async move { $run(call).await }),
        }
    };
}

/// Every program that is known, by name.
pub(in crate::container) const EXECUTABLES: &[Executable] = &[
    executable!("awk", awk),
    executable!("cat", cat),
    executable!("cut", cut),
    executable!("echo", echo),
    executable!("egrep", grep::run_egrep),
    executable!("expand", columns::run_expand),
    executable!("false", truth::run_false),
    executable!("fgrep", grep::run_fgrep),
    executable!("find", find),
    executable!("fold", columns::run_fold),
    executable!("grep", grep),
    executable!("head", head),
    executable!("mawk", awk),
    executable!("nl", nl),
    executable!("paste", paste),
    executable!("rev", rev),
    executable!("sed", sed),
    executable!("seq", seq),
    executable!("sort", sort),
    executable!("tac", tac),
    executable!("tail", tail),
    executable!("tee", tee),
    executable!("tr", tr),
    executable!("true", truth::run_true),
    executable!("uniq", uniq),
    executable!("wc", wc),
    executable!("xargs", xargs),
    executable!("yes", yes),
];

/// The program of this name.
pub(in crate::container) fn executable(name: &str) -> Option<&'static Executable> {
    EXECUTABLES.iter().find(|it| it.name == name)
}

/// Whether what a program of this name does is known.
#[must_use]
pub fn is_known(name: &str) -> bool {
    executable(name).is_some()
}
