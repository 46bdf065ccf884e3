//! Source lines as rustc shows them: numbers, a gutter, carets below what is marked, and labels.
//!
//! ```text
//! 3 | CMD ["deploy.sh", "${API_KEY}"]
//!   |                   ^^^^^^^^^^^^ nobody expands this
//! ```
//!
//! A line that is wider than the terminal would tear carets and characters apart; its marks are named by their
//! columns instead. Lines themselves are never broken.

use unicode_width::UnicodeWidthChar as _;

use crate::document::{Inline, Mark, SourceBlock, Tag};

use super::text::{Line, Look, Run, hanging};
use super::visible::{self, Drawn};

/// Tabs reach to the next multiple of this.
const TAB: usize = 4;

/// A label below its carets gets at least this many columns.
const NARROWEST_LABEL: usize = 16;

/// The lines of a source block in `columns`.
pub(super) fn lines(block: &SourceBlock, columns: usize) -> Vec<Line> {
    let last = block.first_line as usize + block.lines.len().saturating_sub(1);
    let gutter = Gutter {
        digits: last.to_string().len(),
    };
    let mut lines = Vec::new();
    for (index, text) in block.lines.iter().enumerate() {
        let shown = Shown::new(text);
        let number = block.first_line as usize + index;
        lines.push(gutter.numbered(number, &shown.text));
        let marks: Vec<&Mark> = block.marks.iter().filter(|it| it.line == index).collect();
        match gutter.width() + shown.width() > columns {
            true => lines.extend(marks.iter().flat_map(|it| gutter.note(it, columns))),
            false => lines.extend(annotations(gutter, &shown, marks, columns)),
        }
    }
    lines
}

/// A line as it is shown.
struct Shown {
    text: String,
    /// The column each character starts at, and behind them the width.
    starts: Vec<usize>,
}

impl Shown {
    fn new(line: &str) -> Self {
        let mut text = String::with_capacity(line.len());
        let mut starts = Vec::with_capacity(line.len() + 1);
        let mut column = 0;
        for character in line.chars() {
            starts.push(column);
            match (character, visible::drawn(character)) {
                ('\t', _) => {
                    let blanks = TAB - column % TAB;
                    text.extend(std::iter::repeat_n(' ', blanks));
                    column += blanks;
                }
                (_, Drawn::Itself) => {
                    text.push(character);
                    column += character.width().unwrap_or(0);
                }
                (_, Drawn::Picture(picture)) => {
                    text.push(picture);
                    column += picture.width().unwrap_or(1);
                }
                (_, Drawn::Code(code)) => {
                    text.push_str(&code);
                    column += code.chars().count();
                }
            }
        }
        starts.push(column);
        Self { text, starts }
    }

    fn width(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The columns of a mark: at least one.
    fn columns(&self, mark: &Mark) -> std::ops::Range<usize> {
        let at = |character: usize| self.starts.get(character).copied().unwrap_or(self.width());
        let start = at(mark.columns.start);
        start..at(mark.columns.end).max(start + 1)
    }
}

/// What stands left of the source.
#[derive(Clone, Copy)]
struct Gutter {
    digits: usize,
}

impl Gutter {
    fn width(self) -> usize {
        self.digits + 3
    }

    fn numbered(self, number: usize, text: &str) -> Line {
        let digits = self.digits;
        let mut line = vec![Run::frame(format!("{number:>digits$} | "))];
        line.push(Run::new(Look::Tag(Tag::Plain), text));
        line
    }

    fn empty(self) -> Run {
        Run::frame(format!("{:1$} | ", "", self.digits))
    }

    /// A mark of a line that is too wide for carets.
    fn note(self, mark: &Mark, columns: usize) -> Vec<Line> {
        let (first, last) = (mark.columns.start + 1, mark.columns.end);
        let place = match first < last {
            true => format!("columns {first}–{last}"),
            false => format!("column {first}"),
        };
        let mut lead = vec![Run::frame(format!("{:1$} = ", "", self.digits))];
        lead.push(Run::new(Look::Label(mark.tag), place));
        if !mark.label.is_empty() {
            lead.push(Run::new(Look::Label(mark.tag), ": "));
        }
        let label = [Inline::new(mark.tag, mark.label.as_str())];
        hanging(lead, &label, self.width(), columns)
    }
}

/// A mark with its columns.
#[derive(Clone)]
struct Placed<'m> {
    mark: &'m Mark,
    columns: std::ops::Range<usize>,
}

