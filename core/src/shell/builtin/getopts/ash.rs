//! How dash and busybox find the next option.

use super::{Found, Progress};

/// The next option of `words`, and where to go on.
pub(super) fn next(progress: Progress, letters: &str, words: &[String]) -> (Found, Progress) {
    let mut progress = progress;
    if progress.index > words.len() + 1 {
        progress = Progress::default();
    }
    // The word behind the one that is read.
    let mut ahead = progress.index - 1;
    let mut at = progress.offset.filter(|_| ahead > 0);
    if at.is_none_or(|at| at >= words[ahead - 1].len()) {
        let word = words.get(ahead).map_or("", String::as_str);
        if word == "-" || !word.starts_with('-') {
            return (Found::End, behind(ahead, None));
        }
        ahead += 1;
        if word == "--" {
            return (Found::End, behind(ahead, None));
        }
        at = Some(1);
    }
    let start = at.unwrap_or(1);
    let word = &words[ahead - 1];
    let letter = word[start..].chars().next().unwrap_or('?');
    let start = start + letter.len_utf8();
    match takes(letters, letter) {
        None => (Found::Unknown(letter), behind(ahead, Some(start))),
        Some(Argument::No) => (Found::Letter(letter, None), behind(ahead, Some(start))),
        Some(Argument::Yes) if start < word.len() => {
            let argument = Some((ahead - 1, start));
            (Found::Letter(letter, argument), behind(ahead, None))
        }
        Some(Argument::Yes) if ahead < words.len() => {
            let argument = Some((ahead, 0));
            (Found::Letter(letter, argument), behind(ahead + 1, None))
        }
        Some(Argument::Yes) => (Found::NoArgument(letter), behind(ahead, None)),
    }
}

fn behind(ahead: usize, offset: Option<usize>) -> Progress {
    Progress {
        index: ahead + 1,
        offset,
        ..Progress::default()
    }
}

/// Whether an option takes an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Argument {
    No,
    Yes,
}

/// What the letters say of one; nothing when it is not among them. A colon at their start is one of them.
fn takes(letters: &str, letter: char) -> Option<Argument> {
    let mut rest = letters.chars().peekable();
    while let Some(it) = rest.next() {
        let takes = rest.peek() == Some(&':');
        if it == letter {
            return Some(if takes { Argument::Yes } else { Argument::No });
        }
        if takes {
            rest.next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Found, Progress, next};

    #[test]
    fn a_colon_at_the_start_is_a_letter() {
        // Recorded of dash and busybox: `getopts :a: o -:` sets o to a colon.
        let (found, _) = next(Progress::default(), ":a:", &["-:".to_owned()]);
        assert_eq!(found, Found::Letter(':', None));
    }
}
