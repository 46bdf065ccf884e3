//! An argument vector: a list, each argument in a box of its own with its index and its origin below.
//!
//! An argument's characters are the text of its `<code>`, so that they can be copied; signs for line ends come from
//! the style sheet and are no text.

use crate::document::{Argument, ArgumentPiece};
use crate::render::Places;

use super::escape::escape;

pub(super) fn render(arguments: &[Argument], places: &Places<'_>) -> String {
    if arguments.is_empty() {
        return "<p class=\"sf-comment\">(no arguments)</p>\n".to_owned();
    }
    let items: String = arguments.iter().map(|it| item(it, places)).collect();
    format!("<ol class=\"sf-argv\" start=\"0\">\n{items}</ol>\n")
}

fn item(argument: &Argument, places: &Places<'_>) -> String {
    let pieces: String = argument.pieces.iter().map(|it| piece(it, places)).collect();
    let is_empty = argument.pieces.iter().all(|it| it.text.is_empty());
    let origin = match (places.origin(argument), is_empty) {
        (origin, false) => origin,
        (origin, true) if origin.is_empty() => "an empty argument".to_owned(),
        (origin, true) => format!("an empty argument; {origin}"),
    };
    let origin = match origin.is_empty() {
        true => origin,
        false => format!("\n<small class=\"sf-origin\">{}</small>", escape(&origin)),
    };
    // A line end right behind `<pre>` would be dropped; the `<code>` stands before it.
    format!("<li><pre class=\"sf-argument\"><code>{pieces}</code></pre>{origin}</li>\n")
}

fn piece(piece: &ArgumentPiece, places: &Places<'_>) -> String {
    let title = places.piece_origin(piece);
    let title = title.map_or_else(String::new, |it| format!(" title=\"{}\"", escape(&it)));
    let class = match piece.supplier {
        Some(_) => "sf-piece sf-supplied",
        None => "sf-piece",
    };
    let text = escape(&piece.text).replace('\n', "<span class=\"sf-newline\">\n</span>");
    format!("<span class=\"{class}\"{title}>{text}</span>")
}
