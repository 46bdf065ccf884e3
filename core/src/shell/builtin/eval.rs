//! `eval` (XCU 2.14): its arguments, joined by blanks, are read as a script.

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let blank = shell.shell_text(" ", "blank between the arguments of eval");
    let words = match arguments.get(1).map(|it| shell.str(*it)) {
        Some("--") => &arguments[2..],
        Some(option) if option.starts_with('-') => return shell.unsupported("options of eval"),
        _ => arguments.get(1..).unwrap_or_default(),
    };
    let mut builder = shell.process.cx.texts.builder();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            builder.copy(blank);
        }
        builder.copy(*word);
    }
    let built = builder.build();
    let script = shell.finish(built)?;
    shell.status = 0;
    let speaker = shell.speaker.replace("eval".into());
    let result = shell.run_text(script).await;
    shell.speaker = speaker;
    result?;
    Ok(shell.status)
}
