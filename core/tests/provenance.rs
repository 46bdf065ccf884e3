//! The invariants of provenance, over arbitrary text and over text that looks like a Dockerfile.
//!
//! Segments tile their text, the lines tile the file, every span resolves, and every argument has a trail that ends
//! in the file or a supplier. And nothing panics, whatever comes in.

use proptest::prelude::*;
use shellform::commandline::{Init, RunOptions};
use shellform::report::{Piece, Report, Streamed, Traced, report};
use shellform::text::{Span, Texts};
use shellform::{Input, InputKind, Simulation, simulate};

/// Derived texts are tiled by segments, and each copied segment repeats its characters.
fn check_texts(texts: &Texts) {
    for id in texts.ids().filter(|id| texts.source(*id).is_none()) {
        let whole = texts.whole(id);
        let mut end = 0;
        for segment in texts.segments(id) {
            assert!(segment.end > end, "segments are in order and not empty");
            end = segment.end;
        }
        assert_eq!(end as usize, whole.len(), "segments tile the text");
        check_trail(texts, whole);
    }
}

/// A trail tiles its span, ends in sources, and repeats the characters it does not rewrite.
fn check_trail(texts: &Texts, span: Span) {
    let text = texts.str(span);
    assert_eq!(text.len(), span.len(), "the span resolves");
    let mut end = 0;
    for piece in texts.trail(span) {
        assert_eq!(piece.start, end, "pieces tile the span");
        end = piece.end;
        assert!(
            texts.source(piece.source.text).is_some(),
            "a trail ends in a source"
        );
        let part = &text[piece.start as usize..piece.end as usize];
        if piece.rewrite.is_none() {
            assert_eq!(texts.str(piece.source), part, "a piece repeats its source");
        }
    }
    assert_eq!(end as usize, span.len());
}

fn check_simulation(simulation: &Simulation) {
    let whole = serde_json::to_value(report(simulation)).expect("a report is JSON");
    let streamed = serde_json::to_value(Streamed(simulation)).expect("a report is JSON");
    assert_eq!(streamed, whole, "written piece by piece it is the same");
    let texts = &simulation.session.texts;
    check_texts(texts);
    let dockerfile = &simulation.dockerfile;
    let lines: String = (1..=dockerfile.lines.len())
        .filter_map(|it| dockerfile.line(u32::try_from(it).expect("few lines")))
        .map(|it| texts.str(it))
        .collect();
    assert_eq!(lines, texts.str(dockerfile.file), "the lines tile the file");
    for instruction in &dockerfile.instructions {
        check_trail(texts, instruction.logical);
        check_trail(texts, instruction.keyword_span);
        check_trail(texts, instruction.arguments);
        for flag in &instruction.flags {
            check_trail(texts, flag.span);
        }
    }
    for step in &simulation.build.steps {
        let run = step.run.iter().flat_map(|it| &it.command.argv);
        let command = step.command.iter().flat_map(|it| &it.argv);
        let changed = step.changes.iter().flat_map(|it| &it.value);
        for span in run.chain(command).chain(changed) {
            check_trail(texts, *span);
        }
    }
    if let Some(launch) = &simulation.launch {
        launch.pid1.iter().for_each(|it| check_trail(texts, *it));
    }
    for diagnostic in &simulation.session.diagnostics {
        check_trail(texts, diagnostic.span);
    }
    check_report(&report(simulation), texts.str(dockerfile.file));
}

/// A report says the same in its own terms, and survives its own JSON.
fn check_report(report: &Report, file: &str) {
    let traced = report
        .instructions
        .iter()
        .flat_map(|it| {
            it.argv
                .iter()
                .flatten()
                .chain(&it.arguments)
                .chain([&it.logical])
        })
        .chain(report.launch.iter().flat_map(|it| &it.argv));
    for Traced { text, pieces } in traced {
        let mut end = 0;
        for Piece {
            start,
            end: next,
            source,
            from,
            rewrite,
            ..
        } in pieces
        {
            assert_eq!(*start, end);
            end = *next;
            let source = report
                .sources
                .iter()
                .find(|it| it.id == *source)
                .expect("the source is listed");
            let characters = source.text.as_deref().unwrap_or(file);
            let found = characters
                .get(from[0] as usize..from[1] as usize)
                .expect("the piece resolves");
            if rewrite.is_none() {
                assert_eq!(found, &text[*start as usize..*next as usize]);
            }
        }
        assert_eq!(end as usize, text.len());
    }
    let json = serde_json::to_string(report).expect("a report is JSON");
    assert_eq!(
        &serde_json::from_str::<Report>(&json).expect("a report"),
        report
    );
}

