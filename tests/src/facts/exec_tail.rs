//! `exec-tail.jsonl`: whether a shell ends by replacing itself with its last command, or forks and waits for it.

use serde_json::Value;
use shellform::input::{InputFile, ScriptForm};
use shellform::trace::Outcome as End;
use shellform::{ShellInput, ShellName, ShellSimulation};

use super::script::{self, text};
use super::shell_errors::SHELLS;
use super::{Differences, Outcome, Tallies};

/// What stands for a program; what it prints does not matter.
const PROGRAM: &str = "/bin/cat /srv/s.sh";

pub(super) fn add(tallies: &mut Tallies, case: &Value) {
    for (name, shell) in SHELLS {
        let recorded = &case[name];
        if recorded.is_null() || recorded == "n/a" {
            continue;
        }
        let simulation = script::simulate(&input(shell, case));
        let outcome = compare(&simulation, recorded);
        tallies.of(name).add(&super::name(case), outcome);
    }
}

fn input(shell: ShellName, case: &Value) -> ShellInput {
    let mut input = script::input(shell, &Value::Null, "/usr/bin:/bin");
    let script = text(&case["script"]);
    let script = script.replace("{C}", "CMD").replace("{T}", "T");
    input.script = written_out(&script);
    let described = text(&case["case"]);
    if described.starts_with("script on stdin") {
        input.form = ScriptForm::StandardInput;
    }
    if described == "\"$@\"" {
        let words = PROGRAM.split(' ').map(str::to_owned);
        input.args = std::iter::once("sh".to_owned()).chain(words).collect();
    }
    // `sh -e -c "CMD"`
    if let Some(rest) = described.strip_prefix("sh -") {
        let options = rest.split(" -c").next().unwrap_or_default();
        if rest.starts_with(options) && rest.len() > options.len() && !options.starts_with('c') {
            input.options = vec![format!("-{options}")];
        }
    }
    input.files = vec![InputFile {
        path: "s.sh".to_owned(),
        content: Some(format!("{PROGRAM}\n")),
        mode: None,
    }];
    input
}

/// The script with its programs in place of what stands for them.
fn written_out(script: &str) -> String {
    let mut written = String::new();
    let mut word = String::new();
    for character in script.chars().chain(std::iter::once('\0')) {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        match std::mem::take(&mut word).as_str() {
            "CMD" => written.push_str(PROGRAM),
            "T" => written.push_str("/bin/true"),
            other => written.push_str(other),
        }
        written.push(character);
    }
    written.pop();
    written
}

/// Which process the program has: the shell's, one that a nested shell has left to it, or another.
fn compare(simulation: &ShellSimulation, recorded: &Value) -> Outcome {
    match &simulation.trace.outcome {
        End::Unsupported(what) => return Outcome::Unsupported(what.clone()),
        End::OutOfFuel(resource) => return Outcome::Unsupported(format!("{resource:?}")),
        End::Exited(_) | End::Signalled(_) => {}
    }
    let programs = simulation.trace.further_programs();
    let is_program = |it: &&shellform::trace::Execution| {
        let words: Vec<&str> = it.argv.iter().map(|it| simulation.str(*it)).collect();
        words.first().is_some_and(|it| it.ends_with("cat")) && words.len() > 1
    };
    let Some(program) = programs.iter().rev().find(is_program) else {
        return Outcome::Unsupported("the program is not started".to_owned());
    };
    let shell = simulation.trace.programs.first().map(|it| it.process);
    let is_nested = programs
        .iter()
        .any(|it| Some(it.process) == shell && it.path.ends_with("/sh"));
    let simulated = match (Some(program.process) == shell, is_nested) {
        (true, _) => "exec",
        (false, true) => "deep",
        (false, false) => "fork",
    };
    let mut differences = Differences::default();
    // Which of the two shells stays is written differently for each; that the program is another process is not.
    let recorded = match recorded.as_str() {
        Some("deep") => "fork".into(),
        _ => recorded.clone(),
    };
    let simulated = simulated.replace("deep", "fork");
    differences.same("the last command", &recorded, &simulated.into());
    differences.outcome()
}