/// The lines below a line of source.
fn annotations(gutter: Gutter, shown: &Shown, marks: Vec<&Mark>, columns: usize) -> Vec<Line> {
    let place = |mark| Placed {
        mark,
        columns: shown.columns(mark),
    };
    let mut placed: Vec<Placed<'_>> = marks.into_iter().map(place).collect();
    placed.sort_by_key(|it| (it.columns.start, it.columns.end));
    layers(placed)
        .iter()
        .flat_map(|layer| layer_lines(gutter, layer, columns))
        .collect()
}

/// Marks that overlap go into rows of their own.
fn layers(placed: Vec<Placed<'_>>) -> Vec<Vec<Placed<'_>>> {
    let mut layers: Vec<Vec<Placed<'_>>> = Vec::new();
    for next in placed {
        let is_free = |layer: &&mut Vec<Placed<'_>>| {
            layer
                .last()
                .is_none_or(|it| it.columns.end <= next.columns.start)
        };
        match layers.iter_mut().find(is_free) {
            Some(layer) => layer.push(next),
            None => layers.push(vec![next]),
        }
    }
    layers
}

/// Carets, the last label behind them where it fits, and the others below, from the right to the left.
fn layer_lines(gutter: Gutter, layer: &[Placed<'_>], columns: usize) -> Vec<Line> {
    let mut carets = vec![gutter.empty()];
    let mut at = 0;
    for placed in layer {
        carets.push(Run::blanks(placed.columns.start - at));
        let look = Look::Label(placed.mark.tag);
        carets.push(Run::new(look, "^".repeat(placed.columns.len())));
        at = placed.columns.end;
    }
    let mut waiting: Vec<&Placed<'_>> = layer.iter().collect();
    waiting.retain(|it| !it.mark.label.is_empty());
    if let Some(last) = waiting.last()
        && layer.last().is_some_and(|it| it.columns == last.columns)
        && gutter.width() + at + 1 + label_width(last.mark) <= columns
    {
        carets.push(Run::new(
            Look::Tag(last.mark.tag),
            format!(" {}", label(last.mark)),
        ));
        waiting.pop();
    }
    let mut lines = vec![carets];
    if !waiting.is_empty() {
        lines.push(connectors(gutter, &waiting));
    }
    while let Some(placed) = waiting.pop() {
        lines.extend(hanging_label(gutter, &waiting, placed, columns));
    }
    lines
}

/// `|` below every mark whose label is still to come.
fn connectors(gutter: Gutter, waiting: &[&Placed<'_>]) -> Line {
    let mut line = vec![gutter.empty()];
    let mut at = 0;
    for placed in waiting {
        line.push(Run::blanks(placed.columns.start - at));
        line.push(Run::new(Look::Label(placed.mark.tag), "|"));
        at = placed.columns.start + 1;
    }
    line
}

/// A label below its carets, wrapped; named by columns where there is no room.
fn hanging_label(
    gutter: Gutter,
    waiting: &[&Placed<'_>],
    placed: &Placed<'_>,
    columns: usize,
) -> Vec<Line> {
    let start = placed.columns.start;
    let room = columns.saturating_sub(gutter.width() + start);
    if room < NARROWEST_LABEL.min(label_width(placed.mark)) {
        return gutter.note(placed.mark, columns);
    }
    let text = [Inline::new(placed.mark.tag, placed.mark.label.as_str())];
    let wrapped = hanging(Vec::new(), &text, 0, room);
    let behind = |text: Line| {
        let mut line = connectors(gutter, waiting);
        let used = waiting.last().map_or(0, |it| it.columns.start + 1);
        line.push(Run::blanks(start.saturating_sub(used)));
        line.extend(text);
        line
    };
    wrapped.into_iter().map(behind).collect()
}

fn label(mark: &Mark) -> std::borrow::Cow<'_, str> {
    visible::in_sentence(&mark.label)
}

fn label_width(mark: &Mark) -> usize {
    unicode_width::UnicodeWidthStr::width(&*label(mark))
}
