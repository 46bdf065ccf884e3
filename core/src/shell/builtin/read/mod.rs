//! `read` (XCU 4): a line of standard input, split into variables.

mod line;
mod split;

use super::export::name_part;
use super::options::{Given, Takes};
use crate::kernel::Errno;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Array, Evaluator, Family, Flow, IndexedArray, Variable, names_place,
};
use crate::text::Span;

use line::{Backslash, Kind, Line, Reading, Size};

const TAKES: Takes = Takes {
    letters: "ersa:d:i:n:N:p:t:u:",
    usage: "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] \
            [-t timeout] [-u fd] [name ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let takes = Takes {
        letters: match shell.dialect() {
            Dialect::Dash => "p:r",
            Dialect::BusyboxAsh => "p:u:rt:n:sd:",
            Dialect::Bash | Dialect::BashAsSh => TAKES.letters,
        },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.has('e') || given.has('i') {
        return shell.unsupported("this option of read");
    }
    let names = &arguments[given.operands..];
    let names: Vec<String> = names.iter().map(|it| shell.str(*it).to_owned()).collect();
    if names.is_empty() && shell.dialect() == Dialect::Dash {
        return shell.error("read", "arg count").await;
    }
    // dash looks at a name when it gives it a value; so does busybox where there is none.
    let is_bad = |it: &&String| match shell.dialect() {
        Dialect::Dash => false,
        Dialect::BusyboxAsh => !it.is_empty() && !is_name(it),
        Dialect::Bash | Dialect::BashAsSh => !names_place(it),
    };
    // bash looks at the first alone before it reads.
    let looked_at = match shell.dialect().family() {
        Family::Ash => names.len(),
        Family::Bash => names.len().min(1),
    };
    if let Some(bad) = names[..looked_at].iter().find(is_bad) {
        return bad_name(shell, bad).await;
    }
    if shell.dialect().family() == Family::Bash
        && let Some(text) = bad_argument(shell, &given)
    {
        shell.complain(Some("read"), &text).await?;
        return Ok(1);
    }
    let time = given.argument('t').map_or("", |it| shell.str(it));
    if time.starts_with('-') && shell.dialect() == Dialect::BusyboxAsh {
        return shell.error("read", "invalid timeout").await;
    }
    let Some(reading) = reading(shell, &given) else {
        return shell.unsupported("this argument of an option of read");
    };
    let line = match line::read_line(shell, &reading).await? {
        Ok(line) => line,
        Err(errno) => return cannot_read(shell, &reading, errno).await,
    };
    match given.argument('a').map(|it| shell.str(it).to_owned()) {
        Some(name) if !is_name(&name) => return bad_name(shell, &name).await,
        Some(name) => {
            let name = match shell.resolve(&name) {
                Ok((target, None)) => target.to_string(),
                Ok((_, Some(_))) | Err(_) => {
                    return shell.unsupported("read -a of such a reference");
                }
            };
            assign_array(shell, &name, &line)?;
        }
        None => {
            if let Some(status) = assign(shell, &names, &line).await? {
                return Ok(status);
            }
        }
    }
    Ok(u8::from(!line.is_complete))
}

/// How the options want the line to be read; nothing when an argument of theirs makes no sense.
fn reading(shell: &Evaluator, given: &Given) -> Option<Reading> {
    let number = |letter| {
        given
            .argument(letter)
            .map(|it| shell.str(it).parse::<usize>().ok())
    };
    let size = match (number('n'), number('N')) {
        (_, Some(count)) => Size::Exactly(count?),
        (Some(count), None) => Size::AtMost(count?),
        (None, None) => Size::Line,
    };
    let delimiter = given.argument('d').map(|it| shell.str(it));
    let descriptor = match number('u') {
        Some(number) => u32::try_from(number?).ok()?,
        None => 0,
    };
    if let Some(time) = given.argument('t') {
        shell.str(time).parse::<f64>().ok()?;
    }
    Some(Reading {
        descriptor,
        delimiter: delimiter.map_or('\n', |it| it.chars().next().unwrap_or('\0')),
        backslash: match given.has('r') {
            true => Backslash::IsLiteral,
            false => Backslash::Quotes,
        },
        size,
    })
}

