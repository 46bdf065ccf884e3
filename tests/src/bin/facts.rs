//! Prints how far the simulation agrees with recorded facts.
//!
//! `facts --dir DIR [--most N] [FILE…]`: per file, or per shell of it, one line; above it the first differences and the
//! most frequent reasons why something is not simulated. Exit status 1 if anything is wrong.

use std::path::PathBuf;
use std::process::ExitCode;

use shellform_tests::facts;

/// How many differences and reasons are shown.
const FIRST: usize = 10;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut directory = PathBuf::from("../shared/facts");
    let mut files = Vec::new();
    let mut most = FIRST;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dir" => directory = arguments.next().map(PathBuf::from).unwrap_or(directory),
            "--most" => {
                most = arguments
                    .next()
                    .and_then(|it| it.parse().ok())
                    .unwrap_or(most);
            }
            file => files.push(file.trim_end_matches(".jsonl").to_owned()),
        }
    }
    if files.is_empty() {
        files.extend(facts::FILES.iter().map(|it| (*it).to_owned()));
    }
    let mut status = ExitCode::SUCCESS;
    for name in &files {
        let path = directory.join(format!("{name}.jsonl"));
        let beside = facts::beside(name).map(|it| std::fs::read_to_string(directory.join(it)));
        let beside = beside.and_then(Result::ok).unwrap_or_default();
        let tallies = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))
            .and_then(|content| facts::compare(name, &content, &beside));
        match tallies {
            Ok(tallies) => {
                for (name, tally) in tallies.named(name) {
                    print!("{}{}", tally.first_differences(most), tally.reasons(most));
                    println!("{}", tally.line(&name));
                    if !tally.wrong.is_empty() {
                        status = ExitCode::FAILURE;
                    }
                }
            }
            Err(message) => {
                eprintln!("{message}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}
