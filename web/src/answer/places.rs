//! Where characters of the answer came from: bytes of the file, and the same in words.

use std::ops::Range;

use shellform::dockerfile::LineRange;
use shellform::text::{Source, Span, TextId};
use yew::{Html, html};

use crate::state::Answer;

/// Where something came from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// Its characters in the file; none when it is not written there.
    pub(super) ranges: Vec<Range<usize>>,
    /// The same in words: `line 3, columns 6–20`.
    pub(super) words: String,
}

impl Place {
    /// Where `span`, of any text, came from. Of a variable's value that is where it is used and where it was set.
    pub(super) fn of(answer: &Answer, span: Span) -> Self {
        Self::among(answer, &[], span)
    }

    /// The same of a span that may be one of other sources than the answer knows.
    pub(super) fn among(answer: &Answer, sources: &[(TextId, Source)], span: Span) -> Self {
        if let Some((_, other)) = sources.iter().find(|(id, _)| *id == span.text)
            && answer.simulation.session.texts.source(span.text).is_none()
        {
            return Self::elsewhere(&supplier(other));
        }
        let file = answer.simulation.dockerfile.file.text;
        let texts = &answer.simulation.session.texts;
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut suppliers: Vec<String> = Vec::new();
        for piece in texts.trail(span) {
            for source in piece.written.into_iter().chain([piece.source]) {
                match texts.source(source.text) {
                    _ if source.text == file => ranges.push(source.range()),
                    Some(other) => suppliers.push(supplier(other)),
                    None => {}
                }
            }
        }
        let ranges = joined(ranges);
        suppliers.dedup();
        let lines = ranges.iter().map(|it| in_words(answer, it));
        let words: Vec<String> = lines.chain(suppliers).collect();
        Self {
            words: words.join("; "),
            ranges,
        }
    }

    /// Whole lines of the file.
    pub(super) fn of_lines(answer: &Answer, lines: LineRange) -> Self {
        let span = answer.simulation.dockerfile.line_span(lines);
        let words = match (lines.first, lines.last) {
            (first, last) if first == last => ["line ", &first.to_string()].concat(),
            (first, last) => ["lines ", &first.to_string(), "–", &last.to_string()].concat(),
        };
        Self {
            ranges: vec![span.range()],
            words,
        }
    }

    /// No characters of the file; only words.
    pub(super) fn elsewhere(words: &str) -> Self {
        Self {
            ranges: Vec::new(),
            words: words.to_owned(),
        }
    }

    /// Whether any of `spoken` is among its characters.
    pub(super) fn touches(&self, spoken: &Range<usize>) -> bool {
        self.ranges
            .iter()
            .any(|it| it.start < spoken.end && spoken.start < it.end)
    }

    /// Whether it is short enough to be marked in running text: a whole instruction would be marked all the time.
    pub(super) fn is_on_one_line(&self, answer: &Answer) -> bool {
        let line = |byte: usize| answer.text.line_of(byte);
        self.ranges
            .iter()
            .all(|it| line(it.start) == line(it.end.saturating_sub(1)))
    }

    /// As an attribute: `3-5 9-12`; the way back is [`read_ranges`].
    pub(super) fn attribute(&self) -> String {
        let ranges = self.ranges.iter();
        let written: Vec<String> = ranges
            .map(|it| format!("{}-{}", it.start, it.end))
            .collect();
        written.join(" ")
    }
}

/// A place in words; as a button that leads to its characters, where it has any.
pub(super) fn go_to(place: &Place) -> Html {
    if place.ranges.is_empty() {
        return html! { <span class="from">{ &place.words }</span> };
    }
    html! {
        <span class="piece place" role="button" tabindex="0" title="Show in the file" data-from={place.attribute()}>
            { &place.words }
        </span>
    }
}

/// Reads what [`Place::attribute`] wrote.
pub(super) fn read_ranges(attribute: &str) -> Vec<Range<usize>> {
    let pairs = attribute.split(' ').filter_map(|it| it.split_once('-'));
    pairs
        .filter_map(|(start, end)| Some(start.parse().ok()?..end.parse().ok()?))
        .collect()
}

/// Neighbours become one; the order of the file.
fn joined(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    // Pieces come nearly in order, so each goes to the end or close to it.
    let mut ordered: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        let at = ordered.partition_point(|it| it.start <= range.start);
        ordered.insert(at, range);
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ordered {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => joined.push(range),
        }
    }
    joined
}

/// `line 3, columns 6–20`.
pub(super) fn in_words(answer: &Answer, range: &Range<usize>) -> String {
    let text = answer.text.as_str();
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let from = answer.index.line_column(text, at(range.start));
    let last = text
        .get(range.clone())
        .and_then(|it| it.char_indices().next_back())
        .map_or(range.start, |(offset, _)| range.start + offset);
    let to = answer.index.line_column(text, at(last));
    let (line, column) = (from.line.to_string(), from.column.to_string());
    match (from.line == to.line, from.column == to.column) {
        (true, true) => ["line ", &line, ", column ", &column].concat(),
        (true, false) => [
            "line ",
            &line,
            ", columns ",
            &column,
            "–",
            &to.column.to_string(),
        ]
        .concat(),
        (false, _) => ["lines ", &line, "–", &to.line.to_string()].concat(),
    }
}

/// Who supplied characters that do not stand in the file.
fn supplier(source: &Source) -> String {
    match source {
        Source::File { name } => name.clone(),
        Source::BaseImage { image } => ["base image ", image].concat(),
        Source::BuildArgument { name } => ["--build-arg ", name].concat(),
        Source::RunOption { option } if option == "arguments" => {
            "arguments of docker run".to_owned()
        }
        Source::RunOption { option } => ["docker run ", option].concat(),
        Source::Builder { what } => ["BuildKit’s ", what].concat(),
        Source::Engine { what } => ["Docker’s ", what].concat(),
        Source::Shell { what } => ["the shell’s ", what].concat(),
        Source::Program { name } => ["program ", name].concat(),
        Source::Unknown { why } => ["not known: ", why].concat(),
    }
}

#[cfg(test)]
mod tests {
    use shellform::Input;

    use super::{Place, joined, read_ranges};
    use crate::state::Answer;

    #[track_caller]
    fn check(text: &str, argument: usize, expected: &str) {
        let answer = Answer::new(Input::dockerfile(text));
        let argument = answer.simulation.launch.as_ref().unwrap().pid1[argument];
        assert_eq!(Place::of(&answer, argument).words, expected);
    }

    #[test]
    fn places_are_told_as_people_count() {
        check("FROM debian\nCMD [\"ä\", \"b\"]", 1, "line 2, column 12");
        check("FROM debian\nCMD echo hi", 2, "line 2, columns 5–11");
        check("FROM debian\nCMD echo hi", 0, "BuildKit’s default shell");
    }

    #[test]
    fn lines_are_told_without_columns() {
        let answer = Answer::new(Input::dockerfile("FROM debian\nCMD a \\\n b\n"));
        let instructions = &answer.simulation.dockerfile.instructions;
        let words = |index: usize| Place::of_lines(&answer, instructions[index].lines).words;
        assert_eq!([words(0), words(1)], ["line 1", "lines 2–3"]);
    }

    #[test]
    fn an_attribute_is_read_again() {
        let place = Place {
            ranges: vec![3..5, 9..12],
            words: String::new(),
        };
        assert_eq!(read_ranges(&place.attribute()), place.ranges);
        assert_eq!(read_ranges(""), []);
    }

    #[test]
    fn neighbours_are_one_place() {
        assert_eq!(joined(vec![4..6, 0..2, 2..3]), [0..3, 4..6]);
    }
}
