//! The steps of a script as a table: process, the characters that say so, what happened.

use crate::dockerfile::json::array_text;
use crate::document::{Block, Inline, Tag};
use crate::trace::{Action, Cause, Step};

use super::super::writer::{count, paragraph};
use super::View;

/// The rows of the longest table.
const MOST: usize = 1000;

/// Characters of a script longer than this are cut.
const LONGEST: usize = 40;

pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let steps = &view.trace.steps;
    let head = ["process", "because of", "what happens"];
    let rows = steps.iter().take(MOST).map(|it| row(view, it));
    let mut blocks = vec![
        paragraph("The steps, in order:"),
        Block::Table {
            head: head.map(|it| vec![Inline::plain(it)]).to_vec(),
            rows: rows.collect(),
        },
    ];
    if steps.len() > MOST {
        let rest = count(steps.len() - MOST, "more step");
        blocks.push(paragraph(&format!("And {rest}; `--format json` has all.")));
    }
    blocks
}

fn row(view: &View<'_>, step: &Step) -> Vec<Vec<Inline>> {
    let cause = match step.cause {
        Cause::Written(span) => {
            Inline::code(shortened(view.str(span))).at(view.texts.source_span(span))
        }
        Cause::End if matches!(step.action, Action::Executed(_)) => {
            Inline::new(Tag::Comment, "its start")
        }
        Cause::End => Inline::new(Tag::Comment, "its end"),
    };
    vec![
        vec![Inline::plain(step.process.0.to_string())],
        vec![cause],
        what(view, &step.action),
    ]
}

fn what(view: &View<'_>, action: &Action) -> Vec<Inline> {
    let code = |text: &str| Inline::code(text);
    match action {
        Action::Expanded(fields) => {
            let fields: Vec<&str> = fields.iter().map(|it| view.str(*it)).collect();
            vec![Inline::plain("expands to "), code(&array_text(&fields))]
        }
        Action::Assigned { name, value } => vec![
            Inline::new(Tag::Variable, name.as_str()),
            Inline::plain(" becomes "),
            code(&array_text(&[view.str(*value)])),
        ],
        Action::Unset(name) => vec![Inline::new(
            Tag::Unknown,
            format!("reads {name}, which nothing has set"),
        )],
        Action::Redirected(descriptor) => {
            vec![Inline::plain(format!("redirects descriptor {descriptor}"))]
        }
        Action::Forked(child) => vec![Inline::plain(format!("forks process {}", child.0))],
        Action::Executed(index) => match view.trace.programs.get(*index) {
            Some(execution) => vec![Inline::plain("becomes "), code(&execution.path)],
            None => vec![Inline::plain("becomes a program")],
        },
        Action::Assumed(what) => vec![Inline::new(Tag::Unknown, format!("assumed: {what}"))],
        Action::Exited(status) => vec![Inline::plain(format!("ends with status {status}"))],
    }
}

/// The first line, cut where it is long.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}
