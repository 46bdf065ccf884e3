//! [`ReadReport`]: what the reader saw, before anything is built, as data for other programs.
//!
//! Names are BuildKit's where BuildKit has them: `original`, `value`, `flags`, `heredocs` with `expand` and `chomp`.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity};
use crate::dockerfile::{
    Body, Command, Dockerfile, Flag, Form, Heredoc, HeredocDelimiter, HeredocTabs, Instruction,
    LineRange, LineRole, PathsForm, Refusal, RefusalStep,
};
use crate::session::Session;
use crate::text::{LineIndex, Span};

use super::Place;
use super::make::arguments;

/// The version of the form of a [`ReadReport`].
pub const READ_VERSION: u32 = 1;

/// What the reader saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadReport {
    /// The version of this form: 1.
    pub version: u32,
    /// The escape token: a backslash or a backquote.
    pub escape: char,
    /// The parser directives, in order.
    pub directives: Vec<ReadDirective>,
    /// What each physical line is, from the first.
    pub lines: Vec<LineRole>,
    /// The instructions, in order.
    pub instructions: Vec<ReadInstruction>,
    /// What BuildKit warns of while reading.
    pub warnings: Vec<ReadWarning>,
    /// With what BuildKit refuses the file, if it does.
    pub error: Option<ReadError>,
}

/// A parser directive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadDirective {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ReadText,
}

/// Characters, and where they stand in the file: from the first to the last of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadText {
    /// The characters.
    pub text: String,
    /// Where they stand.
    pub at: Place,
}

/// One instruction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadInstruction {
    /// The instruction in capitals; empty when there is none of that name.
    pub keyword: String,
    /// The keyword as written.
    pub value: ReadText,
    /// Its physical lines.
    pub lines: LineRange,
    /// The flags, quotes and backslashes taken off.
    pub flags: Vec<ReadText>,
    /// The form of its command line.
    pub form: ReadForm,
    /// Whether the arguments are a JSON array.
    pub json: bool,
    /// The arguments as they are separated; of pairs the name and the value in turn.
    pub arguments: Vec<ReadText>,
    /// The logical line.
    pub original: ReadText,
    /// The here-documents.
    pub heredocs: Vec<ReadHeredoc>,
    /// The trigger of an `ONBUILD`.
    pub trigger: Option<Box<ReadInstruction>>,
    /// With what BuildKit refuses it, if it does.
    pub error: Option<ReadError>,
}

/// The form of a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReadForm {
    /// A JSON array of strings.
    Exec,
    /// A script for a shell.
    Shell,
    /// The instruction has no command line.
    None,
}

/// A here-document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadHeredoc {
    /// Its delimiter.
    pub name: ReadText,
    /// Whether its content is expanded: its delimiter is not quoted.
    pub expand: bool,
    /// Whether tabs at the start of its lines are taken off: `<<-`.
    pub chomp: bool,
    /// The number before `<<`.
    pub file_descriptor: u64,
    /// Its content as it stands in the file.
    pub content: ReadText,
}

/// What BuildKit warns of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadWarning {
    /// The rule.
    pub code: String,
    /// BuildKit's words.
    pub message: String,
    /// The line BuildKit names.
    pub line: Option<u32>,
    /// BuildKit's page about it.
    pub url: Option<String>,
}

/// With what BuildKit refuses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadError {
    /// BuildKit's words.
    pub message: String,
    /// At which step.
    pub step: RefusalStep,
    /// The lines BuildKit names.
    pub lines: LineRange,
    /// Where it is.
    pub at: Place,
}

