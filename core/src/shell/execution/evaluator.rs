//! [`Evaluator`]: the state of a script that is being followed, and how control leaves a command.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::duplication::Lasting;
use super::environment::ExecutionEnvironment;
use super::options::{Options, ShellOption};
use crate::kernel::{OpenFile, Process, absolute};
use crate::shell::Shell;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{ArrayLiteral, HereDocument};
use crate::text::{Built, Source, Span};
use crate::trace::{Action, Cause, Outcome, Resource, ScriptFile};

/// More files than these are not told of as scripts.
const MOST_SCRIPTS: usize = 100;

/// What a step gives, or how control leaves it.
pub(in crate::shell) type Flow<T = ()> = Result<T, Divert>;

/// How control leaves a command other than by its end.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shell) enum Divert {
    /// `break`: out of as many loops.
    Break(u32),
    /// `continue`: the next turn of the loop that many out.
    Continue(u32),
    /// `return`: out of the function or the file.
    Return,
    /// The process ends.
    Exit,
    /// bash: the process ends by an error, of which the message has been printed.
    Fatal,
    /// The process has become a program, which has ended: nothing of the shell is left.
    Replaced(crate::kernel::End),
    /// A redirection that failed; its message has been printed.
    Redirection,
    /// An error that ends the shell, unless a built-in that is not special catches it (XCU 2.8.1).
    Error,
    /// bash: an error that ends the complete command.
    Discard,
    /// bash: a built-in has failed behind its message; the status is in `$?`.
    Failed,
    /// bash: the same of one that cannot assign a variable.
    FailedAssignment,
    /// The simulation ends.
    Stop(Box<Outcome>),
}

/// Whether a failing command may end the shell (`set -e`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Failure {
    /// It may.
    Counts,
    /// It is tested: a condition, what stands before `&&` and `||`, behind `!`.
    IsTested,
    /// It is tested, but that of the commands within it counts: behind `!` in bash.
    IsNegated,
}

/// What becomes of a command's redirections behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) enum Redirections {
    /// They end with it.
    #[default]
    Undone,
    /// They stay: `exec` without a program.
    Kept,
}

/// Whether a process has something to do behind a command; where not, it may become the command's program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) enum Position {
    /// It has.
    #[default]
    Followed,
    /// The command is the last thing it does.
    Last,
    /// The command is the last thing that a command substitution does.
    LastSubstituted,
    /// The process was made for this command alone.
    Own,
}

impl Position {
    /// Whether nothing is to be done behind the command.
    pub(super) fn is_end(self) -> bool {
        match self {
            Self::Followed => false,
            Self::Last | Self::LastSubstituted | Self::Own => true,
        }
    }
}

/// Descriptors that have been redirected, with what they led to before; nothing where they were closed.
pub(super) type Redirected = BTreeMap<u32, Option<Rc<OpenFile>>>;

/// What of the rest of a script bash passes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Skips {
    #[default]
    Nothing,
    /// All commands: `break` waits for the end of a loop that an error has left.
    All,
}

/// A call of a function, or a file that `.` reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::shell) struct Call {
    pub(in crate::shell) kind: CallKind,
    /// The name it was called by; `source` for a file.
    pub(in crate::shell) name: Span,
    /// The line of the call.
    pub(in crate::shell) line: u32,
    /// The file that its commands stand in.
    pub(in crate::shell) file: Rc<str>,
    /// The options that come back at its end (`local -`).
    pub(in crate::shell) options: Option<Options>,
}

/// What is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum CallKind {
    Function,
    File,
}

/// The lines that messages name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Lines {
    /// Those on which the commands were read.
    AsRead,
    /// In a substitution of bash, whose text it makes anew: a line that was read as `read` is `counted`.
    Moved { read: u32, counted: u32 },
    /// In the action of a trap in busybox: the line of the command before it.
    Fixed,
}

