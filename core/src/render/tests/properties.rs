//! What holds for every document: arguments keep their bytes, and nothing a reader wrote becomes markup.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use crate::document::{
    Argument, ArgumentPiece, Block, Chapter, Document, Inline, Mark, SourceBlock, Tag,
};
use crate::render::text::{Colour, Style};
use crate::render::{Places, html, markdown, text};
use crate::text::{Source, Span, Texts};

/// Characters that mean something to some format, and others.
fn nasty() -> impl Strategy<Value = String> {
    let markup = prop_oneof![
        Just("<script>".to_owned()),
        Just("</pre>".to_owned()),
        Just("\" onload=\"x".to_owned()),
        Just("```\n".to_owned()),
        Just("\\`|".to_owned()),
        Just("\n\n# x\n".to_owned()),
        Just("\u{1b}[31m".to_owned()),
        Just("\\".to_owned()),
        Just("| ".to_owned()),
        "\\PC{0,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(markup, 0..5).prop_map(|parts| parts.concat())
}

fn texts() -> (Texts, Span) {
    let mut texts = Texts::default();
    let name = "Dockerfile".to_owned();
    let file = texts.add_source(Source::File { name }, "FROM a\nCMD b\n");
    (texts, file)
}

fn argument(texts: &[String], file: Span) -> Argument {
    let piece = |text: &String| ArgumentPiece {
        text: text.clone(),
        source: file.slice(7..10),
        supplier: None,
    };
    Argument {
        pieces: texts.iter().map(piece).collect(),
    }
}

/// A document with `text` wherever a reader's text can stand.
fn everywhere(text: &str, file: Span) -> Document {
    let tags = [
        Tag::Plain,
        Tag::Code,
        Tag::Strong,
        Tag::Origin,
        Tag::Unknown,
        Tag::Value,
    ];
    let sentence: Vec<Inline> = tags.iter().map(|tag| Inline::new(*tag, text)).collect();
    let mark = Mark {
        span: file,
        line: 0,
        columns: 1..3,
        label: text.to_owned(),
        tag: Tag::Error,
    };
    let source = SourceBlock {
        span: file,
        first_line: 1,
        lines: text.split('\n').map(str::to_owned).collect(),
        marks: vec![mark],
    };
    let blocks = vec![
        Block::Title(sentence.clone()),
        Block::Chapter {
            chapter: Chapter::Form,
            blocks: vec![Block::Paragraph(sentence.clone()), Block::Source(source)],
        },
        Block::Argv(vec![argument(&[text.to_owned()], file)]),
        Block::List(vec![sentence.clone()]),
        Block::Output(text.to_owned()),
        Block::Table {
            head: vec![vec![Inline::plain(text)]],
            rows: vec![vec![sentence.clone()]],
        },
        Block::Message {
            tag: Tag::Note,
            speaker: text.to_owned(),
            content: vec![Inline::plain("so").link(text)],
            help: vec![sentence],
        },
        Block::Fix {
            title: text.to_owned(),
            before: text.to_owned(),
            after: text.to_owned(),
            edits: Vec::new(),
        },
    ];
    Document { blocks }
}

/// The elements and attributes of `html`; what cannot be told apart is an element called `?`.
fn markup(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else {
            found.push("?".to_owned());
            continue;
        };
        let mut parts = tag.split('"');
        let names = parts.by_ref().step_by(2).flat_map(str::split_whitespace);
        found.extend(names.map(|it| it.trim_matches(['/', '=']).to_owned()));
    }
    found
}

const MARKUP: &[&str] = &[
    "article", "h2", "h3", "p", "details", "summary", "ul", "ol", "li", "pre", "code", "span",
    "strong", "small", "mark", "div", "table", "thead", "tbody", "tr", "th", "td", "del", "ins",
    "a", "class", "title", "href", "open", "start", "scope",
];

proptest! {
    #[test]
    fn html_has_no_markup_but_ours(text in nasty()) {
        let (texts, file) = texts();
        let html = html::fragment(&everywhere(&text, file), &Places::new(&texts));
        for name in markup(&html) {
            prop_assert!(MARKUP.contains(&&*name), "{name} in {html}");
        }
    }

    #[test]
    fn markdown_has_no_html_and_keeps_arguments(pieces in prop::collection::vec(nasty(), 1..3)) {
        let (texts, file) = texts();
        let whole = pieces.concat();
        let written = markdown::render(&everywhere(&whole, file), &Places::new(&texts));
        let mut codes = Vec::new();
        for event in Parser::new_ext(&written, Options::ENABLE_TABLES) {
            match event {
                Event::Html(_) | Event::InlineHtml(_) => prop_assert!(false, "{written}"),
                Event::Code(code) => codes.push(code.to_string()),
                _ => {}
            }
        }
        let is_it = |code: &String| serde_json::from_str::<String>(code).is_ok_and(|it| it == whole);
        prop_assert!(codes.iter().any(is_it), "{codes:?}");
    }

    #[test]
    fn text_keeps_the_bytes_of_arguments(
        arguments in prop::collection::vec(prop::collection::vec(nasty(), 0..3), 1..4),
    ) {
        let (texts, file) = texts();
        let argv = arguments.iter().map(|it| argument(it, file)).collect();
        let document = Document { blocks: vec![Block::Argv(argv)] };
        let shown = text::render(&document, &Places::new(&texts), &Style::default());
        let quoted = shown.lines().filter_map(|it| it.strip_prefix('[')?.split_once("] "));
        let decode = |quoted: &str| {
            let mut values = serde_json::Deserializer::from_str(quoted).into_iter::<String>();
            values.next().unwrap().unwrap()
        };
        let decoded: Vec<String> = quoted.map(|(_, it)| decode(it)).collect();
        let expected: Vec<String> = arguments.iter().map(|it| it.concat()).collect();
        prop_assert_eq!(decoded, expected);
    }

    #[test]
    fn text_gives_a_terminal_no_command_but_ours(text in nasty(), width in 20usize..100) {
        let (texts, file) = texts();
        let document = everywhere(&text, file);
        let plain = Style { width, colour: Colour::Plain };
        let ansi = Style { width, colour: Colour::Ansi };
        let plain = text::render(&document, &Places::new(&texts), &plain);
        let ansi = text::render(&document, &Places::new(&texts), &ansi);
        prop_assert!(!plain.contains(|it: char| it.is_control() && !matches!(it, '\n' | '\t')), "{plain:?}");
        let mut parts = ansi.split("\u{1b}[");
        let first = parts.next().unwrap().to_owned();
        let stripped = parts.fold(first, |text, part| text + part.split_once('m').unwrap().1);
        prop_assert_eq!(stripped, plain);
    }
}
