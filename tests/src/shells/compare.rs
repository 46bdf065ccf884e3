//! [`compare`]: a real shell and the simulation, on the same script.

use shellform::ShellName;
use shellform::input::InputFile;
use shellform::kernel::Fuel;
use shellform::trace::{Action, Outcome, Pid, Trace};

use super::real::{Ended, FILES, FOLDERS, INPUT, Real};
use crate::facts::script;

/// What the scripts need at most, unless they are endless.
const FUEL: Fuel = Fuel {
    steps: 20_000,
    depth: 200,
    bytes: 1 << 20,
    processes: 1000,
    seconds: 60,
};

/// How often a real shell is asked before it is said to differ: processes that run side by side do not always print in
/// the same order.
const ATTEMPTS: usize = 4;

/// How both compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// They say the same.
    Agreed,
    /// The simulation says that it does not simulate this, and names it.
    Unsupported(String),
    /// The real shell took too long, or did something else each time, or wrote in the order in which its processes came.
    NoAnswer,
    /// They differ: what the real shell did, and what the simulation says.
    Wrong(Box<(Ended, Ended)>),
}

/// Asks both.
#[must_use]
pub fn compare(shell: &Real, text: &str) -> Agreement {
    let (simulated, processes) = match simulated(shell.name, text) {
        Ok(simulated) => simulated,
        Err(what) => return Agreement::Unsupported(what),
    };
    let mut first = None;
    for _ in 0..ATTEMPTS {
        match shell.run(text) {
            Ok(Some(real)) if real == simulated => return Agreement::Agreed,
            Ok(Some(real)) if first.as_ref().is_some_and(|it| *it != real) => {
                return Agreement::NoAnswer;
            }
            Ok(Some(real)) => first = Some(real),
            Ok(None) | Err(_) => return Agreement::NoAnswer,
        }
    }
    match first {
        Some(real) if processes == Processes::SideBySide && is_reordered(&real, &simulated) => {
            Agreement::NoAnswer
        }
        Some(real) => Agreement::Wrong(Box::new((real, simulated))),
        None => Agreement::NoAnswer,
    }
}

/// Whether a process did anything beside one that it had made: in which order both write is nobody's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Processes {
    OneByOne,
    SideBySide,
}

impl Processes {
    fn of(trace: &Trace) -> Self {
        let mut children: Vec<(Pid, Pid)> = Vec::new();
        for step in &trace.steps {
            if children.iter().any(|it| it.0 == step.process) {
                return Self::SideBySide;
            }
            match step.action {
                Action::Forked(child) => children.push((step.process, child)),
                Action::Exited(_) => children.retain(|it| it.1 != step.process),
                _ => {}
            }
        }
        Self::OneByOne
    }
}

/// Whether both wrote the same lines, but in another order.
fn is_reordered(real: &Ended, simulated: &Ended) -> bool {
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    real.exit == simulated.exit
        && lines(&real.stdout) == lines(&simulated.stdout)
        && lines(&real.stderr) == lines(&simulated.stderr)
}

/// What the simulation says, and how its processes ran; the error is what it does not simulate.
fn simulated(shell: ShellName, text: &str) -> Result<(Ended, Processes), String> {
    let mut input = script::input(shell, &serde_json::Value::Null, "/usr/bin:/bin");
    text.clone_into(&mut input.script);
    INPUT.clone_into(&mut input.stdin);
    input.files = files();
    let simulation = script::simulate_for(&input, FUEL);
    let exit = match &simulation.trace.outcome {
        Outcome::Exited(status) => i32::from(*status),
        Outcome::Signalled(signal) => -i32::from(*signal),
        Outcome::Unsupported(what) => return Err(what.clone()),
        Outcome::OutOfFuel(resource) => return Err(format!("out of fuel: {resource:?}")),
    };
    if let Some(what) = simulation.trace.assumptions().next() {
        return Err(what.to_owned());
    }
    let ended = Ended {
        exit,
        stdout: simulation.joined(&simulation.trace.stdout),
        stderr: simulation.joined(&simulation.trace.stderr),
    };
    Ok((ended, Processes::of(&simulation.trace)))
}

fn files() -> Vec<InputFile> {
    let file = |(path, content): (&str, &str)| InputFile {
        path: path.to_owned(),
        content: Some(content.to_owned()),
        mode: None,
    };
    let folder = |name: &str| file((&format!("{name}/"), ""));
    let files = FILES.into_iter().map(file);
    files.chain(FOLDERS.into_iter().map(folder)).collect()
}

impl Agreement {
    /// Whether they differ.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}
