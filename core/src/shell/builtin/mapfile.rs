//! `mapfile`, `readarray` (bash): lines of standard input as the elements of an array.

use super::options::Takes;
use crate::kernel::Errno;
use crate::shell::characters::is_name;
use crate::shell::execution::{Array, Evaluator, Flow, IndexedArray, Variable};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "d:n:O:s:tu:C:c:",
    usage: "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] \
            [-c quantum] [array]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let usage = match &*by {
        "readarray" => {
            "readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] \
             [-c quantum] [array]"
        }
        _ => TAKES.usage,
    };
    let given = match shell
        .read_options(arguments, Takes { usage, ..TAKES })
        .await?
    {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.options.iter().any(|it| !"tns".contains(it.0)) {
        return shell.unsupported(format!("this option of {by}"));
    }
    let number = |letter| {
        let text = given.argument(letter).map(|it| shell.str(it));
        text.map_or(Some(0), |it| it.parse::<usize>().ok())
    };
    let (Some(most), Some(skipped)) = (number('n'), number('s')) else {
        return shell.unsupported(format!("this number of {by}"));
    };
    let name = shell.argument(arguments, given.operands);
    let name = name.unwrap_or_else(|| "MAPFILE".to_owned());
    if !is_name(&name) {
        let text = format!("`{name}': not a valid identifier");
        shell.complain(Some(&by), &text).await?;
        return Ok(1);
    }
    let most = if most == 0 { usize::MAX } else { most };
    let mut array = IndexedArray::default();
    let mut index = 0;
    for count in 0.. {
        if index as usize >= most {
            break;
        }
        let Some(line) = read_line(shell).await? else {
            break;
        };
        if count < skipped {
            continue;
        }
        let is_ended = shell.str(line).ends_with('\n');
        let end = line.len() - usize::from(given.has('t') && is_ended);
        array.set(index, line.slice(0..end));
        index += 1;
        shell.step()?;
    }
    let variable = Variable {
        array: Some(Array::Indexed(array.into())),
        ..Variable::default()
    };
    shell.environment.variables.replace(&name, Some(variable));
    Ok(0)
}

/// The next line with its line break; nothing at the end.
async fn read_line(shell: &mut Evaluator) -> Flow<Option<Span>> {
    let mut pieces = Vec::new();
    loop {
        match shell.process.read(0, 1).await {
            Ok(Some(piece)) => {
                pieces.push(piece);
                if shell.str(piece) == "\n" {
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
    Ok(Some(shell.process.join(&pieces)))
}
