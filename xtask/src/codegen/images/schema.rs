//! What a file of facts about a base image may hold; anything else is an error.
//!
//! ```toml
//! names = ["debian"]
//! summary = "Debian, the usual base of official images."
//!
//! [evidence]                       # where each fact can be checked
//! rootfs = "repository, path, commit"
//!
//! [[variants]]                     # the first whose pattern matches the tag is taken
//! tags = ["latest", "12", "12.*"]
//! evidence = ["rootfs"]
//! os = "linux"
//! shell = { dialect = "dash", version = "0.5.12" }
//! env = [ { name = "PATH", value = "/bin" }, { name = "V", unknown = "differs by tag" } ]
//! cmd = ["bash"]                   # [] is known to be unset; left out is unknown
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A file: an image under all its names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Image {
    /// Repositories; `docker.io/library/` is implied.
    pub(super) names: Vec<String>,
    pub(super) summary: String,
    /// By the keys that variants refer to.
    pub(super) evidence: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) variants: Vec<Variant>,
}

/// What holds for some tags. Tags, evidence and system are always known; any other field that is left out is unknown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    /// Tags, or patterns with `*`.
    pub(super) tags: Spanned<Vec<String>>,
    pub(super) evidence: Vec<Spanned<String>>,
    pub(super) os: Os,
    pub(super) shell: Option<Shell>,
    pub(super) env: Option<Vec<Variable>>,
    pub(super) entrypoint: Option<Vec<String>>,
    pub(super) cmd: Option<Vec<String>>,
    pub(super) config_shell: Option<Vec<String>>,
    pub(super) working_dir: Option<String>,
    pub(super) user: Option<String>,
    pub(super) stop_signal: Option<String>,
    pub(super) exposed_ports: Option<Vec<String>>,
    pub(super) volumes: Option<Vec<String>>,
    pub(super) onbuild: Option<Vec<String>>,
    pub(super) healthcheck: Option<bool>,
    pub(super) tzdata: Option<Tzdata>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Os {
    Linux,
    Windows,
}

/// What `/bin/sh` is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shell {
    pub(super) dialect: Dialect,
    pub(super) version: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Dialect {
    Dash,
    Bash,
    BashAsSh,
    BusyboxAsh,
    None,
}

/// A variable of the image's environment: with its value, or with why that is unknown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variable {
    pub(super) name: Spanned<String>,
    pub(super) value: Option<String>,
    pub(super) unknown: Option<String>,
}

/// Whether the image has time zones.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tzdata {
    pub(super) present: bool,
    pub(super) evidence: Spanned<String>,
}
