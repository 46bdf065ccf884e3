//! [`Variables`]: what an expression reads and sets.

/// The variables of the shell, as an expression sees them.
pub trait Variables {
    /// The value of the variable; nothing when it is not set.
    fn value(&self, name: &str) -> Option<String>;

    /// Sets the variable.
    ///
    /// # Errors
    /// When it cannot be set, and why.
    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned>;

    /// What a variable that is not set stands for in bash; the others always take 0, even with `set -u`.
    fn unset(&self) -> Unset {
        Unset::Zero
    }

    /// Which array the name is; `name[…]` means it so. Only bash asks.
    fn array(&self, _name: &str) -> ArrayKind {
        ArrayKind::Indexed
    }

    /// The element of an array: its key is a decimal number, or any text when the array is associative.
    ///
    /// A negative number counts from behind the last element.
    ///
    /// # Errors
    /// When that is before the first one: bash then prints a message and goes on with 0.
    fn element(&self, name: &str, key: &str) -> Result<Option<String>, BadSubscript> {
        Ok((key == "0").then(|| self.value(name)).flatten())
    }

    /// Sets an element of an array.
    ///
    /// # Errors
    /// When it cannot be set, and why.
    fn set_element(&mut self, name: &str, key: &str, value: i64) -> Result<(), Unassigned> {
        match key {
            "0" => self.set(name, value),
            _ => Err(Unassigned::NotSimulated),
        }
    }
}

/// A subscript that counts back to before the first element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadSubscript;

/// Why a variable was not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unassigned {
    /// It is read-only.
    ReadOnly,
    /// Such a variable is not simulated.
    NotSimulated,
}

/// What a variable that is not set stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unset {
    /// For 0.
    Zero,
    /// For nothing: it is an error (`set -u`).
    Error,
}

/// How the elements of an array are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrayKind {
    /// By numbers: what stands in brackets is an expression.
    Indexed,
    /// By text (`declare -A`).
    Associative,
}
