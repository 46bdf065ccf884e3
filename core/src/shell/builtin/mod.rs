//! The built-ins (XCU 1.7, 2.14), one file each, listed here.
//!
//! A built-in takes its arguments, its name first, and gives its exit status, or says how control leaves it.

mod alias;
mod builtin_command;
mod caller;
mod cd;
mod colon;
mod command;
mod compgen;
mod complete;
mod declare;
mod describe;
mod directories;
mod disown;
mod dot;
mod echo;
mod editing;
mod enable;
mod escapes;
mod eval;
mod exec;
mod exit;
mod export;
mod getopts;
mod hash;
mod help;
mod job_words;
mod jobs;
mod kill;
mod r#let;
mod local;
mod loops;
mod mapfile;
mod names;
mod number;
mod options;
mod printf;
mod pwd;
mod read;
mod set;
mod shift;
mod shopt;
mod signal_names;
mod test;
mod times;
mod trap;
mod r#type;
mod ulimit;
mod umask;
mod unset;
mod wait;

pub(super) use declare::takes_assignments;
pub(super) use getopts::Progress;
pub(super) use names::is_unsimulated;
pub(super) use test::{compare_files, file_test};

use std::future::Future;
use std::pin::Pin;

use super::dialect::Dialect;
use super::execution::{Evaluator, Flow, options_of};
use crate::kernel::Errno;
use crate::text::Span;

/// A built-in.
#[derive(Debug)]
pub(super) struct Builtin {
    pub(super) name: &'static str,
    pub(super) class: Class,
    pub(super) run: Run,
}

impl Builtin {
    /// Whether `--help` shows what it does: all of bash's do but those to which it is an argument like others.
    pub(super) fn has_help(&self, dialect: Dialect) -> bool {
        let takes_any = matches!(self.name, ":" | "true" | "false" | "echo" | "test" | "[");
        matches!(dialect, Dialect::Bash | Dialect::BashAsSh) && !takes_any
    }
}

/// What a built-in does.
type Run = for<'r> fn(&'r mut Evaluator, &'r [Span]) -> Running<'r>;

/// A built-in that runs.
type Running<'r> = Pin<Box<dyn Future<Output = Flow<u8>> + 'r>>;

/// Whether a built-in is special (XCU 2.14): its errors end the shell, and assignments before it stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Special,
    Regular,
}

