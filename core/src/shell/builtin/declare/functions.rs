//! `declare -f` and `-F`, `export -f`, `readonly -f`: functions, and what is said of them.

use super::request::{Declares, Request};
use crate::shell::dialect::Release;
use crate::shell::execution::{
    Access, BashOption, Evaluator, Export, Flow, Function, FunctionMarks,
};
use crate::shell::printing::{self, Printed};
use crate::text::Span;

/// Lists functions, or marks those that the operands name.
pub(super) async fn run(shell: &mut Evaluator, request: &Request, operands: &[Span]) -> Flow<u8> {
    if let Some(letter) = "aAiIn".chars().find(|it| request.has(*it)) {
        let is_of_export = matches!(request.declares, Declares::Export | Declares::ReadOnly);
        if !is_of_export && letter != 'I' {
            let text = format!("-{letter}: invalid option");
            shell.complain(Some(&request.by), &text).await?;
            return Ok(1);
        }
    }
    if operands.is_empty() {
        return list(shell, request).await;
    }
    let mut status = 0;
    for operand in operands {
        let name = shell.str(*operand).to_owned();
        status = declare(shell, request, &name).await?.max(status);
    }
    Ok(status)
}

async fn declare(shell: &mut Evaluator, request: &Request, name: &str) -> Flow<u8> {
    let marks_only = matches!(request.declares, Declares::Export | Declares::ReadOnly);
    let adds = |letter| request.adds(letter) || request.removes(letter);
    if !marks_only && name.contains('=') {
        let text = "cannot use `-f' to make functions";
        shell.complain(Some(&request.by), text).await?;
        return Ok(1);
    }
    let Some(function) = shell.environment.state.functions.get(name).cloned() else {
        let why = match (marks_only, request.adds('p')) {
            (true, _) => "not a function",
            (false, true) => "not found",
            (false, false) => return Ok(1),
        };
        let text = format!("{name}: {why}");
        shell.complain(Some(&request.by), &text).await?;
        return Ok(1);
    };
    if marks_only || !request.adds('p') && ['r', 't', 'x'].into_iter().any(adds) {
        return mark(shell, request, name).await;
    }
    let lines = match (request.has('F'), request.adds('p')) {
        (true, true) => declaration(name, function.marks),
        (true, false) if shell.has_bash(BashOption::ExtDebug) => {
            format!("{name} {} {}\n", function.line, function.file)
        }
        (true, false) => format!("{name}\n"),
        (false, true) => {
            let text = shell.printed_function(name, &function)?;
            format!("{text}\n{}", marked(name, function.marks))
        }
        (false, false) => format!("{}\n", shell.printed_function(name, &function)?),
    };
    let text = shell.shell_text(&lines, "declaration of a function");
    shell.output(&request.by, text).await
}

/// Gives and takes what is said of a function.
async fn mark(shell: &mut Evaluator, request: &Request, name: &str) -> Flow<u8> {
    let Some(marks) = shell.environment.state.marks_of_function(name) else {
        return Ok(0);
    };
    if request.removes('r') && marks.access == Access::ReadOnly {
        let text = format!("{name}: readonly function");
        shell.complain(Some(&request.by), &text).await?;
        return Ok(1);
    }
    if request.adds('r') {
        marks.access = Access::ReadOnly;
    }
    if request.adds('x') {
        marks.export = Export::Exported;
    }
    if request.removes('x') {
        marks.export = Export::Local;
    }
    if request.adds('t') {
        marks.is_traced = true;
    }
    if request.removes('t') {
        marks.is_traced = false;
    }
    Ok(0)
}

/// All functions, or those that have been marked so.
async fn list(shell: &mut Evaluator, request: &Request) -> Flow<u8> {
    if request.declares == Declares::Local {
        return Ok(0);
    }
    let wanted = |marks: FunctionMarks| {
        let wants = |letter| match (request.declares, letter) {
            (Declares::Export, 'x') | (Declares::ReadOnly, 'r') => true,
            _ => request.adds(letter),
        };
        let is_any = !['r', 't', 'x'].into_iter().any(wants);
        is_any
            || wants('r') && marks.access == Access::ReadOnly
            || wants('x') && marks.export == Export::Exported
            || wants('t') && marks.is_traced
    };
    let mut lines = String::new();
    for (name, function) in &*shell.environment.state.functions.clone() {
        if !wanted(function.marks) {
            continue;
        }
        if request.has('F') {
            lines += &declaration(name, function.marks);
            continue;
        }
        let text = shell.printed_function(name, function)?;
        lines += &format!("{text}\n{}", marked(name, function.marks));
    }
    let text = shell.shell_text(&lines, "functions");
    shell.output(&request.by, text).await
}

/// `declare -fx name`, where something has been said of the function.
fn marked(name: &str, marks: FunctionMarks) -> String {
    match marks == FunctionMarks::default() {
        true => String::new(),
        false => declaration(name, marks),
    }
}

fn declaration(name: &str, marks: FunctionMarks) -> String {
    let mut letters = "f".to_owned();
    for (is_said, letter) in [
        (marks.access == Access::ReadOnly, 'r'),
        (marks.is_traced, 't'),
        (marks.export == Export::Exported, 'x'),
    ] {
        if is_said {
            letters.push(letter);
        }
    }
    format!("declare -{letters} {name}\n")
}

impl Evaluator {
    /// A function as bash prints it, without the line break at its end.
    pub(in crate::shell) fn printed_function(
        &mut self,
        name: &str,
        function: &Function,
    ) -> Flow<String> {
        if self.shell.release == Release::Bash5_3 {
            return self.unsupported("how bash 5.3 prints a function");
        }
        let of = Printed {
            texts: &self.process.cx.texts,
            here_documents: &function.here_documents,
            shell: self.shell,
        };
        Ok(printing::function(of, name, &function.body))
    }
}
