//! The shells that are installed: what they say of every script we have.

use std::collections::BTreeSet;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::tally::{Tally, say};
use crate::{Named, SHELLS, read, scripts};

/// How many shells run at a time.
const WORKERS: usize = 4;

/// A shell that is installed, and how it is asked.
pub(crate) struct Installed {
    pub(crate) shell: &'static Named,
    program: &'static str,
}

/// The installed shells of the releases that are simulated; none, with the reason printed, unless asked for.
#[expect(clippy::disallowed_methods, reason = "tests may look around")]
pub(crate) fn installed() -> Vec<Installed> {
    if std::env::var("SHELLFORM_SHELLS").is_err() {
        say("skipped: SHELLFORM_SHELLS is not set");
        return Vec::new();
    }
    let programs = [
        ("dash", "/usr/bin/dash"),
        ("busybox", "/usr/bin/busybox"),
        ("bash", "/usr/bin/bash"),
        ("bash_sh", "/usr/bin/bash"),
    ];
    let found = programs.into_iter().filter_map(|(name, program)| {
        let shell = SHELLS.iter().find(|it| it.name == name)?;
        std::path::Path::new(program)
            .exists()
            .then_some(Installed { shell, program })
    });
    found.collect()
}

/// What a shell prints of a script that it only reads.
struct Answer {
    printed: String,
    is_refused: bool,
}

impl Installed {
    fn ask(&self, script: &str) -> Answer {
        let output = Command::new(self.program)
            .arg0(self.shell.argv0)
            .args(["-n", "-c", script])
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        let printed = String::from_utf8_lossy(&output.stderr);
        let printed = without_warnings(&printed);
        let is_refused = !output.status.success() || !printed.is_empty();
        Answer {
            printed,
            is_refused,
        }
    }

    /// Compares all `scripts`; at most `allowed` in a thousand may differ.
    pub(crate) fn compare(&self, what: &str, scripts: &[String], allowed: usize) {
        let answers = self.ask_all(scripts);
        let mut words = Tally::default();
        let mut verdicts = Tally::default();
        for (script, answer) in scripts.iter().zip(answers) {
            let ours = read(self.shell, script);
            let is_refused = ours.parse.script.error.is_some();
            let message = ours.message.as_deref();
            // bash refuses a few scripts without a word.
            if is_refused == answer.is_refused || message == Some("") && answer.printed.is_empty() {
                verdicts.agree();
            } else {
                verdicts.wrong(script, &answer.printed, message.unwrap_or("not simulated"));
            }
            match message {
                None => words.unsupported(),
                Some(message) if message == answer.printed => words.agree(),
                Some(message) => words.wrong(script, &answer.printed, message),
            }
        }
        let name = self.shell.name;
        verdicts.close(&format!("{what}, {name}, accepted or refused"), allowed);
        words.close(&format!("{what}, {name}, word for word"), allowed);
    }

    fn ask_all(&self, scripts: &[String]) -> Vec<Answer> {
        let size = scripts.len().div_ceil(WORKERS).max(1);
        std::thread::scope(|scope| {
            let workers: Vec<_> = scripts
                .chunks(size)
                .map(|chunk| scope.spawn(move || chunk.iter().map(|it| self.ask(it)).collect()))
                .collect();
            let answers = workers.into_iter().map(|it| it.join().expect("it runs"));
            answers
                .collect::<Vec<Vec<Answer>>>()
                .into_iter()
                .flatten()
                .collect()
        })
    }
}

/// What is printed, without bash's warnings of here-documents, which name delimiters of several lines.
fn without_warnings(printed: &str) -> String {
    let mut kept = String::new();
    let mut lines = printed.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if !line.contains(": warning: ") {
            kept.push_str(line);
        } else if line.contains("(wanted `") && !line.ends_with("')\n") {
            lines.by_ref().find(|line| line.ends_with("')\n"));
        }
    }
    kept
}

#[test]
fn installed_shells_read_recorded_scripts_as_we_do() {
    compare("recorded scripts", &scripts::recorded());
}

#[test]
fn installed_shells_read_dockerfiles_as_we_do() {
    compare("scripts of Dockerfiles", &scripts::of_dockerfiles());
}

fn compare(what: &str, scripts: &BTreeSet<String>) {
    let scripts: Vec<String> = scripts.iter().cloned().collect();
    for installed in installed().iter().filter(|_| !scripts.is_empty()) {
        installed.compare(what, &scripts, 0);
    }
}
