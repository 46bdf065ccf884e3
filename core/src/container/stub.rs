//! [`Stub`]: what the reader says of a program that nobody here knows.

/// What a program writes and how it ends, as the reader says.
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
