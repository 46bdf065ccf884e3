//! `FROM … AS name`: what BuildKit warns about the case of its letters.

use crate::diagnostic::Diagnostic;
use crate::dockerfile::lint;
use crate::dockerfile::syntax::Instruction;
use crate::text::{Span, Texts, case};

/// Warns about a stage name with capitals, and about `as` in other letters than `FROM`.
pub(super) fn warn_about_from(
    warnings: &mut Vec<Diagnostic>,
    texts: &Texts,
    instruction: &Instruction,
    words: &[Span],
) {
    let line = instruction.lines.first;
    if let [_, _, name] = *words {
        let text = texts.str(name);
        if !is_lower(text) {
            warnings.push(lint::stage_name_casing(text, name, line));
        }
    }
    let from = texts.str(instruction.keyword_span);
    let (Some(keyword), [_, written, _, ..]) = (case(from), words) else {
        return;
    };
    let text = texts.str(*written);
    let matches = match keyword {
        LetterCase::Lower => is_lower(text),
        LetterCase::Upper => is_upper(text),
    };
    if !matches {
        warnings.push(lint::from_as_casing(from, text, *written, line));
    }
}

enum LetterCase {
    Lower,
    Upper,
}

fn case(word: &str) -> Option<LetterCase> {
    if is_lower(word) {
        Some(LetterCase::Lower)
    } else if is_upper(word) {
        Some(LetterCase::Upper)
    } else {
        None
    }
}

fn is_lower(word: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii() && !it.is_ascii_uppercase();
    word.bytes().all(is_plain) || (!word.is_ascii() && case::is_lowercase(word))
}

fn is_upper(word: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii() && !it.is_ascii_lowercase();
    word.bytes().all(is_plain) || (!word.is_ascii() && case::is_uppercase(word))
}
