//! [`StopInput`]: the signal that comes to the container from outside, and when.

use serde::{Deserialize, Serialize};

/// How a running container is told to end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StopInput {
    /// By what.
    pub by: StopBy,
    /// `docker stop -s`, `docker kill -s`: the signal instead of the container's own.
    pub signal: Option<String>,
    /// `docker stop -t`: the seconds until `SIGKILL` follows; a negative number for never.
    pub timeout: Option<i64>,
    /// When.
    pub when: StopMoment,
}

/// What tells a container to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StopBy {
    /// `docker stop`: the stop signal to PID 1, and `SIGKILL` after the grace period.
    #[default]
    DockerStop,
    /// `docker kill`: one signal to PID 1, `SIGKILL` unless told otherwise.
    DockerKill,
    /// Ctrl-C where `docker run` is attached: `SIGINT` to PID 1 by the client; with `-t` to every process by the
    /// terminal.
    CtrlC,
}

/// When a container is told to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StopMoment {
    /// When nothing more happens by itself for a second.
    #[default]
    AtRest,
    /// So many milliseconds after its start.
    Milliseconds(u64),
    /// When the step of this number (from zero) of its trace has been taken.
    Step(usize),
}
