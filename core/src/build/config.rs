//! The image configuration: what an image stores, each field knowing who set it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::knowledge::{Known, Unknown};
use crate::text::Span;

/// What an image stores, with the names of the OCI image configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageConfig {
    /// `Env`, in order.
    pub environment: Environment,
    /// `Entrypoint`; empty when unset.
    pub entrypoint: Setting<Vec<Span>>,
    /// `Cmd`; empty when unset.
    pub cmd: Setting<Vec<Span>>,
    /// `Shell`; empty when unset.
    pub shell: Setting<Vec<Span>>,
    /// `WorkingDir`; `None` when unset.
    pub working_dir: Setting<Option<Span>>,
    /// `User`; `None` when unset.
    pub user: Setting<Option<Span>>,
    /// `StopSignal`; `None` when unset.
    pub stop_signal: Setting<Option<Span>>,
    /// `Healthcheck`; `None` when unset.
    pub healthcheck: Setting<Option<HealthcheckConfig>>,
    /// `ExposedPorts`.
    pub exposed_ports: Collection,
    /// `Volumes`.
    pub volumes: Collection,
    /// `Labels`.
    pub labels: Collection,
    /// `OnBuild`.
    pub onbuild: Vec<(Span, SetBy)>,
}

/// A field with who set it.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<T> {
    /// Its value.
    pub value: Known<T>,
    /// Who set it.
    pub set_by: SetBy,
}

/// Who set a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SetBy {
    /// Nobody: it is unset.
    Nobody,
    /// The base image.
    BaseImage,
    /// BuildKit by itself.
    Builder,
    /// The instruction of this index.
    Instruction(usize),
    /// A trigger that fired at the `FROM` of this index.
    Trigger(usize),
}

/// The variables of an image, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Environment {
    variables: Vec<Variable>,
    by_name: BTreeMap<String, usize>,
    /// Whether the base image's variables are all known, or why not.
    pub base: Known<()>,
}

/// A variable of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: Span,
    /// Its value.
    pub value: Span,
    /// Who set it.
    pub set_by: SetBy,
}

/// Things that are there or not, by name: ports, volumes, labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection {
    /// The things, sorted as Docker prints them.
    pub items: BTreeMap<String, Item>,
    /// Whether the base image's are all known, or why not.
    pub base: Known<()>,
}

/// One thing of a [`Collection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: Span,
    /// A label's value.
    pub value: Option<Span>,
    /// Who set it.
    pub set_by: SetBy,
}

/// A health check as the image stores it.
#[derive(Debug, Clone, PartialEq)]
pub struct HealthcheckConfig {
    /// `Test`: `NONE`, or `CMD` with an argv, or `CMD-SHELL` with a script.
    pub test: Vec<Span>,
    /// `Interval` in nanoseconds; 0 when unset.
    pub interval: i64,
    /// `Timeout` in nanoseconds; 0 when unset.
    pub timeout: i64,
    /// `StartPeriod` in nanoseconds; 0 when unset.
    pub start_period: i64,
    /// `StartInterval` in nanoseconds; 0 when unset.
    pub start_interval: i64,
    /// `Retries`; 0 when unset.
    pub retries: i32,
}

/// A field of the image configuration, by the name OCI gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// `Env`
    Env,
    /// A build argument: no field of the image, but in the environment of the build.
    BuildArgument,
    /// `Entrypoint`
    Entrypoint,
    /// `Cmd`
    Cmd,
    /// `Shell`
    Shell,
    /// `WorkingDir`
    WorkingDir,
    /// `User`
    User,
    /// `StopSignal`
    StopSignal,
    /// `Healthcheck`
    Healthcheck,
    /// `ExposedPorts`
    ExposedPorts,
    /// `Volumes`
    Volumes,
    /// `Labels`
    Labels,
    /// `OnBuild`
    OnBuild,
    /// `Author`
    Author,
}

impl Field {
    /// Its name in the image configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Env => "Env",
            Self::BuildArgument => "build argument",
            Self::Entrypoint => "Entrypoint",
            Self::Cmd => "Cmd",
            Self::Shell => "Shell",
            Self::WorkingDir => "WorkingDir",
            Self::User => "User",
            Self::StopSignal => "StopSignal",
            Self::Healthcheck => "Healthcheck",
            Self::ExposedPorts => "ExposedPorts",
            Self::Volumes => "Volumes",
            Self::Labels => "Labels",
            Self::OnBuild => "OnBuild",
            Self::Author => "Author",
        }
    }
}

/// What an instruction did to the image configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// What was done.
    pub action: Action,
    /// The name, of a variable or label.
    pub name: Option<Span>,
    /// The value: one span, or one for each argument of a list.
    pub value: Vec<Span>,
    /// Who had set the field before, where it was replaced or cleared.
    pub replaced: SetBy,
}

/// What was done to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// It was set.
    Set,
    /// Something was added to it.
    Added,
    /// It was emptied.
    Cleared,
    /// It was declared and has no value yet.
    Declared,
}

impl ImageConfig {
    /// How many variables, ports, volumes, labels and triggers it lists.
    pub(super) fn length(&self) -> usize {
        let collections = [&self.exposed_ports, &self.volumes, &self.labels];
        let items: usize = collections.iter().map(|it| it.items.len()).sum();
        self.environment.variables.len() + items + self.onbuild.len()
    }
}

impl<T> Setting<T> {
    /// Set by `set_by`.
    #[must_use]
    pub fn new(value: T, set_by: SetBy) -> Self {
        Self {
            value: Known::Yes(value),
            set_by,
        }
    }

    /// Not known, because of the base image.
    #[must_use]
    pub fn unknown(why: Arc<Unknown>) -> Self {
        Self {
            value: Known::No(why),
            set_by: SetBy::BaseImage,
        }
    }
}

impl Environment {
    /// No variables at all.
    #[must_use]
    pub fn new(base: Known<()>) -> Self {
        Self {
            variables: Vec::new(),
            by_name: BTreeMap::new(),
            base,
        }
    }

    /// Sets a variable: in its place if it is there, otherwise at the end.
    pub fn set(&mut self, name: &str, variable: Variable) {
        match self.by_name.get(name) {
            Some(index) => self.variables[*index] = variable,
            None => {
                self.by_name.insert(name.to_owned(), self.variables.len());
                self.variables.push(variable);
            }
        }
    }

    /// The variable of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.by_name.get(name).map(|index| &self.variables[*index])
    }

    /// All variables, in order.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }
}

impl Collection {
    /// Nothing at all.
    #[must_use]
    pub fn new(base: Known<()>) -> Self {
        Self {
            items: BTreeMap::new(),
            base,
        }
    }
}
