//! What a shell does before its script: what it says of a terminal that it does not have, and the files that it reads
//! first (XCU 4, *sh*, `ENV`; bash's manual, "Bash Startup Files").

use super::arguments::Login;
use super::evaluator::{Divert, Evaluator, Family, Flow};
use super::options::{BashOption, Options, ShellOption};
use crate::kernel::{Missing, Open};
use crate::shell::dialect::Dialect;
use crate::shell::message::ScriptSource;
use crate::text::Span;

impl Evaluator {
    /// All that a shell does before it reads its script.
    pub(super) async fn start_up(&mut self, login: Login) -> Flow {
        if self.environment.source == ScriptSource::StandardInput {
            self.turn_by_itself(ShellOption::StandardInput);
        }
        if self.has(ShellOption::Interactive) {
            self.begin_interactive().await?;
        }
        if self.has(ShellOption::Monitor) && !self.process.has_terminal() {
            self.refuse_job_control().await?;
        }
        if login == Login::Yes {
            self.turn_on(BashOption::LoginShell);
            self.read_profiles().await?;
        }
        self.read_environment_file().await
    }

    fn turn_by_itself(&mut self, option: ShellOption) {
        let options: Options = self.environment.options;
        self.environment.options = options.with(option);
    }

    /// `-i`, without a terminal.
    async fn begin_interactive(&mut self) -> Flow {
        if self.environment.source != ScriptSource::CommandString {
            return self.unsupported("a shell that a user types to");
        }
        match self.dialect() {
            Dialect::Dash => {}
            Dialect::BusyboxAsh => {
                return self.unsupported("the banner of busybox, which it prints at its end");
            }
            Dialect::Bash | Dialect::BashAsSh => self.turn_by_itself(ShellOption::HistExpand),
        }
        self.turn_by_itself(ShellOption::Monitor);
        Ok(())
    }

    /// `-m`, or `-i`: there is no terminal to control jobs with.
    async fn refuse_job_control(&mut self) -> Flow {
        self.environment.options = self.environment.options.without(ShellOption::Monitor);
        match self.dialect().family() {
            Family::Ash => {
                self.line = 0;
                let text = "can't access tty; job control turned off";
                self.complain(None, text).await
            }
            Family::Bash => {
                let name = self.error_name().to_owned();
                let name = match self.has(ShellOption::Interactive) {
                    true => name.rsplit('/').next().unwrap_or_default(),
                    false => &*name,
                };
                let group = self.environment.shell_pid.0;
                let text = format!(
                    "{name}: cannot set terminal process group ({group}): Inappropriate ioctl for device\n\
                     {name}: no job control in this shell\n"
                );
                self.print_error(&text).await
            }
        }
    }

    /// The files that the first shell of a user reads.
    async fn read_profiles(&mut self) -> Flow {
        self.run_file_if_there("/etc/profile").await?;
        let home = self.environment.variables.value("HOME");
        let Some(home) = home.map(|it| self.str(it).to_owned()) else {
            return Ok(());
        };
        let names: &[&str] = match self.dialect() {
            Dialect::Bash => &[".bash_profile", ".bash_login", ".profile"],
            Dialect::Dash | Dialect::BusyboxAsh | Dialect::BashAsSh => &[".profile"],
        };
        for name in names {
            if self.run_file_if_there(&format!("{home}/{name}")).await? == Ran::Yes {
                break;
            }
        }
        Ok(())
    }

    /// The file that `BASH_ENV` names, in bash, or `ENV` where a user types.
    async fn read_environment_file(&mut self) -> Flow {
        let is_interactive = self.has(ShellOption::Interactive);
        let variable = match self.dialect() {
            Dialect::Bash if !is_interactive => "BASH_ENV",
            Dialect::Bash => return Ok(()),
            Dialect::Dash | Dialect::BusyboxAsh | Dialect::BashAsSh if is_interactive => "ENV",
            Dialect::Dash | Dialect::BusyboxAsh | Dialect::BashAsSh => return Ok(()),
        };
        let Some(value) = self.environment.variables.value(variable) else {
            return Ok(());
        };
        let word = self.read_word(value)?;
        let path = self.expand_text(&word).await?;
        let path = self.str(path).to_owned();
        if path.is_empty() {
            return Ok(());
        }
        self.run_file_if_there(&path).await.map(|_| ())
    }

    /// Runs a file as `.` does, and says nothing where there is none.
    async fn run_file_if_there(&mut self, path: &str) -> Flow<Ran> {
        let opened = match self.process.open(path, Open::Read).await {
            Ok(opened) => opened,
            Err(Missing::Error(_)) => return Ok(Ran::No),
            Err(Missing::NobodyKnows) if path.contains("profile") => return Ok(Ran::No),
            Err(Missing::NobodyKnows) => {
                let what = format!("reading {path}, of which nobody knows whether it exists");
                return self.unsupported(what);
            }
        };
        let mut pieces: Vec<Span> = Vec::new();
        while let Ok(Some(piece)) = self.process.read_from(&opened, usize::MAX).await {
            pieces.push(piece);
        }
        let text = self.process.join(&pieces);
        self.sourced += 1;
        let result = self.run_sourced(path.into(), text).await;
        self.sourced -= 1;
        match result {
            Ok(()) | Err(Divert::Return) => Ok(Ran::Yes),
            Err(divert) => Err(divert),
        }
    }
}

/// Whether there was a file to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ran {
    No,
    Yes,
}
