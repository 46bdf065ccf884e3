//! Runs of the program, as somebody at a terminal or a script sees them.
//!
//! What it prints is compared with the files of `cli/tests/golden`; `UPDATE_EXPECT=1` rewrites them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod batch;
mod colours;
mod file;
mod golden;
mod line;
mod run;
mod schemas;
mod sh;
mod unreadable;
