//! Programs that no image here lists, but of which it is known how they stay and how they end: servers, and starters of
//! other programs. They are taken to be the usual ones, which the trace says.
//!
//! What is known was recorded from Debian 12's packages as PID 1 of a PID namespace: nginx 1.22, Apache 2.4.62, Redis
//! 7.0.15, memcached 1.6.18, PHP-FPM 8.2, tini 0.19, dumb-init 1.2.5, gosu 1.14.

mod apache;
mod dumb_init;
mod gosu;
mod memcached;
mod nginx;
mod php_fpm;
mod redis;
mod tini;

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
    Tini(usize),
    DumbInit(usize),
    Gosu,
}

/// What a command is, where that is known; the program's name comes without directories.
fn find(name: &str, rest: &[&str]) -> Option<Known> {
    match name {
        "nginx" => nginx::server(rest).map(Known::Server),
        "apache2" | "httpd" => apache::server(rest).map(Known::Server),
        "apachectl" | "apache2ctl" | "service" => in_background(name, rest).map(Known::Server),
        "redis-server" => redis::server(rest).map(Known::Server),
        "memcached" => memcached::server(rest).map(Known::Server),
        "tini" | "tini-static" => tini::command(rest).map(Known::Tini),
        "dumb-init" => dumb_init::command(rest).map(Known::DumbInit),
        "gosu" => gosu::is_command(rest).then_some(Known::Gosu),
        name if name.starts_with("php-fpm") => php_fpm::server(rest).map(Known::Server),
        _ => None,
    }
}

/// `apachectl start`, `service NAME start`.
fn in_background(name: &str, rest: &[&str]) -> Option<Server> {
    let starts = match (name, rest) {
        ("service", [_, "start" | "restart"]) => true,
        ("service", _) => false,
        (_, ["start" | "restart"] | ["-k", "start"]) => true,
        _ => false,
    };
    starts.then_some(Server {
        stays: Stays::InBackground,
        ends_on: &[Signal::TERM],
    })
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
        find(name, rest)
    });
    let Some(found) = found else {
        return assume(process, image.argv, unknown).await;
    };
    let name = words.first().copied().unwrap_or_default();
    suppose(process, format!("{name} is there, and is the usual one"));
    match found {
        Known::Server(server) => serve(process, server, &words.join(" ")).await,
        Known::Tini(at) => tini::run(process, image, at).await,
        Known::DumbInit(at) => dumb_init::run(process, image, at).await,
        Known::Gosu => gosu::run(process, image).await,
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
            write_unknown(process, command).await;
            stay(process, server).await
        }
        Stays::InBackground => {
            suppose(process, format!("{command} goes on in the background"));
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
