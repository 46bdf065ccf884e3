//! Whether the shells that are installed still do what was recorded of them.

#![cfg(unix)]

use std::path::Path;

use shellform_tests::oracle;

#[test]
fn installed_shells_answer_as_recorded() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shell.jsonl");
    let argv = Path::new(env!("CARGO_BIN_EXE_argv"));
    let asked = oracle::ask_shells(Path::new(fixture), argv).expect("shells that start");
    for reason in &asked.skipped {
        println!("skipped: {reason}");
    }
    for shell in &asked.shells {
        println!("{}", shell.line());
        let changed = &shell.changed;
        assert!(
            changed.is_empty(),
            "{}\n{}",
            changed.join("\n"),
            shell.line()
        );
    }
}
