//! The top of the page: name, examples, link, theme, help.

use web_sys::MouseEvent;
use yew::{Callback, Html, UseReducerDispatcher, html};

use super::{page, share};
use crate::examples::{EXAMPLES, Example};
use crate::state::{Action, State, Theme};

/// The id of the menu.
const EXAMPLES_ID: &str = "examples-menu";

/// Draws it.
pub(super) fn draw(
    state: &State,
    dispatch: &UseReducerDispatcher<State>,
    replace_all: &Callback<(String, usize)>,
) -> Html {
    html! {
        <header>
            { skip_link() }
            <div class="name">
                <h1>{ "Shellform" }</h1>
                <p>{ "What exactly does Docker run, and why?" }</p>
            </div>
            <nav aria-label="Playground">
                { examples(replace_all) }
                { share::button(state, dispatch) }
                { theme_button(state.theme, dispatch) }
                { help_button() }
            </nav>
        </header>
    }
}

/// Not a plain link: what is behind `#` is the state.
fn skip_link() -> Html {
    let onclick = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        page::focus("launch-title");
    });
    html! { <a class="skip" href="#" {onclick}>{ "Skip to the answer" }</a> }
}

/// The menu is a popover of the browser's own: Escape, a press elsewhere and a choice close it.
fn examples(replace_all: &Callback<(String, usize)>) -> Html {
    let items = EXAMPLES.iter().map(|it| example(it, replace_all));
    html! {
        <>
            <button type="button" id="examples" class="opens" popovertarget={EXAMPLES_ID}>{ "Examples" }</button>
            <ul id={EXAMPLES_ID} class="menu" popover="auto">{ for items }</ul>
        </>
    }
}

fn example(example: &'static Example, replace_all: &Callback<(String, usize)>) -> Html {
    let replace_all = replace_all.clone();
    let onclick =
        Callback::from(move |_| replace_all.emit((example.text.to_owned(), example.line)));
    html! {
        <li>
            <button type="button" popovertarget={EXAMPLES_ID} popovertargetaction="hide" {onclick}>
                <strong>{ example.title }</strong><span>{ example.question }</span>
            </button>
        </li>
    }
}

fn theme_button(theme: Theme, dispatch: &UseReducerDispatcher<State>) -> Html {
    let dispatch = dispatch.clone();
    let onclick = Callback::from(move |_| dispatch.dispatch(Action::ToggledTheme));
    let sign = match theme {
        Theme::System => "◐",
        Theme::Light => "☀",
        Theme::Dark => "☾",
    };
    let name = ["Theme: ", theme.name()].concat();
    html! {
        <button type="button" id="theme" class="quiet" title={name.clone()} aria-label={name} {onclick}>
            <span aria-hidden="true">{ sign }</span>
        </button>
    }
}

fn help_button() -> Html {
    html! {
        <button type="button" class="quiet" id="help-button" aria-label="Help" title="Help and keys" onclick={|_| page::show_help()}>
            <span aria-hidden="true">{ "?" }</span>
        </button>
    }
}
