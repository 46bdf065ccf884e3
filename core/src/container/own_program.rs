//! [`OwnProgram`]: a program that whoever uses this library brings along, such as a probe of its tests.

/// A program that writes what a function makes of its arguments, and succeeds.
#[derive(Debug, Clone)]
pub struct OwnProgram {
    /// Where it lies.
    pub path: String,
    /// What it writes to standard output, from its arguments with its name first.
    pub output: fn(&[&str]) -> String,
}

impl OwnProgram {
    /// Whether a program of this name is this one.
    pub(super) fn is(&self, program: Option<&str>) -> bool {
        program.and_then(|it| it.strip_prefix("own:")) == Some(&self.path)
    }
}

impl PartialEq for OwnProgram {
    /// Functions cannot be compared: two programs at one path are taken to be the same.
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}
