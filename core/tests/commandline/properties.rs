//! No line panics, whatever it is.

use proptest::prelude::*;
use shellform::simulation::{HostInput, LineInput};
use shellform::{explain, report, simulate_line};

/// Pieces that lines are made of.
const PIECES: &[&str] = &[
    "docker",
    "run",
    "exec",
    "create",
    "container",
    " ",
    " ",
    " ",
    "-e",
    "-it",
    "--env=A",
    "--init",
    "=",
    "=false",
    "--",
    "-",
    "debian",
    "debian:12",
    "$A",
    "${A:-x}",
    "$(a)",
    "`a`",
    "\"",
    "'",
    "\\",
    "~",
    "*",
    "?",
    "[",
    "]",
    "{a,b}",
    "sh -c",
    "|",
    "&&",
    ";",
    "\n",
    "#",
    "!",
    "é",
    "⟨x⟩",
    "--env-file f",
    "-w /x",
    "--entrypoint",
    "-u",
    "sudo ",
    "(",
    ")",
    "$",
    "<",
    ">",
    "--network host",
    "--sysctl net.x=1",
];

fn lines() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..16);
    let made = pieces.prop_map(|it| format!("docker run {}", it.concat()));
    let wild =
        prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|it| it.concat());
    prop_oneof![made, wild, any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_line_is_explained(line in lines(), a in prop::option::of(".{0,8}")) {
        let mut host = HostInput::default();
        host.environment.extend(a.map(|it| ("A".to_owned(), it)));
        let simulation = simulate_line(&LineInput { line, host, ..LineInput::default() });
        let _ = explain::line(&simulation);
        let report = report::line_report(&simulation);
        for argument in &report.host.argv {
            let mut end = 0;
            for piece in &argument.pieces {
                prop_assert_eq!(piece.start, end);
                end = piece.end;
            }
            prop_assert_eq!(end as usize, argument.text.len());
        }
    }
}
