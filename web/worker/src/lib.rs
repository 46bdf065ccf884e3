//! The shells in a browser: what becomes of commands when they are started, step by step.
//!
//! This is a module of its own, several times as large as the page's. The page draws its first explanation without
//! it, then loads it into a worker (`web/assets/worker.js`): a script that goes on for long keeps only that waiting.
//!
//! ```js
//! import init, { follow } from "./follow.js";
//! await init();
//! const report = follow({ text: "FROM debian:12\nCMD for i in 1 2; do echo $i; done" });
//! console.log(report.launch.followed);
//! ```

mod session;
mod start;

use std::cell::RefCell;

use js_sys::{JSON, TypeError};
use shellform::{Input, report, simulate_and_follow};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use session::Session;

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
}

/// Answers the page: `input` as JSON, the configuration of its base image as it was written, what starts the container
/// (`line`, `file`, or nothing where the options of the input do; its text, the service or container, the variables of
/// the host with NUL between them), and the index of the instruction at the cursor.
/// Gives what [`shellform::explain::Followed`] unpacks.
#[wasm_bindgen]
#[must_use]
pub fn answer(
    input: &str,
    image_config: &str,
    starter: &str,
    text: &str,
    target: &str,
    host: &str,
    instruction: usize,
) -> String {
    let asked = [input, image_config, starter, text, target, host];
    SESSION.with_borrow_mut(|it| it.answer(&asked, instruction))
}

/// Simulates a Dockerfile as `simulate` of the page's module does, and follows its commands: the report tells what
/// they print, how they end, and which programs they start.
///
/// # Errors
///
/// Throws a `TypeError` that says which part of `input` cannot be understood.
#[wasm_bindgen]
pub fn follow(input: &JsValue) -> Result<JsValue, JsValue> {
    let input = match input.as_string() {
        Some(text) => Input::dockerfile(text),
        None => {
            let json = String::from(JSON::stringify(input)?);
            serde_json::from_str(&json).map_err(|error| complaint(&error.to_string()))?
        }
    };
    let simulation = simulate_and_follow(&input);
    let json = serde_json::to_string(&report::report(&simulation));
    JSON::parse(&json.map_err(|error| complaint(&error.to_string()))?)
}

fn complaint(problem: &str) -> JsValue {
    TypeError::new(&format!("shellform: the input cannot be used: {problem}")).into()
}
