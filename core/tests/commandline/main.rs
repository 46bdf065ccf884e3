//! What is typed and written elsewhere than in a Dockerfile: lines of docker, as they were recorded and at random.
#![cfg(feature = "follow")]

mod compose;
mod compose_lines;
mod docker;
mod files;
mod ledger;
mod lines;
mod properties;
