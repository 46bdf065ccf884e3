//! Provenance: every text of a simulation, and where each of its bytes came from.
//!
//! Takes the texts that came from outside (a Dockerfile, a base image's setting, a `--build-arg`) as
//! *sources*, and gives a [`TextBuilder`] as the only way to make a *derived* text; the builder asks
//! for the origin of every segment. A value anywhere in the simulation is then just a [`Span`]:
//! twelve bytes that lead to its characters and, by [`Texts::trail`], to the source they came from.
//!
//! What this module does not do: lines and columns. They belong to rendering ([`LineIndex`]).
//!
//! ```
//! use shellform::text::{Source, Texts};
//!
//! let mut texts = Texts::default();
//! let file = texts.add_source(Source::File { name: "Dockerfile".into() }, "RUN a \\\n b");
//! let mut line = texts.builder();
//! line.copy(file.slice(0..6)).copy(file.slice(8..10));
//! let line = line.build();
//! let line = texts.finish(line);
//! assert_eq!(texts.str(line), "RUN a  b");
//! assert_eq!(texts.trail(line).count(), 2);
//! ```

mod builder;
pub mod case;
pub(crate) mod go;
mod line_index;
pub mod raw_byte;
mod span;
mod texts;

pub use builder::{Built, TextBuilder};
pub use line_index::{LineColumn, LineIndex};
pub use span::{Span, TextId};
pub use texts::{Begun, Mark, Origin, Piece, Rewrite, Segment, Source, Texts};
