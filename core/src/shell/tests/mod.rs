//! What the shells say of broken scripts; each expectation is what the real shell printed.

mod ash;
mod bash;
mod explanation;
mod tree;

use expect_test::Expect;

use super::{Dialect, Invocation, Release, Shell, message, parse};
use crate::session::Session;
use crate::text::Source;

const BUSYBOX_1_35: Shell = Shell {
    dialect: Dialect::BusyboxAsh,
    release: Release::Busybox1_35,
};

/// What `shell`, called as `/bin/sh -c script`, prints of it before it runs anything of the broken command.
#[track_caller]
fn check(shell: impl Into<Shell>, script: &str, expected: &Expect) {
    let shell = shell.into();
    let mut cx = Session::default();
    let name = "script".to_owned();
    let span = cx.texts.add_source(Source::File { name }, script);
    let parse = parse(&mut cx, span, shell);
    let printed = match &parse.script.error {
        None => "accepted\n".to_owned(),
        Some(error) => {
            let invocation = Invocation::command("/bin/sh");
            let message = message(&cx.texts, error, &invocation, shell);
            message.unwrap_or_else(|| "not simulated\n".to_owned())
        }
    };
    expected.assert_eq(&printed);
}
