//! What can be wrong with a regular expression, in the words of the GNU library.

/// What is wrong with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is said by its message")]
pub enum RegexError {
    Preceding,
    UnmatchedParenthesis,
    UnmatchedClosing,
    UnmatchedBracket,
    UnmatchedBrace,
    BraceContent,
    BackReference,
    TrailingBackslash,
    RangeEnd,
    Class,
    CollatingElement,
    TooBig,
    Invalid,
    ClassSyntax,
    /// What the library makes of it is not simulated.
    Unsupported,
}

impl RegexError {
    /// What the GNU library says; `dfa.c` of grep and sed says the last.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Preceding => "Invalid preceding regular expression",
            Self::UnmatchedParenthesis => r"Unmatched ( or \(",
            Self::UnmatchedClosing => r"Unmatched ) or \)",
            Self::UnmatchedBracket => "Unmatched [, [^, [:, [., or [=",
            Self::UnmatchedBrace => r"Unmatched \{",
            Self::BraceContent => r"Invalid content of \{\}",
            Self::BackReference => "Invalid back reference",
            Self::TrailingBackslash => "Trailing backslash",
            Self::RangeEnd => "Invalid range end",
            Self::Class => "Invalid character class name",
            Self::CollatingElement => "Invalid collation character",
            Self::TooBig => "Regular expression too big",
            Self::Invalid => "Invalid regular expression",
            Self::ClassSyntax => "character class syntax is [[:space:]], not [:space:]",
            Self::Unsupported => "a regular expression beyond what is simulated",
        }
    }
}

/// Why a search has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchError {
    /// It takes too many steps.
    TooLong,
    /// The match would begin or end within a character.
    InsideCharacter,
}

impl SearchError {
    /// What is not simulated.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::TooLong => "a search that takes too long",
            Self::InsideCharacter => "cutting a character of several bytes in two",
        }
    }
}
