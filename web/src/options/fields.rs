//! The fields that options are made of.

use wasm_bindgen::JsCast;
use web_sys::{
    HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent, KeyboardEvent,
};
use yew::{Callback, Event, Html, TargetCast, UseReducerDispatcher, html};

use crate::state::{Action, Change, State};

/// Sends a change.
pub(super) type Dispatch = UseReducerDispatcher<State>;

/// What is said about a field.
pub(super) struct Label {
    /// The field's name in the page, for labels and tests.
    pub(super) id: &'static str,
    /// What it is.
    pub(super) name: &'static str,
    /// The option of Docker it stands for.
    pub(super) flag: &'static str,
    /// What to write, as an example.
    pub(super) example: &'static str,
}

impl Label {
    pub(super) fn draw(&self) -> Html {
        html! {
            <label for={self.id}>{ self.name }if !self.flag.is_empty() { { " " }<code>{ self.flag }</code> }</label>
        }
    }
}

/// A line of text.
pub(super) fn text(
    dispatch: &Dispatch,
    label: &'static Label,
    value: &str,
    change: fn(String) -> Change,
) -> Html {
    html! { <div class="field">{ label.draw() }{ input(dispatch, label, value, None, change) }</div> }
}

/// A line of text with suggestions.
pub(super) fn suggesting(
    dispatch: &Dispatch,
    label: &'static Label,
    value: &str,
    list: &'static str,
    change: fn(String) -> Change,
) -> Html {
    html! { <div class="field">{ label.draw() }{ input(dispatch, label, value, Some(list), change) }</div> }
}

fn input(
    dispatch: &Dispatch,
    label: &'static Label,
    value: &str,
    list: Option<&'static str>,
    change: fn(String) -> Change,
) -> Html {
    let dispatch = dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            dispatch.dispatch(Action::ChangedOption(change(field.value())));
        }
    });
    html! {
        <input type="text" id={label.id} value={value.to_owned()} placeholder={label.example} {list} {oninput}
            autocomplete="off" autocapitalize="off" spellcheck="false" />
    }
}

/// A choice that is on or off; `change` gets the new one.
pub(super) fn switch(
    dispatch: &Dispatch,
    label: &'static Label,
    is_on: bool,
    change: fn(bool) -> Change,
) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            dispatch.dispatch(Action::ChangedOption(change(field.checked())));
        }
    });
    html! {
        <div class="field switch"><input type="checkbox" id={label.id} checked={is_on} {onchange} />{ label.draw() }</div>
    }
}

/// One of several; `change` gets the index.
pub(super) fn choice(
    dispatch: &Dispatch,
    label: &'static Label,
    choices: &[&'static str],
    chosen: usize,
    change: fn(usize) -> Change,
) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
            let index = usize::try_from(field.selected_index()).unwrap_or_default();
            dispatch.dispatch(Action::ChangedOption(change(index)));
        }
    });
    let choices = choices
        .iter()
        .enumerate()
        .map(|(index, it)| html! { <option selected={index == chosen}>{ *it }</option> });
    html! { <div class="field">{ label.draw() }<select id={label.id} {onchange}>{ for choices }</select></div> }
}

/// Several lines of text.
pub(super) fn lines(
    dispatch: &Dispatch,
    label: &'static Label,
    value: &str,
    problem: Option<String>,
    change: fn(String) -> Change,
) -> Html {
    let dispatch = dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
            dispatch.dispatch(Action::ChangedOption(change(field.value())));
        }
    });
    let error_id = [label.id, "-problem"].concat();
    let is_invalid = problem.is_some().then_some("true");
    html! {
        <div class="field wide">
            { label.draw() }
            <textarea id={label.id} rows="4" value={value.to_owned()} placeholder={label.example} {oninput}
                aria-invalid={is_invalid} aria-describedby={error_id.clone()} autocomplete="off" spellcheck="false" />
            <p class="problem" id={error_id} role="alert">{ problem }</p>
        </div>
    }
}

/// A list of texts: each row is one, exactly as it stands there; nothing is ever split.
pub(super) fn rows(
    dispatch: &Dispatch,
    label: &'static Label,
    rows: &[String],
    change: fn(Vec<String>) -> Change,
) -> Html {
    let send = {
        let dispatch = dispatch.clone();
        move |rows| dispatch.dispatch(Action::ChangedOption(change(rows)))
    };
    let items = (0..rows.len()).map(|index| row(&send, label, rows, index));
    let onclick = Callback::from({
        let (send, rows) = (send.clone(), rows.to_vec());
        move |_| send([rows.as_slice(), &[String::new()]].concat())
    });
    html! {
        <fieldset class="field wide" id={label.id}>
            <legend>{ label.name }{ " " }<code>{ label.flag }</code></legend>
            <ol>{ for items }</ol>
            <button type="button" aria-label={["Add: ", label.name].concat()} {onclick}>{ "+ Add" }</button>
        </fieldset>
    }
}

fn row(
    send: &(impl Fn(Vec<String>) + Clone + 'static),
    label: &'static Label,
    rows: &[String],
    index: usize,
) -> Html {
    let changed = {
        let (send, rows) = (send.clone(), rows.to_vec());
        move |value: String| {
            let mut rows = rows.clone();
            rows[index] = value;
            send(rows);
        }
    };
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(field) = field {
            changed(field.value());
        }
    });
    let without = {
        let mut rows = rows.to_vec();
        rows.remove(index);
        rows
    };
    let onclick = Callback::from({
        let send = send.clone();
        move |_| send(without.clone())
    });
    let with_next = {
        let mut rows = rows.to_vec();
        rows.insert(index + 1, String::new());
        rows
    };
    let onkeydown = Callback::from({
        let send = send.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                send(with_next.clone());
            }
        }
    });
    let name = format!("{} {}", label.name, index + 1);
    html! {
        <li>
            <textarea rows="1" aria-label={name.clone()} value={rows[index].clone()} placeholder={label.example}
                {oninput} {onkeydown} autocomplete="off" autocapitalize="off" spellcheck="false" />
            <button type="button" aria-label={["Remove ", &name].concat()} {onclick}>{ "×" }</button>
        </li>
    }
}
