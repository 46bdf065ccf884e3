//! What is typed and written elsewhere than in a Dockerfile: lines of docker, as they were recorded and at random.
#![cfg(feature = "commandline")]

mod docker;
mod ledger;
mod lines;
mod properties;
