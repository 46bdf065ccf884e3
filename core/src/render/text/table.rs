//! Tables: columns where they fit, else one paragraph for each row.

use crate::document::Inline;

use super::look::Look;
use super::pen::{Line, Run, width};
use super::wrap::{hanging, unwrapped, wrap};

/// Between two columns.
const GAP: usize = 2;

/// The last column wraps where it has at least this much room.
const NARROWEST_LAST: usize = 24;

/// The lines of a table in `columns`.
pub(super) fn lines(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], columns: usize) -> Vec<Line> {
    let heads: Vec<Line> = head.iter().map(|it| heading(it)).collect();
    let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|it| unwrapped(it)).collect();
    let cells: Vec<Vec<Line>> = rows.iter().map(cells).collect();
    let mut widths = widths(&heads, &cells);
    let last = widths.pop().unwrap_or(0);
    let before: usize = widths.iter().map(|it| it + GAP).sum();
    let room = columns.saturating_sub(before);
    let wrapped = match last <= room {
        true => Some(last),
        false if room >= NARROWEST_LAST => fitting(rows, widths.len(), room),
        false => None,
    };
    let Some(last) = wrapped else {
        let records = rows.iter().enumerate();
        return records
            .flat_map(|(index, row)| record(index, &heads, row, columns))
            .collect();
    };
    widths.push(last);
    let rule = widths.iter().map(|it| vec![Run::frame("─".repeat(*it))]);
    let mut lines = vec![
        aligned(&heads, &widths),
        aligned(&rule.collect::<Vec<_>>(), &widths),
    ];
    for (cells, row) in cells.iter().zip(rows) {
        lines.extend(wrapped_row(cells, row, &widths));
    }
    lines
}

/// How wide the last column becomes when it wraps in `room`; nothing when it does not fit in it.
fn fitting(rows: &[Vec<Vec<Inline>>], column: usize, room: usize) -> Option<usize> {
    let cells = rows.iter().filter_map(|row| row.get(column));
    let lines = cells.flat_map(|it| wrap(it, room));
    let widest = lines.map(|it| width(&it)).max().unwrap_or(0);
    (widest <= room).then_some(widest)
}

/// A row whose last cell may take several lines.
fn wrapped_row(cells: &[Line], row: &[Vec<Inline>], widths: &[usize]) -> Vec<Line> {
    let (Some(last), Some(column), Some((wide, before))) =
        (row.last(), row.len().checked_sub(1), widths.split_last())
    else {
        return Vec::new();
    };
    if row.len() < widths.len() {
        return vec![aligned(cells, widths)];
    }
    let indent = before.iter().map(|it| it + GAP).sum();
    let mut begin = aligned(&cells[..column], before);
    let mut lines = Vec::new();
    for line in wrap(last, *wide) {
        begin.extend(line);
        lines.push(std::mem::replace(&mut begin, vec![Run::blanks(indent)]));
    }
    lines
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

/// A row as `Head: cell` lines, an empty line before all but the first; cells without content are left out.
fn record(index: usize, heads: &[Line], row: &[Vec<Inline>], columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = (index > 0).then(Vec::new).into_iter().collect();
    for (head, cell) in heads.iter().zip(row).filter(|it| !it.1.is_empty()) {
        let mut first = head.clone();
        if !first.is_empty() {
            first.push(Run::new(Look::Heading, ": "));
        }
        lines.extend(hanging(first, cell, 2, columns));
    }
    lines
}
