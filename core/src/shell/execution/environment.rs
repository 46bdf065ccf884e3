//! [`ExecutionEnvironment`]: what a command runs in, and what a subshell gets a copy of (XCU 2.12).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::dynamic::Generators;
use super::event::Events;
use super::options::{BashOptions, Options};
use super::remembered::Remembered;
use super::variables::Variables;
use crate::kernel::{End, Signal};
use crate::shell::builtin::Progress;
use crate::shell::message::ScriptSource;
use crate::shell::syntax::{Command, HereDocument};
use crate::text::Span;
use crate::trace::Pid;

/// What a command runs in.
#[derive(Debug, Clone)]
pub struct ExecutionEnvironment {
    /// `$0`
    pub name: Span,
    /// Where the script comes from.
    pub source: ScriptSource,
    /// `$1` and on.
    pub positional: Vec<Span>,
    /// The variables.
    pub variables: Variables,
    /// The working directory, absolute.
    pub directory: String,
    /// What `set` has turned on.
    pub options: Options,
    /// What `shopt` has turned (bash).
    pub bash_options: BashOptions,
    /// `$$`
    pub shell_pid: Pid,
    pub(in crate::shell) state: State,
}

/// The part of an environment that a shell begins with empty.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct State {
    pub(in crate::shell) functions: Rc<BTreeMap<String, Rc<Function>>>,
    /// `$!`
    pub(in crate::shell) last_background: Option<Pid>,
    /// The background processes nobody has waited for, and how those that have ended did.
    pub(in crate::shell) jobs: Vec<Job>,
    /// What `trap … EXIT` has set.
    pub(in crate::shell) exit_trap: Option<Span>,
    /// What `trap` has set for signals; nothing where they are ignored.
    pub(in crate::shell) traps: BTreeMap<Signal, Option<Span>>,
    /// What `trap` has set for events of the shell itself.
    pub(in crate::shell) events: Events,
    /// Signals that have come, of which the actions have not run.
    pub(in crate::shell) pending: Vec<Signal>,
    /// The aliases.
    pub(in crate::shell) aliases: Rc<BTreeMap<String, Span>>,
    /// The directories that `pushd` has kept, the last one first.
    pub(in crate::shell) directories: Vec<String>,
    /// Where `getopts` stands.
    pub(in crate::shell) getopts: Progress,
    /// Where the trace goes (`BASH_XTRACEFD` of bash), when not to standard error.
    pub(in crate::shell) trace_descriptor: Option<u32>,
    /// What variables that are made anew are made of.
    pub(in crate::shell) generators: Generators,
    /// Whether the shell around this subshell has traps or jobs, which bash lists here too.
    pub(in crate::shell) hidden: Hidden,
    /// The statuses of the commands of the last pipeline.
    pub(in crate::shell) pipe_statuses: Vec<u8>,
    /// For what the process was made; a command substitution is part of what it stands in.
    pub(in crate::shell) made_for: MadeFor,
    /// What bash remembers of processes that are jobs no more: the status that `wait` gives.
    pub(in crate::shell) former: BTreeMap<Pid, u8>,
    /// Whether functions came with the environment.
    pub(in crate::shell) imports: Imports,
    /// Where programs have been found.
    pub(in crate::shell) remembered: Remembered,
    /// The built-ins that `enable -n` has turned off (bash), by name.
    pub(in crate::shell) disabled: Rc<BTreeSet<&'static str>>,
}

/// For what a process of a shell was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) enum MadeFor {
    /// For the whole script.
    #[default]
    Script,
    /// For what stands between parentheses.
    Parentheses,
    /// For a command of a pipeline.
    Pipeline,
    /// For what runs in the background.
    Background,
}

/// Whether functions came with the environment (bash): programs get them on, written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) enum Imports {
    #[default]
    None,
    Some,
}

/// What a subshell cannot see of the shell around it.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::shell) struct Hidden {
    pub(in crate::shell) traps: bool,
    pub(in crate::shell) jobs: bool,
}

/// A background pipeline.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shell) struct Job {
    /// Its last process, which `$!` gives.
    pub(in crate::shell) process: Pid,
    /// How that ended, once the shell knows.
    pub(in crate::shell) end: Option<End>,
    /// The number behind `%`.
    pub(in crate::shell) number: usize,
    /// Of how many processes it is.
    pub(in crate::shell) processes: usize,
    /// Whether the script has waited for its end: dash and busybox then give its number away.
    pub(in crate::shell) is_waited_for: bool,
}

impl State {
    /// Sets an alias.
    pub(in crate::shell) fn set_alias(&mut self, name: &str, value: Span) {
        Rc::make_mut(&mut self.aliases).insert(name.to_owned(), value);
    }

    /// Forgets an alias; whether there was one.
    pub(in crate::shell) fn forget_alias(&mut self, name: &str) -> bool {
        Rc::make_mut(&mut self.aliases).remove(name).is_some()
    }

    /// Forgets all aliases.
    pub(in crate::shell) fn forget_aliases(&mut self) {
        self.aliases = Rc::default();
    }

    /// Forgets a function.
    pub(in crate::shell) fn remove_function(&mut self, name: &str) {
        Rc::make_mut(&mut self.functions).remove(name);
    }

    /// What a subshell does not take over.
    pub(super) fn enter_subshell(&mut self) {
        self.hidden.traps |= self.exit_trap.is_some() || !self.traps.is_empty();
        self.hidden.jobs |= !self.jobs.is_empty();
        self.exit_trap = None;
        self.jobs.clear();
        self.pending.clear();
        self.generators.level += 1;
    }
}

/// A function that has been defined.
#[derive(Debug)]
pub(in crate::shell) struct Function {
    pub(in crate::shell) body: Command,
    /// The here-documents of the script that holds it.
    pub(in crate::shell) here_documents: Rc<[HereDocument]>,
    /// The file it was defined in, as bash names it in messages.
    pub(in crate::shell) file: Rc<str>,
}

impl ExecutionEnvironment {
    /// An environment with nothing in it but `$0`, for a script that stands behind `-c`.
    #[must_use]
    pub fn new(name: Span, shell_pid: Pid) -> Self {
        Self {
            name,
            source: ScriptSource::CommandString,
            positional: Vec::new(),
            variables: Variables::default(),
            directory: "/".to_owned(),
            options: Options::default(),
            bash_options: BashOptions::default(),
            shell_pid,
            state: State::default(),
        }
    }
}
