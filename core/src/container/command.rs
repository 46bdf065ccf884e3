//! [`start_command`]: Docker asks for a command to be started as PID 1.
//!
//! The runtime looks the program up in the `PATH` of the container's own environment (`exec.LookPath` of Go, as runc
//! calls it), then asks the kernel. It still has root's capabilities then, whoever the program runs as: what only root
//! may execute is started for everybody, and lost with the start is the right to open it again. What either says is
//! recorded in `docker.jsonl`: `world/notfound-exec`, `world/notexec`, `world/dir-exec`, `world/no-shebang-exec`,
//! `world/missing-interp`, `stage/scratch`, `run/exec-notfound`.

use std::cell::RefCell;
use std::rc::Rc;

use super::world::World;
use crate::kernel::{
    End, Ending, Errno, FileSystem, Image, Missing, Node, Permission, Process, run,
};
use crate::session::Session;
use crate::text::go::go_quote;
use crate::text::{Source, Span};
use crate::trace::{Cause, Pid, Trace};

/// What Docker is asked to start.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Its arguments, the program first.
    pub argv: Vec<Span>,
    /// Its environment.
    pub environment: Vec<(String, Span)>,
    /// Who starts it.
    pub starter: Starter,
}

/// Who starts a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Starter {
    /// `docker run`.
    Run,
    /// BuildKit, for a `RUN`.
    Build,
}

/// What the message begins with where BuildKit finds no user of a name.
pub(crate) const NO_USER: &str = "unable to find user ";

/// Why a command does not start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotStarted {
    /// What is printed, with its line breaks.
    pub message: String,
    /// The exit status with it.
    pub exit: u8,
}

/// Whether anybody knows what a program does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ProgramIs {
    /// It is simulated, or a stub says it.
    #[default]
    Simulated,
    /// Nobody does: it is taken to succeed.
    Assumed,
}

/// What became of a command.
#[derive(Debug)]
pub struct Started {
    /// What happened.
    pub trace: Trace,
    /// Why it does not start, if it does not.
    pub not_started: Option<NotStarted>,
    /// Whether anybody knows what its program does.
    pub program: ProgramIs,
    /// The files as it left them.
    pub files: FileSystem,
}

/// Starts a command as the first process of a container with these files, and follows it to its end.
pub fn start_command(
    cx: &mut Session,
    world: &World,
    files: FileSystem,
    command: Command,
) -> Started {
    let mut session = std::mem::take(cx);
    let source = Source::File {
        name: "standard input".to_owned(),
    };
    let input = session.texts.add_source(source, &*world.input);
    let mut kernel = world.kernel_with(session, files);
    kernel.add_first(Pid(1), &world.directory, &[input]);
    let (user, group) = (world.user, world.group);
    let has_stub = world.answers_for(&kernel.cx.texts, &command.argv);
    let start = Rc::new(RefCell::<(Option<NotStarted>, ProgramIs)>::default());
    let told = Rc::clone(&start);
    let mut kernel = run(
        kernel,
        Pid(1),
        Ending::WithFirst,
        move |mut process| async move {
            let found =
                find(&process, &command).and_then(|path| image(&mut process, &path, &command));
            process.become_user(user, group);
            match found {
                Ok(image) => {
                    if image.program.is_none() && !has_stub {
                        told.borrow_mut().1 = ProgramIs::Assumed;
                    }
                    process.exec(image, Cause::End).await
                }
                Err(failure) => {
                    let exit = failure.exit;
                    told.borrow_mut().0 = Some(failure);
                    End::Exited(exit)
                }
            }
        },
    );
    *cx = std::mem::take(&mut kernel.cx);
    let (not_started, program) = start.take();
    Started {
        trace: kernel.trace,
        not_started,
        program,
        files: kernel.files,
    }
}

/// A program as the runtime finds it.
enum Found {
    /// At this path.
    Path(String),
    /// Nobody knows where, or whether at all.
    Assumed(String),
}

/// The program, as the runtime finds it.
fn find(process: &Process, command: &Command) -> Result<Found, NotStarted> {
    let texts = &process.cx.texts;
    let name = command.argv.first().map_or("", |it| texts.str(*it));
    if name.contains('/') {
        return match look_at(process, name) {
            Ok(()) => Ok(Found::Path(name.to_owned())),
            Err(why) => Err(not_found(name, &why, command.starter)),
        };
    }
    let path = command.environment.iter().find(|it| it.0 == "PATH");
    let path = path.map_or("", |it| texts.str(it.1));
    let mut may_be_there = false;
    for directory in path.split(':').filter(|_| !name.is_empty()) {
        let file = match directory {
            "" => format!("./{name}"),
            _ => format!("{}/{name}", directory.trim_end_matches('/')),
        };
        match process.program_at(&file) {
            Err(Missing::NobodyKnows) => may_be_there |= process.may_exist(name),
            Err(Missing::Error(_)) => {}
            Ok(_) if look_at(process, &file).is_ok() => return Ok(Found::Path(file)),
            Ok(_) => {}
        }
    }
    match may_be_there {
        true => Ok(Found::Assumed(name.to_owned())),
        false => {
            let why = "executable file not found in $PATH";
            Err(not_found(name, why, command.starter))
        }
    }
}

/// Whether there is a program at a path, as Go's `findExecutable` looks.
fn look_at(process: &Process, path: &str) -> Result<(), String> {
    let id = match process.program_at(path) {
        Ok(id) => id,
        Err(Missing::NobodyKnows) => return Ok(()),
        Err(Missing::Error(errno)) => return Err(format!("stat {path}: {}", in_go(errno))),
    };
    match process.files.inode(id).node {
        Node::Directory { .. } => Err("is a directory: permission denied".to_owned()),
        _ if process.may(id, Permission::Execute) => Ok(()),
        _ => Err("permission denied".to_owned()),
    }
}

/// What the kernel makes of the file.
fn image(process: &mut Process, found: &Found, command: &Command) -> Result<Image, NotStarted> {
    let environment = command.environment.clone();
    let path = match found {
        Found::Path(path) => path,
        Found::Assumed(name) => {
            return Ok(process.assumed_image(name, &command.argv, environment));
        }
    };
    process
        .image(path, &command.argv, environment)
        .map_err(|errno| NotStarted {
            message: format!("exec {path}: {}\n", in_go(errno)),
            exit: 255,
        })
}

/// What Go says of an error: the words of the C library, in small letters.
fn in_go(errno: Errno) -> String {
    errno.message().to_lowercase()
}

/// The words of the runtime within those of whoever called it, and the exit status.
fn not_found(name: &str, why: &str, starter: Starter) -> NotStarted {
    const CONTAINER: &str = "unable to start container process: error during container init";
    let exec = format!("exec: {}: {why}", go_quote(name));
    match starter {
        Starter::Run => NotStarted {
            message: format!(
                "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: {CONTAINER}: {exec}\n\nRun 'docker run --help' for more information\n"
            ),
            exit: match why.ends_with("permission denied") {
                true => 126,
                false => 127,
            },
        },
        Starter::Build => NotStarted {
            message: format!("runc run failed: {CONTAINER}: {exec}\n"),
            exit: 1,
        },
    }
}
