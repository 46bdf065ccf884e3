//! Where the file would have to be edited.

use crate::diagnostic::{Edit, Fix};
use crate::simulation::Simulation;
use crate::text::Span;

use super::command_line::CommandLine;

/// The characters of the file that `span` was copied from, when nothing but continued lines lies between them.
pub(crate) fn in_file(simulation: &Simulation, span: Span) -> Option<Span> {
    let file = simulation.dockerfile.file;
    let escape = simulation.dockerfile.escape.char();
    let mut whole: Option<Span> = None;
    for piece in simulation.session.texts.trail(span) {
        if piece.source.text != file.text || piece.rewrite.is_some() || piece.written.is_some() {
            return None;
        }
        whole = Some(match whole {
            None => piece.source,
            Some(before) if before.end <= piece.source.start => {
                let gap = Span::new(file.text, before.end as usize..piece.source.start as usize);
                let is_continuation = |it: char| it == escape || it.is_ascii_whitespace();
                if !simulation.str(gap).chars().all(is_continuation) {
                    return None;
                }
                before.to(piece.source)
            }
            Some(_) => return None,
        });
    }
    whole
}

/// The characters of the file that are the array of an exec form, or were meant to be one.
pub(crate) fn array_in_file(simulation: &Simulation, line: &CommandLine<'_>) -> Option<Span> {
    let arguments = line.instruction.arguments;
    let at = simulation.str(arguments).find('[')?;
    in_file(simulation, arguments.slice_from(at))
}

/// A fix that writes something else in one place.
pub(crate) fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Fix {
    Fix {
        title: title.into(),
        edits: vec![Edit {
            span,
            replacement: text.into(),
        }],
    }
}

/// A fix that inserts something behind `span`.
pub(crate) fn insert(title: impl Into<String>, span: Span, text: impl Into<String>) -> Fix {
    replace(title, span.at_end(), text)
}
