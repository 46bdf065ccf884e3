//! Conformance cases: this file, these options, that result.
//!
//! A case is a part of a Markdown file in `tests/conformance`: a heading, a sentence, a `dockerfile` block, blocks of
//! options and blocks of what is expected. A block that is absent is not asserted. What is expected was recorded from
//! the real program that `tests/conformance/oracle.toml` names; `carets`, `changes` and `diagnostics` say what
//! Shellform adds to it.
//!
//! | block | holds |
//! |---|---|
//! | `dockerfile`, `instruction` | the text; comment lines of carets below a line are assertions, not part of it |
//! | `build` | options of `docker build` |
//! | `run` | what follows `docker run`: options, the word `image`, arguments |
//! | `argv` | the argv of PID 1 |
//! | `run-argv` | the argv of each `RUN`, one a line |
//! | `config` | the image configuration; fields that are not named are not asserted |
//! | `error` | with what Docker refuses the file |
//! | `warnings` | BuildKit's warnings, one a line |
//! | `changes` | what each instruction changes in the image, one a line |
//! | `diagnostics` | what Shellform itself says, one a line |
//!
//! ````
//! use shellform_tests::cases;
//!
//! let file = "## Two words\n\n```dockerfile\nFROM scratch\nCMD [\"a\", \"b\"]\n#          ^ argv[1]\n```\n\n\
//!             ```argv\n[\"a\", \"b\"]\n```\n";
//! assert_eq!(cases::compare(file), [] as [String; 0]);
//! ````

mod actual;
mod carets;
mod options;
mod parse;

use shellform::{Simulation, simulate};

pub use parse::{Block, Case, parse};

/// Runs every case of a Markdown file; gives what differs, each with the heading and line of its case.
#[must_use]
pub fn compare(markdown: &str) -> Vec<String> {
    let cases = match parse(markdown) {
        Ok(cases) => cases,
        Err(problem) => return vec![problem],
    };
    cases.iter().flat_map(compare_case).collect()
}

fn compare_case(case: &Case) -> Vec<String> {
    let head = |it: &str| format!("line {}, {}: {it}", case.line, case.name);
    let simulation = match run(case) {
        Ok(simulation) => simulation,
        Err(problem) => return vec![head(&problem)],
    };
    let mut differences = carets::compare(&simulation, &case.carets);
    for block in &case.expected {
        match actual::render(&simulation, block) {
            Ok(actual) if actual == block.text => {}
            Ok(actual) => differences.push(format!(
                "{}\nexpected:\n{}\nsimulated:\n{actual}",
                block.name, block.text
            )),
            Err(problem) => differences.push(problem),
        }
    }
    differences.iter().map(|it| head(it)).collect()
}

/// The file with every expected block as the simulation gives it.
///
/// # Errors
///
/// When the file is no file of cases.
pub fn update(markdown: &str) -> Result<String, String> {
    let mut updated = markdown.to_owned();
    for case in parse(markdown)?.iter().rev() {
        let simulation = run(case)?;
        for block in case.expected.iter().rev() {
            let actual = actual::render(&simulation, block)?;
            updated.replace_range(block.range.clone(), &actual);
        }
    }
    Ok(updated)
}

fn run(case: &Case) -> Result<Simulation, String> {
    Ok(simulate(&options::input(case)?))
}
