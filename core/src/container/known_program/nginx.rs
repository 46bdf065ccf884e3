//! nginx: without `daemon off;` it goes to the background. On `SIGTERM`, `SIGINT` and `SIGQUIT` it ends with 0.

use super::{Server, Stays};
use crate::kernel::Signal;

/// What `nginx` with these arguments does; nothing for those that only look at something.
pub(super) fn server(arguments: &[&str]) -> Option<Server> {
    let mut stays = Stays::InBackground;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "-g" => {
                let directives = arguments.next()?;
                let words: Vec<&str> = directives
                    .split([' ', '\t', '\n', ';'])
                    .filter(|it| !it.is_empty())
                    .collect();
                if words.windows(2).any(|it| it == ["daemon", "off"]) {
                    stays = Stays::InForeground;
                }
            }
            "-c" | "-p" | "-e" => {
                arguments.next()?;
            }
            _ => return None,
        }
    }
    Some(Server {
        stays,
        ends_on: &[Signal::TERM, Signal::INT, Signal::QUIT],
    })
}

#[cfg(test)]
mod tests {
    use super::super::Stays;
    use super::server;

    #[test]
    fn daemon_off_keeps_it_in_the_foreground() {
        let stays = |arguments: &[&str]| server(arguments).map(|it| it.stays);
        assert_eq!(stays(&["-g", "daemon off;"]), Some(Stays::InForeground));
        assert_eq!(stays(&[]), Some(Stays::InBackground));
        assert_eq!(stays(&["-g", "user www;"]), Some(Stays::InBackground));
        assert_eq!(stays(&["-t"]), None);
    }
}
