//! What the commands of a case do: each `RUN`, and what the container starts.

use serde_json::Value;
use shellform::container::{Contents, Flavour, GivenFile, OwnProgram, World};
use shellform::images::facts::Zones;
use shellform::input::{Follow, OtherPrograms};
use shellform::kernel::{Coverage, End, Image, Process, Running};
use shellform::simulation::{Command, CommandRun};
use shellform::text::Span;
use shellform::trace::Outcome as Ended;
use shellform::{Input, ShellName, Simulation, simulate_and_follow_in};

use super::super::script::add_programs;
use super::super::{Differences, Outcome};

/// Simulates a case in the recorders' world.
pub(super) fn simulate(input: &mut Input) -> Simulation {
    input.follow = Follow::Everything;
    input.other_programs = OtherPrograms::Missing;
    let names = [
        ("bashsh", ShellName::BashAsSh),
        ("busybox", ShellName::Busybox138),
    ];
    let found = names.iter().find(|it| input.text.contains(it.0));
    input.shell = Some(found.map_or(ShellName::Dash, |it| it.1));
    simulate_and_follow_in(input, &mut |world: &mut World| {
        if world.contents == Contents::Empty {
            return;
        }
        // The probe images hold little, and nothing that a case asks for beside what is given here.
        world.unlisted = Coverage::Complete;
        world.zones = Some(match world.flavour {
            Flavour::Debian => Zones::Present,
            Flavour::Busybox => Zones::Absent,
        });
        if world.flavour == Flavour::Debian {
            add_programs(world);
            world.files.push(GivenFile {
                path: "/etc/os-release".to_owned(),
                content: "ID=debian\n".to_owned(),
                mode: 0o644,
            });
        }
        world.own_programs.push(OwnProgram {
            path: "/usr/local/bin/argv".to_owned(),
            run: argv,
        });
    })
}

/// The recorded program (`record/argv.c`).
fn argv(process: &mut Process, image: Image) -> Running<'_> {
    Box::pin(async move {
        // Within another text the name of the machine is no unknown text any more, and would be split.
        let known = |it: &Span| process.cx.texts.str(*it).replace("⟨container id⟩", "ID");
        let text = |span: &Span| quoted(&known(span));
        let arguments: Vec<String> = image.argv.iter().map(text).collect();
        let variables = image.environment.iter();
        let variables: Vec<String> = variables
            .map(|(name, value)| format!("{}:{}", quoted(name), text(value)))
            .collect();
        let line = format!(
            "{{\"pid\":{},\"argv\":[{}],\"cwd\":{},\"uid\":{},\"env\":{{{}}}}}\n",
            process.pid().0,
            arguments.join(","),
            quoted(process.directory()),
            process.user().0,
            variables.join(",")
        );
        process.say(1, "argv", &line).await;
        End::Exited(0)
    })
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", control as u32)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text in which only what is no matter of chance is left: process numbers but for 1, and the container's id.
pub(crate) fn masked(text: &str) -> String {
    let is_digit = |it: char| it.is_ascii_digit();
    let is_chance = |it: &str| !matches!(it, "" | "1");
    let text = masked_behind(text, "\"pid", is_digit, is_chance, "N");
    let text = masked_behind(&text, "FATAL tini (", is_digit, is_chance, "N");
    let is_digit = |it: char| it.is_ascii_hexdigit();
    let text = text.replace("⟨container id⟩", "ID");
    let text = masked_behind(&text, "HOSTNAME=", is_digit, |it| it.len() == 12, "ID");
    masked_behind(&text, "\"HOSTNAME", is_digit, |it| it.len() == 12, "ID")
}

/// Puts `mask` for values of `key` that are a matter of chance.
/// What `argv` prints may be an argument of another one, its quotes then behind backslashes.
fn masked_behind(
    text: &str,
    key: &str,
    is_part: fn(char) -> bool,
    is_chance: fn(&str) -> bool,
    mask: &str,
) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(key) {
        let behind = &rest[at + key.len()..];
        let value = behind.trim_start_matches(['\\', '"', ':']);
        masked.push_str(&rest[..rest.len() - value.len()]);
        let found = leading(value, is_part);
        masked.push_str(if is_chance(found) { mask } else { found });
        rest = &value[found.len()..];
    }
    masked + rest
}

