//! [`Conversion`]: what stands behind `%`, taken apart.

use crate::shell::dialect::Dialect;

/// A conversion, `%-5.2s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conversion {
    /// How long it is, with `%`.
    pub(super) length: usize,
    pub(super) flags: Flags,
    pub(super) width: Width,
    pub(super) precision: Option<Width>,
    pub(super) letter: char,
}

/// The flags of a conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "C has these five flags")]
pub(super) struct Flags {
    /// `-`
    pub(super) is_left: bool,
    /// `0`
    pub(super) has_zeros: bool,
    /// `+`
    pub(super) has_plus: bool,
    /// blank
    pub(super) has_blank: bool,
    /// `#`
    pub(super) is_alternative: bool,
}

/// A width or a precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// It is written.
    Given(usize),
    /// `*`: an argument gives it.
    Argument,
}

/// What is no conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Malformed {
    /// The format ends before the letter.
    NoLetter,
    /// The letter stands for nothing.
    Letter {
        /// The letter.
        letter: char,
        /// All of it.
        written: String,
    },
}

impl Conversion {
    /// Takes the conversion apart that `format` begins with.
    pub(super) fn read(format: &str, dialect: Dialect) -> Result<Self, Malformed> {
        let mut rest = &format[1..];
        let mut flags = Flags::default();
        while let Some(flag) = rest.chars().next() {
            match flag {
                '-' => flags.is_left = true,
                '0' => flags.has_zeros = true,
                '+' => flags.has_plus = true,
                ' ' => flags.has_blank = true,
                '#' => flags.is_alternative = true,
                '\'' if matches!(dialect, Dialect::Bash | Dialect::BashAsSh) => {}
                _ => break,
            }
            rest = &rest[1..];
        }
        let width = read_width(&mut rest).unwrap_or(Width::Given(0));
        let precision = match rest.strip_prefix('.') {
            Some(behind) => {
                rest = behind;
                Some(read_width(&mut rest).unwrap_or(Width::Given(0)))
            }
            None => None,
        };
        rest = rest.trim_start_matches(lengths(dialect));
        let Some(letter) = rest.chars().next() else {
            return Err(Malformed::NoLetter);
        };
        let mut length = format.len() - rest.len() + letter.len_utf8();
        let has_width = width != Width::Given(0) || precision.is_some();
        let is_known = match letter {
            's' | 'c' | 'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                true
            }
            'a' | 'A' => dialect != Dialect::BusyboxAsh,
            'b' => dialect != Dialect::BusyboxAsh || !has_width,
            'n' | 'q' => matches!(dialect, Dialect::Bash | Dialect::BashAsSh),
            '(' if matches!(dialect, Dialect::Bash | Dialect::BashAsSh) => {
                length = format.find(")T").map_or(length, |it| it + 2);
                return Ok(Self {
                    length,
                    flags,
                    width,
                    precision,
                    letter: 'T',
                });
            }
            _ => false,
        };
        if !is_known {
            let written = format[..length].to_owned();
            return Err(Malformed::Letter { letter, written });
        }
        Ok(Self {
            length,
            flags,
            width,
            precision,
            letter,
        })
    }

    /// The width, of which the argument has been taken.
    pub(super) fn given_width(&self) -> usize {
        match self.width {
            Width::Given(width) => width,
            Width::Argument => 0,
        }
    }

    /// The precision, of which the argument has been taken.
    pub(super) fn given_precision(&self) -> Option<usize> {
        match self.precision? {
            Width::Given(precision) => Some(precision),
            Width::Argument => None,
        }
    }

    /// A number with its sign or prefix, as wide as it has to be.
    pub(super) fn pad(&self, sign: &str, digits: &str, zeros: Zeros) -> String {
        let missing = self.given_width().saturating_sub(sign.len() + digits.len());
        match (self.flags.is_left, self.flags.has_zeros, zeros) {
            (true, ..) => format!("{sign}{digits}{}", " ".repeat(missing)),
            (false, true, Zeros::Allowed) => format!("{sign}{}{digits}", "0".repeat(missing)),
            _ => format!("{}{sign}{digits}", " ".repeat(missing)),
        }
    }

    /// What stands before a number that is not negative.
    pub(super) fn plus(&self) -> &'static str {
        match (self.flags.has_plus, self.flags.has_blank) {
            (true, _) => "+",
            (false, true) => " ",
            (false, false) => "",
        }
    }
}

/// Whether zeros may fill a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zeros {
    Allowed,
    /// An integer with a precision, or what is no number.
    Not,
}

/// The characters that say how wide an integer of C is; `q` is a conversion of its own in bash.
pub(super) fn lengths(dialect: Dialect) -> &'static [char] {
    match dialect {
        Dialect::Dash => &[],
        Dialect::Bash | Dialect::BashAsSh => &['h', 'l', 'j', 't', 'z', 'L'],
        Dialect::BusyboxAsh => &['h', 'l', 'L', 'j', 'z', 't'],
    }
}

fn read_width(rest: &mut &str) -> Option<Width> {
    if let Some(behind) = rest.strip_prefix('*') {
        *rest = behind;
        return Some(Width::Argument);
    }
    let end = rest
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    *rest = behind;
    (!digits.is_empty()).then(|| Width::Given(digits.parse().unwrap_or(usize::MAX)))
}
