//! The conditions of `trap` that are no signals: `ERR` (bash, busybox), `DEBUG` and `RETURN` (bash).
//!
//! `ERR` comes where `set -e` would end the shell; `DEBUG` before every simple command and the header of a compound
//! one; `RETURN` behind a function and a file that `.` has read. Functions and subshells inherit none of them, unless
//! `set -E` and `set -T` say so (bash's manual, `trap`).

use super::evaluator::{Divert, Evaluator, Failure, Family, Flow};
use super::options::{BashOption, ShellOption};
use super::signals::TrapAction;
use crate::shell::dialect::Dialect;
use crate::shell::message::ScriptSource;
use crate::text::Span;

/// What happens in a shell that `trap` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::shell) enum Event {
    /// A simple command is about to run.
    Debug,
    /// A command has failed.
    Error,
    /// A function or a file has come to its end.
    Return,
}

const ALL: [Event; 3] = [Event::Debug, Event::Error, Event::Return];

impl Event {
    /// The event that `trap` of a dialect calls so, in capital letters.
    pub(in crate::shell) fn named(name: &str, dialect: Dialect) -> Option<Self> {
        let found = ALL.into_iter().find(|it| it.name() == name)?;
        let is_there = match dialect {
            Dialect::Dash => false,
            Dialect::BusyboxAsh => found == Self::Error,
            Dialect::Bash | Dialect::BashAsSh => true,
        };
        is_there.then_some(found)
    }

    /// Its name.
    pub(in crate::shell) fn name(self) -> &'static str {
        match self {
            Self::Debug => "DEBUG",
            Self::Error => "ERR",
            Self::Return => "RETURN",
        }
    }

    /// The option with which functions and subshells inherit its trap.
    fn inherited_with(self) -> ShellOption {
        match self {
            Self::Error => ShellOption::ErrTrace,
            Self::Debug | Self::Return => ShellOption::FuncTrace,
        }
    }
}

/// Whether the trap of `ERR` hears of a command that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    Heard,
    Unheard,
}

/// The traps of events that are set: nothing where an event is ignored.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Events {
    set: Vec<(Event, Option<Span>)>,
    /// Those of which the action runs.
    running: Vec<Event>,
}

impl Events {
    /// What is set for an event; nothing when nothing is.
    pub(in crate::shell) fn get(&self, event: Event) -> Option<Option<Span>> {
        self.set.iter().find(|it| it.0 == event).map(|it| it.1)
    }

    /// All that is set, in the order in which `trap` lists it.
    pub(super) fn all(&self) -> &[(Event, Option<Span>)] {
        &self.set
    }

    /// Whether anything runs on an event.
    pub(super) fn any(&self) -> bool {
        self.set.iter().any(|it| it.1.is_some())
    }

    fn replace(&mut self, event: Event, action: Option<Option<Span>>) {
        self.set.retain(|it| it.0 != event);
        self.set.extend(action.map(|it| (event, it)));
        self.set.sort_unstable_by_key(|it| it.0);
    }
}

impl Evaluator {
    /// The traps of events, in the order in which `trap` lists them.
    pub(in crate::shell) fn event_traps(&self) -> Vec<(Event, Option<Span>)> {
        self.environment.state.events.set.clone()
    }

    /// Sets what happens on an event.
    pub(in crate::shell) fn set_event_trap(&mut self, event: Event, action: TrapAction) {
        let action = match action {
            TrapAction::Default => None,
            TrapAction::Ignore => Some(None),
            TrapAction::Run(action) => Some(Some(action)),
        };
        self.environment.state.events.replace(event, action);
    }

    /// Takes away the traps that a function or a subshell does not inherit; they come back.
    pub(super) fn hide_events(&mut self) -> Vec<(Event, Option<Span>)> {
        if self.environment.state.events.set.is_empty() {
            return Vec::new();
        }
        let all = self.event_traps();
        let is_hidden = |it: &(Event, Option<Span>)| !self.has(it.0.inherited_with());
        let hidden: Vec<_> = all.into_iter().filter(is_hidden).collect();
        for (event, _) in &hidden {
            self.environment.state.events.replace(*event, None);
        }
        hidden
    }

    /// A subshell of busybox has none of the traps, whatever the options say.
    pub(super) fn drop_events(&mut self) {
        match self.dialect().family() {
            Family::Ash => self.environment.state.events = Events::default(),
            Family::Bash => {
                self.hide_events();
            }
        }
    }

    /// Puts traps that were hidden in place again, where no others have been set since.
    pub(super) fn restore_events(&mut self, hidden: Vec<(Event, Option<Span>)>) {
        for (event, action) in hidden {
            if self.environment.state.events.get(event).is_none() {
                self.environment.state.events.replace(event, Some(action));
            }
        }
    }

    /// Whether a trap of `ERR` that a command finds set runs when it fails: in bash not one that it has set itself.
    pub(super) fn error_counts(&self) -> Error {
        let is_set = self.environment.state.events.get(Event::Error).is_some();
        match self.dialect().family() {
            Family::Bash if !is_set => Error::Unheard,
            Family::Ash | Family::Bash => Error::Heard,
        }
    }

    /// Runs the action of an event, if there is one; `$?` stays.
    pub(in crate::shell) async fn run_event(&mut self, event: Event) -> Flow {
        let events = &self.environment.state.events;
        let Some(Some(action)) = events.get(event) else {
            return Ok(());
        };
        if events.running.contains(&event) {
            return Ok(());
        }
        self.environment.state.events.running.push(event);
        let status = self.status;
        let failure = std::mem::replace(&mut self.failure, Failure::Counts);
        let result = Box::pin(self.run_event_action(action)).await;
        self.failure = failure;
        self.environment.state.events.running.pop();
        match result {
            Err(Divert::Return) if self.dialect() == Dialect::BusyboxAsh => {
                self.unsupported("return in a trap of ERR")
            }
            Ok(()) => {
                self.status = status;
                Ok(())
            }
            Err(divert) => Err(divert),
        }
    }

    /// bash counts the lines of such an action from the one of the command.
    async fn run_event_action(&mut self, action: Span) -> Flow {
        match self.dialect().family() {
            Family::Ash => self.run_action(action, ScriptSource::Trap).await,
            Family::Bash => {
                let line = self.line;
                self.run_from(action, line, ScriptSource::Trap).await
            }
        }
    }

    /// Runs the action of `DEBUG` before a command.
    pub(super) async fn run_debug(&mut self) -> Flow {
        if self.environment.state.events.set.is_empty() {
            return Ok(());
        }
        if self.has_bash(BashOption::ExtDebug) {
            return self.unsupported("a trap of DEBUG with shopt -s extdebug");
        }
        self.run_event(Event::Debug).await
    }

    /// Whether anything waits to run behind a command: the action of a trap.
    pub(super) fn is_trapped(&self) -> bool {
        let state = &self.environment.state;
        state.exit_trap.is_some() || state.traps.values().any(Option::is_some) || state.events.any()
    }
}
