//! Where programs have been found: what `hash` lists, and what is run without looking through `PATH` again.

use std::rc::Rc;

use super::evaluator::{Evaluator, Family, Flow};
use super::program::Found;
use super::variables::hash;
use crate::kernel::Missing;
use crate::shell::dialect::Dialect;

/// The programs that a shell remembers.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Remembered {
    /// In the order in which they were found.
    programs: Rc<Vec<Program>>,
    /// The `PATH` in which they were found.
    path: Rc<str>,
    /// Whether there has been one.
    pub(in crate::shell) began: Began,
}

/// Whether a table has been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) enum Began {
    #[default]
    No,
    Yes,
}

/// A program that is remembered.
#[derive(Debug, Clone)]
pub(in crate::shell) struct Program {
    pub(in crate::shell) name: String,
    pub(in crate::shell) path: String,
    /// How often it was used since (bash).
    pub(in crate::shell) hits: u32,
    /// Whether the working directory has changed since (dash, busybox).
    pub(in crate::shell) age: Age,
}

/// Whether something happened since a program was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Age {
    Fresh,
    /// It is looked for again before it is used.
    Stale,
}

impl Evaluator {
    /// Forgets all programs.
    pub(in crate::shell) fn forget_programs(&mut self) {
        self.environment.state.remembered.programs = Rc::default();
    }

    /// Forgets one; whether it was remembered.
    pub(in crate::shell) fn forget_program(&mut self, name: &str) -> bool {
        let programs = Rc::make_mut(&mut self.environment.state.remembered.programs);
        let before = programs.len();
        programs.retain(|it| it.name != name);
        programs.len() < before
    }

    /// Forgets what was found in another `PATH`.
    fn compare_path(&mut self) {
        let path = self.environment.variables.value("PATH");
        let path = path.map_or("", |it| self.str(it));
        if *path != *self.environment.state.remembered.path {
            let path = path.into();
            self.environment.state.remembered.path = path;
            self.forget_programs();
        }
    }

    /// What is remembered of a name.
    pub(in crate::shell) fn remembered(&mut self, name: &str) -> Option<&mut Program> {
        self.compare_path();
        let programs = &mut self.environment.state.remembered.programs;
        if !programs.iter().any(|it| it.name == name) {
            return None;
        }
        Rc::make_mut(programs).iter_mut().find(|it| it.name == name)
    }

    /// Remembers where a program is, as the last one of all.
    pub(in crate::shell) fn remember(&mut self, name: &str, path: &str, hits: u32) {
        self.compare_path();
        self.forget_program(name);
        let remembered = &mut self.environment.state.remembered;
        remembered.began = Began::Yes;
        Rc::make_mut(&mut remembered.programs).push(Program {
            name: name.to_owned(),
            path: path.to_owned(),
            hits,
            age: Age::Fresh,
        });
    }

    /// What a name has turned out to be, when it is used now: a program of `PATH` is remembered. In POSIX mode bash
    /// looks for one anew that has gone.
    pub(in crate::shell) fn used(&mut self, name: &str, found: Found) -> Flow<Found> {
        let Found::Program(path) = &found else {
            return Ok(found);
        };
        if name.contains('/') || path.starts_with("applet:") {
            return Ok(found);
        }
        let found = match self.dialect() == Dialect::BashAsSh && self.runnable(path).is_err() {
            true => {
                self.forget_program(name);
                self.find_program(name)?
            }
            false => found,
        };
        let Found::Program(path) = &found else {
            return Ok(found);
        };
        match self.remembered(name) {
            Some(program) => {
                program.hits = program.hits.saturating_add(1);
                program.age = Age::Fresh;
                program.path.clone_from(path);
            }
            None => self.remember(name, path, 1),
        }
        Ok(found)
    }

