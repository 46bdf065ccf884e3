//! `$(NAME)` as the kubelet expands it: `third_party/forked/golang/expansion`.
//!
//! `$(NAME)` stands for the variable, `$$` for one `$`, so `$$(NAME)` for `$(NAME)`. A name that nobody has set stays
//! as it is written, and so does a `$` in front of anything else.

use crate::commandline::file::{Expanded, Problem, Speaker};
use crate::session::Session;
use crate::text::{Rewrite, Span};

/// What is known of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Its value, or what stands for one that is not known.
    Value(Span),
    /// There is none.
    Unset,
}

/// A string without references.
#[derive(Debug)]
pub(super) struct Done {
    /// The string.
    pub(super) text: Span,
    /// What was expanded, in order.
    pub(super) expanded: Vec<Expanded>,
}

enum Piece {
    Copy(Span),
    Dollar(Span),
    Value { written: Span, value: Span },
}

/// Expands `text`; `variable` says what a name stands for.
pub(super) fn expand(
    cx: &mut Session,
    text: Span,
    mut variable: impl FnMut(&mut Session, &str) -> Known,
) -> Result<Done, Problem> {
    let content = cx.texts.share(text);
    let mut pieces = Vec::new();
    let mut expanded = Vec::new();
    let mut at = 0;
    let mut kept = 0;
    while let Some(dollar) = content[at..].find('$').map(|it| at + it) {
        let behind = &content[dollar + 1..];
        let closed = behind.strip_prefix('(').and_then(|it| it.find(')'));
        let Some(next) = behind.chars().next() else {
            break;
        };
        at = match (next, closed) {
            ('$', _) => {
                let written = text.slice(dollar..dollar + 2);
                pieces.push(Piece::Copy(text.slice(kept..dollar)));
                pieces.push(Piece::Dollar(written));
                kept = dollar + 2;
                expanded.push(told(
                    written,
                    Some("$".to_owned()),
                    "`$$` stands for one `$`",
                ));
                kept
            }
            ('(', Some(length)) => {
                let end = dollar + "$()".len() + length;
                let written = text.slice(dollar..end);
                let name = &behind[1..=length];
                match variable(cx, name) {
                    Known::Value(value) => {
                        let is_known = cx.texts.is_known(value);
                        let shown = is_known.then(|| cx.texts.str(value).to_owned());
                        expanded.push(told(written, shown, ""));
                        pieces.push(Piece::Copy(text.slice(kept..dollar)));
                        pieces.push(Piece::Value { written, value });
                        kept = end;
                    }
                    Known::Unset => {
                        let stays = content[dollar..end].to_owned();
                        let note = "the container has no such variable, so it stays as it is";
                        expanded.push(told(written, Some(stays), note));
                    }
                }
                end
            }
            (next, _) if !next.is_ascii() => {
                let at = text.slice(dollar..dollar + 1 + next.len_utf8());
                let message =
                    "a `$` in front of a character that is not ASCII, of which the kubelet takes one byte"
                        .to_owned();
                return Err(Problem::new(Speaker::Unsupported, at, message));
            }
            _ => dollar + 2,
        };
    }
    pieces.push(Piece::Copy(text.slice_from(kept)));
    let mut builder = cx.texts.builder();
    for piece in &pieces {
        match piece {
            Piece::Copy(span) => builder.copy(*span),
            Piece::Dollar(written) => builder.rewrite("$", *written, Rewrite::EscapeSequence),
            Piece::Value { written, value } => builder.substitute(*written, *value),
        };
    }
    let built = builder.build();
    let text = match built.as_copy() {
        Some(span) => span,
        None if built.as_str().is_empty() => text.at_start(),
        None => cx.texts.finish(built),
    };
    Ok(Done { text, expanded })
}

fn told(at: Span, value: Option<String>, note: &str) -> Expanded {
    Expanded {
        at,
        value,
        note: note.to_owned(),
    }
}
