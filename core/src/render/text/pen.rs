//! [`Pen`]: writes lines of runs, plain or with a terminal's escape sequences.

use super::look::Look;
use super::{Colour, Style};

/// A stretch of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Run {
    pub(in crate::render) look: Look,
    pub(in crate::render) text: String,
}

impl Run {
    pub(in crate::render) fn new(look: Look, text: impl Into<String>) -> Self {
        Self {
            look,
            text: text.into(),
        }
    }

    pub(in crate::render) fn frame(text: impl Into<String>) -> Self {
        Self::new(Look::Frame, text)
    }

    pub(in crate::render) fn blanks(count: usize) -> Self {
        Self::frame(" ".repeat(count))
    }

    pub(in crate::render) fn width(&self) -> usize {
        unicode_width::UnicodeWidthStr::width(&*self.text)
    }
}

/// A line of a terminal.
pub(in crate::render) type Line = Vec<Run>;

/// How many columns a line takes.
pub(in crate::render) fn width(line: &[Run]) -> usize {
    line.iter().map(Run::width).sum()
}

/// Writes lines below one another, indented as deep as it stands.
#[derive(Debug)]
pub(super) struct Pen<'s> {
    style: &'s Style,
    out: String,
    indent: usize,
}

impl<'s> Pen<'s> {
    pub(super) fn new(style: &'s Style) -> Self {
        Self {
            style,
            out: String::new(),
            indent: 0,
        }
    }

    /// The columns that are left of the indentation.
    pub(super) fn width(&self) -> usize {
        self.style.width.saturating_sub(self.indent).max(1)
    }

    /// Writes what `write` writes, deeper by `columns`.
    pub(super) fn indented(&mut self, columns: usize, write: impl FnOnce(&mut Self)) {
        self.indent += columns;
        write(self);
        self.indent -= columns;
    }

    /// An empty line between blocks.
    pub(super) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    pub(super) fn line(&mut self, line: &[Run]) {
        let end = line.iter().rposition(|it| !it.text.trim_end().is_empty());
        let Some(end) = end else {
            self.out.push('\n');
            return;
        };
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        let stretches: Vec<_> = line[..=end].chunk_by(|a, b| a.look == b.look).collect();
        for (index, stretch) in stretches.iter().enumerate() {
            let text: String = stretch.iter().map(|it| it.text.as_str()).collect();
            let is_last = index + 1 == stretches.len();
            let text = if is_last { text.trim_end() } else { &text };
            self.run(stretch[0].look, text);
        }
        self.out.push('\n');
    }

    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            self.line(&line);
        }
    }

    fn run(&mut self, look: Look, text: &str) {
        let style = look.style();
        match self.style.colour {
            Colour::Ansi if !style.is_plain() && !text.trim().is_empty() => {
                let written = format!("{style}{text}{style:#}");
                self.out.push_str(&written);
            }
            Colour::Ansi | Colour::Plain => self.out.push_str(text),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
