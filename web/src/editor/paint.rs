//! What is painted behind the editor's text: for each line, stretches with their meaning.

use std::ops::Range;

use shellform::diagnostic::Severity;
use shellform::document::Tag;

use crate::state::{Answer, Drift, Problem};

/// A stretch of a line that looks the same throughout.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub(super) range: Range<usize>,
    pub(super) look: Look,
}

/// How a stretch looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Look {
    tag: Option<Tag>,
    problem: Option<Severity>,
    /// Whether the piece in the answer came from here.
    linked: Option<Linked>,
}

/// The piece in the answer under pointer or focus came from here.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Linked;

/// One layer of paint.
#[derive(Debug, Clone, PartialEq)]
enum Coat {
    Tag(Tag),
    Problem(Severity),
    Linked,
}

/// What is underlined of a problem: its first line. A lint about a whole instruction would hide all others in it.
fn first_line(answer: &Answer, range: &Range<usize>) -> Range<usize> {
    let line = answer.text.line(answer.text.line_of(range.start));
    range.start..range.end.min(line.end.max(range.start))
}

/// All paint for a stretch of the text.
#[derive(Debug, Default)]
pub(super) struct Paint {
    coats: Vec<(Range<usize>, Coat)>,
}

impl Paint {
    /// Collects what there is to paint within `visible`, moved to where it is now.
    pub(super) fn collect(
        answer: &Answer,
        refused: &[Problem],
        drift: Drift,
        linked: &[Range<usize>],
        visible: &Range<usize>,
    ) -> Self {
        let first = answer
            .tokens
            .partition_point(|it| drift.place_of(it.end as usize) <= visible.start);
        let tokens = answer.tokens[first..].iter();
        let tokens = tokens.take_while(|it| drift.place_of(it.start as usize) < visible.end);
        let tokens = tokens.map(|it| (it.start as usize..it.end as usize, Coat::Tag(it.tag)));
        let problems = answer.problems.iter().chain(refused);
        let problems =
            problems.map(|it| (first_line(answer, &it.range), Coat::Problem(it.severity)));
        let links = linked.iter().map(|it| (it.clone(), Coat::Linked));
        let coats = tokens
            .chain(problems)
            .chain(links)
            .filter_map(|(range, coat)| Some((drift.moved(&range)?, coat)))
            .filter(|(range, _)| range.start < visible.end && visible.start < range.end)
            .collect();
        Self { coats }
    }

    /// The stretches of a line; they tile it.
    pub(super) fn line(&self, line: &Range<usize>) -> Vec<Stretch> {
        let mut cuts = vec![line.start];
        cut(&mut cuts, line.end);
        let here = |range: &Range<usize>| range.start < line.end && line.start < range.end;
        let coats = self.coats.iter().filter(|(range, _)| here(range));
        for (range, _) in coats.clone() {
            cut(&mut cuts, range.start.clamp(line.start, line.end));
            cut(&mut cuts, range.end.clamp(line.start, line.end));
        }
        cuts.windows(2)
            .map(|cut| {
                let mut look = Look::default();
                let over = coats
                    .clone()
                    .filter(|(range, _)| range.start <= cut[0] && cut[1] <= range.end);
                over.for_each(|(_, coat)| look.add(coat));
                Stretch {
                    range: cut[0]..cut[1],
                    look,
                }
            })
            .collect()
    }
}

impl Look {
    fn add(&mut self, coat: &Coat) {
        match coat {
            Coat::Tag(tag) => self.tag = Some(*tag),
            Coat::Problem(severity) => {
                self.problem = Some(self.problem.map_or(*severity, |it| it.min(*severity)));
            }
            Coat::Linked => self.linked = Some(Linked),
        }
    }

    /// Its CSS classes.
    pub(super) fn classes(self) -> String {
        let tag = self.tag.map(|it| format!("sf-{}", it.name()));
        let problem = self.problem.map(|it| match it {
            Severity::Error => "has-error".to_owned(),
            Severity::Warning => "has-warning".to_owned(),
            Severity::Note => "has-note".to_owned(),
        });
        let linked = self.linked.map(|Linked| "is-linked".to_owned());
        let classes: Vec<String> = [tag, problem, linked].into_iter().flatten().collect();
        classes.join(" ")
    }
}

/// Adds a place to cut at, in order and once. They are few, so this is less than sorting them would be.
fn cut(cuts: &mut Vec<usize>, at: usize) {
    let place = cuts.partition_point(|it| *it < at);
    if cuts.get(place) != Some(&at) {
        cuts.insert(place, at);
    }
}

#[cfg(test)]
mod tests {
    use shellform::Input;

    use super::Paint;
    use crate::state::{Answer, Drift, Text};

    #[track_caller]
    fn check(
        simulated: &str,
        shown: &str,
        linked: Option<&std::ops::Range<usize>>,
        expected: &[(&str, &str)],
    ) {
        let answer = Answer::new(Input::dockerfile(simulated));
        let text = Text::new(shown);
        let last = text.line(text.line_count() - 1);
        let drift = Drift::between(simulated, shown);
        let paint = Paint::collect(
            &answer,
            &[],
            drift,
            linked.map(std::slice::from_ref).unwrap_or_default(),
            &(0..shown.len()),
        );
        let stretches = paint.line(&last);
        let painted: Vec<(&str, String)> = stretches
            .iter()
            .map(|it| (&shown[it.range.clone()], it.look.classes()))
            .collect();
        let painted: Vec<(&str, &str)> = painted
            .iter()
            .map(|(text, look)| (*text, look.as_str()))
            .collect();
        assert_eq!(painted, expected);
    }

    #[test]
    fn stretches_tile_the_line() {
        check(
            "FROM debian\nCMD [\"a\"]",
            "FROM debian\nCMD [\"a\"]",
            Some(&(18..19)),
            &[
                ("CMD", "sf-keyword"),
                (" [\"", ""),
                ("a", "sf-value is-linked"),
                ("\"]", ""),
            ],
        );
    }

    #[test]
    fn what_was_typed_since_is_there_and_the_rest_keeps_its_colour() {
        check(
            "FROM debian\nCMD [\"abc\"]",
            "FROM debian\nCMD [\"abXc\"]",
            None,
            &[
                ("CMD", "sf-keyword"),
                (" [\"", ""),
                ("abXc", "sf-value"),
                ("\"]", ""),
            ],
        );
    }
}
