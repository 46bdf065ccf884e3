//! dumb-init: it starts its command in a session of its own, and passes every signal on to all of that session.

use super::super::docker_init::{Reach, start_under};
use crate::kernel::{End, Image, Process};

/// Where the command begins among the arguments behind the name; nothing with options that change what it does.
pub(super) fn command(arguments: &[&str]) -> Option<usize> {
    match arguments {
        ["--", _, ..] => Some(1),
        [first, ..] if !first.starts_with('-') => Some(0),
        _ => None,
    }
}

/// Starts the command that begins at `at` behind the name.
pub(super) async fn run(process: &mut Process, image: Image, at: usize) -> End {
    let words = image.argv.get(at + 1..).unwrap_or_default().to_vec();
    start_under(process, words, image.environment, Reach::Everyone).await
}
