//! The blocks of a [`Document`](shellform::document::Document) as elements of a page.

use shellform::diagnostic::Edit;
use shellform::document::{Block, Chapter, Inline, SourceBlock, Tag};
use yew::{Callback, Html, html};

use super::{Draw, argv, inline};

/// Longer excerpts of the file are folded, in lines.
const LONG_EXCERPT: usize = 16;

/// Draws blocks in reading order.
pub(super) fn draw(cx: &Draw<'_>, blocks: &[Block]) -> Html {
    blocks.iter().map(|it| block(cx, it)).collect()
}

fn block(cx: &Draw<'_>, block: &Block) -> Html {
    match block {
        Block::Title(title) => html! { <h3>{ inline::draw(cx, title) }</h3> },
        Block::Summary(summary) => html! { <p class="summary">{ inline::draw(cx, summary) }</p> },
        Block::Chapter { chapter, blocks } => self::chapter(cx, *chapter, blocks),
        Block::Paragraph(line) => html! { <p>{ inline::draw(cx, line) }</p> },
        Block::List(items) => list(cx, items),
        Block::Source(source) => excerpt(source),
        Block::Argv(arguments) => argv::draw(cx, arguments),
        Block::Table { head, rows } => table(cx, head, rows),
        Block::Message {
            tag,
            speaker,
            content,
            help,
        } => message(cx, *tag, speaker, content, help),
        Block::Fix {
            title,
            before,
            after,
            edits,
        } => fix(cx, title, before, after, edits),
    }
}

fn chapter(cx: &Draw<'_>, chapter: Chapter, blocks: &[Block]) -> Html {
    html! {
        <section class={format!("chapter chapter-{}", chapter.slug())}>
            <h4>{ chapter.title() }</h4>
            { draw(cx, blocks) }
        </section>
    }
}

fn list(cx: &Draw<'_>, items: &[Vec<Inline>]) -> Html {
    let items = items
        .iter()
        .map(|it| html! { <li>{ inline::draw(cx, it) }</li> });
    html! { <ul>{ for items }</ul> }
}

fn table(cx: &Draw<'_>, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Html {
    let heads = head
        .iter()
        .map(|it| html! { <th scope="col">{ inline::draw(cx, it) }</th> });
    let rows = rows.iter().map(|row| {
        let cells = row
            .iter()
            .map(|it| html! { <td>{ inline::draw(cx, it) }</td> });
        html! { <tr>{ for cells }</tr> }
    });
    html! {
        <div class="table" tabindex="0" role="group" aria-label="Table">
            <table>
                <thead><tr>{ for heads }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// Lines of the file with their numbers; what is said about marked characters stands below their line.
fn excerpt(source: &SourceBlock) -> Html {
    let rows = source.lines.iter().enumerate().map(|(index, line)| {
        let number = source.first_line as usize + index;
        let marks = source.marks.iter().filter(|it| it.line == index);
        let labels = marks.clone().filter(|it| !it.label.is_empty()).map(|it| {
            let class = format!("label sf-{}", it.tag.name());
            html! { <span {class}>{ &it.label }</span> }
        });
        html! {
            <li value={number.to_string()}><code>{ marked(line, marks.collect()) }</code>{ for labels }</li>
        }
    });
    let lines = html! { <ol class="excerpt">{ for rows }</ol> };
    match source.lines.len() {
        0..=LONG_EXCERPT => lines,
        count => html! { <details><summary>{ count }{ " lines" }</summary>{ lines }</details> },
    }
}

/// A line, its marked characters in `<mark>`; of marks that overlap, the first.
fn marked(line: &str, marks: Vec<&shellform::document::Mark>) -> Html {
    let characters: Vec<char> = line.chars().collect();
    let mut reached = 0;
    let mut parts = Vec::new();
    let text = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    for mark in marks {
        let start = mark.columns.start.min(characters.len()).max(reached);
        let end = mark.columns.end.min(characters.len()).max(start);
        parts.push(html! { text(reached..start) });
        if end > start {
            let class = format!("sf-{}", mark.tag.name());
            parts.push(html! { <mark {class}>{ text(start..end) }</mark> });
        }
        reached = end;
    }
    parts.push(html! { text(reached..characters.len()) });
    parts.into_iter().collect()
}

fn message(
    cx: &Draw<'_>,
    tag: Tag,
    speaker: &str,
    content: &[Inline],
    help: &[Vec<Inline>],
) -> Html {
    html! {
        <div class={format!("message is-{}", tag.name())}>
            <p><strong class="speaker">{ speaker }</strong>{ " " }{ inline::draw(cx, content) }</p>
            if !help.is_empty() { { list(cx, help) } }
        </div>
    }
}

fn fix(cx: &Draw<'_>, title: &str, before: &str, after: &str, edits: &[Edit]) -> Html {
    html! {
        <div class="fix">
            <pre><del>{ before }</del>{ "\n" }<ins>{ after }</ins></pre>
            { fix_button(cx, title, edits) }
        </div>
    }
}

/// The button that changes the file.
pub(super) fn fix_button(cx: &Draw<'_>, title: &str, edits: &[Edit]) -> Html {
    let (on_fix, edits) = (cx.on_fix.clone(), edits.to_vec());
    let onclick = Callback::from(move |_| on_fix.emit(edits.clone()));
    html! { <button type="button" class="apply" {onclick}>{ title }</button> }
}
