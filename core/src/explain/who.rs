//! *Who expands this*: a table of each `$`, backquote, `~` and `*`.

use crate::document::{Block, Inline, Tag, prose};
use crate::simulation::{Expander, Expansion};
use crate::text::Texts;

use super::page::Page;
use super::writer::paragraph;

/// The table; nothing where there is nothing to expand.
pub(super) fn blocks(texts: &Texts, page: &Page<'_>, expansions: &[Expansion]) -> Vec<Block> {
    if expansions.is_empty() {
        return Vec::new();
    }
    let rows = expansions.iter().map(|it| row(texts, page, it)).collect();
    vec![
        paragraph("Each of these characters means something to somebody on the way, or to nobody:"),
        Block::Table {
            head: vec![
                prose("written"),
                prose("where"),
                prose("who expands it"),
                prose("value"),
            ],
            rows,
        },
    ]
}

fn row(texts: &Texts, page: &Page<'_>, expansion: &Expansion) -> Vec<Vec<Inline>> {
    let place = page.place(expansion.at).map_or_else(String::new, |it| {
        format!("line {}, column {}", it.line, it.column)
    });
    let by = match expansion.by {
        Expander::Nobody => Inline::new(Tag::Comment, expansion.by.name()),
        _ => Inline::new(Tag::Strong, expansion.by.name()),
    };
    let mut value = match (&expansion.value, expansion.by) {
        (Some(value), _) if value.is_empty() => vec![Inline::new(Tag::Warning, "nothing")],
        (Some(value), _) => vec![Inline::code(value.clone())],
        (None, Expander::Nobody) => Vec::new(),
        (None, _) => vec![Inline::new(Tag::Unknown, "not known")],
    };
    if !expansion.note.is_empty() {
        let lead = if value.is_empty() { "" } else { ": " };
        value.extend(prose(&format!("{lead}{}", expansion.note)));
    }
    vec![
        vec![Inline::code(texts.str(expansion.at)).at(expansion.at)],
        vec![Inline::plain(place)],
        vec![by],
        value,
    ]
}
