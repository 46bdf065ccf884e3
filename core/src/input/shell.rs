//! [`ShellInput`]: a script for a shell, and the world it runs in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::build::signal_number;
use crate::container::{Flavour, Lasts, Reaction, Stub};
use crate::kernel::Signal;
use crate::shell::{Dialect, Release, Shell};

/// A script for a shell, and the world it runs in: what `shellform sh` simulates, and `shellform batch` for a line
/// that has the key `script`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ShellInput {
    /// The script.
    pub script: String,
    /// Which shell it is given to.
    pub shell: ShellName,
    /// How it is given.
    pub form: ScriptForm,
    /// The name of its file, when it is given as one; seen from `directory`.
    pub name: String,
    /// The options of the shell before `-c` or the file, such as `-e`.
    pub options: Vec<String>,
    /// The arguments behind the script: of a command string `$0`, `$1`, …, else `$1`, ….
    pub args: Vec<String>,
    /// Variables of the environment, beside `PATH` as Docker sets it and `HOME=/root`; `null` takes one away.
    pub env: BTreeMap<String, Option<String>>,
    /// The files there are, beside the usual directories, devices and programs.
    pub files: Vec<InputFile>,
    /// What standard input holds; behind the script, when that is given there.
    pub stdin: String,
    /// What programs do that nobody here knows, or that shall do something else.
    pub stubs: Vec<StubInput>,
    /// What there is of programs that are neither simulated nor given here.
    pub other_programs: OtherPrograms,
    /// The working directory. It is made when there is none.
    pub directory: String,
    /// The number of the shell's process; 1 is the first process of a container, which ignores signals that it does
    /// not handle.
    pub process: u32,
    /// Whether the report tells every step.
    pub trace: TraceDetail,
}

/// A shell by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ShellName {
    /// dash 0.5.12: `/bin/sh` of Debian 12 and Ubuntu.
    #[default]
    Dash,
    /// bash 5.2, called as `/bin/bash`.
    Bash,
    /// bash 5.2, called as `/bin/sh`: POSIX mode, `/bin/sh` of Fedora, Rocky and Amazon Linux.
    BashAsSh,
    /// busybox 1.35 as Debian 12 builds it.
    Busybox,
    /// busybox 1.37 as Alpine builds it.
    Alpine,
    /// dash of Debian unstable.
    DashUnstable,
    /// bash 5.3, called as `/bin/bash`.
    Bash53,
    /// busybox 1.38.
    Busybox138,
}

/// How a script is given to the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ScriptForm {
    /// As the argument behind `-c`.
    #[default]
    CommandString,
    /// As a file whose name is the argument.
    File,
    /// On standard input.
    StandardInput,
}

/// What there is of programs that are neither simulated nor given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OtherPrograms {
    /// A name that a program may have is taken to be one, which succeeds; the report says so.
    #[default]
    Assumed,
    /// There are none: their names are not found.
    Missing,
}

/// A file that there is before the script runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InputFile {
    /// Its path, seen from the working directory; of a directory it ends in `/`. `/usr/share/zoneinfo/` is there with
    /// all its time zones.
    pub path: String,
    /// What it holds; `null` when nobody says.
    #[serde(default = "nothing")]
    pub content: Option<String>,
    /// Its permission bits in octal digits, such as `755`; without them 644, and 755 for a directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// The content of a file of which only the path is given.
fn nothing() -> Option<String> {
    Some(String::new())
}

/// What a program does, as the reader says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StubInput {
    /// The command line it answers for: the arguments joined by blanks, the name without directories first; `*`
    /// stands for any characters.
    pub pattern: String,
    /// What it writes to standard output.
    #[serde(default)]
    pub stdout: String,
    /// What it writes to standard error.
    #[serde(default)]
    pub stderr: String,
    /// Its exit status.
    #[serde(default)]
    pub exit: u8,
    /// The files it makes, by path.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// How long it runs. One that stays until it is stopped writes when it begins, another when it ends.
    #[serde(default)]
    pub lasts: LastsInput,
    /// What it does when a signal comes, by the signal's name; the others are left to the kernel.
    #[serde(default)]
    pub signals: BTreeMap<String, ReactionInput>,
}

/// How long a program runs.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LastsInput {
    /// It ends at once.
    #[default]
    AtOnce,
    /// So many seconds.
    Seconds(f64),
    /// Until a signal ends it.
    UntilStopped,
}

/// What a program does when a signal comes: it writes, and ends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ReactionInput {
    /// What it writes to standard output.
    pub stdout: String,
    /// What it writes to standard error.
    pub stderr: String,
    /// Its exit status.
    pub exit: u8,
}

/// Whether a report tells every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TraceDetail {
    /// Only what comes of them.
    #[default]
    Outcome,
    /// Every step.
    Steps,
}