/// Gives each name a field, and the last one what is left; without names all of the line.
///
/// The status with which `read` ends at a name that is none, which only bash finds out here.
async fn assign(shell: &mut Evaluator, names: &[String], line: &Line) -> Flow<Option<u8>> {
    let is_whole = matches!(line.size, Size::Exactly(_));
    if names.is_empty() {
        let all = line.characters.iter().map(|it| it.span).collect();
        set(shell, "REPLY", all).await?;
        return Ok(None);
    }
    let mut rest = line.characters.as_slice();
    for (index, name) in names.iter().enumerate() {
        let value;
        if is_whole {
            (value, rest) = (rest, &rest[rest.len()..]);
        } else if index + 1 < names.len() {
            (value, rest) = split::take_field(rest);
        } else {
            value = split::take_last(rest);
        }
        if shell.dialect().family() == Family::Bash && !names_place(name) {
            return bad_name(shell, name).await.map(Some);
        }
        let value = value.iter().map(|it| it.span).collect();
        set(shell, name, value).await?;
    }
    Ok(None)
}

/// `read -a` (bash): every field is an element.
fn assign_array(shell: &mut Evaluator, name: &str, line: &Line) -> Flow {
    let mut array = IndexedArray::default();
    let mut rest = line.characters.as_slice();
    if matches!(line.size, Size::Exactly(_)) {
        // Nothing is split.
        let pieces: Vec<Span> = rest.iter().map(|it| it.span).collect();
        let value = shell.process.join(&pieces);
        array.set(0, value);
        rest = &[];
    }
    for index in 0.. {
        if rest.iter().all(|it| it.kind == Kind::Space) {
            break;
        }
        let value;
        (value, rest) = split::take_field(rest);
        let pieces: Vec<Span> = value.iter().map(|it| it.span).collect();
        let value = shell.process.join(&pieces);
        array.set(index, value);
    }
    let variable = Variable {
        array: Some(Array::Indexed(array.into())),
        ..Variable::default()
    };
    shell.environment.variables.replace(name, Some(variable));
    Ok(())
}

async fn set(shell: &mut Evaluator, name: &str, pieces: Vec<Span>) -> Flow {
    let mut builder = shell.process.cx.texts.builder();
    for piece in pieces {
        builder.copy(piece);
    }
    let built = builder.build();
    let value = shell.finish(built)?;
    let name = match shell.dialect().family() {
        Family::Ash => name_part(name),
        Family::Bash => name,
    };
    if shell.dialect().family() == Family::Ash && !is_name(name) {
        return shell
            .error("read", &format!("{name}: bad variable name"))
            .await;
    }
    shell.set_named(name, value, "read").await
}

/// What bash says of an argument of an option that makes no sense.
fn bad_argument(shell: &Evaluator, given: &Given) -> Option<String> {
    for (letter, argument) in &given.options {
        let text = argument.map_or("", |it| shell.str(it));
        let is_number = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let is_negative = text.starts_with('-');
        let is_word = text.starts_with(|it: char| it.is_ascii_alphabetic());
        match letter {
            'n' | 'N' if !is_number && (is_negative || is_word) => {
                return Some(format!("{text}: invalid number"));
            }
            't' if is_negative || is_word => {
                return Some(format!("{text}: invalid timeout specification"));
            }
            'u' if !is_number && (is_negative || is_word) => {
                return Some(format!("{text}: invalid file descriptor specification"));
            }
            _ => {}
        }
    }
    None
}

async fn bad_name(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error("read", &format!("{name}: bad variable name"))
                .await
        }
        Dialect::BusyboxAsh => {
            let text = format!("read: '{name}': bad variable name");
            shell.complain_as_applet(&text).await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("`{name}': not a valid identifier");
            shell.complain(Some("read"), &text).await?;
            Ok(1)
        }
    }
}

async fn cannot_read(shell: &mut Evaluator, reading: &Reading, errno: Errno) -> Flow<u8> {
    if errno == Errno::Unknown {
        return shell.unsupported("reading what nobody knows");
    }
    if shell.dialect().family() == Family::Bash {
        let (descriptor, why) = (reading.descriptor, errno.message());
        let text = match errno {
            Errno::BadDescriptor if descriptor != 0 => {
                format!("{descriptor}: invalid file descriptor: {why}")
            }
            _ => format!("read error: {descriptor}: {why}"),
        };
        shell.complain(Some("read"), &text).await?;
    }
    Ok(1)
}
