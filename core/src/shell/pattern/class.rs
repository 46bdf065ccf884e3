//! [`Class`]: the character classes of XBD 7.3.1.

/// A class such as `[:alpha:]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Alnum,
    Alpha,
    Ascii,
    Blank,
    Cntrl,
    Digit,
    Graph,
    Lower,
    Print,
    Punct,
    Space,
    Upper,
    Word,
    Xdigit,
}

/// The classes that all shells know.
pub(super) const STANDARD: [(&str, Class); 12] = [
    ("alnum", Class::Alnum),
    ("alpha", Class::Alpha),
    ("blank", Class::Blank),
    ("cntrl", Class::Cntrl),
    ("digit", Class::Digit),
    ("graph", Class::Graph),
    ("lower", Class::Lower),
    ("print", Class::Print),
    ("punct", Class::Punct),
    ("space", Class::Space),
    ("upper", Class::Upper),
    ("xdigit", Class::Xdigit),
];

/// Those that bash adds.
pub(super) const OF_BASH: [(&str, Class); 2] = [("ascii", Class::Ascii), ("word", Class::Word)];

impl Class {
    /// The class of this name among `classes`.
    pub(super) fn named(name: &str, classes: &[(&str, Self)]) -> Option<Self> {
        let found = classes.iter().find(|(known, _)| *known == name);
        found.map(|(_, class)| *class)
    }

    /// Whether the unit is in it; bytes beyond ASCII, as units, are in none.
    pub(super) fn contains(self, unit: u32) -> bool {
        let Some(it) = char::from_u32(unit) else {
            return false;
        };
        match self {
            Self::Alnum => it.is_alphanumeric(),
            Self::Alpha => it.is_alphabetic(),
            Self::Ascii => it.is_ascii(),
            Self::Blank => matches!(it, ' ' | '\t'),
            Self::Cntrl => it.is_control(),
            Self::Digit => it.is_ascii_digit(),
            Self::Graph => !it.is_control() && !it.is_whitespace(),
            Self::Lower => it.is_lowercase(),
            Self::Print => !it.is_control(),
            Self::Punct => !it.is_control() && !it.is_whitespace() && !it.is_alphanumeric(),
            Self::Space => it.is_whitespace(),
            Self::Upper => it.is_uppercase(),
            Self::Word => it.is_alphanumeric() || it == '_',
            Self::Xdigit => it.is_ascii_hexdigit(),
        }
    }
}
