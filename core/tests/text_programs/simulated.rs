//! Our programs, in a world with the same files.

use shellform::container::{Flavour, GivenFile, World, start};
use shellform::session::Session;
use shellform::text::{Source, Span};
use shellform::trace::{Outcome, Pid};

use crate::{Answer, FILES};

/// Runs a program; what is not simulated is an error.
pub(crate) fn run(flavour: Flavour, input: &str, arguments: &[String]) -> Result<Answer, String> {
    let mut cx = Session::default();
    let mut world = World::new(flavour);
    world.directory = "/work".to_owned();
    world.input = input.to_owned();
    world.files = FILES.iter().map(|it| given(it.0, it.1)).collect();
    let mut span = |text: &str| {
        let name = "argument".to_owned();
        cx.texts.add_source(Source::File { name }, text)
    };
    let argv: Vec<Span> = arguments.iter().map(|it| span(it)).collect();
    let environment = [("LC_ALL", "C"), ("PATH", "/usr/bin:/bin")]
        .map(|it| (it.0.to_owned(), span(it.1)))
        .to_vec();
    let path = format!("/bin/{}", arguments[0]);
    let trace = start(&mut cx, &world, Pid(7), &path, argv, environment);
    let text = |spans: &[Span]| spans.iter().map(|it| cx.texts.str(*it)).collect();
    let exit = match trace.outcome {
        Outcome::Exited(status) => Some(status),
        Outcome::Signalled(_) => None,
        outcome => return Err(format!("{outcome:?}")),
    };
    Ok(Answer {
        stdout: text(&trace.stdout),
        stderr: text(&trace.stderr),
        exit,
    })
}

fn given(path: &str, content: &str) -> GivenFile {
    GivenFile {
        path: path.to_owned(),
        content: content.to_owned(),
        mode: if path.ends_with('/') { 0o755 } else { 0o644 },
    }
}
