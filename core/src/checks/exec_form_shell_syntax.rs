//! Operators, substitutions and patterns of the shell in exec form.
//!
#![doc = include_str!("exec_form_shell_syntax.md")]

use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{CommandLine, base_name, code, command_lines};

/// The rule.
pub const RULE: Rule = Rule {
    code: "exec-form-shell-syntax",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// What an argument would be to a shell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    /// `&&`, `|`, `>`, `2>/dev/null` …
    Operator,
    /// `$(…)` or backquotes.
    Substitution,
    /// `~` at its beginning.
    Tilde,
    /// `*.js`
    Pattern,
}

/// Programs to which such arguments mean something of their own.
const OWN_MEANING: &[&str] = &[
    "expr", "test", "[", "[[", "find", "fd", "awk", "gawk", "mawk", "sed", "grep", "egrep", "rg",
    "perl", "ruby", "php", "node", "python", "python3", "jq", "yq", "psql", "mysql", "make",
    "tmux", "xargs", "git", "rsync", "tar", "zip", "7z", "printf", "echo", "Rscript", "lua",
    "nginx",
];

/// Finds syntax of the shell in arguments that no shell reads.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    command_lines(simulation)
        .flat_map(|line| in_line(simulation, &line))
        .collect()
}

fn in_line(simulation: &Simulation, line: &CommandLine<'_>) -> Vec<Diagnostic> {
    let literal = line.literal_arguments();
    let (argv, _) = line.argv();
    let own_meaning = argv.iter().any(|it| OWN_MEANING.contains(&base_name(it)));
    let found = literal.iter().filter_map(|argument| {
        let syntax = syntax(simulation.str(*argument))?;
        let is_certain = match syntax {
            Syntax::Operator => !own_meaning || matches!(simulation.str(*argument), "&&" | "||"),
            Syntax::Tilde => true,
            Syntax::Substitution | Syntax::Pattern => !own_meaning,
        };
        is_certain.then(|| diagnostic(simulation, *argument, syntax))
    });
    found.collect()
}

fn syntax(argument: &str) -> Option<Syntax> {
    const OPERATORS: &[&str] = &["&&", "||", "|", "|&", ";", "&", "<", "<<", "<<<"];
    if OPERATORS.contains(&argument) || is_redirection(argument) {
        return Some(Syntax::Operator);
    }
    let has_substitution = argument
        .split_once("$(")
        .is_some_and(|(_, behind)| behind.contains(')'))
        || argument.matches('`').count() >= 2;
    if has_substitution {
        return Some(Syntax::Substitution);
    }
    if argument == "~" || argument.starts_with("~/") {
        return Some(Syntax::Tilde);
    }
    let is_path = !argument.starts_with('-') && !argument.contains([' ', '=', ':']);
    let has_pattern = ["/*", "*/", "*.", "/?"]
        .iter()
        .any(|it| argument.contains(it));
    (is_path && has_pattern && !argument.contains("/*/")).then_some(Syntax::Pattern)
}

/// `>`, `2>>`, `&>`, with a file behind it or not.
fn is_redirection(argument: &str) -> bool {
    let behind_number = argument.trim_start_matches(|it: char| it.is_ascii_digit());
    let Some(target) = behind_number
        .strip_prefix("&>")
        .or_else(|| behind_number.strip_prefix('>'))
    else {
        return false;
    };
    let target = target.strip_prefix('>').unwrap_or(target);
    target.is_empty() || target.starts_with(['/', '&'])
}

fn diagnostic(simulation: &Simulation, argument: Span, syntax: Syntax) -> Diagnostic {
    let written = code(simulation.str(argument));
    let (severity, would) = match syntax {
        Syntax::Operator => (Severity::Warning, "take it as an operator"),
        Syntax::Substitution => (Severity::Warning, "run the command in it"),
        Syntax::Tilde => (Severity::Warning, "put the home directory there"),
        Syntax::Pattern => (Severity::Note, "put the names of files there"),
    };
    let message = format!(
        "{written} is an argument like any other: exec form starts no shell that would {would}"
    );
    Diagnostic::new(Rule { severity, ..RULE }, argument, message).help(
        "Where a shell is meant, use shell form, or start it yourself: `[\"/bin/sh\", \"-c\", \"…\"]`.",
    )
}
