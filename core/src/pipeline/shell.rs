//! [`simulate_shell`]: a script alone, from the input to the trace of what every process did.

use crate::container::{GivenFile, World, start};
use crate::input::{LONGEST_TEXT, ScriptForm, ShellInput};
use crate::session::Session;
use crate::shell::{Invocation, ScriptSource};
use crate::simulation::ShellSimulation;
use crate::text::{Source, Span};
use crate::trace::Pid;

use super::script::read_script;
use super::world;

/// The variables a container has when nobody sets them, as Docker sets them.
const DEFAULTS: [(&str, &str); 2] = [
    (
        "PATH",
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ),
    ("HOME", "/root"),
];

/// Simulates a script: reads it as the shell reads it, and follows every process to the end. Never fails and never
/// runs anything.
///
/// ```
/// use shellform::{ShellInput, ShellName, simulate_shell};
///
/// let input = ShellInput::command_string(ShellName::Dash, "while true; do\\n date; done");
/// let simulation = simulate_shell(&input);
/// let refusal = simulation.reading.refused().unwrap();
/// assert_eq!(refusal.explanation.labels[0].text, "`do\\n` is the word `don`");
/// ```
#[must_use]
pub fn simulate_shell(input: &ShellInput) -> ShellSimulation {
    simulate_shell_in(input, &mut |_| {})
}

/// The same in a world that `change` has changed: for those who bring programs of their own.
#[must_use]
pub fn simulate_shell_in(
    input: &ShellInput,
    change: &mut dyn FnMut(&mut World),
) -> ShellSimulation {
    let mut cx = Session::default();
    let mut unusable = Vec::new();
    let text = &input.script[..input.script.floor_char_boundary(LONGEST_TEXT)];
    if text.len() < input.script.len() {
        unusable.push(format!(
            "the script is longer than {LONGEST_TEXT} bytes; only its beginning is read"
        ));
    }
    let script = given(&mut cx, "script", text);
    let mut world = build_world(input, text, &mut unusable);
    change(&mut world);
    let argv = arguments(&mut cx, input, script);
    let environment = environment(&mut cx, input);
    // bash finds in its `argv[0]` that it is called as `sh`.
    let path = match world.sh() == world.shell {
        true => input.shell.path(),
        false => "/bin/bash",
    };
    let path = world.executable.as_deref().unwrap_or(path);
    let trace = start(&mut cx, &world, Pid(input.process), path, argv, environment);
    let shell = input.shell.shell();
    let reading = read_script(&mut cx, shell, script, &invocation(input), Some(&trace));
    ShellSimulation {
        session: cx,
        shell: input.shell,
        detail: input.trace,
        reading,
        trace,
        unusable,
    }
}

/// A text that the reader gave.
fn given(cx: &mut Session, name: &str, content: &str) -> Span {
    let name = name.to_owned();
    cx.texts.add_source(Source::File { name }, content)
}

fn build_world(input: &ShellInput, script: &str, unusable: &mut Vec<String>) -> World {
    let mut world = World::new(input.shell.flavour());
    world.coverage = world::coverage(input.other_programs);
    world.shell = input.shell.shell();
    world.directory.clone_from(&input.directory);
    world::give(&mut world, &input.files, &input.stubs, unusable);
    world.input.clone_from(&input.stdin);
    match input.form {
        ScriptForm::CommandString => {}
        ScriptForm::File => world.files.push(GivenFile {
            path: input.name.clone(),
            content: script.to_owned(),
            mode: 0o755,
        }),
        ScriptForm::StandardInput => world.input.insert_str(0, script),
    }
    world
}

/// The argv of the shell.
fn arguments(cx: &mut Session, input: &ShellInput, script: Span) -> Vec<Span> {
    let engine = |cx: &mut Session, text: &str| {
        let what = "start of the shell".to_owned();
        cx.texts.add_source(Source::Engine { what }, text)
    };
    let mut argv = vec![engine(cx, input.shell.path())];
    argv.extend(input.options.iter().map(|it| given(cx, "option", it)));
    match input.form {
        ScriptForm::CommandString => {
            argv.push(engine(cx, "-c"));
            argv.push(script);
        }
        ScriptForm::File => argv.push(given(cx, "name of the script", &input.name)),
        ScriptForm::StandardInput if input.args.is_empty() => {}
        ScriptForm::StandardInput => argv.push(engine(cx, "-s")),
    }
    let first = match input.form {
        ScriptForm::CommandString => 0,
        ScriptForm::File | ScriptForm::StandardInput => 1,
    };
    for (number, argument) in (first..).zip(&input.args) {
        argv.push(given(cx, &format!("argument ${number}"), argument));
    }
    argv
}

fn environment(cx: &mut Session, input: &ShellInput) -> Vec<(String, Span)> {
    let mut environment = Vec::new();
    for (name, value) in DEFAULTS {
        if !input.env.contains_key(name) {
            let what = format!("default {name}");
            let value = cx.texts.add_source(Source::Engine { what }, value);
            environment.push((name.to_owned(), value));
        }
    }
    for (name, value) in &input.env {
        if let Some(value) = value {
            let value = given(cx, &format!("variable {name}"), value);
            environment.push((name.clone(), value));
        }
    }
    environment
}

/// What the messages of the shell begin with.
fn invocation(input: &ShellInput) -> Invocation {
    let path = input.shell.path().to_owned();
    let (name, source) = match input.form {
        ScriptForm::CommandString => (
            input.args.first().cloned().unwrap_or(path),
            ScriptSource::CommandString,
        ),
        ScriptForm::File => (input.name.clone(), ScriptSource::File),
        ScriptForm::StandardInput => (path, ScriptSource::StandardInput),
    };
    Invocation {
        name,
        source,
        speaker: None,
    }
}

#[cfg(test)]
mod tests {
    use super::simulate_shell;
    use crate::input::{InputFile, ShellInput, ShellName};

    #[test]
    fn a_mode_that_is_no_number_is_named() {
        let mut input = ShellInput::command_string(ShellName::Dash, ":");
        input.files.push(InputFile {
            path: "f".to_owned(),
            content: None,
            mode: Some("rwx".to_owned()),
        });
        assert_eq!(
            simulate_shell(&input).unusable,
            ["the mode of the file f is no octal number: rwx"]
        );
    }
}
