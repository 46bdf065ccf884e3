//! [`world`]: the outside as the recorders had it: a folder `/srv`, the usual programs, and `argv`.

use shellform::container::{Flavour, GivenFile, OwnProgram, World};
use shellform::kernel::{End, Image, Process, Running};
use shellform::shell::{Dialect, Shell};

/// A world with these files below `/srv`, where `shell` is `/bin/sh`.
pub(crate) fn world(shell: Shell, files: Vec<GivenFile>) -> World {
    // Debian's busybox was recorded among Debian's programs.
    let mut world = World::new(Flavour::Debian);
    world.shell = shell;
    world.files = files;
    world.directory = "/srv".to_owned();
    world.own_programs.push(OwnProgram {
        path: "/usr/local/bin/argv".to_owned(),
        run: argv,
    });
    world
}

/// The path of a shell, as the recorders called it.
pub(crate) fn path(shell: Shell) -> &'static str {
    match shell.dialect {
        Dialect::Bash => "/bin/bash",
        Dialect::Dash | Dialect::BashAsSh | Dialect::BusyboxAsh => "/bin/sh",
    }
}

/// `argv` prints its arguments as one JSON line, as Python's `json.dumps` does.
fn argv(process: &mut Process, image: Image) -> Running<'_> {
    Box::pin(async move {
        let arguments = image.argv.iter().map(|it| process.cx.texts.str(*it));
        let mut arguments: Vec<&str> = arguments.collect();
        if let Some(name) = arguments.first_mut() {
            *name = "argv";
        }
        let quoted = arguments
            .iter()
            .map(|it| serde_json::to_string(it).expect("text"));
        let line = format!("[{}]\n", quoted.collect::<Vec<_>>().join(", "));
        process.say(1, "argv", &line).await;
        End::Exited(0)
    })
}
