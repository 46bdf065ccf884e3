//! Programs by their names: which are shells, and where they take a script.

/// The last component of a path, an `.exe` taken off.
pub(crate) fn base_name(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").unwrap_or(name)
}

/// Shells that read the language of POSIX, and take a script behind `-c`.
const POSIX_SHELLS: &[&str] = &[
    "sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "yash", "rbash",
];

/// Other programs that give an argument behind `-c` to a shell.
const WITH_SCRIPT_OPTION: &[&str] = &["su", "runuser", "flock", "script", "fish", "csh", "tcsh"];

/// Programs that give whatever follows them to a shell, or are one of another language.
const WITH_SCRIPT: &[&str] = &[
    "cmd",
    "powershell",
    "pwsh",
    "ssh",
    "watch",
    "parallel",
    "concurrently",
    "nodemon",
];

/// Whether these words are a POSIX shell that waits for a script.
pub(crate) fn is_posix_shell(words: &[&str]) -> bool {
    let name = words.first().map(|it| base_name(it)).unwrap_or_default();
    POSIX_SHELLS.contains(&name) && script_position(words) == Some(words.len())
}

/// From which argument on a shell reads an argv as a script; the number of arguments when it would be the next one.
pub(crate) fn script_position(argv: &[&str]) -> Option<usize> {
    (0..argv.len()).find_map(|at| {
        let name = base_name(argv[at]);
        if WITH_SCRIPT.contains(&name) {
            return Some(at + 1);
        }
        let takes_option = POSIX_SHELLS.contains(&name) || WITH_SCRIPT_OPTION.contains(&name);
        takes_option.then(|| behind_option(argv, at + 1)).flatten()
    })
}

/// The argument behind the options from `from` on, when `-c` is among them.
fn behind_option(argv: &[&str], from: usize) -> Option<usize> {
    let mut at = from;
    let mut script = None;
    while let Some(option) = argv.get(at).filter(|it| it.starts_with(['-', '+'])) {
        if !option.starts_with("--") && option.contains('c') {
            script = Some(());
        }
        at += match *option {
            "-o" | "+o" | "-O" | "+O" => 2,
            _ => 1,
        };
    }
    // `su user -c script`, `flock file -c script`: the option may stand behind an operand.
    let operand = argv[at.min(argv.len())..].iter().position(|it| *it == "-c");
    match (script, operand) {
        (Some(()), _) => Some(at.min(argv.len())),
        (None, Some(behind)) if WITH_SCRIPT_OPTION.contains(&base_name(argv[from - 1])) => {
            Some(at + behind + 1)
        }
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_posix_shell, script_position};

    #[test]
    fn a_script_is_found_behind_its_option() {
        assert_eq!(script_position(&["sh", "-c", "echo $A"]), Some(2));
        assert_eq!(
            script_position(&["/bin/bash", "-o", "pipefail", "-ec", "x"]),
            Some(4)
        );
        assert_eq!(script_position(&["tini", "--", "sh", "-c", "x"]), Some(4));
        assert_eq!(script_position(&["su", "app", "-c", "x"]), Some(3));
        assert_eq!(script_position(&["sh", "-c"]), Some(2));
        assert_eq!(script_position(&["sh", "run.sh", "$A"]), None);
        assert_eq!(script_position(&["node", "-c", "$A"]), None);
    }

    #[test]
    fn a_shell_waits_for_its_script() {
        assert!(is_posix_shell(&["/bin/sh", "-c"]));
        assert!(is_posix_shell(&["/bin/bash", "-o", "pipefail", "-c"]));
        assert!(!is_posix_shell(&["/bin/bash"]));
        assert!(!is_posix_shell(&["powershell", "-Command"]));
    }
}
