//! Compose files and Kubernetes objects: what the container then runs, and what broken files get.

use shellform::commandline::file::{Problem, Speaker};
use shellform::simulate_file;
use shellform::simulation::{Expander, FileInput, FileKind, FileSimulation, HostInput};
use shellform::text::{LineIndex, Source};

fn compose(text: &str) -> FileSimulation {
    on(text, &[])
}

fn on(text: &str, files: &[(&str, &str)]) -> FileSimulation {
    let files = files.iter().map(|it| (it.0.to_owned(), it.1.to_owned()));
    let host = HostInput {
        files: files.collect(),
        ..HostInput::default()
    };
    simulate_file(&FileInput {
        text: text.to_owned(),
        name: "compose.yaml".to_owned(),
        host,
        ..FileInput::default()
    })
}

fn pods(text: &str, container: Option<&str>) -> FileSimulation {
    simulate_file(&FileInput {
        text: text.to_owned(),
        name: "pod.yaml".to_owned(),
        kind: FileKind::Kubernetes,
        target: container.map(str::to_owned),
        ..FileInput::default()
    })
}

fn pod(container: &str) -> FileSimulation {
    let container = container.replace('\n', "\n    ");
    let text = format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: app\n    image: debian:12\n    {container}\n"
    );
    pods(&text, None)
}

/// The argv of PID 1.
fn pid1(simulation: &FileSimulation) -> Vec<String> {
    let inner = simulation.simulation.as_ref();
    let inner = inner.expect("the file is taken");
    let launch = inner.launch.as_ref().expect("the image is there");
    let argv = launch.pid1.iter().map(|it| inner.str(*it).to_owned());
    argv.collect()
}

fn who(simulation: &FileSimulation) -> Vec<(&str, Expander, Option<&str>)> {
    let texts = simulation.texts();
    let found = simulation.expansions.iter();
    found
        .map(|it| (texts.str(it.at), it.by, it.value.as_deref()))
        .collect()
}

/// The problem of a file, with its line and column.
fn problem(simulation: &FileSimulation) -> (u32, u32, Problem) {
    let problem = simulation.reading.as_ref().expect_err("a problem").clone();
    let text = simulation.texts().str(simulation.file);
    let at = simulation.texts().source_span(problem.at);
    let place = LineIndex::new(text).line_column(text, at.start);
    (place.line, place.column, problem)
}

#[test]
fn compose_expands_before_the_shell_of_the_container() {
    let text = "services:\n  web:\n    image: debian:12\n    command: sh -c 'echo $A $$HOME ~'\n";
    let found = compose(text);
    assert_eq!(pid1(&found), ["sh", "-c", "echo  $HOME ~"]);
    assert_eq!(
        who(&found),
        [
            ("$A", Expander::Compose, Some("")),
            ("$$", Expander::Compose, Some("$")),
            ("$$HOME", Expander::ContainerShell, Some("/root")),
            ("~", Expander::ContainerShell, Some("/root")),
        ]
    );
}

#[test]
fn every_byte_of_an_argument_leads_to_the_file() {
    let text = "services:\n  web:\n    image: debian:12\n    command:\n    - \"a\\tb\\\n       c\"\n    - |\n      d\n        e\n    - >-\n      f\n      g\n\n      h\n    - 'i''j'\n    - k\n      l\n";
    let found = compose(text);
    assert_eq!(pid1(&found), ["a\tbc", "d\n  e\n", "f g\nh", "i'j", "k l"]);
    let inner = found.simulation.as_ref().unwrap();
    for argument in &inner.launch.as_ref().unwrap().argv {
        let content = inner.str(*argument);
        for piece in inner.session.texts.trail(*argument) {
            assert_eq!(piece.source.text, found.file.text);
            let part = &content[piece.start as usize..piece.end as usize];
            let written = inner.str(piece.source);
            // What is no copy is a single character, or the end of a line.
            assert!(
                piece.rewrite.is_some() || part == written,
                "{part:?} {written:?}"
            );
            assert!(
                piece.rewrite.is_none() || part.chars().count() == 1,
                "{part:?}"
            );
        }
    }
}

