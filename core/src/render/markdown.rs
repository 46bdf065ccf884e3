//! Explanations as GitHub-flavoured Markdown.
//!
//! What a reader wrote never becomes markup: punctuation in prose is escaped, code stands between as many backquotes
//! as it takes, and blocks between fences longer than any run of backquotes in them.

use crate::document::{Argument, Block, Document, Inline, Tag};

use super::lead::{self, Lead};
use super::place::Places;
use super::text::{Line, argument_text};
use super::{link, source, visible};

/// Writes `document` as Markdown.
#[must_use]
pub fn render(document: &Document, places: &Places<'_>) -> String {
    let mut blocks = Vec::new();
    for block in &document.blocks {
        push_block(&mut blocks, places, block);
    }
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn push_block(out: &mut Vec<String>, places: &Places<'_>, block: &Block) {
    match block {
        Block::Title(title) => out.push(format!("# {}", sentence(title))),
        Block::Summary(summary) => out.push(format!("> {}", sentence(summary))),
        Block::Chapter { chapter, blocks } => {
            out.push(format!("## {}", chapter.title()));
            for block in blocks {
                push_block(out, places, block);
            }
        }
        Block::Paragraph(paragraph) => out.push(sentence(paragraph)),
        Block::List(items) => out.push(list(items)),
        Block::Source(block) => {
            let lines = source::lines(block, usize::MAX);
            out.push(fenced("text", lines.iter().map(plain)));
        }
        Block::Argv(arguments) if arguments.is_empty() => out.push("*(no arguments)*".to_owned()),
        Block::Argv(arguments) => out.push(argv(arguments, places)),
        Block::Output(text) => {
            let line = |it: &str| visible::draw(it, |it| it == '\t').into_owned();
            out.push(fenced("text", text.lines().map(line)));
        }
        Block::Table { head, rows } => out.push(table(head, rows)),
        Block::Message {
            tag,
            speaker,
            content,
            help,
        } => out.push(message(*tag, speaker, content, help)),
        Block::Fix {
            title,
            before,
            after,
            ..
        } => out.extend(fix(title, before, after)),
    }
}

fn list(items: &[Vec<Inline>]) -> String {
    let items = items.iter().map(|it| format!("- {}", sentence(it)));
    items.collect::<Vec<_>>().join("\n")
}

fn plain(line: &Line) -> String {
    let text: String = line.iter().map(|it| it.text.as_str()).collect();
    text.trim_end().to_owned()
}

/// Lines between fences.
fn fenced(language: &str, lines: impl Iterator<Item = String>) -> String {
    let content = lines.collect::<Vec<_>>().join("\n");
    let fence = "`".repeat(longest_run(&content).max(2) + 1);
    format!("{fence}{language}\n{content}\n{fence}")
}

/// The longest run of backquotes.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|it| it != '`').map(str::len);
    runs.max().unwrap_or(0)
}

fn argv(arguments: &[Argument], places: &Places<'_>) -> String {
    let head = ["", "argument", "from"].map(str::to_owned);
    let rows = arguments.iter().enumerate().map(|(index, it)| {
        let quoted = in_cell(&code(&visible::quoted(&argument_text(it))));
        let origin = in_cell(&escaped(&places.origin(it)));
        vec![index.to_string(), quoted, origin]
    });
    grid(&head, rows)
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let cell = |it: &Vec<Inline>| in_cell(&sentence(it));
    let head: Vec<String> = head.iter().map(cell).collect();
    grid(&head, rows.iter().map(|row| row.iter().map(cell).collect()))
}

fn grid(head: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rule = vec!["---".to_owned(); head.len()];
    let lines = [head.to_vec(), rule].into_iter().chain(rows);
    let lines = lines.map(|row| format!("| {} |", row.join(" | ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// Bars are the one thing a table takes even from code; in prose they are written as entities.
fn in_cell(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

fn message(tag: Tag, speaker: &str, content: &[Inline], help: &[Vec<Inline>]) -> String {
    let mut lines = vec![String::from(">")];
    let Lead { word, speaker } = lead::of(tag, speaker);
    if !word.is_empty() {
        lines[0].push_str(&format!(" **{}:**", escaped(word)));
    }
    if let Some(speaker) = speaker {
        lines[0].push_str(&format!(" *{} says:*", escaped(speaker)));
    }
    lines[0].push_str(&format!(" {}", sentence(content)));
    for sentence_of_help in help {
        lines.push(">".to_owned());
        lines.push(format!("> **help:** {}", sentence(sentence_of_help)));
    }
    lines.join("\n")
}

fn fix(title: &str, before: &str, after: &str) -> [String; 2] {
    let signed = |sign: char, text: &str| {
        let line = |it: &str| format!("{sign}{}", visible::draw(it, |it| it == '\t'));
        text.lines().map(line).collect::<Vec<_>>()
    };
    let lines = signed('-', before).into_iter().chain(signed('+', after));
    let title = format!("**fix:** {}", escaped(title));
    [title, fenced("diff", lines)]
}

fn sentence(inlines: &[Inline]) -> String {
    let written: String = inlines.iter().map(inline).collect();
    guarded(written.trim())
}

fn inline(inline: &Inline) -> String {
    let text = match inline.tag {
        Tag::Code | Tag::Keyword | Tag::Flag | Tag::Variable | Tag::Value => {
            code(&visible::quoted_if_needed(&inline.text, &[]))
        }
        Tag::Strong | Tag::Error | Tag::Warning | Tag::Good => emphasised(&inline.text, "**"),
        Tag::Comment | Tag::Origin => emphasised(&inline.text, "*"),
        Tag::Plain | Tag::Note | Tag::Unknown => escaped(&inline.text),
    };
    match inline.link.as_deref().and_then(link::to_web) {
        Some(link) => format!("[{text}](<{}>)", target(link)),
        None => text,
    }
}

/// Marks stand at the words, blanks outside of them; otherwise they would not count.
fn emphasised(text: &str, mark: &str) -> String {
    let escaped = escaped(text);
    let inner = escaped.trim();
    match inner.is_empty() {
        true => escaped,
        false => escaped.replacen(inner, &format!("{mark}{inner}{mark}"), 1),
    }
}

/// A code span.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let touches = text.starts_with('`') || text.ends_with('`');
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = if touches || is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Punctuation that could mean something to Markdown, escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible::in_sentence(text).chars() {
        match character {
            '|' => escaped.push_str("&#124;"),
            it if is_markup(it) => escaped.extend(['\\', it]),
            it => escaped.push(it),
        }
    }
    escaped
}

fn is_markup(character: char) -> bool {
    matches!(
        character,
        '\\' | '`'
            | '*'
            | '_'
            | '{'
            | '}'
            | '['
            | ']'
            | '<'
            | '>'
            | '#'
            | '~'
            | '&'
            | '!'
            | '@'
            | '$'
    )
}

/// A sentence that does not begin like a list or a rule.
fn guarded(sentence: &str) -> String {
    let digits = sentence.bytes().take_while(u8::is_ascii_digit).count();
    match sentence.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => {
            format!("{}\\{}", &sentence[..digits], &sentence[digits..])
        }
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{sentence}"),
        _ => sentence.to_owned(),
    }
}

/// Where a link leads, between angle brackets.
fn target(link: &str) -> String {
    visible::in_sentence(link)
        .replace('\\', "%5C")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(' ', "%20")
}
