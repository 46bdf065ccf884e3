//! [`Failure`]: why a program cannot go on, and what it says of that before it ends.

use super::{Call, Flavour};
use crate::kernel::Errno;
use crate::trace::{Outcome, Resource};

/// Why a program cannot go on.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Failure {
    /// What it would do now is not simulated.
    Unsupported(String),
    /// It says `name: text` and ends with a status.
    Complaint(String, u8),
    /// It says `name: text` and where its help is found; busybox prints all of its help.
    Usage(String, u8),
    /// It says these lines and ends with a status.
    Says(String, u8),
    /// There is no more of something that there is only so much of.
    Spent(Resource),
}

/// An error that a call of the kernel gave, and that nobody asked about before.
pub(super) fn write_error(errno: Errno) -> Failure {
    Failure::Complaint(format!("write error: {}", errno.message()), 1)
}

/// Something that is not simulated.
pub(super) fn unsupported<T>(what: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Unsupported(what.into()))
}

/// `name: text`, and the end.
pub(super) fn complaint<T>(text: impl Into<String>, status: u8) -> Result<T, Failure> {
    Err(Failure::Complaint(text.into(), status))
}

impl Call<'_> {
    /// The exit status of what came to an end, or could not.
    pub(super) async fn conclude(&mut self, result: Result<u8, Failure>) -> u8 {
        let failure = match result {
            Ok(status) => return status,
            Err(failure) => failure,
        };
        match failure {
            Failure::Unsupported(what) => self.unsupported(&what).await,
            Failure::Complaint(text, status) => {
                self.complain(&text).await;
                status
            }
            Failure::Usage(text, status) => {
                if self.flavour == Flavour::Busybox {
                    self.unsupported("with arguments it does not know").await;
                }
                let name = self.name().to_owned();
                let help = format!("Try '{name} --help' for more information.");
                let prefix = match text.is_empty() {
                    true => String::new(),
                    false => format!("{name}: {text}\n"),
                };
                self.say(&format!("{prefix}{help}\n")).await;
                status
            }
            Failure::Says(text, status) => {
                self.say(&text).await;
                status
            }
            Failure::Spent(resource) => self.process.stop(Outcome::OutOfFuel(resource)).await,
        }
    }

    /// Writes lines to standard error.
    pub(super) async fn say(&mut self, text: &str) {
        let text = self.own_text(text);
        // A program whose message cannot be written has nobody to tell.
        let _ = self.process.write(2, text).await;
    }
}
