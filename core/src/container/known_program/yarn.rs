//! `yarn start`, `yarn run NAME` of Yarn 1.22: as npm.

pub(super) use super::npm::{run, runs_script};
