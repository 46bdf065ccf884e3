//! Tables: columns where they fit, else one paragraph for each row.

use crate::document::Inline;

use super::look::Look;
use super::pen::{Line, Run, width};
use super::wrap::{hanging, unwrapped};

/// Between two columns.
const GAP: usize = 2;

/// The lines of a table in `columns`.
pub(super) fn lines(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], columns: usize) -> Vec<Line> {
    let heads: Vec<Line> = head.iter().map(|it| heading(it)).collect();
    let cells: Vec<Vec<Line>> = rows
        .iter()
        .map(|row| row.iter().map(|it| unwrapped(it)).collect())
        .collect();
    let widths = widths(&heads, &cells);
    let total: usize = widths.iter().map(|it| it + GAP).sum();
    if total.saturating_sub(GAP) > columns {
        return rows
            .iter()
            .enumerate()
            .flat_map(|(index, row)| record(index, &heads, row, columns))
            .collect();
    }
    let rule = widths.iter().map(|it| vec![Run::frame("─".repeat(*it))]);
    let rule: Vec<Line> = rule.collect();
    [&heads, &rule]
        .into_iter()
        .chain(&cells)
        .map(|row| aligned(row, &widths))
        .collect()
}

fn heading(cell: &[Inline]) -> Line {
    let runs = unwrapped(cell).into_iter();
    runs.map(|it| Run::new(Look::Heading, it.text)).collect()
}

fn widths(heads: &[Line], cells: &[Vec<Line>]) -> Vec<usize> {
    let count = cells.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        let cells = cells.iter().filter_map(|row| row.get(column));
        cells.chain(heads.get(column)).map(|it| width(it)).max()
    };
    (0..count.max(heads.len()))
        .map(|column| widest(column).unwrap_or(0))
        .collect()
}

fn aligned(row: &[Line], widths: &[usize]) -> Line {
    let mut line = Vec::new();
    for (cell, wide) in row.iter().zip(widths) {
        line.extend(cell.iter().cloned());
        line.push(Run::blanks(wide + GAP - width(cell)));
    }
    line
}

/// A row as `Head: cell` lines, an empty line before all but the first.
fn record(index: usize, heads: &[Line], row: &[Vec<Inline>], columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = (index > 0).then(Vec::new).into_iter().collect();
    for (head, cell) in heads.iter().zip(row) {
        let mut first = head.clone();
        if !first.is_empty() {
            first.push(Run::new(Look::Heading, ": "));
        }
        lines.extend(hanging(first, cell, 2, columns));
    }
    lines
}
