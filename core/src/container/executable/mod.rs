//! The programs that scripts lean on, one file each, listed here.
//!
//! A program is a function that reads and writes by its [`Process`](crate::kernel::Process) and returns its exit
//! status, or how it ended. Where Debian's and busybox's differ, it asks its [`Flavour`].

mod accounts;
mod arguments;
mod awk;
#[cfg(feature = "checksums")]
mod base64;
mod basename;
mod calendar;
mod call;
mod canonical;
mod cat;
#[cfg(feature = "checksums")]
mod checksum;
mod child;
mod chmod;
mod chown;
mod cmp;
mod columns;
mod copy;
mod counts;
mod cp;
mod cut;
mod date;
mod date_text;
mod destination;
mod diff;
mod dirname;
mod echo;
mod env;
mod env_split;
mod escapes;
mod expr;
mod failure;
mod file_pattern;
mod find;
mod grep;
mod head;
mod id;
mod install;
mod kill;
mod known;
mod lines;
mod ln;
mod locale;
mod long_listing;
mod ls;
mod mkdir;
mod mkfifo;
mod mktemp;
pub(crate) mod mode;
mod mv;
mod nl;
mod nohup;
mod not_simulated;
mod od;
mod operands;
mod options;
mod output;
mod paste;
mod printenv;
mod printf;
mod pwd;
mod quote;
mod quoting;
mod readlink;
mod realpath;
mod rev;
mod rm;
mod rmdir;
mod sed;
mod seq;
mod sleep;
mod sort;
mod start_program;
mod stat;
mod tac;
mod tail;
mod tee;
mod test;
mod timeout;
mod touch;
mod tr;
mod tree;
mod truncate;
mod truth;
mod uname;
mod uniq;
mod wc;
mod which;
mod xargs;
mod yes;
mod zone;

use std::future::Future;
use std::pin::Pin;

use crate::kernel::End;

pub(in crate::container) use call::Call;
use lines::Line;
use locale::Locale;
pub(in crate::container) use zone::{ZONES, bring_zones, install_zones};

/// Whose programs they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// Debian 12: GNU coreutils 9.1, findutils 4.9, grep 3.8, sed 4.9, mawk 1.3.4, hostname 3.23.
    Debian,
    /// busybox.
    Busybox,
}

/// Which Debian its programs are of, where what they say differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::container) enum Debian {
    /// Debian 12.
    Twelve,
    /// Debian unstable, as its dash and bash were recorded: findutils 4.10.
    Unstable,
}

/// How busybox is configured, where what it does differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::container) enum BusyboxBuild {
    /// As Debian does: without mathematics in awk and `-delete` in find, its own programs before those of `PATH`.
    Debian,
    /// As Alpine and the images of busybox itself do.
    Complete,
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
    executable!("awk", awk),
    #[cfg(feature = "checksums")]
    executable!("base64", base64),
    executable!("basename", basename),
    executable!("cat", cat),
    executable!("chgrp", chown::run_chgrp),
    executable!("chmod", chmod),
    executable!("chown", chown),
    executable!("cmp", cmp),
    executable!("cp", cp),
    executable!("cut", cut),
    executable!("date", date),
    executable!("dd", not_simulated),
    executable!("df", not_simulated),
    executable!("diff", diff),
    executable!("dirname", dirname),
    executable!("du", not_simulated),
    executable!("echo", echo),
    executable!("egrep", grep::run_egrep),
    executable!("env", env),
    executable!("expand", columns::run_expand),
    executable!("expr", expr),
    executable!("false", truth::run_false),
    executable!("fgrep", grep::run_fgrep),
    executable!("find", find),
    executable!("fold", columns::run_fold),
    executable!("grep", grep),
    executable!("groups", id::run_groups),
    executable!("head", head),
    executable!("hostname", uname::run_hostname),
    executable!("id", id),
    executable!("install", install),
    executable!("kill", kill),
    executable!("link", not_simulated),
    executable!("ln", ln),
    executable!("logname", id::run_logname),
    executable!("ls", ls),
    executable!("mawk", awk),
    #[cfg(feature = "checksums")]
    executable!("md5sum", checksum),
    executable!("mkdir", mkdir),
    executable!("mkfifo", mkfifo),
    executable!("mknod", not_simulated),
    executable!("mktemp", mktemp),
    executable!("mv", mv),
    executable!("nice", nohup::run_nice),
    executable!("nl", nl),
    executable!("nohup", nohup),
    executable!("nproc", uname::run_nproc),
    executable!("od", od),
    executable!("paste", paste),
    executable!("printenv", printenv),
    executable!("printf", printf),
    executable!("pwd", pwd),
    executable!("readlink", readlink),
    executable!("realpath", realpath),
    executable!("rev", rev),
    executable!("rm", rm),
    executable!("rmdir", rmdir),
    executable!("sed", sed),
    executable!("seq", seq),
    executable!("setsid", nohup::run_setsid),
    #[cfg(feature = "checksums")]
    executable!("sha1sum", checksum),
    #[cfg(feature = "checksums")]
    executable!("sha224sum", checksum),
    #[cfg(feature = "checksums")]
    executable!("sha256sum", checksum),
    #[cfg(feature = "checksums")]
    executable!("sha384sum", checksum),
    #[cfg(feature = "checksums")]
    executable!("sha512sum", checksum),
    executable!("shred", not_simulated),
    executable!("sleep", sleep),
    executable!("sort", sort),
    executable!("stat", stat),
    executable!("stdbuf", not_simulated),
    executable!("stty", not_simulated),
    executable!("sync", uname::run_sync),
    executable!("tac", tac),
    executable!("tail", tail),
    executable!("tee", tee),
    executable!("test", test),
    executable!("timeout", timeout),
    executable!("touch", touch),
    executable!("tr", tr),
    executable!("true", truth::run_true),
    executable!("truncate", truncate),
    executable!("tty", uname::run_tty),
    executable!("uname", uname),
    executable!("uniq", uniq),
    executable!("unlink", not_simulated),
    executable!("wc", wc),
    executable!("which", which),
    executable!("who", not_simulated),
    executable!("whoami", id::run_whoami),
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

/// The names of the programs that are simulated.
#[cfg(feature = "follow")]
pub fn names() -> impl Iterator<Item = &'static str> {
    EXECUTABLES.iter().map(|it| it.name)
}
