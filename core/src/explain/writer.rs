//! What every explanation needs: phrases for places and suppliers, and blocks made of spans.

use crate::build::{CommandShell, SetBy};
use crate::diagnostic::Diagnostic;
use crate::dockerfile::LineRange;
use crate::document::{Block, Inline, Tag, prose};
use crate::launch::Supplier;
use crate::simulation::Simulation;
use crate::text::Span;

use super::page::Page;

/// Makes blocks for one simulation.
pub(super) struct Writer<'s> {
    pub(super) simulation: &'s Simulation,
    page: Page<'s>,
}

impl<'s> Writer<'s> {
    pub(super) fn new(simulation: &'s Simulation) -> Self {
        let page = Page::new(&simulation.session.texts, simulation.dockerfile.file);
        Self { simulation, page }
    }

    /// Shows the characters of `file` instead of the Dockerfile's.
    #[cfg(feature = "follow")]
    pub(super) fn on(simulation: &'s Simulation, file: Span) -> Self {
        let page = Page::new(&simulation.session.texts, file);
        Self { simulation, page }
    }

    /// The page of the file.
    pub(super) fn page(&self) -> &Page<'s> {
        &self.page
    }

    pub(super) fn str(&self, span: Span) -> &'s str {
        self.simulation.str(span)
    }

    pub(super) fn strings(&self, spans: &[Span]) -> Vec<&'s str> {
        spans.iter().map(|it| self.str(*it)).collect()
    }

    /// Characters as code, tied to where they stand.
    pub(super) fn code(&self, span: Span) -> Inline {
        Inline::code(self.str(span)).at(span)
    }

    /// An argv as blocks, each argument with its pieces.
    pub(super) fn argv(&self, argv: &[Span]) -> Block {
        self.page.argv(argv)
    }

    /// Whole lines of the file around `span` with a mark on it.
    pub(super) fn source(&self, span: Span, label: &str, tag: Tag) -> Option<Block> {
        self.page.source(span, label, tag)
    }

    /// A diagnostic: who says it, the characters, what to do.
    pub(super) fn diagnostic(&self, diagnostic: &Diagnostic) -> Vec<Block> {
        self.page.diagnostic(diagnostic)
    }

    /// `line 3` or `lines 3 to 5`.
    pub(super) fn lines(range: LineRange) -> String {
        match (range.first, range.last) {
            (first, last) if first == last => format!("line {first}"),
            (first, last) => format!("lines {first} to {last}"),
        }
    }

    fn line_of(&self, instruction: usize) -> u32 {
        self.simulation
            .dockerfile
            .instructions
            .get(instruction)
            .map_or(1, |it| it.lines.first)
    }

    /// Who set something, as a phrase behind "set by".
    pub(super) fn set_by(&self, set_by: SetBy) -> String {
        match set_by {
            SetBy::Nobody => "nobody".to_owned(),
            SetBy::BaseImage => "the base image".to_owned(),
            SetBy::Builder => "BuildKit".to_owned(),
            SetBy::Instruction(index) => format!("line {}{}", self.line_of(index), self.of_which()),
            SetBy::Trigger(index) => {
                let of_which = self.of_which();
                format!(
                    "a trigger that fired at line {}{of_which}",
                    self.line_of(index)
                )
            }
        }
    }

    /// What follows the number of a line, when another file than the Dockerfile is shown.
    fn of_which(&self) -> &'static str {
        match self.page.shows(self.simulation.dockerfile.file) {
            true => "",
            false => " of the Dockerfile",
        }
    }

    /// The same for a launch.
    pub(super) fn supplied_by(&self, supplier: Supplier) -> String {
        match supplier {
            Supplier::Image(set_by) => self.set_by(set_by),
            #[cfg(feature = "follow")]
            Supplier::Operator(option) => self.simulation.origin.called(option),
            #[cfg(not(feature = "follow"))]
            Supplier::Operator("arguments") => "the arguments of docker run".to_owned(),
            #[cfg(not(feature = "follow"))]
            Supplier::Operator(option) => format!("docker run {option}"),
            Supplier::Engine => "the engine".to_owned(),
        }
    }

    /// What tells the container to end, and how long it waits by default, in seconds.
    pub(super) fn stops(&self) -> (&'static str, u8) {
        #[cfg(feature = "follow")]
        let stops = self.simulation.origin;
        #[cfg(feature = "follow")]
        let stops = (stops.stops(), stops.grace_period());
        #[cfg(not(feature = "follow"))]
        let stops = ("docker stop", 10);
        stops
    }

    /// The diagnostics about an instruction.
    pub(super) fn diagnostics_of(&self, lines: LineRange) -> impl Iterator<Item = &'s Diagnostic> {
        let file = self.simulation.dockerfile.file;
        let span = self.simulation.dockerfile.line_span(lines);
        let texts = &self.simulation.session.texts;
        self.simulation
            .session
            .diagnostics
            .iter()
            .filter(move |it| {
                let at = texts.first_source(it.span);
                let is_inside = at.text == file.text
                    && span.start <= at.start
                    && at.start < span.end.max(span.start + 1);
                match it.line {
                    Some(line) => (lines.first..=lines.last).contains(&line),
                    None => is_inside,
                }
            })
    }
}

/// Which shell stands in front of a command line, as a sentence.
pub(super) fn shell_sentence(shell: CommandShell) -> Option<&'static str> {
    match shell {
        CommandShell::None => None,
        CommandShell::Default => {
            Some("No `SHELL` is set, so BuildKit puts its default in front: `/bin/sh`, `-c`.")
        }
        CommandShell::Shell => Some("The shell in front is the one that `SHELL` has set."),
        CommandShell::Assumed => Some(
            "BuildKit puts `/bin/sh`, `-c` in front, unless the base image sets `SHELL`: that is not known here.",
        ),
    }
}

/// Counts with a word: `1 argument`, `2 arguments`.
pub(super) fn count(number: usize, singular: &str) -> String {
    match number {
        1 => format!("1 {singular}"),
        other => format!("{other} {singular}s"),
    }
}

/// A paragraph of the project's own words, code between backquotes.
pub(super) fn paragraph(sentence: &str) -> Block {
    Block::Paragraph(prose(sentence))
}
