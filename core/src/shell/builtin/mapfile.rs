//! `mapfile`, `readarray` (bash): lines of a file as the elements of an array.

use std::rc::Rc;

use super::options::{Given, Takes};
use crate::kernel::Errno;
use crate::shell::characters::is_name;
use crate::shell::execution::{
    Access, Array, Attribute, Evaluator, Flow, IndexedArray, Key, Manner, Place,
};
use crate::shell::quoting;
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "d:n:O:s:tu:C:c:",
    usage: "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] \
            [-c quantum] [array]",
};

/// What the options ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Request {
    descriptor: u32,
    delimiter: char,
    /// How many lines are taken at most.
    most: u64,
    /// How many lines are passed over.
    skipped: u64,
    /// The number of the first element; nothing where the array begins anew.
    origin: Option<u64>,
    /// What runs as often as so many lines have been read.
    callback: Option<(String, u64)>,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let usage = match &*by {
        "readarray" => {
            "readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] \
             [-c quantum] [array]"
        }
        _ => TAKES.usage,
    };
    let given = shell.read_options(arguments, Takes { usage, ..TAKES });
    let given = match given.await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let request = match request(shell, &given) {
        Ok(request) => request,
        Err(text) => return shell.refuse_lines(&by, &text).await,
    };
    let name = shell.argument(arguments, given.operands);
    let name = name.unwrap_or_else(|| "MAPFILE".to_owned());
    if name.is_empty() && given.operands < arguments.len() {
        let text = "empty array variable name";
        return shell.refuse_lines(&by, text).await;
    }
    if !is_name(&name) {
        let text = format!("`{name}': not a valid identifier");
        return shell.refuse_lines(&by, &text).await;
    }
    if request.descriptor != 0 && shell.process.descriptor(request.descriptor).is_none() {
        let text = format!(
            "{}: invalid file descriptor: Bad file descriptor",
            request.descriptor
        );
        return shell.refuse_lines(&by, &text).await;
    }
    let name = match prepare(shell, &by, &name, &request).await? {
        Ok(name) => name,
        Err(status) => return Ok(status),
    };
    fill(shell, &by, &name, &request, &given).await
}

/// What the options ask for, or what is said of an argument that makes no sense.
fn request(shell: &Evaluator, given: &Given) -> Result<Request, String> {
    let number = |letter, what: &str, least: u64| {
        let Some(argument) = given.argument(letter) else {
            return Ok(None);
        };
        let text = shell.str(argument);
        match text.trim().parse::<u64>() {
            Ok(number) if number >= least => Ok(Some(number)),
            _ => Err(format!("{text}: invalid {what}")),
        }
    };
    let descriptor = number('u', "file descriptor specification", 0)?.unwrap_or(0);
    let most = number('n', "line count", 0)?.unwrap_or(0);
    let quantum = number('c', "callback quantum", 1)?;
    let callback = given.argument('C').map(|it| shell.str(it).to_owned());
    let delimiter = given.argument('d').map(|it| shell.str(it));
    Ok(Request {
        descriptor: u32::try_from(descriptor).unwrap_or(u32::MAX),
        delimiter: delimiter.map_or('\n', |it| it.chars().next().unwrap_or('\0')),
        most: if most == 0 { u64::MAX } else { most },
        skipped: number('s', "line count", 0)?.unwrap_or(0),
        origin: number('O', "array origin", 0)?,
        callback: callback.map(|it| (it, quantum.unwrap_or(5000))),
    })
}

/// Makes the variable an array, empty where no origin is given; its name behind all references.
async fn prepare(
    shell: &mut Evaluator,
    by: &str,
    name: &str,
    request: &Request,
) -> Flow<Result<Rc<str>, u8>> {
    let name = match shell.resolve(name) {
        Ok((name, None)) => name,
        Ok((_, Some(_))) => return shell.unsupported(format!("{by} into an element")),
        Err(refusal) => return shell.refuse_assignment(refusal, None).await,
    };
    let variable = shell.environment.variables.entry(&name);
    if variable.access == Access::ReadOnly {
        let text = format!("{name}: readonly variable");
        shell.complain(None, &text).await?;
        return Ok(Err(1));
    }
    let scalar = variable.value.take();
    match &mut variable.array {
        Some(Array::Associative(_)) => {
            let text = format!("{name}: not an indexed array");
            return shell.refuse_lines(by, &text).await.map(Err);
        }
        Some(Array::Indexed(_)) if request.origin.is_some() => {}
        array => {
            let kept = scalar.filter(|_| request.origin.is_some());
            let elements: IndexedArray = kept.into_iter().collect();
            *array = Some(Array::Indexed(elements.into()));
        }
    }
    let variable = shell.environment.variables.entry(&name);
    variable.attributes = variable.attributes.without(Attribute::Unassigned);
    Ok(Ok(name))
}

async fn fill(
    shell: &mut Evaluator,
    by: &str,
    name: &Rc<str>,
    request: &Request,
    given: &Given,
) -> Flow<u8> {
    for _ in 0..request.skipped {
        if read_line(shell, request).await?.is_none() {
            return Ok(0);
        }
    }
    let first = request.origin.unwrap_or(0);
    for count in 0..request.most {
        let Some(line) = read_line(shell, request).await? else {
            break;
        };
        shell.step()?;
        let is_ended = shell.str(line).ends_with(request.delimiter);
        let end = line.len()
            - if given.has('t') && is_ended {
                request.delimiter.len_utf8()
            } else {
                0
            };
        let value = line.slice(0..end);
        let index = first + count;
        if let Some((command, quantum)) = &request.callback
            && (count + 1) % quantum == 0
        {
            let text = shell.str(value).to_owned();
            let quoted = quoting::single(&text, shell.dialect());
            let script = format!("{command} {index} {quoted}");
            let script = shell.shell_text(&script, "command of mapfile -C");
            shell.run_text(script).await?;
        }
        let key = i64::try_from(index).map(Key::Index).ok();
        let place = Place {
            name: Rc::clone(name),
            key,
        };
        if let Err(refusal) = shell.store(&place, value, Manner::Set) {
            return shell.refuse_assignment(refusal, Some(by)).await;
        }
    }
    Ok(0)
}

/// The next line with what ends it; nothing at the end.
async fn read_line(shell: &mut Evaluator, request: &Request) -> Flow<Option<Span>> {
    let mut pieces = Vec::new();
    loop {
        match shell.process.read(request.descriptor, 1).await {
            Ok(Some(piece)) => {
                pieces.push(piece);
                if shell.str(piece).starts_with(request.delimiter) {
                    break;
                }
            }
            Ok(None) => break,
            Err(Errno::Unknown) => return shell.unsupported("reading what nobody knows"),
            Err(_) => break,
        }
    }
    if pieces.is_empty() {
        return Ok(None);
    }
    // A shell keeps no byte 0.
    if request.delimiter == '\0' && pieces.last().is_some_and(|it| shell.str(*it) == "\0") {
        pieces.pop();
    }
    Ok(Some(shell.process.join(&pieces)))
}

impl Evaluator {
    async fn refuse_lines(&mut self, by: &str, text: &str) -> Flow<u8> {
        self.complain(Some(by), text).await?;
        Ok(1)
    }
}
