//! An argument vector: one argument a line, quoted so that its bytes are exact, and where it comes from.

use crate::document::{Argument, Tag};
use crate::render::{Places, visible};

use super::look::Look;
use super::pen::{Line, Run, width};

/// Origins stand in a column behind arguments up to this wide.
const WIDEST_BEFORE_ORIGIN: usize = 32;

/// The lines of an argument vector in `columns`.
pub(super) fn lines(arguments: &[Argument], places: &Places<'_>, columns: usize) -> Vec<Line> {
    let digits = arguments.len().saturating_sub(1).to_string().len();
    let rows: Vec<(Line, String)> = arguments
        .iter()
        .enumerate()
        .map(|(index, it)| (row(index, digits, it), places.origin(it)))
        .collect();
    let widths = rows.iter().map(|(row, _)| width(row));
    let column = widths
        .filter(|it| *it <= WIDEST_BEFORE_ORIGIN)
        .max()
        .unwrap_or(0);
    rows.into_iter()
        .flat_map(|(row, origin)| with_origin(row, &origin, column, digits, columns))
        .collect()
}

/// `[2] "echo hi"`
fn row(index: usize, digits: usize, argument: &Argument) -> Line {
    let mut row = vec![Run::frame(format!("[{index:>digits$}] "))];
    row.push(Run::new(
        Look::Tag(Tag::Value),
        visible::quoted(&text(argument)),
    ));
    row
}

/// All characters of an argument.
pub(in crate::render) fn text(argument: &Argument) -> String {
    argument.pieces.iter().map(|it| it.text.as_str()).collect()
}

/// The origin behind the argument, or below it where the line would become too long.
fn with_origin(
    mut row: Line,
    origin: &str,
    column: usize,
    digits: usize,
    columns: usize,
) -> Vec<Line> {
    if origin.is_empty() {
        return vec![row];
    }
    let origin = format!("<- {}", visible::in_sentence(origin));
    let origin = Run::new(Look::Tag(Tag::Origin), origin);
    let used = width(&row);
    let blanks = column.saturating_sub(used) + 2;
    if used + blanks + origin.width() <= columns {
        row.extend([Run::blanks(blanks), origin]);
        return vec![row];
    }
    vec![row, vec![Run::blanks(digits + 3), origin]]
}
