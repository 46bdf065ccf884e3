//! The part of the text that the editor shows: which lines are drawn, and where.

use std::ops::Range;

/// How tall a line is, in CSS pixels; the style sheet's `--line`.
const LINE: usize = 24;

/// The space above the first line and left of the first column; the style sheet's `--inset`.
pub(super) const INSET: usize = 8;

/// Lines drawn above and below what is seen, so that a scroll does not show a gap.
const SPARE: usize = 12;

/// The part that is drawn; it moves in steps, so that not every scroll draws anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Viewport {
    first: usize,
    count: usize,
}

impl Viewport {
    /// The part for a scroll position and a height, in CSS pixels.
    pub(super) fn new(scroll_top: usize, height: usize) -> Self {
        let first = scroll_top.saturating_sub(INSET) / LINE / SPARE * SPARE;
        Self {
            first: first.saturating_sub(SPARE),
            count: height / LINE + 3 * SPARE,
        }
    }

    /// The lines that are drawn, from zero, of a text with so many.
    pub(super) fn lines(self, line_count: usize) -> Range<usize> {
        let first = self.first.min(line_count);
        first..(first + self.count).min(line_count)
    }

    /// How far below the top of the text the first of them stands.
    pub(super) fn top(self) -> usize {
        INSET + self.first * LINE
    }
}

/// The scroll position that shows `line`, or nothing when it is seen already.
pub(super) fn scroll_to(line: usize, scroll_top: usize, height: usize) -> Option<usize> {
    let top = INSET + line * LINE;
    let is_seen = scroll_top <= top && top + LINE <= scroll_top + height;
    (!is_seen).then(|| top.saturating_sub(height / 3))
}

/// The line at a height of the text.
pub(super) fn line_at(y: usize) -> usize {
    y.saturating_sub(INSET) / LINE
}

/// The line at a height of the text, and the column at a distance from its left, where so many columns have a width.
pub(super) fn place(x: usize, y: usize, columns: usize, width: usize) -> Option<(usize, usize)> {
    let x = x.checked_sub(INSET)?;
    y.checked_sub(INSET)?;
    Some((line_at(y), (x * columns).checked_div(width)?))
}

#[cfg(test)]
mod tests {
    use super::{Viewport, place, scroll_to};

    #[test]
    fn only_lines_near_what_is_seen_are_drawn() {
        assert_eq!(Viewport::new(0, 240).lines(5000), 0..46);
        assert_eq!(Viewport::new(24_000, 240).lines(5000), 984..1030);
        assert_eq!(Viewport::new(24_000, 240).lines(7), 7..7);
    }

    #[test]
    fn small_scrolls_draw_nothing_new() {
        assert_eq!(Viewport::new(300, 240), Viewport::new(320, 240));
    }

    #[test]
    fn a_line_that_is_seen_stays_where_it_is() {
        assert_eq!(scroll_to(2, 0, 240), None);
        assert_eq!(scroll_to(100, 0, 240), Some(2328));
        assert_eq!(scroll_to(0, 500, 240), Some(0));
    }

    #[test]
    fn the_inset_belongs_to_no_line() {
        assert_eq!(place(8, 8, 50, 421), Some((0, 0)));
        assert_eq!(place(30, 60, 50, 421), Some((2, 2)));
        assert_eq!(place(3, 60, 50, 421), None);
        assert_eq!(place(30, 60, 50, 0), None);
    }
}
