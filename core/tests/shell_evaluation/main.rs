//! What shells do with scripts, against what real shells did: recorded standard output, standard error, exit status.
//!
//! A case agrees, is not simulated, or is wrong; none may be wrong. `SHELLFORM_SHOW=reasons` prints what is not
//! simulated, `SHELLFORM_SHOW=wrong` every difference.

mod builtins;
mod execution;
mod facts;
mod host;
mod recorded;
mod recorded_bash;
mod recorded_builtins;
mod recorded_programs;
mod recorded_random;
mod run;
mod traces;
