//! `builtin` (bash): a built-in, whatever function has its name.

use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow, Found};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "builtin [shell-builtin [arg ...]]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let arguments = arguments[given.operands..].to_vec();
    let Some(name) = arguments.first().map(|it| shell.str(*it).to_owned()) else {
        return Ok(0);
    };
    match shell.builtin(&name) {
        Some(builtin) => {
            shell.run_found(Found::Builtin(builtin), &arguments).await?;
            Ok(shell.status)
        }
        None if super::is_unsimulated(&name, shell.dialect()) => {
            shell.unsupported(format!("the built-in {name}"))
        }
        None => {
            let text = format!("{name}: not a shell builtin");
            shell.complain(Some("builtin"), &text).await?;
            Ok(1)
        }
    }
}
