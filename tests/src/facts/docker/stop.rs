//! `stop_result` of a case: what `docker stop` met and how the container ended. The recorder asked a second after the
//! start.

use serde_json::{Value, json};
use shellform::Input;
use shellform::Simulation;
use shellform::input::{LastsInput, ReactionInput, StopMoment, StubInput};
use shellform::simulation::Command;
use shellform::text::Span;
use shellform::trace::{Outcome as Ended, Stopped};

use super::super::{Differences, Outcome};

/// Puts into `input` when the recorder asked, and what the programs do that are not simulated.
pub(super) fn prepare(input: &mut Input) {
    const MINUTE: LastsInput = LastsInput::Seconds(60.0);
    input.stop.when = StopMoment::Milliseconds(1000);
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
    differences.same("exit", &recorded["exit"], &stop.exit().into());
    let is_killed = stopped.is_some_and(|it| it.killed_after.is_some());
    differences.same(
        "waited_full_grace",
        &recorded["waited_full_grace"],
        &is_killed.into(),
    );
    let seen = recorded["processes"].as_array().into_iter().flatten();
    let seen = seen.map(|it| json!([it["n"], it["parent"], it["in_container"] == 1, it["argv"]]));
    let seen: Vec<Value> = seen.collect();
    let found = stopped.map_or_else(Vec::new, |it| processes(simulation, it));
    differences.same("processes", &seen.into(), &found.into());
    differences.same(
        "stdout",
        &recorded["stdout"],
        &joined(&stop.trace.stdout).into(),
    );
    differences.same(
        "stderr",
        &recorded["stderr"],
        &joined(&stop.trace.stderr).into(),
    );
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