#[test]
fn an_image_is_built_from_what_the_file_holds() {
    let text = "services:\n  web:\n    build:\n      args:\n        A: x\n      dockerfile_inline: |\n        FROM debian:12\n        ARG A\n        ENV B=$A\n        ENTRYPOINT [\"e\"]\n        CMD [\"c\"]\n";
    let found = compose(text);
    assert_eq!(pid1(&found), ["e", "c"]);
    let found = compose(&format!("{text}    entrypoint: sh\n"));
    assert_eq!(pid1(&found), ["sh"]);
    let found = compose(&format!("{text}    entrypoint: []\n"));
    assert_eq!(pid1(&found), ["c"]);
    let found = compose(&format!("{text}    command: []\n"));
    assert_eq!(pid1(&found), ["e", "c"]);
    let found = compose(&format!("{text}    entrypoint: ['']\n"));
    assert_eq!(pid1(&found), [""; 0]);
}

#[test]
fn a_dockerfile_within_the_file_leads_to_it() {
    let text = "services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM debian:12\n        CMD [\"a\", \"b\"]\n";
    let found = compose(text);
    let inner = found.simulation.as_ref().unwrap();
    let argument = inner.launch.as_ref().unwrap().argv[1];
    let at = inner.session.texts.source_span(argument);
    assert_eq!((at.text, inner.str(at)), (found.file.text, "b"));
    let _ = shellform::explain::overview(inner);
    let _ = shellform::report::report(inner);
    let refused = compose(&text.replace("CMD", "NOPE"));
    let page = shellform::explain::file(&refused);
    let style = shellform::render::text::Style::default();
    let places = shellform::render::Places::new(refused.texts());
    let page = shellform::render::text::render(&page, &places, &style);
    assert!(page.contains("6 |         NOPE"), "{page}");
}

#[test]
fn files_of_variables_are_asked_for() {
    let text = "services:\n  web:\n    image: debian:12\n    env_file: ./a.env\n    environment:\n      B: $C\n";
    let found = compose(text);
    let reading = found.reading.as_ref().unwrap();
    assert_eq!(reading.wanted, [".env", "a.env"]);
    assert_eq!(reading.run.environment, ["B="]);
    let found = on(text, &[("a.env", "A='1' # x\n"), (".env", "C=c\n")]);
    let reading = found.reading.as_ref().unwrap();
    assert_eq!(reading.run.environment, ["A=1", "B=c"]);
}

#[test]
fn stopping_is_what_the_file_says() {
    let found = compose(
        "services:\n  web:\n    image: debian:12\n    stop_signal: SIGINT\n    stop_grace_period: 1m30s\n",
    );
    let run = &found.reading.as_ref().unwrap().run;
    assert_eq!(
        (run.stop_signal.as_deref(), run.stop_timeout),
        (Some("SIGINT"), Some(90))
    );
    assert_eq!(pod("").reading.unwrap().run.stop_timeout, Some(30));
}

#[test]
fn the_kubelet_expands_brackets() {
    // Each with what it becomes; A is `a`, E is empty, R is `$(A)`.
    for (written, expected) in [
        ("$(A)", "a"),
        ("x$(A)y", "xay"),
        ("$(E)|", "|"),
        ("$(R)", "a"),
        ("$(A)$(A)", "aa"),
        ("$$(A)", "$(A)"),
        ("$$$(A)", "$a"),
        ("$$$$(A)", "$$(A)"),
        ("$(NOPE)", "$(NOPE)"),
        ("$(NOPE)$(A)", "$(NOPE)a"),
        ("$A", "$A"),
        ("${A}", "${A}"),
        ("$(A", "$(A"),
        ("$(A$(A)", "$(A$(A)"),
        ("$x$(A)", "$xa"),
        ("$", "$"),
        ("a$", "a$"),
        ("$$", "$"),
        ("$()", "$()"),
        ("$( A)", "$( A)"),
        ("`A` $((1))", "`A` $((1))"),
    ] {
        let container = format!(
            "env: [{{name: A, value: a}}, {{name: E}}, {{name: R, value: $(A)}}]\ncommand: ['{written}']"
        );
        assert_eq!(pid1(&pod(&container)), [expected], "{written}");
    }
}

