//! A script as the recorders ran it: the same world, and what was recorded of each shell.

use serde_json::Value;
use shellform::container::{Flavour, OwnProgram, World, is_known};
use shellform::input::{InputFile, OtherPrograms};
use shellform::kernel::{End, Fuel, Image, Process, Running};
use shellform::shell::Release;
use shellform::trace::Outcome as End_;
use shellform::{ShellInput, ShellName, ShellSimulation, simulate_shell_in};

use super::{Differences, Outcome};

/// What a shell was recorded to do.
pub(super) struct Recorded {
    pub(super) exit: i64,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Recorded {
    /// What `value` holds; nothing of a case that was not recorded with this shell, or took too long.
    pub(super) fn of(value: &Value) -> Option<Self> {
        if value["timeout"] == true {
            return None;
        }
        let exit = value["exit"].as_i64().or(value["rc"].as_i64())?;
        // Some recorders wrote the number of a signal as Python does, some as shells do.
        let exit = if exit < 0 { 128 - exit } else { exit };
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        Some(Self {
            exit,
            stdout: text("stdout"),
            stderr: text("stderr"),
        })
    }
}

/// How a simulation compares with what was recorded, and whether standard error is the same too.
pub(super) struct Compared {
    pub(super) outcome: Outcome,
    pub(super) stderr: Stderr,
}

/// Whether standard error is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stderr {
    /// It is, or it was not compared.
    Same,
    /// It is not.
    Differs,
}

/// What decides whether a case agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deciding {
    /// Everything.
    All,
    /// Standard output and exit status.
    OutputAndExit,
}

/// A script in a folder of its own, with `PATH` and nothing else in its environment.
pub(crate) fn input(shell: ShellName, case: &Value, path: &str) -> ShellInput {
    let mut input = ShellInput::command_string(shell, text(&case["script"]));
    input.other_programs = OtherPrograms::Missing;
    input.args = strings(&case["args"]);
    input.args.extend(strings(&case["positional"]));
    input.stdin = text(&case["stdin"]);
    input.env.insert("PATH".to_owned(), Some(path.to_owned()));
    input.env.insert("HOME".to_owned(), None);
    for (name, value) in case["env"].as_object().into_iter().flatten() {
        let value = value.as_str().map(str::to_owned);
        input.env.insert(name.clone(), value);
    }
    input.files = files(&case["files"]);
    input
}

/// Files as a list of objects, or as an object of paths in which folders are `null`.
pub(super) fn files(value: &Value) -> Vec<InputFile> {
    if let Some(members) = value.as_object() {
        return members.iter().map(|(path, it)| member(path, it)).collect();
    }
    let entries = value.as_array().into_iter().flatten();
    let file = |it: &Value| InputFile {
        path: text(&it["path"]),
        content: Some(text(&it["content"])),
        mode: it["mode"].as_str().map(str::to_owned),
    };
    entries.map(file).collect()
}