const BUILTINS: &[Builtin] = &[
    special(".", |shell, arguments| Box::pin(dot::run(shell, arguments))),
    special(":", |shell, arguments| {
        Box::pin(colon::succeed(shell, arguments))
    }),
    special("break", |shell, arguments| {
        Box::pin(loops::break_loop(shell, arguments))
    }),
    special("continue", |shell, arguments| {
        Box::pin(loops::continue_loop(shell, arguments))
    }),
    special("eval", |shell, arguments| {
        Box::pin(eval::run(shell, arguments))
    }),
    special("exec", |shell, arguments| {
        Box::pin(exec::run(shell, arguments))
    }),
    special("exit", |shell, arguments| {
        Box::pin(exit::exit(shell, arguments))
    }),
    regular("logout", |shell, arguments| {
        Box::pin(exit::logout(shell, arguments))
    }),
    regular("suspend", |shell, arguments| {
        Box::pin(jobs::suspend(shell, arguments))
    }),
    special("export", |shell, arguments| {
        Box::pin(export::export(shell, arguments))
    }),
    special("local", |shell, arguments| {
        Box::pin(local::run(shell, arguments))
    }),
    special("readonly", |shell, arguments| {
        Box::pin(export::readonly(shell, arguments))
    }),
    special("return", |shell, arguments| {
        Box::pin(exit::return_from(shell, arguments))
    }),
    special("set", |shell, arguments| {
        Box::pin(set::run(shell, arguments))
    }),
    special("shift", |shell, arguments| {
        Box::pin(shift::run(shell, arguments))
    }),
    special("source", |shell, arguments| {
        Box::pin(dot::run(shell, arguments))
    }),
    special("trap", |shell, arguments| {
        Box::pin(trap::run(shell, arguments))
    }),
    special("unset", |shell, arguments| {
        Box::pin(unset::run(shell, arguments))
    }),
    regular("local", |shell, arguments| {
        Box::pin(local::run(shell, arguments))
    }),
    regular("alias", |shell, arguments| {
        Box::pin(alias::alias(shell, arguments))
    }),
    regular("unalias", |shell, arguments| {
        Box::pin(alias::unalias(shell, arguments))
    }),
    regular("getopts", |shell, arguments| {
        Box::pin(getopts::run(shell, arguments))
    }),
    regular("kill", |shell, arguments| {
        Box::pin(kill::run(shell, arguments))
    }),
    regular("jobs", |shell, arguments| {
        Box::pin(jobs::jobs(shell, arguments))
    }),
    regular("fg", |shell, arguments| {
        Box::pin(jobs::fg_bg(shell, arguments))
    }),
    regular("bg", |shell, arguments| {
        Box::pin(jobs::fg_bg(shell, arguments))
    }),
    regular("ulimit", |shell, arguments| {
        Box::pin(ulimit::run(shell, arguments))
    }),
    regular("disown", |shell, arguments| {
        Box::pin(disown::run(shell, arguments))
    }),
    regular("bind", |shell, arguments| {
        Box::pin(editing::bind(shell, arguments))
    }),
    regular("compopt", |shell, arguments| {
        Box::pin(editing::compopt(shell, arguments))
    }),
    regular("history", |shell, arguments| {
        Box::pin(editing::history(shell, arguments))
    }),
    regular("fc", |shell, arguments| {
        Box::pin(editing::fc(shell, arguments))
    }),
    regular("umask", |shell, arguments| {
        Box::pin(umask::run(shell, arguments))
    }),
    special("times", |shell, arguments| {
        Box::pin(times::run(shell, arguments))
    }),
    regular("[", |shell, arguments| {
        Box::pin(test::bracket(shell, arguments))
    }),
    regular("[[", |shell, arguments| {
        Box::pin(test::double_bracket(shell, arguments))
    }),
    regular("cd", |shell, arguments| Box::pin(cd::run(shell, arguments))),
    regular("chdir", |shell, arguments| {
        Box::pin(cd::run(shell, arguments))
    }),
    regular("command", |shell, arguments| {
        Box::pin(command::run(shell, arguments))
    }),
    regular("echo", |shell, arguments| {
        Box::pin(echo::run(shell, arguments))
    }),
    regular("false", |shell, arguments| {
        Box::pin(colon::fail(shell, arguments))
    }),
    regular("hash", |shell, arguments| {
        Box::pin(hash::run(shell, arguments))
    }),
    regular("printf", |shell, arguments| {
        Box::pin(printf::run(shell, arguments))
    }),
    regular("compgen", |shell, arguments| {
        Box::pin(compgen::run(shell, arguments))
    }),
    regular("complete", |shell, arguments| {
        Box::pin(complete::run(shell, arguments))
    }),
    regular("enable", |shell, arguments| {
        Box::pin(enable::run(shell, arguments))
    }),
    regular("help", |shell, arguments| {
        Box::pin(help::run(shell, arguments))
    }),
    regular("caller", |shell, arguments| {
        Box::pin(caller::run(shell, arguments))
    }),
    regular("pushd", |shell, arguments| {
        Box::pin(directories::pushd(shell, arguments))
    }),
    regular("popd", |shell, arguments| {
        Box::pin(directories::popd(shell, arguments))
    }),
    regular("dirs", |shell, arguments| {
        Box::pin(directories::dirs(shell, arguments))
    }),
    regular("builtin", |shell, arguments| {
        Box::pin(builtin_command::run(shell, arguments))
    }),
    regular("mapfile", |shell, arguments| {
        Box::pin(mapfile::run(shell, arguments))
    }),
    regular("readarray", |shell, arguments| {
        Box::pin(mapfile::run(shell, arguments))
    }),
    regular("declare", |shell, arguments| {
        Box::pin(declare::run(shell, arguments))
    }),
    regular("typeset", |shell, arguments| {
        Box::pin(declare::run(shell, arguments))
    }),
    regular("shopt", |shell, arguments| {
        Box::pin(shopt::run(shell, arguments))
    }),
    regular("let", |shell, arguments| {
        Box::pin(r#let::run(shell, arguments))
    }),
    regular("pwd", |shell, arguments| {
        Box::pin(pwd::run(shell, arguments))
    }),
    regular("read", |shell, arguments| {
        Box::pin(read::run(shell, arguments))
    }),
    regular("test", |shell, arguments| {
        Box::pin(test::test(shell, arguments))
    }),
    regular("true", |shell, arguments| {
        Box::pin(colon::succeed(shell, arguments))
    }),
    regular("type", |shell, arguments| {
        Box::pin(r#type::run(shell, arguments))
    }),
    regular("wait", |shell, arguments| {
        Box::pin(wait::run(shell, arguments))
    }),
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
    let exists = !matches!(
        (name, dialect),
        (
            "declare"
                | "typeset"
                | "shopt"
                | "builtin"
                | "mapfile"
                | "readarray"
                | "caller"
                | "pushd"
                | "popd"
                | "dirs"
                | "compgen"
                | "complete"
                | "help"
                | "logout"
                | "suspend"
                | "disown"
                | "enable"
                | "bind"
                | "compopt"
                | "history"
                | "fc",
            Dialect::Dash | Dialect::BusyboxAsh,
        ) | ("source" | "let", Dialect::Dash)
            | ("chdir", Dialect::Bash | Dialect::BashAsSh)
            | ("[[", Dialect::Dash | Dialect::Bash | Dialect::BashAsSh)
    );
    // `local` is a special built-in of dash and busybox alone.
    let is_one = |it: &&Builtin| match (it.name, it.class, dialect) {
        ("local", Class::Special, Dialect::Bash | Dialect::BashAsSh) => false,
        ("local", Class::Regular, Dialect::Dash | Dialect::BusyboxAsh) => false,
        (other, ..) => other == name,
    };
    BUILTINS.iter().find(is_one).filter(|_| exists)
}

impl Evaluator {
    /// A message of busybox's applets that are built in: they name themselves.
    async fn complain_as_applet(&mut self, text: &str) -> Flow {
        let name = self.str(self.environment.name);
        if name != "sh" && !name.ends_with("/sh") {
            return self.unsupported("the name that an applet of busybox has in a message");
        }
        self.print_error(&format!("sh: {text}\n")).await
    }

    /// Whether the option of `set -o` with this name is on.
    pub(super) fn has_option_named(&self, name: &str) -> bool {
        let mut options = options_of(self.shell);
        options.any(|it| it.2 == name && self.has(it.0))
    }

    /// Writes what a built-in prints; its status, which tells whether it could be written.
    async fn output(&mut self, by: &str, text: Span) -> Flow<u8> {
        if text.is_empty() {
            return Ok(0);
        }
        match self.write(1, text).await? {
            Ok(()) => Ok(0),
            Err(errno) => self.cannot_write(by, errno).await,
        }
    }

    /// What the shells say of output that cannot be written.
    async fn cannot_write(&mut self, by: &str, errno: Errno) -> Flow<u8> {
        let why = errno.message();
        match self.dialect() {
            Dialect::Dash => {
                self.complain(Some(by), &format!("{by}: I/O error")).await?;
                Ok(1)
            }
            Dialect::Bash | Dialect::BashAsSh => {
                self.complain(Some(by), &format!("write error: {why}"))
                    .await?;
                Ok(1)
            }
            // Of what is built into busybox only `echo` says anything (`err/779`).
            Dialect::BusyboxAsh if by == "echo" => {
                self.complain_as_applet(&format!("write error: {why}"))
                    .await?;
                Ok(1)
            }
            Dialect::BusyboxAsh => Ok(1),
        }
    }

    /// The argument at `index` as text.
    fn argument(&self, arguments: &[Span], index: usize) -> Option<String> {
        arguments.get(index).map(|it| self.str(*it).to_owned())
    }
}
