//! What an operator adds when a container is started.
//!
//! The options of `docker run` as [`RunOptions`], and how others come to them, with the places of all characters: a line
//! of `docker run` by its argv, a service of a Compose file, a container of a Kubernetes object.

#[cfg(feature = "follow")]
pub mod compose;
#[cfg(feature = "follow")]
pub mod docker;
#[cfg(feature = "follow")]
pub mod file;
#[cfg(feature = "follow")]
pub mod flags;
#[cfg(feature = "follow")]
mod given;
#[cfg(feature = "follow")]
pub mod kubernetes;
#[cfg(feature = "follow")]
pub mod yaml;

use serde::{Deserialize, Serialize};

#[cfg(feature = "follow")]
pub use given::{Given, ImageCommand, Origin};

/// The options and arguments of `docker run` that change what runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RunOptions {
    /// `--entrypoint`; an empty string drops the image's ENTRYPOINT (and its CMD).
    pub entrypoint: Option<String>,
    /// What follows the image's name; replaces CMD.
    pub arguments: Vec<String>,
    /// `-e NAME=value`, or `-e NAME` to pass on the caller's own variable.
    pub environment: Vec<String>,
    /// The names of `-e NAME` where the caller has no such variable: the image's is then taken away.
    #[cfg_attr(
        not(feature = "follow"),
        serde(deserialize_with = "crate::input::leave_out")
    )]
    pub removed_environment: Vec<String>,
    /// `-w`
    pub working_dir: Option<String>,
    /// `-u`
    pub user: Option<String>,
    /// `-h`
    pub hostname: Option<String>,
    /// `--init`
    pub init: Init,
    /// `-t`
    pub terminal: Terminal,
    /// `-i`
    #[cfg_attr(
        not(feature = "follow"),
        serde(deserialize_with = "crate::input::leave_out")
    )]
    pub interactive: Interactive,
    /// `--read-only`
    pub root: RootFiles,
    /// `--tmpfs PATH` or `--tmpfs PATH:OPTIONS`
    #[cfg_attr(
        not(feature = "follow"),
        serde(deserialize_with = "crate::input::leave_out")
    )]
    pub tmpfs: Vec<String>,
    /// `--sysctl NAME=value`
    pub sysctls: Vec<String>,
    /// `--cap-drop`: with or without `CAP_`, or `ALL`.
    pub dropped_capabilities: Vec<String>,
    /// `--stop-signal`
    #[cfg_attr(
        not(feature = "follow"),
        serde(deserialize_with = "crate::input::leave_out")
    )]
    pub stop_signal: Option<String>,
    /// `--stop-timeout`: seconds; a negative number for no end.
    #[cfg_attr(
        not(feature = "follow"),
        serde(deserialize_with = "crate::input::leave_out")
    )]
    pub stop_timeout: Option<i64>,
}

/// `--read-only`: whether the container can change the files of its image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RootFiles {
    /// It can.
    #[default]
    Writable,
    /// It cannot.
    ReadOnly,
}

/// `-i`: whether standard input stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Interactive {
    /// There is nothing to read.
    #[default]
    No,
    /// It leads to the terminal or pipe of the operator.
    Yes,
}

/// `--init`: whether Docker puts its own process in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Init {
    /// The command is PID 1.
    #[default]
    None,
    /// `docker-init` is PID 1 and starts the command.
    DockerInit,
}

/// `-t`: whether the container has a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Terminal {
    /// It has none.
    #[default]
    None,
    /// It has one, and `TERM` is set.
    Allocated,
}
