//! [`Start`]: what starts the container.

/// What starts the container, as it stands in its fields; what belongs to another choice is kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Start {
    pub(crate) by: Starter,
    /// The line, or the file.
    pub(crate) text: String,
    /// The service or container of a file; empty for its only one.
    pub(crate) target: String,
    /// Variables of the host, each `NAME=value`.
    pub(crate) host: Vec<String>,
}

/// Who says what is started.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Starter {
    /// The options that have fields of their own.
    #[default]
    Options,
    /// A line as it is typed on a host.
    Line,
    /// A Compose file or objects of Kubernetes.
    File,
}

impl Starter {
    /// Every choice.
    pub(crate) const ALL: [Self; 3] = [Self::Options, Self::Line, Self::File];

    /// Its name in links and for the worker; none for the default.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Options => None,
            Self::Line => Some("line"),
            Self::File => Some("file"),
        }
    }

    /// The one of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == Some(name))
    }
}
