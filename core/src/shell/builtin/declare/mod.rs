//! `declare`, `typeset`, `local`, `export`, `readonly` of bash: variables with attributes.

mod request;
mod show;

use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Access, Array, AssociativeArray, Attribute, Behalf, Evaluator, Export, Flow, IndexedArray,
    Manner, Subscript, Variable,
};
use crate::shell::parse::parse_array;
use crate::text::Span;

use request::{Declares, Request};
pub(in crate::shell::builtin) use show::value as shown_value;

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
    if request.has('f') || request.has('F') {
        return show::functions(shell, &request, &operands).await;
    }
    let lists = match declares {
        Declares::Export | Declares::ReadOnly => operands.is_empty(),
        Declares::Declare | Declares::Local => operands.is_empty() || request.has('p'),
    };
    if lists {
        return show::variables(shell, &request, &operands).await;
    }
    let mut status = 0;
    for operand in operands {
        status = declare(shell, &request, operand).await?.max(status);
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
        return shell.unsupported("local of the options");
    }
    let Some(mut declared) = take_apart(shell, argument) else {
        let text = format!("`{}': not a valid identifier", shell.str(argument));
        shell.complain(Some(by), &text).await?;
        return Ok(1);
    };
    let is_subscripted = declared.subscript.is_some();
    if is_subscripted && matches!(request.declares, Declares::Export | Declares::ReadOnly) {
        return no_element(shell, by, argument).await;
    }
    let is_about_reference = request.adds('n') || request.removes('n');
    if request.adds('n') {
        if ['a', 'A', 'i'].into_iter().any(|it| request.adds(it)) {
            return shell.unsupported("attributes that do not go together");
        }
        if let Some(text) = refuse_reference(shell, request, &declared, argument)? {
            shell.complain(Some(by), &text).await?;
            return Ok(1);
        }
    }
    if request.declares == Declares::ReadOnly && !request.adds('r') && declared.value.is_none() {
        return Ok(0);
    }
    if request.is_local(shell) && is_readonly_outside(shell, &declared.name) {
        let text = format!("{}: readonly variable", declared.name);
        shell.complain(Some(by), &text).await?;
        return Ok(1);
    }
    if request.is_local(shell) {
        shell.make_local(&declared.name);
    }
    if !is_about_reference {
        match shell.resolve(&declared.name) {
            Ok((target, None)) => declared.name = target.to_string(),
            _ => return shell.unsupported("attributes of a reference to an element"),
        }
    }
    if let Some(subscript) = declared.subscript {
        declared.subscript = Some(shell.expand_subscript_text(subscript).await?);
    }
    let name = declared.name.as_str();
    let is_read_only = |it: &Variable| it.access == Access::ReadOnly;
    let before = shell.environment.variables.get(name);
    if request.removes('r') && before.is_some_and(is_read_only) {
        let text = format!("{name}: readonly variable");
        shell.complain(Some(by), &text).await?;
        return Ok(1);
    }
    if let Some(status) = make_array(shell, request, name).await? {
        return Ok(status);
    }
    mark(shell, request, name);
    if let Some((value, manner)) = declared.value {
        assign(shell, request, &declared, value, manner, argument).await?;
    }
    let variable = shell.environment.variables.entry(name);
    if request.adds('r') {
        variable.access = Access::ReadOnly;
    }
    if request.adds('n') {
        variable.attributes = variable.attributes.with(Attribute::Reference);
    }
    Ok(0)
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

/// `-n`: what is said where a variable cannot name another one, or not this one.
fn refuse_reference(
    shell: &Evaluator,
    request: &Request,
    declared: &Declared,
    argument: Span,
) -> Flow<Option<String>> {
    let name = declared.name.as_str();
    let variable = shell.environment.variables.get(name);
    let is_array = variable.is_some_and(|it| it.array.is_some()) && !request.is_local(shell);
    if is_array || shell.array_argument(argument).is_some() {
        return Ok(Some(format!(
            "{name}: reference variable cannot be an array"
        )));
    }
    let before = variable
        .filter(|_| !request.is_local(shell))
        .and_then(|it| it.value);
    let target = match (declared.value, before) {
        (Some((target, Manner::Set)), _) => target,
        // The value it has is to be a name.
        (None, Some(before)) if !variable.is_some_and(|it| it.is(Attribute::Reference)) => before,
        _ => return Ok(None),
    };
    let target = shell.str(target);
    if target == name && request.is_local(shell) {
        return shell.unsupported("a reference of a function to a variable of the same name");
    }
    Ok(match target {
        "" => Some("`': not a valid identifier".to_owned()),
        _ if target == name => Some(format!(
            "{name}: nameref variable self references not allowed"
        )),
        _ if is_target(target) => None,
        _ => Some(format!(
            "`{target}': invalid variable name for name reference"
        )),
    })
}

