//! One simulation with what is read from it again and again: colours, labels, marks, lines.

use std::ops::Range;

use shellform::diagnostic::Severity;
use shellform::explain::{self, Badge, Token};
use shellform::text::LineIndex;
use shellform::{Input, Simulation};

use super::options::Options;
use super::start::{Start, Starter};
use super::text::Text;

/// What a simulation found.
#[derive(Debug)]
pub(crate) struct Answer {
    /// What was simulated.
    pub(crate) input: Input,
    /// The configuration of the base image as it was written.
    pub(crate) image_config: String,
    /// What starts the container, if not the options of the input.
    pub(crate) start: Start,
    /// Its text.
    pub(crate) text: Text,
    pub(crate) simulation: Simulation,
    /// Lines and columns of the file.
    pub(crate) index: LineIndex,
    pub(crate) tokens: Vec<Token>,
    /// The labels of the margin, each with its line from zero, in order.
    pub(crate) badges: Vec<(usize, Badge)>,
    /// What is underlined.
    pub(crate) problems: Vec<Problem>,
}

/// Characters of the file that a diagnostic is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    pub(crate) range: Range<usize>,
    pub(crate) severity: Severity,
}

/// An answer is what one run gave; two runs are two answers.
impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Answer {
    /// Simulates a text with options.
    pub(crate) fn of(options: &Options, text: &str) -> Self {
        Self {
            image_config: options.image_config.clone(),
            start: options.start.clone(),
            ..Self::new(options.input(text))
        }
    }

    /// Simulates.
    pub(crate) fn new(input: Input) -> Self {
        let simulation = shellform::simulate(&input);
        Self {
            image_config: String::new(),
            start: Start::default(),
            text: Text::new(&input.text),
            index: LineIndex::new(&input.text),
            tokens: explain::highlight(&simulation),
            badges: badges(&simulation),
            problems: problems(&simulation),
            simulation,
            input,
        }
    }

    /// Whether the worker says what is started.
    pub(crate) fn is_started_elsewhere(&self) -> bool {
        self.start.by != Starter::Options
    }

    /// The instruction that a byte of the file belongs to; between instructions the next one, at the end the last.
    pub(crate) fn instruction_at(&self, byte: usize) -> Option<usize> {
        let line = self.index.line(u32::try_from(byte).unwrap_or(u32::MAX));
        let instructions = &self.simulation.dockerfile.instructions;
        let next = instructions.partition_point(|it| it.lines.last < line);
        Some(next.min(instructions.len().checked_sub(1)?))
    }
}

fn badges(simulation: &Simulation) -> Vec<(usize, Badge)> {
    let instructions = &simulation.dockerfile.instructions;
    explain::badges(simulation)
        .into_iter()
        .filter_map(|badge| {
            let first = instructions.get(badge.instruction)?.lines.first;
            Some((first.saturating_sub(1) as usize, badge))
        })
        .collect()
}

fn problems(simulation: &Simulation) -> Vec<Problem> {
    let texts = &simulation.session.texts;
    let file = simulation.dockerfile.file.text;
    let refused = simulation.refusal().map(|it| (it.span, Severity::Error));
    let told = simulation.session.diagnostics.iter().flat_map(|it| {
        let places = std::iter::once(it.span).chain(it.labels.iter().map(|label| label.span));
        places.map(|span| (span, it.rule.severity))
    });
    told.chain(refused)
        .map(|(span, severity)| (texts.source_span(span), severity))
        .filter(|(span, _)| span.text == file)
        .map(|(span, severity)| Problem {
            range: span.range(),
            severity,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use shellform::Input;

    use super::Answer;

    #[test]
    fn every_place_of_a_finding_is_a_problem() {
        let text = "FROM debian\nCMD for i in 1; do\\n\\\n echo $i\\n\\\n done\n";
        let answer = Answer::new(Input::dockerfile(text));
        let shown = answer.problems.iter().map(|it| &text[it.range.clone()]);
        assert_eq!(shown.filter(|it| *it == "\\n").count(), 2);
    }

    #[test]
    fn a_comment_belongs_to_the_instruction_below_it() {
        let answer = Answer::new(Input::dockerfile("FROM debian\n# why\n\nCMD a\n\n"));
        assert_eq!(answer.instruction_at(0), Some(0));
        assert_eq!(answer.instruction_at(13), Some(1));
        assert_eq!(answer.instruction_at(19), Some(1));
        assert_eq!(answer.instruction_at(26), Some(1));
        assert_eq!(Answer::new(Input::dockerfile("")).instruction_at(0), None);
    }
}
