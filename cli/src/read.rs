//! `shellform read`: what BuildKit's reader sees, without building anything.

use shellform::dockerfile;
use shellform::document::{
    Argument, ArgumentPiece, Block, Document, Inline, Mark, SourceBlock, Tag,
};
use shellform::render::{Places, text};
use shellform::report::{
    ReadDirective, ReadError, ReadForm, ReadHeredoc, ReadInstruction, ReadReport, ReadText,
    read_report,
};
use shellform::session::Session;
use shellform::text::{Source, Span};

use crate::args::{ReadArguments, ReadFormat};
use crate::environment;
use crate::failure::Failure;
use crate::input::{self, Named};
use crate::output;
use crate::status::Status;

pub(crate) fn run(arguments: &ReadArguments) -> Result<Status, Failure> {
    let Named { name, text } = input::read(&arguments.file)?;
    let mut session = Session::default();
    let file = session
        .texts
        .add_source(Source::File { name: name.clone() }, text);
    let dockerfile = dockerfile::parse(&mut session, file);
    let report = read_report(&session, &dockerfile);
    match arguments.format {
        ReadFormat::Json => output::write_json(&report),
        ReadFormat::Text => {
            let document = document(&report, &name, session.texts.str(file), file);
            let style = environment::style(arguments.terminal);
            output::write_text(&text::render(
                &document,
                &Places::new(&session.texts),
                &style,
            ))
        }
    }?;
    Ok(match report.error {
        Some(_) => Status::Refused,
        None => Status::Done,
    })
}

fn document(report: &ReadReport, name: &str, text: &str, file: Span) -> Document {
    let title = Inline::plain(format!("What the reader sees in {name}"));
    let mut blocks = vec![Block::Title(vec![title])];
    blocks.extend(report.directives.iter().map(directive));
    for it in &report.instructions {
        blocks.extend(instruction(it, file));
    }
    let warnings = report.warnings.iter();
    blocks.extend(warnings.map(|it| message(Tag::Warning, &it.message, it.line)));
    if let Some(error) = &report.error {
        blocks.push(message(Tag::Error, &error.message, None));
        blocks.extend(place(error, text, file));
    }
    Document { blocks }
}

/// The line of the error, and what is at fault in it.
fn place(error: &ReadError, text: &str, file: Span) -> Option<Block> {
    let (from, to) = (error.at.from, error.at.to);
    let line = text.lines().nth(from.line as usize - 1)?;
    let start = from.column as usize - 1;
    let end = match to.line == from.line {
        true => to.column as usize - 1,
        false => line.chars().count(),
    };
    let span = Span {
        start: error.at.start,
        end: error.at.end,
        ..file
    };
    let mark = Mark {
        span,
        line: 0,
        columns: start..end.max(start),
        label: "here".to_owned(),
        tag: Tag::Error,
    };
    Some(Block::Source(SourceBlock {
        span,
        first_line: from.line,
        lines: vec![line.to_owned()],
        marks: vec![mark],
    }))
}

fn directive(directive: &ReadDirective) -> Block {
    let line = directive.value.at.from.line;
    Block::Paragraph(vec![
        Inline::plain(format!("line {line}: the parser directive ")),
        Inline::code(format!("{}={}", directive.name, directive.value.text)),
    ])
}

/// A line about the instruction, its arguments, and its here-documents.
fn instruction(instruction: &ReadInstruction, file: Span) -> Vec<Block> {
    let (first, last) = (instruction.lines.first, instruction.lines.last);
    let lines = match first == last {
        true => format!("line {first}: "),
        false => format!("lines {first}–{last}: "),
    };
    let mut line = vec![
        Inline::plain(lines),
        Inline::new(Tag::Keyword, instruction.value.text.as_str()),
    ];
    for flag in &instruction.flags {
        line.extend([
            Inline::plain(" "),
            Inline::new(Tag::Flag, flag.text.as_str()),
        ]);
    }
    line.push(Inline::plain(what(instruction)));
    let mut blocks = vec![Block::Paragraph(line)];
    if !instruction.arguments.is_empty() {
        let arguments = instruction.arguments.iter();
        blocks.push(Block::Argv(
            arguments.map(|it| argument(it, file)).collect(),
        ));
    }
    if !instruction.heredocs.is_empty() {
        blocks.push(Block::List(
            instruction.heredocs.iter().map(heredoc).collect(),
        ));
    }
    blocks
}

fn what(instruction: &ReadInstruction) -> &'static str {
    match (instruction.form, instruction.json) {
        (ReadForm::Exec, _) => ", exec form",
        (ReadForm::Shell, _) => ", shell form",
        (ReadForm::None, true) => ", a JSON array",
        (ReadForm::None, false) if instruction.keyword.is_empty() => {
            ", no instruction Docker knows"
        }
        (ReadForm::None, false) => "",
    }
}

fn argument(text: &ReadText, file: Span) -> Argument {
    let source = Span {
        start: text.at.start,
        end: text.at.end,
        ..file
    };
    let piece = ArgumentPiece {
        text: text.text.clone(),
        source,
        supplier: None,
    };
    Argument {
        pieces: vec![piece],
    }
}

fn heredoc(heredoc: &ReadHeredoc) -> Vec<Inline> {
    let lines = heredoc.content.text.lines().count();
    let lines = if lines == 1 {
        "one line".to_owned()
    } else {
        format!("{lines} lines")
    };
    let expanded = match heredoc.expand {
        true => "its delimiter is not quoted",
        false => "its delimiter is quoted",
    };
    let tabs = match heredoc.chomp {
        true => "; tabs at the start of its lines are taken off",
        false => "",
    };
    vec![
        Inline::plain("here-document "),
        Inline::code(heredoc.name.text.as_str()),
        Inline::plain(format!(
            ": {lines} from line {}; {expanded}{tabs}",
            heredoc.content.at.from.line
        )),
    ]
}

fn message(tag: Tag, message: &str, line: Option<u32>) -> Block {
    let mut content = vec![Inline::plain(message)];
    if let Some(line) = line {
        content.push(Inline::new(Tag::Origin, format!(" (line {line})")));
    }
    Block::Message {
        tag,
        speaker: "BuildKit".to_owned(),
        content,
        help: Vec::new(),
    }
}
