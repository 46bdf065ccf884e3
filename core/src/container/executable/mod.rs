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
mod env;
mod escapes;
mod id;
mod install;
mod kill;
mod known;
mod ln;
mod long_listing;
mod ls;
mod mkdir;
mod mkfifo;
mod mktemp;
mod mode;
mod mv;
mod nohup;
mod not_simulated;
mod options;
mod printenv;
mod printf;
mod pwd;
mod quote;
mod readlink;
mod realpath;
mod rm;
mod rmdir;
mod sleep;
mod start_program;
mod stat;
mod test;
mod timeout;
mod touch;
mod tree;
mod truncate;
mod truth;
mod uname;
mod which;

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
    executable!("[", test::run_bracket),
    executable!("arch", uname::run_arch),
    executable!("basename", basename),
    executable!("cat", cat),
    executable!("chgrp", chown::run_chgrp),
    executable!("chmod", chmod),
    executable!("chown", chown),
    executable!("cmp", not_simulated),
    executable!("cp", cp),
    executable!("date", date),
    executable!("dd", not_simulated),
    executable!("df", not_simulated),
    executable!("diff", not_simulated),
    executable!("dirname", dirname),
    executable!("du", not_simulated),
    executable!("echo", echo),
    executable!("env", env),
    executable!("false", truth::run_false),
    executable!("groups", id::run_groups),
    executable!("hostname", uname::run_hostname),
    executable!("id", id),
    executable!("install", install),
    executable!("kill", kill),
    executable!("link", not_simulated),
    executable!("ln", ln),
    executable!("logname", id::run_logname),
    executable!("ls", ls),
    executable!("mkdir", mkdir),
    executable!("mkfifo", mkfifo),
    executable!("mknod", not_simulated),
    executable!("mktemp", mktemp),
    executable!("mv", mv),
    executable!("nice", nohup::run_nice),
    executable!("nohup", nohup),
    executable!("nproc", uname::run_nproc),
    executable!("printenv", printenv),
    executable!("printf", printf),
    executable!("pwd", pwd),
    executable!("readlink", readlink),
    executable!("realpath", realpath),
    executable!("rm", rm),
    executable!("rmdir", rmdir),
    executable!("setsid", nohup::run_setsid),
    executable!("shred", not_simulated),
    executable!("sleep", sleep),
    executable!("stat", stat),
    executable!("stdbuf", not_simulated),
    executable!("stty", not_simulated),
    executable!("sync", uname::run_sync),
    executable!("test", test),
    executable!("timeout", timeout),
    executable!("touch", touch),
    executable!("true", truth::run_true),
    executable!("truncate", truncate),
    executable!("tty", uname::run_tty),
    executable!("uname", uname),
    executable!("unlink", not_simulated),
    executable!("which", which),
    executable!("who", not_simulated),
    executable!("whoami", id::run_whoami),
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
