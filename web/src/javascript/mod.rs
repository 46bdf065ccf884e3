//! The interface for other programs in a page: `simulate(input)` gives the report, and nothing else.
//!
//! ```js
//! import init, { simulate } from "./shellform.js";
//! await init();
//! const report = simulate({ text: 'FROM debian:12\nCMD ["deploy.sh", "${API_KEY}"]' });
//! console.log(report.launch.argv.map((argument) => argument.text));
//! ```
//!
//! Input and report are plain objects of the shapes that `shellform schema input` and `shellform schema report`
//! describe; a string instead of an object is a Dockerfile.

mod value;

use js_sys::{JSON, TypeError};
use serde::Deserialize;
use shellform::{Input, report};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use self::value::Value;

/// Simulates a Dockerfile: what Docker runs, and why, as a report.
///
/// # Errors
///
/// Throws a `TypeError` that says which part of `input` cannot be understood.
#[wasm_bindgen]
pub fn simulate(input: &JsValue) -> Result<JsValue, JsValue> {
    let input = understand(input)?;
    let simulation = shellform::simulate(&input);
    let json = serde_json::to_string(&report::report(&simulation));
    JSON::parse(&json.map_err(|error| complaint(&error.to_string()))?)
}

fn understand(input: &JsValue) -> Result<Input, JsValue> {
    if let Some(text) = input.as_string() {
        return Ok(Input::dockerfile(text));
    }
    if !input.is_object() || input.is_instance_of::<js_sys::Array>() {
        return Err(complaint(
            "expected an object like { text: \"FROM …\" }, or a string",
        ));
    }
    let input = Value::from(input.clone());
    Input::deserialize(input).map_err(|error| complaint(&error.to_string()))
}

fn complaint(problem: &str) -> JsValue {
    TypeError::new(&format!("shellform: the input cannot be used: {problem}")).into()
}
