//! A here-document whose delimiter stands apart from its operator.
//!
#![doc = include_str!("heredoc_not_attached.md")]

use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile::{Instruction, Keyword};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{Script, code, considered, in_file, replace};

/// The rule.
pub const RULE: Rule = Rule {
    code: "heredoc-not-attached",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds delimiters that stand apart where Docker wants them attached.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let instructions = simulation.dockerfile.instructions.iter().enumerate();
    instructions
        .filter(|(index, _)| considered(simulation, *index))
        .filter_map(|(_, instruction)| in_instruction(simulation, instruction))
        .collect()
}

fn in_instruction(simulation: &Simulation, instruction: &Instruction) -> Option<Diagnostic> {
    let text = simulation.str(instruction.arguments);
    if !text.contains("<<") {
        return None;
    }
    let scanned = Script::read(text);
    let operators = text.match_indices("<<").map(|(at, _)| at);
    let mut operators = operators.filter(|at| scanned.is_closed() && scanned.is_plain(*at));
    operators.find_map(|at| {
        let apart = Apart::read(text, at)?;
        let consequence = consequence(simulation, instruction, &apart)?;
        Some(diagnostic(
            simulation,
            instruction.arguments,
            &apart,
            &consequence,
        ))
    })
}

/// An operator with its delimiter behind blanks.
struct Apart<'t> {
    start: usize,
    /// Where the operator ends.
    operator_end: usize,
    /// Where the delimiter begins and ends.
    delimiter: std::ops::Range<usize>,
    name: &'t str,
}

impl<'t> Apart<'t> {
    fn read(text: &'t str, start: usize) -> Option<Self> {
        let is_other = text[..start].ends_with('<') || text[start + 2..].starts_with('<');
        let dash = usize::from(text[start + 2..].starts_with('-'));
        let operator_end = start + 2 + dash;
        let behind = text[operator_end..].trim_start_matches([' ', '\t']);
        let from = text.len() - behind.len();
        let is_end = |it: char| it.is_whitespace() || ";|&<>()".contains(it);
        let to = from + behind.find(is_end).unwrap_or(behind.len());
        let name = text[from..to].trim_matches(['"', '\'']);
        (!is_other && from > operator_end && !name.is_empty()).then_some(Self {
            start,
            operator_end,
            delimiter: from..to,
            name,
        })
    }
}

/// What becomes of it, where it is not what was meant.
fn consequence(
    simulation: &Simulation,
    instruction: &Instruction,
    apart: &Apart<'_>,
) -> Option<String> {
    let announced = instruction
        .heredocs
        .iter()
        .any(|it| simulation.str(it.name) == apart.name);
    match (instruction.keyword, announced) {
        (Keyword::Add | Keyword::Copy, true) => Some(format!(
            "{} takes the operator and the delimiter as the names of files.",
            instruction.keyword.name()
        )),
        (Keyword::Add | Keyword::Copy | Keyword::Run, false)
            if ends_later(simulation, instruction, apart.name) =>
        {
            Some("Docker reads the lines that follow as instructions.".to_owned())
        }
        _ => None,
    }
}

/// Whether a line further down is the one that would end the here-document.
fn ends_later(simulation: &Simulation, instruction: &Instruction, name: &str) -> bool {
    let count = u32::try_from(simulation.dockerfile.lines.len()).unwrap_or(u32::MAX);
    let later = instruction.lines.last + 1..=count;
    let mut lines = later.filter_map(|it| simulation.dockerfile.line(it));
    lines.any(|it| simulation.str(it).trim() == name)
}

fn diagnostic(
    simulation: &Simulation,
    arguments: Span,
    apart: &Apart<'_>,
    consequence: &str,
) -> Diagnostic {
    let text = simulation.str(arguments);
    let written = arguments.slice(apart.start..apart.delimiter.end);
    let operator = &text[apart.start..apart.operator_end];
    let message = format!(
        "{} begins no here-document here: the delimiter must stand right behind {}",
        code(simulation.str(written)),
        code(operator)
    );
    let attached = format!("{operator}{}", &text[apart.delimiter.clone()]);
    let diagnostic = Diagnostic::new(RULE, written, message)
        .help(consequence)
        .help(format!("Write {}.", code(&attached)));
    match in_file(simulation, written) {
        Some(span) => diagnostic.fix(replace("Attach the delimiter", span, attached)),
        None => diagnostic,
    }
}
