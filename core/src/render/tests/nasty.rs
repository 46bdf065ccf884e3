//! Documents with everything in them that could go wrong.

use crate::document::{
    Argument, ArgumentPiece, Block, Chapter, Document, Inline, Mark, SourceBlock, Tag, prose,
};
use crate::text::{Source, Span, Texts};

const FILE: &str = "FROM debian:12\nCMD [\"<b>\",\t\"\u{202E}a|`b`\"]\n";

fn mark(file: Span, line: usize, columns: std::ops::Range<usize>, label: &str, tag: Tag) -> Mark {
    Mark {
        span: file.at_start(),
        line,
        columns,
        label: label.to_owned(),
        tag,
    }
}

fn from_file(text: &str, source: Span) -> ArgumentPiece {
    ArgumentPiece {
        text: text.to_owned(),
        source,
        supplier: None,
    }
}

fn supplied(text: &str, by: &str, file: Span) -> Argument {
    Argument {
        pieces: vec![ArgumentPiece {
            supplier: Some(by.to_owned()),
            ..from_file(text, file.at_start())
        }],
    }
}

/// Every kind of block.
pub(super) fn document() -> (Texts, Document) {
    let mut texts = Texts::default();
    let name = "Dockerfile".to_owned();
    let file = texts.add_source(Source::File { name }, FILE);
    let blocks = vec![
        Block::Title(vec![
            Inline::new(Tag::Keyword, "CMD").at(file.slice(15..18)),
            Inline::plain(" in <exec> form"),
        ]),
        Block::Summary(prose(
            "Docker starts `/bin/sh` with what stands *here*, and nothing else; [see](x) below.",
        )),
        Block::Chapter {
            chapter: Chapter::Form,
            blocks: vec![source(file), argv(file)],
        },
        Block::Chapter {
            chapter: Chapter::Shell,
            blocks: vec![
                table(),
                Block::List(vec![
                    prose(
                        "one item that is long enough to be wrapped at eighty columns, and `code that is never broken`",
                    ),
                    vec![
                        Inline::code("a`b"),
                        Inline::plain(" "),
                        Inline::code(""),
                        Inline::new(Tag::Unknown, "⟨output of x⟩"),
                    ],
                ]),
            ],
        },
        Block::Message {
            tag: Tag::Warning,
            speaker: "BuildKit".to_owned(),
            content: vec![
                Inline::plain("1. <script>alert(\"&\")</script>\u{1b}[31m "),
                Inline::new(Tag::Strong, "really ").link("https://docs.docker.com/a b"),
                Inline::plain("so").link("javascript:alert(1)"),
            ],
            help: vec![prose("write `[\"a\"]` instead")],
        },
        Block::Fix {
            title: "Write valid JSON".to_owned(),
            before: "CMD ['a']\n```".to_owned(),
            after: "CMD [\"a\"]".to_owned(),
            edits: Vec::new(),
        },
        Block::Argv(Vec::new()),
    ];
    (texts, Document { blocks })
}

fn source(file: Span) -> Block {
    Block::Source(SourceBlock {
        span: file,
        first_line: 1,
        lines: FILE.lines().map(str::to_owned).collect(),
        marks: vec![
            mark(file, 1, 5..10, "the first <b>", Tag::Value),
            mark(file, 1, 12..20, "the second", Tag::Error),
        ],
    })
}

fn argv(file: Span) -> Block {
    let script = "for x in *; do\n\techo \"$x\" \\\n done \u{7f}\u{202E}\u{85} ";
    Block::Argv(vec![
        supplied("/bin/sh", "BuildKit's default shell", file),
        Argument {
            pieces: vec![from_file("<b>", file.slice(21..24))],
        },
        supplied("", "--entrypoint", file),
        Argument {
            pieces: vec![from_file(script, file.slice(0..30))],
        },
    ])
}

fn table() -> Block {
    let cell = |text: &str| vec![Inline::plain(text)];
    Block::Table {
        head: vec![cell("shell"), cell("what it does")],
        rows: vec![
            vec![cell("dash"), vec![Inline::code("a | b")]],
            vec![
                cell("busybox | ash"),
                prose("runs `b` and keeps its own process"),
            ],
        ],
    }
}

/// Marks of every kind.
pub(super) fn marks() -> (Texts, Document) {
    let mut texts = Texts::default();
    let name = "Dockerfile".to_owned();
    let text = "RUN echo 日本 \"$x\" && ls";
    let file = texts.add_source(Source::File { name }, text);
    let block = SourceBlock {
        span: file,
        first_line: 99,
        lines: vec![text.to_owned(), "# done".to_owned(), "x".repeat(90)],
        marks: vec![
            mark(file, 0, 4..8, "a program", Tag::Code),
            mark(file, 0, 9..11, "two wide characters", Tag::Value),
            mark(
                file,
                0,
                12..16,
                "a variable whose label does not fit behind its carets any more",
                Tag::Variable,
            ),
            mark(file, 0, 9..21, "", Tag::Note),
            mark(file, 1, 6..6, "nothing here", Tag::Error),
            mark(file, 2, 80..85, "too far to the right", Tag::Warning),
        ],
    };
    (
        texts,
        Document {
            blocks: vec![Block::Source(block)],
        },
    )
}