fn check(text: String, kind: InputKind) {
    let run = RunOptions {
        environment: vec!["A=1".into(), "B".into(), "=".into()],
        arguments: vec!["x y".into()],
        init: Init::DockerInit,
        ..RunOptions::default()
    };
    let input = Input {
        text,
        kind,
        run,
        ..Input::default()
    };
    let input = Input {
        build_args: [("A".to_owned(), "from outside".to_owned())].into(),
        ..input
    };
    let simulation = simulate(&input);
    check_simulation(&simulation);
    for index in 0..simulation.dockerfile.instructions.len().min(20) {
        let _ = shellform::explain::instruction(&simulation, index);
    }
    let _ = shellform::explain::overview(&simulation);
    let _ = shellform::explain::launch(&simulation);
    let _ = shellform::explain::badges(&simulation);
    let _ = shellform::explain::highlight(&simulation);
}

/// Pieces of Dockerfiles, right and wrong, to be strung together.
fn fragment() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "FROM a\n",
        "FROM scratch AS b\n",
        "FROM b\n",
        "FROM ${A:-x}\n",
        "# escape=`\n",
        "# check=skip=all\n",
        "RUN ",
        "CMD ",
        "ENTRYPOINT ",
        "ENV ",
        "ARG ",
        "LABEL ",
        "COPY ",
        "ONBUILD ",
        "HEALTHCHECK ",
        "SHELL ",
        "WORKDIR ",
        "USER ",
        "EXPOSE ",
        "VOLUME ",
        "STOPSIGNAL ",
        "[\"a\", \"b\"]",
        "[\"\\u0041\\ud800\"]",
        "['a']",
        "[1]",
        "<<EOF",
        "<<-\"E F\"",
        "EOF\n",
        "\\\n",
        "`\n",
        "\\\r\n",
        "\n",
        " ",
        "\t",
        "$A",
        "${A}",
        "${A:-b}",
        "${A%%x*}",
        "${A//a/b}",
        "${A:?no}",
        "A=b",
        "\"q r\"",
        "'s t'",
        "\\",
        "é",
        "\u{a0}",
        "\u{feff}",
        "\0",
        "--mount=type=cache,target=/x ",
        "--from=0 ",
        "--x='y z' ",
        "--é ",
        "80/tcp",
        "1-5",
        "CMD x\n",
        "NONE",
        "#",
        "# c\n",
    ]);
    prop_oneof![9 => fixed.prop_map(str::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn provenance_holds_for_what_looks_like_a_dockerfile(parts in prop::collection::vec(fragment(), 0..60)) {
        check(parts.concat(), InputKind::Dockerfile);
    }

    #[test]
    fn provenance_holds_for_single_instructions(parts in prop::collection::vec(fragment(), 0..12)) {
        check(parts.concat(), InputKind::Instruction);
    }

    #[test]
    fn provenance_holds_for_arbitrary_text(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(String::from_utf8_lossy(&bytes).into_owned(), InputKind::Dockerfile);
    }
}

#[test]
fn deep_and_endless_input_ends() {
    let deep = format!("FROM a\nCMD {}{}\n", "[".repeat(20_000), "]".repeat(20_000));
    check(deep, InputKind::Dockerfile);
    let nested = format!(
        "FROM a\nENV A={}{}\n",
        "${A:-".repeat(5_000),
        "}".repeat(5_000)
    );
    check(nested, InputKind::Dockerfile);
    let onbuild = format!("FROM a\n{}RUN x\n", "ONBUILD ".repeat(8_000));
    check(onbuild, InputKind::Dockerfile);
    let endless = format!("FROM a\nRUN x{}", " \\\n".repeat(20_000));
    check(endless, InputKind::Dockerfile);
    let ports = format!("FROM a\n{}", "EXPOSE 1-65535\n".repeat(5));
    check(ports, InputKind::Dockerfile);
    let doubling = format!(
        "FROM a\nENV A=xxxxxxxxxxxxxxxx\n{}",
        "ENV A=$A$A\n".repeat(60)
    );
    check(doubling, InputKind::Dockerfile);
    let growing = format!(
        "FROM a\nENV A=x\n{}",
        "ENV A=${A}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n".repeat(3_000)
    );
    check(growing, InputKind::Dockerfile);
}
