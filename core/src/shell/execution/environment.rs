//! [`ExecutionEnvironment`]: what a command runs in, and what a subshell gets a copy of (XCU 2.12).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::dynamic::Generators;
use super::event::{Event, Events};
use super::options::{BashOptions, Options};
use super::remembered::Remembered;
use super::told_command::Told;
use super::variables::{Access, Export, Variables, hash};
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
    /// What `complete` has said of words (bash), in the order in which it is listed.
    pub(in crate::shell) completions: Vec<(String, Completion)>,
    /// What variables that are made anew are made of.
    pub(in crate::shell) generators: Generators,
    /// Whether the shell around this subshell has traps or jobs, which bash lists here too.
    pub(in crate::shell) hidden: Hidden,
    /// The statuses of the commands of the last pipeline.
    pub(in crate::shell) pipe_statuses: Vec<u8>,
    /// For what the process was made; a command substitution is part of what it stands in.
    pub(in crate::shell) made_for: MadeFor,
    /// What a process of bash that was made for a simple command is until it runs that.
    pub(in crate::shell) bare: Option<Bare>,
    /// What bash remembers of processes that are jobs no more: the status that `wait` gives.
    pub(in crate::shell) former: BTreeMap<Pid, u8>,
    /// What `BASH_COMMAND` tells.
    pub(super) told: Told,
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

/// A process that bash has made for a simple command of a pipeline or in the background: as long as it expands the
/// words of that command an error ends it as it would end the shell itself, with what `trap … EXIT` has set there.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::shell) struct Bare {
    pub(in crate::shell) exit_trap: Option<Span>,
}

/// How words are completed (bash).
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Completion {
    /// What `-o` says.
    pub(in crate::shell) options: Vec<&'static str>,
    /// The kinds of names they could become.
    pub(in crate::shell) kinds: Vec<&'static str>,
    /// The letters of other options, with their arguments.
    pub(in crate::shell) arguments: Vec<(char, String)>,
}

/// The traps that are set.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Traps {
    /// What runs at the end.
    pub(in crate::shell) exit: Option<Span>,
    /// What a signal does; nothing where it is ignored.
    pub(in crate::shell) signals: BTreeMap<Signal, Option<Span>>,
    /// The same of an event.
    pub(in crate::shell) events: Vec<(Event, Option<Span>)>,
}

impl Traps {
    fn is_empty(&self) -> bool {
        self.exit.is_none() && self.signals.is_empty() && self.events.is_empty()
    }
}

/// What a subshell cannot see of the shell around it.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Hidden {
    /// Its traps, until `trap` sets one here.
    pub(in crate::shell) traps: Option<Rc<Traps>>,
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
    /// Whether it had ended when a command in the foreground did: bash then tells nothing more of it.
    pub(in crate::shell) is_noticed: bool,
}

/// How many rows the table of completions has.
const ROWS_OF_COMPLETIONS: u32 = 512;

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

    /// The function with this name, to mark it.
    pub(in crate::shell) fn marks_of_function(&mut self, name: &str) -> Option<&mut FunctionMarks> {
        let function = Rc::make_mut(&mut self.functions).get_mut(name)?;
        Some(&mut Rc::make_mut(function).marks)
    }

    /// Sets how the words of a command are completed; the newest comes first in its row.
    pub(in crate::shell) fn set_completion(&mut self, name: &str, completion: Completion) {
        let row = |name: &str| hash(name) % ROWS_OF_COMPLETIONS;
        if let Some(place) = self.completions.iter_mut().find(|it| it.0 == name) {
            place.1 = completion;
            return;
        }
        let at = self
            .completions
            .partition_point(|it| row(&it.0) < row(name));
        self.completions.insert(at, (name.to_owned(), completion));
    }

    /// Forgets a function.
    pub(in crate::shell) fn remove_function(&mut self, name: &str) {
        Rc::make_mut(&mut self.functions).remove(name);
    }

    /// What a subshell does not take over.
    pub(super) fn enter_subshell(&mut self) {
        if self.hidden.traps.is_none() {
            let traps = Traps {
                exit: self.exit_trap,
                signals: self.traps.clone(),
                events: self.events.all().to_vec(),
            };
            self.hidden.traps = (!traps.is_empty()).then(|| Rc::new(traps));
        }
        self.hidden.jobs |= !self.jobs.is_empty();
        self.exit_trap = None;
        self.bare = None;
        self.jobs.clear();
        self.pending.clear();
        self.generators.level += 1;
    }
}

/// A function that has been defined.
#[derive(Debug, Clone)]
pub(in crate::shell) struct Function {
    pub(in crate::shell) body: Command,
    /// The here-documents of the script that holds it.
    pub(in crate::shell) here_documents: Rc<[HereDocument]>,
    /// The file it was defined in, as bash names it in messages.
    pub(in crate::shell) file: Rc<str>,
    /// The line it was defined at.
    pub(in crate::shell) line: u32,
    pub(in crate::shell) marks: FunctionMarks,
}

/// What `declare -f` and its like have said of a function (bash).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) struct FunctionMarks {
    /// Whether programs get it.
    pub(in crate::shell) export: Export,
    /// Whether it can be defined anew.
    pub(in crate::shell) access: Access,
    /// Whether the traps of `DEBUG` and `RETURN` are its own, too.
    pub(in crate::shell) is_traced: bool,
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