/// A script that is being followed by a process.
#[derive(Debug)]
pub(in crate::shell) struct Evaluator {
    /// The process that follows it.
    pub(in crate::shell) process: Process,
    pub(in crate::shell) shell: Shell,
    pub(in crate::shell) environment: ExecutionEnvironment,
    /// How deeply functions and scripts lie within one another.
    pub(super) depth: u32,
    /// How many compound commands lie around the command on the same stack.
    pub(super) nested: u32,
    /// `$?`
    pub(in crate::shell) status: u8,
    /// The status of the last command substitution of a command, when it had any.
    pub(in crate::shell) substitution_status: Option<u8>,
    /// The line that messages name.
    pub(in crate::shell) line: u32,
    /// The line that the shell has come to in reading the script.
    pub(in crate::shell) read_to: u32,
    /// The characters that are being followed.
    pub(in crate::shell) cause: Cause,
    pub(in crate::shell) here_documents: Rc<[HereDocument]>,
    pub(super) failure: Failure,
    /// How many loops are around the command, in this function.
    pub(in crate::shell) loops: u32,
    /// Whether `set` has given the file that is read other positional parameters.
    pub(in crate::shell) sets_positional: bool,
    /// How many files are being read by `.`.
    pub(in crate::shell) sourced: u32,
    /// The functions that are being called and the files that are being read, the innermost last.
    pub(in crate::shell) calls: Vec<Call>,
    /// What reads the script: `eval`, or the file that `.` reads; messages of the shell name it in some dialects.
    pub(in crate::shell) speaker: Option<Rc<str>>,
    /// The file that the command was read from, where messages of bash begin with its name.
    pub(in crate::shell) file: Option<Rc<str>>,
    /// What lines the commands have.
    pub(super) lines: Lines,
    /// How many `eval`s, files, traps and substitutions are around the command: what bash's `set -x` shows.
    pub(super) level: u32,
    /// What becomes of the redirections of the command.
    pub(in crate::shell) redirections: Redirections,
    /// The arguments of a command that are arrays, as `declare` takes them: where they stand, and the elements.
    pub(super) array_arguments: Vec<(Span, ArrayLiteral)>,
    /// Whether the process has nothing more to do behind the next command.
    pub(super) position: Position,
    /// The descriptors of process substitutions that are open.
    pub(in crate::shell) substitutions: Vec<u32>,
    /// The text whose expansions are being carried out: a word, what stands in quotes or braces of it, a here-document.
    pub(in crate::shell) expanding: Option<Span>,
    /// Where the descriptors led that the commands around this one have redirected.
    pub(super) redirected: Rc<Redirected>,
    /// The words of redirections that have been expanded before any is carried out, with what they have become.
    pub(in crate::shell) expanded_redirections: Vec<(Span, Span)>,
    /// What the redirection that is carried out does for longer than its command.
    pub(super) lasting: Vec<Lasting>,
    /// Whether command substitutions stand for themselves.
    pub(in crate::shell) leaves_substitutions: bool,
    /// The compound command of which a redirection has failed last.
    pub(super) refused: Option<Span>,
    /// What of the rest of the script bash passes over.
    pub(super) skips: Skips,
}

impl Evaluator {
    /// An evaluator at the beginning of a script.
    pub(super) fn new(process: Process, shell: Shell, environment: ExecutionEnvironment) -> Self {
        Self {
            process,
            shell,
            environment,
            depth: 0,
            nested: 0,
            status: 0,
            substitution_status: None,
            line: 1,
            read_to: 1,
            cause: Cause::End,
            here_documents: Rc::new([]),
            failure: Failure::Counts,
            loops: 0,
            sets_positional: false,
            sourced: 0,
            calls: Vec::new(),
            speaker: None,
            file: None,
            lines: Lines::AsRead,
            level: 0,
            redirections: Redirections::Undone,
            array_arguments: Vec::new(),
            position: Position::Followed,
            substitutions: Vec::new(),
            expanding: None,
            redirected: Rc::default(),
            expanded_redirections: Vec::new(),
            lasting: Vec::new(),
            leaves_substitutions: false,
            refused: None,
            skips: Skips::Nothing,
        }
    }

    /// The same state, for another process, which gets the kernel when it begins.
    pub(super) fn copy(&self) -> Self {
        Self {
            process: self.process.absent(),
            shell: self.shell,
            environment: self.environment.clone(),
            depth: self.depth,
            nested: 0,
            status: self.status,
            substitution_status: self.substitution_status,
            line: self.line,
            read_to: self.read_to,
            cause: self.cause,
            here_documents: Rc::clone(&self.here_documents),
            failure: self.failure,
            loops: self.loops,
            sets_positional: self.sets_positional,
            sourced: self.sourced,
            calls: self.calls.clone(),
            speaker: self.speaker.clone(),
            file: self.file.clone(),
            lines: self.lines,
            level: self.level,
            redirections: self.redirections,
            array_arguments: Vec::new(),
            position: Position::Followed,
            substitutions: self.substitutions.clone(),
            expanding: self.expanding,
            redirected: Rc::clone(&self.redirected),
            expanded_redirections: Vec::new(),
            lasting: Vec::new(),
            leaves_substitutions: false,
            refused: None,
            skips: Skips::Nothing,
        }
    }

    /// Ends the simulation: `what` is not simulated.
    pub(in crate::shell) fn unsupported<T>(&self, what: impl Into<String>) -> Flow<T> {
        Err(Divert::Stop(Box::new(Outcome::Unsupported(what.into()))))
    }

