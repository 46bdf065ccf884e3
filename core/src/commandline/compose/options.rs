//! The options of `docker compose`, `docker compose run` and `docker compose exec`, as docker compose 2.40.3 lists them
//! with `--help`; and those that it takes without listing them.

use crate::commandline::flags::{Effect, Flag, Kind, flag};

use Effect::{Acts, Elsewhere, World};
use Kind::{Bool, Int, Text, Unchecked};

const FILES: Effect = World("files the container sees");
const NETWORK: Effect = World("the network and names in it");
const RIGHTS: Effect = World("what its processes may do");
const PROJECT: Effect = World("which files and services belong to the project");
const MEMO: Effect = Elsewhere("how the container is noted down");
const OUTPUT: Effect = Elsewhere("what the terminal of `docker compose` shows");
const START: Effect =
    Elsewhere("what else is started, and what becomes of the container afterwards");
const IMAGE: Effect = World("which image of that name is taken");
const TRIAL: Effect = World("nothing is done then");

/// Of `docker compose`.
pub(super) const GLOBAL: &[Flag] = &[
    flag(
        "all-resources",
        None,
        Bool,
        Elsewhere("resources that no service uses"),
    ),
    flag("ansi", None, Text, OUTPUT),
    flag("compatibility", None, Bool, MEMO),
    flag("dry-run", None, Bool, TRIAL),
    flag("env-file", None, Text, PROJECT),
    flag("file", Some('f'), Text, Acts),
    flag("no-ansi", None, Bool, OUTPUT),
    flag(
        "parallel",
        None,
        Int,
        Elsewhere("how much is done at the same time"),
    ),
    flag("profile", None, Text, START),
    flag("progress", None, Text, OUTPUT),
    flag("project-directory", None, Text, PROJECT),
    flag("project-name", Some('p'), Text, MEMO),
    flag("verbose", None, Bool, OUTPUT),
    flag("version", Some('v'), Bool, OUTPUT),
    flag("workdir", None, Text, PROJECT),
];

/// Of `docker compose run`.
pub(in crate::commandline) const RUN: &[Flag] = &[
    flag("build", None, Bool, IMAGE),
    flag("cap-add", None, Text, RIGHTS),
    flag("cap-drop", None, Text, Acts),
    flag("detach", Some('d'), Bool, OUTPUT),
    flag("dry-run", None, Bool, TRIAL),
    flag("entrypoint", None, Text, Acts),
    flag("env", Some('e'), Text, Acts),
    flag("env-from-file", None, Text, Acts),
    flag("interactive", Some('i'), Bool, Acts),
    flag("label", Some('l'), Text, MEMO),
    flag("labels", None, Text, MEMO),
    flag("name", None, Text, MEMO),
    flag("no-TTY", Some('T'), Bool, Acts),
    flag("no-deps", None, Bool, START),
    flag("publish", Some('p'), Unchecked, NETWORK),
    flag("pull", None, Text, IMAGE),
    flag("quiet", Some('q'), Bool, OUTPUT),
    flag("quiet-build", None, Bool, OUTPUT),
    flag("quiet-pull", None, Bool, OUTPUT),
    flag("remove-orphans", None, Bool, START),
    flag("rm", None, Bool, START),
    flag("service-ports", Some('P'), Bool, NETWORK),
    flag("tty", Some('t'), Bool, Acts),
    flag("use-aliases", None, Bool, NETWORK),
    flag("user", Some('u'), Text, Acts),
    flag("volume", Some('v'), Unchecked, FILES),
    flag("volumes", None, Unchecked, FILES),
    flag("workdir", Some('w'), Text, Acts),
];

/// Of `docker compose exec`.
pub(in crate::commandline) const EXEC: &[Flag] = &[
    flag("detach", Some('d'), Bool, OUTPUT),
    flag("dry-run", None, Bool, TRIAL),
    flag("env", Some('e'), Text, Acts),
    flag(
        "index",
        None,
        Int,
        Elsewhere("which container of the service"),
    ),
    flag("interactive", Some('i'), Bool, Acts),
    flag("no-tty", Some('T'), Bool, Acts),
    flag("privileged", None, Bool, RIGHTS),
    flag("tty", Some('t'), Bool, Acts),
    flag("user", Some('u'), Text, Acts),
    flag("workdir", Some('w'), Text, Acts),
];
