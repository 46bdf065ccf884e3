//! [`main`]: a shell as a program: its arguments, where its script comes from, and its end (XCU 4, *sh*).

use std::rc::Rc;

use super::arguments::Sign;
use super::environment::ExecutionEnvironment;
use super::evaluator::{Evaluator, Family, Flow};
use super::program::Found;
use crate::kernel::{Content, End, Errno, Follow, Image, Missing, Node, Open, Process};
use crate::shell::Shell;
use crate::shell::dialect::{Dialect, Release};
use crate::shell::message::ScriptSource;
use crate::shell::reading::Reading;
use crate::text::{Span, TextId};

/// Of the programs that are simulated, those that are scripts in truth.
const SCRIPTS: [&str; 3] = ["egrep", "fgrep", "which"];

/// Runs a shell as `process`, which has been started with these arguments and this environment.
pub async fn main(process: &mut Process, shell: Shell, image: Image) -> End {
    let absent = process.absent();
    let own = std::mem::replace(process, absent);
    let pid = own.pid();
    let name = image.argv.first().copied();
    let name = name.unwrap_or(Span::new(TextId(0), 0..0));
    let environment = ExecutionEnvironment::new(name, pid);
    let shell = called_as(shell, own.cx.texts.str(name));
    let mut evaluator = Evaluator::new(own, shell, environment);
    let end = match evaluator.begin(&image).await {
        Ok(reading) => evaluator.run_whole(reading).await,
        Err(divert) => evaluator.end_process(Err(divert)).await,
    };
    *process = std::mem::replace(&mut evaluator.process, process.absent());
    end
}

/// The shell that a program is when it is called by `name`: bash as `sh` is in POSIX mode.
fn called_as(shell: Shell, name: &str) -> Shell {
    let base = name.rsplit('/').next().unwrap_or_default();
    let dialect = match (shell.dialect, base.strip_prefix('-').unwrap_or(base)) {
        (Dialect::Bash, "sh") => Dialect::BashAsSh,
        (dialect, _) => dialect,
    };
    Shell { dialect, ..shell }
}

impl Evaluator {
    /// Reads the arguments and the script.
    async fn begin(&mut self, image: &Image) -> Flow<Reading> {
        self.take_environment(&image.environment)?;
        self.handle_interrupt();
        self.environment.directory = self.process.directory().to_owned();
        self.line = 0;
        let arguments = self.read_arguments(&image.argv).await?;
        self.environment.options = arguments.options;
        for (option, sign) in &arguments.bash_options {
            match sign {
                Sign::Minus => self.turn_on(*option),
                Sign::Plus => self.turn_off(*option),
            }
        }
        let login = arguments.login;
        let mut operands = arguments.operands.into_iter();
        let source = arguments.source.unwrap_or(match operands.len() {
            0 => ScriptSource::StandardInput,
            _ => ScriptSource::File,
        });
        self.environment.source = source;
        let invoked = self.environment.name;
        let script = self.find_script(source, &mut operands).await?;
        self.check_script(script)?;
        self.look_for_proc(script);
        self.environment.positional = operands.collect();
        self.set_up(invoked, script)?;
        Box::pin(self.start_up(login)).await?;
        // busybox counts the lines behind `-c` from zero.
        self.line = match (self.dialect(), source) {
            (Dialect::BusyboxAsh, ScriptSource::CommandString) => 0,
            _ => 1,
        };
        Ok(Reading::begin(
            &self.process.cx,
            script,
            self.shell,
            self.line,
        ))
    }

    /// Lets the kernel keep `/proc` where a script names it.
    pub(super) fn look_for_proc(&mut self, script: Span) {
        let text = self.str(script).to_owned();
        self.process.look_for_proc(&text);
    }

    /// The text of the script; `$0` is set by the way.
    async fn find_script(
        &mut self,
        source: ScriptSource,
        operands: &mut std::vec::IntoIter<Span>,
    ) -> Flow<Span> {
        match source {
            ScriptSource::CommandString => {
                let Some(script) = operands.next() else {
                    return self.unsupported("-c without a script");
                };
                if let Some(name) = operands.next() {
                    self.environment.name = name;
                    self.speaker = self.own_name();
                }
                Ok(script)
            }
            ScriptSource::File => {
                let Some(file) = operands.next() else {
                    return self.unsupported("a shell without a script");
                };
                let script = self.read_script(file).await?;
                self.environment.name = file;
                self.speaker = self.own_name();
                Ok(script)
            }
            // bash reads it while it runs.
            ScriptSource::StandardInput if self.has_arrays() => {
                Ok(self.shell_text("", "script that has not been read"))
            }
            ScriptSource::StandardInput
            | ScriptSource::Evaluated
            | ScriptSource::Sourced
            | ScriptSource::Trap
            | ScriptSource::ExitTrap
            | ScriptSource::Substitution => match self.process.read_to_end(0).await {
                Ok(script) => Ok(script),
                Err(errno) => {
                    self.unsupported(format!("a script on standard input: {}", errno.message()))
                }
            },
        }
    }

