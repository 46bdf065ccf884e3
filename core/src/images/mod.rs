//! Facts about base images, each with its evidence.
//!
//! Takes the name of an image (or its configuration, from the reader) and gives a [`BaseImage`], in which every
//! fact is known or says why it is not. The catalogue is written in `content/images/*.toml`.

mod base;
mod catalogue;
mod config;
pub mod facts;
pub mod reference;

pub use base::{BaseImage, BaseShell, catalogued};
pub use catalogue::CATALOGUE;