fn member(path: &str, content: &Value) -> InputFile {
    let is_folder = content.is_null() && !path.ends_with('/');
    InputFile {
        path: format!("{path}{}", if is_folder { "/" } else { "" }),
        content: Some(text(content)),
        mode: None,
    }
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// Simulates a script in the recorders' world.
pub(crate) fn simulate(input: &ShellInput) -> ShellSimulation {
    simulate_for(input, Fuel::default())
}

/// The same, for no longer than `fuel` lasts.
pub(crate) fn simulate_for(input: &ShellInput, fuel: Fuel) -> ShellSimulation {
    simulate_shell_in(input, &mut |world: &mut World| {
        world.fuel = fuel;
        // Only Alpine's busybox was recorded without Debian's programs.
        if input.shell != ShellName::Alpine {
            world.flavour = Flavour::Debian;
        }
        // Where bash was called as `sh`, other programs still found dash.
        if input.shell == ShellName::BashAsSh {
            world.sh = Some(ShellName::Dash.shell());
        }
        world.hostname = "c0ffee".to_owned();
        // Shells were started by the path of their file, with another `argv[0]`.
        world.executable = match input.shell {
            ShellName::Dash | ShellName::DashUnstable => Some("/usr/bin/dash".to_owned()),
            _ => None,
        };
        add_programs(world);
        world.own_programs.push(OwnProgram {
            path: "/usr/local/bin/argv".to_owned(),
            run: argv,
        });
    })
}

/// The programs of the recorders' machine that scripts of theirs use. Those that nobody simulates yet are there, and
/// what they do is not known.
const PROGRAMS: &str = "awk basename bc chgrp chmod chown cksum cmp comm cp csplit curl cut date dd df diff dirname dpkg \
    du egrep env expand expr factor fgrep find fmt fold free getopt git grep groups gunzip gzip head hexdump hostname id \
    install join kill link ln ls make md5sum mkdir mkfifo mknod mktemp more mv nice nl nohup nproc numfmt od paste perl \
    pgrep pkill ps python3 readlink realpath rev rm rmdir sed seq setsid sha1sum sha256sum shuf sleep sort split stat \
    stdbuf strings stty sum sync tac tail tar tee time timeout touch tr truncate tsort tty uname unexpand uniq unlink \
    uptime users vi wc wget which who whoami xargs xxd yes zcat";

/// Puts the programs that are not simulated into a world.
pub(super) fn add_programs(world: &mut World) {
    // The machine with Debian unstable had no `time`.
    let has_time = world.shell.release != Release::DashUnstable;
    let unknown = PROGRAMS.split_whitespace();
    let unknown = unknown.filter(|it| !is_known(it) && (*it != "time" || has_time));
    let files = unknown.map(|it| (format!("/usr/bin/{it}"), 0o755));
    world.opaque_files.extend(files);
}

/// The recorders' probe: prints its arguments as one JSON line, as Python's `json.dumps` does.
fn argv(process: &mut Process, image: Image) -> Running<'_> {
    Box::pin(async move {
        let behind = image.argv.iter().skip(1);
        let behind = behind.map(|it| process.cx.texts.str(*it));
        let quoted = std::iter::once("argv")
            .chain(behind)
            .map(|it| Value::from(it).to_string().replace('\u{7f}', "\\u007f"));
        let line = format!("[{}]\n", quoted.collect::<Vec<_>>().join(", "));
        process.say(1, "argv", &line).await;
        End::Exited(0)
    })
}

/// Simulates `input` and compares.
pub(super) fn compare(input: &ShellInput, recorded: &Recorded, deciding: Deciding) -> Compared {
    let simulation = simulate(input);
    let unsupported = |what: String| Compared {
        outcome: Outcome::Unsupported(what),
        stderr: Stderr::Same,
    };
    let exit = match &simulation.trace.outcome {
        End_::Exited(status) => i64::from(*status),
        End_::Signalled(signal) => 128 + i64::from(*signal),
        End_::Unsupported(what) => return unsupported(what.clone()),
        End_::OutOfFuel(resource) => return unsupported(format!("out of fuel: {resource:?}")),
    };
    if let Some(what) = simulation.trace.assumptions().next() {
        let program = what.split(' ').next().unwrap_or_default();
        return unsupported(format!("the program {program}"));
    }
    let stdout = simulation.joined(&simulation.trace.stdout);
    let stderr = simulation.joined(&simulation.trace.stderr);
    let is_same = stderr == recorded.stderr;
    let mut differences = Differences::default();
    differences.same("stdout", &recorded.stdout.clone().into(), &stdout.into());
    if deciding == Deciding::All {
        differences.same("stderr", &recorded.stderr.clone().into(), &stderr.into());
    }
    differences.same("exit", &recorded.exit.into(), &exit.into());
    Compared {
        outcome: differences.outcome(),
        stderr: match is_same {
            true => Stderr::Same,
            false => Stderr::Differs,
        },
    }
}
