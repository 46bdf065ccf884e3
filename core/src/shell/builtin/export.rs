//! `export` and `readonly` (XCU 2.14).

use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Access, Behalf, Evaluator, Export, Flow, Manner, Variable};
use crate::text::Span;

pub(super) async fn export(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    mark(shell, arguments, |it| it.export = Export::Exported).await
}

pub(super) async fn readonly(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    mark(shell, arguments, |it| it.access = Access::ReadOnly).await
}

/// Marks the variables that the arguments name, and gives those a value that have one.
async fn mark(shell: &mut Evaluator, arguments: &[Span], mark: fn(&mut Variable)) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    match shell.argument(arguments, 1) {
        None => return shell.unsupported(format!("what {by} lists")),
        Some(option) if option == "-p" => return shell.unsupported(format!("what {by} lists")),
        Some(option) if option.starts_with('-') => return bad_option(shell, &by, &option).await,
        Some(_) => {}
    }
    for (index, argument) in arguments.iter().enumerate().skip(1) {
        let (name, value) = split_assignment(shell, *argument)?;
        let name = match shell.resolve(&name) {
            Ok((name, None)) => name.to_string(),
            _ => return shell.unsupported("marking a reference to an element"),
        };
        if let Some(elements) = shell.take_elements(index) {
            shell
                .set_elements(&name, &elements, Manner::Set, Behalf::Builtin(&by))
                .await?;
        } else if let Some(value) = value {
            shell.set_variable(&name, value, Some(&by)).await?;
        }
        mark(shell.environment.variables.entry(&name));
    }
    Ok(0)
}

async fn bad_option(shell: &mut Evaluator, by: &str, option: &str) -> Flow<u8> {
    let letter: String = option.chars().skip(1).take(1).collect();
    match shell.dialect() {
        Dialect::Dash => shell.error(by, &format!("Illegal option -{letter}")).await,
        Dialect::BusyboxAsh if letter != "n" => {
            shell.error(by, &format!("illegal option -{letter}")).await
        }
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
            shell.unsupported(format!("options of {by}"))
        }
    }
}

/// The name in an argument, and the value behind `=`.
pub(super) fn split_assignment(shell: &Evaluator, argument: Span) -> Flow<(String, Option<Span>)> {
    let text = shell.str(argument);
    let end = text.find('=').unwrap_or(text.len());
    let name = text[..end].to_owned();
    if !is_name(&name) {
        return shell.unsupported("marking what is no name");
    }
    let value = (end < text.len()).then(|| argument.slice_from(end + 1));
    Ok((name, value))
}
