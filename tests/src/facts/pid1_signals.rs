//! `pid1-signals.jsonl`: which of shell and program acts on a signal that the first process of a container gets, after
//! how long, and with what output.

use serde_json::{Value, json};
use shellform::commandline::RunOptions;
use shellform::input::{
    InputFile, LastsInput, OtherPrograms, ReactionInput, StopBy, StopMoment, StubInput,
};
use shellform::simulation::{Command, StopRun};
use shellform::trace::Outcome as Ended;
use shellform::{Input, Simulation, simulate_and_follow};

use super::docker::probe_images;
use super::script::text;
use super::shell_errors::SHELLS;
use super::{Differences, Outcome, Tallies};

/// When the recorder sent the signal.
const MOMENT: u64 = 500;

/// How far a recorded time may be from the simulated one, in seconds: the recorder's own starting took time.
const TOLERANCE: f64 = 0.3;

pub(super) fn add(tallies: &mut Tallies, case: &Value) {
    for (name, shell) in SHELLS {
        if !case[name].is_object() {
            continue;
        }
        let command = json!([shell.path(), "-c", case["script"]]);
        let mut input = Input::dockerfile(format!("FROM probe/debian\nCMD {command}\n"));
        input.image_configs = probe_images();
        input.shell = Some(shell);
        input.other_programs = OtherPrograms::Missing;
        input.stop.by = StopBy::DockerKill;
        input.stop.signal = Some(text(&case["signal"]));
        input.stop.when = StopMoment::Milliseconds(MOMENT);
        input.run = RunOptions::default();
        input.files = vec![InputFile {
            path: "/app.sh".to_owned(),
            content: None,
            mode: Some("755".to_owned()),
        }];
        input.stubs = vec![app()];
        let simulation = simulate_and_follow(&input);
        let outcome = compare(&simulation, &case[name]);
        let title = format!("{} ({})", super::name(case), text(&case["signal"]));
        tallies.of(name).add(&title, outcome);
    }
}

/// The program of the recordings: it works four seconds, and says so when a signal ends it.
fn app() -> StubInput {
    let reaction = |name: &str| {
        let reaction = ReactionInput {
            stdout: format!("app-got-{name}\n"),
            ..ReactionInput::default()
        };
        (name.to_owned(), reaction)
    };
    StubInput {
        pattern: "./app.sh".to_owned(),
        stdout: "app-finished\n".to_owned(),
        lasts: LastsInput::Seconds(4.0),
        signals: ["TERM", "INT"].map(reaction).into(),
        ..StubInput::default()
    }
}

fn compare(simulation: &Simulation, recorded: &Value) -> Outcome {
    let run = simulation.runs.get(&Command::Launch);
    let Some(stop) = run.and_then(|it| it.stop.as_ref()) else {
        return Outcome::Unsupported("the command is not started".to_owned());
    };
    if let Ended::Unsupported(what) = &stop.trace.outcome {
        return Outcome::Unsupported(what.clone());
    }
    let mut differences = Differences::default();
    differences.same("exit", &recorded["rc"], &stop.exit().into());
    let seconds = recorded["seconds_after_signal"]
        .as_f64()
        .unwrap_or_default();
    let simulated = seconds_after(stop);
    if simulated.is_none_or(|it| (it - seconds).abs() > TOLERANCE) {
        differences.same("seconds_after_signal", &seconds.into(), &simulated.into());
    }
    let written = stop.trace.stdout.iter().chain(&stop.trace.stderr);
    let written: String = written.map(|it| simulation.str(*it)).collect();
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.split([';', '\n']).map(str::to_owned).collect();
        lines.retain(|it| !it.is_empty());
        // Two streams: which comes first is not told here.
        lines.sort();
        lines
    };
    let out = lines(&text(&recorded["out"]));
    differences.same("out", &out.into(), &lines(&written).into());
    differences.outcome()
}

/// How long the container goes on after the signal.
fn seconds_after(stop: &StopRun) -> Option<f64> {
    let nanoseconds = stop.trace.stopped.as_ref()?.ended_after?;
    Some(std::time::Duration::from_nanos(nanoseconds).as_secs_f64())
}
