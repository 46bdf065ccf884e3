//! How scripts are read, against what real shells did: recorded, and asked again where they are installed.
//!
//! `SHELLFORM_FACTS` names the folder of recorded facts; without it, `../shared/facts` beside the repository.
//! `SHELLFORM_SHELLS=1` asks the shells that are installed, thousands of times: dash 0.5.12, bash 5.2, busybox 1.35.

mod installed;
mod mutations;
mod recorded;
mod scripts;
mod tally;

use shellform::session::Session;
use shellform::shell::{self, Dialect, Invocation, Parse, Release, Shell};
use shellform::text::Source;

/// A shell as the recordings name it, what it was called as, and which it is.
struct Named {
    name: &'static str,
    argv0: &'static str,
    shell: Shell,
}

const fn named(
    name: &'static str,
    argv0: &'static str,
    dialect: Dialect,
    release: Release,
) -> Named {
    let shell = Shell { dialect, release };
    Named { name, argv0, shell }
}

const SHELLS: [Named; 8] = [
    named("dash", "/bin/sh", Dialect::Dash, Release::Dash0_5_12),
    named("dash_sid", "/bin/sh", Dialect::Dash, Release::DashUnstable),
    named(
        "busybox",
        "/bin/sh",
        Dialect::BusyboxAsh,
        Release::Busybox1_35,
    ),
    named(
        "alpine",
        "/bin/sh",
        Dialect::BusyboxAsh,
        Release::Busybox1_37,
    ),
    named(
        "busybox138",
        "/bin/sh",
        Dialect::BusyboxAsh,
        Release::Busybox1_38,
    ),
    named("bash", "/bin/bash", Dialect::Bash, Release::Bash5_2),
    named("bash_sh", "/bin/sh", Dialect::BashAsSh, Release::Bash5_2),
    named("bash53", "/bin/bash", Dialect::Bash, Release::Bash5_3),
];

/// What we say of a script.
struct Ours {
    parse: Parse,
    /// What is printed of the error; empty when there is none, nothing when that is not simulated.
    message: Option<String>,
}

fn read(shell: &Named, script: &str) -> Ours {
    let mut cx = Session::default();
    let name = "script".to_owned();
    let script = cx.texts.add_source(Source::File { name }, script);
    let parse = shell::parse(&mut cx, script, shell.shell);
    let invocation = Invocation::command(shell.argv0);
    let message = match &parse.script.error {
        Some(error) => shell::message(&cx.texts, error, &invocation, shell.shell),
        None => Some(String::new()),
    };
    Ours { parse, message }
}
