//! [`UnknownPrograms`]: how programs that nobody here knows go on.

use std::rc::Rc;

use crate::kernel::{End, Process};
use crate::text::{Source, Span};
use crate::trace::{Action, Cause, Trace};

/// What a program that is watched takes, in nanoseconds: longer than anything that is written down in seconds.
const LONG: u64 = 600_000_000_000;

/// How programs that nobody here knows go on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum UnknownPrograms {
    /// They succeed at once.
    #[default]
    Succeed,
    /// They take ten minutes, which shows what comes after them.
    TakeLong,
    /// These stay until a signal ends them, the others succeed: the place among those started, by its arguments.
    Stay(Rc<[Staying]>),
}

/// A program that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staying {
    /// Its arguments, joined by blanks.
    command: String,
    /// How many with the same arguments have been started when it is, itself counted.
    occurrence: usize,
}

impl UnknownPrograms {
    /// What stays, by the trace of a world in which they [take long](Self::TakeLong): those after which no program
    /// is started any more, because then each is the last thing that is done.
    pub(crate) fn that_stay(texts: &crate::text::Texts, trace: &Trace) -> Self {
        let mut staying = Vec::new();
        for (at, step) in trace.steps.iter().enumerate() {
            let Action::Executed(index) = step.action else {
                continue;
            };
            let Some(program) = trace.programs.get(index) else {
                continue;
            };
            let command = joined(texts, &program.argv);
            let rest = trace.steps.get(at + 1..).unwrap_or_default();
            let next = |is: &dyn Fn(&Action) -> bool| {
                let mut own = rest.iter().enumerate();
                own.find(|it| it.1.process == step.process && is(&it.1.action))
                    .map(|it| it.0)
            };
            let is_assumed = |it: &Action| *it == Action::Assumed(sentence(&command));
            let later = match next(&is_assumed) {
                Some(end) => rest.get(end..).unwrap_or_default(),
                // It has not ended; or it is known.
                None => continue,
            };
            if later
                .iter()
                .any(|it| matches!(it.action, Action::Executed(_)))
            {
                continue;
            }
            let before = trace.programs.iter().take(index + 1);
            let occurrence = before.filter(|it| joined(texts, &it.argv) == command);
            staying.push(Staying {
                occurrence: occurrence.count(),
                command,
            });
        }
        Self::Stay(staying.into())
    }
}

fn joined(texts: &crate::text::Texts, argv: &[Span]) -> String {
    let words: Vec<&str> = argv.iter().map(|it| texts.str(*it)).collect();
    words.join(" ")
}

fn sentence(command: &str) -> String {
    format!("{command} succeeds")
}

/// A program that nobody described succeeds, and what it writes is not known.
pub(super) async fn assume(
    process: &mut Process,
    argv: Vec<Span>,
    unknown: UnknownPrograms,
) -> End {
    let command = joined(&process.cx.texts, &argv);
    match unknown {
        UnknownPrograms::Succeed => {}
        UnknownPrograms::TakeLong => {
            process.sleep(LONG).await;
        }
        UnknownPrograms::Stay(staying) => {
            let texts = &process.cx.texts;
            let same = process.trace.programs.iter();
            let same = same.filter(|it| joined(texts, &it.argv) == command);
            let occurrence = same.count();
            let is_it = |it: &Staying| it.command == command && it.occurrence == occurrence;
            if staying.iter().any(is_it) {
                return stay(process, &command).await;
            }
        }
    }
    let why = format!("nobody here knows what {command} writes");
    let piece = format!("⟨output of {command}⟩");
    let output = process.cx.texts.add_source(Source::Unknown { why }, piece);
    let pid = process.pid();
    process.note(pid, Cause::End, Action::Assumed(sentence(&command)));
    // Whether anybody reads it changes nothing.
    let _ = process.write(1, output).await;
    End::Exited(0)
}

/// A server: it waits, and leaves signals to the kernel.
async fn stay(process: &mut Process, command: &str) -> End {
    let pid = process.pid();
    let assumed = format!("{command} is a server that stays, and has no handler for the signal");
    process.note(pid, Cause::End, Action::Assumed(assumed));
    loop {
        process.pause().await;
        while process.take_signal().is_some() {}
    }
}