    /// Notes that somebody asks what a name stands for: bash counts it where the program is remembered; dash and busybox
    /// remember it.
    pub(in crate::shell) fn note_look(&mut self, name: &str, found: &Found) {
        let is_busybox = self.dialect() == Dialect::BusyboxAsh;
        let is_bash = self.dialect().family() == Family::Bash;
        let (Found::Program(path), false) = (found, name.contains('/')) else {
            return;
        };
        match self.remembered(name) {
            Some(program) if is_bash => program.hits = program.hits.saturating_add(1),
            Some(program) if is_busybox => program.age = Age::Fresh,
            Some(_) => {}
            None if is_bash || path.starts_with("applet:") => {}
            None => self.remember(name, path, 0),
        }
    }

    /// In another directory dash and busybox look again.
    pub(in crate::shell) fn doubt_programs(&mut self) {
        if self.dialect().family() == Family::Ash {
            let programs = Rc::make_mut(&mut self.environment.state.remembered.programs);
            programs.iter_mut().for_each(|it| it.age = Age::Stale);
        }
    }

    /// The program of a name: the one that is remembered, else the one in `PATH`.
    ///
    /// bash under its own name runs it even where it has gone.
    pub(in crate::shell) fn find_remembered(&mut self, name: &str) -> Flow<Found> {
        let known = match name.contains('/') {
            true => None,
            false => self.remembered(name).cloned(),
        };
        let Some(known) = known else {
            return self.find_program(name);
        };
        let is_there = self.runnable(&known.path).is_ok();
        match (self.dialect(), is_there) {
            (Dialect::Bash | Dialect::BashAsSh, _) => Ok(Found::Program(known.path)),
            (Dialect::Dash | Dialect::BusyboxAsh, _) if known.age == Age::Stale => {
                self.find_program(name)
            }
            (Dialect::Dash | Dialect::BusyboxAsh, true) => Ok(Found::Program(known.path)),
            (Dialect::Dash | Dialect::BusyboxAsh, false) => {
                self.unsupported("a program that has been found and is gone")
            }
        }
    }

    /// All programs of this name in the directories of `PATH`.
    pub(in crate::shell) fn find_all_programs(&mut self, name: &str) -> Flow<Vec<String>> {
        if name.contains('/') {
            let is_there = self.runnable(name).is_ok();
            return Ok(is_there.then(|| name.to_owned()).into_iter().collect());
        }
        let path = self.environment.variables.value("PATH");
        let path = path.map_or("", |it| self.str(it)).to_owned();
        if path.is_empty() {
            return self.unsupported("all programs of a name where PATH is empty");
        }
        let mut found = Vec::new();
        for directory in path.split(':') {
            let path = match directory {
                "" => format!("./{name}"),
                directory => format!("{}/{name}", directory.trim_end_matches('/')),
            };
            if self.process.program_at(&path) == Err(Missing::NobodyKnows)
                && self.process.may_exist(name)
            {
                return self.unsupported("all programs of a name where not all are known");
            }
            if self.runnable(&path).is_ok() && self.process.program_at(&path).is_ok() {
                found.push(path);
            }
        }
        Ok(found)
    }

    /// Remembers the programs of a pipeline: dash and busybox look for them before they fork, where the name is
    /// written out of letters, digits and underscores.
    pub(super) fn look_ahead(&mut self, name: &str) -> Flow {
        if self.dialect().family() == Family::Bash || !crate::shell::characters::is_name(name) {
            return Ok(());
        }
        let found = self.find(name)?;
        self.used(name, found).map(|_| ())
    }

    /// All that is remembered, in the order of the shell's table: bash has 256 rows, the last program of each first;
    /// dash and busybox have 31, the first one first.
    pub(in crate::shell) fn remembered_programs(&mut self) -> Vec<Program> {
        self.compare_path();
        let mut programs = self.environment.state.remembered.programs.to_vec();
        match self.dialect().family() {
            Family::Bash => {
                programs.reverse();
                programs.sort_by_key(|it| hash(&it.name) & 0xff);
            }
            Family::Ash => programs.sort_by_key(|it| row_of_ash(&it.name)),
        }
        programs
    }
}

fn row_of_ash(name: &str) -> u32 {
    let first = name.bytes().next().map_or(0, u32::from) << 4;
    let sum = name.bytes().fold(first, |sum, it| sum + u32::from(it));
    (sum & 0x7fff) % 31
}
