//! What a shell says of a command that goes wrong, and what follows from it (XCU 2.8.1).
//!
//! A message begins with `$0`, and with the line and the built-in where the shell names them. What it says stands
//! beside the rule that raises it.

use std::rc::Rc;

use super::evaluator::{Divert, Evaluator, Family, Flow};
use crate::shell::dialect::Dialect;
use crate::shell::message::ScriptSource;
use crate::text::Span;

impl Evaluator {
    /// Prints what the shell says: `text`, of the built-in `by` when it is one that says it.
    pub(in crate::shell) async fn complain(&mut self, by: Option<&str>, text: &str) -> Flow {
        let line = self.line;
        let by = self.speaker_of(by)?;
        let by = by.map(|it| format!("{it}: ")).unwrap_or_default();
        let name = self.str(self.environment.name);
        let message = match (self.dialect(), self.environment.source) {
            (Dialect::Dash, _) => format!("{name}: {line}: {by}{text}\n"),
            (Dialect::Bash | Dialect::BashAsSh, _) => format!("{name}: line {line}: {by}{text}\n"),
            (Dialect::BusyboxAsh, ScriptSource::CommandString) if by.is_empty() => {
                format!("{name}: {text}\n")
            }
            (Dialect::BusyboxAsh, ScriptSource::CommandString) if line == 1 => {
                format!("{name}: {by}line 0: {text}\n")
            }
            (Dialect::BusyboxAsh, _) => {
                return self.unsupported("the line that busybox names in a message");
            }
        };
        self.print_error(&message).await
    }

    /// The built-in that a message names: the one that fails, in dash also the one that reads the script.
    fn speaker_of(&self, by: Option<&str>) -> Flow<Option<Rc<str>>> {
        let by = by.map(Rc::from);
        match (self.dialect(), self.speaker.clone()) {
            (_, None) if self.dialect().family() == Family::Ash || self.calls.is_empty() => Ok(by),
            (Dialect::Dash, speaker) => Ok(by.or(speaker)),
            (Dialect::BusyboxAsh, _) => self.unsupported("messages of busybox within eval and ."),
            (Dialect::Bash | Dialect::BashAsSh, _) => {
                self.unsupported("messages of bash within functions, eval and .")
            }
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
                    (_, None) => self.raise(127),
                    (_, Some(_)) => self.unsupported("a built-in that assigns a readonly variable"),
                }
            }
        }
    }
}
