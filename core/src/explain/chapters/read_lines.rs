//! *Read lines*: how physical lines become one logical line.

use crate::dockerfile::{HeredocDelimiter, HeredocTabs, Instruction, Keyword, LineRole};
use crate::document::{Block, Inline, prose};
use crate::text::case;

use super::super::writer::{Writer, count, paragraph};

pub(super) fn blocks(writer: &Writer<'_>, instruction: &Instruction) -> Vec<Block> {
    let mut blocks = joined(writer, instruction);
    blocks.extend(
        instruction
            .heredocs
            .iter()
            .map(|it| heredoc(writer, instruction, it)),
    );
    if blocks.is_empty() {
        blocks.push(paragraph(&format!(
            "Docker reads {} as it stands.",
            Writer::lines(instruction.lines)
        )));
    }
    blocks
}

/// What happens at the line ends of a continued instruction.
fn joined(writer: &Writer<'_>, instruction: &Instruction) -> Vec<Block> {
    let roles = Roles::of(writer, instruction);
    if roles.continuations == 0 {
        return Vec::new();
    }
    let escape = writer.simulation.dockerfile.escape.char();
    let token = if escape == '`' {
        "`` ` ``".to_owned()
    } else {
        format!("`{escape}`")
    };
    let mut blocks = vec![paragraph(&format!(
        "{} are one instruction: where a line ends with {token}, Docker takes away that {token} and the line break, and puts nothing in their place.",
        capitalised(&Writer::lines(instruction.lines)),
    ))];
    let mut notes = Vec::new();
    if roles.comments > 0 {
        let lines = count(roles.comments, "comment line");
        notes.push(prose(&format!(
            "{lines} inside it left out, as if never written."
        )));
    }
    if roles.blanks > 0 {
        let lines = count(roles.blanks, "blank line");
        notes.push(prose(&format!(
            "{lines} inside it left out; Docker warns that it will refuse them one day."
        )));
    }
    if !notes.is_empty() {
        blocks.push(Block::List(notes));
    }
    blocks.push(paragraph("What Docker reads on from here:"));
    blocks.push(Block::Paragraph(vec![writer.code(instruction.logical)]));
    blocks
}

/// How many lines of an instruction play which part.
#[derive(Default)]
struct Roles {
    continuations: usize,
    comments: usize,
    blanks: usize,
}

impl Roles {
    fn of(writer: &Writer<'_>, instruction: &Instruction) -> Self {
        let mut roles = Self::default();
        let lines = &writer.simulation.dockerfile.lines;
        let range = instruction.lines.first as usize - 1
            ..(instruction.lines.last as usize).min(lines.len());
        for line in &lines[range] {
            match line.role {
                LineRole::Continuation => roles.continuations += 1,
                LineRole::InnerComment => roles.comments += 1,
                LineRole::InnerBlank => roles.blanks += 1,
                LineRole::Blank
                | LineRole::Comment
                | LineRole::Directive
                | LineRole::Instruction
                | LineRole::Heredoc
                | LineRole::HeredocEnd => {}
            }
        }
        roles
    }
}

fn heredoc(
    writer: &Writer<'_>,
    instruction: &Instruction,
    heredoc: &crate::dockerfile::Heredoc,
) -> Block {
    let lines = writer.str(heredoc.content).lines().count();
    let mut sentence = vec![writer.code(heredoc.word)];
    sentence.extend(prose(&format!(
        " announces a here-document: {}, up to the line ",
        count(lines, "line")
    )));
    sentence.push(writer.code(heredoc.name));
    if heredoc.tabs == HeredocTabs::Stripped {
        sentence.extend(prose("; tabs at the start of its lines are taken off"));
    }
    sentence.push(Inline::plain("."));
    let who = match (instruction.keyword, heredoc.delimiter) {
        (Keyword::Copy | Keyword::Add, HeredocDelimiter::Plain) => {
            " The builder expands variables in it, because the delimiter is not quoted."
        }
        (Keyword::Copy | Keyword::Add, HeredocDelimiter::Quoted) => {
            " Its delimiter is quoted, so the builder leaves it alone."
        }
        _ => " The builder expands nothing in it; what `$` means there is up to the shell.",
    };
    sentence.extend(prose(who));
    Block::Paragraph(sentence)
}

fn capitalised(text: &str) -> String {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let (first, rest) = text.split_at(first);
    case::uppercase(first) + rest
}
