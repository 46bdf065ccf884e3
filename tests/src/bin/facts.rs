//! Prints how far the simulation agrees with recorded facts.
//!
//! `facts --dir DIR [FILE…]`: per file one line, the first differences above it; exit status 1 if anything is wrong.

use std::path::PathBuf;
use std::process::ExitCode;

use shellform_tests::facts;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut directory = PathBuf::from("../shared/facts");
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dir" => directory = arguments.next().map(PathBuf::from).unwrap_or(directory),
            file => files.push(file.trim_end_matches(".jsonl").to_owned()),
        }
    }
    if files.is_empty() {
        files.extend(facts::FILES.iter().map(|it| (*it).to_owned()));
    }
    let mut status = ExitCode::SUCCESS;
    for name in &files {
        let path = directory.join(format!("{name}.jsonl"));
        let tally = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))
            .and_then(|content| facts::compare(name, &content));
        match tally {
            Ok(tally) => {
                print!("{}", tally.first_differences(10));
                println!("{}", tally.line(name));
                if !tally.wrong.is_empty() {
                    status = ExitCode::FAILURE;
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
