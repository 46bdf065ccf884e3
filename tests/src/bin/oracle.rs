//! `oracle`: asks the installed shells again what the project's own recordings say of them.
//!
//! `cargo xtask oracle` runs it. It ends with exit status 1 when a shell answers otherwise than recorded.

use std::path::Path;
use std::process::ExitCode;

use shellform_tests::oracle;

/// How many differences are shown of a shell.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shell.jsonl");
    let argv = std::env::current_exe().map(|it| it.with_file_name("argv"));
    let asked = argv.and_then(|argv| oracle::ask_shells(Path::new(fixture), &argv));
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => {
            eprintln!("the shells cannot be asked: {error}");
            return ExitCode::from(2);
        }
    };
    for reason in &asked.skipped {
        println!("skipped: {reason}");
    }
    for shell in &asked.shells {
        for change in shell.changed.iter().take(SHOWN) {
            println!("{change}");
        }
        println!("{}", shell.line());
    }
    ExitCode::from(u8::from(
        asked.shells.iter().any(|it| !it.changed.is_empty()),
    ))
}
