//! Tilde expansion (XCU 2.6.1): `~` at the start of a word, in the value of an assignment behind `:` too.
//!
//! Recorded of each shell: only in bash does a colon end the name of a user in any word, and stand tildes behind `=`
//! in arguments that look like assignments. Where `HOME` is not set, bash asks who the user is.

use smallvec::SmallVec;

use super::pieces::{Characters, ExpandedWord, Quoting};
use super::word::written;
use crate::kernel::{Content, Follow, Node};
use crate::shell::dialect::Release;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::shell::syntax::{Word, WordUnit};
use crate::text::Span;

/// Where tildes may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tildes {
    /// Nowhere.
    Never,
    /// At the start.
    AtStart,
    /// At the start, and behind colons: the value of an assignment.
    InValue,
    /// Behind the first `=`, and behind colons: a word that looks like an assignment (bash).
    InAssignment,
}

/// A tilde with the name behind it: the unit it stands in, and which of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tilde {
    pub(super) unit: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Evaluator {
    /// The tildes of a word that may be followed.
    pub(super) fn find_tildes(&self, word: &Word, tildes: Tildes) -> SmallVec<[Tilde; 1]> {
        let mut found = SmallVec::new();
        if tildes == Tildes::Never {
            return found;
        }
        let mut is_start = tildes != Tildes::InAssignment;
        let mut has_equals = false;
        for (index, unit) in word.units.iter().enumerate() {
            let WordUnit::Literal(span) = unit else {
                is_start &= matches!(unit, WordUnit::Continuation(_));
                continue;
            };
            let text = self.str(*span);
            let is_last = index + 1 == word.units.len();
            if !text.contains('~') && has_equals {
                is_start = false;
                continue;
            }
            for (at, byte) in text.bytes().enumerate() {
                let end = (byte == b'~' && is_start)
                    .then(|| self.end_of_login(&text[at..], tildes, is_last));
                if let Some(end) = end.flatten() {
                    found.push(Tilde {
                        unit: index,
                        start: at,
                        end: at + end,
                    });
                }
                is_start = match (byte, tildes) {
                    (b':', Tildes::InValue) => true,
                    (b':', Tildes::InAssignment) => has_equals,
                    (b'=', Tildes::InAssignment) => !std::mem::replace(&mut has_equals, true),
                    _ => false,
                };
            }
        }
        found
    }

    /// Where the name behind a tilde ends; nothing where a part of it is quoted.
    fn end_of_login(&self, text: &str, tildes: Tildes, is_last: bool) -> Option<usize> {
        let ends_at_colon = tildes != Tildes::AtStart || self.dialect().family() == Family::Bash;
        let end = text.find(|it| it == '/' || it == ':' && ends_at_colon);
        match end {
            Some(end) => Some(end),
            None => is_last.then_some(text.len()),
        }
    }

    /// Puts the directory that a tilde stands for into a word, before its `rest`; the tilde itself where it stands for
    /// none. Recorded of busybox 1.35: `echo ~nobody-there/a` then prints `~nobody-there`.
    pub(super) fn push_home(
        &mut self,
        tilde: Span,
        rest: Span,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let Some(home) = self.home(tilde)? else {
            let is_cut = self.shell.release == Release::Busybox1_35 && self.str(tilde).len() > 1;
            if is_cut && !rest.is_empty() {
                return self
                    .unsupported("what stands behind the tilde of a user that is not known");
            }
            expanded.push(written(tilde, Quoting::Literal));
            return Ok(());
        };
        if home.is_empty() && self.dialect().family() == Family::Ash {
            return Ok(());
        }
        expanded.push(Characters {
            span: home,
            written: Some(tilde),
            quoting: Quoting::Quoted,
        });
        Ok(())
    }

    /// The directory that a tilde and the name behind it stand for.
    fn home(&mut self, tilde: Span) -> Flow<Option<Span>> {
        let is_bash = self.dialect().family() == Family::Bash;
        let login = self.str(tilde)[1..].to_owned();
        match &*login {
            "" => match self.environment.variables.value("HOME") {
                Some(home) => Ok(Some(home)),
                None if is_bash => self.home_of_user(),
                None => Ok(None),
            },
            "+" if is_bash => Ok(self.environment.variables.value("PWD")),
            "-" if is_bash => Ok(self.environment.variables.value("OLDPWD")),
            number if is_bash && is_entry(number) => Ok(self.entry_of_stack(number)),
            "root" => Ok(Some(self.shell_text("/root", "home directory"))),
            _ => self.home_of(&login),
        }
    }

    /// The directory that `~N`, `~+N` and `~-N` stand for; nothing where the stack is not so deep.
    fn entry_of_stack(&mut self, number: &str) -> Option<Span> {
        let below = &self.environment.state.directories;
        let index = number.trim_start_matches(['+', '-']).parse().ok()?;
        let index = match number.starts_with('-') {
            true => below.len().checked_sub(index)?,
            false => index,
        };
        let path = match index.checked_sub(1) {
            None => self.environment.directory.clone(),
            Some(index) => below.get(index)?.clone(),
        };
        Some(self.shell_text(&path, "path of a directory"))
    }

    fn home_of_user(&mut self) -> Flow<Option<Span>> {
        match self.process.user().0 {
            0 => Ok(Some(self.shell_text("/root", "home directory"))),
            _ => self.unsupported("a tilde where HOME is not set"),
        }
    }

    /// The home directory of a user, by `/etc/passwd`; a name that looks like none has none.
    fn home_of(&mut self, login: &str) -> Flow<Option<Span>> {
        let file = self.process.inode_at("/etc/passwd", Follow::Links);
        let content = file.map(|id| &self.process.files.inode(id).node);
        if let Ok(Node::Regular(Content::Known(rope))) = content {
            let text = rope.text(&self.process.cx.texts);
            let mut lines = text.lines().map(|it| it.split(':').collect::<Vec<_>>());
            let line = lines.find(|it| it.first() == Some(&login));
            let home = line.and_then(|it| it.get(5).copied());
            return Ok(home.map(|it| self.shell_text(it, "home directory")));
        }
        let is_usual = USUAL_USERS.contains(&login);
        match is_usual {
            true => self.unsupported("the home directory of a named user"),
            false => Ok(None),
        }
    }
}

/// Whether what stands behind a tilde is a number, with one sign at most.
fn is_entry(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
}

/// Users that images have.
const USUAL_USERS: [&str; 25] = [
    "_apt", "adm", "backup", "bin", "cron", "daemon", "ftp", "games", "guest", "halt", "irc",
    "list", "lp", "mail", "man", "news", "nobody", "node", "ntp", "operator", "postgres", "proxy",
    "sync", "sys", "www-data",
];
