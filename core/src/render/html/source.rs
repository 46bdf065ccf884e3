//! Source lines with their numbers, what is marked in them, and the labels of the marks in a list below.

use crate::document::{Mark, SourceBlock};

use super::escape::escape;

pub(super) fn render(block: &SourceBlock) -> String {
    let lines = block.lines.iter().enumerate();
    let lines: Vec<String> = lines
        .map(|(index, text)| line(block, index, text))
        .collect();
    let labels: String = block.marks.iter().map(|it| label(block, it)).collect();
    let labels = match labels.is_empty() {
        true => labels,
        false => format!("<ul class=\"sf-labels\">\n{labels}</ul>\n"),
    };
    format!(
        "<pre class=\"sf-source\"><code>{}</code></pre>\n{labels}",
        lines.join("\n")
    )
}

fn line(block: &SourceBlock, index: usize, text: &str) -> String {
    let number = block.first_line as usize + index;
    let characters: Vec<char> = text.chars().collect();
    let mut marks: Vec<&Mark> = block.marks.iter().filter(|it| it.line == index).collect();
    marks.sort_by_key(|it| (it.columns.start, std::cmp::Reverse(it.columns.end)));
    let mut written = format!("<span class=\"sf-number\">{number}</span> ");
    let mut at = 0;
    for mark in marks {
        let start = mark.columns.start.min(characters.len());
        let end = mark.columns.end.min(characters.len());
        // Of marks that overlap, the first is drawn; the list below names them all.
        if start < at {
            continue;
        }
        written.push_str(&text_of(&characters[at..start]));
        written.push_str(&format!(
            "<mark class=\"sf-{}\" title=\"{}\">{}</mark>",
            mark.tag.name(),
            escape(&mark.label),
            text_of(&characters[start..end.max(start)]),
        ));
        at = end.max(start);
    }
    written.push_str(&text_of(&characters[at..]));
    written
}

fn text_of(characters: &[char]) -> String {
    escape(&characters.iter().collect::<String>())
}

fn label(block: &SourceBlock, mark: &Mark) -> String {
    if mark.label.is_empty() {
        return String::new();
    }
    let line = block.first_line as usize + mark.line;
    let (first, last) = (mark.columns.start + 1, mark.columns.end);
    let columns = match first < last {
        true => format!("columns {first}–{last}"),
        false => format!("column {first}"),
    };
    format!(
        "<li class=\"sf-{}\"><span class=\"sf-origin\">line {line}, {columns}:</span> {}</li>\n",
        mark.tag.name(),
        escape(&mark.label),
    )
}
