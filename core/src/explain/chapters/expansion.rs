//! *Builder expansion*: what the builder replaces, and what it leaves.

use crate::build::Expanded;
use crate::dockerfile::{Body, Form, Instruction, Keyword};
use crate::document::{Block, Inline, Tag, prose};

use super::super::writer::{Writer, paragraph};

pub(super) fn blocks(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Block> {
    let expanded = writer
        .simulation
        .step(index)
        .map(|it| it.expanded.as_slice())
        .unwrap_or_default();
    match instruction.keyword {
        Keyword::Run
        | Keyword::Cmd
        | Keyword::Entrypoint
        | Keyword::Healthcheck
        | Keyword::Shell => {
            let mut blocks = left_alone(writer, index, instruction);
            if !expanded.is_empty() {
                blocks.push(paragraph("In its flags it replaces:"));
                blocks.push(table(writer, expanded));
            }
            blocks
        }
        Keyword::Onbuild => vec![paragraph(
            "Nothing yet: the line is stored as it is, and expanded when the trigger fires.",
        )],
        Keyword::Maintainer | Keyword::Unknown => Vec::new(),
        Keyword::Env
        | Keyword::Label
        | Keyword::Arg
        | Keyword::Add
        | Keyword::Copy
        | Keyword::Expose
        | Keyword::From
        | Keyword::Stopsignal
        | Keyword::User
        | Keyword::Volume
        | Keyword::Workdir => replaced(writer, instruction, expanded),
    }
}

/// Command lines are not the builder's to expand.
fn left_alone(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Block> {
    let keyword = instruction.keyword.name();
    if !writer.str(instruction.arguments).contains('$') {
        return vec![paragraph(&format!(
            "The builder expands nothing in the command of `{keyword}`."
        ))];
    }
    let command = match &instruction.body {
        Body::Command(command) | Body::Shell(command) => command,
        Body::Healthcheck(check) => &check.command,
        _ => return Vec::new(),
    };
    let mut sentence = prose(&format!(
        "The builder expands nothing in the command of `{keyword}`: every `$` stays as written. "
    ));
    sentence.extend(prose(match (&command.form, instruction.keyword) {
        (Form::Exec, _) if is_shell_script(&writer.strings(&command.arguments)) => {
            "The program it starts is a shell, and that shell expands the `$` in its script."
        }
        (Form::Exec, _) => {
            "And in exec form no shell ever sees them: the program gets the characters `$`, `{`, `}` themselves."
        }
        (Form::Shell(_), Keyword::Run) => {
            "The shell that BuildKit starts expands them, with the `ENV` and `ARG` values of this moment as its environment."
        }
        (Form::Shell(_), _) => {
            "The shell expands them when the container runs, with the container's environment: `ENV` and `docker run -e`, not `ARG`."
        }
    }));
    let _ = index;
    vec![Block::Paragraph(sentence)]
}

/// `sh -c …` and its kind.
fn is_shell_script(argv: &[&str]) -> bool {
    let program = argv
        .first()
        .map_or("", |it| it.rsplit('/').next().unwrap_or_default());
    let is_shell = matches!(program, "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh");
    is_shell
        && argv
            .iter()
            .skip(1)
            .any(|it| it.starts_with('-') && it.ends_with('c'))
}

fn replaced(writer: &Writer<'_>, instruction: &Instruction, expanded: &[Expanded]) -> Vec<Block> {
    if expanded.is_empty() {
        return vec![paragraph(
            "The builder would expand variables here; there is none, and no quote to take off.",
        )];
    }
    let mut blocks = vec![
        paragraph(
            "The builder itself takes off quotes and replaces variables here, before anything runs:",
        ),
        table(writer, expanded),
    ];
    let pairs = match &instruction.body {
        Body::Pairs(pairs) => pairs.len(),
        _ => 0,
    };
    if instruction.keyword == Keyword::Env && pairs > 1 {
        blocks.push(paragraph(
            "All values of one `ENV` see the environment as it was before it: a name set here has its new value only from the next instruction on.",
        ));
    }
    blocks
}

fn table(writer: &Writer<'_>, expanded: &[Expanded]) -> Block {
    let rows = expanded.iter().map(|it| {
        vec![
            vec![writer.code(it.written)],
            vec![writer.code(it.result)],
            variables(writer, it),
        ]
    });
    Block::Table {
        head: vec![prose("written"), prose("becomes"), prose("variables")],
        rows: rows.collect(),
    }
}

fn variables(writer: &Writer<'_>, expanded: &Expanded) -> Vec<Inline> {
    let mut cell = Vec::new();
    for reference in &expanded.references {
        if !cell.is_empty() {
            cell.push(Inline::plain("; "));
        }
        cell.push(Inline::new(Tag::Variable, format!("${}", reference.name)).at(reference.written));
        match reference.value {
            Some(value) => {
                cell.push(Inline::plain(" is "));
                cell.push(writer.code(value));
            }
            None => cell.push(Inline::new(Tag::Warning, " is set by nobody")),
        }
    }
    if cell.is_empty() {
        cell.push(Inline::new(Tag::Comment, "quotes only"));
    }
    cell
}
