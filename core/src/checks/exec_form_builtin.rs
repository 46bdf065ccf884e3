//! A word of the shell where a program is needed.
//!
#![doc = include_str!("exec_form_builtin.md")]

use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{CommandLine, Role, code, command_lines};

/// The rule.
pub const RULE: Rule = Rule {
    code: "exec-form-builtin",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Built-ins that change the shell itself, and reserved words (POSIX.1 XCU 2.14, 2.4), with those of bash.
const WORDS: &[&str] = &[
    ".", ":", "!", "{", "(", "alias", "bg", "break", "builtin", "case", "cd", "continue",
    "declare", "eval", "exec", "exit", "export", "fg", "for", "function", "getopts", "hash", "if",
    "jobs", "let", "local", "popd", "pushd", "read", "readonly", "return", "set", "shift", "shopt",
    "source", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset", "until",
    "wait", "while",
];

/// Finds such words in the place of the program.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    command_lines(simulation)
        .filter_map(|line| {
            let program = line.program()?;
            WORDS
                .contains(&simulation.str(program))
                .then(|| diagnostic(simulation, &line, program))
        })
        .collect()
}

fn diagnostic(simulation: &Simulation, line: &CommandLine<'_>, program: Span) -> Diagnostic {
    let word = simulation.str(program);
    let message = format!(
        "{} belongs to the language of the shell, and exec form starts none: Docker looks for a program of that name{}",
        code(word),
        line.unless_entrypoint()
    );
    let diagnostic = Diagnostic::new(RULE, program, message);
    match (word, line.role) {
        ("cd" | "pushd", _) => diagnostic.help("To set the directory, use WORKDIR."),
        ("export" | "declare" | "typeset" | "readonly", _) => {
            diagnostic.help("To set a variable, use ENV.")
        }
        ("exec", _) => diagnostic.help("Leave it away: exec form starts the program itself, without a shell to replace."),
        (_, Role::Run) => diagnostic.help("Where a shell is meant, use shell form."),
        (_, Role::Cmd | Role::Entrypoint | Role::Healthcheck | Role::Shell) => diagnostic.help(
            "Where a shell is meant, use shell form, or start it yourself: `[\"/bin/sh\", \"-c\", \"…\"]`.",
        ),
    }
}
