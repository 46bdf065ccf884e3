//! `exec` (XSH): from a path to what runs, as Linux decides it (`fs/exec.c`, `fs/binfmt_script.c`).

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use super::clock::cost;
use super::errno::Errno;
use super::files::{Content, InodeId, Missing, Node, Permission};
use super::proc::Told;
use super::process::Process;
use super::signal::Disposition;
use super::table::End;
use crate::text::{Source, Span};
use crate::trace::{Action, Cause, Execution};

/// How many interpreters may lead to one another (Linux).
const INTERPRETERS: u32 = 5;

/// A program that is about to run.
#[derive(Debug, Clone)]
pub struct Image {
    /// The file that runs; of a script its interpreter.
    pub path: String,
    /// The arguments it gets.
    pub argv: Vec<Span>,
    /// Its environment.
    pub environment: Vec<(String, Span)>,
    /// The name it is known by; nothing when nobody here knows what it does.
    pub program: Option<Arc<str>>,
    /// What the caller asked for.
    called: (String, Vec<Span>),
}

/// A program that runs.
pub type Running<'p> = Pin<Box<dyn Future<Output = End> + 'p>>;

/// What programs do.
pub trait Programs {
    /// Runs `image` as `process`.
    fn run<'p>(&self, process: &'p mut Process, image: Image) -> Running<'p>;

    /// Whether there may be a program of this name in a directory that is known only in part.
    fn may_exist(&self, name: &str) -> bool;

    /// The program of this name that busybox holds itself.
    fn applet(&self, name: &str) -> Option<Arc<str>> {
        let _ = name;
        None
    }
}

impl Process {
    /// What `execve` would run; `argv` begins with the name.
    ///
    /// # Errors
    ///
    /// Why it cannot be run: `ENOENT`, `EACCES`, `ENOEXEC` for a text without `#!`, …
    pub fn image(
        &mut self,
        path: &str,
        argv: &[Span],
        environment: Vec<(String, Span)>,
    ) -> Result<Image, Errno> {
        let mut image = Image {
            path: path.to_owned(),
            argv: argv.to_vec(),
            environment,
            program: None,
            called: (path.to_owned(), argv.to_vec()),
        };
        for round in 0..INTERPRETERS {
            let id = match self.program_at(&image.path) {
                Ok(id) => id,
                // `/bin/sh\r` is no interpreter anywhere.
                Err(Missing::NobodyKnows) if round > 0 && !self.may_be_program(&image.path) => {
                    return Err(Errno::NoEntry);
                }
                Err(Missing::NobodyKnows) => return Ok(image),
                Err(Missing::Error(errno)) => return Err(errno),
            };
            self.may_execute(id)?;
            match &self.files.inode(id).node {
                Node::Regular(Content::Program(name)) => {
                    image.program = Some(Arc::clone(name));
                    return Ok(image);
                }
                Node::Regular(Content::Unknown(_)) => return Ok(image),
                _ => self.interpret(&mut image, id)?,
            }
        }
        Err(Errno::Loop)
    }

    /// Whether there may be a program of this name where nobody knows what there is.
    #[must_use]
    pub fn may_exist(&self, name: &str) -> bool {
        self.programs.may_exist(name)
    }

    /// The same for a path.
    fn may_be_program(&self, path: &str) -> bool {
        self.may_exist(path.rsplit('/').next().unwrap_or(path))
    }

    /// Whether busybox holds a program of this name itself.
    #[must_use]
    pub fn is_applet(&self, name: &str) -> bool {
        self.programs.applet(name).is_some()
    }

    /// The program of this name that busybox holds itself.
    #[must_use]
    pub fn applet(&self, name: &str, argv: &[Span], environment: Vec<(String, Span)>) -> Image {
        Image {
            path: "/proc/self/exe".to_owned(),
            argv: argv.to_vec(),
            environment,
            program: self.programs.applet(name),
            called: (name.to_owned(), argv.to_vec()),
        }
    }