    /// Takes one step.
    pub(in crate::shell) fn step(&mut self) -> Flow {
        self.process.fuel.step().map_err(out_of)?;
        self.check_text(0)
    }

    /// Stops when `more` bytes would be too many.
    pub(in crate::shell) fn check_text(&self, more: usize) -> Flow {
        if self.process.cx.texts.derived_bytes() + more > self.process.fuel.bytes {
            return Err(out_of(Resource::Text));
        }
        Ok(())
    }

    fn go_deeper(&mut self) -> Flow {
        if self.depth >= self.process.fuel.depth {
            return Err(out_of(Resource::Depth));
        }
        self.depth += 1;
        Ok(())
    }

    /// Runs `inner` one level deeper, on a stack of its own: a script may call functions within functions more deeply
    /// than the machine's stack allows.
    pub(in crate::shell) async fn on_own_stack<T: 'static>(
        &mut self,
        inner: impl AsyncFnOnce(&mut Self) -> Flow<T> + 'static,
    ) -> Flow<T> {
        self.go_deeper()?;
        let hollow = Self::new(
            self.process.absent(),
            self.shell,
            ExecutionEnvironment::new(self.environment.name, self.environment.shell_pid),
        );
        let nested = self.nested;
        let mut moved = std::mem::replace(self, hollow);
        moved.nested = 0;
        let kernel = moved.process.release_kernel();
        let call = async move {
            moved.process.take_kernel();
            let result = inner(&mut moved).await;
            moved.process.put_kernel();
            (moved, result)
        };
        let (moved, result) = self.process.call(kernel, call).await;
        *self = moved;
        self.process.take_kernel();
        self.depth -= 1;
        self.nested = nested;
        result
    }

    /// The elements of an argument that is an array.
    pub(in crate::shell) fn array_argument(&self, argument: Span) -> Option<ArrayLiteral> {
        let mut found = self.array_arguments.iter();
        found.find(|it| it.0 == argument).map(|it| it.1.clone())
    }

    /// Notes a step.
    pub(in crate::shell) fn note(&mut self, action: Action) {
        let (pid, cause) = (self.process.pid(), self.cause);
        self.process.note(pid, cause, action);
    }

    /// Notes that a file is read as a script.
    pub(in crate::shell) fn note_script(&mut self, path: &str, text: Span) {
        let path = absolute(self.process.directory(), path);
        let shell = self.dialect().name();
        let scripts = &mut self.process.trace.scripts;
        if scripts.len() < MOST_SCRIPTS && !scripts.iter().any(|it| it.path == path) {
            scripts.push(ScriptFile { path, text, shell });
        }
    }

    /// Notes a step that these characters have caused.
    pub(in crate::shell) fn note_at(&mut self, written: Span, action: Action) {
        let pid = self.process.pid();
        self.process.note(pid, Cause::Written(written), action);
    }

    /// Adds a text that a builder has made.
    pub(in crate::shell) fn finish(&mut self, built: Built) -> Flow<Span> {
        self.check_text(built.as_str().len())?;
        Ok(match built.as_copy() {
            Some(span) => span,
            None => self.process.cx.texts.finish(built),
        })
    }

    /// The characters at `span`.
    pub(in crate::shell) fn str(&self, span: Span) -> &str {
        self.process.cx.texts.str(span)
    }

    /// A text that the shell itself makes.
    pub(in crate::shell) fn shell_text(&mut self, content: &str, what: &str) -> Span {
        let what = what.to_owned();
        let source = Source::Shell { what };
        self.process.cx.texts.add_source(source, content)
    }

    /// Whether a function is being called.
    pub(in crate::shell) fn is_in_function(&self) -> bool {
        let mut calls = self.calls.iter();
        calls.any(|it| it.kind == CallKind::Function)
    }

    pub(in crate::shell) fn has(&self, option: ShellOption) -> bool {
        self.environment.options.has(option)
    }

    pub(in crate::shell) fn dialect(&self) -> Dialect {
        self.shell.dialect
    }
}

fn out_of(resource: Resource) -> Divert {
    Divert::Stop(Box::new(Outcome::OutOfFuel(resource)))
}

/// Whether a family of shells is meant: the one of Almquist's shell, or bash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Family {
    /// dash, busybox
    Ash,
    /// bash, under either name
    Bash,
}

impl Dialect {
    /// The family it belongs to.
    pub(in crate::shell) fn family(self) -> Family {
        match self {
            Self::Dash | Self::BusyboxAsh => Family::Ash,
            Self::Bash | Self::BashAsSh => Family::Bash,
        }
    }
}
