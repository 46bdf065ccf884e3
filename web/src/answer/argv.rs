//! An argument vector, each argument in a box of its own, each piece leading to where it is written.

use shellform::document::{Argument, ArgumentPiece};
use shellform::text::Span;
use yew::{Html, classes, html};

use super::Draw;
use super::characters;
use super::places::Place;
use crate::state::Answer;

/// Longer arguments are folded, in bytes.
const LONG: usize = 1200;

/// An argument of a simulation, piece by piece.
pub(super) fn argument(answer: &Answer, span: Span) -> Argument {
    let text = answer.simulation.str(span);
    let pieces = answer.simulation.session.texts.trail(span);
    let pieces = pieces.map(|piece| ArgumentPiece {
        text: text
            .get(piece.start as usize..piece.end as usize)
            .unwrap_or_default()
            .to_owned(),
        source: piece.written.unwrap_or(piece.source),
        supplier: None,
    });
    Argument {
        pieces: pieces.collect(),
    }
}

/// Draws an argument vector.
pub(super) fn draw(cx: &Draw<'_>, arguments: &[Argument]) -> Html {
    let items = arguments.iter().enumerate().map(|(index, argument)| {
        let program = (index == 0).then(|| html! { <span class="program">{ "program" }</span> });
        html! {
            <li>
                <span class="index"><span class="argv">{ "argv" }</span>{ "[" }{ index }{ "]" }{ program }</span>
                { boxed(cx, argument) }
            </li>
        }
    });
    html! { <ol class="arguments">{ for items }</ol> }
}

fn boxed(cx: &Draw<'_>, argument: &Argument) -> Html {
    let length: usize = argument.pieces.iter().map(|it| it.text.len()).sum();
    let places: Vec<Place> = argument
        .pieces
        .iter()
        .map(|it| cx.place(it.source))
        .collect();
    let pieces = argument.pieces.iter().zip(&places);
    let pieces: Html = pieces.map(|(it, place)| piece(cx, it, place)).collect();
    let content = html! { <code class="argument">{ pieces }</code> };
    let content = match length {
        0..LONG => content,
        _ => html! {
            <details><summary>{ length }{ " bytes" }</summary>{ content }</details>
        },
    };
    html! { <div class="boxed">{ content }<span class="from">{ origin(&places) }</span></div> }
}

/// Where several arguments came from as a whole.
pub(super) fn place(answer: &Answer, arguments: &[Span]) -> Place {
    let places = arguments.iter().map(|it| Place::of(answer, *it));
    let places: Vec<Place> = places.collect();
    Place {
        words: origin(&places),
        ranges: places.into_iter().flat_map(|it| it.ranges).collect(),
    }
}

/// Several places in short.
fn origin(places: &[Place]) -> String {
    let mut words: Vec<&str> = places.iter().map(|it| it.words.as_str()).collect();
    words.dedup();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => {
            let ends = [first, last].map(|it| it.split(", ").next().unwrap_or(it));
            match (
                ends[0] == ends[1],
                ends[0].strip_prefix("line "),
                ends[1].strip_prefix("line "),
            ) {
                (true, _, _) => ends[0].to_owned(),
                (false, Some(from), Some(to)) => format!("lines {from}–{to}"),
                (false, _, _) => ends.join(", "),
            }
        }
    }
}

fn piece(cx: &Draw<'_>, piece: &ArgumentPiece, place: &Place) -> Html {
    let is_linked = place.touches(&cx.spoken);
    let supplied = place.ranges.is_empty();
    let class = classes!(
        "piece",
        is_linked.then_some("is-linked"),
        supplied.then_some("is-supplied")
    );
    let description = ["from ", &place.words].concat();
    html! {
        <span {class} role="button" tabindex="0" title={description} data-from={place.attribute()}>
            { characters::draw(&piece.text) }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, origin};

    #[track_caller]
    fn check(words: &[&str], expected: &str) {
        let place = |words: &&str| Place {
            ranges: Vec::new(),
            words: (*words).to_owned(),
        };
        let places: Vec<Place> = words.iter().map(place).collect();
        assert_eq!(origin(&places), expected);
    }

    #[test]
    fn the_origin_of_several_pieces_is_told_in_short() {
        check(&["line 3, columns 5–9"], "line 3, columns 5–9");
        check(
            &[
                "line 3, columns 5–9",
                "line 4, columns 1–2",
                "line 5, column 1",
            ],
            "lines 3–5",
        );
        check(&["line 3, columns 5–9", "line 3, columns 11–12"], "line 3");
        check(
            &["line 3, column 5", "base image a"],
            "line 3, base image a",
        );
    }
}
