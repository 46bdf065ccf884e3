//! The commands of a script, one after the other, and the error with which a shell refuses the rest.

use std::rc::Rc;

use super::environment::MadeFor;
use super::evaluator::{Divert, Evaluator, Family, Flow, Lines, Position, Skips};
use super::options::{BashOption, ShellOption};
use crate::kernel::End;
use crate::shell::aliases::AliasTable;
use crate::shell::dialect::{LastCommand, last_command};
use crate::shell::message::{Invocation, ScriptSource, warning};
use crate::shell::parse::{Parse, Warning};
use crate::shell::pattern::ExtendedPatterns;
use crate::shell::reading::{Piece, Reading, Rest};
use crate::shell::syntax::{CompleteCommand, HereDocument, SubstitutionStyle};
use crate::text::Span;

impl Evaluator {
    /// The script of a shell, then what `trap` has set for the end.
    pub(super) async fn run_whole(&mut self, reading: Reading) -> End {
        let source = self.environment.source;
        let is_shared = source == ScriptSource::StandardInput && self.has_arrays();
        let result = match is_shared {
            true => self.run_standard_input().await,
            false => self.run_reading(reading, source).await,
        };
        self.end_process(result).await
    }

    /// bash reads no more of its standard input than it needs: what stands behind a command is there for the command
    /// to read, and what that has left is read next.
    async fn run_standard_input(&mut self) -> Flow {
        let mut line = 1;
        let mut before = Before::Nothing;
        loop {
            let Ok(text) = self.process.read_to_end(0).await else {
                return Ok(());
            };
            self.check_script(text)?;
            self.look_for_proc(text);
            let mut reading = Reading::begin(&self.process.cx, text, self.shell, line);
            self.tell_patterns(&mut reading);
            let aliases = self.readable_aliases();
            let Some(piece) = reading.next(&mut self.process.cx, self.line, &aliases) else {
                return Ok(());
            };
            let read = self.str(text).len().min(piece.parse.script.span.len());
            let passed = memchr::memchr_iter(b'\n', &self.str(text).as_bytes()[..read]).count();
            line += u32::try_from(passed).unwrap_or(u32::MAX);
            let rest = text.slice_from(read);
            let is_over = rest.is_empty() || piece.parse.script.error.is_some();
            let file = self.process.temporary([rest]);
            self.process.install(0, file);
            let source = ScriptSource::StandardInput;
            self.echo(&piece, source).await?;
            self.run_piece(piece, source, before, reading.rest())
                .await?;
            if is_over {
                return Ok(());
            }
            before = Before::Commands;
        }
    }

    /// The aliases that count when a script is read: in bash under its own name none, unless `shopt` says so.
    fn readable_aliases(&self) -> AliasTable {
        let counts = match self.dialect().family() {
            Family::Ash => true,
            Family::Bash => self.has_bash(BashOption::ExpandAliases),
        };
        match counts {
            true => Rc::clone(&self.environment.state.aliases),
            false => AliasTable::default(),
        }
    }

    /// Says how the patterns of the next commands are read.
    fn tell_patterns(&self, reading: &mut Reading) {
        reading.set_extended(match self.has_bash(BashOption::ExtendedGlob) {
            true => ExtendedPatterns::On,
            false => ExtendedPatterns::Off,
        });
    }

    /// Reads one complete command after the other, and runs each before the next is read.
    pub(super) async fn run_reading(&mut self, reading: Reading, source: ScriptSource) -> Flow {
        let (read_to, loops) = (self.read_to, self.loops);
        let result = Box::pin(self.run_pieces(reading, source)).await;
        self.read_to = read_to;
        self.loops = loops;
        result
    }

    async fn run_pieces(&mut self, mut reading: Reading, source: ScriptSource) -> Flow {
        let mut before = Before::Nothing;
        loop {
            self.tell_patterns(&mut reading);
            let aliases = self.readable_aliases();
            let Some(piece) = reading.next(&mut self.process.cx, self.line, &aliases) else {
                return Ok(());
            };
            self.echo(&piece, source).await?;
            let line = piece.line;
            self.run_piece(piece, source, before, reading.rest())
                .await?;
            // bash counts on from the line that the command has left it at.
            if self.line != line {
                reading.count_from(self.line);
            }
            before = Before::Commands;
        }
    }

    /// `set -v`: prints the lines that have been read. dash and busybox print those of files alone.
    async fn echo(&mut self, piece: &Piece, source: ScriptSource) -> Flow {
        if !self.has(ShellOption::Verbose) {
            return Ok(());
        }
        let is_file = match source {
            ScriptSource::File | ScriptSource::StandardInput | ScriptSource::Sourced => true,
            ScriptSource::CommandString
            | ScriptSource::Evaluated
            | ScriptSource::Trap
            | ScriptSource::ExitTrap
            | ScriptSource::Substitution => false,
        };
        if !is_file && self.dialect().family() == Family::Ash {
            return Ok(());
        }
        let lines = self.str(piece.parse.script.span);
        let is_whole = lines.ends_with('\n') || self.dialect().family() == Family::Ash;
        let text = format!("{lines}{}", if is_whole { "" } else { "\n" });
        self.print_error(&text).await
    }

    /// Runs a complete command that has been read, or says why none could be.
    pub(super) async fn run_piece(
        &mut self,
        piece: Piece,
        source: ScriptSource,
        before: Before,
        rest: Rest,
    ) -> Flow {
        let Piece { parse, line } = piece;
        // Behind the action of `trap … EXIT` the shell still ends with its own status.
        let rest = match source {
            ScriptSource::ExitTrap => Rest::Follows,
            _ => rest,
        };
        if self.dialect().family() == Family::Bash {
            self.line = line;
        }
        self.read_to = line;
        self.warn(&parse, source).await?;
        let here_documents = parse.here_documents.into();
        for command in &parse.script.commands {
            let here_documents = Rc::clone(&here_documents);
            self.with_here_documents(here_documents, async |shell| {
                shell.run_complete(command, rest).await
            })
            .await?;
        }
        match &parse.script.error {
            Some(error) => self.refuse(error, source, before).await,
            None => Ok(()),
        }
    }

