//! What the shell makes of a command: how it ends, what it prints, which programs it starts.
//!
//! A worker says it, a moment after the rest is drawn. Until it has answered what is open, its last answer stays,
//! paler and without places.

use shellform::document::Block;
use shellform::explain::FollowedFinding;
use shellform::text::{Source, TextId};
use yew::{Html, classes, html};

use super::{Draw, Spans, blocks, chapters};
use crate::state::{Failure, Said, Shell};

/// Of the command that the container starts.
pub(super) fn launch(cx: &Draw<'_>) -> Html {
    heard(cx, |said| told(cx, said, &said.followed.launch))
}

/// Of the line or the file that starts the container: the argv, what becomes of it, and how it gets there.
pub(super) fn started(cx: &Draw<'_>) -> Html {
    heard(cx, |said| {
        let Some(started) = &said.followed.started else {
            return loading();
        };
        let cx = &cx.with(spans_of(cx, said, &started.sources));
        html! {
            <>
                { blocks::draw(cx, &started.blocks) }
                { becomes(cx, &started.becomes) }
                if started.blocks.iter().any(is_chapter) {
                    <details class="why">
                        <summary>{ "How Docker gets there" }</summary>
                        { chapters::draw(cx, &started.blocks) }
                    </details>
                }
            </>
        }
    })
}

fn is_chapter(block: &Block) -> bool {
    matches!(block, Block::Chapter { .. })
}

fn heard<'d>(cx: &'d Draw<'_>, draw: impl FnOnce(&'d Said) -> Html) -> Html {
    match cx.shell {
        Shell::Loading => loading(),
        Shell::Failed(failure) => html! {
            <div class="followed"><p class="hint" role="status">{ sentence(*failure) }</p></div>
        },
        Shell::Said(said) => draw(said),
    }
}

fn loading() -> Html {
    html! {
        <div class="followed is-pending"><p class="hint" role="status">{ "The shell is being loaded…" }</p></div>
    }
}

/// Of the `RUN` at the cursor.
pub(super) fn run(cx: &Draw<'_>, instruction: usize) -> Html {
    match cx.shell {
        Shell::Said(said) if said.question.instruction == instruction => {
            told(cx, said, &said.followed.run)
        }
        Shell::Loading | Shell::Said(_) | Shell::Failed(_) => Html::default(),
    }
}

fn sentence(failure: Failure) -> &'static str {
    match failure {
        Failure::Missing => {
            "The shell could not be loaded, so this page does not say what becomes of the command. The command line shellform does."
        }
        Failure::TooLong => "Simulating the shell took too long, so it was stopped.",
        Failure::Broken => {
            "The simulation of the shell has ended by itself. That is a mistake of Shellform."
        }
    }
}

fn told(cx: &Draw<'_>, said: &Said, content: &[Block]) -> Html {
    becomes(
        &cx.with(spans_of(cx, said, &said.followed.sources)),
        content,
    )
}

/// The spans of what was said; of an earlier answer they lead nowhere.
fn spans_of<'d>(cx: &Draw<'_>, said: &Said, sources: &'d [(TextId, Source)]) -> Spans<'d> {
    match said.question.round == cx.question.round {
        true => Spans::Followed(sources),
        false => Spans::Past,
    }
}

fn becomes(cx: &Draw<'_>, content: &[Block]) -> Html {
    if content.is_empty() {
        return Html::default();
    }
    let is_past = matches!(cx.spans, Spans::Past);
    html! {
        <div class={classes!("followed", is_past.then_some("is-past"))} aria-busy={is_past.then_some("true")}>
            <h3>{ "What becomes of it" }</h3>
            { blocks::draw(cx, content) }
        </div>
    }
}

/// Why the shell refuses the script of an instruction.
pub(super) fn findings_of(cx: &Draw<'_>, instruction: usize) -> Html {
    findings(cx, |it| it == Some(instruction))
        .into_iter()
        .collect()
}

/// Why shells refuse the scripts of other instructions.
pub(super) fn findings_elsewhere(cx: &Draw<'_>, explained: Option<usize>) -> Vec<Html> {
    findings(cx, |it| it != explained)
}

/// The findings about certain instructions.
fn findings(cx: &Draw<'_>, is_wanted: impl Fn(Option<usize>) -> bool) -> Vec<Html> {
    let Shell::Said(said) = cx.shell else {
        return Vec::new();
    };
    if said.question.round != cx.question.round {
        return Vec::new();
    }
    let cx = cx.with(Spans::Followed(&said.followed.sources));
    let found = said.followed.findings.iter();
    found
        .filter(|it| is_wanted(instruction_of(&cx, it)))
        .map(|it| blocks::draw(&cx, &it.blocks))
        .collect()
}

/// The instruction that a finding is about.
fn instruction_of(cx: &Draw<'_>, found: &FollowedFinding) -> Option<usize> {
    let file = cx.answer.simulation.dockerfile.file.text;
    let written = found.spans.first().filter(|it| it.text == file)?;
    cx.answer.instruction_at(written.start as usize)
}
