//! [`Tally`]: how often we agree.

use std::fmt::Write;

/// How many differences are shown.
const SHOWN: usize = 10;

/// How often we agree with one shell.
#[derive(Default)]
pub(crate) struct Tally {
    agreed: usize,
    unsupported: usize,
    wrong: usize,
    shown: String,
}

impl Tally {
    pub(crate) fn agree(&mut self) {
        self.agreed += 1;
    }

    pub(crate) fn unsupported(&mut self) {
        self.unsupported += 1;
    }

    pub(crate) fn wrong(&mut self, script: &str, theirs: &str, ours: &str) {
        self.wrong += 1;
        if self.wrong <= SHOWN {
            let shown = format!("{script:?}\n  shell {theirs:?}\n  ours  {ours:?}");
            writeln!(self.shown, "{shown}").expect("it fits");
        }
    }

    /// Says how often, and fails when more than `allowed` in a thousand differ.
    #[track_caller]
    pub(crate) fn close(self, what: &str, allowed: usize) {
        let Self {
            agreed,
            unsupported,
            wrong,
            shown,
        } = self;
        let total = agreed + unsupported + wrong;
        say(&format!(
            "{what}: {agreed} agree, {wrong} differ, {unsupported} not simulated, of {total}"
        ));
        assert!(wrong * 1000 <= allowed * total, "{what}\n{shown}");
        assert!(total > 0, "{what}: nothing was compared");
    }
}

/// Prints a line about the tests.
#[expect(clippy::disallowed_macros, reason = "tests may print")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
