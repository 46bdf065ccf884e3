//! Passing on what is shown: a link, or the file when it is too long for one.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, HtmlAnchorElement, Url};
use yew::{Callback, Html, UseReducerDispatcher, html};

use super::page;
use crate::fragment;
use crate::state::{Action, Notice, State};

/// The button that copies the link, with a warning where one is due.
pub(super) fn button(state: &State, dispatch: &UseReducerDispatcher<State>) -> Html {
    if let Some(too_long) = state.link.too_long {
        let kilobytes = too_long.length.div_ceil(1024);
        let text = state.text.as_str().to_owned();
        let onclick = Callback::from(move |_| download(&text));
        let title = format!(
            "A link would be {kilobytes} kB long; many programs cut it. Pass on the file instead."
        );
        return html! {
            <span class="share"><span class="caution" role="note">{ title }</span>
                <button type="button" id="download" {onclick}>{ "Download" }</button></span>
        };
    }
    let (copied, dispatch) = (state.clone(), dispatch.clone());
    let onclick = Callback::from(move |_| copy(&copied, &dispatch));
    let caution = state.link.suspicious.as_ref().map(|name| {
        html! {
            <span class="caution" role="note">{ "The link contains the value of " }<code>{ name }</code></span>
        }
    });
    html! {
        <span class="share">{ caution }<button type="button" id="copy-link" {onclick}>{ "Copy link" }</button></span>
    }
}

fn copy(state: &State, dispatch: &UseReducerDispatcher<State>) {
    if let Ok(fragment) = fragment::encode(&state.shared()) {
        page::set_fragment(&fragment);
    }
    let Some(window) = page::window() else {
        return;
    };
    let dispatch = dispatch.clone();
    let is_allowed = window.is_secure_context();
    let notice = move |notice| dispatch.dispatch(Action::Noticed(Some(notice)));
    if !is_allowed {
        notice(Notice::NotCopied);
        return;
    }
    let promise = window.navigator().clipboard().write_text(&page::address());
    spawn_local(async move {
        match JsFuture::from(promise).await {
            Ok(_) => notice(Notice::Copied),
            Err(_) => notice(Notice::NotCopied),
        }
    });
}

/// Hands the text over as a file named `Dockerfile`.
fn download(text: &str) {
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence(&parts) else {
        return;
    };
    let document = page::window().and_then(|it| it.document());
    let link = document.and_then(|it| it.create_element("a").ok());
    let link = link.and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    if let (Some(link), Ok(url)) = (link, Url::create_object_url_with_blob(&blob)) {
        link.set_href(&url);
        link.set_download("Dockerfile");
        link.click();
        let _ = Url::revoke_object_url(&url);
    }
}
