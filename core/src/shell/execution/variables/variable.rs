//! [`Variable`]: a value, and what `export`, `readonly` and `declare` have said of it.

use super::array::Array;
use crate::text::Span;

/// A variable. One that `export`, `readonly` or `declare` has only marked has no value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Variable {
    /// The value, when it is set and no array.
    pub value: Option<Span>,
    /// The elements, when it is an array (bash).
    pub array: Option<Array>,
    /// Whether programs get it.
    pub export: Export,
    /// Whether it may change.
    pub access: Access,
    /// What else `declare` has said of it (bash).
    pub attributes: Attributes,
    /// What makes its value anew each time, when something does.
    pub dynamic: Option<Dynamic>,
}

/// Whether programs get a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Export {
    /// They do not.
    #[default]
    Local,
    /// They do.
    Exported,
}

/// Whether a variable may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Access {
    /// It may.
    #[default]
    Writable,
    /// It may not: `readonly`.
    ReadOnly,
}

/// An attribute that `declare` gives (bash).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// `-i`: what is assigned is calculated.
    Integer,
    /// `-l`: what is assigned loses its capital letters.
    LowerCase,
    /// `-u`: what is assigned gets capital letters.
    UpperCase,
    /// `-c`: what is assigned gets one capital letter, at its start.
    Capitalised,
    /// `-n`: it names another variable.
    Reference,
    /// `-t`
    Traced,
    /// It is an array that nothing has been assigned to.
    Unassigned,
}

/// The attributes of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Attributes(u8);

/// A value that the shell makes anew each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dynamic {
    /// `BASHPID`
    ProcessNumber,
    /// `BASH_ARGV0`: `$0`
    Name,
    /// `BASH_SUBSHELL`
    SubshellLevel,
    /// `EPOCHSECONDS`
    Seconds,
    /// `EPOCHREALTIME`
    Microseconds,
    /// `LINENO`
    Line,
    /// `RANDOM`
    Random,
    /// `SRANDOM`
    SecureRandom,
    /// `SECONDS`
    Elapsed,
    /// `FUNCNAME`
    Functions,
    /// `FUNCNAME` of busybox: the function that runs.
    Function,
    /// `BASH_COMMAND`
    Command,
    /// `BASH_SOURCE`
    Sources,
    /// `BASH_LINENO`
    CallLines,
    /// `GROUPS`
    Groups,
    /// `DIRSTACK`
    Directories,
    /// `PIPESTATUS`
    PipeStatuses,
    /// `SHELLOPTS`
    Options,
    /// `BASHOPTS`
    BashOptions,
    /// `_`
    LastArgument,
    /// One that is not simulated.
    NotSimulated,
}

impl Variable {
    /// A variable that programs get.
    #[must_use]
    pub fn exported(value: Span) -> Self {
        Self {
            export: Export::Exported,
            ..Self::from(value)
        }
    }

    /// The value that programs get, where the variable is exported.
    pub(super) fn value_for_programs(&self) -> Option<Span> {
        match self.export {
            Export::Exported if self.array.is_none() && !self.is(Attribute::Reference) => {
                self.value
            }
            Export::Exported | Export::Local => None,
        }
    }

    /// What `$name` gives: the value, or the first element.
    #[must_use]
    pub fn text(&self) -> Option<Span> {
        match &self.array {
            None => self.value,
            Some(array) => array.first(),
        }
    }

    /// Whether it has an attribute.
    #[must_use]
    pub fn is(&self, attribute: Attribute) -> bool {
        self.attributes.has(attribute)
    }

    /// Whether it has been assigned to: `declare name` alone does not.
    #[must_use]
    pub fn is_set(&self) -> bool {
        match &self.array {
            None => self.value.is_some(),
            Some(_) => !self.is(Attribute::Unassigned),
        }
    }

    /// Whether a text can be put into it without further ado.
    pub(super) fn is_plain(&self) -> bool {
        self.access == Access::Writable
            && self.attributes == Attributes::default()
            && self.array.is_none()
            && self.dynamic.is_none()
    }
}

impl From<Span> for Variable {
    fn from(value: Span) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }
}

impl Attributes {
    /// Whether an attribute is among them.
    #[must_use]
    pub fn has(self, attribute: Attribute) -> bool {
        self.0 & attribute.bit() != 0
    }

    /// With an attribute.
    #[must_use]
    pub fn with(self, attribute: Attribute) -> Self {
        Self(self.0 | attribute.bit())
    }

    /// Without an attribute.
    #[must_use]
    pub fn without(self, attribute: Attribute) -> Self {
        Self(self.0 & !attribute.bit())
    }
}

impl Attribute {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}
