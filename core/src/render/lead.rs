//! What stands in front of a message: a word for its kind, and who says it.

use crate::document::Tag;

/// When nobody else speaks, it is us, and we are not named.
const OURSELVES: &str = "Shellform";

/// What stands in front of a message.
pub(super) struct Lead<'m> {
    /// A word for its kind, without a colon; empty when there is none.
    pub(super) word: &'m str,
    /// Who says it, when somebody else does.
    pub(super) speaker: Option<&'m str>,
}

/// What stands in front of a message of this kind. Where the kind has no word, its speaker is one: `Assumed`.
pub(super) fn of(tag: Tag, speaker: &str) -> Lead<'_> {
    let word = match tag {
        Tag::Error => "error",
        Tag::Warning => "warning",
        Tag::Note => "note",
        Tag::Plain
        | Tag::Strong
        | Tag::Code
        | Tag::Keyword
        | Tag::Flag
        | Tag::Variable
        | Tag::Value
        | Tag::Comment
        | Tag::Origin
        | Tag::Good
        | Tag::Unknown => {
            return Lead {
                word: speaker,
                speaker: None,
            };
        }
    };
    let is_other = !matches!(speaker, "" | OURSELVES);
    Lead {
        word,
        speaker: is_other.then_some(speaker),
    }
}
