//! What the container runs, at a glance: the argv of the first process, or why there is none.

use shellform::document::{Argument, Block};
use shellform::explain;
use shellform::knowledge::Known;
use shellform::launch::LaunchPlan;
use yew::{Html, html};

use super::places::Place;
use super::{Draw, argv, blocks};
use crate::state::Answer;

/// The answer in one line, for those who listen.
pub(crate) fn in_words(answer: &Answer) -> String {
    let simulation = &answer.simulation;
    if let Some(refusal) = simulation.refusal() {
        return ["Docker refuses this file: ", &refusal.message].concat();
    }
    match &simulation.launch {
        Some(launch) if !launch.pid1.is_empty() => {
            let count = launch.pid1.len().to_string();
            let program = simulation.str(launch.pid1[0]);
            ["The container runs ", program, ", argv of ", &count].concat()
        }
        Some(_) | None => "There is nothing to run".to_owned(),
    }
}

/// Draws it.
pub(super) fn draw(cx: &Draw<'_>) -> Html {
    let simulation = &cx.answer.simulation;
    let content = match (simulation.refusal(), &simulation.launch) {
        (Some(refusal), _) => {
            let place = Place::of(cx.answer, refusal.span);
            verdict(cx, "Docker refuses this file", &refusal.message, &place)
        }
        (None, Some(launch)) => plan(cx, launch),
        (None, None) => html! { <p>{ "There is no image to start." }</p> },
    };
    html! {
        <section class="launch" aria-labelledby="launch-title">
            <h2 id="launch-title" tabindex="-1">{ "What the container runs" }</h2>
            { content }
        </section>
    }
}

fn verdict(cx: &Draw<'_>, title: &str, message: &str, place: &Place) -> Html {
    let hint = cx
        .answer
        .simulation
        .dockerfile
        .instructions
        .iter()
        .all(|it| it.keyword != shellform::dockerfile::Keyword::From);
    html! {
        <div class="message is-error">
            <p><strong class="speaker">{ title }</strong></p>
            <p><code>{ message }</code></p>
            <p class="piece-line">{ go_to(place) }</p>
            if hint {
                <p>{ "There is no " }<code>{ "FROM" }</code>
                    { ". To look at single instructions, choose so under " }<em>{ "Options" }</em>{ "." }</p>
            }
        </div>
    }
}

/// A button that leads to characters of the file.
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

fn plan(cx: &Draw<'_>, launch: &LaunchPlan) -> Html {
    let arguments: Vec<Argument> = launch
        .pid1
        .iter()
        .map(|it| argv::argument(cx.answer, *it))
        .collect();
    let assumptions = launch
        .assumptions
        .iter()
        .map(|it| html! { <li>{ it }</li> });
    html! {
        <>
            if let Some(message) = &launch.nothing_to_run {
                { verdict(cx, "There is nothing to run", message, &Place { ranges: Vec::new(), words: String::new() }) }
            } else {
                <p class="lead">{ "Process 1, argument by argument" }</p>
                { argv::draw(cx, &arguments) }
            }
            { circumstances(cx, launch) }
            if !launch.assumptions.is_empty() {
                <ul class="assumptions"><li class="assumed">{ "Assumed:" }</li>{ for assumptions }</ul>
            }
            <details class="why">
                <summary>{ "How it comes to that" }</summary>
                { blocks::draw(cx, &below_title(explain::launch(&cx.answer.simulation).blocks)) }
            </details>
        </>
    }
}

/// Where and as whom it runs.
fn circumstances(cx: &Draw<'_>, launch: &LaunchPlan) -> Html {
    let text = |span| cx.answer.simulation.str(span).to_owned();
    let directory = match &launch.working_dir {
        Known::Yes((directory, _)) => (text(*directory), Place::of(cx.answer, *directory)),
        Known::No(why) => unknown(&why.to_string()),
    };
    let user = match &launch.user {
        Known::Yes(Some((user, _))) => (text(*user), Place::of(cx.answer, *user)),
        Known::Yes(None) => (
            "root".to_owned(),
            Place {
                ranges: Vec::new(),
                words: "nobody set another".to_owned(),
            },
        ),
        Known::No(why) => unknown(&why.to_string()),
    };
    let rows = [("Directory", directory), ("User", user)].map(|(name, (value, place))| {
        html! { <div><dt>{ name }</dt><dd><code>{ value }</code>{ " " }{ go_to(&place) }</dd></div> }
    });
    html! { <dl class="circumstances">{ for rows }</dl> }
}

fn unknown(why: &str) -> (String, Place) {
    let words = why.to_owned();
    (
        "not known".to_owned(),
        Place {
            ranges: Vec::new(),
            words,
        },
    )
}

/// A document without its title, where the page has one.
pub(super) fn below_title(blocks: Vec<Block>) -> Vec<Block> {
    let is_title = |it: &Block| matches!(it, Block::Title(_));
    blocks.into_iter().filter(|it| !is_title(it)).collect()
}
