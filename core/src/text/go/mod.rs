//! Texts as Go sees them, the language of Docker: its letters, and how it quotes.

mod quote;
mod unicode;

pub(crate) use quote::go_quote;
pub(crate) use unicode::{is_decimal, is_letter};
