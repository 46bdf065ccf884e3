//! [`evaluate`]: the way into this module.

use std::rc::Rc;

use super::descriptors;
use super::environment::ExecutionEnvironment;
use super::evaluator::{Divert, Evaluator, Failure, Flow, Redirections};
use super::fuel::Fuel;
use super::host::Host;
use super::variables::Export;
use crate::session::Session;
use crate::shell::dialect::Dialect;
use crate::shell::message::{Invocation, exit_status, message, warning};
use crate::shell::parse::Parse;
use crate::shell::syntax::{CompleteCommand, Script};
use crate::text::Source;
use crate::trace::{Action, Cause, Outcome, Trace};

/// Follows a script that has been read, in `environment`, with `host` around it.
#[must_use]
pub fn evaluate(
    cx: &mut Session,
    parse: &Parse,
    environment: ExecutionEnvironment,
    fuel: Fuel,
    host: &mut dyn Host,
) -> Trace {
    let mut evaluator = Evaluator {
        cx,
        host,
        shell: parse.shell,
        process: environment.shell_pid,
        environment,
        trace: Trace::default(),
        fuel,
        status: 0,
        substitution_status: None,
        line: 1,
        cause: Cause::End,
        here_documents: parse.here_documents.clone().into(),
        failure: Failure::Counts,
        loops: 0,
        sourced: 0,
        calls: Vec::new(),
        speaker: None,
        redirections: Redirections::Undone,
        files: Vec::new(),
    };
    evaluator.set_up();
    let end = evaluator.run_whole(parse);
    evaluator.close(end)
}

impl Evaluator<'_> {
    /// The variables and descriptors that a shell gives itself.
    fn set_up(&mut self) {
        let environment = &mut self.environment;
        environment.state.descriptors = descriptors::standard(&environment.input);
        let ifs = self.shell_text(" \t\n", "default of IFS");
        self.environment.variables.entry("IFS").value = Some(ifs);
        self.environment.variables.entry("IFS").export = Export::Local;
        let directory = self.environment.directory.clone();
        let directory = self.shell_text(&directory, "working directory");
        self.environment.variables.entry("PWD").value = Some(directory);
        let why = "the process that started the shell is not known".to_owned();
        let parent = self.cx.texts.add_source(Source::Unknown { why }, "⟨PPID⟩");
        self.environment.variables.entry("PPID").value = Some(parent);
        self.count_level();
        let prompt = self.shell_text("+ ", "default of PS4");
        let prompt_before = self.environment.variables.entry("PS4");
        prompt_before.value.get_or_insert(prompt);
    }

    /// busybox counts in `SHLVL` how many shells lie within one another. bash does too; there it is not simulated.
    fn count_level(&mut self) {
        if self.dialect() != Dialect::BusyboxAsh {
            return;
        }
        let before = self.environment.variables.value("SHLVL");
        let before = before.and_then(|it| self.str(it).parse::<u32>().ok());
        let level = before.unwrap_or(0).saturating_add(1).to_string();
        let level = self.shell_text(&level, "count of shells within shells");
        let variable = self.environment.variables.entry("SHLVL");
        variable.value = Some(level);
        variable.export = Export::Exported;
    }

    /// The commands, then the error with which the rest is refused, then what `trap` has set for the end.
    fn run_whole(&mut self, parse: &Parse) -> Flow {
        let result = self.run_commands(parse);
        let result = match (result, &parse.script.error) {
            (Ok(()), Some(error)) => {
                let invocation = self.invocation();
                let Some(text) = message(&self.cx.texts, error, &invocation, self.shell) else {
                    return self.unsupported("a syntax error of which the message is not known");
                };
                self.print_error(&text)?;
                self.status = exit_status(error, &invocation, self.shell, self.status);
                Ok(())
            }
            (result, _) => result,
        };
        self.end_process(result)
    }

    /// `$0` and where the script comes from, as messages begin with them.
    pub(in crate::shell) fn invocation(&self) -> Invocation {
        Invocation {
            name: self.str(self.environment.name).to_owned(),
            source: self.environment.source,
        }
    }

    fn run_commands(&mut self, parse: &Parse) -> Flow {
        for (index, command) in parse.script.commands.iter().enumerate() {
            if index + 1 == parse.script.commands.len() {
                for it in &parse.warnings {
                    let text = warning(parse, *it, &self.invocation());
                    self.print_error(&text)?;
                }
            }
            self.run_complete(command)?;
        }
        Ok(())
    }

    /// The commands of a script within the script.
    pub(in crate::shell) fn run_script(&mut self, script: &Script) -> Flow {
        for command in &script.commands {
            self.run_complete(command)?;
        }
        Ok(())
    }

    fn run_complete(&mut self, command: &CompleteCommand) -> Flow {
        match self.run_list(&command.list) {
            Err(Divert::Discard) => Ok(()),
            result => result,
        }
    }

    /// What is left of the trace when the shell has ended.
    fn close(mut self, end: Flow) -> Trace {
        self.trace.outcome = match end {
            Err(Divert::Stop(outcome)) => *outcome,
            _ => Outcome::Exited(self.status),
        };
        self.cause = Cause::End;
        self.note(Action::Exited(self.status));
        self.trace
    }

    /// Takes another script's here-documents while `run` runs.
    pub(in crate::shell) fn with_here_documents<T>(
        &mut self,
        here_documents: Rc<[crate::shell::syntax::HereDocument]>,
        run: impl FnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let before = std::mem::replace(&mut self.here_documents, here_documents);
        let result = run(self);
        self.here_documents = before;
        result
    }
}
