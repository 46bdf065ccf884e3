//! `declare`, `typeset`, and bash's `local`: variables get attributes and values (bash's manual, "Bash Builtin Commands").

use super::options::Takes;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Access, Array, Attribute, Behalf, Divert, Evaluator, Export, Flow, Manner, Subscript, Variable,
};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "aAfFgiIlnrtuxcp",
    usage: "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
};

const LOCAL: Takes = Takes {
    letters: TAKES.letters,
    usage: "local [option] name[=value] ...",
};

/// The letters that were given behind `-` and behind `+`.
#[derive(Debug, Clone, Default)]
struct Letters {
    on: String,
    off: String,
}

/// An operand, taken apart.
pub(super) struct Operand {
    pub(super) name: String,
    pub(super) subscript: Option<Span>,
    pub(super) value: Option<Span>,
    pub(super) manner: Manner,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let (letters, first) = match read_letters(shell, &by, arguments).await? {
        Ok(read) => read,
        Err(status) => return Ok(status),
    };
    let operands = &arguments[first..];
    if letters.on.contains(['f', 'F']) {
        return functions(shell, &letters, operands).await;
    }
    if letters.on.contains('p') {
        return list(shell, &by, operands).await;
    }
    if operands.is_empty() {
        return shell.unsupported(format!("what {by} lists"));
    }
    let mut status = 0;
    for (index, operand) in operands.iter().enumerate() {
        match declare(shell, &by, &letters, *operand, first + index).await {
            Ok(done) => status = done.max(status),
            Err(Divert::Failed) => status = 1,
            Err(divert) => return Err(divert),
        }
    }
    Ok(status)
}

async fn read_letters(
    shell: &mut Evaluator,
    by: &str,
    arguments: &[Span],
) -> Flow<Result<(Letters, usize), u8>> {
    let mut letters = Letters::default();
    let mut first = 1;
    while let Some(word) = shell.argument(arguments, first) {
        let (place, given) = match word.split_at_checked(1) {
            Some(("-", "-")) => {
                first += 1;
                break;
            }
            Some(("-", given)) if !given.is_empty() => (&mut letters.on, given),
            Some(("+", given)) if !given.is_empty() => (&mut letters.off, given),
            _ => break,
        };
        if let Some(bad) = given.chars().find(|it| !TAKES.letters.contains(*it)) {
            let sign = &word[..1];
            shell
                .complain(Some(by), &format!("{sign}{bad}: invalid option"))
                .await?;
            let takes = match by {
                "local" => LOCAL,
                _ => TAKES,
            };
            return shell.show_usage(by, takes).await.map(Err);
        }
        place.push_str(given);
        first += 1;
    }
    Ok(Ok((letters, first)))
}

/// Declares one variable.
async fn declare(
    shell: &mut Evaluator,
    by: &str,
    letters: &Letters,
    operand: Span,
    index: usize,
) -> Flow<u8> {
    if shell.str(operand) == "-" && by == "local" {
        return shell.unsupported("local -");
    }
    let Some(it) = take_apart(shell, operand) else {
        let text = shell.str(operand).to_owned();
        shell
            .complain(Some(by), &format!("`{text}': not a valid identifier"))
            .await?;
        return Ok(1);
    };
    let mut name = it.name.clone();
    let is_odd = letters.on.contains('n') && letters.on.contains(['a', 'A', 'i'])
        || letters.on.contains('a') && letters.on.contains('A');
    if is_odd {
        return shell.unsupported("attributes that do not go together");
    }
    let is_local = !shell.calls.is_empty() && !letters.on.contains('g');
    if is_local {
        shell.make_local(&name);
    } else if letters.on.contains('g') && shell.environment.variables.is_saved(&name) {
        return shell.unsupported("declare -g of a variable that a function has of its own");
    }
    let is_reference = letters.on.contains('n') || letters.off.contains('n');
    if !is_reference {
        match shell.resolve(&name) {
            Ok((target, None)) => name = target.to_string(),
            _ => return shell.unsupported("attributes of a reference to an element"),
        }
    }
    if let Some(status) = shape(shell, by, letters, &name).await? {
        return Ok(status);
    }
    if letters.on.contains('n') {
        refer(shell, &name, it.value)?;
        finish(shell.environment.variables.entry(&name), letters);
        return Ok(0);
    }
    if it.subscript.is_some() && it.value.is_none() {
        let variable = shell.environment.variables.entry(&name);
        if variable.array.is_none() && variable.value.is_none() {
            variable.array = Some(Array::default());
            variable.attributes = variable.attributes.with(Attribute::Unassigned);
        }
    }
    let behalf = Behalf::Builtin(by);
    if let Some(literal) = shell.take_elements(index) {
        shell
            .set_elements(&name, &literal, it.manner, behalf)
            .await?;
    } else if let Some(value) = it.value {
        let is_list = shell.str(value).starts_with('(') && shell.str(value).ends_with(')');
        let variable = shell.environment.variables.get(&name);
        if is_list && variable.is_some_and(|it| it.array.is_some()) {
            return shell.unsupported("elements of an array out of a text");
        }
        let subscript = match it.subscript {
            None => None,
            Some(text) => Some(Subscript::Expanded(
                shell.expand_subscript_text(text).await?,
            )),
        };
        shell
            .set_place(&name, subscript, value, it.manner, behalf)
            .await?;
    }
    finish(shell.environment.variables.entry(&name), letters);
    Ok(0)
}