fn leading(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    &text[..text.len() - text.trim_start_matches(is_part).len()]
}

/// A command that was followed.
pub(super) struct Followed<'s> {
    simulation: &'s Simulation,
    run: &'s CommandRun,
}

impl<'s> Followed<'s> {
    pub(super) fn of(simulation: &'s Simulation, command: Command) -> Option<Self> {
        let run = simulation.runs.get(&command)?;
        Some(Self { simulation, run })
    }

    /// What is missing to say what it does.
    pub(super) fn unsupported(&self) -> Option<String> {
        let trace = &self.run.trace;
        match &trace.outcome {
            Ended::Unsupported(what) => Some(what.clone()),
            Ended::OutOfFuel(resource) => Some(format!("out of fuel: {resource:?}")),
            Ended::Exited(_) | Ended::Signalled(_) => trace
                .assumptions()
                .next()
                .map(|it| format!("assumed: {it}")),
        }
    }

    pub(super) fn stdout(&self) -> String {
        self.joined(&self.run.trace.stdout)
    }

    pub(super) fn stderr(&self) -> String {
        let message = self.run.not_started.as_ref().map(|it| it.message.as_str());
        // BuildKit says that in its error alone.
        let is_error =
            |it: &&str| it.starts_with("unable to find ") || it.starts_with("uids and gids");
        let message = message.filter(|it| !is_error(it));
        let written = self.joined(&self.run.trace.stderr);
        format!("{}{written}", message.unwrap_or_default())
    }

    fn joined(&self, spans: &[Span]) -> String {
        spans.iter().map(|it| self.simulation.str(*it)).collect()
    }
}

/// The `RUN`s, as far as the build gets: what they print, and with which status the last one fails.
pub(super) fn runs(
    simulation: &Simulation,
    build: &Value,
    differences: &mut Differences,
) -> Option<Outcome> {
    let mut lines = Vec::new();
    for command in simulation.runs.keys() {
        let (Command::Run(_), Some(followed)) = (command, Followed::of(simulation, *command))
        else {
            continue;
        };
        if let Some(what) = followed.unsupported() {
            return Some(Outcome::Unsupported(what));
        }
        let printed = masked(&format!("{}{}", followed.stdout(), followed.stderr()));
        lines.extend(printed.lines().map(str::to_owned));
        if followed.run.exit() != Some(0) {
            break;
        }
    }
    let failure = simulation.failed_run().map(|it| it.message);
    let recorded = build["run_output"].as_array().into_iter().flatten();
    let mut recorded: Vec<String> = recorded
        .map(|it| masked(it.as_str().unwrap_or_default()))
        .collect();
    // Two streams and two processes: which comes first is chance.
    recorded.sort();
    lines.sort();
    differences.same("run_output", &recorded.into(), &lines.into());
    let error = build["error"].as_str().unwrap_or_default();
    let error = error.split_once("failed to solve: ").map(|it| it.1);
    let error = error.filter(|it| it.starts_with("process "));
    differences.same("failed RUN", &error.into(), &failure.into());
    None
}

/// What the container does.
pub(super) fn launch(
    simulation: &Simulation,
    result: &Value,
    differences: &mut Differences,
) -> Option<Outcome> {
    let followed = Followed::of(simulation, Command::Launch)?;
    if let Some(what) = followed.unsupported() {
        return Some(Outcome::Unsupported(what));
    }
    let text = |key: &str| masked(result[key].as_str().unwrap_or_default());
    differences.same("exit", &result["exit"], &followed.run.exit().into());
    differences.same(
        "stdout",
        &text("stdout").into(),
        &masked(&followed.stdout()).into(),
    );
    differences.same(
        "stderr",
        &text("stderr").into(),
        &masked(&followed.stderr()).into(),
    );
    None
}
