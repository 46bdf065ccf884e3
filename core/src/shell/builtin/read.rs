//! `read` (XCU 4): a line of standard input, split into variables.

use crate::kernel::Errno;
use crate::shell::characters::is_name;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// Whether backslashes quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backslash {
    Quotes,
    IsLiteral,
}

/// A character of the line.
#[derive(Debug, Clone, Copy)]
struct Character {
    span: Span,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ordinary,
    /// White space of `IFS`.
    Space,
    /// Another character of `IFS`.
    Separator,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut names = &arguments[1..];
    let mut backslash = Backslash::Quotes;
    while let [first, rest @ ..] = names {
        match shell.str(*first) {
            "-r" => backslash = Backslash::IsLiteral,
            // The prompt is only shown on a terminal.
            "-p" if !rest.is_empty() => {
                names = &rest[1..];
                continue;
            }
            option if option.starts_with('-') => return shell.unsupported("options of read"),
            _ => break,
        }
        names = rest;
    }
    let names: Vec<String> = names.iter().map(|it| shell.str(*it).to_owned()).collect();
    if names.is_empty() || !names.iter().all(|it| is_name(it)) {
        return shell.unsupported("read without names");
    }
    let (line, is_complete) = read_line(shell, backslash).await?;
    let mut rest = line.as_slice();
    for (index, name) in names.iter().enumerate() {
        let value;
        if index + 1 < names.len() {
            (value, rest) = take_field(rest);
        } else {
            value = take_last(rest);
        }
        let mut builder = shell.process.cx.texts.builder();
        for character in value {
            builder.copy(character.span);
        }
        let built = builder.build();
        let value = shell.finish(built)?;
        shell.set_variable(name, value, Some("read")).await?;
    }
    Ok(u8::from(!is_complete))
}

/// The characters of the next line, and whether a line break ended it. Nothing behind it is read.
async fn read_line(shell: &mut Evaluator, backslash: Backslash) -> Flow<(Vec<Character>, bool)> {
    let ifs = shell.environment.variables.value("IFS");
    let ifs = ifs.map_or(" \t\n", |it| shell.str(it)).to_owned();
    let mut line = Vec::new();
    let mut is_quoted = false;
    while let Some(span) = read_character(shell).await? {
        let character = shell.str(span).chars().next().unwrap_or_default();
        let was_quoted = std::mem::take(&mut is_quoted);
        match character {
            '\n' if was_quoted => continue,
            '\n' => return Ok((line, true)),
            '\\' if !was_quoted && backslash == Backslash::Quotes => {
                is_quoted = true;
                continue;
            }
            _ => {}
        }
        let kind = match character {
            _ if was_quoted || !ifs.contains(character) => Kind::Ordinary,
            ' ' | '\t' => Kind::Space,
            _ => Kind::Separator,
        };
        line.push(Character { span, kind });
    }
    Ok((line, false))
}

/// The next character of standard input; nothing at its end.
async fn read_character(shell: &mut Evaluator) -> Flow<Option<Span>> {
    match shell.process.read(0, 1).await {
        Ok(character) => Ok(character),
        Err(Errno::Unknown) => shell.unsupported("reading what nobody knows"),
        Err(errno) => shell.unsupported(format!("read: {}", errno.message())),
    }
}

/// The next field, and what stands behind its separator.
fn take_field(line: &[Character]) -> (&[Character], &[Character]) {
    let line = skip_spaces(line);
    let end = line.iter().position(|it| it.kind != Kind::Ordinary);
    let end = end.unwrap_or(line.len());
    let (field, rest) = line.split_at(end);
    let rest = skip_spaces(rest);
    match rest {
        [first, behind @ ..] if first.kind == Kind::Separator => (field, skip_spaces(behind)),
        rest => (field, rest),
    }
}

/// What is left for the last variable: everything, but the separator behind a single field.
fn take_last(line: &[Character]) -> &[Character] {
    let (field, rest) = take_field(line);
    if rest.is_empty() {
        return field;
    }
    let line = skip_spaces(line);
    let end = line.iter().rposition(|it| it.kind != Kind::Space);
    &line[..end.map_or(0, |it| it + 1)]
}

fn skip_spaces(line: &[Character]) -> &[Character] {
    let start = line.iter().position(|it| it.kind != Kind::Space);
    &line[start.unwrap_or(line.len())..]
}
