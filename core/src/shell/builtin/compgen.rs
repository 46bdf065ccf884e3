//! `compgen` (bash): what a word could be completed to.

use super::enable::all;
use super::options::{Given, Takes};
use super::set;
use crate::kernel::Follow;
use crate::shell::execution::{Access, BASH_OPTIONS, Evaluator, Export, Flow, Variable};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "abcdefgjksuvo:A:G:W:F:C:X:P:S:",
    usage: "compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] \
            [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]",
};

/// The reserved words, in the order in which bash lists them.
const KEYWORDS: [&str; 22] = [
    "if", "then", "else", "elif", "fi", "case", "esac", "for", "select", "while", "until", "do",
    "done", "in", "function", "time", "{", "}", "!", "[[", "]]", "coproc",
];

/// The kinds of names that a letter stands for.
const LETTERS: [(char, &str); 12] = [
    ('a', "alias"),
    ('b', "builtin"),
    ('c', "command"),
    ('d', "directory"),
    ('e', "export"),
    ('f', "file"),
    ('g', "group"),
    ('j', "job"),
    ('k', "keyword"),
    ('s', "service"),
    ('u', "user"),
    ('v', "variable"),
];

/// The kinds that are not simulated.
const NOT_SIMULATED: [&str; 13] = [
    "binding",
    "command",
    "disabled",
    "enabled",
    "group",
    "helptopic",
    "hostname",
    "job",
    "running",
    "service",
    "signal",
    "stopped",
    "user",
];

/// Prints what the word could become; 1 where there is nothing.
pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.options.is_empty() {
        return Ok(0);
    }
    let word = shell
        .argument(arguments, given.operands)
        .unwrap_or_default();
    let (mut found, mut kinds) = (Vec::new(), 0);
    for (letter, argument) in &given.options {
        let kind = match (letter, argument) {
            ('W' | 'P' | 'S', _) => continue,
            ('A', Some(kind)) => shell.str(*kind).to_owned(),
            _ => match LETTERS.iter().find(|it| it.0 == *letter) {
                Some((_, kind)) => (*kind).to_owned(),
                None => return shell.unsupported(format!("compgen -{letter}")),
            },
        };
        kinds += 1;
        let Some(names) = names_of(shell, &kind, &word)? else {
            let text = format!("{kind}: invalid action name");
            shell.complain(Some("compgen"), &text).await?;
            return Ok(2);
        };
        found.extend(names);
    }
    if kinds > 1 {
        return shell.unsupported("compgen of several kinds");
    }
    if let Some(list) = given.argument('W') {
        let words = split(shell, list).await?;
        found.extend(words.into_iter().filter(|it| it.starts_with(&word)));
    }
    let is_of_files = given.options.iter().any(|it| matches!(it.0, 'd' | 'f'))
        || given
            .argument('A')
            .is_some_and(|it| matches!(shell.str(it), "directory" | "file"));
    if is_of_files && found.len() > 1 {
        return shell.unsupported("the order in which files are found");
    }
    print(shell, &given, &found).await
}

async fn print(shell: &mut Evaluator, given: &Given, found: &[String]) -> Flow<u8> {
    if found.is_empty() {
        return Ok(1);
    }
    let around = |letter| given.argument(letter).map_or("", |it| shell.str(it));
    let (prefix, suffix) = (around('P'), around('S'));
    let lines = found.iter().map(|it| format!("{prefix}{it}{suffix}\n"));
    let lines: String = lines.collect();
    let text = shell.shell_text(&lines, "completions");
    shell.output("compgen", text).await
}

/// The words of a list: it is expanded, and cut where `IFS` says.
async fn split(shell: &mut Evaluator, list: Span) -> Flow<Vec<String>> {
    if shell.str(list).contains(['\'', '"', '\\', '~']) {
        return shell.unsupported("quotes in a list of compgen -W");
    }
    let word = shell.read_word(list)?;
    let expanded = shell.expand_assigned(&word).await?;
    let ifs = shell.environment.variables.value("IFS");
    let ifs = ifs.map_or(" \t\n", |it| shell.str(it));
    let words = shell.str(expanded).split(|it| ifs.contains(it));
    Ok(words
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect())
}

/// The names of a kind that begin with `word`; nothing where there is no such kind.
fn names_of(shell: &Evaluator, kind: &str, word: &str) -> Flow<Option<Vec<String>>> {
    let variables = |fits: fn(&Variable) -> bool| {
        let all = shell.environment.variables.iter();
        let all = all.filter(|(_, it)| (it.is_set() || it.dynamic.is_some()) && fits(it));
        all.map(|it| it.0.to_owned()).collect::<Vec<_>>()
    };
    let state = &shell.environment.state;
    let names: Vec<String> = match kind {
        "alias" => state.aliases.keys().cloned().collect(),
        "arrayvar" => variables(|it| it.array.is_some()),
        "builtin" => builtins(shell),
        "directory" | "file" => return files(shell, kind, word).map(Some),
        "export" => variables(|it| it.export == Export::Exported),
        "function" => state.functions.keys().cloned().collect(),
        "keyword" => KEYWORDS.map(str::to_owned).to_vec(),
        "setopt" => {
            let states = set::states(shell).into_iter();
            states.map(|it| it.0.to_owned()).collect()
        }
        "shopt" => BASH_OPTIONS.iter().map(|it| it.1.to_owned()).collect(),
        "variable" => variables(|it| matches!(it.access, Access::Writable | Access::ReadOnly)),
        kind if NOT_SIMULATED.contains(&kind) => {
            return shell.unsupported(format!("compgen -A {kind}"));
        }
        _ => return Ok(None),
    };
    let fitting = names.into_iter().filter(|it| it.starts_with(word));
    Ok(Some(fitting.collect()))
}

/// The names of the built-ins, simulated or not.
fn builtins(shell: &Evaluator) -> Vec<String> {
    all(shell.dialect())
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// The files, or only the directories, that a path could become.
fn files(shell: &Evaluator, kind: &str, word: &str) -> Flow<Vec<String>> {
    if word.contains(['~', '\'', '"', '\\', '$', '`']) {
        return shell.unsupported("completion of a path that is quoted or expanded");
    }
    let (prefix, name) = word.split_at(word.rfind('/').map_or(0, |it| it + 1));
    let directory = if prefix.is_empty() { "." } else { prefix };
    let Ok(id) = shell.process.inode_at(directory, Follow::Links) else {
        return Ok(Vec::new());
    };
    if !shell.process.files.lists_all(id) {
        return shell.unsupported("completion in a directory of which not all files are known");
    }
    let entries = shell.process.entries(id).unwrap_or_default();
    let fits = |it: &String| {
        it.starts_with(name) && (kind == "file" || is_directory(shell, &format!("{prefix}{it}")))
    };
    let fitting = entries.into_iter().filter(fits);
    Ok(fitting.map(|it| format!("{prefix}{it}")).collect())
}

fn is_directory(shell: &Evaluator, path: &str) -> bool {
    let found = shell.process.inode_at(path, Follow::Links);
    found.is_ok_and(|it| shell.process.is_directory(it))
}
