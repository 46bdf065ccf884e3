//! No line panics, whatever it is.

use proptest::prelude::*;
use shellform::simulation::{FileInput, FileKind, HostInput, LineInput};
use shellform::{explain, file_kind, report, simulate_file, simulate_line};

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

/// Pieces that files are made of.
const YAML: &[&str] = &[
    "services:",
    "web:",
    "image: a",
    "command:",
    "entrypoint:",
    "environment:",
    "healthcheck:",
    "test:",
    "env_file: e",
    "init: true",
    "build:",
    "apiVersion: v1",
    "kind: Pod",
    "spec:",
    "containers:",
    "name: app",
    "args:",
    "env:",
    "value:",
    "valueFrom:",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n      ",
    "- ",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "|",
    ">-",
    "|2+",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "!x ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "'",
    "\"",
    "\\",
    "\\x41",
    "\\\n",
    "#",
    "$A",
    "${A:-",
    "}",
    "$$",
    "$(A)",
    "$(",
    "é",
    "\u{feff}",
    "\t",
    "\r\n",
    "~",
    "null",
    "0x1F",
    "1e3",
    "2024-01-01",
    "\u{85}",
    "\u{2028}",
    "a",
    "b c",
    "'d' \"e\"",
];

/// Whole files with one value in the middle.
const FRAMES: &[(&str, &str)] = &[
    (
        "services:\n  web:\n    image: debian:12\n    command: ",
        "\n",
    ),
    (
        "services:\n  web:\n    image: debian:12\n    entrypoint:\n    - ",
        "\n    - b\n",
    ),
    (
        "services:\n  web:\n    image: debian:12\n    environment:\n      A: ",
        "\n",
    ),
    ("services:\n  web:\n    image: debian:12\n    ", "\n"),
    (
        "services:\n  web:\n    build:\n      dockerfile_inline: ",
        "\n",
    ),
    (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n    image: debian:12\n    command: ",
        "\n",
    ),
    (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n    ",
        "\n",
    ),
    ("", ""),
];

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(YAML), 0..24);
    let made = (prop::sample::select(FRAMES), pieces)
        .prop_map(|(frame, it)| format!("{}{}{}", frame.0, it.concat(), frame.1));
    let bytes = prop::collection::vec(any::<u8>(), 0..64);
    let bytes = bytes.prop_map(|it| String::from_utf8_lossy(&it).into_owned());
    prop_oneof![8 => made, 1 => any::<String>(), 1 => bytes]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_file_is_explained(text in texts(), content in ".{0,12}") {
        let _ = file_kind(&text);
        for kind in [FileKind::Compose, FileKind::Kubernetes] {
            let mut host = HostInput::default();
            host.files.insert(".env".to_owned(), content.clone());
            host.files.insert("e".to_owned(), format!("A={content}\n"));
            let (text, name) = (text.clone(), "f.yaml".to_owned());
            let simulation = simulate_file(&FileInput { text, name, kind, host, ..FileInput::default() });
            let _ = explain::file(&simulation);
            let report = report::file_report(&simulation);
            for field in &report.file.unwrap().fields {
                for value in &field.values {
                    let end = value.pieces.iter().fold(0, |end, it| {
                        assert_eq!(it.start, end);
                        it.end
                    });
                    prop_assert_eq!(end as usize, value.text.len());
                }
            }
        }
    }
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
        for argument in &report.host.unwrap().argv {
            let mut end = 0;
            for piece in &argument.pieces {
                prop_assert_eq!(piece.start, end);
                end = piece.end;
            }
            prop_assert_eq!(end as usize, argument.text.len());
        }
    }
}
