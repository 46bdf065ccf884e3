//! Explanations as HTML: a page of its own, or a fragment for another one.
//!
//! No script; one `<style>`, for light and dark. Meanings are classes, `sf-` and the name of the [`Tag`]. A fragment
//! without its style still says everything: in lists, headings and words.

mod argv;
mod escape;
mod source;

use crate::document::{Block, Chapter, Document, Inline, Tag};

use super::lead::{self, Lead};
use super::link;
use super::place::Places;
use escape::escape;

/// The style sheet of a page, which also fits a page that holds fragments.
pub const STYLE: &str = include_str!("page.css");

/// Chapters from the first to this one are open.
const LAST_OPEN: Chapter = Chapter::Form;

/// Writes `document` as a page with this title.
#[must_use]
pub fn page(document: &Document, places: &Places<'_>, title: &str) -> String {
    let title = escape(title);
    let content = fragment(document, places);
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n\
         <style>\n{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <main>\n\
         <h1>{title}</h1>\n\
         {content}\
         </main>\n\
         </body>\n\
         </html>\n"
    )
}

/// Writes `document` as an element to be put into a page.
#[must_use]
pub fn fragment(document: &Document, places: &Places<'_>) -> String {
    let writer = Writer { places };
    let content = writer.blocks(&document.blocks);
    format!("<article class=\"shellform\">\n{content}</article>\n")
}

/// What is known while a document is written.
struct Writer<'p, 't> {
    places: &'p Places<'t>,
}

impl Writer<'_, '_> {
    fn blocks(&self, blocks: &[Block]) -> String {
        blocks.iter().map(|it| self.block(it)).collect()
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Title(title) => format!("<h2>{}</h2>\n", self.inlines(title)),
            Block::Summary(sentence) => {
                format!("<p class=\"sf-summary\">{}</p>\n", self.inlines(sentence))
            }
            Block::Chapter { chapter, blocks } => self.chapter(*chapter, blocks),
            Block::Paragraph(sentence) => format!("<p>{}</p>\n", self.inlines(sentence)),
            Block::List(items) => self.list(items),
            Block::Source(block) => source::render(block),
            Block::Argv(arguments) => argv::render(arguments, self.places),
            Block::Output(text) => format!("<pre class=\"sf-output\">{}</pre>\n", escape(text)),
            Block::Table { head, rows } => self.table(head, rows),
            Block::Message {
                tag,
                speaker,
                content,
                help,
            } => self.message(*tag, speaker, content, help),
            Block::Fix {
                title,
                before,
                after,
                ..
            } => fix(title, before, after),
        }
    }

    fn chapter(&self, chapter: Chapter, blocks: &[Block]) -> String {
        let open = if chapter <= LAST_OPEN { " open" } else { "" };
        format!(
            "<details class=\"sf-chapter sf-chapter-{}\"{open}>\n<summary><h3>{}</h3></summary>\n{}</details>\n",
            chapter.slug(),
            chapter.title(),
            self.blocks(blocks),
        )
    }

    fn list(&self, items: &[Vec<Inline>]) -> String {
        let item = |it: &Vec<Inline>| format!("<li>{}</li>\n", self.inlines(it));
        let items: String = items.iter().map(item).collect();
        match items.is_empty() {
            true => items,
            false => format!("<ul>\n{items}</ul>\n"),
        }
    }

    fn table(&self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
        let row = |row: &[Vec<Inline>], cell: &str, end: &str| {
            let cells = row
                .iter()
                .map(|it| format!("{cell}{}{end}", self.inlines(it)));
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        };
        let head = row(head, "<th scope=\"col\">", "</th>");
        let body: String = rows.iter().map(|it| row(it, "<td>", "</td>")).collect();
        format!(
            "<div class=\"sf-scroll\"><table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table></div>\n"
        )
    }

    fn message(&self, tag: Tag, speaker: &str, content: &[Inline], help: &[Vec<Inline>]) -> String {
        let Lead { word, speaker } = lead::of(tag, speaker);
        let word = match word {
            "" => String::new(),
            word => format!("<strong>{}:</strong> ", escape(word)),
        };
        let says = speaker.map_or_else(String::new, |it| {
            format!("<span class=\"sf-origin\">{} says:</span> ", escape(it))
        });
        format!(
            "<div class=\"sf-message sf-{}\">\n<p>{word}{says}{}</p>\n{}</div>\n",
            tag.name(),
            self.inlines(content),
            self.help(help),
        )
    }

    fn help(&self, help: &[Vec<Inline>]) -> String {
        let sentence =
            |it: &Vec<Inline>| format!("<p><strong>help:</strong> {}</p>\n", self.inlines(it));
        help.iter().map(sentence).collect()
    }

    fn inlines(&self, inlines: &[Inline]) -> String {
        inlines.iter().map(|it| self.inline(it)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        let text = escape(&inline.text);
        let place = inline.span.and_then(|it| self.places.describe(it));
        let title = place.map_or_else(String::new, |it| format!(" title=\"{it}\""));
        let element = match inline.tag {
            Tag::Plain if title.is_empty() => return linked(inline, text),
            Tag::Strong => "strong",
            Tag::Code | Tag::Keyword | Tag::Flag | Tag::Variable | Tag::Value => "code",
            Tag::Plain
            | Tag::Comment
            | Tag::Origin
            | Tag::Error
            | Tag::Warning
            | Tag::Note
            | Tag::Good
            | Tag::Unknown => "span",
        };
        let class = inline.tag.name();
        let content = format!("<{element} class=\"sf-{class}\"{title}>{text}</{element}>");
        linked(inline, content)
    }
}

fn linked(inline: &Inline, content: String) -> String {
    match inline.link.as_deref().and_then(link::to_web) {
        Some(link) => format!("<a href=\"{}\">{content}</a>", escape(link)),
        None => content,
    }
}

fn fix(title: &str, before: &str, after: &str) -> String {
    let lines = |element: &str, text: &str| {
        let line = |it: &str| format!("<{element}>{}</{element}>\n", escape(it));
        text.lines().map(line).collect::<String>()
    };
    format!(
        "<div class=\"sf-fix\">\n<p><strong>fix:</strong> {}</p>\n<pre>{}{}</pre>\n</div>\n",
        escape(title),
        lines("del", before),
        lines("ins", after),
    )
}
