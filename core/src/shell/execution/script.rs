//! The commands of a script, one after the other, and the error with which a shell refuses the rest.

use std::rc::Rc;

use super::evaluator::{Divert, Evaluator, Flow};
use super::variables::Export;
use crate::kernel::End;
use crate::shell::dialect::Dialect;
use crate::shell::error::SyntaxError;
use crate::shell::message::{Invocation, exit_status, message, warning};
use crate::shell::parse::Parse;
use crate::shell::syntax::{CompleteCommand, HereDocument, Script};

impl Evaluator {
    /// The variables and descriptors that a shell gives itself.
    pub(super) fn set_up(&mut self) {
        let ifs = self.shell_text(" \t\n", "default of IFS");
        self.environment.variables.entry("IFS").value = Some(ifs);
        self.environment.variables.entry("IFS").export = Export::Local;
        let directory = self.environment.directory.clone();
        let directory = self.shell_text(&directory, "working directory");
        self.environment.variables.entry("PWD").value = Some(directory);
        let parent = self.process.parent().0.to_string();
        let parent = self.shell_text(&parent, "process number of the parent");
        self.environment.variables.entry("PPID").value = Some(parent);
        let index = self.shell_text("1", "default of OPTIND");
        self.environment.variables.entry("OPTIND").value = Some(index);
        self.environment.variables.entry("OPTIND").export = Export::Local;
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
    pub(super) async fn run_whole(&mut self, parse: &Parse) -> End {
        let result = self.run_commands(parse).await;
        let result = match (result, &parse.script.error) {
            (Ok(()), Some(error)) => self.refuse(error).await,
            (result, _) => result,
        };
        self.end_process(result).await
    }

    /// Prints the error with which the rest of a script is refused.
    async fn refuse(&mut self, error: &SyntaxError) -> Flow {
        let invocation = self.invocation();
        let Some(text) = message(&self.process.cx.texts, error, &invocation, self.shell) else {
            return self.unsupported("a syntax error of which the message is not known");
        };
        self.print_error(&text).await?;
        self.status = exit_status(error, &invocation, self.shell, self.status);
        Ok(())
    }

    /// `$0` and where the script comes from, as messages begin with them.
    pub(in crate::shell) fn invocation(&self) -> Invocation {
        Invocation {
            name: self.str(self.environment.name).to_owned(),
            source: self.environment.source,
        }
    }

    async fn run_commands(&mut self, parse: &Parse) -> Flow {
        for (index, command) in parse.script.commands.iter().enumerate() {
            if index + 1 == parse.script.commands.len() {
                for it in &parse.warnings {
                    let text = warning(parse, *it, &self.invocation());
                    self.print_error(&text).await?;
                }
            }
            self.run_complete(command).await?;
        }
        Ok(())
    }

    /// The commands of a script within the script.
    pub(in crate::shell) async fn run_script(&mut self, script: &Script) -> Flow {
        self.run_completes(&script.commands).await
    }

    /// Complete commands, one after the other.
    pub(in crate::shell) async fn run_completes(&mut self, commands: &[CompleteCommand]) -> Flow {
        for command in commands {
            self.run_complete(command).await?;
        }
        Ok(())
    }

    async fn run_complete(&mut self, command: &CompleteCommand) -> Flow {
        match self.run_list(&command.list).await {
            Err(Divert::Discard) => Ok(()),
            result => result,
        }
    }

    /// Takes another script's here-documents while `run` runs.
    pub(in crate::shell) async fn with_here_documents<T>(
        &mut self,
        here_documents: Rc<[HereDocument]>,
        run: impl AsyncFnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let before = std::mem::replace(&mut self.here_documents, here_documents);
        let result = run(self).await;
        self.here_documents = before;
        result
    }
}
