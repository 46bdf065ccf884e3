//! Starting another program in one's own place, as `execvp` does: `env`, `nohup`, `timeout` and their like.

use super::{BusyboxBuild, Call, Flavour};
use crate::kernel::{End, Errno, Image};
use crate::text::{Source, Span};
use crate::trace::Cause;

/// Where the C library looks when there is no `PATH`.
const USUAL_PATH: &str = "/bin:/usr/bin";

impl Call<'_> {
    /// The program that `words` name, looked for in the `PATH` of `environment`.
    ///
    /// # Errors
    ///
    /// As `execvp`: `ENOENT` when it is nowhere, `EACCES` when something is there but cannot be executed.
    pub(in crate::container) async fn find_program(
        &mut self,
        words: &[Span],
        environment: Vec<(String, Span)>,
    ) -> Result<Image, Errno> {
        let Some(name) = words.first().map(|it| self.text(*it)) else {
            return Err(Errno::NoEntry);
        };
        if name.is_empty() {
            return Err(Errno::NoEntry);
        }
        let has_own = self.flavour == Flavour::Busybox && self.build == BusyboxBuild::Debian;
        if has_own && self.process.is_applet(&name) {
            return Ok(self.process.applet(&name, words, environment));
        }
        if name.contains('/') {
            return self.image(&name, words, environment).await;
        }
        let path = environment.iter().find(|it| it.0 == "PATH");
        let path = path.map_or_else(|| USUAL_PATH.to_owned(), |it| self.text(it.1));
        let mut failure = Errno::NoEntry;
        let mut possible = None;
        for directory in path.split(':') {
            let file = match directory {
                "" => name.clone(),
                _ => format!("{directory}/{name}"),
            };
            let is_known = match self.process.program_at(&file) {
                Ok(_) | Err(crate::kernel::Missing::Error(_)) => true,
                Err(crate::kernel::Missing::NobodyKnows) => false,
            };
            match self.image(&file, words, environment.clone()).await {
                Ok(image) if is_known => return Ok(image),
                Ok(image) => {
                    possible.get_or_insert(image);
                }
                Err(Errno::NoEntry | Errno::NotDirectory) => {}
                Err(Errno::Access) => failure = Errno::Access,
                Err(errno) => return Err(errno),
            }
        }
        possible.ok_or(failure)
    }

    /// What runs at a path; a script without `#!` is the shell's.
    async fn image(
        &mut self,
        path: &str,
        words: &[Span],
        environment: Vec<(String, Span)>,
    ) -> Result<Image, Errno> {
        match self.process.image(path, words, environment.clone()) {
            Err(Errno::NoExec) if self.flavour == Flavour::Busybox => {
                let what = format!("with {path}, which has no #! line");
                self.unsupported(&what).await
            }
            Err(Errno::NoExec) => {
                let texts = &mut self.process.cx.texts;
                let text = |it: &str| {
                    let what = "execvp".to_owned();
                    texts.add_source(Source::Engine { what }, it)
                };
                let mut argv: Vec<Span> = ["/bin/sh", path].map(text).to_vec();
                argv.extend(words.iter().skip(1));
                self.process.image("/bin/sh", &argv, environment)
            }
            result => result,
        }
    }

    /// Becomes the program that `words` name; says so when it cannot be started.
    pub(super) async fn become_program(
        &mut self,
        words: &[Span],
        environment: Vec<(String, Span)>,
    ) -> End {
        match self.find_program(words, environment).await {
            Ok(image) => {
                let cause = words.first().map_or(Cause::End, |it| Cause::Written(*it));
                self.process.exec(image, cause).await
            }
            Err(errno) => self.cannot_start(words, errno).await,
        }
    }

    /// Says that the program cannot be started, and gives the status for it.
    pub(super) async fn cannot_start(&mut self, words: &[Span], errno: Errno) -> End {
        let name = words.first().map(|it| self.text(*it)).unwrap_or_default();
        let text = self.start_failure(&name, errno);
        self.complain(&text).await;
        let is_env = self.name().rsplit('/').next() == Some("env");
        if is_env && self.flavour == Flavour::Debian && errno == Errno::NoEntry {
            // A `#!` line gives all its words as one.
            if name.contains([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']) {
                self.complain("use -[v]S to pass options in shebang lines")
                    .await;
            }
        }
        End::Exited(match errno {
            Errno::NoEntry => 127,
            _ => 126,
        })
    }

    fn start_failure(&self, name: &str, errno: Errno) -> String {
        let why = errno.message();
        let program = self.name().rsplit('/').next().unwrap_or_default();
        match (self.flavour, program) {
            (Flavour::Busybox, _) => format!("can't execute '{name}': {why}"),
            (Flavour::Debian, "setsid") => format!("failed to execute {name}: {why}"),
            (Flavour::Debian, "nohup") => {
                format!(
                    "failed to run command {}: {why}",
                    self.quoted_for_shell(name)
                )
            }
            (Flavour::Debian, "timeout") => {
                format!("failed to run command {}: {why}", self.quoted(name))
            }
            (Flavour::Debian, _) => format!("{}: {why}", self.quoted(name)),
        }
    }
}