#[test]
fn variables_see_those_before_them() {
    let found = pod(
        "env:\n- {name: B, value: $(A)}\n- {name: A, value: a}\n- {name: C, value: $(A)$(B)}\n- {name: P, valueFrom: {fieldRef: {fieldPath: metadata.name}}}\n- {name: S, valueFrom: {secretKeyRef: {name: s, key: k}}}\nargs: [$(C), $(P), $(S)]",
    );
    assert_eq!(pid1(&found), ["a$(A)", "p", "⟨key k of secret s⟩"]);
}

#[test]
fn command_and_args_replace_what_they_stand_for() {
    assert_eq!(pid1(&pod("")), ["bash"]);
    assert_eq!(pid1(&pod("args: [a]")), ["a"]);
    assert_eq!(pid1(&pod("command: [c]")), ["c"]);
    assert_eq!(pid1(&pod("command: [c]\nargs: [a]")), ["c", "a"]);
    assert_eq!(pid1(&pod("command: []\nargs: []")), ["bash"]);
}

#[test]
fn probes_expand_what_value_says_and_hooks_nothing() {
    let found = pod(
        "env: [{name: A, value: a}, {name: B, value: $(A)}, {name: S, valueFrom: {fieldRef: {fieldPath: x}}}]\nlivenessProbe: {exec: {command: [$(B), '$(S)', $(N)]}}\nlifecycle: {preStop: {exec: {command: [$(A)]}}}",
    );
    let texts = found.texts();
    let probes = &found.reading.as_ref().unwrap().probes;
    let argv = |index: usize| {
        let argv = probes[index].argv.iter().map(|it| texts.str(*it));
        argv.collect::<Vec<_>>()
    };
    assert_eq!(argv(0), ["$(A)", "", "$(N)"]);
    assert_eq!(argv(1), ["$(A)"]);
}

#[test]
fn objects_that_make_pods_are_found() {
    let template = |kind: &str, way: &str| {
        format!(
            "apiVersion: x\nkind: {kind}\nmetadata: {{name: {kind}-x}}\n{way} {{spec: {{containers: [{{name: app, image: debian, command: [{kind}]}}]}}}}\n"
        )
    };
    let deployment = template("Deployment", "spec:\n  template:");
    let cron = template(
        "CronJob",
        "spec:\n  jobTemplate:\n    spec:\n      template:",
    );
    let service = "apiVersion: v1\nkind: Service\nspec: {}\n";
    let both = format!("{service}---\n{deployment}---\n{cron}");
    assert_eq!(pid1(&pods(&deployment, Some("app"))), ["Deployment"]);
    assert_eq!(pid1(&pods(&both, Some("CronJob-x/app"))), ["CronJob"]);
    let (_, _, several) = problem(&pods(&both, Some("app")));
    assert_eq!(
        several.message,
        "there are several containers `app`: `Deployment-x/app` (Deployment), `CronJob-x/app` (CronJob)"
    );
    let (_, _, none) = problem(&pods(&both, Some("nope")));
    assert!(
        none.message
            .starts_with("there is no container `nope`; the file has")
    );
}

#[test]
fn other_types_are_refused_with_their_place() {
    for (container, line, column, message) in [
        (
            "command: sh -c x",
            9,
            14,
            "`spec.containers[0].command` has to be a list of strings, and this is a string",
        ),
        (
            "args: [a, 1]",
            9,
            15,
            "`spec.containers[0].args[1]` has to be a string, and this is a number",
        ),
        (
            "env: [{name: A, value: yes}]",
            9,
            28,
            "`spec.containers[0].env[0].value` has to be a string, and this is a boolean",
        ),
        (
            "env: {A: a}",
            9,
            10,
            "`spec.containers[0].env` has to be a list, and this is a mapping",
        ),
        (
            "tty: 1",
            9,
            10,
            "`spec.containers[0].tty` has to be a boolean, and this is a number",
        ),
    ] {
        let (found_line, found_column, found) = problem(&pod(container));
        assert_eq!(
            (found_line, found_column, &*found.message),
            (line, column, message)
        );
    }
}

