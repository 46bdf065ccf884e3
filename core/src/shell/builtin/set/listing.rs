//! What `set` lists without arguments: every variable that is set, by name; bash outside of POSIX mode also functions.

use std::rc::Rc;

use crate::shell::builtin::declare::{listed, shown_value};
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Dynamic, Encoding, Evaluator, Family, Flow, Variable};
use crate::shell::pattern::Locale;
use crate::shell::quoting;

pub(super) async fn list(shell: &mut Evaluator) -> Flow<u8> {
    let variables = shell.environment.variables.iter();
    let names: Vec<String> = variables.map(|it| it.0.to_owned()).collect();
    let mut lines = String::new();
    for name in names {
        // Newer busybox keeps what has no name for programs (recorded); how it lists them is not.
        if !is_name(&name) && shell.dialect().family() == Family::Ash {
            return shell.unsupported("a list of variables with one that has no name");
        }
        let value = match shell.dialect().family() {
            Family::Ash => value_in_ash(shell, &name),
            Family::Bash if !is_name(&name) => None,
            Family::Bash => value_in_bash(shell, &name),
        };
        if let Some(value) = value {
            lines += &format!("{name}={value}\n");
        }
    }
    if shell.dialect() == Dialect::Bash {
        let functions = Rc::clone(&shell.environment.state.functions);
        for (name, function) in functions.iter() {
            lines += &shell.printed_function(name, function)?;
            lines.push('\n');
        }
    }
    let text = shell.shell_text(&lines, "list of variables and functions");
    shell.output("set", text).await
}

/// The value in quotes. `LINENO` is empty until somebody asks for it.
fn value_in_ash(shell: &Evaluator, name: &str) -> Option<String> {
    let variable = shell.environment.variables.get(name)?;
    let value = match (variable.value, variable.dynamic) {
        (Some(value), _) => shell.str(value),
        (None, Some(Dynamic::Line)) => "",
        (None, _) => return None,
    };
    Some(quoting::listed(value, shell.dialect(), Locale::Posix))
}

/// The value in quotes, of an array its elements. What bash makes anew each time is listed as it was made last.
fn value_in_bash(shell: &mut Evaluator, name: &str) -> Option<String> {
    let variable = listed(shell, name)?;
    show(shell, &variable)
}

fn show(shell: &Evaluator, variable: &Variable) -> Option<String> {
    if !variable.is_set() {
        return None;
    }
    if variable.array.is_some() {
        let shown = shown_value(shell, variable);
        return Some(shown.trim_start_matches('=').to_owned());
    }
    let locale = match shell.encoding() {
        Encoding::Bytes => Locale::Posix,
        Encoding::Utf8 => Locale::Utf8,
    };
    let value = shell.str(variable.value?);
    Some(quoting::listed(value, shell.dialect(), locale))
}
