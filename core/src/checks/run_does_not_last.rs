//! A RUN that changes nothing but its own shell.
//!
#![doc = include_str!("run_does_not_last.md")]

use crate::diagnostic::{Authority, Diagnostic, Fix, Rule, Severity};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{CommandLine, Role, Script, code, command_lines, in_file, replace};

/// The rule.
pub const RULE: Rule = Rule {
    code: "run-does-not-last",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Built-ins that change nothing but the shell they run in.
const WORDS: &[&str] = &[
    "alias", "cd", "declare", "export", "popd", "pushd", "readonly", "set", "shopt", "typeset",
    "ulimit", "umask", "unalias", "unset",
];

/// Finds scripts made of such commands alone.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    command_lines(simulation)
        .filter(|it| it.role == Role::Run && it.instruction.heredocs.is_empty())
        .filter_map(|line| in_line(simulation, &line))
        .collect()
}

fn in_line(simulation: &Simulation, line: &CommandLine<'_>) -> Option<Diagnostic> {
    let script = line.script()?;
    let text = simulation.str(script);
    let first = text.split_ascii_whitespace().next()?;
    if !changes_only_the_shell(first) || !line.has_posix_shell() {
        return None;
    }
    let commands = Script::read(text).simple_list()?;
    let words = |it: &&str| {
        it.split_ascii_whitespace()
            .next()
            .map(changes_only_the_shell)
    };
    if !commands.iter().all(|it| words(it) == Some(true)) {
        return None;
    }
    Some(diagnostic(simulation, script, &commands))
}

/// Whether the first word of a command is such a built-in, or an assignment and the command nothing else.
fn changes_only_the_shell(word: &str) -> bool {
    WORDS.contains(&word)
}

fn diagnostic(simulation: &Simulation, script: Span, commands: &[&str]) -> Diagnostic {
    let message = format!(
        "nothing of {} lasts: this shell ends with the instruction, and the next one starts anew",
        code(simulation.str(script))
    );
    let diagnostic = Diagnostic::new(RULE, script, message);
    let mut diagnostic = match commands[0].split_ascii_whitespace().next() {
        Some("export" | "declare" | "typeset" | "readonly") => {
            diagnostic.help("To set a variable for what follows, use ENV.")
        }
        Some("cd" | "pushd" | "popd") => {
            diagnostic.help("To set the directory for what follows, use WORKDIR.")
        }
        Some("set" | "shopt") => diagnostic
            .help("Set it in each RUN that needs it, or with SHELL for all: `SHELL [\"/bin/bash\", \"-e\", \"-c\"]`."),
        _ => diagnostic.help("Join it with `&&` to the command that needs it, in one RUN."),
    };
    if let [command] = commands {
        diagnostic.fixes.extend(fix(simulation, script, command));
    }
    diagnostic
}

/// `cd /path` and `export NAME=value` have instructions of their own, when nothing in them needs a shell.
fn fix(simulation: &Simulation, script: Span, command: &str) -> Option<Fix> {
    let (word, operand) = command.split_once(' ')?;
    let operand = operand.trim();
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "_-./:,@%+".contains(it);
    let run = keyword_to_script(simulation, script)?;
    match word {
        "cd" if operand.starts_with('/') && operand.chars().all(is_plain) => Some(replace(
            "Set the directory with WORKDIR",
            run,
            format!("WORKDIR {operand}"),
        )),
        "export" => {
            let (name, value) = operand.split_once('=')?;
            let is_name = !name.is_empty()
                && name
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || it == '_');
            (is_name && value.chars().all(is_plain))
                .then(|| replace("Set the variable with ENV", run, format!("ENV {operand}")))
        }
        _ => None,
    }
}

/// The whole instruction in the file, when it is nothing but `RUN` and the script.
fn keyword_to_script(simulation: &Simulation, script: Span) -> Option<Span> {
    let script = in_file(simulation, script)?;
    let line = Span { start: 0, ..script }.to(script);
    let start = simulation.str(line).rfind("RUN ")?;
    let run = line.slice_from(start);
    let between = &simulation.str(run)[4..run.len() - script.len()];
    between.trim().is_empty().then_some(run)
}
