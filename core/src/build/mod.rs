//! Building the stages of a Dockerfile as BuildKit does, without running anything.
//!
//! Takes a [`Dockerfile`](crate::dockerfile::Dockerfile), the options of `docker build` and the base images; gives
//! a [`Build`]: every stage with its image configuration, each field knowing who set it, what every instruction
//! expanded and changed, and the argv of every `RUN`. The source of the rules is BuildKit's
//! `frontend/dockerfile/dockerfile2llb/convert.go`; what it does is recorded in `docker.jsonl`.
//!
//! What this module does not do: files. Of `COPY` and `ADD` it says what they bring from where ([`CopyStep`]); the
//! files themselves come when a command is followed.

mod command;
mod config;
mod copy;
mod evaluate;
mod expose;
mod from;
mod global;
mod healthcheck;
mod inherit;
mod instructions;
mod lint;
mod mode;
mod mount;
mod naming;
mod needed;
mod path;
mod run;
mod scope;
mod signal;
mod stages;
mod step;

pub use config::{
    Action, Change, Collection, Environment, Field, HealthcheckConfig, ImageConfig, Item, SetBy,
    Setting, Variable,
};
pub use copy::{Brings, CopyFrom, CopySource, CopyStep, Parents};
pub use evaluate::{BuildOptions, evaluate};
pub use mount::{MountKind, MountStep};
pub use run::{RunForm, RunStep};
pub use scope::{Binding, BindingKind, Moment, Scope};
pub use signal::{is_signal, signal_number};
pub use stages::{Base, Reach, Stage};
pub use step::{Build, Command, CommandShell, Expanded, FileStep, Step, StepOf, Trigger};

/// Whether a text can be a variable's name for BuildKit's expansion, special parameters aside.
fn is_variable_name(name: &str) -> bool {
    name.starts_with(|it: char| it.is_alphabetic() || it == '_')
}
