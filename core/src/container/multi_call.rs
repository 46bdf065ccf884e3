//! `busybox`: one program that is many, by the name it is called by or by its first argument.
//!
//! Recorded of busybox 1.38 in a container (`busybox sh -c …`, `busybox nosuch`, links to it under other names).

use super::applets::applet;
use super::programs::shell_program;
use crate::kernel::{End, Image, Process};
use crate::shell::Shell;
use crate::trace::Outcome;

/// The program of a file that is busybox itself.
pub(super) const BUSYBOX: &str = "busybox:busybox";

/// What a call of busybox comes to.
pub(super) enum Called {
    /// The applet, as if it had been called by its name.
    Applet(Image),
    /// It holds nothing of this name.
    Missing(String),
    /// Called alone, it lists what it holds.
    Nothing,
}

/// What busybox does when it is called so; `shell` is the one it holds.
pub(super) fn called(process: &Process, mut image: Image, shell: Shell) -> Called {
    let is_called_by_itself = |name: &str| name.starts_with("busybox");
    let mut name = called_name(process, &image);
    if name.as_deref().is_some_and(is_called_by_itself) {
        image.argv.remove(0);
        name = called_name(process, &image);
    }
    let Some(name) = name else {
        return Called::Nothing;
    };
    image.program = applet(&name, shell_program(shell));
    match image.program {
        Some(_) => Called::Applet(image),
        None => Called::Missing(name),
    }
}

/// The last part of the name an image is called by, without the dash of a login shell.
fn called_name(process: &Process, image: &Image) -> Option<String> {
    let first = process.cx.texts.str(*image.argv.first()?);
    let name = first.strip_prefix('-').unwrap_or(first);
    name.rsplit('/').next().map(str::to_owned)
}

/// What busybox holds differs between those who build it.
pub(super) async fn not_simulated(process: &mut Process, called: Called) -> End {
    let what = match called {
        Called::Missing(name) => format!("the applet {name} of busybox"),
        Called::Applet(_) | Called::Nothing => "what busybox lists of itself".to_owned(),
    };
    process.stop(Outcome::Unsupported(what)).await
}
