//! [`UnknownPrograms`]: how programs that nobody here knows go on.

use std::cell::RefCell;
use std::rc::Rc;

use super::executable::install_zones;
use crate::kernel::{End, Process};
use crate::text::{Source, Span, Texts};
use crate::trace::{Action, Cause, Trace};

/// What a program that is watched takes, in nanoseconds: longer than most of what is written down in seconds.
const LONG: u64 = 600_000_000_000;

/// How programs that nobody here knows go on.
#[derive(Debug, Clone, Default)]
pub enum UnknownPrograms {
    /// They succeed at once.
    #[default]
    Succeed,
    /// They take ten minutes, and are noted: what comes after them shows which are the last thing that is done.
    TakeLong(Rc<RefCell<Vec<Watched>>>),
    /// These stay until a signal ends them, the others succeed.
    Stay(Rc<[Staying]>),
}

/// A program that takes long.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Its place among the programs that were started.
    program: usize,
    /// How many steps had been taken when it ended; nothing when it has not.
    ended: Option<usize>,
}

/// A program that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staying {
    /// Its arguments, joined by blanks.
    command: String,
    /// How many with the same arguments have been started when it is, itself counted.
    occurrence: usize,
}

/// What stays, by what was [noted](UnknownPrograms::TakeLong): the programs after whose end none is started any more,
/// because those are the last thing that is done.
pub(super) fn that_stay(texts: &Texts, trace: &Trace, watched: &[Watched]) -> Rc<[Staying]> {
    let is_last = |it: &&Watched| {
        let later = it.ended.and_then(|end| trace.steps.get(end..));
        let mut later = later.unwrap_or_default().iter();
        !later.any(|step| matches!(step.action, Action::Executed(_)))
    };
    let staying = watched.iter().filter(is_last).filter_map(|it| {
        let command = joined(texts, &trace.programs.get(it.program)?.argv);
        let occurrence = occurrences(texts, trace, it.program, &command);
        Some(Staying {
            command,
            occurrence,
        })
    });
    staying.collect()
}

fn joined(texts: &Texts, argv: &[Span]) -> String {
    let words: Vec<&str> = argv.iter().map(|it| texts.str(*it)).collect();
    words.join(" ")
}

/// How many of the programs up to that at `last` are this command.
fn occurrences(texts: &Texts, trace: &Trace, last: usize, command: &str) -> usize {
    let programs = trace.programs.iter().take(last + 1);
    programs
        .filter(|it| joined(texts, &it.argv) == command)
        .count()
}

/// A program that nobody described succeeds, and what it writes is not known.
pub(super) async fn assume(
    process: &mut Process,
    argv: Vec<Span>,
    unknown: UnknownPrograms,
) -> End {
    let command = joined(&process.cx.texts, &argv);
    let pid = process.pid();
    let own = process.trace.programs.iter();
    let program = own.clone().rposition(|it| it.process == pid);
    match unknown {
        UnknownPrograms::Succeed => {}
        UnknownPrograms::TakeLong(watched) => {
            let place = watched.borrow().len();
            watched.borrow_mut().extend(program.map(|program| Watched {
                program,
                ended: None,
            }));
            process.sleep(LONG).await;
            if let Some(it) = watched.borrow_mut().get_mut(place) {
                it.ended = Some(process.trace.steps.len());
            }
        }
        UnknownPrograms::Stay(staying) => {
            let (texts, trace) = (&process.cx.texts, &process.trace);
            let count = occurrences(texts, trace, program.unwrap_or_default(), &command);
            let is_it = |it: &Staying| it.command == command && it.occurrence == count;
            if staying.iter().any(is_it) {
                return stay(process, &command).await;
            }
        }
    }
    let words: Vec<String> = argv
        .iter()
        .map(|it| process.cx.texts.str(*it).to_owned())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    install_zones(&mut process.files, &words);
    let assumed = format!("{command} succeeds");
    process.note(pid, Cause::End, Action::Assumed(assumed));
    write_unknown(process, 1, &command).await;
    End::Exited(0)
}

/// Writes what nobody knows to a descriptor.
pub(super) async fn write_unknown(process: &mut Process, descriptor: u32, command: &str) {
    let why = format!("nobody here knows what {command} writes");
    let piece = format!("⟨output of {command}⟩");
    let output = process.cx.texts.add_source(Source::Unknown { why }, piece);
    // Whether anybody reads it changes nothing.
    let _ = process.write(descriptor, output).await;
}

/// A server: it waits, and leaves signals to the kernel.
async fn stay(process: &mut Process, command: &str) -> End {
    let pid = process.pid();
    let assumed = format!("{command} stays until a signal ends it, and handles none itself");
    process.note(pid, Cause::End, Action::Assumed(assumed));
    loop {
        process.pause().await;
        while process.take_signal().is_some() {}
    }
}
