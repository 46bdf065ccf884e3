//! What there is to tell that is not about the Dockerfile.

use yew::{Callback, Html, UseReducerDispatcher, html};

use crate::fragment::Damage;
use crate::state::{Action, Notice, State};

/// Draws it; nothing when there is nothing to tell.
pub(super) fn draw(state: &State, dispatch: &UseReducerDispatcher<State>) -> Html {
    let dispatch = dispatch.clone();
    let onclick = Callback::from(move |_| dispatch.dispatch(Action::Noticed(None)));
    let notice = state.notice.as_ref().map(|it| {
        html! {
            <p class="notice">{ sentence(it) }
                <button type="button" class="quiet" aria-label="Close" {onclick}>{ "×" }</button></p>
        }
    });
    html! { <div role="alert" id="notices">{ notice }</div> }
}

fn sentence(notice: &Notice) -> &'static str {
    match notice {
        Notice::Link(Damage::UnknownVersion) => {
            "This link is of a version that is not known here; what you see is not what it meant."
        }
        Notice::Link(Damage::Unreadable) => {
            "This link is damaged: a part of it is missing or was changed on the way. What you see is not what it meant."
        }
        Notice::Copied => {
            "The link is copied. It contains the file and all options; nothing was sent anywhere."
        }
        Notice::NotCopied => "The browser did not let us copy. The link is in the address bar.",
    }
}
