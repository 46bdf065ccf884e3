//! The shape of the catalogue: what is known about an image, and from where.

/// What is known about the images of one or more repositories.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageFacts {
    /// The repositories, `docker.io/library/` implied.
    pub names: &'static [&'static str],
    /// What the image is, in a sentence.
    pub summary: &'static str,
    /// Where the facts can be checked, by key.
    pub evidence: &'static [(&'static str, &'static str)],
    /// The variants; the first whose tags match counts.
    pub variants: &'static [VariantFacts],
}

/// What is known about the tags of one variant; `None` is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantFacts {
    /// Tags, with `*` for any characters.
    pub tags: &'static [&'static str],
    /// Keys of the evidence.
    pub evidence: &'static [&'static str],
    /// What `/bin/sh` is.
    pub shell: Option<ShellFacts>,
    /// The complete environment, in order.
    pub environment: Option<&'static [VariableFacts]>,
    /// ENTRYPOINT; empty when unset.
    pub entrypoint: Option<&'static [&'static str]>,
    /// CMD; empty when unset.
    pub cmd: Option<&'static [&'static str]>,
    /// SHELL; empty when unset.
    pub config_shell: Option<&'static [&'static str]>,
    /// WORKDIR; empty when unset.
    pub working_dir: Option<&'static str>,
    /// USER; empty when unset.
    pub user: Option<&'static str>,
    /// STOPSIGNAL; empty when unset.
    pub stop_signal: Option<&'static str>,
    /// EXPOSE.
    pub exposed_ports: Option<&'static [&'static str]>,
    /// VOLUME.
    pub volumes: Option<&'static [&'static str]>,
    /// ONBUILD.
    pub onbuild: Option<&'static [&'static str]>,
    /// HEALTHCHECK.
    pub healthcheck: Option<HealthcheckFacts>,
    /// Whether the timezone database is there.
    pub tzdata: Option<TzdataFacts>,
    /// The operating system.
    pub os: Os,
}

/// What `/bin/sh` is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShellFacts {
    /// Which shell.
    pub dialect: ShellDialect,
    /// Its version, where it is the same for all the tags.
    pub version: Option<&'static str>,
}

/// Which shell `/bin/sh` is, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShellDialect {
    /// dash.
    Dash,
    /// bash.
    Bash,
    /// bash called as sh.
    BashAsSh,
    /// busybox ash.
    BusyboxAsh,
    /// There is no `/bin/sh`.
    NoShell,
}

/// A variable; its value, or why it is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableFacts {
    /// The name.
    pub name: &'static str,
    /// The value, or the reason.
    pub value: Result<&'static str, &'static str>,
}

/// Whether the image has a health check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HealthcheckFacts {
    /// It has one.
    Present,
    /// It has none.
    Absent,
}

/// Whether the timezone database is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TzdataFacts {
    /// Whether `/usr/share/zoneinfo` has zones.
    pub zones: Zones,
    /// The key of the evidence.
    pub evidence: &'static str,
}

/// Whether `/usr/share/zoneinfo` has zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zones {
    /// It has.
    Present,
    /// It has none.
    Absent,
}

/// The operating system of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Os {
    /// Linux.
    Linux,
    /// Windows.
    Windows,
}
