//! Texts as Go sees them, the language of Docker: its letters, how it quotes, its durations, its patterns for paths.

pub(crate) mod duration;
#[cfg(feature = "follow")]
pub(crate) mod glob;
mod quote;
mod unicode;

pub(crate) use quote::go_quote;
pub(crate) use unicode::{is_decimal, is_letter};