/// Whether a text names a variable or an element.
fn is_target(text: &str) -> bool {
    match text.split_once('[') {
        Some((name, subscript)) => is_name(name) && subscript.len() > 1 && subscript.ends_with(']'),
        None => is_name(text),
    }
}

/// `-a` and `-A`: what is no array becomes one; the status, where it cannot.
async fn make_array(shell: &mut Evaluator, request: &Request, name: &str) -> Flow<Option<u8>> {
    let (wants_indexed, wants_associative) = (request.adds('a'), request.adds('A'));
    if !wants_indexed && !wants_associative {
        return Ok(None);
    }
    let variable = shell.environment.variables.entry(name);
    let conflict = match &variable.array {
        Some(Array::Indexed(_)) if wants_associative => Some(("indexed", "associative")),
        Some(Array::Associative(_)) if wants_indexed => Some(("associative", "indexed")),
        _ => None,
    };
    if let Some((from, to)) = conflict {
        let text = format!("{name}: cannot convert {from} to {to} array");
        shell.complain(Some(&request.by), &text).await?;
        return Ok(Some(1));
    }
    if variable.array.is_some() {
        return Ok(None);
    }
    let value = variable.value.take();
    if wants_associative {
        let mut array = AssociativeArray::default();
        if let Some(value) = value {
            array.set("0", value, value);
        }
        variable.array = Some(Array::Associative(array.into()));
    } else {
        let mut array = IndexedArray::default();
        if let Some(value) = value {
            array.set(0, value);
        }
        variable.array = Some(Array::Indexed(array.into()));
    }
    if value.is_none() {
        variable.attributes = variable.attributes.with(Attribute::Unassigned);
    }
    Ok(None)
}

/// Gives and takes the attributes that count when a value is assigned.
fn mark(shell: &mut Evaluator, request: &Request, name: &str) {
    if name == "PATH" && matches!(request.declares, Declares::Declare | Declares::Local) {
        shell.forget_programs();
    }
    let variable = shell.environment.variables.entry(name);
    let attributes = [('i', Attribute::Integer), ('t', Attribute::Traced)];
    let cases = [
        ('c', Attribute::Capitalised),
        ('l', Attribute::LowerCase),
        ('u', Attribute::UpperCase),
    ];
    // Only one of them counts; where several are given, none does.
    let given: Vec<_> = cases.iter().filter(|it| request.adds(it.0)).collect();
    if !given.is_empty() {
        for (_, attribute) in cases {
            variable.attributes = variable.attributes.without(attribute);
        }
    }
    if let [(_, attribute)] = given.as_slice() {
        variable.attributes = variable.attributes.with(*attribute);
    }
    for (letter, attribute) in cases {
        if request.removes(letter) {
            variable.attributes = variable.attributes.without(attribute);
        }
    }
    for (letter, attribute) in attributes {
        if request.adds(letter) {
            variable.attributes = variable.attributes.with(attribute);
        }
        if request.removes(letter) {
            variable.attributes = variable.attributes.without(attribute);
        }
    }
    if request.removes('n') {
        variable.attributes = variable.attributes.without(Attribute::Reference);
    }
    if request.adds('x') {
        variable.export = Export::Exported;
    }
    if request.removes('x') {
        variable.export = Export::Local;
    }
}

async fn assign(
    shell: &mut Evaluator,
    request: &Request,
    declared: &Declared,
    value: Span,
    manner: Manner,
    argument: Span,
) -> Flow {
    let behalf = Behalf::Builtin(&request.by);
    let name = declared.name.as_str();
    if let Some(literal) = shell.array_argument(argument) {
        return shell.set_elements(name, &literal, manner, behalf).await;
    }
    let variable = shell.environment.variables.get(name);
    let is_array = variable.is_some_and(|it| it.array.is_some());
    let written = shell.str(value);
    if is_array && written.starts_with('(') && written.ends_with(')') {
        let literal = match declared.subscript {
            None => parse_array(&mut shell.process.cx, argument, shell.shell),
            Some(_) => None,
        };
        let Some(literal) = literal else {
            return shell.unsupported("such elements of an array in a quoted argument");
        };
        return shell.set_elements(name, &literal, manner, behalf).await;
    }
    if request.adds('n') {
        shell.environment.variables.entry(name).value = Some(value);
        return Ok(());
    }
    let subscript = declared.subscript.map(Subscript::Expanded);
    shell
        .set_place(name, subscript, value, manner, behalf)
        .await
}

/// Whether a built-in takes arrays as arguments.
pub(in crate::shell) fn takes_assignments(name: &str, dialect: Dialect) -> bool {
    match name {
        "export" | "readonly" | "local" => true,
        "declare" | "typeset" => matches!(dialect, Dialect::Bash | Dialect::BashAsSh),
        _ => false,
    }
}
