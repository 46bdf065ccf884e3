//! The options of `docker run` and `docker exec`, as Docker 28.5.2 lists them with `--help`.

use crate::commandline::flags::{Effect, Flag, Kind, flag};

use Effect::{Acts, Elsewhere, World};
use Kind::{Bool, Int, Label, Stream, Sysctl, Text, Uint, Unchecked, Variable};

const RESOURCES: Effect =
    World("how much the container may use; what happens when that is not enough");
const LIMITS: Effect = World("limits of its processes");
const FILES: Effect = World("files the container sees");
const NETWORK: Effect = World("the network and names in it");
const RIGHTS: Effect = World("what its processes may do");
const NAMESPACES: Effect = World("which processes and names it sees");
const MEMO: Effect = Elsewhere("how the container is noted down");
const OUTPUT: Effect = Elsewhere("what the terminal of `docker run` shows");
const LOGS: Effect = Elsewhere("where its output is kept");
const HEALTH: Effect = Elsewhere("the health check, a command of its own beside this one");
const WINDOWS: Effect = Elsewhere("containers of Windows");
const START: Effect = Elsewhere("when the engine starts it, and what becomes of it afterwards");
const IMAGE: Effect = World("which image of that name is taken");

/// Of `docker run` and `docker create`.
pub const RUN: &[Flag] = &[
    flag("add-host", None, Unchecked, NETWORK),
    flag("annotation", None, Text, MEMO),
    flag("attach", Some('a'), Stream, OUTPUT),
    flag("blkio-weight", None, Uint(16), RESOURCES),
    flag("blkio-weight-device", None, Unchecked, RESOURCES),
    flag("cap-add", None, Text, RIGHTS),
    flag("cap-drop", None, Text, Acts),
    flag("cgroup-parent", None, Text, RESOURCES),
    flag("cgroupns", None, Unchecked, NAMESPACES),
    flag("cidfile", None, Text, MEMO),
    flag("cpu-count", None, Int, WINDOWS),
    flag("cpu-percent", None, Int, WINDOWS),
    flag("cpu-period", None, Int, RESOURCES),
    flag("cpu-quota", None, Int, RESOURCES),
    flag("cpu-rt-period", None, Int, RESOURCES),
    flag("cpu-rt-runtime", None, Int, RESOURCES),
    flag("cpu-shares", Some('c'), Int, RESOURCES),
    flag("cpus", None, Unchecked, RESOURCES),
    flag("cpuset-cpus", None, Text, RESOURCES),
    flag("cpuset-mems", None, Text, RESOURCES),
    flag("detach", Some('d'), Bool, OUTPUT),
    flag("detach-keys", None, Text, OUTPUT),
    flag("device", None, Unchecked, FILES),
    flag("device-cgroup-rule", None, Unchecked, RIGHTS),
    flag("device-read-bps", None, Unchecked, RESOURCES),
    flag("device-read-iops", None, Unchecked, RESOURCES),
    flag("device-write-bps", None, Unchecked, RESOURCES),
    flag("device-write-iops", None, Unchecked, RESOURCES),
    flag("disable-content-trust", None, Bool, IMAGE),
    flag("dns", None, Unchecked, NETWORK),
    flag("dns-option", None, Text, NETWORK),
    flag("dns-search", None, Unchecked, NETWORK),
    flag("domainname", None, Text, NETWORK),
    flag("entrypoint", None, Text, Acts),
    flag("env", Some('e'), Variable, Acts),
    flag("env-file", None, Text, Acts),
    flag("expose", None, Unchecked, NETWORK),
    flag("gpus", None, Unchecked, FILES),
    flag("group-add", None, Text, RIGHTS),
    flag("health-cmd", None, Text, HEALTH),
    flag("health-interval", None, Unchecked, HEALTH),
    flag("health-retries", None, Int, HEALTH),
    flag("health-start-interval", None, Unchecked, HEALTH),
    flag("health-start-period", None, Unchecked, HEALTH),
    flag("health-timeout", None, Unchecked, HEALTH),
    flag("hostname", Some('h'), Text, Acts),
    flag("init", None, Bool, Acts),
    flag("interactive", Some('i'), Bool, Acts),
    flag("io-maxbandwidth", None, Unchecked, WINDOWS),
    flag("io-maxiops", None, Uint(64), WINDOWS),
    flag("ip", None, Text, NETWORK),
    flag("ip6", None, Text, NETWORK),
    flag("ipc", None, Unchecked, NAMESPACES),
    flag("isolation", None, Text, WINDOWS),
    flag("kernel-memory", None, Unchecked, RESOURCES),
    flag("label", Some('l'), Label, MEMO),
    flag("label-file", None, Unchecked, MEMO),
    flag(
        "link",
        None,
        Unchecked,
        World("the network, and variables that name the linked container"),
    ),
    flag("link-local-ip", None, Unchecked, NETWORK),
    flag("log-driver", None, Text, LOGS),
    flag("log-opt", None, Unchecked, LOGS),
    flag("mac-address", None, Unchecked, NETWORK),
    flag("memory", Some('m'), Unchecked, RESOURCES),
    flag("memory-reservation", None, Unchecked, RESOURCES),
    flag("memory-swap", None, Unchecked, RESOURCES),
    flag("memory-swappiness", None, Int, RESOURCES),
    flag("mount", None, Unchecked, FILES),
    flag("name", None, Text, MEMO),
    flag("network", None, Unchecked, NETWORK),
    flag("network-alias", None, Text, NETWORK),
    flag("no-healthcheck", None, Bool, HEALTH),
    flag("oom-kill-disable", None, Bool, RESOURCES),
    flag("oom-score-adj", None, Int, RESOURCES),
    flag("pid", None, Unchecked, NAMESPACES),
    flag("pids-limit", None, Int, RESOURCES),
    flag("platform", None, Unchecked, IMAGE),
    flag("privileged", None, Bool, RIGHTS),
    flag("publish", Some('p'), Unchecked, NETWORK),
    flag("publish-all", Some('P'), Bool, NETWORK),
    flag("pull", None, Unchecked, IMAGE),
    flag("quiet", Some('q'), Bool, OUTPUT),
    flag("read-only", None, Bool, Acts),
    flag("restart", None, Unchecked, START),
    flag("rm", None, Bool, START),
    flag(
        "runtime",
        None,
        Text,
        World("who starts the container, and with which words it fails"),
    ),
    flag("security-opt", None, Unchecked, RIGHTS),
    flag("shm-size", None, Unchecked, RESOURCES),
    flag(
        "sig-proxy",
        None,
        Bool,
        Elsewhere("which signals `docker run` passes on"),
    ),
    flag("stop-signal", None, Text, Acts),
    flag("stop-timeout", None, Int, Acts),
    flag("storage-opt", None, Unchecked, RESOURCES),
    flag("sysctl", None, Sysctl, Acts),
    flag("tmpfs", None, Text, Acts),
    flag("tty", Some('t'), Bool, Acts),
    flag("ulimit", None, Unchecked, LIMITS),
    flag("use-api-socket", None, Bool, FILES),
    flag("user", Some('u'), Text, Acts),
    flag("userns", None, Unchecked, NAMESPACES),
    flag("uts", None, Unchecked, NAMESPACES),
    flag("volume", Some('v'), Unchecked, FILES),
    flag("volume-driver", None, Text, FILES),
    flag("volumes-from", None, Unchecked, FILES),
    flag("workdir", Some('w'), Text, Acts),
];

