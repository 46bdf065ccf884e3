//! The world of a command, as options say it: files, standard input, programs.

pub(crate) mod folder;
mod stubs;

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use shellform::ShellName;
use shellform::input::{InputFile, OtherPrograms, StubInput, TraceDetail};

use crate::args::{Assignment, assignment};
use crate::failure::Failure;
use crate::input;

use stubs::StubArguments;

/// The files there are.
#[derive(Debug, Args)]
pub(crate) struct FileArguments {
    /// A file; a directory when PATH ends in /. What begins with #! may be executed
    #[arg(id = "given", long = "file", value_name = "PATH=CONTENT", value_parser = assignment)]
    files: Vec<Assignment>,

    /// A folder whose files are there too
    #[arg(id = "folders", long = "files", value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folders: Vec<PathBuf>,

    /// What standard input holds; - for this program's own
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) stdin: Option<PathBuf>,
}

/// What programs do.
#[derive(Debug, Args)]
pub(crate) struct ProgramArguments {
    #[command(flatten)]
    stubs: StubArguments,

    /// What there is of programs that are neither simulated nor given here
    #[arg(long, value_name = "WHAT", default_value = "assumed", value_parser = other_parser())]
    pub(crate) other_programs: OtherPrograms,
}

/// What is told.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct TraceArguments {
    /// Show every step of the shell
    #[arg(long)]
    trace: bool,
}

impl FileArguments {
    /// The files of folders, then those written out.
    pub(crate) fn files(&self) -> Result<Vec<InputFile>, Failure> {
        let mut files = Vec::new();
        for folder in &self.folders {
            files.extend(folder::read(folder)?);
        }
        files.extend(self.files.iter().map(|it| {
            let content = it.value.clone().unwrap_or_default();
            InputFile {
                path: it.name.clone(),
                mode: content.starts_with("#!").then(|| "755".to_owned()),
                content: Some(content),
            }
        }));
        Ok(files)
    }

    /// What standard input holds.
    pub(crate) fn standard_input(&self) -> Result<String, Failure> {
        match &self.stdin {
            Some(path) => Ok(input::read(path)?.text),
            None => Ok(String::new()),
        }
    }

    /// Whether standard input is this program's own.
    pub(crate) fn takes_standard_input(&self) -> bool {
        self.stdin.as_deref().is_some_and(input::is_standard_input)
    }
}

impl ProgramArguments {
    /// The stubs written out, then those of the file: the first that fits counts.
    pub(crate) fn stubs(&self) -> Result<Vec<StubInput>, Failure> {
        let mut stubs = self.stubs.stubs.clone();
        if let Some(path) = &self.stubs.file {
            stubs.extend(read_stubs(path)?);
        }
        Ok(stubs)
    }
}

impl TraceArguments {
    /// What is told.
    pub(crate) fn detail(self) -> TraceDetail {
        match self.trace {
            true => TraceDetail::Steps,
            false => TraceDetail::Outcome,
        }
    }
}

fn read_stubs(path: &Path) -> Result<Vec<StubInput>, Failure> {
    let json = input::read_json(path)?;
    serde_json::from_value(json).map_err(|error| {
        let message = format!("{} is no list of stubs: {error}", path.display());
        let help = "a stub is {\"pattern\": \"git *\", \"stdout\": \"abc\\n\", \"exit\": 0}";
        Failure::unreadable(message, Some(help))
    })
}

fn other_parser() -> impl clap::builder::TypedValueParser<Value = OtherPrograms> {
    let values = [
        PossibleValue::new("assumed").help("they exist and succeed, and the report says so"),
        PossibleValue::new("missing").help("they are not found"),
    ];
    PossibleValuesParser::new(values).map(|name| match name.as_str() {
        "missing" => OtherPrograms::Missing,
        _ => OtherPrograms::Assumed,
    })
}

/// A shell by its name.
pub(crate) fn shell_parser() -> impl clap::builder::TypedValueParser<Value = ShellName> {
    let value = |it: ShellName| PossibleValue::new(it.name()).help(it.meaning());
    let of_name = |name: String| {
        let found = ShellName::ALL.into_iter().find(|it| it.name() == name);
        found.ok_or("there is no such shell")
    };
    PossibleValuesParser::new(ShellName::ALL.map(value)).try_map(of_name)
}
