//! What Docker runs for a Dockerfile line, and why: a pure simulation.
//!
//! ```
//! use shellform::{Input, simulate};
//!
//! let simulation = simulate(&Input::instruction(r#"CMD ["deploy.sh", "${API_KEY}"]"#));
//! let launch = simulation.launch.as_ref().unwrap();
//! assert_eq!(simulation.str(launch.pid1[1]), "${API_KEY}");
//! ```

#![forbid(unsafe_code)]

// From the bottom to the top: each module imports only from those above it in this list.
pub mod build;
pub mod checks;
pub mod commandline;
pub mod container;
pub mod diagnostic;
pub mod dockerfile;
pub mod document;
pub mod explain;
pub mod images;
pub mod input;
pub mod kernel;
pub mod knowledge;
pub mod launch;
#[cfg(feature = "follow")]
pub mod ledger;
mod pipeline;
pub mod regular_expression;
pub mod render;
pub mod report;
pub mod session;
pub mod shell;
pub mod simulation;
pub mod text;
pub mod trace;

pub use input::{Input, InputKind, ShellInput, ShellName};
#[cfg(feature = "follow")]
pub use pipeline::{file_kind, simulate_file, simulate_line};
#[cfg(feature = "follow")]
pub use pipeline::{follow, follow_all, simulate_and_follow, simulate_and_follow_in};
pub use pipeline::{simulate, simulate_shell, simulate_shell_in};
pub use report::Report;
#[cfg(feature = "follow")]
pub use report::ShellReport;
pub use simulation::{ShellSimulation, Simulation};
