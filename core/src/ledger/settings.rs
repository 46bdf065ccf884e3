//! What surrounds the command: shell, directory, user, ports, volumes, clock, streams, limits, the way to end.

use crate::build::{Collection, ImageConfig, SetBy, Stage};
use crate::commandline::{RootFiles, RunOptions, Terminal};
use crate::images::facts::Zones;
use crate::knowledge::Known;
use crate::launch::{LaunchPlan, Supplier};
use crate::shell::CommandString;
use crate::simulation::Simulation;
use crate::text::Span;

use super::{By, Entry, Kind};

pub(super) fn add(
    simulation: &Simulation,
    launch: &LaunchPlan,
    options: &RunOptions,
    entries: &mut Vec<Entry>,
) {
    shell(simulation, launch, entries);
    directory_and_user(simulation, launch, entries);
    if let Some(stage) = simulation.build.target_stage() {
        ports_and_volumes(simulation, &stage.config, entries);
    }
    time_zone(simulation, launch, entries);
    operator(options, entries);
    entries.push(stop_signal(simulation, launch));
}

/// An entry with a value.
fn entry(kind: Kind, value: impl Into<String>, by: By) -> Entry {
    Entry {
        kind,
        name: kind.name().to_owned(),
        value: Some(value.into()),
        by,
        at: None,
        note: String::new(),
    }
}

fn at(simulation: &Simulation, span: Span) -> Option<Span> {
    Some(simulation.session.texts.source_span(span))
}

/// The shell that reads the script, where there is one.
fn shell(simulation: &Simulation, launch: &LaunchPlan, entries: &mut Vec<Entry>) {
    let Some(found) = CommandString::of(&simulation.session.texts, &launch.argv) else {
        return;
    };
    let stage = simulation.build.target_stage();
    let image = stage.and_then(Stage::base_image);
    let (value, by) = match image.map(|it| &it.shell) {
        Some(Known::Yes(shell)) => {
            let name = shell.dialect.map_or("none", |it| it.name());
            (name.to_owned(), By::Image(SetBy::BaseImage))
        }
        Some(Known::No(why)) => (String::new(), By::Unknown(why.to_string())),
        None => (String::new(), By::Nobody),
    };
    entries.push(Entry {
        kind: Kind::Shell,
        name: simulation.str(found.program).to_owned(),
        value: (!value.is_empty()).then_some(value),
        by,
        at: at(simulation, found.program),
        note: String::new(),
    });
}

fn directory_and_user(simulation: &Simulation, launch: &LaunchPlan, entries: &mut Vec<Entry>) {
    entries.push(match &launch.working_dir {
        Known::Yes((directory, supplier)) => Entry {
            at: at(simulation, *directory),
            ..entry(
                Kind::WorkingDirectory,
                simulation.str(*directory),
                (*supplier).into(),
            )
        },
        Known::No(why) => entry(Kind::WorkingDirectory, "/", By::Unknown(why.to_string())),
    });
    entries.push(match &launch.user {
        Known::Yes(Some((user, supplier))) => Entry {
            at: at(simulation, *user),
            ..entry(Kind::User, simulation.str(*user), (*supplier).into())
        },
        Known::Yes(None) => Entry {
            note: "nobody names a user".to_owned(),
            ..entry(Kind::User, "root", By::Engine)
        },
        Known::No(why) => entry(Kind::User, "root", By::Unknown(why.to_string())),
    });
}

fn ports_and_volumes(simulation: &Simulation, config: &ImageConfig, entries: &mut Vec<Entry>) {
    let mut add = |kind: Kind, collection: &Collection, note: &str| {
        for item in collection.items.values() {
            entries.push(Entry {
                kind,
                name: simulation.str(item.name).to_owned(),
                value: None,
                by: Supplier::Image(item.set_by).into(),
                at: at(simulation, item.name),
                note: note.to_owned(),
            });
        }
    };
    let port = "only a note: `-p` makes it reachable";
    add(Kind::Port, &config.exposed_ports, port);
    let volume = "without `-v` its files go into an unnamed volume";
    add(Kind::Volume, &config.volumes, volume);
}

/// What local time is: `TZ`, or UTC.
fn time_zone(simulation: &Simulation, launch: &LaunchPlan, entries: &mut Vec<Entry>) {
    let mut variables = launch.environment.iter();
    let zone = variables.find(|it| simulation.str(it.name) == "TZ");
    let Some(zone) = zone else {
        let by = match &launch.environment_known {
            Known::Yes(()) => By::Nobody,
            Known::No(why) => By::Unknown(why.to_string()),
        };
        entries.push(Entry {
            note: "the host's time zone does not come into a container; `TZ` sets one".to_owned(),
            ..entry(Kind::TimeZone, "UTC", by)
        });
        return;
    };
    let stage = simulation.build.target_stage();
    let image = stage.and_then(Stage::base_image);
    let has_zones = image.and_then(|it| it.tzdata.value().copied());
    let note = match has_zones {
        Some(Zones::Absent) => {
            "the base image has no time zones: unless a RUN installs tzdata this shows UTC all the same"
        }
        Some(Zones::Present) => "",
        None => "it counts only where the image has the package tzdata",
    };
    entries.push(Entry {
        at: at(simulation, zone.value),
        note: note.to_owned(),
        ..entry(
            Kind::TimeZone,
            simulation.str(zone.value),
            zone.supplier.into(),
        )
    });
}

/// What only options of `docker run` say.
fn operator(options: &RunOptions, entries: &mut Vec<Entry>) {
    let terminal = match options.terminal {
        Terminal::Allocated => entry(Kind::StandardInput, "a terminal", By::Operator("-t")),
        Terminal::None => Entry {
            note: "`-i` keeps it open".to_owned(),
            ..entry(Kind::StandardInput, "empty", By::Engine)
        },
    };
    entries.push(terminal);
    for sysctl in &options.sysctls {
        let (name, value) = sysctl.split_once('=').unwrap_or((sysctl, ""));
        entries.push(Entry {
            name: name.to_owned(),
            ..entry(Kind::Sysctl, value, By::Operator("--sysctl"))
        });
    }
    for capability in &options.dropped_capabilities {
        entries.push(Entry {
            name: capability.clone(),
            value: None,
            note: "it is taken away".to_owned(),
            ..entry(Kind::Capability, "", By::Operator("--cap-drop"))
        });
    }
    if options.root == RootFiles::ReadOnly {
        entries.push(entry(
            Kind::RootFiles,
            "read-only",
            By::Operator("--read-only"),
        ));
    }
    let timeout = match options.stop_timeout {
        Some(seconds) => (seconds.to_string(), By::Operator("--stop-timeout")),
        None => ("10".to_owned(), By::Engine),
    };
    entries.push(Entry {
        note: "seconds until SIGKILL".to_owned(),
        ..entry(Kind::StopTimeout, timeout.0, timeout.1)
    });
}

fn stop_signal(simulation: &Simulation, launch: &LaunchPlan) -> Entry {
    match &launch.stop_signal {
        Known::Yes(Some((signal, supplier))) => Entry {
            at: at(simulation, *signal),
            ..entry(
                Kind::StopSignal,
                simulation.str(*signal),
                (*supplier).into(),
            )
        },
        Known::Yes(None) => entry(Kind::StopSignal, "SIGTERM", By::Engine),
        Known::No(why) => entry(Kind::StopSignal, "SIGTERM", By::Unknown(why.to_string())),
    }
}
