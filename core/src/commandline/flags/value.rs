//! [`Kind`]: what the value of a flag may be, and with which words Docker refuses another (Go's strconv, and Docker's
//! own rules; asked of the docker CLI 28.5.2).

/// What the value of a flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`; it may stand alone.
    Bool,
    /// Any text.
    Text,
    /// Any text that Docker takes further apart, which is not done here.
    Unchecked,
    /// A whole number of 64 bits.
    Int,
    /// A whole number of so many bits that is not negative.
    Uint(u8),
    /// `NAME=value` or `NAME`.
    Variable,
    /// `name=value` of a label.
    Label,
    /// `name=value` of a setting of the kernel.
    Sysctl,
    /// A stream.
    Stream,
}

/// Settings of the kernel that a container may have of its own.
const SYSCTLS: [&str; 8] = [
    "kernel.msgmax",
    "kernel.msgmnb",
    "kernel.msgmni",
    "kernel.sem",
    "kernel.shmall",
    "kernel.shmmax",
    "kernel.shmmni",
    "kernel.shm_rmid_forced",
];

impl Kind {
    /// The value it has when it stands alone, if it may.
    #[must_use]
    pub fn alone(self) -> Option<&'static str> {
        (self == Self::Bool).then_some("true")
    }

    /// Why a value is refused, in Docker's words.
    pub(super) fn check(self, text: &str) -> Result<(), String> {
        match self {
            Self::Text | Self::Unchecked => Ok(()),
            Self::Bool => match boolean(text) {
                Some(_) => Ok(()),
                None => Err(strconv("ParseBool", text, "invalid syntax")),
            },
            Self::Int => match integer(text) {
                Ok(it) if i64::try_from(it).is_ok() => Ok(()),
                Ok(_) => Err(strconv("ParseInt", text, "value out of range")),
                Err(why) => Err(strconv("ParseInt", text, why)),
            },
            Self::Uint(bits) => match integer(text) {
                _ if text.starts_with(['-', '+']) => {
                    Err(strconv("ParseUint", text, "invalid syntax"))
                }
                Ok(it) if it < 1 << bits => Ok(()),
                Ok(_) => Err(strconv("ParseUint", text, "value out of range")),
                Err(why) => Err(strconv("ParseUint", text, why)),
            },
            Self::Variable if text.is_empty() || text.starts_with('=') => {
                Err(format!("invalid environment variable: {text}"))
            }
            Self::Label if text.is_empty() || text.starts_with('=') => {
                Err(format!("invalid label '{text}': empty name"))
            }
            Self::Variable | Self::Label => Ok(()),
            Self::Sysctl => sysctl(text),
            Self::Stream => match text.to_lowercase().as_str() {
                "stdin" | "stdout" | "stderr" => Ok(()),
                _ => Err("valid streams are STDIN, STDOUT and STDERR".to_owned()),
            },
        }
    }
}

/// What Go's `strconv.ParseBool` takes.
#[must_use]
pub fn boolean(text: &str) -> Option<Switch> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(Switch::On),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(Switch::Off),
        _ => None,
    }
}

/// Whether a flag is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

fn strconv(function: &str, text: &str, why: &str) -> String {
    let text = crate::text::go::go_quote(text);
    format!("strconv.{function}: parsing {text}: {why}")
}

/// A number of seconds.
#[must_use]
pub fn seconds(text: &str) -> Option<i64> {
    integer(text).ok().and_then(|it| i64::try_from(it).ok())
}

/// A whole number as Go writes it in programs: with a base before it, and `_` between digits.
pub(super) fn integer(text: &str) -> Result<i128, &'static str> {
    const SYNTAX: &str = "invalid syntax";
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(rest) if text.starts_with('-') => (-1, rest),
        Some(rest) => (1, rest),
        None => (1, text),
    };
    let lower = digits.to_ascii_lowercase();
    let (base, rest) = match lower.get(..2) {
        Some("0x") => (16, &lower[2..]),
        Some("0b") => (2, &lower[2..]),
        Some("0o") => (8, &lower[2..]),
        _ if lower.len() > 1 && lower.starts_with('0') => (8, &lower[1..]),
        _ => (10, &lower[..]),
    };
    let has_prefix = rest.len() < lower.len();
    let is_separated =
        !rest.contains("__") && !rest.ends_with('_') && (has_prefix || !rest.starts_with('_'));
    if !is_separated {
        return Err(SYNTAX);
    }
    let plain: String = rest.chars().filter(|it| *it != '_').collect();
    if plain.is_empty() || !plain.chars().all(|it| it.is_digit(base)) {
        return Err(SYNTAX);
    }
    // Seventeen digits of a larger base are more than enough to be out of range.
    match i128::from_str_radix(&plain, base) {
        Ok(it) => Ok(sign * it),
        Err(_) => Err("value out of range"),
    }
}

fn sysctl(text: &str) -> Result<(), String> {
    let is_allowed = text.split_once('=').is_some_and(|(name, _)| {
        SYSCTLS.contains(&name) || name.starts_with("net.") || name.starts_with("fs.mqueue.")
    });
    match is_allowed {
        true => Ok(()),
        false => Err(format!("sysctl '{text}' is not allowed")),
    }
}
