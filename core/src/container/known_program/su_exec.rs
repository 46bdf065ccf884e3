//! su-exec: as gosu, for Alpine.

pub(super) use super::gosu::{is_command, run};
