//! The stages of a Dockerfile and what each is needed for.

use std::sync::Arc;

use crate::images::BaseImage;
use crate::text::Span;

use super::config::ImageConfig;
use super::scope::Scope;

/// A stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The index of its `FROM`; `None` when a single instruction was given without one.
    pub from: Option<usize>,
    /// Its name as written behind `AS`.
    pub name: Option<Span>,
    /// The image or stage behind `FROM`, variables expanded.
    pub base_name: Span,
    /// What it is based on.
    pub base: Base,
    /// The image at the bottom of its chain of stages; `None` for `scratch`.
    pub(super) image: Option<Arc<BaseImage>>,
    /// What it is needed for.
    pub reach: Reach,
    /// The indices of its instructions, `FROM` left out.
    pub instructions: std::ops::Range<usize>,
    /// The configuration it ends with.
    pub config: ImageConfig,
    /// The variables its builder sees.
    pub scope: Scope,
    /// Whether this file has a `WORKDIR` for it, or for a stage it is based on.
    pub(super) workdir: WorkdirWritten,
    /// Whether it has any files.
    pub(super) files: FilesThere,
}

/// Whether a stage has any files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilesThere {
    /// It has, or nobody can say that it has none.
    Yes,
    /// `scratch` with nothing put on it yet.
    No,
}

/// Whether there has been a `WORKDIR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkdirWritten {
    Yes,
    No,
}

/// What a stage is based on.
#[derive(Debug, Clone, PartialEq)]
pub enum Base {
    /// `scratch`: nothing.
    Scratch,
    /// An image.
    Image(Arc<BaseImage>),
    /// The stage of this index.
    Stage(usize),
}

/// What a stage is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// It becomes the image.
    Target,
    /// The target is based on it, or copies from it.
    Needed,
    /// Nothing: BuildKit does not build it.
    Unused,
}

impl Reach {
    /// Whether BuildKit builds the stage.
    #[must_use]
    pub fn is_built(self) -> bool {
        match self {
            Self::Target | Self::Needed => true,
            Self::Unused => false,
        }
    }
}

impl Stage {
    /// The image at the bottom of its chain of stages; `None` for `scratch`.
    #[must_use]
    pub fn base_image(&self) -> Option<&BaseImage> {
        self.image.as_deref()
    }
}
