//! [`start_and_stop`]: a command is started, and told to end while it runs.

use std::cell::RefCell;
use std::rc::Rc;

use super::command::{Command, Started, start_command};
use super::unknown_program::{UnknownPrograms, that_stay};
use super::world::World;
use crate::kernel::{FileSystem, Moment, Outside};
use crate::session::Session;

/// Starts a command as [`start_command`] does; a signal comes from `outside`.
///
/// Of the programs that nobody knows, those that are the last thing to be done are taken to stay, as servers do. Which
/// those are shows when all of them take long, so that is tried first. Where the signal comes at a step, the steps are
/// those of [`start_command`], and none stays.
pub fn start_and_stop(
    cx: &mut Session,
    world: &World,
    files: &FileSystem,
    command: &Command,
    outside: Outside,
) -> Started {
    let mut world = world.clone();
    if !matches!(outside.when, Moment::AtStep(_)) {
        let watched = Rc::new(RefCell::new(Vec::new()));
        world.unknown_programs = UnknownPrograms::TakeLong(Rc::clone(&watched));
        let (mark, told) = (cx.texts.mark(), cx.diagnostics.len());
        let tried = start_command(cx, &world, files.clone(), command.clone());
        let staying = that_stay(&cx.texts, &tried.trace, &watched.borrow());
        cx.texts.go_back(mark);
        cx.diagnostics.truncate(told);
        world.unknown_programs = UnknownPrograms::Stay(staying);
    }
    world.outside = Some(outside);
    start_command(cx, &world, files.clone(), command.clone())
}
