//! Carets below a line of a Dockerfile: what the characters above them are.
//!
//! ```text
//! CMD ["a", "$B"]
//! #          ^^ exec-form-variable
//! #    ^ argv[0]
//! ```
//!
//! A code says that a diagnostic points there; `argv[0]` says that a piece of that argument of PID 1 stands there.

use std::ops::Range;

use shellform::Simulation;
use shellform::text::Span;

/// An assertion about characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caret {
    /// The characters, in the text without carets.
    range: Range<usize>,
    /// What they are.
    what: String,
}

/// The text without its lines of carets, and what these say.
pub(super) fn take(text: &str) -> (String, Vec<Caret>) {
    let mut kept = String::new();
    let mut carets = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((columns, what)) = caret(line) {
            carets.push(Caret {
                range: line_start + columns.start..line_start + columns.end,
                what,
            });
        } else {
            line_start = kept.len();
            kept.push_str(line);
        }
    }
    (kept, carets)
}

/// The columns of `# ^^^^ what`, and `what`.
fn caret(line: &str) -> Option<(Range<usize>, String)> {
    let behind = line.strip_prefix('#')?.trim_start_matches(' ');
    let start = line.len() - behind.len();
    let what = behind.trim_start_matches('^');
    let end = line.len() - what.len();
    (start < end).then(|| (start..end, what.trim().to_owned()))
}

/// What does not hold.
pub(super) fn compare(simulation: &Simulation, carets: &[Caret]) -> Vec<String> {
    let differences = carets.iter().filter_map(|caret| {
        let found = places(simulation, &caret.what);
        let holds = found.contains(&caret.range);
        (!holds).then(|| {
            let Caret { range, what } = caret;
            let file = simulation.str(simulation.dockerfile.file);
            let text = |it: &Range<usize>| file.get(it.clone()).unwrap_or("?").to_owned();
            let others: Vec<String> = found
                .iter()
                .map(|it| format!("{:?} at {it:?}", text(it)))
                .collect();
            format!(
                "`{what}` is not {:?} at {range:?}; it is [{}]",
                text(range),
                others.join(", ")
            )
        })
    });
    differences.collect()
}

/// Where in the file something is.
fn places(simulation: &Simulation, what: &str) -> Vec<Range<usize>> {
    let texts = &simulation.session.texts;
    let spans: Vec<Span> = match what
        .strip_prefix("argv[")
        .and_then(|it| it.strip_suffix(']'))
    {
        Some(number) => {
            let launch = simulation.launch.as_ref();
            let argument = number
                .parse()
                .ok()
                .and_then(|it: usize| launch?.pid1.get(it).copied());
            let pieces = argument.into_iter().flat_map(|it| texts.trail(it));
            pieces.map(|it| it.source).collect()
        }
        None => {
            let diagnostics = simulation.session.diagnostics.iter();
            let of_code = diagnostics.filter(|it| it.rule.code == what);
            of_code.map(|it| texts.source_span(it.span)).collect()
        }
    };
    let file = simulation.dockerfile.file.text;
    let in_file = spans.into_iter().filter(|it| it.text == file);
    in_file.map(Span::range).collect()
}

#[cfg(test)]
mod tests {
    use super::take;

    #[test]
    fn carets_are_taken_out() {
        let (text, carets) = take("CMD a\n#   ^ argv[2]\n# note\nRUN b\n");
        assert_eq!(text, "CMD a\n# note\nRUN b\n");
        assert_eq!(
            (carets[0].range.clone(), carets[0].what.as_str()),
            (4..5, "argv[2]")
        );
    }
}
