//! `stop_result` and `kill_result` of a case: what `docker stop` or `docker kill` met and how the container ended. The
//! recorder asked a second after the start.

use serde_json::{Value, json};
use shellform::Input;
use shellform::Simulation;
use shellform::input::{LastsInput, ReactionInput, StopBy, StopMoment, StubInput};
use shellform::simulation::Command;
use shellform::text::Span;
use shellform::trace::{Outcome as Ended, Stopped};

use super::super::{Differences, Outcome};
use super::followed::masked;

/// How long after a signal of `docker kill` the recorder looked, in nanoseconds.
const LOOKED_AFTER: u64 = 1_500_000_000;

/// Puts into `input` how and when the recorder asked, and what the programs do that are not simulated.
pub(super) fn prepare(input: &mut Input, case: &Value) {
    const MINUTE: LastsInput = LastsInput::Seconds(60.0);
    input.stop.when = StopMoment::Milliseconds(1000);
    let signal = case["stop_signal"].as_str().or(case["kill"].as_str());
    input.stop.signal = signal.filter(|it| !it.is_empty()).map(str::to_owned);
    input.stop.timeout = case["stop"].as_i64();
    if case["kill"].is_string() {
        input.stop.by = StopBy::DockerKill;
    }
    let scripts = [
        ("sleep 60", None),
        (
            "$SIG{TERM}=sub{print qq{bye\\n};exit 0};sleep 60",
            Some("bye\n"),
        ),
        // As exec form has it: the line break is already one.
        (
            "$SIG{TERM}=sub{print qq{bye\n};exit 0};sleep 60",
            Some("bye\n"),
        ),
        ("$SIG{TERM}=sub{exit 0};sleep 60", Some("")),
    ];
    input.stubs.extend(scripts.map(|(script, handler)| {
        StubInput {
            pattern: format!("perl -e {script}"),
            lasts: MINUTE,
            signals: handler
                .map(|stdout| {
                    let reaction = ReactionInput {
                        stdout: stdout.to_owned(),
                        ..ReactionInput::default()
                    };
                    ("TERM".to_owned(), reaction)
                })
                .into_iter()
                .collect(),
            ..StubInput::default()
        }
    }));
}

/// Compares what happens with `recorded`.
pub(super) fn compare(
    simulation: &Simulation,
    recorded: &Value,
    differences: &mut Differences,
) -> Option<Outcome> {
    let run = simulation.runs.get(&Command::Launch)?;
    // One that does not start has nothing to end.
    if let Some(not_started) = &run.not_started {
        // What `docker run` ends with 125 for is 128 in the state of the container.
        let exit = match not_started.exit {
            125 => 128,
            exit => i64::from(exit),
        };
        differences.same("exit", &recorded["exit"], &exit.into());
        return None;
    }
    let Some(stop) = &run.stop else {
        differences.same("stop_result", recorded, &Value::Null);
        return None;
    };
    if let Ended::Unsupported(what) = &stop.trace.outcome {
        return Some(Outcome::Unsupported(what.clone()));
    }
    let joined =
        |spans: &[Span]| -> String { spans.iter().map(|it| simulation.str(*it)).collect() };
    let stopped = stop.trace.stopped.as_ref();
    if recorded["waited_full_grace"].is_boolean() {
        let is_killed = stopped.is_some_and(|it| it.killed_after.is_some());
        differences.same(
            "waited_full_grace",
            &recorded["waited_full_grace"],
            &is_killed.into(),
        );
    }
    let goes_on = stopped.is_some_and(|it| it.ended_after.is_none_or(|it| it > LOOKED_AFTER));
    if recorded["running"].is_boolean() {
        differences.same("running", &recorded["running"], &goes_on.into());
    }
    let seen = recorded["processes"].as_array().into_iter().flatten();
    let seen = seen.map(|it| json!([it["n"], it["parent"], it["in_container"] == 1, it["argv"]]));
    let seen: Vec<Value> = seen.collect();
    let found = stopped.map_or_else(Vec::new, |it| processes(simulation, it));
    differences.same("processes", &seen.into(), &found.into());
    if recorded["running"] == true {
        return None;
    }
    differences.same("exit", &recorded["exit"], &stop.exit().into());
    let printed = [
        ("stdout", &stop.trace.stdout),
        ("stderr", &stop.trace.stderr),
    ];
    for (name, spans) in printed {
        let seen = masked(recorded[name].as_str().unwrap_or_default());
        differences.same(name, &seen.into(), &masked(&joined(spans)).into());
    }
    None
}

/// The processes by their places, with that of the parent, whether it is PID 1, and the arguments.
fn processes(simulation: &Simulation, stopped: &Stopped) -> Vec<Value> {
    let place = |pid| {
        let found = stopped.processes.iter().position(|it| it.pid == pid);
        found.map_or(0, |it| it + 1)
    };
    let processes = stopped.processes.iter();
    let processes = processes.map(|it| {
        let argv: Vec<&str> = it.argv.iter().map(|it| simulation.str(*it)).collect();
        json!([place(it.pid), place(it.parent), it.pid.0 == 1, argv])
    });
    processes.collect()
}
