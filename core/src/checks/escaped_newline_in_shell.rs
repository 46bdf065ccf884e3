//! A `\n` at the end of a continued line of a script.
//!
#![doc = include_str!("escaped_newline_in_shell.md")]

use crate::diagnostic::{Authority, Diagnostic, Edit, Fix, Rule, Severity};
use crate::dockerfile::LineRole;
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{CommandLine, Role, Script, code, command_lines};

/// The rule.
pub const RULE: Rule = Rule {
    code: "escaped-newline-in-shell",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// One `\n` before a continuation.
struct EscapedNewline {
    /// In the script.
    at: Span,
    /// In the file.
    in_file: Span,
    /// What stands before it in its word.
    written: String,
    /// The word the shell has instead.
    word: String,
    /// What to write in its place, when that is certain.
    instead: Option<&'static str>,
}

/// Finds every `\n` that was to end a line and is read as the letter n.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    command_lines(simulation)
        .filter_map(|line| in_line(simulation, &line))
        .collect()
}

fn in_line(simulation: &Simulation, line: &CommandLine<'_>) -> Option<Diagnostic> {
    let script = line.script()?;
    let places = line_ends(simulation, line);
    if places.is_empty() || !line.has_posix_shell() {
        return None;
    }
    let text = simulation.str(script);
    let scanned = Script::read(text);
    let found: Vec<EscapedNewline> = places
        .into_iter()
        .filter_map(|in_file| {
            let at = offset_of(simulation, script, in_file)?;
            let is_escape = scanned.is_escaped(at) && text[at..].starts_with("\\n");
            is_escape.then(|| escaped_newline(script, &scanned, at, in_file))
        })
        .collect();
    let (first, others) = found.split_first()?;
    Some(diagnostic(simulation, line.role, first, others))
}

/// Where lines of the instruction end with `\n` and a continuation: the `\n`, in the file.
fn line_ends(simulation: &Simulation, line: &CommandLine<'_>) -> Vec<Span> {
    let dockerfile = &simulation.dockerfile;
    let range = line.instruction.lines.first..line.instruction.lines.last;
    let found = range.filter_map(|number| {
        let role = dockerfile.lines.get(number as usize - 1)?.role;
        let continues = matches!(role, LineRole::Instruction | LineRole::Continuation);
        let span = dockerfile.line(number).filter(|_| continues)?;
        let text = simulation
            .str(span)
            .trim_end_matches([' ', '\t', '\r', '\n']);
        let before = text
            .strip_suffix(dockerfile.escape.char())?
            .strip_suffix("\\n")?;
        (!before.ends_with('\\')).then(|| span.slice(before.len()..before.len() + 2))
    });
    found.collect()
}

/// Where a place of the file stands in the script.
fn offset_of(simulation: &Simulation, script: Span, in_file: Span) -> Option<usize> {
    let mut pieces = simulation.session.texts.trail(script);
    pieces.find_map(|piece| {
        let within = piece.source.contains(in_file);
        within.then(|| (piece.start + in_file.start - piece.source.start) as usize)
    })
}

fn escaped_newline(script: Span, scanned: &Script<'_>, at: usize, in_file: Span) -> EscapedNewline {
    let word = scanned.word_around(at);
    EscapedNewline {
        at: script.slice(at..at + 2),
        in_file,
        written: scanned.text()[word.start..at + 2].to_owned(),
        word: scanned.unquoted(word),
        instead: instead(&scanned.text()[..at], &scanned.text()[at + 2..]),
    }
}

/// What ends a line between `before` and `behind`: nothing where a command is not over, `;` where it is.
fn instead(before: &str, behind: &str) -> Option<&'static str> {
    let has_blank = before.ends_with([' ', '\t']);
    let before = before.trim_end();
    let behind = behind.trim_start();
    let last = before
        .rsplit([' ', '\t', ';', '&', '|', '(', ')'])
        .next()
        .unwrap_or_default();
    let goes_on = before.ends_with([';', '&', '|', '('])
        || matches!(
            last,
            "do" | "then" | "else" | "{" | "!" | "in" | "if" | "while" | "until" | "elif"
        )
        || behind.starts_with([';', '&', '|', ')']);
    // `a)` may end a group, or be a pattern of `case`; a letter right behind makes one word of two lines.
    let is_unclear = before.is_empty() || before.ends_with(')') || behind.starts_with("\\n");
    match (is_unclear, goes_on, has_blank) {
        (true, ..) => None,
        (false, true, true) => Some(""),
        (false, true, false) => Some(" "),
        (false, false, _) => Some("; "),
    }
}

/// How to write a script whose lines stay as they are.
fn keeping_lines(role: Role) -> &'static str {
    match role {
        Role::Run => "Or use a here-document, which keeps its lines as they are: `RUN <<EOF`.",
        Role::Cmd | Role::Entrypoint | Role::Healthcheck | Role::Shell => {
            "Or put the script into a file of the image, where its lines stay as they are: `COPY --chmod=755 <<'EOF' /run.sh`."
        }
    }
}

fn diagnostic(
    simulation: &Simulation,
    role: Role,
    first: &EscapedNewline,
    others: &[EscapedNewline],
) -> Diagnostic {
    let escape = code(&simulation.dockerfile.escape.char().to_string());
    let message = format!(
        "{} becomes the word {}: Docker takes away the line break with the {escape} before it, and outside quotes the shell reads `\\n` as the letter n",
        code(&first.written),
        code(&first.word),
    );
    let mut diagnostic = Diagnostic::new(RULE, first.at, message)
        .help("Write `;` where a command ends, nothing after `do`, `then` and `else`, then the `\\` alone.")
        .help(keeping_lines(role));
    for other in others {
        let label = format!(
            "{} becomes the word {}",
            code(&other.written),
            code(&other.word)
        );
        diagnostic = diagnostic.label(other.at, label);
    }
    match fix(first, others) {
        Some(fix) => diagnostic.fix(fix),
        None => diagnostic,
    }
}

/// All places at once, or none.
fn fix(first: &EscapedNewline, others: &[EscapedNewline]) -> Option<Fix> {
    let edits = std::iter::once(first).chain(others).map(|it| {
        Some(Edit {
            span: it.in_file,
            replacement: it.instead?.to_owned(),
        })
    });
    Some(Fix {
        title: "End the lines as the shell wants them ended".to_owned(),
        edits: edits.collect::<Option<_>>()?,
    })
}