/// The name, the subscript and the value in an operand; nothing when the name is none.
pub(super) fn take_apart(shell: &Evaluator, operand: Span) -> Option<Operand> {
    let text = shell.str(operand);
    let equals = text.find('=');
    let (target, manner) = match equals {
        Some(at) if text[..at].ends_with('+') => (&text[..at - 1], Manner::Append),
        Some(at) => (&text[..at], Manner::Set),
        None => (text, Manner::Set),
    };
    let (name, subscript) = match target.find('[') {
        Some(open) if target.ends_with(']') && target.len() > open + 2 => {
            let subscript = operand.slice(open + 1..target.len() - 1);
            (&target[..open], Some(subscript))
        }
        _ => (target, None),
    };
    is_name(name).then(|| Operand {
        name: name.to_owned(),
        subscript,
        value: equals.map(|at| operand.slice_from(at + 1)),
        manner,
    })
}

/// Makes an array of a variable, and gives it the attributes that count before it is assigned.
async fn shape(shell: &mut Evaluator, by: &str, letters: &Letters, name: &str) -> Flow<Option<u8>> {
    let variable = shell.environment.variables.get(name);
    let array = variable.and_then(|it| it.array.as_ref());
    let is_read_only = variable.is_some_and(|it| it.access == Access::ReadOnly);
    let is_associative = matches!(array, Some(Array::Associative(_)));
    let text = if letters.off.contains('r') && is_read_only {
        Some("readonly variable")
    } else if letters.off.contains(['a', 'A']) && array.is_some() {
        Some("cannot destroy array variables in this way")
    } else if letters.on.contains('A') && array.is_some() && !is_associative {
        Some("cannot convert indexed to associative array")
    } else if letters.on.contains('a') && (is_associative || letters.on.contains('A')) {
        Some("cannot convert associative to indexed array")
    } else {
        None
    };
    if let Some(text) = text {
        shell.complain(Some(by), &format!("{name}: {text}")).await?;
        return Ok(Some(1));
    }
    let zero = shell.shell_text("0", "subscript");
    let variable = shell.environment.variables.entry(name);
    if letters.on.contains(['a', 'A']) && variable.array.is_none() {
        let value = variable.value.take();
        if value.is_none() {
            variable.attributes = variable.attributes.with(Attribute::Unassigned);
        }
        variable.array = Some(match letters.on.contains('A') {
            true => Array::Associative(std::rc::Rc::new(
                value.map(|it| ("0", zero, it)).into_iter().collect(),
            )),
            false => Array::Indexed(std::rc::Rc::new(value.into_iter().collect())),
        });
    }
    let has_both = letters.on.contains('l') && letters.on.contains('u');
    for (letter, attribute) in ATTRIBUTES {
        if letters.on.contains(letter) {
            for (_, other) in CASES.iter().filter(|_| "luc".contains(letter)) {
                variable.attributes = variable.attributes.without(*other);
            }
            variable.attributes = variable.attributes.with(attribute);
        }
        if letters.off.contains(letter) || has_both && "lu".contains(letter) {
            variable.attributes = variable.attributes.without(attribute);
        }
    }
    if letters.off.contains('n') {
        variable.attributes = variable.attributes.without(Attribute::Reference);
    }
    Ok(None)
}

