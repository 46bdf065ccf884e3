//! The shells that are installed, asked many questions in one process.

use std::io::Write;
use std::process::{Command, Stdio};

use shellform::shell::{Dialect, Release, Shell};

/// A shell, and how it is called.
pub(crate) struct Installed {
    pub(crate) name: &'static str,
    pub(crate) shell: Shell,
    command: &'static [&'static str],
}

const ALL: [Installed; 3] = [
    Installed {
        name: "dash",
        shell: Shell {
            dialect: Dialect::Dash,
            release: Release::Dash0_5_12,
        },
        command: &["/usr/bin/dash"],
    },
    Installed {
        name: "bash",
        shell: Shell {
            dialect: Dialect::Bash,
            release: Release::Bash5_2,
        },
        command: &["/usr/bin/bash"],
    },
    Installed {
        name: "busybox",
        shell: Shell {
            dialect: Dialect::BusyboxAsh,
            release: Release::Busybox1_35,
        },
        command: &["/usr/bin/busybox", "ash"],
    },
];

/// The shells that are there; none, with the reason printed, unless asked for.
#[expect(clippy::disallowed_methods, reason = "tests may look around")]
pub(crate) fn installed() -> Vec<Installed> {
    if std::env::var("SHELLFORM_SHELLS").is_err() {
        say("skipped: SHELLFORM_SHELLS is not set");
        return Vec::new();
    }
    let is_there = |it: &Installed| {
        let found = std::path::Path::new(it.command[0]).exists();
        if !found {
            say(&format!("skipped: {} is not installed", it.command[0]));
        }
        found
    };
    ALL.into_iter().filter(is_there).collect()
}

/// What stands between two answers.
pub(crate) const MARK: &str = "@@@";

impl Installed {
    /// What `script` prints up to each [`MARK`], under `locale`.
    pub(crate) fn answers(&self, script: &str, locale: &str) -> Vec<String> {
        self.answers_of(&mut self.process(locale), script)
    }

    /// How it is started.
    pub(crate) fn process(&self, locale: &str) -> Command {
        let mut process = Command::new(self.command[0]);
        process.args(&self.command[1..]).env("LC_ALL", locale);
        process
    }

    /// What `script` prints up to each [`MARK`] in a process.
    pub(crate) fn answers_of(&self, process: &mut Command, script: &str) -> Vec<String> {
        let mut child = process
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let mut input = child.stdin.take().expect("it has one");
        let output = std::thread::scope(|scope| {
            scope.spawn(move || input.write_all(script.as_bytes()).expect("it reads"));
            child.wait_with_output().expect("it ends")
        });
        let printed = String::from_utf8_lossy(&output.stdout);
        let mut answers: Vec<String> = printed.split(MARK).map(str::to_owned).collect();
        answers.pop();
        answers
    }
}

/// How often we agree.
pub(crate) struct Tally {
    agreed: usize,
    wrong: Vec<String>,
}

impl Tally {
    pub(crate) fn new() -> Self {
        let wrong = Vec::new();
        Self { agreed: 0, wrong }
    }

    pub(crate) fn compare(&mut self, question: &str, theirs: &str, ours: &str) {
        if theirs == ours {
            self.agreed += 1;
        } else {
            let shown = format!("{question}\n  shell {theirs:?}\n  ours  {ours:?}");
            self.wrong.push(shown.chars().take(1500).collect());
        }
    }

    /// Says how often, and fails when anything differs.
    pub(crate) fn close(self, what: &str) {
        let Self { agreed, wrong } = self;
        say(&format!("{what}: {agreed} agree, {} differ", wrong.len()));
        let shown = &wrong[..wrong.len().min(25)];
        assert!(wrong.is_empty(), "{what}\n{}", shown.join("\n"));
    }
}

/// Prints a line about the tests.
#[expect(clippy::disallowed_macros, reason = "tests may print")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
