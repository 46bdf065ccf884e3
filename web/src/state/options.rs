//! What the reader says about `docker build`, `docker run`, the base image, and what there is in the container.

use std::collections::BTreeMap;

use shellform::commandline::{Init, RunOptions, Terminal};
use shellform::input::{InputFile, StubInput};
use shellform::{Input, InputKind};

use super::start::{Start, Starter};

/// The name under which one configuration stands for every base image.
const EVERY_IMAGE: &str = "*";

/// The value of a field that is a switch.
const SET: &str = "1";

/// Stands in a stub between its pattern and what the program does.
const STUB_ARROW: &str = "=>";

/// The value of the field of the kind.
const INSTRUCTION: &str = "instruction";

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
    /// What starts the container, if not `run`.
    pub(crate) start: Start,
    /// Each `PATH=content`; without the `=` an empty file.
    pub(crate) files: Vec<String>,
    /// Each as [`stub`] reads it.
    pub(crate) stubs: Vec<String>,
    /// What standard input holds.
    pub(crate) stdin: String,
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
    Starter(Starter),
    StartText(String),
    StartTarget(String),
    Host(Vec<String>),
    Files(Vec<String>),
    Stubs(Vec<String>),
    StandardInput(String),
}

impl Default for Options {
    fn default() -> Self {
        let input = Input::default();
        Self {
            kind: input.kind,
            image: String::new(),
            image_config: String::new(),
            target: String::new(),
            platform: input.platform,
            build_arguments: Vec::new(),
            run: input.run,
            start: Start::default(),
            files: Vec::new(),
            stubs: Vec::new(),
            stdin: String::new(),
        }
    }
}

impl Options {
    /// What is simulated. What cannot be used (see [`image_config_problem`](Self::image_config_problem)) is left out.
    pub(crate) fn input(&self, text: &str) -> Input {
        let mut image_configs = BTreeMap::new();
        if let Ok(config) = serde_json::from_str(&self.image_config) {
            image_configs.insert(EVERY_IMAGE.to_owned(), config);
        }
        let mut run = self.run.clone();
        run.environment.retain(|it| !it.is_empty());
        Input {
            text: text.to_owned(),
            kind: self.kind,
            image: given(&self.image),
            target: given(&self.target),
            platform: given(&self.platform).unwrap_or_else(|| Input::default().platform),
            build_args: self.named_build_arguments(),
            image_configs,
            run,
            files: rows(&self.files).map(file).collect(),
            stubs: rows(&self.stubs).map(stub).collect(),
            stdin: self.stdin.clone(),
            ..Input::default()
        }
    }

    fn named_build_arguments(&self) -> BTreeMap<String, String> {
        let rows = self.build_arguments.iter();
        let mut named = BTreeMap::new();
        for (name, value) in rows.filter_map(|it| it.split_once('=')) {
            named.insert(name.to_owned(), value.to_owned());
        }
        named
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

    /// How many options differ from the defaults; a list counts once.
    pub(crate) fn changed_count(&self) -> usize {
        let mut names: Vec<&str> = self.fields().map(|(name, _)| name).collect();
        names.dedup();
        names.len()
    }

    /// The fields that differ from the defaults, by the names of [`set`](Self::set); one for each row of a list.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let kind = match self.kind {
            InputKind::Dockerfile => None,
            InputKind::Instruction => Some(INSTRUCTION),
        };
        let init = match self.run.init {
            Init::None => None,
            Init::DockerInit => Some(SET),
        };
        let terminal = match self.run.terminal {
            Terminal::None => None,
            Terminal::Allocated => Some(SET),
        };
        let platform = Some(self.platform.as_str()).filter(|it| *it != Input::default().platform);
        let single = [
            ("kind", kind),
            ("image", filled(&self.image)),
            ("image-config", filled(&self.image_config)),
            ("target", filled(&self.target)),
            ("platform", platform),
            ("entrypoint", self.run.entrypoint.as_deref()),
            ("workdir", self.run.working_dir.as_deref()),
            ("user", self.run.user.as_deref()),
            ("hostname", self.run.hostname.as_deref()),
            ("init", init),
            ("tty", terminal),
            ("start", self.start.by.name()),
            ("start-text", filled(&self.start.text)),
            ("start-target", filled(&self.start.target)),
            ("stdin", filled(&self.stdin)),
        ];
        let lists = [
            ("build-arg", &self.build_arguments),
            ("arg", &self.run.arguments),
            ("env", &self.run.environment),
            ("host", &self.start.host),
            ("file", &self.files),
            ("stub", &self.stubs),
        ];
        let single = single
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let rows = lists
            .into_iter()
            .flat_map(|(name, rows)| rows.iter().map(move |it| (name, it.as_str())));
        single.chain(rows)
    }

    /// Fills a field, or adds a row to a list; `None` when there is no such field or value.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        let text = value.to_owned();
        match name {
            "kind" if value == INSTRUCTION => self.kind = InputKind::Instruction,
            "image" => self.image = text,
            "image-config" => self.image_config = text,
            "target" => self.target = text,
            "platform" => self.platform = text,
            "entrypoint" => self.run.entrypoint = Some(text),
            "workdir" => self.run.working_dir = Some(text),
            "user" => self.run.user = Some(text),
            "hostname" => self.run.hostname = Some(text),
            "init" if value == SET => self.run.init = Init::DockerInit,
            "tty" if value == SET => self.run.terminal = Terminal::Allocated,
            "start" => self.start.by = Starter::named(value)?,
            "start-text" => self.start.text = text,
            "start-target" => self.start.target = text,
            "build-arg" => self.build_arguments.push(text),
            "arg" => self.run.arguments.push(text),
            "env" => self.run.environment.push(text),
            "host" => self.start.host.push(text),
            "file" => self.files.push(text),
            "stub" => self.stubs.push(text),
            "stdin" => self.stdin = text,
            _ => return None,
        }
        Some(())
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
            Change::Starter(by) => self.start.by = by,
            Change::StartText(text) => self.start.text = text,
            Change::StartTarget(target) => self.start.target = target,
            Change::Host(rows) => self.start.host = rows,
            Change::Files(rows) => self.files = rows,
            Change::Stubs(rows) => self.stubs = rows,
            Change::StandardInput(text) => self.stdin = text,
        }
    }
}

