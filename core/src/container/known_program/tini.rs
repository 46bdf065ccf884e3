//! tini: as `docker-init`, which is one.

use super::super::docker_init::{Reach, start_under};
use crate::kernel::{End, Image, Process};

/// Where the command begins among the arguments behind the name; nothing with options that change what tini does.
pub(super) fn command(arguments: &[&str]) -> Option<usize> {
    let options = arguments.iter().take_while(|it| it.starts_with('-'));
    for (at, option) in options.enumerate() {
        match *option {
            "--" => return (at + 1 < arguments.len()).then_some(at + 1),
            "-s" | "-w" => {}
            _ => return None,
        }
    }
    let at = arguments.iter().position(|it| !it.starts_with('-'))?;
    Some(at)
}

/// Starts the command that begins at `at` behind the name.
pub(super) async fn run(process: &mut Process, image: Image, at: usize) -> End {
    let words = image.argv.get(at + 1..).unwrap_or_default().to_vec();
    start_under(process, words, image.environment, Reach::Child).await
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_command_stands_behind_the_options() {
        assert_eq!(command(&["--", "app", "--x"]), Some(1));
        assert_eq!(command(&["app"]), Some(0));
        assert_eq!(command(&["-s", "app"]), Some(1));
        assert_eq!(command(&["-g", "--", "app"]), None);
        assert_eq!(command(&["--"]), None);
    }
}
