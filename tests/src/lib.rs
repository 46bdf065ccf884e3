//! What proves Shellform: agreement with recorded facts, conformance cases, golden runs, real browsers.

pub mod cases;
pub mod corpus;
pub mod facts;
pub mod generator;
#[cfg(unix)]
pub mod oracle;
#[cfg(unix)]
pub mod shells;
