//! [`Stub`]: what the reader says of a program that nobody here knows.

use crate::kernel::{Content, Disposition, End, Process, Signal, absolute};
use crate::text::Source;

/// How long a program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lasts {
    /// It ends at once.
    #[default]
    AtOnce,
    /// So many nanoseconds.
    For(u64),
    /// Until a signal ends it.
    UntilStopped,
}

/// What a program does when a signal comes: it writes, and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The signal.
    pub signal: Signal,
    /// What it writes to standard output.
    pub stdout: String,
    /// What it writes to standard error.
    pub stderr: String,
    /// Its exit status.
    pub exit: u8,
}

/// What a program writes and how it ends, as the reader says.
///
/// One that stays until it is stopped writes when it begins, another when it ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stub {
    /// The arguments it answers for, joined by blanks, the name without directories first; `*` stands for any
    /// characters.
    pub pattern: String,
    /// What it writes to standard output.
    pub stdout: String,
    /// What it writes to standard error.
    pub stderr: String,
    /// Its exit status.
    pub exit: u8,
    /// The files it makes: path and content.
    pub files: Vec<(String, String)>,
    /// How long it runs.
    pub lasts: Lasts,
    /// The signals it handles; the others are left to the kernel.
    pub reactions: Vec<Reaction>,
}

impl Stub {
    /// The program it speaks of, when it names one.
    pub(super) fn program(&self) -> Option<&str> {
        let name = self.pattern.split(' ').next()?;
        (!name.is_empty() && !name.contains(['*', '/'])).then_some(name)
    }

    /// Whether it answers for these arguments.
    #[must_use]
    pub fn matches(&self, arguments: &[&str]) -> bool {
        let name = arguments.first().copied().unwrap_or_default();
        let short = name.rsplit('/').next().unwrap_or(name);
        let with = |name: &str| {
            let mut words = arguments.to_vec();
            if let Some(first) = words.first_mut() {
                *first = name;
            }
            words.join(" ")
        };
        matches(&self.pattern, &with(short)) || matches(&self.pattern, &with(name))
    }
}

/// What the reader has said happens.
pub(super) async fn answer(process: &mut Process, stub: Stub) -> End {
    for it in &stub.reactions {
        process.set_disposition(it.signal, Disposition::Caught);
    }
    if let Lasts::For(time) = stub.lasts {
        let until = process.now().after(time);
        while process.now() < until {
            let rest = until.0 - process.now().0;
            if !process.sleep(rest).await
                && let Some(end) = react(process, &stub).await
            {
                return end;
            }
        }
    }
    for (path, content) in &stub.files {
        let content = process.cx.texts.add_source(source(path), &**content);
        let path = absolute(process.directory(), path);
        let content = Content::Known([content].into_iter().collect());
        process.files.put(&path, content, 0o644);
    }
    write(process, &stub, &stub.stdout, &stub.stderr).await;
    if stub.lasts == Lasts::UntilStopped {
        loop {
            if let Some(end) = react(process, &stub).await {
                return end;
            }
            process.pause().await;
        }
    }
    End::Exited(stub.exit)
}

/// Sees to the signals that have come.
async fn react(process: &mut Process, stub: &Stub) -> Option<End> {
    while let Some(signal) = process.take_signal() {
        let mut reactions = stub.reactions.iter();
        if let Some(it) = reactions.find(|it| it.signal == signal) {
            write(process, stub, &it.stdout, &it.stderr).await;
            return Some(End::Exited(it.exit));
        }
    }
    None
}

async fn write(process: &mut Process, stub: &Stub, stdout: &str, stderr: &str) {
    for (number, text) in [(1, stdout), (2, stderr)] {
        let text = process.cx.texts.add_source(source(&stub.pattern), text);
        // A program that cannot write has nobody to tell.
        let _ = process.write(number, text).await;
    }
}

fn source(text: &str) -> Source {
    Source::File {
        name: format!("stub {text}"),
    }
}

/// Whether `text` is `pattern`, in which `*` stands for any characters.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Stub;

    #[test]
    fn a_star_stands_for_any_characters() {
        let stub = Stub {
            pattern: "dpkg --info *".to_owned(),
            ..Stub::default()
        };
        assert!(stub.matches(&["dpkg", "--info", "a.deb"]));
        assert!(stub.matches(&["/usr/bin/dpkg", "--info", "a b.deb"]));
        assert!(!stub.matches(&["dpkg", "--list"]));
        assert!(!stub.matches(&["dpkg", "--info"]));
    }
}
