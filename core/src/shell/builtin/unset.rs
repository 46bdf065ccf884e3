//! `unset` (XCU 2.14).

use crate::shell::characters::is_name;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let option = shell
        .argument(arguments, 1)
        .filter(|it| it.starts_with('-'));
    let names = &arguments[if option.is_some() { 2 } else { 1 }.min(arguments.len())..];
    for argument in names {
        let name = shell.str(*argument).to_owned();
        if let Some(open) = name.find('[')
            && shell.dialect().family() == Family::Bash
            && name.ends_with(']')
            && is_name(&name[..open])
        {
            if name.ends_with("[]") {
                continue;
            }
            let subscript = argument.slice(open + 1..name.len() - 1);
            shell.unset_element(&name[..open], subscript).await?;
            continue;
        }
        if !is_name(&name) {
            return shell.unsupported("unset of what is no name");
        }
        match option.as_deref() {
            Some("-f") => {
                shell.environment.state.remove_function(&name);
            }
            None | Some("-v") => {
                let is_set = shell.environment.variables.get(&name).is_some();
                let is_function = shell.environment.state.functions.contains_key(&name);
                // bash removes a function where there is no such variable.
                if shell.dialect().family() == Family::Bash && !is_set && is_function {
                    shell.environment.state.remove_function(&name);
                }
                shell.unset_variable(&name).await?;
            }
            Some(_) => return shell.unsupported("other options of unset than -f and -v"),
        }
    }
    Ok(0)
}
