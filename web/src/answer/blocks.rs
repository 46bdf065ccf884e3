//! The blocks of a [`Document`](shellform::document::Document) as elements of a page, all but its chapters.

use shellform::document::{Block, Inline, Mark, SourceBlock, Tag, prose};
use shellform::explain::NOT_FOLLOWED;
use yew::{Html, html};

use super::finding::{self, Finding};
use super::{Draw, argv, inline};

/// Longer excerpts of the file are folded, in lines.
const LONG_EXCERPT: usize = 16;

/// Who speaks when it is Docker.
const DOCKER: &str = "Docker";

/// Draws blocks in reading order; [`super::chapters`] draws the chapters among them.
pub(super) fn draw(cx: &Draw<'_>, blocks: &[Block]) -> Html {
    groups(blocks).into_iter().map(|it| group(cx, it)).collect()
}

/// Each block; behind a message the excerpts and fixes that belong to it. In reading order, but for the messages about
/// certain characters: those come last, by their [`rank`].
pub(super) fn groups(blocks: &[Block]) -> Vec<&[Block]> {
    let is_attached = |it: &Block| matches!(it, Block::Source(_) | Block::Fix { .. });
    let mut sorted = Vec::new();
    for wanted in 0..=LAST_RANK {
        let groups = blocks.chunk_by(|_, next| is_attached(next));
        sorted.extend(groups.filter(|it| rank(it) == wanted));
    }
    sorted
}

/// The rank of what Docker says.
const LAST_RANK: u8 = 3;

/// What Shellform finds, the worst first; then Docker: its lints are about what is written, not what becomes of it.
fn rank(group: &[Block]) -> u8 {
    match group {
        [Block::Message { speaker, .. }, _, ..] if speaker == DOCKER => LAST_RANK,
        [Block::Message { tag: Tag::Note, .. }, _, ..] => 2,
        [Block::Message { .. }, _, ..] => 1,
        _ => 0,
    }
}

/// Whether a group is what Docker refuses something with.
pub(super) fn is_error_of_docker(group: &[Block]) -> bool {
    matches!(group, [Block::Message { tag: Tag::Error, speaker, .. }, ..] if speaker == DOCKER)
}

/// Draws one of them.
pub(super) fn group(cx: &Draw<'_>, group: &[Block]) -> Html {
    let [
        Block::Message {
            tag,
            speaker,
            content,
            help,
        },
        attached @ ..,
    ] = group
    else {
        return group.iter().map(|it| block(cx, it)).collect();
    };
    if speaker == NOT_FOLLOWED {
        return Html::default();
    }
    let is_fix = |it: &&Block| matches!(it, Block::Fix { .. });
    let fixes = attached.iter().filter(is_fix).map(|it| block(cx, it));
    let finding = Finding {
        tag: *tag,
        speaker,
        content,
        help,
        places: finding::marked(cx, attached),
        fixes: fixes.collect(),
    };
    finding::draw(cx, &finding)
}

fn block(cx: &Draw<'_>, block: &Block) -> Html {
    match block {
        Block::Title(title) => html! { <h3>{ inline::draw(cx, title) }</h3> },
        Block::Summary(summary) => html! { <p class="summary">{ inline::draw(cx, summary) }</p> },
        // Drawn by their own module and by `group`.
        Block::Chapter { .. } | Block::Message { .. } => Html::default(),
        Block::Paragraph(line) => html! { <p>{ inline::draw(cx, line) }</p> },
        Block::List(items) => list(cx, items),
        Block::Source(source) => excerpt(cx, source),
        Block::Argv(arguments) => argv::draw(cx, arguments),
        Block::Output(text) => html! { <pre class="output">{ text.clone() }</pre> },
        Block::Table { head, rows } => table(cx, head, rows),
        Block::Fix {
            title,
            before,
            after,
            edits,
        } => finding::fix(cx, title, before, after, edits),
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
fn excerpt(cx: &Draw<'_>, source: &SourceBlock) -> Html {
    let rows = source.lines.iter().enumerate().map(|(index, line)| {
        let number = source.first_line as usize + index;
        let marks = source.marks.iter().filter(|it| it.line == index);
        let labels = marks.clone().filter(|it| !it.label.is_empty()).map(|it| {
            let class = format!("label sf-{}", it.tag.name());
            html! { <span {class}>{ inline::draw(cx, &prose(&it.label)) }</span> }
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
fn marked(line: &str, marks: Vec<&Mark>) -> Html {
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

#[cfg(test)]
mod tests {
    use shellform::document::{Block, Tag, prose};

    use super::groups;

    fn message(tag: Tag, speaker: &str) -> [Block; 2] {
        let message = Block::Message {
            tag,
            speaker: speaker.to_owned(),
            content: Vec::new(),
            help: Vec::new(),
        };
        let fix = Block::Fix {
            title: String::new(),
            before: String::new(),
            after: String::new(),
            edits: Vec::new(),
        };
        [message, fix]
    }

    #[test]
    fn findings_come_before_notes_and_notes_before_lints() {
        let lint = message(Tag::Warning, "Docker");
        let note = message(Tag::Note, "Shellform");
        let finding = message(Tag::Warning, "Shellform");
        let general = [note[0].clone()];
        let summary = [Block::Summary(prose("Sets `a`."))];
        let blocks = [&summary[..], &general, &lint, &note, &finding].concat();
        assert_eq!(
            groups(&blocks),
            [&summary[..], &general, &finding, &note, &lint]
        );
    }
}
