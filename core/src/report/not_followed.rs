//! [`CommandReport`] where no command is followed: there is none, and no code that would write one.

use serde::{Deserialize, Serialize};

/// What became of a command, of which nothing is known where none is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CommandReport {}
