//! [`ExecutionEnvironment`]: what a command runs in, and what a subshell gets a copy of (XCU 2.12).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::descriptors::Descriptors;
use super::options::Options;
use super::variables::Variables;
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
    /// What standard input holds, of which nothing has been read.
    pub input: Vec<Span>,
    /// `$$`
    pub shell_pid: Pid,
    pub(in crate::shell) state: State,
}

/// The part of an environment that a shell begins with empty.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct State {
    pub(in crate::shell) functions: BTreeMap<String, Rc<Function>>,
    pub(in crate::shell) descriptors: Descriptors,
    /// `$!`
    pub(in crate::shell) last_background: Option<Pid>,
    /// The exit statuses of background processes nobody has waited for.
    pub(in crate::shell) background: Vec<(Pid, u8)>,
    /// What `trap … EXIT` has set.
    pub(in crate::shell) exit_trap: Option<Span>,
}

/// A function that has been defined.
#[derive(Debug)]
pub(in crate::shell) struct Function {
    pub(in crate::shell) body: Command,
    /// The here-documents of the script that holds it.
    pub(in crate::shell) here_documents: Rc<[HereDocument]>,
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
            input: Vec::new(),
            shell_pid,
            state: State::default(),
        }
    }
}
