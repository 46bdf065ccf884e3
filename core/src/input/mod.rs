//! [`Input`]: all that a simulation knows of a Dockerfile; [`ShellInput`]: all that it knows of a script alone.

mod shell;
mod stop;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::commandline::RunOptions;

pub use shell::{
    InputFile, LastsInput, OtherPrograms, ReactionInput, ScriptForm, ShellInput, ShellName,
    StubInput, TraceDetail,
};
pub use stop::{StopBy, StopInput, StopMoment};

/// The longest text that is simulated, in bytes: 16 MiB, what BuildKit's own transport carries.
pub const LONGEST_TEXT: usize = 16 * 1024 * 1024;

/// All that a simulation knows: a Dockerfile (or one instruction), the options of `docker build` and `docker run`,
/// and what the reader says about base images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// The Dockerfile, or the instruction.
    pub text: String,
    /// What `text` is.
    pub kind: InputKind,
    /// The file's name for messages.
    pub name: String,
    /// `docker build --target`: the stage to build; without it the last.
    pub target: Option<String>,
    /// `docker build --build-arg`.
    pub build_args: BTreeMap<String, String>,
    /// `docker build --platform`: `os/architecture` or `os/architecture/variant`.
    pub platform: String,
    /// The image that a single instruction is based on, and that stands in for base images the catalogue does not have.
    pub image: Option<String>,
    /// Configurations of base images by name as written behind `FROM`, as `docker image inspect` or OCI has them;
    /// the name `*` stands for every base image.
    pub image_configs: BTreeMap<String, serde_json::Value>,
    /// What the operator adds at `docker run`.
    pub run: RunOptions,
    /// What `/bin/sh` of the base images is; without it what the catalogue knows.
    pub shell: Option<ShellName>,
    /// Files there are when a command starts, beside the usual ones; paths are seen from its working directory.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub files: Vec<InputFile>,
    /// The build context: the files that `COPY` and `ADD` find, by their paths in it; without it nothing is known of
    /// them.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub context: Option<Vec<InputFile>>,
    /// What programs do that nobody here knows, or that shall do something else.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub stubs: Vec<StubInput>,
    /// What there is of programs that are neither simulated nor given here.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub other_programs: OtherPrograms,
    /// What standard input of the container holds.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub stdin: String,
    /// Which commands are followed to their end.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub follow: Follow,
    /// How the container is told to end while it runs.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub stop: StopInput,
    /// Whether the report tells every step of them.
    #[cfg_attr(not(feature = "follow"), serde(deserialize_with = "leave_out"))]
    pub trace: TraceDetail,
}

/// Reads over what only following needs, where nothing is followed: the playground's page then has no code for it.
#[cfg(not(feature = "follow"))]
pub(crate) fn leave_out<'de, D: serde::Deserializer<'de>, T: Default>(
    data: D,
) -> Result<T, D::Error> {
    serde::de::IgnoredAny::deserialize(data)?;
    Ok(T::default())
}

/// Which commands are followed to their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Follow {
    /// None.
    Nothing,
    /// The one the container starts.
    #[default]
    Launch,
    /// That one, and every `RUN` that is built.
    Everything,
}

/// What the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A whole Dockerfile.
    #[default]
    Dockerfile,
    /// Instructions without the `FROM` before them.
    Instruction,
}

impl Default for Input {
    fn default() -> Self {
        Self {
            text: String::new(),
            kind: InputKind::default(),
            name: "Dockerfile".to_owned(),
            target: None,
            build_args: BTreeMap::new(),
            platform: "linux/amd64".to_owned(),
            image: None,
            image_configs: BTreeMap::new(),
            run: RunOptions::default(),
            shell: None,
            files: Vec::new(),
            context: None,
            stubs: Vec::new(),
            other_programs: OtherPrograms::default(),
            stdin: String::new(),
            follow: Follow::default(),
            stop: StopInput::default(),
            trace: TraceDetail::default(),
        }
    }
}

impl Input {
    /// A Dockerfile with default options.
    #[must_use]
    pub fn dockerfile(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A single instruction with default options.
    #[must_use]
    pub fn instruction(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: InputKind::Instruction,
            ..Self::default()
        }
    }
}
