//! Characters one can see: blanks, tabs, line ends and controls get a sign of their own.
//!
//! The sign is drawn by the style sheet; the characters themselves stay, so that copying gives the real ones.

use yew::{Html, html};

/// What a run of characters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Visible,
    Blanks,
    Tab,
    LineEnd,
    Control,
}

impl Kind {
    fn of(character: char) -> Self {
        match character {
            ' ' => Self::Blanks,
            '\t' => Self::Tab,
            '\n' => Self::LineEnd,
            it if it.is_control() => Self::Control,
            _ => Self::Visible,
        }
    }

    /// Whether each character of it stands alone.
    fn is_single(self) -> bool {
        matches!(self, Self::Tab | Self::LineEnd | Self::Control)
    }
}

/// The runs of equal kind, in order.
fn runs(text: &str) -> Vec<(Kind, &str)> {
    let mut runs: Vec<(Kind, &str)> = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let kind = Kind::of(character);
        let goes_on = characters
            .peek()
            .is_some_and(|(_, next)| !kind.is_single() && Kind::of(*next) == kind);
        if !goes_on {
            let end = at + character.len_utf8();
            runs.push((kind, &text[start..end]));
            start = end;
        }
    }
    runs
}

/// Draws `text` with every character visible.
pub(super) fn draw(text: &str) -> Html {
    let spans = runs(text).into_iter().map(|(kind, run)| match kind {
        Kind::Visible => html! { run },
        Kind::Blanks => html! { <span class="blanks">{ run }</span> },
        Kind::Tab => html! { <span class="tab">{ run }</span> },
        Kind::LineEnd => html! { <span class="line-end">{ run }</span> },
        Kind::Control => {
            let code = run.chars().next().map_or(0, u32::from);
            html! { <span class="control" data-code={format!("{code:02X}")}>{ run }</span> }
        }
    });
    spans.collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, runs};

    #[test]
    fn runs_tile_the_text() {
        use Kind::{Blanks, Control, LineEnd, Visible};
        let expected = [
            (Visible, "a"),
            (Blanks, "  "),
            (Visible, "bé"),
            (LineEnd, "\n"),
            (LineEnd, "\n"),
            (Control, "\u{1b}"),
        ];
        assert_eq!(runs("a  bé\n\n\u{1b}"), expected);
        assert_eq!(runs(""), []);
    }
}
