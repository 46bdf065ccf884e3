//! [`start`]: a program is started as the first process, and everything runs to its end.

use super::world::World;
use crate::kernel::{End, Ending, run};
use crate::session::Session;
use crate::text::{Source, Span};
use crate::trace::{Cause, Pid, Trace};

/// Starts the program at `path` with these arguments and this environment as the process `pid`.
///
/// A program that cannot be started ends with status 127, without a word.
pub fn start(
    cx: &mut Session,
    world: &World,
    pid: Pid,
    path: &str,
    argv: Vec<Span>,
    environment: Vec<(String, Span)>,
) -> Trace {
    let mut session = std::mem::take(cx);
    let source = Source::File {
        name: "standard input".to_owned(),
    };
    let input = session.texts.add_source(source, &*world.input);
    let mut kernel = world.kernel(session);
    kernel.add_first(pid, &world.directory, &[input]);
    let path = path.to_owned();
    let mut kernel = run(
        kernel,
        pid,
        Ending::WithLast,
        move |mut process| async move {
            match process.image(&path, &argv, environment) {
                Ok(image) => process.exec(image, Cause::End).await,
                Err(_) => End::Exited(127),
            }
        },
    );
    *cx = std::mem::take(&mut kernel.cx);
    kernel.trace
}

#[cfg(test)]
mod tests {
    use super::start;
    use crate::container::{Flavour, GivenFile, World};
    use crate::session::Session;
    use crate::text::Source;
    use crate::trace::{Outcome, Pid};

    #[test]
    fn a_program_reads_a_file_and_ends() {
        let mut cx = Session::default();
        let mut world = World::new(Flavour::Debian);
        world.files.push(GivenFile {
            path: "/srv/f".to_owned(),
            content: "one\n".to_owned(),
            mode: 0o644,
        });
        let argv = ["cat", "/srv/f", "/srv/none"].map(|it| {
            let name = "argument".to_owned();
            cx.texts.add_source(Source::File { name }, it)
        });
        let trace = start(
            &mut cx,
            &world,
            Pid(1),
            "/bin/cat",
            argv.to_vec(),
            Vec::new(),
        );
        let text = |spans: &[crate::text::Span]| -> String {
            spans.iter().map(|it| cx.texts.str(*it)).collect()
        };
        assert_eq!(text(&trace.stdout), "one\n");
        assert_eq!(
            text(&trace.stderr),
            "cat: /srv/none: No such file or directory\n"
        );
        assert_eq!(trace.outcome, Outcome::Exited(1));
    }
}