    /// busybox names the line in every message where its name was given to it, the file's name too.
    fn own_name(&self) -> Option<Rc<str>> {
        match self.dialect() {
            Dialect::BusyboxAsh => Some(self.str(self.environment.name).into()),
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => None,
        }
    }

    /// The text of a file that is read as a script; the shell ends behind its message where there is none.
    async fn read_script(&mut self, file: Span) -> Flow<Span> {
        let name = self.str(file).to_owned();
        let path = match self.dialect() {
            Dialect::Bash | Dialect::BashAsSh => self.find_script_file(&name)?,
            Dialect::Dash | Dialect::BusyboxAsh => name.clone(),
        };
        let opened = match self.process.open(&path, Open::Read).await {
            Ok(opened) => opened,
            Err(Missing::NobodyKnows) => {
                let what = format!("reading {path}, of which nobody knows whether it exists");
                return self.unsupported(what);
            }
            Err(Missing::Error(errno)) => return self.no_script(&name, errno).await,
        };
        let mut pieces = Vec::new();
        loop {
            match self.process.read_from(&opened, usize::MAX).await {
                Ok(Some(piece)) => pieces.push(piece),
                Ok(None) => break,
                // A directory reads as nothing in dash and busybox.
                Err(Errno::IsDirectory) if self.dialect().family() == Family::Ash => break,
                Err(Errno::IsDirectory) => {
                    self.print_error(&format!("{name}: {name}: Is a directory\n"))
                        .await?;
                    return self.end_with(126);
                }
                Err(_) if self.has_arrays() && self.is_program(&path) => {
                    return self.no_text(&path).await;
                }
                Err(_) => {
                    return self.unsupported(format!("a script that cannot be read: {path}"));
                }
            }
        }
        let script = self.process.join(&pieces);
        self.note_script(&path, script);
        let first = self.str(script).split('\n').next().unwrap_or_default();
        if self.has_arrays() && first.contains('\0') {
            return self.no_text(&path).await;
        }
        Ok(script)
    }

    /// bash reads no binary as a script.
    async fn no_text<T>(&mut self, name: &str) -> Flow<T> {
        self.print_error(&format!("{name}: {name}: cannot execute binary file\n"))
            .await?;
        self.end_with(126)
    }

    /// Whether a file is a program and no script, as where ENTRYPOINT is `["bash"]` and CMD is `ls` or in shell form.
    fn is_program(&self, path: &str) -> bool {
        let file = self.process.inode_at(path, Follow::Links);
        let file = file.map(|it| &self.process.files.inode(it).node);
        let Ok(Node::Regular(Content::Program(name))) = file else {
            return false;
        };
        !SCRIPTS.contains(&name.rsplit(':').next().unwrap_or_default())
    }

    /// Where bash finds a script: where the name leads, else in `PATH`.
    fn find_script_file(&mut self, name: &str) -> Flow<String> {
        if name.contains('/') || self.process.inode_at(name, Follow::Links).is_ok() {
            return Ok(name.to_owned());
        }
        Ok(match self.find_program(name)? {
            Found::Program(path) if !path.starts_with("applet:") => path,
            _ => name.to_owned(),
        })
    }

    /// What a shell says of a script that it cannot open.
    async fn no_script<T>(&mut self, name: &str, errno: Errno) -> Flow<T> {
        self.line = 0;
        let why = errno.message();
        match self.dialect() {
            Dialect::Dash => {
                let why = match errno {
                    Errno::NoEntry | Errno::NotDirectory => "No such file",
                    errno => errno.message(),
                };
                let text = format!("cannot open {name}: {why}");
                self.complain(None, &text).await?;
                self.end_with(2)
            }
            Dialect::BusyboxAsh => {
                let text = self.cannot_open(name, errno);
                self.complain(None, &text).await?;
                self.end_with(2)
            }
            Dialect::Bash | Dialect::BashAsSh => {
                let shell = self.error_name().to_owned();
                self.print_error(&format!("{shell}: {name}: {why}\n"))
                    .await?;
                self.end_with(if errno == Errno::NoEntry { 127 } else { 126 })
            }
        }
    }

    /// busybox's words for a script that it cannot open: from 1.38 on those of a redirection.
    pub(in crate::shell) fn cannot_open(&self, name: &str, errno: Errno) -> String {
        match (self.shell.release >= Release::Busybox1_38, errno) {
            (true, Errno::NoEntry) => format!("can't open {name}: no such file"),
            (true, errno) => format!("can't open {name}: {}", errno.message()),
            (false, errno) => format!("can't open '{name}': {}", errno.message()),
        }
    }
}
