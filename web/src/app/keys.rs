//! Keys that work outside of text fields; the help in `index.html` lists them.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::UseReducerDispatcher;

use super::page;
use crate::state::{Action, State};

/// Listens as long as the page lives.
pub(super) fn listen(
    dispatch: &UseReducerDispatcher<State>,
) -> impl FnOnce(&()) -> Box<dyn FnOnce()> + use<> {
    let dispatch = dispatch.clone();
    move |()| {
        let Some(document) = page::window().and_then(|it| it.document()) else {
            return Box::new(|| {});
        };
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    react(event, &dispatch);
                }
            });
        Box::new(move || drop(listener))
    }
}

fn react(event: &KeyboardEvent, dispatch: &UseReducerDispatcher<State>) {
    let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_within = |selector: &str| {
        element
            .as_ref()
            .is_some_and(|it| it.closest(selector).ok().flatten().is_some())
    };
    let key = event.key();
    if key == "Escape" && is_within("#editor") && !event.is_composing() {
        page::focus("launch-title");
        return;
    }
    let is_combined = event.ctrl_key() || event.alt_key() || event.meta_key();
    if is_combined || is_within("input, textarea, select, dialog") {
        return;
    }
    match key.as_str() {
        "e" => page::focus("editor"),
        "a" => page::focus("launch-title"),
        "o" => page::focus("options"),
        "x" => page::focus("examples"),
        "t" => dispatch.dispatch(Action::ToggledTheme),
        "?" => page::show_help(),
        _ => return,
    }
    event.prevent_default();
}
