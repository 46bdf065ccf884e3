//! Explanations in a format: text for terminals, Markdown, HTML; reports as JSON.
//!
//! Takes a [`Document`](crate::document::Document) (JSON: a [`Report`](crate::Report)); gives a string.
//! Renderers know only that tree, and from [`Places`] the lines and columns its spans mean; they decide how
//! something looks, never what is said. Every one of them shows an argument's characters so that they can be
//! told from their decoration, and lets nothing a reader wrote become markup or a terminal's command.
//!
//! ```
//! use shellform::render::{Places, text};
//! use shellform::{Input, explain, simulate};
//!
//! let simulation = simulate(&Input::dockerfile("FROM debian:12\nCMD echo hi\n"));
//! let document = explain::overview(&simulation);
//! let places = Places::new(&simulation.session.texts);
//! let plain = text::render(&document, &places, &text::Style::default());
//! assert!(!plain.contains('\x1b'));
//! ```

pub mod html;
pub mod json;
mod lead;
mod link;
pub mod markdown;
mod place;
mod source;
pub mod text;
mod visible;

pub use place::Places;

/// The formats an explanation can be had in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Prose and source lines for a terminal.
    Text,
    /// The report as data.
    Json,
    /// GitHub-flavoured Markdown.
    Markdown,
    /// A page of its own.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Text, Self::Json, Self::Markdown, Self::Html];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// How the names of its files end, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// What it is for, in a few words.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Text => "for reading in a terminal",
            Self::Json => "the report as data; always about the whole file",
            Self::Markdown => "for GitHub, wikis and issues",
            Self::Html => "a page of its own, without scripts",
        }
    }
}

#[cfg(test)]
mod tests;
