//! What a shell says of a command that goes wrong, and what follows from it (XCU 2.8.1).
//!
//! A message begins with `$0`, and with the line and the built-in where the shell names them. What it says stands
//! beside the rule that raises it.

use super::evaluator::{Divert, Evaluator, Family, Flow};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::pattern::Locale;
use crate::shell::quoting;
use crate::text::Span;

impl Evaluator {
    /// Prints what the shell says: `text`, of the built-in `by` when it is one that says it.
    pub(in crate::shell) async fn complain(&mut self, by: Option<&str>, text: &str) -> Flow {
        let message = self.prefix(by) + text + "\n";
        self.print_error(&message).await
    }

    /// What a message begins with: the name of the shell or of the file, the line, and who says it.
    ///
    /// busybox names the line where something but the shell itself speaks; from 1.38 on always (`err/136`).
    fn prefix(&self, by: Option<&str>) -> String {
        let (name, line) = (self.error_name(), self.line);
        let speaker = match self.dialect().family() {
            Family::Ash => by.or(self.speaker.as_deref()),
            Family::Bash => by,
        };
        match (self.dialect(), speaker) {
            (Dialect::Dash, None) => format!("{name}: {line}: "),
            (Dialect::Dash, Some(by)) => format!("{name}: {line}: {by}: "),
            (Dialect::BusyboxAsh, None) if self.shell.release >= Release::Busybox1_38 => {
                format!("{name}: line {line}: ")
            }
            (Dialect::BusyboxAsh, None) => format!("{name}: "),
            (Dialect::BusyboxAsh, Some(by)) if by == name => format!("{name}: line {line}: "),
            (Dialect::BusyboxAsh, Some(by)) => format!("{name}: {by}: line {line}: "),
            // Built-ins name the line 0 of a function that came with the environment; the shell itself does not.
            (Dialect::Bash | Dialect::BashAsSh, None) if line == 0 => format!("{name}: "),
            (Dialect::Bash | Dialect::BashAsSh, None) => format!("{name}: line {line}: "),
            (Dialect::Bash | Dialect::BashAsSh, Some(by)) => {
                format!("{name}: line {line}: {by}: ")
            }
        }
    }

    /// The name that messages begin with: `$0`, in bash that of the file the command was read from.
    pub(in crate::shell) fn error_name(&self) -> &str {
        match (&self.file, self.dialect().family()) {
            (Some(file), Family::Bash) => file,
            _ => self.str(self.environment.name),
        }
    }

    /// A name in a message: bash writes one that cannot be printed as `$'…'` (`err/669`).
    pub(in crate::shell) fn printable(&self, name: &str) -> String {
        match self.dialect().family() {
            Family::Ash => name.to_owned(),
            Family::Bash => quoting::shown(name, Locale::Posix),
        }
    }

    /// Writes a message of the shell to standard error, where that leads; nothing when it is closed.
    pub(in crate::shell) async fn print_error(&mut self, message: &str) -> Flow {
        let text = self.shell_text(message, "message");
        self.print_text(text).await
    }

    /// Writes to standard error; a shell that cannot has nobody to tell.
    pub(in crate::shell) async fn print_text(&mut self, text: Span) -> Flow {
        let _ = self.write(2, text).await?;
        Ok(())
    }

    /// An error of a built-in, behind its message: it ends the shell where the built-in is special.
    pub(in crate::shell) async fn error<T>(&mut self, by: &str, text: &str) -> Flow<T> {
        self.complain(Some(by), text).await?;
        self.raise(2)
    }

    /// An error of the shell, of which the message has been printed.
    pub(in crate::shell) fn raise<T>(&mut self, status: u8) -> Flow<T> {
        self.status = status;
        Err(Divert::Error)
    }

    /// A variable that cannot change: its message and what follows.
    pub(in crate::shell) async fn is_read_only<T>(
        &mut self,
        name: &str,
        by: Option<&str>,
    ) -> Flow<T> {
        match self.dialect().family() {
            Family::Ash => {
                self.complain(by, &format!("{name}: is read only")).await?;
                self.raise(2)
            }
            Family::Bash => {
                self.complain(by, &format!("{name}: readonly variable"))
                    .await?;
                match (self.dialect(), by) {
                    (Dialect::Bash, None) => {
                        self.status = 1;
                        Err(Divert::Discard)
                    }
                    (_, None) => {
                        let status = self.status_of_error();
                        self.raise(status)
                    }
                    (_, Some(_)) => self.unsupported("a built-in that assigns a readonly variable"),
                }
            }
        }
    }
}