#[test]
fn broken_files_get_their_line_and_column() {
    for (text, line, column, speaker) in [
        (
            "services:\n  web:\n    image: a\n   foo: b\n",
            4,
            4,
            Speaker::Shellform,
        ),
        ("services:\n\tweb:\n", 2, 2, Speaker::Shellform),
        (
            "services:\n  web:\n    command: 'a\n",
            3,
            14,
            Speaker::Shellform,
        ),
        (
            "services:\n  web:\n    image: *nope\n",
            3,
            12,
            Speaker::Shellform,
        ),
        ("services: &s\n  web: *s\n", 2, 8, Speaker::Shellform),
        (
            "services:\n  web:\n    image: a\n    tty: maybe\n",
            4,
            10,
            Speaker::Compose,
        ),
        (
            "services:\n  web:\n    image: a\n    foo: 1\n",
            4,
            5,
            Speaker::Compose,
        ),
        (
            "services:\n  web:\n    image: a\n    extends: b\n",
            4,
            5,
            Speaker::Unsupported,
        ),
    ] {
        let (found_line, found_column, found) = problem(&compose(text));
        assert_eq!(
            (found_line, found_column, found.speaker),
            (line, column, speaker),
            "{found:?}"
        );
    }
}

#[test]
fn services_that_are_not_there_are_told_with_those_that_are() {
    let simulation = simulate_file(&FileInput {
        text: "services:\n  a:\n    image: x\n  b:\n    image: x\n".to_owned(),
        target: Some("c".to_owned()),
        ..FileInput::default()
    });
    let (_, _, found) = problem(&simulation);
    assert_eq!(
        found.message,
        "there is no service `c`; the file has the services `a`, `b`"
    );
}

#[test]
fn too_much_is_refused() {
    let deep = "[".repeat(5000);
    let (_, _, found) = problem(&compose(&deep));
    assert!(found.message.contains("recursion limit"), "{found:?}");
    let deep: String = (0..200)
        .map(|it| format!("{}a:\n", " ".repeat(it)))
        .collect();
    let (_, _, found) = problem(&compose(&deep));
    assert!(found.message.contains("lie in each other"), "{found:?}");
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let before = level - 1;
        let many = vec![format!("*a{before}"); 10].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{many}]\n"));
    }
    let (_, _, found) = problem(&compose(&laughs));
    assert!(found.message.contains("more than"), "{found:?}");
    let long = format!("a: {}", "x".repeat(2 << 20));
    let (_, _, found) = problem(&compose(&long));
    assert!(found.message.contains("longer than"), "{found:?}");
}

#[test]
fn the_sources_of_an_argument_are_named() {
    let found = compose("services:\n  web:\n    image: debian:12\n    command: a $HOME/x\n");
    let inner = found.simulation.as_ref().unwrap();
    let argument = inner.launch.as_ref().unwrap().argv[1];
    assert_eq!(inner.str(argument), "⟨HOME of the host⟩/x");
    let pieces: Vec<_> = inner.session.texts.trail(argument).collect();
    let source = inner.session.texts.source(pieces[0].source.text);
    assert!(matches!(source, Some(Source::Unknown { .. })));
}

/// What kubectl 1.32 makes of scalars without quotes, recorded in `kubectl.jsonl` with `kubectl label --local`.
#[test]
fn scalars_are_what_kubectl_takes_them_for() {
    for line in include_str!("kubectl.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let value = case["value"].as_str().unwrap();
        let found = pod(&format!("env:\n- name: A\n  value: {value}"));
        let found = match &found.reading {
            Ok(reading) => {
                let mut environment = reading.run.environment.iter();
                environment
                    .find_map(|it| it.strip_prefix("A="))
                    .map(str::to_owned)
            }
            Err(problem) => Some(problem.message.clone()),
        };
        let expected = match (case["is"].as_str(), case["text"].as_str()) {
            (Some("string"), Some(text)) => text.to_owned(),
            (Some("null"), _) => String::new(),
            (is, _) => {
                let is = is.unwrap_or("number");
                format!("`spec.containers[0].env[0].value` has to be a string, and this is a {is}")
            }
        };
        assert_eq!(found.as_deref(), Some(&*expected), "{case}");
    }
}