    /// A program of which only the name is known.
    #[must_use]
    pub fn assumed_image(
        &self,
        name: &str,
        argv: &[Span],
        environment: Vec<(String, Span)>,
    ) -> Image {
        self.script_image(name, argv.to_vec(), environment)
    }

    /// A text without `#!`, which a shell reads as a script.
    #[must_use]
    pub fn script_image(
        &self,
        path: &str,
        argv: Vec<Span>,
        environment: Vec<(String, Span)>,
    ) -> Image {
        Image {
            path: path.to_owned(),
            called: (path.to_owned(), argv.clone()),
            argv,
            environment,
            program: None,
        }
    }

    fn may_execute(&self, id: InodeId) -> Result<(), Errno> {
        let inode = self.files.inode(id);
        let (user, group) = self.user();
        let is_regular = matches!(inode.node, Node::Regular(_));
        if is_regular && inode.permits(user, group, Permission::Execute) {
            Ok(())
        } else {
            Err(Errno::Access)
        }
    }

    /// `#!interpreter argument`: the interpreter runs, with the file behind its argument.
    fn interpret(&mut self, image: &mut Image, id: InodeId) -> Result<(), Errno> {
        let Node::Regular(Content::Known(rope)) = &self.files.inode(id).node else {
            return Err(Errno::NoExec);
        };
        let text = rope.text(&self.cx.texts);
        let line = text.lines_of_kernel().ok_or(Errno::NoExec)?;
        let line = line.trim_matches([' ', '\t']).to_owned();
        let (interpreter, argument) = match line.split_once([' ', '\t']) {
            Some((interpreter, argument)) => {
                (interpreter, Some(argument.trim_matches([' ', '\t'])))
            }
            None => (&*line, None),
        };
        if interpreter.is_empty() {
            return Err(Errno::NoExec);
        }
        let what = || Source::Engine {
            what: format!("#! line of {}", image.path),
        };
        let mut argv = vec![self.cx.texts.add_source(what(), interpreter)];
        if let Some(argument) = argument {
            argv.push(self.cx.texts.add_source(what(), argument));
        }
        argv.push(self.cx.texts.add_source(what(), &*image.path));
        argv.extend(image.argv.iter().skip(1));
        image.argv = argv;
        image.path = interpreter.to_owned();
        Ok(())
    }

    /// Becomes the program, and runs it to its end.
    pub async fn exec(&mut self, image: Image, cause: Cause) -> End {
        let entry = self.entry_mut();
        let closed = std::mem::take(&mut entry.closed_by_exec);
        entry
            .descriptors
            .retain(|number, _| !closed.contains(number));
        entry
            .dispositions
            .retain(|_, it| *it != Disposition::Caught);
        entry.argv.clone_from(&image.argv);
        entry.tell(Told::of(&image.called.0, &image));
        entry.time = entry.time.after(cost::EXEC);
        let (path, argv) = image.called.clone();
        let execution = Execution {
            process: self.pid(),
            path,
            argv,
            environment: image.environment.clone(),
            directory: self.directory().to_owned(),
        };
        let index = self.trace.programs.len();
        let pid = self.pid();
        self.note(pid, cause, Action::Executed(index));
        self.trace.programs.push(execution);
        for (_, value) in &image.environment {
            let text = self.cx.texts.str(*value).to_owned();
            self.look_for_proc(&text);
        }
        for argument in &image.argv {
            let text = self.cx.texts.str(*argument).to_owned();
            self.look_for_proc(&text);
        }
        self.check_limits().await;
        self.give_way().await;
        self.update_proc_for_self();
        let programs = Rc::clone(&self.programs);
        programs.run(self, image).await
    }
}

/// The first line of a script, as the kernel reads it.
trait FirstLine {
    /// What stands behind `#!` in the first line; nothing when it does not begin so.
    fn lines_of_kernel(&self) -> Option<&str>;
}

impl FirstLine for String {
    fn lines_of_kernel(&self) -> Option<&str> {
        let rest = self.strip_prefix("#!")?;
        rest.split('\n').next()
    }
}
