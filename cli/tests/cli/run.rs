//! Starting the program.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// The program with these arguments, in an empty environment and an empty directory of this name.
pub(crate) fn program(directory: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shellform"));
    command
        .args(arguments)
        .env_clear()
        .current_dir(self::directory(directory))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A directory for the files of a test.
pub(crate) fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// A file for a test.
pub(crate) fn file(directory: &str, name: &str, content: impl AsRef<[u8]>) {
    std::fs::write(self::directory(directory).join(name), content).unwrap();
}

/// Runs the program with `input` on standard input.
pub(crate) fn run(directory: &str, arguments: &[&str], input: &str) -> Run {
    finish(program(directory, arguments).spawn().unwrap(), input)
}

/// Waits for the end of a run.
pub(crate) fn finish(mut child: Child, input: &str) -> Run {
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that ends early reads no more.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap(),
    }
}
