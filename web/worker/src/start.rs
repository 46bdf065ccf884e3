//! [`Start`]: a line or a file that starts the container, as the page sends it.

use std::collections::BTreeMap;

use shellform::explain::Starter;
use shellform::simulation::{
    DockerfileIs, FileInput, FileSimulation, HostInput, LineInput, LineSimulation,
};
use shellform::{Input, file_kind, simulate_file, simulate_line};

/// The name of a file in messages.
const NAME: &str = "the file";

/// Stands between variables of the host: no variable can hold it.
const BETWEEN_VARIABLES: char = '\0';

/// What starts the container.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start<'s> {
    /// `line` or `file`; anything else for the options of the input.
    pub(crate) starter: &'s str,
    pub(crate) text: &'s str,
    /// The service or container of a file; empty for its only one.
    pub(crate) target: &'s str,
    /// Variables of the host, each `NAME=value`.
    pub(crate) host: &'s str,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Started {
    Line(Box<LineSimulation>),
    File(Box<FileSimulation>),
}

impl Start<'_> {
    /// Starts the image of `image`; nothing where its own options do.
    pub(crate) fn simulate(self, image: &Input) -> Option<Started> {
        let variables = self.host.split(BETWEEN_VARIABLES);
        let named = variables.filter_map(|it| it.split_once('='));
        let environment: BTreeMap<String, String> = named
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let host = HostInput {
            environment,
            ..HostInput::default()
        };
        let text = self.text.to_owned();
        let dockerfile = DockerfileIs::Given;
        match self.starter {
            "line" => Some(Started::Line(Box::new(simulate_line(&LineInput {
                line: text,
                host,
                image: image.clone(),
                dockerfile,
                ..LineInput::default()
            })))),
            "file" => Some(Started::File(Box::new(simulate_file(&FileInput {
                kind: file_kind(self.text).unwrap_or_default(),
                text,
                name: NAME.to_owned(),
                target: Some(self.target.to_owned()).filter(|it| !it.is_empty()),
                host,
                image: image.clone(),
                dockerfile,
            })))),
            _ => None,
        }
    }
}

impl Started {
    /// To be explained.
    pub(crate) fn starter(&self) -> Starter<'_> {
        match self {
            Self::Line(it) => Starter::Line(it),
            Self::File(it) => Starter::File(it),
        }
    }
}