/// The rows that are filled in.
fn rows(rows: &[String]) -> impl Iterator<Item = &str> {
    rows.iter().map(String::as_str).filter(|it| !it.is_empty())
}

/// `PATH=content`.
fn file(row: &str) -> InputFile {
    let (path, content) = row.split_once('=').unwrap_or((row, ""));
    InputFile {
        path: path.to_owned(),
        content: Some(content.to_owned()),
        mode: None,
    }
}

/// `PATTERN => what it prints`, or `PATTERN =>3 what it prints` for an exit status of 3. A line end is added to what it
/// prints when there is none.
fn stub(row: &str) -> StubInput {
    let (pattern, result) = row.split_once(STUB_ARROW).unwrap_or((row, ""));
    let digits = result.len()
        - result
            .trim_start_matches(|it: char| it.is_ascii_digit())
            .len();
    let (exit, printed) = result.split_at(digits);
    let mut stdout = printed.strip_prefix(' ').unwrap_or(printed).to_owned();
    if !stdout.is_empty() && !stdout.ends_with('\n') {
        stdout.push('\n');
    }
    StubInput {
        pattern: pattern.trim().to_owned(),
        stdout,
        exit: exit.parse().unwrap_or_default(),
        ..StubInput::default()
    }
}

/// The text of a field that is filled in.
fn filled(field: &str) -> Option<&str> {
    (!field.is_empty()).then_some(field)
}

/// The same, to keep.
fn given(field: &str) -> Option<String> {
    filled(field).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use shellform::InputKind;
    use shellform::commandline::{Init, Terminal};

    use super::{Change, Options, Starter};

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
    fn fields_fill_other_options_alike() {
        let mut options = Options::default();
        assert_eq!(options.fields().count(), 0);
        for change in [
            Change::Kind(InputKind::Instruction),
            Change::Image("a".into()),
            Change::ImageConfig("{ half".into()),
            Change::Target("base".into()),
            Change::Platform("linux/arm64".into()),
            Change::BuildArguments(vec!["V=12".into(), "half".into()]),
            Change::Entrypoint(Some(String::new())),
            Change::Arguments(vec!["a b".into(), String::new()]),
            Change::Environment(vec!["A=1".into(), String::new()]),
            Change::WorkingDir("/w".into()),
            Change::User("u".into()),
            Change::Hostname("h".into()),
            Change::Init(Init::DockerInit),
            Change::Terminal(Terminal::Allocated),
            Change::Starter(Starter::File),
            Change::StartText("services:\n".into()),
            Change::StartTarget("web".into()),
            Change::Host(vec!["A=1".into(), String::new()]),
            Change::Files(vec!["a.deb".into(), "f=x=y".into()]),
            Change::Stubs(vec!["curl * =>22".into()]),
            Change::StandardInput("y\n".into()),
        ] {
            options.apply(change);
        }
        let mut filled = Options::default();
        for (name, value) in options.fields() {
            assert_eq!(filled.set(name, value), Some(()), "{name}");
        }
        assert_eq!(filled, options);
        assert_eq!(options.changed_count(), 21);
    }

    #[test]
    fn a_stub_says_what_is_printed_and_how_it_ends() {
        let read = |row: &str| {
            let stub = super::stub(row);
            (stub.pattern, stub.stdout, stub.exit)
        };
        let expected = |pattern: &str, stdout: &str, exit| (pattern.into(), stdout.into(), exit);
        assert_eq!(
            read("dpkg --info * => a package"),
            expected("dpkg --info *", "a package\n", 0)
        );
        assert_eq!(read("curl * =>22"), expected("curl *", "", 22));
        assert_eq!(read("a =>3 b\n"), expected("a", "b\n", 3));
        assert_eq!(read("date => 2026"), expected("date", "2026\n", 0));
        assert_eq!(read("date"), expected("date", "", 0));
    }

    #[test]
    fn a_file_is_a_path_and_its_content() {
        let mut options = Options::default();
        options.apply(Change::Files(vec![
            "a.deb".into(),
            "f=x=y".into(),
            String::new(),
        ]));
        let files = options.input("").files;
        let files = files
            .iter()
            .map(|it| (it.path.as_str(), it.content.as_deref()));
        assert!(files.eq([("a.deb", Some("")), ("f", Some("x=y"))]));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert_eq!(Options::default().set("colour", "red"), None);
        assert_eq!(Options::default().set("init", "maybe"), None);
        assert_eq!(Options::default().set("start", "options"), None);
    }
}
