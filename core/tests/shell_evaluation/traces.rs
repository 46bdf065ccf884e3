//! Where the characters of arguments come from, and how endless scripts end.

use shellform::container::start;
use shellform::session::Session;
use shellform::shell::Dialect;
use shellform::text::{Source, Span};
use shellform::trace::{Action, Cause, Outcome, Pid, Resource, Trace};

use crate::host::world;

/// What a script does in dash, with `PATH` and `V=set outside`.
fn follow(cx: &mut Session, script: &str) -> Trace {
    let mut source = |name: &str, content: &str| {
        let name = name.to_owned();
        cx.texts.add_source(Source::File { name }, content)
    };
    let argv = vec![
        source("name", "/bin/sh"),
        source("option", "-c"),
        source("script", script),
    ];
    let environment = [("PATH", "/bin:/usr/local/bin"), ("V", "set outside")];
    let environment = environment.map(|(name, value)| (name.to_owned(), source(name, value)));
    let world = world(Dialect::Dash.into(), Vec::new());
    start(cx, &world, Pid(100), "/bin/sh", argv, environment.to_vec())
}

/// The pieces of an argument: their characters, and the source they stand in.
fn pieces(cx: &Session, argument: Span) -> Vec<(String, String)> {
    let name = |span: Span| match cx.texts.source(span.text) {
        Some(Source::File { name }) => name.clone(),
        other => format!("{other:?}"),
    };
    cx.texts
        .trail(argument)
        .map(|it| (cx.texts.str(it.source).to_owned(), name(it.source)))
        .collect()
}

#[track_caller]
fn check(script: &str, argument: usize, expected: &[(&str, &str)]) {
    let mut cx = Session::default();
    let trace = follow(&mut cx, script);
    let argv = &trace.programs.last().expect("a program").argv;
    let found = pieces(&cx, argv[argument]);
    let found: Vec<_> = found
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_literal_leads_to_the_script_without_its_quotes() {
    check("argv 'a b'\"c\"", 1, &[("a b", "script"), ("c", "script")]);
}

#[test]
fn a_field_of_a_variable_leads_to_who_set_it() {
    check("argv x$V", 2, &[("outside", "V")]);
}

#[test]
fn output_of_a_substitution_leads_to_what_was_printed() {
    check("argv $(echo $V)", 1, &[("set", "V")]);
}

#[test]
fn a_field_that_read_has_set_leads_to_the_here_document() {
    let script = "read a b <<X\none two\nX\nargv $b";
    check(script, 1, &[("two", "script")]);
}

#[test]
fn endless_scripts_end() {
    let scripts = [
        ("while :; do :; done", Resource::Steps),
        ("x='eval \"$x\"'; eval \"$x\"", Resource::Depth),
        ("x=ab; while :; do x=$x$x; done", Resource::Text),
    ];
    for (script, resource) in scripts {
        let outcome = follow(&mut Session::default(), script).outcome;
        assert_eq!(outcome, Outcome::OutOfFuel(resource), "{script}");
    }
}

#[test]
fn what_is_not_simulated_is_named() {
    let outcome = follow(&mut Session::default(), "ulimit -n").outcome;
    assert_eq!(
        outcome,
        Outcome::Unsupported("a limit that the host sets".to_owned())
    );
}

/// The names that a script reads though nothing has set them, each with the characters that read it.
#[track_caller]
fn check_unset(script: &str, expected: &[(&str, &str)]) {
    let mut cx = Session::default();
    let trace = follow(&mut cx, script);
    let unset = trace
        .steps
        .iter()
        .filter_map(|it| match (&it.action, it.cause) {
            (Action::Unset(name), Cause::Written(span)) => {
                Some((name.as_str(), cx.texts.str(span)))
            }
            _ => None,
        });
    assert_eq!(unset.collect::<Vec<_>>(), expected, "{script}");
}

#[test]
fn a_parameter_that_nothing_has_set_is_marked_where_it_is_read() {
    check_unset(
        "echo \"a$x ${y#z}\" $1",
        &[("x", "$x"), ("y", "${y#z}"), ("1", "$1")],
    );
    check_unset(": $((n + 1))", &[("n", "n + 1")]);
    check_unset("f() { local v; echo $v; }; f", &[("v", "$v")]);
}

#[test]
fn a_script_that_asks_whether_something_is_set_needs_no_mark() {
    check_unset("x=; echo $x $V ${y-1} ${y:+2} ${y:=3} $y $* $@", &[]);
}
