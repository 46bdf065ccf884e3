//! Keys that work outside of text fields.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::{NodeRef, UseReducerDispatcher};

use super::{header, page};
use crate::state::{Action, State};

/// A key and what it does, for the help.
pub(super) struct Key {
    pub(super) key: &'static str,
    pub(super) does: &'static str,
}

/// All of them.
pub(super) const KEYS: &[Key] = &[
    Key {
        key: "e",
        does: "to the editor",
    },
    Key {
        key: "a",
        does: "to the answer",
    },
    Key {
        key: "o",
        does: "to the options",
    },
    Key {
        key: "x",
        does: "to the examples",
    },
    Key {
        key: "t",
        does: "light, dark, or as the system has it",
    },
    Key {
        key: "?",
        does: "this help",
    },
];

/// Listens as long as the page lives.
pub(super) fn listen(
    dispatch: &UseReducerDispatcher<State>,
    help: &NodeRef,
) -> impl FnOnce(&()) -> Box<dyn FnOnce()> + use<> {
    let (dispatch, help) = (dispatch.clone(), help.clone());
    move |()| {
        let Some(document) = page::window().and_then(|it| it.document()) else {
            return Box::new(|| {});
        };
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    react(event, &dispatch, &help);
                }
            });
        Box::new(move || drop(listener))
    }
}

fn react(event: &KeyboardEvent, dispatch: &UseReducerDispatcher<State>, help: &NodeRef) {
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
        "?" => header::open(help),
        _ => return,
    }
    event.prevent_default();
}
