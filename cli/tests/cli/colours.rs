//! When there are colours: never in a pipe, unless somebody asks for them.

use crate::run::{file, finish, program};

/// Whether text comes with colours.
fn is_coloured(environment: &[(&str, &str)], arguments: &[&str]) -> bool {
    file("colours", "Dockerfile", "FROM debian:12\nCMD a\n");
    let arguments = [&["read"], arguments].concat();
    let mut command = program("colours", &arguments);
    command.envs(environment.iter().copied());
    let run = finish(command.spawn().unwrap(), "");
    assert_eq!(run.status, 0);
    run.stdout.contains('\u{1b}')
}

#[test]
fn a_pipe_has_none() {
    assert!(!is_coloured(&[], &[]));
    assert!(!is_coloured(&[("TERM", "xterm")], &["--color", "auto"]));
}

#[test]
fn the_option_decides() {
    assert!(is_coloured(
        &[("NO_COLOR", "1"), ("TERM", "dumb")],
        &["--color", "always"]
    ));
    assert!(!is_coloured(
        &[("CLICOLOR_FORCE", "1")],
        &["--color", "never"]
    ));
}

#[test]
fn the_environment_can_force_them() {
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(is_coloured(&[("FORCE_COLOR", "1")], &[]));
    assert!(!is_coloured(&[("FORCE_COLOR", "0")], &[]));
    assert!(!is_coloured(
        &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")],
        &[]
    ));
}
