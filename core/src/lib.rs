//! What Docker runs for a Dockerfile line, and why: a pure simulation.

#![forbid(unsafe_code)]

pub mod build;
pub mod diagnostic;
pub mod dockerfile;
pub mod document;
pub mod images;
pub mod knowledge;
pub mod session;
pub mod shell;
pub mod text;
