//! What the container runs, at a glance: the argv of the first process and its forms, or why there is none.

use shellform::InputKind;
use shellform::build::SetBy;
use shellform::dockerfile::Keyword;
use shellform::document::Argument;
use shellform::explain;
use shellform::knowledge::Known;
use shellform::launch::{LaunchPlan, Part, Supplier};
use yew::{Callback, Html, UseReducerDispatcher, html};

use super::places::{self, Place};
use super::{Draw, argv, chapters, commands, shell};
use crate::state::{Action, Answer, Change, State};

/// The answer in one line, for those who listen.
pub(crate) fn in_words(answer: &Answer) -> String {
    let simulation = &answer.simulation;
    if let Some(refusal) = simulation.refusal() {
        return ["Docker refuses this file: ", &refusal.message].concat();
    }
    match &simulation.launch {
        _ if answer.is_started_elsewhere() => {
            "The typed line or file starts the container".to_owned()
        }
        Some(launch) if !launch.pid1.is_empty() => {
            let count = launch.pid1.len().to_string();
            let program = simulation.str(launch.pid1[0]);
            ["The container runs ", program, ", argv of ", &count].concat()
        }
        Some(_) | None => "There is nothing to run".to_owned(),
    }
}

/// Draws it.
pub(super) fn draw(cx: &Draw<'_>, dispatch: &UseReducerDispatcher<State>) -> Html {
    let simulation = &cx.answer.simulation;
    let content = match (simulation.refusal(), &simulation.launch) {
        (Some(refusal), _) => {
            let advice = advice(cx.answer, dispatch);
            verdict("Docker refuses this file", &refusal.message, advice)
        }
        (None, _) if cx.answer.is_started_elsewhere() => shell::started(cx),
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

fn verdict(title: &str, message: &str, advice: Html) -> Html {
    html! {
        <div class="message is-error">
            <p><strong class="speaker">{ title }</strong></p>
            <p><code>{ message }</code></p>
            { advice }
        </div>
    }
}

/// What to do about a refusal: where it is; without a `FROM`, the other way of reading the text.
fn advice(answer: &Answer, dispatch: &UseReducerDispatcher<State>) -> Html {
    let instructions = &answer.simulation.dockerfile.instructions;
    if instructions.is_empty() {
        return html! { <p>{ "Write or paste a Dockerfile, or choose one of the examples." }</p> };
    }
    if instructions.iter().all(|it| it.keyword != Keyword::From) {
        let dispatch = dispatch.clone();
        let onclick = Callback::from(move |_| {
            let change = Change::Kind(InputKind::Instruction);
            dispatch.dispatch(Action::ChangedOption(change));
        });
        return html! {
            <>
                <p>{ "There is no " }<code>{ "FROM" }</code>{ "; single instructions can be read without it." }</p>
                <button type="button" class="apply" id="without-from" {onclick}>{ "Read them as single instructions" }</button>
            </>
        };
    }
    let refusal = answer.simulation.refusal();
    let place = refusal.map(|it| Place::of(answer, it.span));
    html! { <p>{ for place.as_ref().map(places::go_to) }</p> }
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
                { verdict("There is nothing to run", message, nothing_says()) }
            } else {
                { parts(cx, launch) }
                { argv::draw(cx, &arguments) }
            }
            if launch.nothing_to_run.is_none() {
                { shell::launch(cx) }
            }
            { circumstances(cx, launch) }
            if !launch.assumptions.is_empty() {
                <ul class="assumptions"><li class="assumed">{ "Assumed:" }</li>{ for assumptions }</ul>
            }
            <details class="why">
                <summary>{ "How Docker gets there" }</summary>
                { chapters::draw(cx, &explain::launch(&cx.answer.simulation).blocks) }
            </details>
        </>
    }
}

/// Why there is nothing to run; an empty `--entrypoint` drops what the image has.
fn nothing_says() -> Html {
    html! {
        <p>{ "Nothing says what to start: no " }<code>{ "ENTRYPOINT" }</code>{ " and no " }<code>{ "CMD" }</code>
            { " in force, and no arguments of " }<code>{ "docker run" }</code>{ "." }</p>
    }
}

/// What the argv is made of: each part with who set it, and an instruction with its form.
fn parts(cx: &Draw<'_>, launch: &LaunchPlan) -> Html {
    let parts = [("ENTRYPOINT", &launch.entrypoint), ("CMD", &launch.command)];
    let parts = parts.into_iter().filter(|(_, it)| !it.argv.is_empty());
    let parts = parts.map(|(name, it)| html! { <li>{ part(cx, name, it) }</li> });
    html! { <ul class="forms">{ for parts }</ul> }
}

fn part(cx: &Draw<'_>, name: &str, part: &Part) -> Html {
    let name = html! { <code class="sf-keyword">{ name }</code> };
    match part.supplier {
        Supplier::Image(SetBy::Instruction(index)) => {
            let mut badges = cx.answer.badges.iter().map(|(_, it)| it);
            let badge = badges.find(|it| it.instruction == index);
            html! { <>{ name }{ for badge.map(|it| commands::form(cx, it)) }</> }
        }
        Supplier::Image(_) | Supplier::Operator(_) | Supplier::Engine => {
            html! { <>{ name }{ supplied(cx, part) }</> }
        }
    }
}

/// Where a part comes from, when it is no instruction of the file.
fn supplied(cx: &Draw<'_>, part: &Part) -> Html {
    places::go_to(&argv::place(cx.answer, &part.argv))
}

/// Where and as whom it runs.
fn circumstances(cx: &Draw<'_>, launch: &LaunchPlan) -> Html {
    let text = |span| cx.answer.simulation.str(span).to_owned();
    let directory = match &launch.working_dir {
        Known::Yes((directory, _)) => (text(*directory), cx.place(*directory)),
        Known::No(why) => unknown(&why.to_string()),
    };
    let user = match &launch.user {
        Known::Yes(Some((user, _))) => (text(*user), cx.place(*user)),
        Known::Yes(None) => ("root".to_owned(), Place::elsewhere("nothing sets another")),
        Known::No(why) => unknown(&why.to_string()),
    };
    let rows = [("Working directory", directory), ("User", user)].map(|(name, (value, place))| {
        html! { <div><dt>{ name }</dt><dd><code>{ value }</code>{ " " }{ places::go_to(&place) }</dd></div> }
    });
    html! { <dl class="circumstances">{ for rows }</dl> }
}

fn unknown(why: &str) -> (String, Place) {
    ("not known".to_owned(), Place::elsewhere(why))
}
