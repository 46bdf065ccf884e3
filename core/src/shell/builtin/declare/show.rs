//! What `declare -p`, `export -p`, `readonly -p` and `declare -F` print: commands that declare the same again.

use super::request::{Declares, Request};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Access, Array, Dynamic, Encoding, Evaluator, Export, Flow, Variable,
};
use crate::shell::expansion::attribute_letters;
use crate::shell::pattern::Locale;
use crate::shell::quoting;
use crate::text::Span;

/// The variables that the operands name, or all that fit.
pub(super) async fn variables(
    shell: &mut Evaluator,
    request: &Request,
    operands: &[Span],
) -> Flow<u8> {
    if operands.is_empty() {
        return list(shell, request).await;
    }
    let mut status = 0;
    for operand in operands {
        let name = shell.str(*operand).to_owned();
        match shell.environment.variables.get(&name).cloned() {
            Some(variable)
                if matches!(
                    variable.dynamic,
                    Some(Dynamic::NotSimulated | Dynamic::LastArgument)
                ) =>
            {
                return shell.unsupported(format!("declare -p {name}"));
            }
            Some(mut variable) => {
                if variable.dynamic.is_some() {
                    shell.refresh(&name);
                    let made = shell.environment.variables.get(&name).cloned();
                    variable = made.unwrap_or_default();
                }
                let line = line(shell, request.declares, &name, &variable);
                let text = shell.shell_text(&line, "list of variables");
                shell.output(&request.by, text).await?;
            }
            None => {
                let text = format!("{name}: not found");
                shell.complain(Some(&request.by), &text).await?;
                status = 1;
            }
        }
    }
    Ok(status)
}

/// `export`, `readonly`: those that are marked so, by name.
async fn list(shell: &mut Evaluator, request: &Request) -> Flow<u8> {
    let fits = |it: &Variable| match request.declares {
        Declares::Export => it.export == Export::Exported,
        Declares::ReadOnly => it.access == Access::ReadOnly,
        Declares::Declare | Declares::Local => false,
    };
    if matches!(request.declares, Declares::Declare | Declares::Local) {
        return shell.unsupported(format!("what {} lists", request.by));
    }
    let all = shell.environment.variables.iter();
    let mut found: Vec<(String, Variable)> = all
        .filter(|it| fits(it.1))
        .map(|(name, variable)| (name.to_owned(), variable.clone()))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    if found.iter().any(|it| it.1.dynamic.is_some()) {
        return shell.unsupported(format!("what {} lists", request.by));
    }
    let lines: String = found
        .iter()
        .map(|(name, variable)| line(shell, request.declares, name, variable))
        .collect();
    let text = shell.shell_text(&lines, "list of variables");
    shell.output(&request.by, text).await
}

/// `declare -x NAME="value"`, in POSIX mode `export NAME="value"`.
fn line(shell: &Evaluator, declares: Declares, name: &str, variable: &Variable) -> String {
    let mut flags = attribute_letters(variable);
    let is_number = matches!(
        variable.dynamic,
        Some(Dynamic::Random | Dynamic::SecureRandom | Dynamic::ProcessNumber | Dynamic::Elapsed)
    );
    if is_number && !flags.contains('i') {
        flags.insert(0, 'i');
    }
    let is_posix = shell.dialect() == Dialect::BashAsSh;
    let command = match declares {
        Declares::Export if is_posix => "export".to_owned(),
        Declares::ReadOnly if is_posix => match &variable.array {
            Some(Array::Indexed(_)) => "readonly -a".to_owned(),
            Some(Array::Associative(_)) => "readonly -A".to_owned(),
            None => "readonly".to_owned(),
        },
        _ if flags.is_empty() => "declare --".to_owned(),
        _ => format!("declare -{flags}"),
    };
    format!("{command} {name}{}\n", value(shell, variable))
}

/// `="value"`, `=([0]="a")`; nothing for a variable that is only marked.
pub(in crate::shell::builtin) fn value(shell: &Evaluator, variable: &Variable) -> String {
    let (dialect, locale) = (shell.dialect(), locale(shell));
    let quoted = |span: Span| quoting::declared(shell.str(span), dialect, locale);
    if !variable.is_set() {
        return String::new();
    }
    match &variable.array {
        None => variable
            .value
            .map_or_else(String::new, |it| format!("={}", quoted(it))),
        Some(Array::Indexed(array)) => {
            let elements = array
                .iter()
                .map(|(index, it)| format!("[{index}]={}", quoted(it)));
            format!("=({})", elements.collect::<Vec<_>>().join(" "))
        }
        Some(Array::Associative(array)) => {
            let elements = array
                .iter()
                .map(|it| format!("[{}]={} ", quoting::key(&it.key, locale), quoted(it.value)));
            format!("=({})", elements.collect::<String>())
        }
    }
}

fn locale(shell: &Evaluator) -> Locale {
    match shell.encoding() {
        Encoding::Bytes => Locale::Posix,
        Encoding::Utf8 => Locale::Utf8,
    }
}

/// `declare -F`: the names of functions.
pub(super) async fn functions(
    shell: &mut Evaluator,
    request: &Request,
    operands: &[Span],
) -> Flow<u8> {
    if !request.has('F') {
        return shell.unsupported("how bash prints a function");
    }
    let mut lines = String::new();
    let mut status = 0;
    if operands.is_empty() {
        let names = shell.environment.state.functions.keys();
        lines.extend(names.map(|it| format!("declare -f {it}\n")));
    }
    for operand in operands {
        let name = shell.str(*operand);
        match shell.environment.state.functions.contains_key(name) {
            true => lines += &format!("{name}\n"),
            false => status = 1,
        }
    }
    let text = shell.shell_text(&lines, "names of functions");
    shell.output(&request.by, text).await?;
    Ok(status)
}
