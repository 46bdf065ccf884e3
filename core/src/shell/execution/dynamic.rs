//! Variables whose values the shell makes anew each time they are read (bash's manual, "Bash Variables").

use std::rc::Rc;

use super::evaluator::{CallKind, Evaluator};
use super::variables::{Array, Attribute, Dynamic};
use crate::shell::message::ScriptSource;
use crate::text::Span;
use crate::trace::{Action, Pid};

/// What such variables are made of.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Generators {
    /// The state of `RANDOM`.
    random: Random,
    /// The process that has given it a state.
    seeded_by: Option<Pid>,
    /// What `SECONDS` counts from.
    pub(super) counts_from: i64,
    /// `$_`
    pub(in crate::shell) last_argument: Option<Span>,
    /// Where `_` comes from.
    pub(super) underscore: Underscore,
    /// `BASH_SUBSHELL`
    pub(in crate::shell) level: u32,
}

/// Where the `_` of bash comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Underscore {
    /// From the last command.
    #[default]
    Own,
    /// From the environment: no command has run.
    Inherited,
}

/// The state of a generator of random numbers.
#[derive(Debug, Clone, Copy, Default)]
struct Random {
    /// bash: the last number, of 31 bits; busybox: a shift register.
    state: u32,
    /// bash: what was given last; busybox: a linear congruential generator.
    second: u32,
}

impl Evaluator {
    /// The value of a variable; nothing when it is not set.
    pub(in crate::shell) fn variable_value(&mut self, name: &str) -> Option<Span> {
        let variable = self.environment.variables.get(name)?;
        match variable.dynamic {
            None => variable.text(),
            Some(_) => {
                self.refresh(name);
                self.environment.variables.value(name)
            }
        }
    }

    /// Makes the value of a variable anew, where the shell does.
    pub(in crate::shell) fn refresh(&mut self, name: &str) {
        let variable = self.environment.variables.get(name);
        let Some(dynamic) = variable.and_then(|it| it.dynamic) else {
            return;
        };
        match self.make(dynamic) {
            Made::Text(content, what) => {
                let value = self.shell_text(&content, what);
                self.environment.variables.entry(name).value = Some(value);
            }
            Made::Span(value) => self.environment.variables.entry(name).value = value,
            Made::Elements(values) => {
                let array = Array::Indexed(Rc::new(values.into_iter().collect()));
                let is_empty = array.is_empty();
                let variable = self.environment.variables.entry(name);
                variable.array = Some(array);
                variable.attributes = match is_empty && dynamic == Dynamic::Functions {
                    true => variable.attributes.with(Attribute::Unassigned),
                    false => variable.attributes.without(Attribute::Unassigned),
                };
            }
            Made::AsItIs => {}
        }
    }

    fn make(&mut self, dynamic: Dynamic) -> Made {
        match dynamic {
            Dynamic::ProcessNumber => number(&self.process.pid().0, "process number"),
            Dynamic::Name => Made::Span(Some(self.environment.name)),
            Dynamic::SubshellLevel => {
                let level = self.environment.state.generators.level;
                number(&level, "count of subshells")
            }
            Dynamic::Seconds => number(&self.process.seconds(), "time of day"),
            Dynamic::Microseconds => {
                Made::Text(format!("{}.000000", self.process.seconds()), "time of day")
            }
            Dynamic::Line => number(&self.line, "line number"),
            Dynamic::Random => number(&self.random(), "random number"),
            Dynamic::SecureRandom => {
                self.assume_random("SRANDOM");
                let bits = self.process.random_bits();
                number(&(bits & 0xffff_ffff), "random number")
            }
            Dynamic::Elapsed => {
                let from = self.environment.state.generators.counts_from;
                number(&(self.process.seconds() - from), "count of seconds")
            }
            Dynamic::LastArgument => match self.environment.state.generators.last_argument {
                Some(last) => Made::Span(Some(last)),
                None => Made::AsItIs,
            },
            Dynamic::Functions => self.make_functions(),
            Dynamic::Function => {
                let mut calls = self.calls.iter().rev();
                let innermost = calls.find(|it| it.kind == CallKind::Function);
                match innermost.map(|it| it.name) {
                    Some(name) => Made::Span(Some(name)),
                    None => Made::Text(String::new(), "name of the function"),
                }
            }
            Dynamic::Command => {
                let text = self.told_command();
                Made::Text(text, "command that runs")
            }
            Dynamic::CallLines => self.make_call_lines(),
            Dynamic::Sources => self.make_sources(),
            Dynamic::Groups => {
                let group = self.process.user().1.to_string();
                Made::Elements(vec![self.shell_text(&group, "group number")])
            }
            Dynamic::Directories => {
                let mut paths = vec![self.environment.directory.clone()];
                paths.extend(self.environment.state.directories.iter().cloned());
                let texts = paths.into_iter();
                let texts = texts.map(|it| self.shell_text(&it, "path of a directory"));
                Made::Elements(texts.collect())
            }
            Dynamic::PipeStatuses => self.make_pipe_statuses(),
            Dynamic::Options => Made::Text(self.listed_options(), "options"),
            Dynamic::BashOptions => Made::Text(self.listed_bash_options(), "options"),
            Dynamic::NotSimulated => Made::AsItIs,
        }
    }

    /// Whether the value of a variable is made by the shell in a way that is not simulated.
    pub(in crate::shell) fn is_unknown_variable(&self, name: &str) -> bool {
        let variable = self.environment.variables.get(name);
        match variable.and_then(|it| it.dynamic) {
            Some(Dynamic::NotSimulated) => true,
            Some(Dynamic::Command) => self.is_told_in_part(),
            _ => false,
        }
    }

