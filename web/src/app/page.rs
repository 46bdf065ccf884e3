//! The page around the playground: its address, its theme, its clock.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDialogElement, HtmlElement, Window};

use crate::state::Theme;

/// The mark at the first explanation, for those who measure.
const EXPLAINED: &str = "shellform-explained";

/// The page's window; there is always one where this runs.
pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

/// What is behind `#` in the address, with it.
pub(super) fn fragment() -> String {
    let hash = window().and_then(|it| it.location().hash().ok());
    hash.unwrap_or_default()
}

/// Writes what is behind `#`, without a new entry in the history.
pub(super) fn set_fragment(fragment: &str) {
    let history = window().and_then(|it| it.history().ok());
    if let Some(history) = history {
        let address = ["#", fragment].concat();
        // Pages in a sandbox may have no history; then there is nothing to keep.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// The address as it is now.
pub(super) fn address() -> String {
    window()
        .and_then(|it| it.location().href().ok())
        .unwrap_or_default()
}

/// Notes that the first explanation is there.
pub(super) fn mark_explained() {
    if let Some(performance) = window().and_then(|it| it.performance()) {
        let _ = performance.mark(EXPLAINED);
    }
}

/// Makes the page light or dark.
pub(super) fn set_theme(theme: Theme) {
    let root = window().and_then(|it| it.document()?.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("data-theme", theme.name());
    }
}

/// Opens the help, which stands in the page itself.
pub(super) fn show_help() {
    let element = window().and_then(|it| it.document()?.get_element_by_id("help"));
    let dialog = element.and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        // Fails only for a dialog that is open already.
        let _ = dialog.show_modal();
    }
}

/// Gives the focus to an element and shows it.
pub(super) fn focus(id: &str) {
    let element = window().and_then(|it| it.document()?.get_element_by_id(id));
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