const CASES: [(char, Attribute); 3] = [
    ('l', Attribute::LowerCase),
    ('u', Attribute::UpperCase),
    ('c', Attribute::Capitalised),
];

const ATTRIBUTES: [(char, Attribute); 5] = [
    ('i', Attribute::Integer),
    ('l', Attribute::LowerCase),
    ('u', Attribute::UpperCase),
    ('c', Attribute::Capitalised),
    ('t', Attribute::Traced),
];

/// `declare -n name=target`
fn refer(shell: &mut Evaluator, name: &str, target: Option<Span>) -> Flow {
    if let Some(target) = target {
        let text = shell.str(target);
        let is_element = text.find('[').is_some_and(|at| is_name(&text[..at]));
        if !is_name(text) && !is_element || text == name {
            return shell.unsupported("a reference to what is no other variable");
        }
    }
    let variable = shell.environment.variables.entry(name);
    variable.attributes = variable.attributes.with(Attribute::Reference);
    if target.is_some() {
        variable.value = target;
    }
    Ok(())
}

/// The attributes that count behind the assignment.
fn finish(variable: &mut Variable, letters: &Letters) {
    if letters.on.contains('r') {
        variable.access = Access::ReadOnly;
    }
    if letters.on.contains('x') {
        variable.export = Export::Exported;
    }
    if letters.off.contains('x') {
        variable.export = Export::Local;
    }
}

/// `declare -f`, `declare -F`
async fn functions(shell: &mut Evaluator, letters: &Letters, operands: &[Span]) -> Flow<u8> {
    if operands.is_empty() {
        return shell.unsupported("the list of functions");
    }
    let mut status = 0;
    for operand in operands {
        let name = shell.str(*operand).to_owned();
        if !shell.environment.state.functions.contains_key(&*name) {
            status = 1;
        } else if letters.on.contains('F') {
            let text = shell.shell_text(&format!("{name}\n"), "name of a function");
            shell.output("declare", text).await?;
        } else {
            return shell.unsupported("how bash prints a function");
        }
    }
    Ok(status)
}

/// `declare -p name …`
async fn list(shell: &mut Evaluator, by: &str, operands: &[Span]) -> Flow<u8> {
    if operands.is_empty() {
        return shell.unsupported(format!("what {by} -p lists"));
    }
    let mut status = 0;
    for operand in operands {
        let name = shell.str(*operand).to_owned();
        if shell.is_unknown_variable(&name) {
            return shell.unsupported(format!("the variable {name}"));
        }
        shell.refresh(&name);
        match shell.environment.variables.get(&name) {
            Some(variable) => {
                let line = format!("{}\n", shell.declaration(&name, variable));
                let text = shell.shell_text(&line, "declaration of a variable");
                status = shell.output(by, text).await?.max(status);
            }
            None => {
                shell
                    .complain(Some(by), &format!("{name}: not found"))
                    .await?;
                status = 1;
            }
        }
    }
    Ok(status)
}

impl Evaluator {
    /// A variable as `declare -p` shows it.
    pub(super) fn declaration(&self, name: &str, variable: &Variable) -> String {
        let letters = crate::shell::expansion::attribute_letters(variable);
        let letters = match &*letters {
            "" => "-",
            letters => letters,
        };
        let value = match (
            variable.is_set(),
            self.listed_elements(variable),
            variable.value,
        ) {
            (true, Some(elements), _) => format!("={elements}"),
            (true, None, Some(value)) => {
                let dialect = Dialect::Bash;
                let quoted =
                    crate::shell::quoting::declared(self.str(value), dialect, self.locale());
                format!("={quoted}")
            }
            _ => String::new(),
        };
        format!("declare -{letters} {name}{value}")
    }
}
