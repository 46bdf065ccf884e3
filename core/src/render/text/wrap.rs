//! Prose in lines of a width. Code is never broken: a piece of it that is too long stands on a line of its own.

use crate::document::{Inline, Tag};
use crate::render::{link, visible};

use super::look::Look;
use super::pen::{Line, Run, width};

/// The lines of a sentence.
pub(in crate::render) fn wrap(sentence: &[Inline], columns: usize) -> Vec<Line> {
    hanging(Vec::new(), sentence, 0, columns)
}

/// A sentence on one line, however long.
pub(in crate::render) fn unwrapped(sentence: &[Inline]) -> Line {
    wrap(sentence, usize::MAX).into_iter().flatten().collect()
}

/// A sentence behind `lead`, its further lines indented.
pub(in crate::render) fn hanging(
    lead: Line,
    sentence: &[Inline],
    indent: usize,
    columns: usize,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut used = width(&lead);
    let mut line = lead;
    // What stands in a line before its first word is no reason to break behind it, except a long lead.
    let mut start = used.min(indent);
    for word in words(sentence) {
        let wide = width(&word);
        let blank = usize::from(is_open(&line));
        if used > start && used.saturating_add(blank + wide) > columns {
            let next = vec![Run::blanks(indent)];
            lines.push(std::mem::replace(&mut line, next));
            (used, start) = (indent, indent);
        } else if blank > 0 {
            line.push(between(&line, &word));
            used += 1;
        }
        line.extend(word);
        used += wide;
    }
    if !line.iter().all(|it| it.text.is_empty()) || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whether the next word needs a blank before it.
fn is_open(line: &[Run]) -> bool {
    line.last()
        .is_some_and(|it| !it.text.is_empty() && !it.text.ends_with(' '))
}

/// The blank between two words; within a stretch it looks as the stretch does.
fn between(line: &[Run], word: &[Run]) -> Run {
    let look = match (line.last(), word.first()) {
        (Some(last), Some(first)) if last.look == first.look => first.look,
        _ => Look::Tag(Tag::Plain),
    };
    Run::new(look, " ")
}

/// What stands between two places where a line may end.
fn words(sentence: &[Inline]) -> Vec<Line> {
    let mut words: Vec<Line> = vec![Vec::new()];
    for inline in sentence {
        let look = Look::Tag(inline.tag);
        match is_code(inline.tag) {
            true => add(&mut words, look, &shown_code(inline)),
            false => {
                let text = visible::in_sentence(&inline.text);
                for (index, part) in parts(&text).into_iter().enumerate() {
                    if index > 0 {
                        words.push(Vec::new());
                    }
                    add(&mut words, look, part);
                }
            }
        }
        if let Some(link) = inline.link.as_deref().and_then(link::to_web) {
            words.push(Vec::new());
            let link = format!("<{}>", visible::in_sentence(link));
            add(&mut words, Look::Tag(Tag::Origin), &link);
        }
    }
    words.retain(|it| !it.is_empty());
    words
}

/// The text between single blanks. Several in a row are meant, and stay.
fn parts(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let is_blank = |at: Option<usize>| at.and_then(|it| bytes.get(it)) == Some(&b' ');
    let is_single = |at: usize| !is_blank(at.checked_sub(1)) && !is_blank(at.checked_add(1));
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ').filter(|(at, _)| is_single(*at)) {
        parts.push(&text[start..at]);
        start = at + 1;
    }
    parts.push(&text[start..]);
    parts
}

fn add(words: &mut [Line], look: Look, text: &str) {
    if let Some(word) = words.last_mut()
        && !text.is_empty()
    {
        word.push(Run::new(look, text));
    }
}

/// Whether characters of this meaning stay together.
fn is_code(tag: Tag) -> bool {
    match tag {
        Tag::Code | Tag::Keyword | Tag::Flag | Tag::Variable | Tag::Value => true,
        Tag::Plain
        | Tag::Strong
        | Tag::Comment
        | Tag::Origin
        | Tag::Error
        | Tag::Warning
        | Tag::Note
        | Tag::Good
        | Tag::Unknown => false,
    }
}

/// Code between backquotes; between double quotes, as JSON, when something in it could not be seen.
fn shown_code(inline: &Inline) -> String {
    let fence: &[char] = match inline.tag {
        Tag::Code => &['`'],
        _ => &[],
    };
    let shown = visible::quoted_if_needed(&inline.text, fence);
    match inline.tag {
        Tag::Code if *shown == inline.text => format!("`{shown}`"),
        _ => shown.into_owned(),
    }
}
