//! [`stop`]: the container that was started is told to end.

use crate::build::signal_number;
use crate::commandline::{Interactive, Terminal};
use crate::container::{Starter, start_and_stop};
use crate::input::{Input, StopBy, StopInput, StopMoment};
use crate::kernel::{FileSystem, InputEnd, Moment, Outside, Receiver, Signal};
use crate::knowledge::Known;
use crate::simulation::{Simulation, StopRun};
use crate::trace::{Outcome, Trace};

use super::case::Case;
use super::place::Place;

/// How long Docker waits before it sends `SIGKILL`, in seconds, unless told otherwise.
const GRACE: i64 = 10;

/// What becomes of the launched container of a case when it is told to end.
pub(super) fn stop(
    simulation: &mut Simulation,
    input: &Input,
    case: &Case,
    place: &Place,
    files: &FileSystem,
) -> Option<StopRun> {
    if case.start.starter != Starter::Run {
        return None;
    }
    let signal = signal(simulation, input);
    let grace = grace(input);
    let by = input.stop.by;
    let unknown = |what: String| StopRun {
        by,
        grace,
        trace: Trace {
            outcome: Outcome::Unsupported(what),
            ..Trace::default()
        },
    };
    let number = match signal {
        Ok(number) => number,
        Err(what) => return Some(unknown(what)),
    };
    let outside = Outside {
        when: match input.stop.when {
            StopMoment::AtRest => Moment::AtRest,
            StopMoment::Milliseconds(time) => Moment::After(time.saturating_mul(1_000_000)),
            StopMoment::Step(step) => Moment::AtStep(step),
        },
        signal: number,
        receiver: receiver(input),
        grace: grace.map(|it| it.saturating_mul(1_000_000_000)),
    };
    let mut start = case.start.clone();
    let mut place = Place {
        world: place.world.clone(),
        assumptions: Vec::new(),
    };
    // Whoever has started it lets it run, and closes nothing.
    if input.run.interactive == Interactive::Yes {
        place.world.limits.input = InputEnd::NeverComes;
    }
    let no_user = place.become_user(&mut simulation.session, files, case, &mut start);
    if no_user.is_some() {
        return None;
    }
    let cx = &mut simulation.session;
    let started = start_and_stop(cx, &place.world, files, &start, outside);
    let is_started = started.not_started.is_none();
    is_started.then_some(StopRun {
        by,
        grace,
        trace: started.trace,
    })
}

/// The signal that is sent first, or what is not known of it.
fn signal(simulation: &Simulation, input: &Input) -> Result<Signal, String> {
    let StopInput { by, signal, .. } = &input.stop;
    let text = match (by, signal) {
        (StopBy::CtrlC, _) => return Ok(Signal::INT),
        (StopBy::DockerKill, None) => return Ok(Signal::KILL),
        (_, Some(signal)) => signal.as_str(),
        (StopBy::DockerStop, None) => match own_signal(simulation) {
            Some(signal) => signal,
            None => return Ok(Signal::TERM),
        },
    };
    let number = signal_number(text).and_then(|it| u8::try_from(it).ok());
    let number = number.filter(|it| (1..=64).contains(it));
    number
        .map(Signal)
        .ok_or_else(|| format!("the stop signal {text}"))
}

/// The stop signal of the container; nothing where neither image nor operator sets one.
fn own_signal(simulation: &Simulation) -> Option<&str> {
    match &simulation.launch.as_ref()?.stop_signal {
        Known::Yes(Some((signal, _))) => Some(simulation.str(*signal)),
        Known::Yes(None) | Known::No(_) => None,
    }
}

fn receiver(input: &Input) -> Receiver {
    match (input.stop.by, input.run.terminal) {
        (StopBy::CtrlC, Terminal::Allocated) => Receiver::Everyone,
        (StopBy::CtrlC | StopBy::DockerStop | StopBy::DockerKill, _) => Receiver::First,
    }
}

/// After how many seconds `SIGKILL` follows; nothing when none does.
fn grace(input: &Input) -> Option<u64> {
    let seconds = match input.stop.by {
        StopBy::DockerStop => input.stop.timeout.or(input.run.stop_timeout),
        StopBy::DockerKill | StopBy::CtrlC => Some(-1),
    };
    u64::try_from(seconds.unwrap_or(GRACE)).ok()
}
