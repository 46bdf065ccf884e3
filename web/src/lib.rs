//! Shellform in a browser: the playground, and the function `simulate` for other pages.
//!
//! [`state`] holds what the playground knows and how it changes; everything else draws it. The simulation itself is
//! the crate `shellform`: nothing here decides what Docker does.

mod answer;
mod app;
mod editor;
mod examples;
mod fragment;
mod javascript;
mod options;
mod secrets;
mod state;
mod worker;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

pub use javascript::simulate;

/// The element that the playground is drawn into.
const PLACE: &str = "playground";

/// Draws the playground, where the page has a place for it; other pages only get their functions.
///
/// # Errors
///
/// None that is ours: only what the browser throws.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|it| it.document());
    if let Some(place) = document.and_then(|it| it.get_element_by_id(PLACE)) {
        yew::Renderer::<app::App>::with_root(place).render();
    }
    Ok(())
}
