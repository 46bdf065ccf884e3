//! `command` (XCU 4): a command without functions, or what a name stands for.

use super::describe::{describe, identify};
use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "pvV",
    usage: "command [-pVv] command [arg ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let operands = arguments[given.operands..].to_vec();
    let Some(name) = operands.first().map(|it| shell.str(*it).to_owned()) else {
        return Ok(0);
    };
    match given.last_of("vV") {
        Some('v') => identify(shell, &operands).await,
        Some(_) => describe(shell, "command", &operands).await,
        None => {
            // DIFFERENCE: `-p` looks in the directories of the standard; here those of PATH stand for them.
            let found = shell.find_without_functions(&name)?;
            shell.run_found(found, &operands).await?;
            Ok(shell.status)
        }
    }
}
