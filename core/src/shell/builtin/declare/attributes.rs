//! What `declare` makes of a variable: an array, its attributes, its value.

use std::rc::Rc;

use super::Declared;
use super::request::{Declares, Request};
use crate::shell::execution::{
    Array, AssociativeArray, Attribute, Behalf, Evaluator, Export, Flow, Refusal, Subscript,
    plain_name,
};
use crate::shell::parse::parse_array;
use crate::shell::syntax::ArrayLiteral;
use crate::text::Span;

/// `-a` and `-A`: what is no array becomes one, as it does where an element is declared; the status, where it cannot.
pub(super) async fn make_array(
    shell: &mut Evaluator,
    request: &Request,
    declared: &Declared,
) -> Flow<Option<u8>> {
    let name = declared.name.as_str();
    let marks_only = matches!(request.declares, Declares::Export | Declares::ReadOnly);
    let counts = !marks_only || declared.value.is_some();
    let wants_associative = request.adds('A') && counts;
    let is_element = declared.subscript.is_some() && !request.removes('a');
    let wants_indexed = (request.adds('a') && counts || is_element) && !wants_associative;
    if !wants_indexed && !wants_associative {
        return Ok(None);
    }
    let zero = shell.shell_text("0", "subscript");
    let variable = shell.environment.variables.entry(name);
    let conflict = match &variable.array {
        Some(Array::Indexed(_)) if wants_associative => Some(("indexed", "associative")),
        Some(Array::Associative(_)) if request.adds('a') && !wants_associative => {
            Some(("associative", "indexed"))
        }
        _ => None,
    };
    if let Some((from, to)) = conflict {
        let text = format!("{}: cannot convert {from} to {to} array", plain_name(name));
        shell.complain(Some(&request.by), &text).await?;
        return Ok(Some(1));
    }
    if variable.array.is_some() {
        return Ok(None);
    }
    let value = variable.value.take();
    variable.array = Some(match wants_associative {
        true => {
            let mut array = match value {
                Some(_) => AssociativeArray::converted(),
                None => AssociativeArray::default(),
            };
            if let Some(value) = value {
                array.set("0", zero, value);
            }
            Array::Associative(array.into())
        }
        false => Array::Indexed(Rc::new(value.into_iter().collect())),
    });
    if value.is_none() {
        variable.attributes = variable.attributes.with(Attribute::Unassigned);
    }
    Ok(None)
}

/// Gives and takes the attributes that count when a value is assigned.
pub(super) fn mark(shell: &mut Evaluator, request: &Request, name: &str) {
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

/// Gives a variable its value.
pub(super) async fn assign(
    shell: &mut Evaluator,
    request: &Request,
    declared: &Declared,
    literal: Option<&ArrayLiteral>,
) -> Flow {
    let Some((value, manner)) = declared.value else {
        return Ok(());
    };
    let behalf = Behalf::Builtin(&request.by);
    let name = declared.name.as_str();
    if let Some(literal) = literal {
        return shell.set_elements(name, literal, manner, behalf).await;
    }
    let variable = shell.environment.variables.get(name);
    let is_array = variable.is_some_and(|it| it.array.is_some());
    let written = shell.str(value);
    if request.adds('a') && request.adds('A') {
        let variable = shell.environment.variables.entry(name);
        variable.attributes = variable.attributes.without(Attribute::Unassigned);
        return Ok(());
    }
    let takes_list = declared.subscript.is_none() || request.adds('a') || request.adds('A');
    if is_array && takes_list && written.starts_with('(') && written.ends_with(')') {
        let prefix = shell.shell_text("a=", "name of an array");
        let text = shell.process.join(&[prefix, value]);
        let Some(literal) = parse_array(&mut shell.process.cx, text, shell.shell) else {
            return shell.unsupported("such elements of an array in a quoted argument");
        };
        return shell.set_elements(name, &literal, manner, behalf).await;
    }
    if request.adds('n') {
        shell.environment.variables.entry(name).value = Some(value);
        return Ok(());
    }
    if declared.subscript.is_some_and(Span::is_empty) {
        let variable = shell.environment.variables.entry(name);
        variable.attributes = variable.attributes.without(Attribute::Unassigned);
        let refusal = Refusal::BadSubscript(format!("{name}[]"));
        return shell.refuse_assignment(refusal, behalf).await;
    }
    let subscript = declared.subscript.map(Subscript::Expanded);
    shell
        .set_place(name, subscript, value, manner, behalf)
        .await
}
