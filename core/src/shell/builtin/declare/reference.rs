//! `declare -n`: a variable that names another one.

use super::Declared;
use super::request::Request;
use crate::shell::execution::{Attribute, Evaluator, Flow, Manner, names_place};
use crate::text::Span;

/// `-n`: the status, where a variable cannot name another one, or not this one.
pub(super) async fn check_reference(
    shell: &mut Evaluator,
    request: &Request,
    declared: &Declared,
    argument: Span,
) -> Flow<Option<u8>> {
    let name = declared.name.as_str();
    let is_new = shell.environment.variables.get(name).is_none();
    if request.adds('i') && is_new {
        return Ok(Some(1));
    }
    if "aAiclu".chars().any(|it| request.adds(it)) {
        return shell.unsupported("attributes that do not go together");
    }
    let is_itself = declared.value.is_some_and(|it| shell.str(it.0) == name);
    if is_itself && request.is_local(shell) {
        shell.warn_of_circle(Some(&request.by), name).await?;
        shell.warn_of_circle(None, name).await?;
        return Ok(None);
    }
    let Some(text) = refuse_reference(shell, request, declared, argument) else {
        return Ok(None);
    };
    shell.complain(Some(&request.by), &text).await?;
    Ok(Some(1))
}

/// What is said where a variable cannot name another one, or not this one.
fn refuse_reference(
    shell: &Evaluator,
    request: &Request,
    declared: &Declared,
    argument: Span,
) -> Option<String> {
    let name = declared.name.as_str();
    let variable = shell.environment.variables.get(name);
    let is_array = variable.is_some_and(|it| it.array.is_some()) && !request.is_local(shell);
    if is_array || shell.array_argument(argument).is_some() {
        return Some(format!("{name}: reference variable cannot be an array"));
    }
    let before = variable
        .filter(|_| !request.is_local(shell))
        .and_then(|it| it.value);
    match (declared.value, before) {
        (Some((target, Manner::Set)), _) => match shell.str(target) {
            "" => Some("`': not a valid identifier".to_owned()),
            target if target == name => Some(format!(
                "{name}: nameref variable self references not allowed"
            )),
            target if names_place(target) => None,
            target => Some(format!(
                "`{target}': invalid variable name for name reference"
            )),
        },
        // The value it has is to be a name.
        (None, Some(before)) if !variable.is_some_and(|it| it.is(Attribute::Reference)) => {
            let before = shell.str(before);
            (!names_place(before))
                .then(|| format!("`{before}': invalid variable name for name reference"))
        }
        _ => None,
    }
}
