//! The chapters of an explanation as a chain: each with its first sentence, and what it shows behind that.

use shellform::document::{Argument, Block, Chapter, Inline};
use yew::{Html, html};

use super::{Draw, blocks};

/// The longest chapter that is never folded, in bytes.
const SHORT: usize = 300;

/// Draws the chapters among `blocks`. Those with something to see that stands nowhere above are open.
pub(super) fn draw(cx: &Draw<'_>, blocks: &[Block]) -> Html {
    let simulation = &cx.answer.simulation;
    let launched = simulation.launch.iter().flat_map(|it| &it.pid1);
    let mut seen: Vec<String> = launched.map(|it| simulation.str(*it).to_owned()).collect();
    for block in blocks {
        if let Block::Argv(arguments) = block {
            seen.extend(arguments.iter().map(text));
        }
    }
    let chapters = blocks.iter().filter_map(|it| {
        let Block::Chapter { chapter, blocks } = it else {
            return None;
        };
        let is_open = shows_news(*chapter, blocks, &mut seen);
        Some(draw_one(cx, *chapter, blocks, is_open))
    });
    html! { <div class="chapters">{ for chapters }</div> }
}

fn draw_one(cx: &Draw<'_>, chapter: Chapter, blocks: &[Block], is_open: bool) -> Html {
    let title = html! { <h4>{ chapter.title() }</h4> };
    let content = blocks::draw(cx, blocks);
    if is_short(blocks) {
        return html! { <section key={chapter.slug()} class="chapter">{ title }{ content }</section> };
    }
    html! {
        <details key={chapter.slug()} class="chapter" open={is_open}>
            <summary>{ title }<span class="gist">{ gist(blocks) }</span></summary>
            { content }
        </details>
    }
}

/// Whether a chapter is not worth folding.
fn is_short(blocks: &[Block]) -> bool {
    match blocks {
        [] => true,
        [only] => words(only).len() <= SHORT,
        [_, ..] => false,
    }
}

/// Whether a chapter shows characters of the file, what the builder replaced, or an argument that is not `seen` yet.
fn shows_news(chapter: Chapter, blocks: &[Block], seen: &mut Vec<String>) -> bool {
    let mut is_news = false;
    for block in blocks {
        if let Block::Argv(arguments) = block {
            for argument in arguments.iter().map(text) {
                is_news |= !seen.contains(&argument);
                seen.push(argument);
            }
        }
        is_news |= matches!(block, Block::Source(_));
        is_news |= chapter == Chapter::BuilderExpansion && matches!(block, Block::Table { .. });
    }
    is_news
}

fn text(argument: &Argument) -> String {
    argument.pieces.iter().map(|it| it.text.as_str()).collect()
}

/// The first sentence of a chapter; behind one that announces what stands below it, the next one too.
fn gist(blocks: &[Block]) -> String {
    let mut sentences = blocks.iter().map(words).filter(|it| !it.is_empty());
    let first = sentences.next().unwrap_or_default();
    match sentences.next() {
        Some(next) if first.ends_with(':') => [&first, " … ", &next].concat(),
        Some(_) | None => first,
    }
}

/// The words of a block, if it begins with some.
fn words(block: &Block) -> String {
    let words = |line: &[Inline]| line.iter().map(|it| it.text.as_str()).collect();
    match block {
        Block::Paragraph(line) | Block::Summary(line) | Block::Title(line) => words(line),
        Block::List(items) => items.first().map(|it| words(it)).unwrap_or_default(),
        Block::Message { content, .. } => words(content),
        Block::Chapter { .. }
        | Block::Source(_)
        | Block::Argv(_)
        | Block::Output(_)
        | Block::Table { .. }
        | Block::Fix { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use shellform::document::{Argument, ArgumentPiece, Block, Chapter, prose};
    use shellform::text::{Source, Texts};

    use super::{gist, shows_news};

    fn argv(arguments: &[&str]) -> Block {
        let source = Texts::default().add_source(Source::File { name: "f".into() }, "");
        let argument = |text: &&str| Argument {
            pieces: vec![ArgumentPiece {
                text: (*text).to_owned(),
                source,
                supplier: None,
            }],
        };
        Block::Argv(arguments.iter().map(argument).collect())
    }

    #[test]
    fn an_argument_is_news_once() {
        let mut seen = vec!["-c".to_owned()];
        let mut is_news =
            |arguments: &[&str]| shows_news(Chapter::KernelExec, &[argv(arguments)], &mut seen);
        assert!(!is_news(&["-c"]));
        assert!(is_news(&["-c", "true"]));
        assert!(!is_news(&["true"]));
    }

    #[test]
    fn the_gist_tells_something() {
        let sentence = |words| Block::Paragraph(prose(words));
        let announces = sentence("PID 1 gets this argv:");
        let tells = sentence("takes `\\` away");
        assert_eq!(gist(&[tells.clone(), announces.clone()]), "takes \\ away");
        assert_eq!(
            gist(&[announces.clone(), argv(&["a"]), tells]),
            "PID 1 gets this argv: … takes \\ away"
        );
        assert_eq!(gist(&[announces, argv(&["a"])]), "PID 1 gets this argv:");
        assert_eq!(gist(&[argv(&["a"])]), "");
    }
}
