//! The top of the page: name, examples, link, theme, help.

use web_sys::{Element, HtmlDialogElement, MouseEvent};
use yew::{Callback, Html, NodeRef, TargetCast, UseReducerDispatcher, html};

use super::{page, share};
use crate::examples::{EXAMPLES, Example};
use crate::state::{Action, State, Theme};

/// Draws it.
pub(super) fn draw(
    state: &State,
    dispatch: &UseReducerDispatcher<State>,
    replace_all: &Callback<(String, usize)>,
    help: &NodeRef,
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
                { help_button(help) }
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

fn examples(replace_all: &Callback<(String, usize)>) -> Html {
    let items = EXAMPLES.iter().map(|it| example(it, replace_all));
    html! {
        <details class="menu" name="menu">
            <summary id="examples">{ "Examples" }</summary>
            <ul>{ for items }</ul>
        </details>
    }
}

fn example(example: &'static Example, replace_all: &Callback<(String, usize)>) -> Html {
    let replace_all = replace_all.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let button = event.target_dyn_into::<Element>();
        let menu = button.and_then(|it| it.closest("details").ok().flatten());
        if let Some(menu) = menu {
            let _ = menu.remove_attribute("open");
        }
        replace_all.emit((example.text.to_owned(), example.line));
    });
    html! {
        <li><button type="button" {onclick}><strong>{ example.title }</strong><span>{ example.question }</span></button></li>
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

fn help_button(help: &NodeRef) -> Html {
    let help = help.clone();
    let onclick = Callback::from(move |_| open(&help));
    html! {
        <button type="button" class="quiet" id="help-button" aria-label="Help" title="Help and keys" {onclick}>
            <span aria-hidden="true">{ "?" }</span>
        </button>
    }
}

/// Opens a dialog.
pub(super) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        // Fails only for a dialog that is open already.
        let _ = dialog.show_modal();
    }
}
