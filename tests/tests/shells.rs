//! The simulation against the shells that are installed: they agree about scripts made at random, or the simulation
//! says what it does not simulate.
//!
//! `SHELLFORM_SEED=N` tries the fresh scripts of that seed again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use shellform_tests::generator::{Random, script};
use shellform_tests::shells::{Agreement, Real, compare, every_shell, shrink};

/// The seed of the scripts that are always the same.
const FIXED_SEED: u64 = 2026;

/// How many scripts are always the same.
const FIXED: usize = 3000;

/// How many are fresh in every run.
const FRESH: usize = 300;

/// How many differences are made small for a shell, and shown where they are not the same then.
const SHOWN: usize = 12;

/// Of no shell may more scripts be wrong.
// FIXME: none may be.
const MOST_WRONG: usize = 6;

/// How one shell fared.
#[derive(Default)]
struct Fared {
    agreed: usize,
    no_answer: usize,
    unsupported: BTreeMap<String, usize>,
    wrong: Vec<String>,
    /// What took longest, and how long.
    slowest: (Duration, String),
}

#[test]
fn scripts_made_at_random_do_as_in_real_shells() {
    let (shells, missing) = every_shell();
    for reason in missing {
        println!("skipped: {reason}");
    }
    let seed = fresh_seed();
    println!("the seed of the fresh scripts is {seed}");
    let mut scripts = scripts(FIXED_SEED, FIXED);
    scripts.extend(self::scripts(seed, FRESH));
    for shell in &shells {
        let fared = fares(shell, &scripts);
        let report = differences(shell, &fared);
        println!("{report}{}", line(shell, &fared));
        assert!(fared.wrong.len() <= MOST_WRONG, "{report}");
    }
}

fn fresh_seed() -> u64 {
    let given = std::env::var("SHELLFORM_SEED").ok();
    given.and_then(|it| it.parse().ok()).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(0, |it| it.as_secs())
    })
}

fn scripts(seed: u64, count: usize) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..count).map(|_| script(&mut random)).collect()
}

/// Compares every script, on all cores.
fn fares(shell: &Real, scripts: &[String]) -> Fared {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let part = scripts.len().div_ceil(cores).max(1);
    let mut fared = Fared::default();
    std::thread::scope(|scope| {
        let parts = scripts.chunks(part);
        let threads: Vec<_> = parts
            .map(|it| scope.spawn(move || it.iter().map(|it| timed(shell, it)).collect::<Vec<_>>()))
            .collect();
        let found = threads
            .into_iter()
            .flat_map(|it| it.join().expect("no panic"));
        for (script, (agreement, time)) in scripts.iter().zip(found) {
            if time > fared.slowest.0 {
                fared.slowest = (time, script.clone());
            }
            match agreement {
                Agreement::Agreed => fared.agreed += 1,
                Agreement::NoAnswer => fared.no_answer += 1,
                Agreement::Unsupported(what) => *fared.unsupported.entry(what).or_default() += 1,
                Agreement::Wrong(_) => fared.wrong.push(script.clone()),
            }
        }
    });
    fared
}

fn timed(shell: &Real, script: &str) -> (Agreement, Duration) {
    let began = Instant::now();
    let agreement = compare(shell, script);
    (agreement, began.elapsed())
}

fn line(shell: &Real, fared: &Fared) -> String {
    let Fared {
        agreed,
        no_answer,
        unsupported,
        wrong,
        slowest: (time, slowest),
    } = fared;
    let mut reasons: Vec<_> = unsupported.iter().collect();
    reasons.sort_by_key(|it| std::cmp::Reverse(it.1));
    let count: usize = unsupported.values().sum();
    let mut line = format!(
        "{}: {agreed} agreed, {} wrong, {count} unsupported, {no_answer} took too long or differ by themselves",
        shell.name.name(),
        wrong.len()
    );
    for (what, count) in reasons.into_iter().take(12) {
        let _ = write!(line, "\n  {count} × {what}");
    }
    let _ = write!(line, "\n  the slowest took {time:.1?}: {slowest:?}");
    line
}

/// The first differences, each as the smallest script that shows it.
fn differences(shell: &Real, fared: &Fared) -> String {
    let wrong = fared.wrong.iter().take(SHOWN);
    let small: BTreeSet<String> = wrong.map(|it| shrink(shell, it)).collect();
    let mut report = String::new();
    for small in small {
        let Agreement::Wrong(both) = compare(shell, &small) else {
            continue;
        };
        let name = shell.name.name();
        let (real, simulated) = *both;
        let _ = writeln!(
            report,
            "{name}: {small:?}\n  the shell      {real:?}\n  the simulation {simulated:?}"
        );
    }
    report
}