    /// What bash says of a command that it has read.
    async fn warn(&mut self, parse: &Parse, source: ScriptSource) -> Flow {
        for it in &parse.warnings {
            let text = warning(&parse.here_documents, *it, &self.invocation(source));
            self.print_error(&text).await?;
        }
        Ok(())
    }

    /// What bash says of the script of a substitution that it reads when it expands it.
    pub(in crate::shell) async fn warn_of_substitution(&mut self, warnings: &[Warning]) -> Flow {
        for it in warnings {
            let moved = match *it {
                Warning::UnterminatedHereDocument {
                    here_document,
                    line,
                    first_line,
                } => Warning::UnterminatedHereDocument {
                    here_document,
                    line: self.line_of(line),
                    first_line: self.line_of(first_line),
                },
                Warning::InSubstitution { line, count } => Warning::InSubstitution {
                    line: self.line_of(line),
                    count,
                },
            };
            let invocation = self.invocation(ScriptSource::Substitution);
            let text = warning(&self.here_documents, moved, &invocation);
            self.print_error(&text).await?;
        }
        Ok(())
    }

    /// bash counts the lines of a substitution from the one of the command that holds it.
    pub(in crate::shell) fn enter_substitution(
        &mut self,
        style: SubstitutionStyle,
        commands: &[CompleteCommand],
    ) {
        self.level += 1;
        if self.dialect().family() == Family::Ash {
            return;
        }
        let first = commands.first().and_then(first_line).unwrap_or(1);
        let read = match style {
            SubstitutionStyle::Backquotes => 1,
            SubstitutionStyle::Parentheses => first,
        };
        self.lines = Lines::Moved {
            read,
            counted: self.line,
        };
    }

    /// Stops at a script with bytes that are zero, which the shells leave out here and there.
    pub(super) fn check_script(&self, script: Span) -> Flow {
        match self.str(script).contains('\0') {
            true => self.unsupported("a script with bytes that are zero"),
            false => Ok(()),
        }
    }

    /// What messages about a script begin with.
    pub(in crate::shell) fn invocation(&self, source: ScriptSource) -> Invocation {
        Invocation {
            name: self.error_name().to_owned(),
            source,
            speaker: self.speaker.as_deref().map(str::to_owned),
        }
    }

    /// Complete commands that have been read before, one after the other.
    pub(in crate::shell) async fn run_completes(&mut self, commands: &[CompleteCommand]) -> Flow {
        for (index, command) in commands.iter().enumerate() {
            let rest = match index + 1 == commands.len() {
                true => Rest::Over,
                false => Rest::Follows,
            };
            self.run_complete(command, rest).await?;
        }
        Ok(())
    }

    /// The commands of a substitution, behind which its process has nothing to do: it becomes the program of the last
    /// one (recorded of `x=$(sleep 3); echo`: all shells do; bash not in compound commands, with redirections, and within
    /// a pipeline).
    pub(in crate::shell) async fn run_to_the_end(&mut self, commands: &[CompleteCommand]) -> Flow {
        let is_piped = self.environment.state.made_for == MadeFor::Pipeline;
        let forks = is_piped && self.dialect().family() == Family::Bash;
        for (index, command) in commands.iter().enumerate() {
            if index + 1 == commands.len() && !forks {
                self.position = Position::LastSubstituted;
            }
            self.run_complete_here(command).await?;
        }
        Ok(())
    }

    async fn run_complete(&mut self, command: &CompleteCommand, rest: Rest) -> Flow {
        if rest == Rest::Over && self.is_whole_script() {
            self.position = Position::Last;
        }
        self.run_complete_here(command).await
    }

    /// Whether nothing is around a command of bash but the script itself: `break` finds a loop here where an error has
    /// left one that bash still counts.
    fn is_at_top(&self) -> bool {
        self.dialect().family() == Family::Bash && self.level == 0 && self.calls.is_empty()
    }

    async fn run_complete_here(&mut self, command: &CompleteCommand) -> Flow {
        if self.skips == Skips::All {
            return Ok(());
        }
        match self.run_list(&command.list).await {
            Err(Divert::Discard) if !self.is_subshell() => Ok(()),
            Err(Divert::Break(_) | Divert::Continue(_)) if self.is_at_top() => {
                self.skips = Skips::All;
                Ok(())
            }
            Err(Divert::Error) if self.has(ShellOption::Interactive) => {
                self.unsupported("what follows from an error where a user types")
            }
            result => result,
        }
    }

    /// Whether it is the script behind `-c` that is running, not what that reads.
    fn is_whole_script(&self) -> bool {
        last_command(self.dialect()) != LastCommand::Forked
            && self.environment.source == ScriptSource::CommandString
            && !self.is_subshell()
            && self.level == 0
            && self.calls.is_empty()
    }

    /// The line that messages name for what was read on `line`.
    pub(super) fn line_of(&self, line: u32) -> u32 {
        match self.lines {
            Lines::AsRead => line,
            Lines::Moved { read, counted } => (counted + line).saturating_sub(read),
            Lines::Fixed => self.line,
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

/// The line of the first command.
fn first_line(command: &CompleteCommand) -> Option<u32> {
    let first = command.list.items.first()?.and_or.first.commands.first()?;
    Some(first.command.line)
}

/// What of a script has run when an error in it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing.
    Nothing,
    /// Some commands.
    Commands,
}
