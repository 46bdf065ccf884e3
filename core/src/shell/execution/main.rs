//! [`main`]: a shell as a program: its arguments, where its script comes from, and its end (XCU 4, *sh*).

use std::rc::Rc;

use super::environment::ExecutionEnvironment;
use super::evaluator::{Evaluator, Flow};
use super::options::{Options, options_of, usual_options};
use crate::kernel::{End, Image, Open, Process};
use crate::shell::Shell;
use crate::shell::dialect::Dialect;
use crate::shell::message::ScriptSource;
use crate::shell::reading::Reading;
use crate::text::{Span, TextId};

/// What the arguments of a shell say.
#[derive(Debug, Clone, Default)]
struct Arguments {
    /// Where the script comes from.
    source: Option<ScriptSource>,
    options: Options,
    /// The operands: the script behind `-c` or the file, then `$0` and on.
    operands: Vec<Span>,
}

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
        self.take_environment(&image.environment);
        self.environment.directory = self.process.directory().to_owned();
        let arguments = self.read_arguments(&image.argv)?;
        self.environment.options = arguments.options;
        let mut operands = arguments.operands.into_iter();
        let source = arguments.source.unwrap_or(match operands.len() {
            0 => ScriptSource::StandardInput,
            _ => ScriptSource::File,
        });
        self.environment.source = source;
        let invoked = self.environment.name;
        let script = self.find_script(source, &mut operands).await?;
        self.check_script(script)?;
        self.environment.positional = operands.collect();
        self.set_up(invoked, script);
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

    /// The options and operands of a shell; what is not simulated is the error.
    fn read_arguments(&self, argv: &[Span]) -> Flow<Arguments> {
        let mut arguments = Arguments {
            options: usual_options(self.shell),
            ..Arguments::default()
        };
        let mut words = argv.iter().skip(1).peekable();
        while let Some(word) = words.peek() {
            let text = self.str(**word);
            let Some(letters) = text.strip_prefix('-').filter(|it| !it.is_empty()) else {
                break;
            };
            words.next();
            match letters {
                "-" => break,
                "o" => {
                    let name = words.next().map_or("", |it| self.str(*it));
                    let option = options_of(self.shell).find(|it| it.2 == name);
                    let Some((option, ..)) = option else {
                        return self.unsupported(format!("the option {name} of a shell"));
                    };
                    arguments.options = arguments.options.with(*option);
                }
                _ => self.read_letters(letters, &mut arguments)?,
            }
        }
        arguments.operands = words.copied().collect();
        Ok(arguments)
    }

    fn read_letters(&self, letters: &str, arguments: &mut Arguments) -> Flow {
        for letter in letters.chars() {
            match letter {
                'c' => arguments.source = Some(ScriptSource::CommandString),
                's' => arguments.source = Some(ScriptSource::StandardInput),
                _ => {
                    let option = options_of(self.shell).find(|it| it.1 == Some(letter));
                    let Some((option, ..)) = option else {
                        return self.unsupported(format!("the option -{letter} of a shell"));
                    };
                    arguments.options = arguments.options.with(*option);
                }
            }
        }
        Ok(())
    }

    /// The text of a file that is read as a script.
    async fn read_script(&mut self, file: Span) -> Flow<Span> {
        let path = self.str(file).to_owned();
        let Ok(opened) = self.process.open(&path, Open::Read).await else {
            return self.unsupported(format!("a script that cannot be read: {path}"));
        };
        let mut pieces = Vec::new();
        loop {
            match self.process.read_from(&opened, usize::MAX).await {
                Ok(Some(piece)) => pieces.push(piece),
                Ok(None) => return Ok(self.process.join(&pieces)),
                Err(_) => {
                    return self.unsupported(format!("a script that cannot be read: {path}"));
                }
            }
        }
    }
}
