//! `declare`, `typeset`, `local`, `export`, `readonly` of bash: variables with attributes.

mod attributes;
mod functions;
mod reference;
mod request;
mod show;

use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Access, Array, Attribute, Divert, Evaluator, Flow, Manner, Refusal, global, plain_name,
};
use crate::text::Span;

use attributes::{assign, make_array, mark};
use reference::check_reference;
use request::{Declares, Request};
pub(in crate::shell::builtin) use show::{listed, value as shown_value};

/// A name as an argument: with a subscript, and with what is assigned.
struct Declared {
    name: String,
    subscript: Option<Span>,
    value: Option<(Span, Manner)>,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let declares = Declares::of(&by);
    if declares == Declares::Local && !shell.is_in_function() {
        let text = "can only be used in a function";
        shell.complain(Some("local"), text).await?;
        return Ok(1);
    }
    let request = match Request::read(shell, arguments, declares).await? {
        Ok(request) => request,
        Err(status) => return Ok(status),
    };
    let operands = arguments[request.operands..].to_vec();
    if request.adds('f') || request.adds('F') {
        return functions::run(shell, &request, &operands).await;
    }
    let lists = match declares {
        Declares::Export | Declares::ReadOnly => operands.is_empty(),
        Declares::Declare | Declares::Local => operands.is_empty() || request.adds('p'),
    };
    if lists {
        return show::variables(shell, &request, &operands).await;
    }
    let mut status = 0;
    for operand in operands {
        status = match (declare(shell, &request, operand).await, declares) {
            (
                Err(Divert::Failed | Divert::FailedAssignment),
                Declares::Declare | Declares::Local,
            ) => 1,
            (result, _) => result?.max(status),
        };
    }
    Ok(status)
}

/// Takes an argument apart; nothing when it begins with no name.
fn take_apart(shell: &Evaluator, argument: Span) -> Option<Declared> {
    let text = shell.str(argument);
    let equals = text.find('=');
    let target = &text[..equals.unwrap_or(text.len())];
    let (target, manner) = match target.strip_suffix('+').filter(|_| equals.is_some()) {
        Some(target) => (target, Manner::Append),
        None => (target, Manner::Set),
    };
    let (name, subscript) = match target.find('[') {
        Some(open) if target.ends_with(']') => {
            if target.len() - open == 2 && equals.is_none() {
                return None;
            }
            let subscript = argument.slice(open + 1..target.len() - 1);
            (&target[..open], Some(subscript))
        }
        _ => (target, None),
    };
    is_name(name).then(|| Declared {
        name: name.to_owned(),
        subscript,
        value: equals.map(|it| (argument.slice_from(it + 1), manner)),
    })
}

async fn declare(shell: &mut Evaluator, request: &Request, argument: Span) -> Flow<u8> {
    let by = request.by.as_str();
    if shell.str(argument) == "-" && request.declares == Declares::Local {
        shell.make_options_local();
        return Ok(0);
    }
    let Some(mut declared) = take_apart(shell, argument) else {
        let text = format!("`{}': not a valid identifier", shell.str(argument));
        shell.complain(Some(by), &text).await?;
        return Ok(1);
    };
    let marks_only = matches!(request.declares, Declares::Export | Declares::ReadOnly);
    if declared.subscript.is_some() && marks_only {
        return no_element(shell, by, argument).await;
    }
    if request.adds('n')
        && let Some(status) = check_reference(shell, request, &declared, argument).await?
    {
        return Ok(status);
    }
    if request.declares == Declares::ReadOnly && !request.adds('r') && declared.value.is_none() {
        return Ok(0);
    }
    if request.is_local(shell) {
        if is_readonly_outside(shell, &declared.name) {
            let text = format!("{}: readonly variable", declared.name);
            shell.complain(Some(by), &text).await?;
            return Ok(1);
        }
        match request.adds('I') {
            true => shell.environment.variables.save_in_function(&declared.name),
            false => shell.make_local(&declared.name),
        }
    } else if request.adds('g') && shell.is_in_function() {
        if declared.subscript.is_some() && shell.environment.variables.depth_of(&declared.name) > 0
        {
            return shell.unsupported("declare -g of an element");
        }
        declared.name = global(&declared.name);
    }
    if !request.has('n') {
        match lead_on(shell, by, declared, argument).await? {
            Ok(target) => declared = target,
            Err(status) => return Ok(status),
        }
    }
    if let Some(subscript) = declared.subscript {
        declared.subscript = Some(shell.expand_subscript_text(subscript).await?);
    }
    change(shell, request, &declared, argument).await
}

