//! `unset` (XCU 2.14): of bash also elements of arrays.

use super::export::name_part;
use super::options::Takes;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Access, Array, Evaluator, Family, Flow, Refusal, plain_name};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "fvn",
    usage: "unset [-f] [-v] [-n] [name ...]",
};

/// What is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// A variable; in bash a function, where there is no such variable.
    Either,
    Variable,
    Function,
    /// `-n`: a variable that names another; others stay.
    Reference,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let takes = Takes {
        letters: match shell.dialect().family() {
            Family::Ash => "fv",
            Family::Bash => TAKES.letters,
        },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.has('f') && given.has('v') && shell.dialect().family() == Family::Bash {
        let text = "cannot simultaneously unset a function and a variable";
        shell.complain(Some("unset"), text).await?;
        return Ok(1);
    }
    let what = match given.last_of("fv") {
        Some('f') => What::Function,
        _ if given.has('n') => What::Reference,
        Some(_) => What::Variable,
        None => What::Either,
    };
    let mut status = 0;
    for operand in &arguments[given.operands..] {
        status = unset(shell, *operand, what).await?.max(status);
    }
    Ok(status)
}

async fn unset(shell: &mut Evaluator, operand: Span, what: What) -> Flow<u8> {
    let name = shell.str(operand).to_owned();
    // An element without a subscript is none that there is.
    if name.ends_with("[]") && is_name(&name[..name.len() - 2]) && what != What::Function {
        let is_bash = shell.dialect().family() == Family::Bash;
        let variable = shell.environment.variables.get(&name[..name.len() - 2]);
        if is_bash && variable.is_some_and(|it| matches!(it.array, Some(Array::Indexed(_)))) {
            return Ok(0);
        }
    }
    if what == What::Function {
        return remove_function(shell, &name).await;
    }
    if what == What::Reference {
        shell.remove_reference(&name).await?;
        return Ok(0);
    }
    let is_bash = shell.dialect().family() == Family::Bash;
    if let Some(open) = name.find('[')
        && is_bash
        && name.ends_with(']')
        && is_name(&name[..open])
    {
        let subscript = operand.slice(open + 1..name.len() - 1);
        return unset_element(shell, &name[..open], subscript).await;
    }
    let name = match is_bash {
        true => name,
        false => name_part(&name).to_owned(),
    };
    if !is_name(&name) {
        return bad_name(shell, &name, what).await;
    }
    match shell.resolve(&name) {
        Ok((target, Some(subscript))) => return unset_element(shell, &target, subscript).await,
        Err(Refusal::Circular(name)) => {
            shell.warn_of_circle(None, &name).await?;
            shell.warn_of_circle(None, &name).await?;
            shell.remove_reference(&name).await?;
            return Ok(0);
        }
        Ok((target, None)) if plain_name(&target).len() < target.len() => {
            return shell.unsupported("unset of a reference of a function to its own name");
        }
        Ok((_, None)) | Err(_) => {}
    }
    let variable = shell.environment.variables.get(&name);
    let is_function = shell.environment.state.functions.contains_key(&name);
    if is_bash && variable.is_none() && is_function && what == What::Either {
        return remove_function(shell, &name).await;
    }
    shell.unset_variable(&name).await?;
    Ok(0)
}

async fn remove_function(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    let function = shell.environment.state.functions.get(name);
    if function.is_some_and(|it| it.marks.access == Access::ReadOnly) {
        let text = format!("{name}: cannot unset: readonly function");
        shell.complain(Some("unset"), &text).await?;
        return Ok(1);
    }
    shell.environment.state.remove_function(name);
    Ok(0)
}

async fn bad_name(shell: &mut Evaluator, name: &str, what: What) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash | Dialect::BusyboxAsh => {
            shell
                .error("unset", &format!("{name}: bad variable name"))
                .await
        }
        // Without an option bash takes it for a function's name.
        Dialect::Bash | Dialect::BashAsSh if what == What::Either => {
            remove_function(shell, name).await
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("`{name}': not a valid identifier");
            shell.complain(Some("unset"), &text).await?;
            Ok(1)
        }
    }
}

async fn unset_element(shell: &mut Evaluator, name: &str, subscript: Span) -> Flow<u8> {
    if shell.environment.variables.get(name).is_none() {
        return Ok(0);
    }
    shell.unset_element(name, subscript).await?;
    Ok(0)
}
