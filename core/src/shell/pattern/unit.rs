//! Units: what one `?` matches, a byte or a character.

use super::{LetterCase, PatternCharacter, Quoting, Settings};
use crate::shell::Dialect;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    Byte,
    Character,
}

/// A unit of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) code: u32,
    /// Whether it may mean something else than itself.
    pub(super) quoting: Quoting,
}

impl Unit {
    /// Whether it is this special character, unquoted.
    pub(super) fn is(self, character: char) -> bool {
        self.quoting == Quoting::Unquoted && self.code == u32::from(character)
    }
}

/// A text as units, and where each starts.
pub(super) struct Text {
    pub(super) units: Vec<u32>,
    /// The units as they are written, where case does not matter: classes look at those.
    written: Option<Vec<u32>>,
    offsets: Vec<usize>,
}

impl Text {
    pub(super) fn read(text: &str, settings: Settings) -> Self {
        let (units, mut offsets): (Vec<u32>, Vec<usize>) = match settings.unit() {
            Width::Byte => (
                text.bytes().map(code_of_byte).collect(),
                (0..text.len()).collect(),
            ),
            Width::Character => text
                .char_indices()
                .map(|(offset, it)| (u32::from(it), offset))
                .unzip(),
        };
        offsets.push(text.len());
        let folded = || units.iter().map(|unit| fold(*unit, settings)).collect();
        let (units, written) = match settings.letter_case {
            LetterCase::Kept => (units, None),
            LetterCase::Ignored => (folded(), Some(units)),
        };
        Self {
            units,
            written,
            offsets,
        }
    }

    /// The unit at `at` as it is written.
    pub(super) fn written(&self, at: usize) -> u32 {
        let units = self.written.as_ref().unwrap_or(&self.units);
        units.get(at).copied().unwrap_or(u32::MAX)
    }

    /// The byte at which the unit `at` starts.
    pub(super) fn offset(&self, at: usize) -> usize {
        self.offsets.get(at).copied().unwrap_or_default()
    }
}

/// The code of a byte; one beyond ASCII gets that of a lone surrogate, which is no character.
fn code_of_byte(byte: u8) -> u32 {
    match byte {
        0..0x80 => byte.into(),
        0x80.. => LONE + u32::from(byte),
    }
}

/// The text that these units are.
pub(super) fn text_of(codes: &[u32]) -> Option<String> {
    let mut bytes = Vec::with_capacity(codes.len());
    for code in codes {
        match char::from_u32(*code) {
            Some(character) => bytes.extend(character.encode_utf8(&mut [0; 4]).bytes()),
            None => bytes.push(u8::try_from(code.checked_sub(LONE)?).ok()?),
        }
    }
    String::from_utf8(bytes).ok()
}

/// What is added to bytes that are no character.
pub(super) const LONE: u32 = 0xDC00;

/// The unit, or its small letter where case does not matter.
pub(super) fn fold(code: u32, settings: Settings) -> u32 {
    match (settings.letter_case, char::from_u32(code)) {
        (LetterCase::Ignored, Some(it)) => it.to_lowercase().next().map_or(code, u32::from),
        _ => code,
    }
}

/// The units of a pattern; what stands behind an unquoted backslash is quoted by it.
pub(super) fn read_units(characters: &[PatternCharacter], settings: Settings) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut characters = characters.iter().copied().peekable();
    while let Some(mut it) = characters.next() {
        if it.character == '\\' && it.quoting == Quoting::Unquoted {
            // To bash, a quoted character brings a backslash of its own, which this one then quotes.
            let is_quoted = characters
                .peek()
                .is_some_and(|next| next.quoting == Quoting::Quoted);
            if is_quoted && is_bash(settings) {
                it.quoting = Quoting::Quoted;
                push_units(&mut units, it, settings);
                continue;
            }
            match characters.next() {
                Some(escaped) => it = escaped,
                // At the end, it is a backslash; busybox then matches nothing.
                None if settings.shell.dialect == Dialect::BusyboxAsh => {
                    units.push(Unit {
                        code: u32::MAX,
                        quoting: Quoting::Quoted,
                    });
                    break;
                }
                None => {}
            }
            it.quoting = Quoting::Quoted;
        }
        push_units(&mut units, it, settings);
    }
    units
}

fn is_bash(settings: Settings) -> bool {
    match settings.shell.dialect {
        Dialect::Bash | Dialect::BashAsSh => true,
        Dialect::Dash | Dialect::BusyboxAsh => false,
    }
}

fn push_units(units: &mut Vec<Unit>, character: PatternCharacter, settings: Settings) {
    let PatternCharacter { character, quoting } = character;
    match settings.unit() {
        Width::Character => units.push(Unit {
            code: fold(character.into(), settings),
            quoting,
        }),
        Width::Byte => {
            let mut buffer = [0; 4];
            let bytes = character.encode_utf8(&mut buffer).bytes();
            units.extend(bytes.map(|byte| Unit {
                code: fold(code_of_byte(byte), settings),
                quoting,
            }));
        }
    }
}