/// Gives a variable its attributes and its value.
async fn change(
    shell: &mut Evaluator,
    request: &Request,
    declared: &Declared,
    argument: Span,
) -> Flow<u8> {
    let name = declared.name.as_str();
    if let Some(why) = refuse_change(shell, request, name) {
        let text = format!("{}: {why}", plain_name(name));
        shell.complain(Some(&request.by), &text).await?;
        return Ok(1);
    }
    let literal = shell.array_argument(argument);
    if let Some(status) = make_array(shell, request, declared).await? {
        return Ok(status);
    }
    mark(shell, request, name);
    let appends = matches!(declared.value, Some((_, Manner::Append)));
    if appends && shell.environment.variables.is_before_command(name) {
        shell.environment.variables.entry(name).value = None;
    }
    let is_element = declared.subscript.is_some();
    if request.adds('r') && is_element {
        shell.environment.variables.entry(name).access = Access::ReadOnly;
    }
    let result = assign(shell, request, declared, literal.as_ref()).await;
    let variable = shell.environment.variables.entry(name);
    if request.adds('r') {
        variable.access = Access::ReadOnly;
    }
    if request.adds('n') {
        variable.attributes = variable.attributes.with(Attribute::Reference);
    }
    result?;
    if request.outlasts_command(declared) {
        shell.environment.variables.keep(name);
    }
    if request.adds('a') && request.adds('A') {
        let text = format!("{name}: cannot convert associative to indexed array");
        shell.complain(Some(&request.by), &text).await?;
        return Ok(1);
    }
    Ok(0)
}

/// What of an existing variable does not go with the options.
fn refuse_change(shell: &Evaluator, request: &Request, name: &str) -> Option<&'static str> {
    let variable = shell.environment.variables.get(name)?;
    let is_read_only = variable.access == Access::ReadOnly;
    let is_removed = match &variable.array {
        Some(Array::Indexed(_)) => request.removes('a'),
        Some(Array::Associative(_)) => request.removes('A'),
        None => false,
    };
    if is_removed {
        return Some("cannot destroy array variables in this way");
    }
    let changes_reference = request.has('n') && variable.is(Attribute::Reference);
    (is_read_only && (request.removes('r') || changes_reference)).then_some("readonly variable")
}

/// What a name leads to, where it is a reference; else the status with which the argument is done.
async fn lead_on(
    shell: &mut Evaluator,
    by: &str,
    mut declared: Declared,
    argument: Span,
) -> Flow<Result<Declared, u8>> {
    match shell.resolve(&declared.name) {
        Ok((target, None)) => {
            if matches!(by, "export" | "readonly") && shell.is_reference(&target) {
                return shell.unsupported("export of a reference that leads nowhere");
            }
            declared.name = target.to_string();
        }
        Ok((target, Some(own))) => {
            if matches!(by, "export" | "readonly") {
                if declared.value.is_none() {
                    return Ok(Err(0));
                }
                let text = format!("`{target}[{}]': not a valid identifier", shell.str(own));
                shell.complain(Some(by), &text).await?;
                if shell.dialect() == Dialect::BashAsSh {
                    return shell.raise(1);
                }
                return Ok(Err(1));
            }
            if declared.subscript.is_some() || shell.array_argument(argument).is_some() {
                return shell.unsupported("an element of an element");
            }
            declared.name = target.to_string();
            declared.subscript = Some(own);
        }
        Err(Refusal::Circular(name)) => {
            shell.warn_of_circle(None, &name).await?;
            shell.warn_of_circle(None, &name).await?;
            let fails = matches!(by, "export" | "readonly") && declared.value.is_some();
            return Ok(Err(u8::from(fails)));
        }
        Err(refusal) => return shell.refuse_assignment(refusal, Some(by)).await,
    }
    Ok(Ok(declared))
}

/// Whether the shell, and no function, has a readonly variable of this name: no function gets one of its own then.
fn is_readonly_outside(shell: &Evaluator, name: &str) -> bool {
    let variables = &shell.environment.variables;
    let is_readonly = variables
        .get(name)
        .is_some_and(|it| it.access == Access::ReadOnly);
    is_readonly && variables.depth_of(name) == 0
}

/// `export` and `readonly` take no element of an array; in POSIX mode assigning to one ends the shell.
async fn no_element(shell: &mut Evaluator, by: &str, argument: Span) -> Flow<u8> {
    let word = shell.str(argument).to_owned();
    let (name, value) = match word.split_once('=') {
        Some((name, _)) => (name, true),
        None => (&*word, false),
    };
    let text = format!("`{name}': not a valid identifier");
    shell.complain(Some(by), &text).await?;
    if value && shell.dialect() == Dialect::BashAsSh {
        return shell.raise(1);
    }
    Ok(1)
}

/// Whether a built-in takes arrays as arguments.
pub(in crate::shell) fn takes_assignments(name: &str, dialect: Dialect) -> bool {
    match name {
        "export" | "readonly" | "local" => true,
        "declare" | "typeset" => matches!(dialect, Dialect::Bash | Dialect::BashAsSh),
        _ => false,
    }
}