    /// `FUNCNAME`: the functions that are being called, the innermost first; `source` where a file is read, and `main`
    /// where one is run. Outside of functions there is none.
    fn make_functions(&mut self) -> Made {
        if !self.is_in_function() {
            return Made::Elements(Vec::new());
        }
        Made::Elements(self.called_names())
    }

    /// The names of what is being called, the innermost first.
    pub(in crate::shell) fn called_names(&mut self) -> Vec<Span> {
        let mut names: Vec<Span> = self.calls.iter().rev().map(|it| it.name).collect();
        if self.environment.source == ScriptSource::File {
            names.push(self.shell_text("main", "name of the script"));
        }
        names
    }

    fn make_call_lines(&mut self) -> Made {
        let lines = self.called_lines().into_iter();
        let texts = lines.map(|line| self.shell_text(&line.to_string(), "line number"));
        Made::Elements(texts.collect())
    }

    /// The lines of the calls, the innermost first.
    pub(in crate::shell) fn called_lines(&self) -> Vec<u32> {
        let mut lines: Vec<u32> = self.calls.iter().rev().map(|it| it.line).collect();
        if self.environment.source == ScriptSource::File {
            lines.push(0);
        }
        lines
    }

    fn make_sources(&mut self) -> Made {
        let files = self.called_files().into_iter();
        let texts = files.map(|it| self.shell_text(&it, "name of the script"));
        Made::Elements(texts.collect())
    }

    /// The files that what is being called stands in, the innermost first.
    pub(in crate::shell) fn called_files(&self) -> Vec<Rc<str>> {
        let calls = self.calls.iter().rev();
        let mut files: Vec<Rc<str>> = calls.map(|it| Rc::clone(&it.file)).collect();
        if self.environment.source == ScriptSource::File {
            files.push(self.str(self.environment.name).into());
        }
        files
    }

    fn make_pipe_statuses(&mut self) -> Made {
        let statuses = self.environment.state.pipe_statuses.clone();
        let texts = statuses.into_iter();
        let texts = texts.map(|it| self.shell_text(&it.to_string(), "exit status"));
        Made::Elements(texts.collect())
    }

    /// Gives the generator of `RANDOM` a state.
    pub(super) fn seed_random(&mut self, value: Span) {
        let text = self.str(value).trim();
        let pid = self.process.pid();
        let is_bash = self.has_arrays();
        let seed = match (text.parse::<i64>(), is_bash) {
            // What is no number changes nothing in bash.
            (Err(_), true) => return,
            (seed, _) => seed.unwrap_or(0),
        };
        let generators = &mut self.environment.state.generators;
        let seed = u32::try_from(seed & 0xffff_ffff).unwrap_or(0);
        generators.seeded_by = Some(pid);
        generators.random = match is_bash {
            true => Random {
                state: seed,
                second: 0,
            },
            false => Random {
                state: seed.max(1),
                second: seed,
            },
        };
    }

    /// Tells that a random number is one of many.
    fn assume_random(&mut self, name: &str) {
        let what = format!("{name} gives the numbers it gives here, which are others each time");
        self.note(Action::Assumed(what));
    }

    fn random(&mut self) -> u32 {
        let pid = self.process.pid();
        let is_bash = self.has_arrays();
        let seeded_by = self.environment.state.generators.seeded_by;
        // A subshell of bash begins anew with a state that nobody knows.
        if seeded_by.is_none() || is_bash && seeded_by != Some(pid) {
            self.assume_random("RANDOM");
            let bits = self.process.random_bits();
            let generators = &mut self.environment.state.generators;
            generators.seeded_by = Some(pid);
            generators.random = Random {
                state: u32::try_from(bits & 0x7fff_ffff).unwrap_or(1).max(1),
                second: 0,
            };
        }
        let random = &mut self.environment.state.generators.random;
        match is_bash {
            true => random.next_of_bash(),
            false => random.next_of_busybox(),
        }
    }

    /// Sets what `SECONDS` counts from.
    pub(super) fn set_elapsed(&mut self, value: Span) {
        let elapsed = self.str(value).trim().parse::<i64>().unwrap_or(0);
        let now = self.process.seconds();
        self.environment.state.generators.counts_from = now.saturating_sub(elapsed);
    }
}

/// A value that has been made.
enum Made {
    /// A text, and what it is.
    Text(String, &'static str),
    Span(Option<Span>),
    Elements(Vec<Span>),
    /// The one it has.
    AsItIs,
}

fn number(value: &impl ToString, what: &'static str) -> Made {
    Made::Text(value.to_string(), what)
}

impl Random {
    /// The generator of Park and Miller, folded to 15 bits; never the same number twice in a row.
    fn next_of_bash(&mut self) -> u32 {
        loop {
            let last = i64::from(match self.state {
                0 => 123_459_876,
                state => state,
            });
            let (high, low) = (last / 127_773, last % 127_773);
            let next = 16807 * low - 2836 * high;
            let next = if next < 0 { next + 0x7fff_ffff } else { next };
            self.state = u32::try_from(next & 0xffff_ffff).unwrap_or(0);
            let number = ((self.state >> 16) ^ (self.state & 0xffff)) & 0x7fff;
            if number != self.second {
                self.second = number;
                return number;
            }
        }
    }

    /// A shift register and a linear congruential generator, added bit by bit.
    fn next_of_busybox(&mut self) -> u32 {
        let shifted = self.state << 1;
        self.state = match self.state.leading_zeros() {
            0 => shifted ^ 0x8000_000b,
            _ => shifted,
        };
        self.second = self
            .second
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        (self.state ^ self.second) & 0x7fff
    }
}
