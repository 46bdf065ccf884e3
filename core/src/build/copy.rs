//! `COPY` and `ADD`: what they bring from where (`dispatchCopy`).

use crate::dockerfile::word::WordRules;
use crate::dockerfile::{Body, Heredoc, HeredocDelimiter, Keyword};
use crate::knowledge::Known;
use crate::text::Span;

use super::evaluate::{At, Builder, Stop};
use super::instructions::check_owner;
use super::stages::FilesThere;
use super::step::FileStep;
use super::{mode, needed, run};

/// What `COPY` or `ADD` brings.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyStep {
    /// Which of the two it is.
    pub brings: Brings,
    /// What is brought, in order.
    pub sources: Vec<CopySource>,
    /// Where paths among the sources lead.
    pub from: CopyFrom,
    /// Where it goes, expanded.
    pub destination: Span,
    /// The directory a relative destination is seen from; `None` when it is `/` because nothing set it.
    pub working_dir: Known<Option<Span>>,
    /// `--chmod`, expanded.
    pub mode: Option<Span>,
    /// `--chown`, expanded.
    pub owner: Option<Span>,
    /// `--exclude`: patterns of what of a source is left out.
    pub excluded: Vec<Span>,
    /// `--parents`
    pub parents: Parents,
}

/// Whether the directories that a source lies in are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parents {
    /// They are.
    Kept,
    /// They are not.
    Dropped,
}

/// Which of the two instructions it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Brings {
    /// `COPY`
    Copies,
    /// `ADD`: it downloads and unpacks, too.
    Adds,
}

/// One of the things that are brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CopySource {
    /// A path, a pattern or an address, expanded.
    Path(Span),
    /// A here-document.
    Document {
        /// The name of the file: the delimiter.
        name: Span,
        /// What it holds, expanded unless the delimiter is quoted.
        content: Span,
    },
}

/// Where paths among the sources lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CopyFrom {
    /// Into the build context.
    Context,
    /// Into the files of a stage.
    Stage(usize),
    /// Into an image, or another context.
    Elsewhere,
}

/// The words are expanded, the here-documents too unless their delimiter is quoted.
pub(super) fn evaluate(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
) -> Result<(), Stop> {
    let instruction = at.instruction;
    let (mut owner, mut mode) = (None, None);
    for name in ["chown", "chmod", "checksum"] {
        let Some((_, value)) = crate::dockerfile::flag(&builder.cx.texts, instruction, name) else {
            continue;
        };
        let value = builder.expand(stage, at, value)?;
        match name {
            "chown" => owner = Some(value).filter(|it| !it.is_empty()),
            "chmod" => mode = Some(value).filter(|it| !it.is_empty()),
            _ => {}
        }
    }
    let (mut sources, destination) = words(builder, stage, at)?;
    for heredoc in &instruction.heredocs {
        let content = document(builder, stage, at, heredoc)?;
        let name = heredoc.name;
        sources.push(CopySource::Document { name, content });
    }
    if let Some(mode) = mode {
        let text = builder.cx.texts.str(mode);
        mode::check(text).map_err(|message| Stop::new(message, mode))?;
    }
    check_owner(builder, stage, at, owner);
    builder.build.stages[stage].files = FilesThere::Yes;
    // Only who follows commands asks for files; the playground's page has no code for it then.
    if let Some(destination) = destination.filter(|_| cfg!(feature = "follow")) {
        let texts = &builder.cx.texts;
        let flags = instruction.flags.iter();
        let excluded = flags.clone().filter(|it| texts.str(it.name()) == "exclude");
        let excluded = excluded.filter_map(|it| it.value()).collect();
        let parents = match flags.clone().any(|it| texts.str(it.name()) == "parents") {
            true => Parents::Kept,
            false => Parents::Dropped,
        };
        let copied = CopyStep {
            brings: match instruction.keyword {
                Keyword::Add => Brings::Adds,
                _ => Brings::Copies,
            },
            sources,
            from: from(builder, at)?,
            destination,
            working_dir: builder.build.stages[stage].config.working_dir.value.clone(),
            mode,
            owner,
            excluded,
            parents,
        };
        at.step.files = Some(Box::new(FileStep::Copy(copied)));
    }
    Ok(())
}

/// The sources that are no here-documents, and the destination.
fn words(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
) -> Result<(Vec<CopySource>, Option<Span>), Stop> {
    let instruction = at.instruction;
    let Body::Paths(paths) = &instruction.body else {
        return Ok((Vec::new(), None));
    };
    let Some((destination, written)) = paths.paths.split_last() else {
        return Ok((Vec::new(), None));
    };
    let mut sources = Vec::with_capacity(written.len());
    for word in written {
        let texts = &builder.cx.texts;
        let mut documents = instruction.heredocs.iter();
        if !documents.any(|it| texts.str(it.word) == texts.str(*word)) {
            sources.push(CopySource::Path(builder.expand(stage, at, *word)?));
        }
    }
    let destination = builder.expand(stage, at, *destination)?;
    Ok((sources, Some(destination)))
}

/// What a here-document holds.
fn document(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    heredoc: &Heredoc,
) -> Result<Span, Stop> {
    let content = run::content(&mut builder.cx.texts, heredoc);
    match heredoc.delimiter {
        HeredocDelimiter::Plain => builder.expand_by(stage, at, content, WordRules::heredoc_body()),
        HeredocDelimiter::Quoted => Ok(content),
    }
}

fn from(builder: &Builder<'_>, at: &At<'_>) -> Result<CopyFrom, Stop> {
    if crate::dockerfile::flag(&builder.cx.texts, at.instruction, "from").is_none() {
        return Ok(CopyFrom::Context);
    }
    let stage = needed::copy_source(builder, at.instruction)?;
    Ok(stage.map_or(CopyFrom::Elsewhere, CopyFrom::Stage))
}
