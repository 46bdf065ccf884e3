//! [`compare`]: a real shell and the simulation, on the same script.

use shellform::ShellName;
use shellform::input::InputFile;
use shellform::kernel::Fuel;
use shellform::trace::Outcome;

use super::real::{Ended, FILES, FOLDERS, INPUT, Place, Real};
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
    /// The real shell took too long, or did something else each time.
    NoAnswer,
    /// They differ: what the real shell did, and what the simulation says.
    Wrong(Box<(Ended, Ended)>),
}

/// Asks both.
#[must_use]
pub fn compare(shell: &Real, text: &str) -> Agreement {
    let place = Place::default();
    let simulated = match simulated(shell.name, text, &place) {
        Ok(simulated) => simulated,
        Err(what) => return Agreement::Unsupported(what),
    };
    let mut first = None;
    for _ in 0..ATTEMPTS {
        match shell.run(text, &place) {
            Ok(Some(real)) if real == simulated => return Agreement::Agreed,
            Ok(Some(real)) if first.as_ref().is_some_and(|it| *it != real) => {
                return Agreement::NoAnswer;
            }
            Ok(Some(real)) => first = Some(real),
            Ok(None) | Err(_) => return Agreement::NoAnswer,
        }
    }
    match first {
        Some(real) => Agreement::Wrong(Box::new((real, simulated))),
        None => Agreement::NoAnswer,
    }
}

/// What the simulation says; the error is what it does not simulate.
fn simulated(shell: ShellName, text: &str, place: &Place) -> Result<Ended, String> {
    let mut input = script::input(shell, &serde_json::Value::Null, "/usr/bin:/bin");
    text.clone_into(&mut input.script);
    INPUT.clone_into(&mut input.stdin);
    input.directory = place.inside().to_string_lossy().into_owned();
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
    Ok(Ended {
        exit,
        stdout: place.hidden(&simulation.joined(&simulation.trace.stdout)),
        stderr: place.hidden(&simulation.joined(&simulation.trace.stderr)),
    })
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
