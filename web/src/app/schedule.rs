//! What happens by the clock: simulating after typing, keeping the address, telling those who listen.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::{UseReducerDispatcher, UseStateSetter};

use super::page;
use crate::answer;
use crate::fragment::{self, Shared};
use crate::state::{Action, Answer, Freshness, Options, State, Text, Theme};

/// After the last key, in milliseconds: a pause between two keys of a quick writer is longer.
const SIMULATE_AFTER: u32 = 40;

/// Texts longer than this, in bytes, are simulated after a longer pause, so that typing never waits.
const LONG_TEXT: usize = 50_000;

/// After the last key of a long text, in milliseconds.
const SIMULATE_LONG_AFTER: u32 = 160;

/// After the last change of text, options or line, in milliseconds.
const KEEP_AFTER: u32 = 500;

/// After an answer, in milliseconds: who still types does not want to be talked to.
const TELL_AFTER: u32 = 900;

/// What an effect leaves for when it ends.
type Cleanup = Box<dyn FnOnce()>;

fn after(milliseconds: u32, what: impl FnOnce() + 'static) -> Cleanup {
    let timeout = Timeout::new(milliseconds, what);
    Box::new(move || drop(timeout))
}

/// Simulates once nothing has changed for a moment.
pub(super) fn simulate(
    dispatch: &UseReducerDispatcher<State>,
    text_length: usize,
) -> impl FnOnce(&Freshness) -> Cleanup + use<> {
    let dispatch = dispatch.clone();
    let pause = match text_length {
        0..LONG_TEXT => SIMULATE_AFTER,
        _ => SIMULATE_LONG_AFTER,
    };
    move |freshness| match freshness {
        Freshness::Current => Box::new(|| {}),
        Freshness::Stale(_) => after(pause, move || dispatch.dispatch(Action::Simulate)),
    }
}

/// What the address keeps; cheap to compare, for that is done with every key.
#[derive(Clone, PartialEq)]
pub(super) struct Kept {
    text: Text,
    options: Rc<Options>,
    line: usize,
    theme: Theme,
}

/// What of a state the address keeps.
pub(super) fn kept(state: &State) -> Kept {
    Kept {
        text: state.text.clone(),
        options: state.options.clone(),
        line: state.text.line_of(state.selection.start) + 1,
        theme: state.theme,
    }
}

impl Kept {
    fn shared(&self) -> Shared {
        Shared {
            text: self.text.as_str().to_owned(),
            options: Options::clone(&self.options),
            line: self.line,
            theme: self.theme,
        }
    }
}

/// Keeps the state in the address; one that is too long is not kept.
pub(super) fn keep_in_address(
    dispatch: &UseReducerDispatcher<State>,
) -> impl FnOnce(&Kept) -> Cleanup + use<> {
    let dispatch = dispatch.clone();
    move |kept| {
        let kept = kept.clone();
        after(KEEP_AFTER, move || {
            let fragment = fragment::encode(&kept.shared());
            page::set_fragment(fragment.as_deref().unwrap_or_default());
            dispatch.dispatch(Action::Kept(fragment.err()));
        })
    }
}

/// Takes over an address that somebody enters or a link leads to.
pub(super) fn follow_address(
    dispatch: &UseReducerDispatcher<State>,
) -> impl FnOnce(&()) -> Cleanup + use<> {
    let dispatch = dispatch.clone();
    move |()| {
        let Some(window) = page::window() else {
            return Box::new(|| {});
        };
        let listener = EventListener::new(&window, "hashchange", move |_| {
            if let Some(shared) = fragment::decode(&page::fragment()) {
                dispatch.dispatch(Action::Loaded(Box::new(shared)));
            }
        });
        Box::new(move || drop(listener))
    }
}

/// Tells the answer in a sentence to those who listen instead of looking, once it has settled.
pub(super) fn announce(
    told: UseStateSetter<String>,
) -> impl FnOnce(&Rc<Answer>) -> Cleanup + use<> {
    move |answer| {
        let sentence = answer::in_words(answer);
        after(TELL_AFTER, move || told.set(sentence))
    }
}
