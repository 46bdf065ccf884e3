//! [`CommandString`]: of an argv, the script that a shell is given behind `-c` (XCU 4, *sh*).

use crate::text::{Span, Texts};

/// A shell, its script, and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandString<'a> {
    /// The name it is called by.
    pub program: Span,
    /// The script.
    pub script: Span,
    /// `$0`, `$1`, …
    pub parameters: &'a [Span],
}

/// The names of shells whose `-c` means a script.
const SHELLS: [&str; 6] = ["sh", "bash", "dash", "ash", "zsh", "ksh"];

impl<'a> CommandString<'a> {
    /// What `argv` says, when it is that of a shell with `-c`.
    #[must_use]
    pub fn of(texts: &Texts, argv: &'a [Span]) -> Option<Self> {
        let (program, mut words) = argv.split_first()?;
        let name = texts.str(*program).rsplit('/').next()?;
        if !SHELLS.contains(&name) {
            return None;
        }
        let mut has_script = false;
        while let Some((word, rest)) = words.split_first() {
            let text = texts.str(*word);
            let Some(letters) = text.strip_prefix(['-', '+']).filter(|it| !it.is_empty()) else {
                break;
            };
            words = rest;
            match letters {
                "-" if text == "--" => break,
                "-rcfile" | "-init-file" => words = words.get(1..)?,
                long if long.starts_with('-') => {}
                letters => {
                    has_script |= text.starts_with('-') && letters.contains('c');
                    let names = letters.matches(['o', 'O']).count();
                    words = words.get(names..)?;
                }
            }
        }
        let (script, parameters) = words.split_first().filter(|_| has_script)?;
        Some(Self {
            program: *program,
            script: *script,
            parameters,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::CommandString;
    use crate::text::{Source, Texts};

    #[track_caller]
    fn check(argv: &str, expected: Option<(&str, usize)>) {
        let mut texts = Texts::default();
        let name = "argv".to_owned();
        let words = argv.split(' ');
        let argv: Vec<_> = words
            .map(|it| texts.add_source(Source::File { name: name.clone() }, it))
            .collect();
        let found = CommandString::of(&texts, &argv);
        let found = found.map(|it| (texts.str(it.script), it.parameters.len()));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_script_stands_behind_the_options() {
        check("/bin/sh -c script", Some(("script", 0)));
        check("bash -o pipefail -c script a b", Some(("script", 2)));
        check("bash -euo pipefail -c script", Some(("script", 0)));
        check("bash -ec -o pipefail script", Some(("script", 0)));
        check("bash --norc --rcfile f -c -- script", Some(("script", 0)));
        check("/bin/sh +e -c script", Some(("script", 0)));
    }

    #[test]
    fn a_file_is_no_command_string() {
        check("/bin/sh run.sh -c x", None);
        check("/bin/sh -c", None);
        check("/bin/sh", None);
        check("python -c x", None);
    }
}