/// Writes out what the reader saw: `dockerfile`, read in `session`.
#[must_use]
pub fn read_report(session: &Session, dockerfile: &Dockerfile) -> ReadReport {
    let writer = Writer {
        session,
        file: dockerfile.file,
        index: LineIndex::new(session.texts.str(dockerfile.file)),
    };
    let directives = dockerfile.directives.iter().map(|it| ReadDirective {
        name: it.name.name().to_owned(),
        value: writer.text(it.value),
    });
    let warnings = session.diagnostics.iter();
    ReadReport {
        version: READ_VERSION,
        escape: dockerfile.escape.char(),
        directives: directives.collect(),
        lines: dockerfile.lines.iter().map(|it| it.role).collect(),
        instructions: dockerfile
            .instructions
            .iter()
            .map(|it| writer.instruction(it))
            .collect(),
        warnings: warnings
            .filter(|it| it.rule.severity == Severity::Warning)
            .map(warning)
            .collect(),
        error: dockerfile.refusal.as_ref().map(|it| writer.error(it)),
    }
}

struct Writer<'s> {
    session: &'s Session,
    file: Span,
    index: LineIndex,
}

impl Writer<'_> {
    fn instruction(&self, instruction: &Instruction) -> ReadInstruction {
        let flag = |it: &Flag| self.text(it.span);
        let argument = |it: &Span| self.text(*it);
        ReadInstruction {
            keyword: instruction.keyword.name().to_owned(),
            value: self.text(instruction.keyword_span),
            lines: instruction.lines,
            flags: instruction.flags.iter().map(flag).collect(),
            form: form(&instruction.body),
            json: is_json(&instruction.body),
            arguments: arguments(&instruction.body).iter().map(argument).collect(),
            original: self.text(instruction.logical),
            heredocs: self.heredocs(&instruction.heredocs),
            trigger: match &instruction.body {
                Body::Onbuild(onbuild) => onbuild
                    .trigger
                    .as_deref()
                    .map(|it| Box::new(self.instruction(it))),
                _ => None,
            },
            error: instruction.refusal.as_deref().map(|it| self.error(it)),
        }
    }

    fn heredocs(&self, heredocs: &[Heredoc]) -> Vec<ReadHeredoc> {
        let heredoc = |it: &Heredoc| ReadHeredoc {
            name: self.text(it.name),
            expand: it.delimiter == HeredocDelimiter::Plain,
            chomp: it.tabs == HeredocTabs::Stripped,
            file_descriptor: it.file_descriptor,
            content: self.text(it.content),
        };
        heredocs.iter().map(heredoc).collect()
    }

    fn error(&self, refusal: &Refusal) -> ReadError {
        ReadError {
            message: refusal.full_message(),
            step: refusal.step,
            lines: refusal.lines,
            at: self.place(refusal.span),
        }
    }

    fn text(&self, span: Span) -> ReadText {
        ReadText {
            text: self.session.texts.str(span).to_owned(),
            at: self.place(span),
        }
    }

    /// Where `span` stands in the file; all that is read stands there.
    fn place(&self, span: Span) -> Place {
        let found = self.session.texts.source_span(span);
        let text = self.session.texts.str(self.file);
        Place {
            start: found.start,
            end: found.end,
            from: self.index.line_column(text, found.start),
            to: self.index.line_column(text, found.end),
        }
    }
}

fn warning(diagnostic: &Diagnostic) -> ReadWarning {
    ReadWarning {
        code: diagnostic.rule.code.to_owned(),
        message: diagnostic.message.clone(),
        line: diagnostic.line,
        url: diagnostic.rule.url.map(str::to_owned),
    }
}

fn command(body: &Body) -> Option<&Command> {
    match body {
        Body::Command(command) | Body::Shell(command) => Some(command),
        Body::Healthcheck(check) if check.command.arguments.is_empty() => None,
        Body::Healthcheck(check) => Some(&check.command),
        Body::Pairs(_)
        | Body::Arguments(_)
        | Body::Words(_)
        | Body::Paths(_)
        | Body::Text(_)
        | Body::Onbuild(_)
        | Body::Nothing => None,
    }
}

fn form(body: &Body) -> ReadForm {
    match command(body).map(|it| &it.form) {
        Some(Form::Exec) => ReadForm::Exec,
        Some(Form::Shell(_)) => ReadForm::Shell,
        None => ReadForm::None,
    }
}

fn is_json(body: &Body) -> bool {
    match body {
        Body::Paths(paths) => paths.form == PathsForm::Json,
        other => form(other) == ReadForm::Exec,
    }
}
