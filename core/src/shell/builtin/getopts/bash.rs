//! How bash finds the next option.

use super::{Found, Progress};

/// The next option of `words`, and where to go on.
pub(super) fn next(progress: Progress, letters: &str, words: &[String]) -> (Found, Progress) {
    let mut progress = progress;
    if progress.index > words.len() {
        return (Found::End, at(words.len() + 1));
    }
    let within = progress.offset.filter(|offset| {
        let word = words.get(progress.word - 1);
        word.is_some_and(|it| *offset < it.len() && it.is_char_boundary(*offset))
    });
    let offset = match within {
        Some(offset) => offset,
        None => {
            progress.word = progress.index;
            match &*words[progress.word - 1] {
                "--" => return (Found::End, at(progress.index + 1)),
                "-" => return (Found::End, at(progress.index)),
                word if !word.starts_with('-') => return (Found::End, at(progress.index)),
                _ => 1,
            }
        }
    };
    let word = &words[progress.word - 1];
    let letter = word[offset..].chars().next().unwrap_or('?');
    let offset = offset + letter.len_utf8();
    let known = letters.find(letter).filter(|_| letter != ':');
    let takes = known.is_some_and(|it| letters[it + letter.len_utf8()..].starts_with(':'));
    let through = at(progress.index + 1);
    let next = match offset < word.len() {
        true => Progress {
            offset: Some(offset),
            ..progress
        },
        false => through,
    };
    match (known, takes) {
        (None, _) => (Found::Unknown(letter), next),
        (Some(_), false) => (Found::Letter(letter, None), next),
        (Some(_), true) if offset < word.len() => {
            let argument = Some((progress.word - 1, offset));
            (Found::Letter(letter, argument), through)
        }
        (Some(_), true) => match words.get(progress.index) {
            Some(_) => {
                let argument = Some((progress.index, 0));
                (Found::Letter(letter, argument), at(progress.index + 2))
            }
            None => (Found::NoArgument(letter), through),
        },
    }
}

fn at(index: usize) -> Progress {
    Progress {
        index,
        ..Progress::default()
    }
}
