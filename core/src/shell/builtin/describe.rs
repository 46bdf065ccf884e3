//! What a name stands for, as `type`, `command -v` and `command -V` say it.

use crate::kernel::Follow;
use crate::shell::builtin::Class;
use crate::shell::dialect::{Dialect, reserved_word};
use crate::shell::execution::{BashOption, Evaluator, Family, Flow, Found};
use crate::text::Span;

/// What a name stands for.
pub(super) enum Meaning {
    Keyword,
    Alias(String),
    Found(Found),
}

impl Evaluator {
    /// What a name stands for. In bash aliases count only where they are expanded, and they come first there.
    pub(super) fn meaning(&mut self, name: &str) -> Flow<Meaning> {
        let alias = self.environment.state.aliases.get(name).copied();
        let counts =
            self.dialect().family() == Family::Ash || self.has_bash(BashOption::ExpandAliases);
        let alias = alias.filter(|_| counts);
        let alias = alias.map(|it| self.str(it).to_owned());
        let is_keyword = reserved_word(self.shell, name).is_some();
        match (alias, is_keyword, self.dialect().family()) {
            (Some(alias), _, Family::Bash) | (Some(alias), false, Family::Ash) => {
                Ok(Meaning::Alias(alias))
            }
            (_, true, _) => Ok(Meaning::Keyword),
            // A word for a job is none for a command.
            (None, false, Family::Bash) if name.starts_with('%') => {
                self.find_program(name).map(Meaning::Found)
            }
            (None, false, family) => {
                let found = self.find(name)?;
                Ok(Meaning::Found(self.with_any_file(found, name, family)))
            }
        }
    }
}

impl Evaluator {
    /// The same where functions do not count (bash).
    pub(super) fn meaning_without_functions(&mut self, name: &str) -> Flow<Meaning> {
        match self.environment.state.functions.contains_key(name) {
            false => self.meaning(name),
            true => match self.builtin(name) {
                Some(builtin) => Ok(Meaning::Found(Found::Builtin(builtin))),
                None => self.find_without_functions(name).map(Meaning::Found),
            },
        }
    }

    /// dash and busybox take any file that a path leads to, be it a directory.
    fn with_any_file(&self, found: Found, name: &str, family: Family) -> Found {
        let is_missing = matches!(found, Found::Nothing(_));
        if family == Family::Bash || !is_missing || !name.contains('/') {
            return found;
        }
        match self.process.inode_at(name, Follow::Links) {
            Ok(_) => Found::Program(name.to_owned()),
            Err(_) => found,
        }
    }
}

/// `command -v`: all names in bash, the first in the others.
pub(super) async fn identify(shell: &mut Evaluator, names: &[Span]) -> Flow<u8> {
    let is_bash = shell.dialect().family() == Family::Bash;
    let names = if is_bash { names } else { &names[..1] };
    let mut lines = String::new();
    for name in names {
        let name = shell.str(*name).to_owned();
        let line = match shell.meaning(&name)? {
            Meaning::Alias(value) => format!("alias {name}='{}'", value.replace('\'', "'\\''")),
            Meaning::Found(Found::Program(path)) if is_applet(&path) => name,
            Meaning::Found(found @ Found::Program(_)) => {
                shell.note_look(&name, &found);
                let Found::Program(path) = found else {
                    continue;
                };
                path
            }
            Meaning::Found(Found::Nothing(_)) => continue,
            Meaning::Keyword | Meaning::Found(Found::Builtin(_) | Found::Function(_)) => name,
        };
        lines += &format!("{line}\n");
    }
    if lines.is_empty() {
        return Ok(if is_bash { 1 } else { 127 });
    }
    let text = shell.shell_text(&lines, "description of a command");
    shell.output("command", text).await
}

/// Whether busybox has a program itself, and so names no path.
fn is_applet(path: &str) -> bool {
    path.starts_with("applet:")
}

/// `type`, `command -V`: all names; `command -V` in dash and busybox only the first.
pub(super) async fn describe(shell: &mut Evaluator, by: &str, names: &[Span]) -> Flow<u8> {
    let is_bash = shell.dialect().family() == Family::Bash;
    let names = if is_bash || by == "type" {
        names
    } else {
        &names[..1]
    };
    let mut missing = 0;
    let mut lines = String::new();
    let mut failed = 0;
    for name in names {
        let name = shell.str(*name).to_owned();
        let meaning = shell.meaning(&name)?;
        let found = line(shell, &name, meaning)?;
        missing += usize::from(found.is_none());
        match found {
            Some(line) if is_bash => {
                let text = shell.shell_text(&format!("{line}\n"), "description of a command");
                failed = shell.output(by, text).await?.max(failed);
            }
            Some(line) => lines += &format!("{line}\n"),
            None if is_bash => {
                shell
                    .complain(Some(by), &format!("{name}: not found"))
                    .await?;
            }
            None => lines += &format!("{name}: not found\n"),
        }
    }
    // dash and busybox write at the end.
    let text = shell.shell_text(&lines, "description of a command");
    failed = shell.output(by, text).await?.max(failed);
    if failed > 0 && missing == 0 && shell.dialect() == Dialect::Dash {
        return Ok(failed);
    }
    Ok(match (is_bash, missing) {
        (_, 0) => 0,
        (false, _) => 127,
        (true, _) if by == "command" && missing < names.len() => 0,
        (true, _) => 1,
    })
}

/// The sentence about a name; nothing when it stands for nothing.
pub(super) fn line(shell: &mut Evaluator, name: &str, meaning: Meaning) -> Flow<Option<String>> {
    let dialect = shell.dialect();
    let is_bash = dialect.family() == Family::Bash;
    let found = match meaning {
        Meaning::Keyword => return Ok(Some(format!("{name} is a shell keyword"))),
        Meaning::Alias(value) if is_bash => {
            return Ok(Some(format!("{name} is aliased to `{value}'")));
        }
        Meaning::Alias(value) => return Ok(Some(format!("{name} is an alias for {value}"))),
        Meaning::Found(found) => found,
    };
    Ok(Some(match found {
        Found::Builtin(builtin) => {
            let is_named = builtin.class == Class::Special && dialect != Dialect::Bash;
            let special = if is_named { "special " } else { "" };
            format!("{name} is a {special}shell builtin")
        }
        Found::Function(_) if dialect == Dialect::Dash => format!("{name} is a shell function"),
        Found::Function(_) if dialect == Dialect::BusyboxAsh => format!("{name} is a function"),
        Found::Function(function) => {
            let text = shell.printed_function(name, &function)?;
            format!("{name} is a function\n{text}")
        }
        Found::Program(path) if is_applet(&path) => format!("{name} is {name}"),
        Found::Program(path) => {
            let is_known = !name.contains('/') && shell.remembered(name).is_some();
            shell.note_look(name, &Found::Program(path.clone()));
            match (is_known, dialect) {
                (true, Dialect::Dash) => format!("{name} is a tracked alias for {path}"),
                (true, Dialect::Bash | Dialect::BashAsSh) => format!("{name} is hashed ({path})"),
                (true, Dialect::BusyboxAsh) | (false, _) => format!("{name} is {path}"),
            }
        }
        Found::Nothing(_) => return Ok(None),
    }))
}
