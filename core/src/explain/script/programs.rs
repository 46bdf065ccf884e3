//! The programs that a script starts: few of them argument by argument, many of them as a table.

use crate::dockerfile::json::array_text;
use crate::document::{Block, Inline};
use crate::trace::{Execution, Outcome};

use super::super::writer::{count, paragraph};
use super::View;

/// So many programs are shown argument by argument.
const FEW: usize = 4;

/// The rows of the longest table.
const MOST: usize = 40;

/// The rows where a script goes on without end.
const MOST_OF_ENDLESS: usize = 5;

pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let programs = view.trace.further_programs();
    let most = match view.trace.outcome {
        Outcome::OutOfFuel(_) => MOST_OF_ENDLESS,
        _ => MOST,
    };
    match programs.len() {
        0 => Vec::new(),
        1..=FEW => programs
            .iter()
            .flat_map(|it| [heading(it), view.page.argv(&it.argv)])
            .collect(),
        many => {
            let mut blocks = vec![
                paragraph("Programs started, in order:"),
                table(view, programs, most),
            ];
            if many > most {
                let rest = count(many - most, "more program");
                blocks.push(paragraph(&format!("And {rest}; `--format json` has all.")));
            }
            blocks
        }
    }
}

/// `Process 101 starts /bin/cat in /srv:`
fn heading(execution: &Execution) -> Block {
    Block::Paragraph(vec![
        Inline::plain(format!("Process {} starts ", execution.process.0)),
        Inline::code(execution.path.as_str()),
        Inline::plain(" in "),
        Inline::code(execution.directory.as_str()),
        Inline::plain(" with this argv:"),
    ])
}

fn table(view: &View<'_>, programs: &[Execution], most: usize) -> Block {
    let head = ["process", "program", "argv"];
    let row = |it: &Execution| {
        let argv: Vec<&str> = it.argv.iter().map(|it| view.str(*it)).collect();
        vec![
            vec![Inline::plain(it.process.0.to_string())],
            vec![Inline::code(it.path.as_str())],
            vec![Inline::code(array_text(&argv))],
        ]
    };
    Block::Table {
        head: head.map(|it| vec![Inline::plain(it)]).to_vec(),
        rows: programs.iter().take(most).map(row).collect(),
    }
}
