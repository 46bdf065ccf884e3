//! How a stretch of text looks in a terminal.
//!
//! The colours are those of the 256 whose brightness lies in the middle, so that each can be read on black as on
//! white; and what a colour tells, a word, a mark or a weight tells too.

use anstyle::{Ansi256Color, Style};

use crate::document::Tag;

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Look {
    /// Text with a meaning.
    Tag(Tag),
    /// A heading, or a word that begins a line.
    Heading,
    /// Line numbers, rules, bullets, indices.
    Frame,
    /// The word in front of a message.
    Label(Tag),
}

const RED: u8 = 161;
const ORANGE: u8 = 130;
const GREEN: u8 = 28;
const BLUE: u8 = 27;
const TEAL: u8 = 30;
const PURPLE: u8 = 164;
const GREY: u8 = 243;

impl Look {
    /// The terminal style.
    pub(super) fn style(self) -> Style {
        match self {
            Self::Tag(tag) => of_tag(tag),
            Self::Heading => Style::new().bold(),
            Self::Frame => coloured(GREY),
            Self::Label(tag) => of_tag(tag).bold(),
        }
    }
}

fn of_tag(tag: Tag) -> Style {
    match tag {
        Tag::Plain => Style::new(),
        Tag::Strong => Style::new().bold(),
        Tag::Code => coloured(TEAL),
        Tag::Keyword => coloured(PURPLE).bold(),
        Tag::Flag => coloured(PURPLE),
        Tag::Variable => coloured(ORANGE).underline(),
        Tag::Value => coloured(GREEN),
        Tag::Comment | Tag::Origin => coloured(GREY).italic(),
        Tag::Error => coloured(RED).bold(),
        Tag::Warning => coloured(ORANGE).bold(),
        Tag::Note => coloured(BLUE),
        Tag::Good => coloured(GREEN).bold(),
        Tag::Unknown => coloured(GREY).underline(),
    }
}

fn coloured(colour: u8) -> Style {
    Style::new().fg_color(Some(Ansi256Color(colour).into()))
}

#[cfg(test)]
mod tests {
    use super::{BLUE, GREEN, GREY, ORANGE, PURPLE, RED, TEAL};

    /// Relative luminance, as WCAG defines it, of one of the 256 colours.
    fn luminance(colour: u8) -> f64 {
        let levels = [0.0, 95.0, 135.0, 175.0, 215.0, 255.0];
        let channels = match colour {
            232.. => [8.0 + 10.0 * f64::from(colour - 232); 3],
            _ => [36, 6, 1].map(|step| levels[usize::from((colour - 16) / step % 6)]),
        };
        let linear = channels.map(|it: f64| match it / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn every_colour_can_be_read_on_black_and_on_white() {
        for colour in [RED, ORANGE, GREEN, BLUE, TEAL, PURPLE, GREY] {
            let light = luminance(colour);
            let (on_white, on_black) = (1.05 / (light + 0.05), (light + 0.05) / 0.05);
            assert!(
                on_white >= 4.0 && on_black >= 4.0,
                "{colour}: {on_white} {on_black}"
            );
        }
    }
}
