//! `cargo xtask test`: everything that must hold, quick things first, stopping at the first failure.
//!
//! What is run is the table [`STEPS`]; what a machine lacks is set up by the step that needs it.
//! A step that cannot run here (no facts, no browser) says why and is no failure.

mod steps;

use std::fmt;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::args::TestOptions;
use crate::process::announce;
use crate::repository::Repository;

use self::steps::STEPS;

/// One thing that must hold.
struct Step {
    /// What is printed above its output.
    headline: &'static str,
    tier: Tier,
    run: fn(&Repository) -> Result<Outcome>,
}

/// When a step is run.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Tier {
    /// Always.
    Quick,
    /// Not with `--quick`.
    Full,
}

/// How a step that did not fail ended.
#[derive(Debug)]
enum Outcome {
    Passed,
    /// Not run, and why.
    Skipped(String),
}

/// Runs the steps of the asked tier.
pub(crate) fn run(repository: &Repository, options: &TestOptions) -> Result<()> {
    let tier = if options.quick {
        Tier::Quick
    } else {
        Tier::Full
    };
    let begin = Instant::now();
    for step in STEPS.iter().filter(|step| step.tier <= tier) {
        run_step(repository, step)?;
    }
    let seconds = begin.elapsed().as_secs();
    announce(&format!("everything holds ({seconds} s)"));
    Ok(())
}

fn run_step(repository: &Repository, step: &Step) -> Result<()> {
    let headline = step.headline;
    announce(&format!("== {headline}"));
    let begin = Instant::now();
    let outcome = (step.run)(repository).with_context(|| format!("{headline}: does not hold"))?;
    let seconds = begin.elapsed().as_secs_f32();
    announce(&format!("-- {headline}: {outcome} ({seconds:.1} s)"));
    Ok(())
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => write!(formatter, "holds"),
            Self::Skipped(reason) => write!(formatter, "skipped: {reason}"),
        }
    }
}
