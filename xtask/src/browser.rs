//! Browsers: the reader's own, and the one that tests drive.

use std::env;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::debian;
use crate::process::{announce, find_program};

/// Names under which distributions install Chromium or Chrome.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The program through which tests drive Chromium.
const DRIVER: &[&str] = &["chromedriver"];

/// Opens the reader's browser; where there is no screen or no opener, the printed address must do.
pub(crate) fn open(address: &str) {
    let Some(opener) = opener() else {
        return;
    };
    let started = Command::new(opener)
        .arg(address)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        announce(&format!("`{opener}` could not be started: {error}"));
    }
}

fn opener() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        return Some("open");
    }
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|variable| env::var_os(variable).is_some_and(|value| !value.is_empty()));
    (has_display && find_program(&["xdg-open"]).is_some()).then_some("xdg-open")
}

/// Sets up Chromium and its driver for the tests, or says how.
pub(crate) fn provide_driven() -> Result<()> {
    if find_program(CHROMIUM).is_some() && find_program(DRIVER).is_some() {
        return Ok(());
    }
    debian::install(&["chromium", "chromium-driver"])
}
