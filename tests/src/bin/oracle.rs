//! `oracle`: asks the installed shells, and a Docker engine, again what the project's own recordings say of them.
//!
//! `cargo xtask oracle` runs it. It ends with exit status 1 when one answers otherwise than recorded. Of each fixture
//! `SHELLFORM_ORACLE_CASES` Dockerfiles are asked for; without it all, which takes an hour.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shellform_tests::oracle::{self, Asked, EngineAsked};

/// How many differences are shown of a shell, and of the engine.
const SHOWN: usize = 5;

/// The recordings of an engine.
const DOCKERFILES: [&str; 4] = ["docker", "docker-copy", "docker-mixed", "docker-random"];

/// Whether everything is as recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Same,
    Changed,
}

fn main() -> ExitCode {
    let fixtures = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"));
    let argv = std::env::current_exe().map(|it| it.with_file_name("argv"));
    let shells = argv.and_then(|argv| oracle::ask_shells(&fixtures.join("shell.jsonl"), &argv));
    let shells = match shells {
        Ok(asked) => shells_say(&asked),
        Err(error) => {
            eprintln!("the shells cannot be asked: {error}");
            return ExitCode::from(2);
        }
    };
    let dockerfiles: Vec<PathBuf> = DOCKERFILES
        .map(|it| fixtures.join(format!("{it}.jsonl")))
        .into();
    let dockerfiles: Vec<&Path> = dockerfiles.iter().map(PathBuf::as_path).collect();
    let most = std::env::var("SHELLFORM_ORACLE_CASES");
    let most = most.ok().and_then(|it| it.parse().ok());
    let engine = match oracle::ask_engine(&dockerfiles, most) {
        Ok(asked) => engine_says(&asked),
        Err(error) => {
            eprintln!("the Docker engine cannot be asked: {error}");
            return ExitCode::from(2);
        }
    };
    ExitCode::from(u8::from([shells, engine].contains(&Verdict::Changed)))
}

fn shells_say(asked: &Asked) -> Verdict {
    for reason in &asked.skipped {
        println!("skipped: {reason}");
    }
    let mut verdict = Verdict::Same;
    for shell in &asked.shells {
        for change in shell.changed.iter().take(SHOWN) {
            println!("{change}");
            verdict = Verdict::Changed;
        }
        println!("{}", shell.line());
    }
    verdict
}

fn engine_says(asked: &EngineAsked) -> Verdict {
    match asked {
        EngineAsked::Skipped(why) => {
            println!("skipped: the Docker engine, for {why}");
            Verdict::Same
        }
        EngineAsked::Answers {
            version,
            same,
            changed,
        } => {
            for change in changed.iter().take(SHOWN) {
                println!("{change}");
            }
            let count = changed.len();
            println!("docker {version}: {same} as recorded, {count} changed");
            match changed.is_empty() {
                true => Verdict::Same,
                false => Verdict::Changed,
            }
        }
    }
}
