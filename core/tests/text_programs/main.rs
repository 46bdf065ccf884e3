//! The text programs of a container: what ours write, and what those of this machine write, byte for byte.
//!
//! Each case is a command line and what stands on standard input. It runs in a folder with the same files, as Debian's
//! program and as busybox's. Skipped, with the reason printed, unless `SHELLFORM_SHELLS` is set.

mod cases;
mod installed;
mod simulated;

use cases::{Case, FILES};
use installed::Installed;
use shellform::container::Flavour;

/// What a program wrote, and how it ended.
#[derive(Debug, PartialEq)]
struct Answer {
    stdout: String,
    stderr: String,
    exit: Option<u8>,
}

/// Says something on the terminal.
#[expect(clippy::disallowed_macros, reason = "tests may print")]
fn say(text: &str) {
    eprintln!("{text}");
}

/// Compares all cases; what is not simulated is said.
#[track_caller]
fn compare(what: &str, cases: &[Case]) {
    compare_as(what, cases, |text| text);
}

/// The same, with the lines in any order: that of the entries of a directory is not known.
#[track_caller]
fn compare_unordered(what: &str, cases: &[Case]) {
    compare_as(what, cases, |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.join("\n")
    });
}

#[track_caller]
fn compare_as(what: &str, cases: &[Case], normal: impl Fn(String) -> String) {
    let Some(installed) = Installed::find() else {
        return;
    };
    let mut wrong = 0;
    let mut unsupported = 0;
    for case in cases {
        let arguments = case.arguments();
        for flavour in [Flavour::Debian, Flavour::Busybox] {
            if case.skips(flavour) {
                continue;
            }
            let ours = match simulated::run(flavour, case.input, &arguments) {
                Ok(ours) => ours,
                Err(outcome) => {
                    unsupported += 1;
                    say(&format!("{flavour:?} {}: {outcome}", case.line));
                    continue;
                }
            };
            let theirs = installed.run(flavour, case.input, &arguments);
            let [ours, theirs] = [ours, theirs].map(|it| Answer {
                stdout: normal(it.stdout),
                ..it
            });
            if ours != theirs {
                wrong += 1;
                say(&format!(
                    "{flavour:?} {}\n  input {:?}\n  ours   {ours:?}\n  theirs {theirs:?}",
                    case.line, case.input
                ));
            }
        }
    }
    say(&format!(
        "{what}: {} cases, {unsupported} not simulated, {wrong} wrong",
        cases.len()
    ));
    assert_eq!(wrong, 0, "{what}");
}
