//! What `declare -p`, `export -p`, `readonly -p` print: commands that declare the same again.

use std::rc::Rc;

use super::request::{Declares, Request};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Array, BashOption, Dynamic, Encoding, Evaluator, Export, Flow, Variable,
};
use crate::shell::expansion::attribute_letters;
use crate::shell::message::ScriptSource;
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
                if matches!(variable.dynamic, Some(Dynamic::NotSimulated))
                    && !is_empty_array(&name, shell) =>
            {
                return shell.unsupported(format!("declare -p {name}"));
            }
            Some(mut variable) => {
                if variable.dynamic.is_some() {
                    shell.refresh(&name);
                    let made = shell.environment.variables.get(&name).cloned();
                    variable = made.unwrap_or_default();
                }
                if matches!(&*name, "BASH_ARGC" | "BASH_ARGV") {
                    variable.array = Some(Array::default());
                }
                if variable.dynamic == Some(Dynamic::LastArgument) {
                    variable.export = Export::Local;
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

/// Whether it is an array that has elements only with `shopt -s extdebug` or where a script file has arguments.
fn is_empty_array(name: &str, shell: &Evaluator) -> bool {
    matches!(name, "BASH_ARGC" | "BASH_ARGV")
        && !shell.has_bash(BashOption::ExtDebug)
        && shell.environment.source == ScriptSource::CommandString
        && shell.is_in_function()
}

/// The variables that are marked so, or all of them, by name.
async fn list(shell: &mut Evaluator, request: &Request) -> Flow<u8> {
    if request.declares == Declares::Declare && request.is_without_options() {
        return shell.unsupported(format!("what {} lists", request.by));
    }
    let names: Vec<String> = match request.declares {
        Declares::Local => {
            let names = shell.environment.variables.own_names();
            names.iter().map(|it| (**it).to_owned()).collect()
        }
        Declares::Declare | Declares::Export | Declares::ReadOnly => {
            let all = shell.environment.variables.iter();
            all.map(|it| it.0.to_owned()).collect()
        }
    };
    let mut lines = String::new();
    for name in names {
        if let Some(variable) = listed(shell, &name).filter(|it| fits(request, it)) {
            lines += &line(shell, request.declares, &name, &variable);
        }
    }
    let text = shell.shell_text(&lines, "list of variables");
    shell.output(&request.by, text).await
}

/// Whether a variable is one of those that the options ask for.
fn fits(request: &Request, variable: &Variable) -> bool {
    let letters = attribute_letters(variable);
    let has = |letter| letters.contains(letter);
    let wanted = ['a', 'A', 'i', 'l', 'n', 'r', 't', 'u', 'x', 'c'];
    let mut wanted = wanted.into_iter().filter(|it| request.adds(*it)).peekable();
    match request.declares {
        Declares::Export | Declares::ReadOnly => {
            let is_any = !request.adds('a') && !request.adds('A');
            let mark = if request.declares == Declares::Export {
                'x'
            } else {
                'r'
            };
            has(mark) && (is_any || ['a', 'A'].into_iter().any(|it| request.adds(it) && has(it)))
        }
        Declares::Declare | Declares::Local => wanted.peek().is_none() || wanted.any(has),
    }
}

/// A variable as a list shows it: of what the shell makes anew, mostly what was made when it was read last.
pub(in crate::shell::builtin) fn listed(shell: &mut Evaluator, name: &str) -> Option<Variable> {
    let dynamic = shell.environment.variables.get(name)?.dynamic;
    let is_kept = matches!(
        dynamic,
        Some(
            Dynamic::LastArgument
                | Dynamic::CallLines
                | Dynamic::Sources
                | Dynamic::Functions
                | Dynamic::PipeStatuses
                | Dynamic::Options
                | Dynamic::BashOptions
        )
    );
    if is_kept {
        shell.refresh(name);
    }
    let mut variable = shell.environment.variables.get(name)?.clone();
    if dynamic.is_some() && variable.array.is_none() && variable.value.is_none() {
        variable.array = match name {
            "BASH_ALIASES" | "BASH_CMDS" => Some(Array::Associative(Rc::default())),
            "BASH_ARGC" | "BASH_ARGV" | "DIRSTACK" | "GROUPS" => Some(Array::default()),
            _ => None,
        };
    }
    let is_empty = variable.array.as_ref().is_some_and(Array::is_empty);
    (dynamic != Some(Dynamic::PipeStatuses) || !is_empty).then_some(variable)
}

/// `declare -x NAME="value"`, in POSIX mode `export NAME="value"`.
fn line(shell: &Evaluator, declares: Declares, name: &str, variable: &Variable) -> String {
    let mut flags = attribute_letters(variable);
    let is_number = variable.is_set()
        && matches!(
            variable.dynamic,
            Some(
                Dynamic::Random | Dynamic::SecureRandom | Dynamic::ProcessNumber | Dynamic::Elapsed
            )
        );
    if is_number && !flags.contains('i') {
        flags.insert(0, 'i');
    }
    let is_posix = shell.dialect() == Dialect::BashAsSh;
    let posix = match declares {
        Declares::Export if is_posix => Some("export"),
        Declares::ReadOnly if is_posix => Some("readonly"),
        _ => None,
    };
    let command = match (posix, &variable.array) {
        (Some(command), Some(Array::Indexed(_))) => format!("{command} -a"),
        (Some(command), Some(Array::Associative(_))) => format!("{command} -A"),
        (Some(command), None) => command.to_owned(),
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