impl Default for ShellInput {
    fn default() -> Self {
        Self {
            script: String::new(),
            shell: ShellName::default(),
            form: ScriptForm::default(),
            name: "script.sh".to_owned(),
            options: Vec::new(),
            args: Vec::new(),
            env: BTreeMap::new(),
            files: Vec::new(),
            stdin: String::new(),
            stubs: Vec::new(),
            other_programs: OtherPrograms::default(),
            directory: "/srv".to_owned(),
            process: 100,
            trace: TraceDetail::default(),
        }
    }
}

impl ShellInput {
    /// A script for `sh -c` of this shell, in an empty directory.
    #[must_use]
    pub fn command_string(shell: ShellName, script: impl Into<String>) -> Self {
        Self {
            script: script.into(),
            shell,
            ..Self::default()
        }
    }
}

impl ShellName {
    /// Every shell.
    pub const ALL: [Self; 8] = [
        Self::Dash,
        Self::Bash,
        Self::BashAsSh,
        Self::Busybox,
        Self::Alpine,
        Self::DashUnstable,
        Self::Bash53,
        Self::Busybox138,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dash => "dash",
            Self::Bash => "bash",
            Self::BashAsSh => "bash-as-sh",
            Self::Busybox => "busybox",
            Self::Alpine => "alpine",
            Self::DashUnstable => "dash-unstable",
            Self::Bash53 => "bash53",
            Self::Busybox138 => "busybox138",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Dash => "dash 0.5.12, the /bin/sh of Debian 12 and Ubuntu",
            Self::Bash => "bash 5.2, called as /bin/bash",
            Self::BashAsSh => "bash 5.2, called as /bin/sh: Fedora, Rocky, Amazon Linux",
            Self::Busybox => "busybox 1.35, as Debian 12 builds it",
            Self::Alpine => "busybox 1.37, the /bin/sh of Alpine",
            Self::DashUnstable => "dash of Debian unstable",
            Self::Bash53 => "bash 5.3, called as /bin/bash",
            Self::Busybox138 => "busybox 1.38",
        }
    }

    /// The dialect, and the release that speaks it.
    #[must_use]
    pub fn shell(self) -> Shell {
        let (dialect, release) = match self {
            Self::Dash => (Dialect::Dash, Release::Dash0_5_12),
            Self::Bash => (Dialect::Bash, Release::Bash5_2),
            Self::BashAsSh => (Dialect::BashAsSh, Release::Bash5_2),
            Self::Busybox => (Dialect::BusyboxAsh, Release::Busybox1_35),
            Self::Alpine => (Dialect::BusyboxAsh, Release::Busybox1_37),
            Self::DashUnstable => (Dialect::Dash, Release::DashUnstable),
            Self::Bash53 => (Dialect::Bash, Release::Bash5_3),
            Self::Busybox138 => (Dialect::BusyboxAsh, Release::Busybox1_38),
        };
        Shell { dialect, release }
    }

    /// The file it is started from, its `argv[0]`.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Bash | Self::Bash53 => "/bin/bash",
            Self::Dash
            | Self::BashAsSh
            | Self::Busybox
            | Self::Alpine
            | Self::DashUnstable
            | Self::Busybox138 => "/bin/sh",
        }
    }

    /// Whose programs stand beside it.
    #[must_use]
    pub fn flavour(self) -> Flavour {
        match self {
            Self::Alpine | Self::Busybox138 => Flavour::Busybox,
            Self::Dash
            | Self::Bash
            | Self::BashAsSh
            | Self::Busybox
            | Self::DashUnstable
            | Self::Bash53 => Flavour::Debian,
        }
    }
}

impl InputFile {
    /// Its permission bits; nothing when they are no octal digits.
    #[must_use]
    pub fn permission_bits(&self) -> Option<u16> {
        match &self.mode {
            Some(digits) => u16::from_str_radix(digits, 8)
                .ok()
                .filter(|it| *it <= 0o7777),
            None if self.path.ends_with('/') => Some(0o755),
            None => Some(0o644),
        }
    }
}

impl From<&StubInput> for Stub {
    /// Signals that nobody knows are left out.
    fn from(stub: &StubInput) -> Self {
        let reactions = stub.signals.iter().filter_map(|(name, it)| {
            Some(Reaction {
                signal: signal_of(name)?,
                stdout: it.stdout.clone(),
                stderr: it.stderr.clone(),
                exit: it.exit,
            })
        });
        Self {
            pattern: stub.pattern.clone(),
            stdout: stub.stdout.clone(),
            stderr: stub.stderr.clone(),
            exit: stub.exit,
            files: stub.files.clone().into_iter().collect(),
            lasts: match stub.lasts {
                LastsInput::AtOnce => Lasts::AtOnce,
                LastsInput::Seconds(seconds) => {
                    let time = std::time::Duration::try_from_secs_f64(seconds).unwrap_or_default();
                    Lasts::For(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX))
                }
                LastsInput::UntilStopped => Lasts::UntilStopped,
            },
            reactions: reactions.collect(),
        }
    }
}

/// The signal of this name or number, as Docker reads it.
pub(crate) fn signal_of(name: &str) -> Option<Signal> {
    let number = u8::try_from(signal_number(name)?).ok()?;
    (1..=64).contains(&number).then_some(Signal(number))
}