/// Of `docker exec`.
pub const EXEC: &[Flag] = &[
    flag("detach", Some('d'), Bool, OUTPUT),
    flag("detach-keys", None, Text, OUTPUT),
    flag("env", Some('e'), Variable, Acts),
    flag("env-file", None, Text, Acts),
    flag("interactive", Some('i'), Bool, Acts),
    flag("privileged", None, Bool, RIGHTS),
    flag("tty", Some('t'), Bool, Acts),
    flag("user", Some('u'), Text, Acts),
    flag("workdir", Some('w'), Text, Acts),
];

/// Of `docker` itself, before the command.
pub const GLOBAL: &[Flag] = &[
    flag("config", None, Text, CLIENT),
    flag("context", Some('c'), Text, CLIENT),
    flag("debug", Some('D'), Bool, CLIENT),
    flag("host", Some('H'), Text, CLIENT),
    flag("log-level", Some('l'), Text, CLIENT),
    flag("tls", None, Bool, CLIENT),
    flag("tlscacert", None, Text, CLIENT),
    flag("tlscert", None, Text, CLIENT),
    flag("tlskey", None, Text, CLIENT),
    flag("tlsverify", None, Bool, CLIENT),
    flag("version", Some('v'), Bool, CLIENT),
];

const CLIENT: Effect = Elsewhere("which engine is asked, and how");
