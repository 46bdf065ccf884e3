//! A variable in exec form that nothing replaces.
//!
#![doc = include_str!("exec_form_variable.md")]

use crate::build::Base;
use crate::diagnostic::{Authority, Diagnostic, Fix, Rule, Severity};
use crate::dockerfile::json::array_text;
use crate::document;
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{
    Ahead, CommandLine, Role, array_in_file, base_name, code, command_lines, references, replace,
};

/// The rule.
pub const RULE: Rule = Rule {
    code: "exec-form-variable",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Programs to which `$` means something of their own.
const OWN_MEANING: &[&str] = &[
    "awk",
    "gawk",
    "mawk",
    "sed",
    "grep",
    "egrep",
    "fgrep",
    "rg",
    "perl",
    "ruby",
    "php",
    "node",
    "python",
    "python3",
    "jq",
    "yq",
    "psql",
    "mysql",
    "envsubst",
    "make",
    "tclsh",
    "expect",
    "find",
    "xargs",
    "dockerize",
    "confd",
    "gomplate",
    "Rscript",
    "lua",
    "git",
];

/// Finds variables in arguments that no shell reads.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let lines = command_lines(simulation).filter(|it| !has_own_meaning(it));
    lines.flat_map(|line| in_line(simulation, &line)).collect()
}

fn has_own_meaning(line: &CommandLine<'_>) -> bool {
    let (argv, _) = line.argv();
    let splits_strings = |it: &&str| it.starts_with("-S") || it.starts_with("--split-string");
    argv.iter().any(|it| OWN_MEANING.contains(&base_name(it)))
        || (argv.iter().any(|it| base_name(it) == "env") && argv.iter().any(splits_strings))
}

fn in_line(simulation: &Simulation, line: &CommandLine<'_>) -> Vec<Diagnostic> {
    let literal = line.literal_arguments().iter();
    let found: Vec<(Span, Span)> = literal
        .flat_map(|argument| {
            let references = references(simulation.str(*argument));
            references.map(|(range, _)| (*argument, argument.slice(range)))
        })
        .collect();
    let instead = found.first().and_then(|_| instead(simulation, line));
    found
        .iter()
        .map(|(_, reference)| diagnostic(simulation, line, *reference, instead.as_deref()))
        .collect()
}

fn diagnostic(
    simulation: &Simulation,
    line: &CommandLine<'_>,
    reference: Span,
    instead: Option<&str>,
) -> Diagnostic {
    let written = code(simulation.str(reference));
    let message =
        format!("{written} stays as it is: exec form starts no shell that would replace it");
    let diagnostic = Diagnostic::new(RULE, reference, message);
    let Some(instead) = instead else {
        return diagnostic.help("Where a shell is to replace it, use shell form.");
    };
    let diagnostic = diagnostic.help(format!(
        "Use shell form, or start the shell yourself: {}.",
        document::code(instead)
    ));
    match fix(simulation, line, instead) {
        Some(fix) => diagnostic.fix(fix),
        None => diagnostic,
    }
}

/// The same command through a shell, unless an ENTRYPOINT stands ahead or is to pass arguments on.
fn instead(simulation: &Simulation, line: &CommandLine<'_>) -> Option<String> {
    let may_change = match line.ahead() {
        Ahead::Nothing | Ahead::Unknown => line.role != Role::Entrypoint,
        Ahead::Entrypoint(_) => false,
    };
    let arguments = line.exec_arguments().iter();
    let words: Vec<String> = arguments
        .map(|it| shell_word(simulation.str(*it)))
        .collect();
    let is_printable = words
        .iter()
        .all(|it| !it.contains(|it: char| it.is_control()));
    (may_change && is_printable).then(|| {
        let script = format!("exec {}", words.join(" "));
        array_text(&["/bin/sh", "-c", &script])
    })
}

/// An argument as a word of a script: quoted, but so that its variables are replaced.
fn shell_word(argument: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "_-./:=,@%+".contains(it);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    let mut word = String::from('"');
    let references: Vec<_> = references(argument).map(|(range, _)| range.start).collect();
    for (at, character) in argument.char_indices() {
        let is_special = matches!(character, '"' | '\\' | '`' | '$');
        if is_special && !references.contains(&at) {
            word.push('\\');
        }
        word.push(character);
    }
    word.push('"');
    word
}

/// Certain only where nothing stands ahead and the image may have a shell.
fn fix(simulation: &Simulation, line: &CommandLine<'_>, instead: &str) -> Option<Fix> {
    let stage = line.stage()?;
    let has_no_shell = match (&stage.base, stage.base_image()) {
        (Base::Scratch, _) | (Base::Stage(_), None) => true,
        (_, image) => image
            .and_then(|it| it.shell.value())
            .is_some_and(|it| it.dialect.is_none()),
    };
    let nothing_ahead = matches!(line.ahead(), Ahead::Nothing);
    let span = array_in_file(simulation, line).filter(|_| nothing_ahead && !has_no_shell)?;
    Some(replace("Let a shell replace the variable", span, instead))
}
