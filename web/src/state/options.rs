//! What the reader says about `docker build`, `docker run` and the base image.

use std::collections::BTreeMap;

use shellform::commandline::{Init, RunOptions, Terminal};
use shellform::{Input, InputKind};

/// The name under which one configuration stands for every base image.
const EVERY_IMAGE: &str = "*";

/// The options as they stand in their fields: rows are kept even while they are half typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Options {
    pub(crate) kind: InputKind,
    pub(crate) image: String,
    /// JSON; empty for none.
    pub(crate) image_config: String,
    pub(crate) target: String,
    pub(crate) platform: String,
    /// Each `NAME=value`.
    pub(crate) build_arguments: Vec<String>,
    pub(crate) run: RunOptions,
}

/// One field that changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    Kind(InputKind),
    Image(String),
    ImageConfig(String),
    Target(String),
    Platform(String),
    BuildArguments(Vec<String>),
    Entrypoint(Option<String>),
    Arguments(Vec<String>),
    Environment(Vec<String>),
    WorkingDir(String),
    User(String),
    Hostname(String),
    Init(Init),
    Terminal(Terminal),
}

impl Default for Options {
    fn default() -> Self {
        Self::from_input(&Input::default())
    }
}

impl Options {
    /// The fields that show `input`.
    pub(crate) fn from_input(input: &Input) -> Self {
        let config = input.image_configs.get(EVERY_IMAGE);
        Self {
            kind: input.kind,
            image: input.image.clone().unwrap_or_default(),
            image_config: config
                .and_then(|it| serde_json::to_string_pretty(it).ok())
                .unwrap_or_default(),
            target: input.target.clone().unwrap_or_default(),
            platform: input.platform.clone(),
            build_arguments: input
                .build_args
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
            run: input.run.clone(),
        }
    }

    /// What is simulated. What cannot be used (see [`image_config_problem`](Self::image_config_problem)) is left out.
    pub(crate) fn input(&self, text: &str) -> Input {
        let config = serde_json::from_str(&self.image_config).ok();
        let mut run = self.run.clone();
        run.environment.retain(|it| !it.is_empty());
        Input {
            text: text.to_owned(),
            kind: self.kind,
            image: given(&self.image),
            target: given(&self.target),
            platform: given(&self.platform).unwrap_or_else(|| Input::default().platform),
            build_args: self.named_build_arguments(),
            image_configs: config
                .map(|it| (EVERY_IMAGE.to_owned(), it))
                .into_iter()
                .collect(),
            run,
            ..Input::default()
        }
    }

    fn named_build_arguments(&self) -> BTreeMap<String, String> {
        let pairs = self
            .build_arguments
            .iter()
            .filter_map(|it| it.split_once('='));
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// What is wrong with the JSON of the image configuration.
    pub(crate) fn image_config_problem(&self) -> Option<String> {
        if self.image_config.trim().is_empty() {
            return None;
        }
        let config = match serde_json::from_str(&self.image_config) {
            Ok(config) => config,
            Err(error) => return Some(format!("This is not JSON: {error}.")),
        };
        let problem = shellform::images::BaseImage::from_config("image", &config).err();
        problem.map(|it| format!("This is not an image configuration: {it}."))
    }

    /// The build arguments that lack their `=`.
    pub(crate) fn unnamed_build_arguments(&self) -> impl Iterator<Item = &str> {
        let rows = self.build_arguments.iter().map(String::as_str);
        rows.filter(|it| !it.is_empty() && !it.contains('='))
    }

    /// How many fields differ from the defaults.
    pub(crate) fn changed_count(&self) -> usize {
        let default = Self::default();
        let (run, plain) = (&self.run, &default.run);
        [
            self.kind != default.kind,
            self.image != default.image,
            self.image_config != default.image_config,
            self.target != default.target,
            self.platform != default.platform,
            self.build_arguments != default.build_arguments,
            run.entrypoint != plain.entrypoint,
            run.arguments != plain.arguments,
            run.environment != plain.environment,
            run.working_dir != plain.working_dir,
            run.user != plain.user,
            run.hostname != plain.hostname,
            run.init != plain.init,
            run.terminal != plain.terminal,
        ]
        .into_iter()
        .filter(|differs| *differs)
        .count()
    }

    /// The options after a change.
    pub(crate) fn apply(&mut self, change: Change) {
        match change {
            Change::Kind(kind) => self.kind = kind,
            Change::Image(image) => self.image = image,
            Change::ImageConfig(json) => self.image_config = json,
            Change::Target(target) => self.target = target,
            Change::Platform(platform) => self.platform = platform,
            Change::BuildArguments(rows) => self.build_arguments = rows,
            Change::Entrypoint(entrypoint) => self.run.entrypoint = entrypoint,
            Change::Arguments(rows) => self.run.arguments = rows,
            Change::Environment(rows) => self.run.environment = rows,
            Change::WorkingDir(directory) => self.run.working_dir = given(&directory),
            Change::User(user) => self.run.user = given(&user),
            Change::Hostname(hostname) => self.run.hostname = given(&hostname),
            Change::Init(init) => self.run.init = init,
            Change::Terminal(terminal) => self.run.terminal = terminal,
        }
    }
}

/// A field that is filled in.
fn given(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Change, Options};

    #[test]
    fn an_argument_is_never_split() {
        let mut options = Options::default();
        options.apply(Change::Arguments(vec!["ls -l".into(), String::new()]));
        assert_eq!(options.input("").run.arguments, ["ls -l", ""]);
        assert_eq!(options.changed_count(), 1);
    }

    #[test]
    fn an_empty_entrypoint_is_not_a_missing_one() {
        let mut options = Options::default();
        options.apply(Change::Entrypoint(Some(String::new())));
        assert_eq!(options.input("").run.entrypoint.as_deref(), Some(""));
    }

    #[test]
    fn a_build_argument_needs_its_name() {
        let mut options = Options::default();
        options.apply(Change::BuildArguments(vec![
            "A=b=c".into(),
            "lonely".into(),
        ]));
        assert_eq!(options.input("").build_args["A"], "b=c");
        assert_eq!(options.input("").build_args.len(), 1);
        assert_eq!(
            options.unnamed_build_arguments().collect::<Vec<_>>(),
            ["lonely"]
        );
    }

    #[test]
    fn json_that_cannot_be_read_is_told_and_not_used() {
        let mut options = Options::default();
        assert_eq!(options.image_config_problem(), None);
        options.apply(Change::ImageConfig("{".into()));
        let problem = options.image_config_problem().unwrap();
        assert!(problem.starts_with("This is not JSON: "), "{problem}");
        assert!(options.input("").image_configs.is_empty());
    }

    #[test]
    fn fields_and_input_show_the_same() {
        let mut options = Options::default();
        options.apply(Change::Target("base".into()));
        options.apply(Change::Environment(vec!["A=1".into()]));
        options.apply(Change::BuildArguments(vec!["V=12".into()]));
        options.apply(Change::ImageConfig("{\n  \"config\": {}\n}".into()));
        assert_eq!(Options::from_input(&options.input("FROM a")), options);
    }
}
