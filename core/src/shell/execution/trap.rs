//! Scripts that are read while a script runs: `eval`, `.`, the actions of `trap`.

use std::rc::Rc;

use super::evaluator::{Call, CallKind, Evaluator, Flow, Lines};
use crate::shell::dialect::Dialect;
use crate::shell::message::ScriptSource;
use crate::shell::reading::Reading;
use crate::text::Span;

impl Evaluator {
    /// Reads a text as a script and runs it here: the arguments of `eval`.
    pub(in crate::shell) async fn run_text(&mut self, text: Span) -> Flow {
        let line = match self.dialect() {
            Dialect::Dash => 1,
            Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => self.line,
        };
        self.within_told(async |shell| shell.run_from(text, line, ScriptSource::Evaluated).await)
            .await
    }

    /// Runs the text of a file that `.` reads.
    pub(in crate::shell) async fn run_sourced(&mut self, file: Rc<str>, text: Span) -> Flow {
        let before = self.file.replace(Rc::clone(&file));
        let name = self.shell_text("source", "name of a file that is read");
        self.calls.push(Call {
            kind: CallKind::File,
            name,
            line: self.line,
            file: Rc::clone(&file),
            options: None,
        });
        let speaker = self.speaker.replace(file);
        let result = self
            .within_told(async |shell| shell.run_from(text, 1, ScriptSource::Sourced).await)
            .await;
        self.calls.pop();
        self.speaker = speaker;
        self.file = before;
        result
    }

    /// Runs the action of a trap: of a signal, or of the end.
    pub(super) async fn run_action(&mut self, text: Span, source: ScriptSource) -> Flow {
        let lines = self.lines;
        let line = match self.dialect() {
            Dialect::BusyboxAsh => {
                self.lines = Lines::Fixed;
                self.line
            }
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => 1,
        };
        let result = self.run_from(text, line, source).await;
        self.lines = lines;
        result
    }

    /// Reads and runs a text of which the first line has the number `first_line`.
    pub(super) async fn run_from(
        &mut self,
        text: Span,
        first_line: u32,
        source: ScriptSource,
    ) -> Flow {
        let line = self.line;
        let lines = self.lines;
        if let Lines::Moved { .. } = lines {
            self.lines = Lines::AsRead;
        }
        let level = self.level;
        if source != ScriptSource::ExitTrap {
            self.level += 1;
        }
        let is_action = matches!(source, ScriptSource::Trap | ScriptSource::ExitTrap);
        self.environment.state.told.actions += u32::from(is_action);
        self.check_script(text)?;
        self.look_for_proc(text);
        let reading = Reading::begin(&self.process.cx, text, self.shell, first_line);
        let result = self
            .on_own_stack(async move |shell| shell.run_reading(reading, source).await)
            .await;
        self.environment.state.told.actions -= u32::from(is_action);
        self.lines = lines;
        self.level = level;
        if self.dialect() != Dialect::BusyboxAsh {
            self.line = line;
        }
        result
    }
}
