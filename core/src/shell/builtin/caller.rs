//! `caller` (bash): where the function that runs, or the file that is read, has been called.

use crate::shell::builtin::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "caller [expr]",
};

/// Prints the line and the file of the innermost call; with a number those of a call further out, and who calls there.
pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let names = shell.called_names();
    let lines = shell.called_lines();
    let files = shell.called_files();
    if lines.is_empty() {
        return Ok(1);
    }
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let Some(text) = shell.argument(arguments, given.operands) else {
        let line = lines.first().copied().unwrap_or_default();
        let file = files.get(1).map_or("NULL", |it| it);
        return print(shell, &format!("{line} {file}\n")).await;
    };
    let Ok(number) = text.trim().parse::<i64>() else {
        let text = format!("{text}: invalid number");
        shell.complain(Some("caller"), &text).await?;
        return shell.show_usage("caller", TAKES).await;
    };
    let Ok(at) = usize::try_from(number) else {
        return Ok(1);
    };
    match (lines.get(at), names.get(at + 1), files.get(at + 1)) {
        (Some(line), Some(name), Some(file)) => {
            let name = shell.str(*name).to_owned();
            print(shell, &format!("{line} {name} {file}\n")).await
        }
        _ => Ok(1),
    }
}

async fn print(shell: &mut Evaluator, line: &str) -> Flow<u8> {
    let text = shell.shell_text(line, "place of a call");
    shell.output("caller", text).await
}
