//! `eval` (XCU 2.14): its arguments, joined by blanks, are read as a script.

use super::options::Takes;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "eval [arg ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut first = 1;
    if shell.dialect().family() == Family::Bash {
        match shell.read_options(arguments, TAKES).await? {
            Ok(given) => first = given.operands,
            Err(status) => return Ok(status),
        }
    }
    let words = arguments.get(first..).unwrap_or_default();
    let blank = shell.shell_text(" ", "blank between the arguments of eval");
    let mut builder = shell.process.cx.texts.builder();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            builder.copy(blank);
        }
        builder.copy(*word);
    }
    let built = builder.build();
    let script = shell.finish(built)?;
    // A script without commands succeeds; commands still see the status of the one before.
    let mut lines = shell.str(script).lines().map(str::trim_start);
    if lines.all(|it| it.is_empty() || it.starts_with('#')) {
        shell.status = 0;
    }
    let speaker = shell.speaker.replace("eval".into());
    let result = shell.run_text(script).await;
    shell.speaker = speaker;
    result?;
    Ok(shell.status)
}
