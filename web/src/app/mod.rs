//! The playground: header, editor, options and answer side by side, and what happens by the clock.

mod header;
mod keys;
mod notices;
mod page;
mod schedule;
mod share;

use yew::{
    Html, NodeRef, component, html, use_callback, use_effect_with, use_memo, use_node_ref,
    use_reducer_eq, use_state_eq,
};

use crate::answer::AnswerView;
use crate::editor::{Editor, textarea};
use crate::options;
use crate::state::{State, Text};
use crate::worker::Client;
use crate::{examples, fragment};

/// The playground.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer_eq(|| State::begin(fragment::decode(&page::fragment())));
    let dispatch = state.dispatcher();
    let textarea = use_node_ref();
    use_effect_with((), |()| page::mark_explained());
    let client = use_memo((), |()| Client::new(dispatch.clone()));
    use_effect_with(state.question(), {
        let answer = state.answer.clone();
        move |question| client.ask(*question, answer)
    });
    use_effect_with(
        state.freshness,
        schedule::simulate(&dispatch, state.text.as_str().len()),
    );
    use_effect_with(schedule::kept(&state), schedule::keep_in_address(&dispatch));
    use_effect_with((), schedule::follow_address(&dispatch));
    use_effect_with(state.theme, |theme| page::set_theme(*theme));
    use_effect_with((), keys::listen(&dispatch));
    let told = use_state_eq(String::new);
    use_effect_with(state.answer.clone(), schedule::announce(told.setter()));
    let replace_all = use_callback(textarea.clone(), replace_all);
    html! {
        <>
            { header::draw(&state, &dispatch, &replace_all) }
            { notices::draw(&state, &dispatch) }
            <main>
                <div class="writing">
                    { caption(&state) }
                    <Editor text={state.text.clone()} selection={state.selection.clone()} answer={state.answer.clone()}
                        refused={state.refused.clone()} drift={state.drift} pointed={state.pointed.clone()} generation={state.generation} textarea={textarea.clone()}
                        dispatch={dispatch.clone()} />
                    <p class="hint" id="editor-hint">{ "Tab leaves the editor." }<span class="wide-only">
                        { " Point at a piece of the answer to see where it is written." }</span></p>
                    { options::draw(&state.options, &dispatch) }
                </div>
                <AnswerView answer={state.answer.clone()} question={state.question()} shell={state.shell.clone()}
                    instruction={state.instruction()}
                    spoken_of={state.spoken_of()} {textarea} {dispatch} />
            </main>
            <p class="unseen" role="status" id="announcer">{ &*told }</p>
        </>
    }
}

/// The question that the example in the editor answers.
fn caption(state: &State) -> Html {
    match examples::find(state.text.as_str()) {
        Some(example) => html! {
            <p class="caption"><strong>{ example.title }</strong>{ " " }{ example.question }</p>
        },
        None => html! { <p class="caption"><strong>{ "Your Dockerfile" }</strong></p> },
    }
}

/// Puts another text into the editor, in a way that can be undone; the caret goes to a line, from one.
fn replace_all((replacement, line): (String, usize), textarea: &NodeRef) {
    if let Some(element) = textarea::element(textarea) {
        let text = Text::new(&element.value());
        textarea::replace(&element, &text, &(0..text.as_str().len()), &replacement);
        let text = Text::new(&replacement);
        let start = text.line(line.saturating_sub(1)).start;
        textarea::select(&element, &text, &(start..start));
        element.set_scroll_top(0);
    }
}
