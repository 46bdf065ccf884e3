//! `complete` (bash): how words are completed where a user types them; in a script that is only listed.
//!
//! Recorded: the list is in the order of a table of 512 rows; options come first, then kinds, then the rest.

use super::options::{Given, Takes};
use crate::shell::characters::is_name_part;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Completion, Evaluator, Flow};
use crate::shell::quoting;
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "abcdefgjksuvprDEIo:A:G:W:F:C:X:P:S:",
    usage: "complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] \
            [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]",
};

/// The options of `-o`, here and of `compopt`.
pub(super) const OPTIONS: [&str; 8] = [
    "bashdefault",
    "default",
    "dirnames",
    "filenames",
    "noquote",
    "nosort",
    "nospace",
    "plusdirs",
];

/// The kinds of `-A`, and the letters that stand for them; in the order of the list.
const KINDS: [(&str, Option<char>); 24] = [
    ("alias", Some('a')),
    ("builtin", Some('b')),
    ("command", Some('c')),
    ("directory", Some('d')),
    ("export", Some('e')),
    ("file", Some('f')),
    ("group", Some('g')),
    ("job", Some('j')),
    ("keyword", Some('k')),
    ("service", Some('s')),
    ("user", Some('u')),
    ("variable", Some('v')),
    ("arrayvar", None),
    ("binding", None),
    ("disabled", None),
    ("enabled", None),
    ("function", None),
    ("helptopic", None),
    ("hostname", None),
    ("running", None),
    ("setopt", None),
    ("shopt", None),
    ("signal", None),
    ("stopped", None),
];

/// The names under which `-D`, `-E` and `-I` are kept.
const SPECIAL: [(char, &str); 3] = [
    ('D', "_DefaultCmD_"),
    ('E', "_EmptycmD_"),
    ('I', "_InitialWorD_"),
];

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let completion = match completion(shell, &given).await? {
        Ok(completion) => completion,
        Err(status) => return Ok(status),
    };
    let special = SPECIAL.iter().find(|it| given.has(it.0));
    let names: Vec<String> = match special {
        Some((_, name)) => vec![(*name).to_owned()],
        None => {
            let operands = arguments[given.operands..].iter();
            operands.map(|it| shell.str(*it).to_owned()).collect()
        }
    };
    let lists = given.options.is_empty() && names.is_empty() || given.has('p');
    if lists {
        return list(shell, &names).await;
    }
    let completions = &mut shell.environment.state.completions;
    if given.has('r') {
        if names.is_empty() {
            completions.clear();
        }
        completions.retain(|it| !names.contains(&it.0));
        return Ok(0);
    }
    if names.is_empty() {
        return shell.show_usage("complete", TAKES).await;
    }
    for name in names {
        shell
            .environment
            .state
            .set_completion(&name, completion.clone());
    }
    Ok(0)
}

/// What the options say; else the status with which the built-in ends.
async fn completion(shell: &mut Evaluator, given: &Given) -> Flow<Result<Completion, u8>> {
    let mut completion = Completion::default();
    for (letter, argument) in &given.options {
        let argument = argument.map_or(String::new(), |it| shell.str(it).to_owned());
        match letter {
            'o' => match OPTIONS.iter().find(|it| **it == argument) {
                Some(option) => completion.options.push(option),
                None => {
                    let text = format!("{argument}: invalid option name");
                    shell.complain(Some("complete"), &text).await?;
                    return Ok(Err(2));
                }
            },
            'A' => match KINDS.iter().find(|it| it.0 == argument) {
                Some((kind, _)) => completion.kinds.push(kind),
                None => {
                    let text = format!("{argument}: invalid action name");
                    shell.complain(Some("complete"), &text).await?;
                    return Ok(Err(2));
                }
            },
            'F' if argument.contains([' ', '\t', '\n', '\'', '"', '$', '/']) => {
                let text = format!("`{argument}': not a valid identifier");
                shell.complain(Some("complete"), &text).await?;
                return Ok(Err(1));
            }
            'G' | 'W' | 'P' | 'S' | 'X' | 'C' | 'F' => {
                completion.arguments.retain(|it| it.0 != *letter);
                completion.arguments.push((*letter, argument));
            }
            letter => {
                let kind = KINDS.iter().find(|it| it.1 == Some(*letter));
                completion.kinds.extend(kind.map(|it| it.0));
            }
        }
    }
    Ok(Ok(completion))
}

async fn list(shell: &mut Evaluator, names: &[String]) -> Flow<u8> {
    let completions = shell.environment.state.completions.clone();
    if names.is_empty() {
        let lines: String = completions.iter().map(|it| line(&it.0, &it.1)).collect();
        let text = shell.shell_text(&lines, "list of completions");
        return shell.output("complete", text).await;
    }
    let mut status = 0;
    for name in names {
        match completions.iter().find(|it| it.0 == *name) {
            Some((_, completion)) => {
                let text = shell.shell_text(&line(name, completion), "a completion");
                shell.output("complete", text).await?;
            }
            None => {
                let text = format!("{name}: no completion specification");
                shell.complain(Some("complete"), &text).await?;
                status = 1;
            }
        }
    }
    Ok(status)
}

/// The command that makes it anew.
fn line(name: &str, completion: &Completion) -> String {
    let mut line = "complete ".to_owned();
    for option in OPTIONS.iter().filter(|it| completion.options.contains(it)) {
        line += &format!("-o {option} ");
    }
    for (kind, letter) in KINDS.iter().filter(|it| completion.kinds.contains(&it.0)) {
        line += &match letter {
            Some(letter) => format!("-{letter} "),
            None => format!("-A {kind} "),
        };
    }
    for letter in ['G', 'W', 'P', 'S', 'X', 'C', 'F'] {
        let argument = completion.arguments.iter().find(|it| it.0 == letter);
        line += &match argument {
            Some((_, function)) if letter == 'F' => format!("-F {function} "),
            Some((_, text)) => format!("-{letter} {} ", quoting::single(text, Dialect::Bash)),
            None => continue,
        };
    }
    line += &match SPECIAL.iter().find(|it| it.1 == name) {
        Some((letter, _)) => format!("-{letter}"),
        None if !name.is_empty() && name.bytes().all(is_plain) => name.to_owned(),
        None => quoting::single(name, Dialect::Bash),
    };
    line + "\n"
}

/// Whether a byte of a name needs no quotes.
fn is_plain(byte: u8) -> bool {
    is_name_part(byte) || b"/.-+:,%@=".contains(&byte)
}
