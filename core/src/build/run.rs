//! `RUN`: the argv BuildKit starts, its environment and directory (`dispatchRun`).

use crate::dockerfile::{Body, Form, Heredoc, HeredocTabs, Instruction};
use crate::images::facts::Os;
use crate::knowledge::Known;
use crate::text::{Rewrite, Source, Span, Texts, case};

use super::command::with_shell;
use super::evaluate::{At, Builder, Stop};
use super::mount::{self, MountStep};
use super::scope::Moment;
use super::stages::FilesThere;
use super::step::{Command, CommandShell};

/// What a `RUN` runs.
#[derive(Debug, Clone, PartialEq)]
pub struct RunStep {
    /// The arguments.
    pub command: Command,
    /// How they came about.
    pub form: RunForm,
    /// The working directory; `None` when it is `/` because nothing set it.
    pub working_dir: Known<Option<Span>>,
    /// The user; `None` for root because nothing set it.
    pub user: Known<Option<Span>>,
    /// The variables in force: [`Scope::at`](super::Scope::at) lists them.
    pub environment: Moment,
    /// What is mounted for it.
    pub mounts: Vec<MountStep>,
    /// Proxy variables BuildKit adds, in both cases of letters.
    pub proxies: Vec<(String, Span)>,
}

/// How the argv of a `RUN` came about.
#[derive(Debug, Clone, PartialEq)]
pub enum RunForm {
    /// Exec form: the array.
    Exec,
    /// Shell form: the line is the script.
    Shell,
    /// A single here-document: its content is the script.
    Heredoc,
    /// A single here-document that begins with `#!`: a file, which the shell is told to run.
    Shebang {
        /// The path of the file.
        path: Span,
        /// Its content.
        content: Span,
    },
    /// Here-documents within a command: the line and the documents are the script.
    ShellWithHeredocs,
}

pub(super) fn evaluate(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
) -> Result<(), Stop> {
    let mounts = mount::evaluate(builder, stage, at)?;
    builder.build.stages[stage].files = FilesThere::Yes;
    let Body::Command(command) = &at.instruction.body else {
        return Ok(());
    };
    let (command, form) = match &command.form {
        Form::Exec if command.arguments.is_empty() => {
            let message = "failed to marshal LLB definition: arguments are required";
            let stop = Stop::new(message, at.instruction.arguments);
            builder.refuse_late(at, stop);
            return Ok(());
        }
        Form::Exec => {
            let argv = command.arguments.to_vec();
            (
                Command {
                    argv,
                    shell: CommandShell::None,
                },
                RunForm::Exec,
            )
        }
        Form::Shell(_) => {
            let line = command
                .arguments
                .first()
                .copied()
                .unwrap_or(at.instruction.arguments);
            let is_windows = builder.build.stages[stage]
                .base_image()
                .is_some_and(|it| it.os == Os::Windows);
            let (script, form) = script(&mut builder.cx.texts, at.instruction, line, is_windows);
            (with_shell(builder, stage, script), form)
        }
    };
    let config = &builder.build.stages[stage].config;
    at.step.run = Some(Box::new(RunStep {
        command,
        form,
        working_dir: config.working_dir.value.clone(),
        user: config.user.value.clone(),
        environment: builder.build.stages[stage].scope.moment(),
        mounts,
        proxies: proxies(builder),
    }));
    Ok(())
}

/// The script for the shell: the line, a here-document, a file to run, or the line with its here-documents.
fn script(
    texts: &mut Texts,
    instruction: &Instruction,
    line: Span,
    is_windows: bool,
) -> (Span, RunForm) {
    match &instruction.heredocs[..] {
        [] => (line, RunForm::Shell),
        [heredoc, ..] if texts.str(heredoc.word) == texts.str(line) => {
            let content = content(texts, heredoc);
            if is_windows || !texts.str(content).starts_with("#!") {
                return (content, RunForm::Heredoc);
            }
            let path = file_path(texts, heredoc);
            (path, RunForm::Shebang { path, content })
        }
        heredocs => {
            let mut script = texts.builder();
            script.copy(line);
            for heredoc in heredocs {
                script.rewrite("\n", heredoc.word.at_end(), Rewrite::Normalised);
                script.copy(heredoc.content).copy(heredoc.name);
            }
            let built = script.build();
            (texts.finish(built), RunForm::ShellWithHeredocs)
        }
    }
}

/// The content of a here-document, for `<<-` without tabs at the start of its lines.
pub(super) fn content(texts: &mut Texts, heredoc: &Heredoc) -> Span {
    if heredoc.tabs == HeredocTabs::Kept {
        return heredoc.content;
    }
    let mut stripped = texts.builder();
    let text = texts.str(heredoc.content);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let tabs = line.len() - line.trim_start_matches('\t').len();
        stripped.copy(heredoc.content.slice(at + tabs..at + line.len()));
        at += line.len();
    }
    let built = stripped.build();
    texts.finish(built)
}

/// `/dev/pipes/NAME`
fn file_path(texts: &mut Texts, heredoc: &Heredoc) -> Span {
    let what = "folder of here-documents".to_owned();
    let folder = texts.add_source(Source::Builder { what }, "/dev/pipes/");
    let mut path = texts.builder();
    path.copy(folder).copy(heredoc.name);
    let built = path.build();
    texts.finish(built)
}

/// `--build-arg HTTP_PROXY=…` and its kind reach every `RUN` without an `ARG`.
fn proxies(builder: &Builder<'_>) -> Vec<(String, Span)> {
    const NAMES: &[&str] = &[
        "http_proxy",
        "https_proxy",
        "ftp_proxy",
        "no_proxy",
        "all_proxy",
    ];
    let mut proxies = Vec::new();
    for (name, value) in builder.build_arguments() {
        if value.is_empty() {
            continue;
        }
        let lower = case::lowercase(name);
        if NAMES.contains(&lower.as_str()) {
            proxies.push((lower.to_ascii_uppercase(), value));
            proxies.push((lower, value));
        }
    }
    proxies
}
