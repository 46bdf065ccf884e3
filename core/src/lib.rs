//! What Docker runs for a Dockerfile line, and why: a pure simulation.

#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod dockerfile;
pub mod document;
pub mod knowledge;
pub mod session;
pub mod text;
