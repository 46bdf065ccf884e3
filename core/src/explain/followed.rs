//! [`Followed`]: what following commands adds to the explanation of a file; for a page that draws the rest without.

use crate::diagnostic::Severity;
use crate::document::{Block, Tag, Unpacker};
use crate::text::{Source, Span, TextId};

/// What following commands adds to the explanation of a file.
///
/// Spans are those of sources: of the file, of what else the same input supplies, or of [`sources`](Self::sources).
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// What becomes of the command that the container starts; empty when there is nothing to say.
    pub launch: Vec<Block>,
    /// The same of the `RUN` that was asked about.
    pub run: Vec<Block>,
    /// Why shells refuse scripts.
    pub findings: Vec<FollowedFinding>,
    /// The sources that only following has brought.
    pub sources: Vec<(TextId, Source)>,
    /// What a line or a file runs that starts the container, where one does.
    pub started: Option<Started>,
}

/// What a line or a file runs that starts the container.
///
/// Spans are those of the Dockerfile or of [`sources`](Self::sources).
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    /// The argv, or in a sentence why there is none; what stands in the way; the chapters.
    pub blocks: Vec<Block>,
    /// What becomes of the command; empty when there is nothing to say.
    pub becomes: Vec<Block>,
    /// The places outside the Dockerfile.
    pub sources: Vec<(TextId, Source)>,
}

/// Why a shell refuses a script.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowedFinding {
    /// How bad it is.
    pub severity: Severity,
    /// The characters it is about, and those it names beside them.
    pub spans: Vec<Span>,
    /// What there is to say.
    pub blocks: Vec<Block>,
}

impl Followed {
    /// What `followed` has packed.
    #[must_use]
    pub fn unpack(packed: &str) -> Option<Self> {
        let packed = &mut Unpacker::new(packed);
        Some(Self {
            launch: packed.blocks()?,
            run: packed.blocks()?,
            findings: packed.all(|packed| {
                Some(FollowedFinding {
                    severity: match packed.tag()? {
                        Tag::Error => Severity::Error,
                        Tag::Warning => Severity::Warning,
                        _ => Severity::Note,
                    },
                    spans: packed.all(Unpacker::span)?,
                    blocks: packed.blocks()?,
                })
            })?,
            sources: packed.sources()?,
            started: packed.option(|packed| {
                Some(Started {
                    blocks: packed.blocks()?,
                    becomes: packed.blocks()?,
                    sources: packed.sources()?,
                })
            })?,
        })
    }
}
