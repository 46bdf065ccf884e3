//! [`read_script`]: a script as its shell reads it, and why the shell refuses it.

use crate::session::Session;
use crate::shell::{self, Invocation, Shell};
use crate::simulation::{Reached, ScriptReading, ScriptRefusal};
use crate::text::Span;
use crate::trace::{Outcome, Trace};

/// Reads `script` as `shell` does that was called so; where it was run, `trace` decides whether the shell gets to what
/// it refuses.
pub(super) fn read_script(
    cx: &mut Session,
    shell: Shell,
    script: Span,
    invocation: &Invocation,
    trace: Option<&Trace>,
) -> ScriptReading {
    let parse = shell::parse(cx, script, shell);
    let mut reading = ScriptReading {
        shell,
        script,
        parse,
        refusal: None,
    };
    reading.refusal = refusal(cx, &reading, invocation, trace);
    reading
}

fn refusal(
    cx: &Session,
    reading: &ScriptReading,
    invocation: &Invocation,
    trace: Option<&Trace>,
) -> Option<ScriptRefusal> {
    let error = reading.parse.script.error.as_deref()?;
    let explanation = shell::explain(&cx.texts, &reading.parse)?;
    let message = shell::message(&cx.texts, error, invocation, reading.shell);
    let is_reached = match (trace, &message) {
        (None, _) => reading.parse.script.commands.is_empty(),
        (Some(trace), Some(message)) => {
            let stderr: String = trace.stderr.iter().map(|it| cx.texts.str(*it)).collect();
            stderr.contains(&**message)
        }
        (Some(trace), None) => matches!(trace.outcome, Outcome::Unsupported(_)),
    };
    let reached = match is_reached {
        true => Reached::StopsHere,
        false => Reached::Never,
    };
    Some(ScriptRefusal {
        message,
        explanation,
        reached,
    })
}
