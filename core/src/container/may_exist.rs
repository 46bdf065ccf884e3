//! [`may_exist`]: whether there may be a program of a name that nobody here knows.
//!
//! Images hold programs that no list has, so a name is taken to be one, and the trace says so. Not every name: what
//! is a built-in or reserved word of another shell is a mistake far more often than a program, as is what no program
//! is ever called; and names such as `nosuchcommand` say themselves that there is none.

/// Built-ins and reserved words of shells that are no programs anywhere.
const OF_SHELLS: [&str; 57] = [
    "[[",
    "]]",
    "alias",
    "bg",
    "bind",
    "break",
    "builtin",
    "caller",
    "case",
    "cd",
    "command",
    "compgen",
    "complete",
    "compopt",
    "continue",
    "coproc",
    "declare",
    "dirs",
    "disown",
    "do",
    "done",
    "enable",
    "esac",
    "eval",
    "exec",
    "exit",
    "export",
    "fc",
    "fg",
    "fi",
    "function",
    "getopts",
    "hash",
    "help",
    "history",
    "jobs",
    "let",
    "local",
    "logout",
    "mapfile",
    "popd",
    "pushd",
    "read",
    "readarray",
    "readonly",
    "return",
    "select",
    "set",
    "shift",
    "shopt",
    "source",
    "then",
    "trap",
    "type",
    "typeset",
    "umask",
    "unset",
];

/// What is in names that say that there is no such program.
const DENIALS: [&str; 12] = [
    "nosuch",
    "no_such",
    "no-such",
    "nonesuch",
    "nonexist",
    "non-exist",
    "non_exist",
    "noexist",
    "notexist",
    "missing",
    "invalid",
    "notfound",
];

/// Whether there may be a program, or a user, of this name.
#[must_use]
pub fn may_exist(name: &str) -> bool {
    let is_usual = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-' | '+');
    name.len() > 1
        && name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.chars().all(is_usual)
        && !OF_SHELLS.contains(&name)
        && !DENIALS.iter().any(|it| name.contains(it))
}

#[cfg(test)]
mod tests {
    use super::may_exist;

    #[test]
    fn programs_are_called_like_programs() {
        for name in [
            "curl",
            "python3.12",
            "g++",
            "docker-entrypoint.sh",
            "apt-get",
        ] {
            assert!(may_exist(name), "{name}");
        }
        for name in ["declare", "a=b", "1", "x[0]", "nosuchcmd", "-c", "häß", "["] {
            assert!(!may_exist(name), "{name}");
        }
    }
}
