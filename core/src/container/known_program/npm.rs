//! `npm start`, `npm run NAME`: npm gives the script in `package.json` to `sh -c` as a child. `SIGTERM` it passes on to
//! that shell alone, which it ends; whatever the shell has started does not get the signal and goes with the container.
//! npm then ends with 1. On `SIGINT` it does nothing as PID 1.

use super::suppose;
use super::write_unknown;
use crate::kernel::{Disposition, End, Process, Signal};

/// Whether the arguments run a script of `package.json`.
pub(super) fn runs_script(arguments: &[&str]) -> bool {
    matches!(arguments, ["start"] | ["run" | "run-script", _])
}

/// Runs the script until the signal comes.
pub(super) async fn run(process: &mut Process, command: &str) -> End {
    suppose(
        process,
        format!(
            "{command} runs a script that stays in the foreground (its processes are not shown), and passes SIGTERM on to no more than the sh around it"
        ),
    );
    write_unknown(process, 1, command).await;
    for signal in [Signal::TERM, Signal::INT] {
        process.set_disposition(signal, Disposition::Caught);
    }
    loop {
        while let Some(signal) = process.take_signal() {
            if signal == Signal::TERM {
                write_unknown(process, 2, command).await;
                return End::Exited(1);
            }
        }
        process.pause().await;
    }
}

#[cfg(test)]
mod tests {
    use super::runs_script;

    #[test]
    fn only_scripts_stay() {
        assert!(runs_script(&["start"]));
        assert!(runs_script(&["run", "serve"]));
        assert!(!runs_script(&["install"]));
        assert!(!runs_script(&["run"]));
    }
}
