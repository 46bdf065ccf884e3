//! The programs that scripts lean on, one file each, listed here.
//!
//! A program is a function that reads and writes by its [`Process`] and returns its exit status, or how it ended. Where Debian's and
//! busybox's differ, it asks its [`Flavour`].

mod accounts;
mod basename;
mod calendar;
mod call;
mod canonical;
mod cat;
mod chmod;
mod chown;
mod copy;
mod cp;
mod date;
mod date_text;
mod destination;
mod dirname;
mod echo;
mod escapes;
mod install;
mod known;
mod ln;
mod mkdir;
mod mkfifo;
mod mktemp;
mod mode;
mod mv;
mod options;
mod printenv;
mod pwd;
mod quote;
mod readlink;
mod realpath;
mod rm;
mod rmdir;
mod start_program;
mod touch;
mod tree;
mod truncate;
mod truth;

use std::future::Future;
use std::pin::Pin;

use crate::kernel::End;

pub(in crate::container) use call::Call;

/// Whose programs they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// Debian 12: GNU coreutils 9.1, findutils 4.9, grep 3.8, sed 4.8, mawk 1.3.4, hostname 3.23.
    Debian,
    /// busybox.
    Busybox,
}

/// A program that runs, until it ends.
pub(in crate::container) type Running<'c> = Pin<Box<dyn Future<Output = End> + 'c>>;

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
            run: |call| Box::pin(async move { $run(call).await.into() }),
        }
    };
}

/// Every program that is known, by name.
pub(in crate::container) const EXECUTABLES: &[Executable] = &[
    executable!("basename", basename),
    executable!("cat", cat),
    executable!("chgrp", chown::run_chgrp),
    executable!("chmod", chmod),
    executable!("chown", chown),
    executable!("cp", cp),
    executable!("date", date),
    executable!("dirname", dirname),
    executable!("echo", echo),
    executable!("false", truth::run_false),
    executable!("install", install),
    executable!("ln", ln),
    executable!("mkdir", mkdir),
    executable!("mkfifo", mkfifo),
    executable!("mktemp", mktemp),
    executable!("mv", mv),
    executable!("printenv", printenv),
    executable!("pwd", pwd),
    executable!("readlink", readlink),
    executable!("realpath", realpath),
    executable!("rm", rm),
    executable!("rmdir", rmdir),
    executable!("touch", touch),
    executable!("true", truth::run_true),
    executable!("truncate", truncate),
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
