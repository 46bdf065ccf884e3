//! Programs that no image here lists, but of which it is known how they stay and how they end: servers, and starters of
//! other programs. They are taken to be the usual ones, which the trace says.
//!
//! What is known was recorded from Debian 12's packages as PID 1 of a PID namespace: nginx 1.22, Apache 2.4.62, Redis
//! 7.0.15, memcached 1.6.18, PHP-FPM 8.2, tini 0.19, dumb-init 1.2.5, gosu 1.14; and npm 11 and Yarn 1.22
//! with Node.js 20.

mod apache;
mod dumb_init;
mod gosu;
mod memcached;
mod nginx;
mod npm;
mod php_fpm;
mod redis;
mod service;
mod su_exec;
mod tini;
mod yarn;

use super::unknown_program::{UnknownPrograms, assume, write_unknown};
use crate::kernel::{Disposition, End, Image, Process, Signal};
use crate::trace::{Action, Cause};

/// How a server goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stays {
    /// In the foreground, until a signal ends it.
    InForeground,
    /// In the background: the program itself succeeds at once.
    InBackground,
}

/// A server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Server {
    stays: Stays,
    /// The signals after which it ends with exit status 0.
    ends_on: &'static [Signal],
}

/// What a command is known to be.
enum Known {
    Server(Server),
    /// It starts servers, which it leaves to themselves.
    Launcher,
    /// It does not start: what it says, and its exit status.
    Refused(&'static str, u8),
    /// It ends with 1, because nobody sets this variable.
    Unconfigured(&'static str),
    Tini(usize),
    DumbInit(usize),
    Gosu,
    SuExec,
    Npm,
    Yarn,
}

/// What a command is, where that is known; the program's name comes without directories.
fn find(process: &Process, image: &Image, name: &str, rest: &[&str]) -> Option<Known> {
    let sets = |wanted: &str| image.environment.iter().any(|it| it.0 == wanted);
    match name {
        "nginx" => nginx::server(rest).map(Known::Server),
        "httpd" => apache::server(rest).map(Known::Server),
        "apache2" => apache::server(rest).map(|server| match sets(apache::NEEDED) {
            true => Known::Server(server),
            false => Known::Unconfigured(apache::NEEDED),
        }),
        "apachectl" | "apache2ctl" | "service" => {
            service::launches(name, rest).then_some(Known::Launcher)
        }
        "npm" => npm::runs_script(rest).then_some(Known::Npm),
        "yarn" | "yarnpkg" => yarn::runs_script(rest).then_some(Known::Yarn),
        "redis-server" => redis::server(rest).map(Known::Server),
        "memcached" => memcached::command(rest, process.user().0),
        "tini" | "tini-static" => tini::command(rest).map(Known::Tini),
        "dumb-init" => dumb_init::command(rest).map(Known::DumbInit),
        "gosu" => gosu::is_command(rest).then_some(Known::Gosu),
        "su-exec" => su_exec::is_command(rest).then_some(Known::SuExec),
        name if name.starts_with("php-fpm") => php_fpm::server(rest).map(Known::Server),
        _ => None,
    }
}

/// Runs a program that no image here lists.
pub(super) async fn run(process: &mut Process, image: Image, unknown: UnknownPrograms) -> End {
    let texts = &process.cx.texts;
    let words: Vec<String> = image
        .argv
        .iter()
        .map(|it| texts.str(*it).to_owned())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let found = words.split_first().and_then(|(first, rest)| {
        let name = first.rsplit('/').next().unwrap_or(first);
        find(process, &image, name, rest)
    });
    let Some(found) = found else {
        return assume(process, image.argv, unknown).await;
    };
    let name = words.first().copied().unwrap_or_default();
    let command = words.join(" ");
    suppose(process, format!("{name} is there, and is the usual one"));
    match found {
        Known::Server(server) => serve(process, server, &command).await,
        Known::Launcher => {
            let assumed = format!("{command} succeeds (what it leaves running is not shown)");
            suppose(process, assumed);
            write_unknown(process, 1, &command).await;
            End::Exited(0)
        }
        Known::Refused(message, status) => {
            process.say(2, name, message).await;
            End::Exited(status)
        }
        Known::Unconfigured(variable) => {
            let assumed = format!("{command} does not start: nobody sets {variable}");
            suppose(process, assumed);
            write_unknown(process, 2, &command).await;
            End::Exited(1)
        }
        Known::Tini(at) => tini::run(process, image, at).await,
        Known::DumbInit(at) => dumb_init::run(process, image, at).await,
        Known::Gosu => gosu::run(process, image).await,
        Known::SuExec => su_exec::run(process, image).await,
        Known::Npm => npm::run(process, &command).await,
        Known::Yarn => yarn::run(process, &command).await,
    }
}

fn suppose(process: &mut Process, assumed: String) {
    let pid = process.pid();
    process.note(pid, Cause::End, Action::Assumed(assumed));
}

/// Serves until a signal ends it.
async fn serve(process: &mut Process, server: Server, command: &str) -> End {
    match server.stays {
        Stays::InForeground => {
            suppose(
                process,
                format!(
                    "{command} stays in the foreground (its own worker processes are not shown)"
                ),
            );
            write_unknown(process, 1, command).await;
            stay(process, server).await
        }
        Stays::InBackground => {
            suppose(process, format!("{command} goes on in the background"));
            write_unknown(process, 1, command).await;
            process
                .fork(Cause::End, move |mut process| async move {
                    stay(&mut process, server).await
                })
                .await;
            End::Exited(0)
        }
    }
}

async fn stay(process: &mut Process, server: Server) -> End {
    for signal in server.ends_on {
        process.set_disposition(*signal, Disposition::Caught);
    }
    loop {
        while let Some(signal) = process.take_signal() {
            if server.ends_on.contains(&signal) {
                return End::Exited(0);
            }
        }
        process.pause().await;
    }
}
