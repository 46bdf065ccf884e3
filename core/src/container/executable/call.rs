//! [`Call`]: a program as it was started, and what programs have in common.

use super::{BusyboxBuild, Debian, Flavour};
use crate::kernel::{Errno, Missing, Open, Process};
use crate::shell::CLibrary;
use crate::text::{Source, Span};
use crate::trace::Outcome;

/// A program as it was started.
#[derive(Debug)]
pub(in crate::container) struct Call<'c> {
    /// The process it runs in.
    pub(in crate::container) process: &'c mut Process,
    /// Its arguments, its name first.
    pub(in crate::container) arguments: Vec<Span>,
    /// Its environment.
    pub(in crate::container) environment: Vec<(String, Span)>,
    /// Whose it is.
    pub(in crate::container) flavour: Flavour,
    /// What it is linked with.
    pub(in crate::container) library: CLibrary,
    /// Which Debian it is of.
    pub(in crate::container) debian: Debian,
    /// How busybox is configured.
    pub(in crate::container) build: BusyboxBuild,
}

impl Call<'_> {
    /// The name it was called by: `argv[0]`, in busybox without directories.
    pub(super) fn name(&self) -> &str {
        let name = self.arguments.first().map_or("", |it| self.str(*it));
        match self.flavour {
            Flavour::Debian => name,
            Flavour::Busybox => name.rsplit('/').next().unwrap_or(name),
        }
    }

    /// The arguments behind its name.
    pub(super) fn operands(&self) -> Vec<String> {
        let behind = self.arguments.iter().skip(1);
        behind.map(|it| self.str(*it).to_owned()).collect()
    }

    /// The characters at `span`.
    pub(super) fn str(&self, span: Span) -> &str {
        self.process.cx.texts.str(span)
    }

    /// The value of a variable of its environment.
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        let found = self.environment.iter().find(|it| it.0 == name)?;
        Some(self.str(found.1))
    }

    /// A text that the program makes itself.
    pub(super) fn own_text(&mut self, content: &str) -> Span {
        let name = self.name().to_owned();
        let source = Source::Program { name };
        self.process.cx.texts.add_source(source, content)
    }

    /// Writes a text it makes itself to standard output; whether it could.
    pub(super) async fn print(&mut self, content: &str) -> Result<(), Errno> {
        let text = self.own_text(content);
        self.process.write(1, text).await
    }

    /// Writes characters it has read to standard output; whether it could.
    pub(super) async fn pass_on(&mut self, text: Span) -> Result<(), Errno> {
        self.process.write(1, text).await
    }

    /// `name: text` on standard error.
    pub(super) async fn complain(&mut self, text: &str) {
        let line = format!("{}: {text}\n", self.name());
        let text = self.own_text(&line);
        // A program whose message cannot be written has nobody to tell.
        let _ = self.process.write(2, text).await;
    }

    /// Ends the simulation: what these arguments do is not simulated.
    pub(super) async fn unsupported(&mut self, what: &str) -> ! {
        let what = format!("{} {what}", self.name());
        self.process.stop(Outcome::Unsupported(what)).await
    }

    /// The content of a file, or of standard input for `-`, as one text.
    pub(super) async fn content(&mut self, path: &str) -> Result<Span, Errno> {
        if path == "-" {
            return self.read_to_end(0).await;
        }
        let file = match self.process.open(path, Open::Read).await {
            Ok(file) => file,
            Err(Missing::Error(errno)) => return Err(errno),
            Err(Missing::NobodyKnows) => {
                let what = format!("reading {path}, of which nobody knows whether it exists");
                self.unsupported(&what).await
            }
        };
        let free = (3..).find(|it| self.process.descriptor(*it).is_none());
        let number = free.unwrap_or(3);
        self.process.install(number, file);
        let content = self.read_to_end(number).await;
        self.process.close(number);
        content
    }

    async fn read_to_end(&mut self, number: u32) -> Result<Span, Errno> {
        match self.process.read_to_end(number).await {
            Err(Errno::Unknown) => self.unsupported("reading what nobody knows").await,
            result => result,
        }
    }
}
