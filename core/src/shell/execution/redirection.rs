//! Redirections (XCU 2.7): each leads a descriptor elsewhere, in the order in which they are written.

use std::rc::Rc;

use super::descriptors::{Descriptors, OpenFile, OpenFileHandle};
use super::evaluator::{Divert, Evaluator, Family, Flow};
use super::host::{FileError, FileKind};
use super::options::ShellOption;
use super::path::absolute;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    Descriptor, HereDocumentQuoting, Redirection, RedirectionOperator, RedirectionTarget, Word,
    WordUnit,
};
use crate::text::Span;
use crate::trace::{Action, Cause};

/// Why a redirection fails.
enum Failed {
    /// The file cannot be opened for reading.
    Open(FileKind),
    /// The file cannot be made.
    Create(FileError),
    /// `set -C`, and there is such a file.
    Exists,
}

impl Evaluator<'_> {
    /// Carries out `redirections`; the descriptors before come back, to be put in place again.
    ///
    /// One that fails prints its message, and comes back as an error with the status in `$?`.
    pub(super) fn redirect(&mut self, redirections: &[Redirection]) -> Flow<Descriptors> {
        let before = self.environment.state.descriptors.clone();
        for redirection in redirections {
            if let Err(divert) = self.redirect_one(redirection) {
                self.environment.state.descriptors = before;
                return Err(divert);
            }
        }
        Ok(before)
    }

    fn redirect_one(&mut self, redirection: &Redirection) -> Flow {
        let cause = std::mem::replace(&mut self.cause, Cause::Written(redirection.span));
        let word = match &redirection.target {
            RedirectionTarget::HereDocument(id) => {
                let document = self.here_documents.get(id.0 as usize).cloned();
                let Some(document) = document else {
                    return self.unsupported("a here-document that was never read");
                };
                let text = match document.quoting {
                    HereDocumentQuoting::Plain => self.expand_body(&document.body)?,
                    HereDocumentQuoting::Quoted => self.join_literals(&document.body)?,
                };
                let text = self.end_here_document(&document, text)?;
                let file = self.open(OpenFile::reading([text]));
                self.lead(redirection, 0, Some(file))?;
                self.cause = cause;
                return Ok(());
            }
            RedirectionTarget::Word(word) => word,
        };
        self.redirect_to_word(redirection, word)?;
        self.cause = cause;
        Ok(())
    }

    /// The body of a here-document. What goes wrong in it counts in dash and busybox as a redirection that fails.
    fn expand_body(&mut self, body: &Word) -> Flow<Span> {
        match self.expand_here_document(body) {
            Err(Divert::Exit | Divert::Error) if self.dialect().family() == Family::Ash => {
                Err(Divert::Redirection)
            }
            result => result,
        }
    }

    /// The characters of a body in which nothing is expanded.
    fn join_literals(&mut self, body: &Word) -> Flow<Span> {
        let mut builder = self.cx.texts.builder();
        for unit in &body.units {
            match unit {
                WordUnit::StrippedTabs(_) => {}
                other => {
                    builder.copy(other.span());
                }
            }
        }
        let built = builder.build();
        self.finish(built)
    }

    fn redirect_to_word(&mut self, redirection: &Redirection, word: &Word) -> Flow {
        use RedirectionOperator as Is;
        match redirection.operator {
            Is::Input => {
                let path = self.expand_redirection(word)?;
                let file = self.open_input(path)?;
                self.lead(redirection, 0, Some(file))
            }
            Is::Output | Is::Clobber | Is::Append => {
                let path = self.expand_redirection(word)?;
                let file = self.open_output(path, redirection.operator)?;
                self.lead(redirection, 1, Some(file))
            }
            Is::OutputAndError => {
                let path = self.expand_redirection(word)?;
                let file = self.open_output(path, Is::Output)?;
                let state = &mut self.environment.state;
                state.descriptors.insert(2, Rc::clone(&file));
                state.descriptors.insert(1, file);
                Ok(())
            }
            Is::DuplicateInput => self.duplicate(redirection, word, 0),
            Is::DuplicateOutput => self.duplicate(redirection, word, 1),
            Is::HereString => {
                let text = self.expand_assigned(word)?;
                let line_break = self.shell_text("\n", "end of a here-string");
                let file = self.open(OpenFile::reading([text, line_break]));
                self.lead(redirection, 0, Some(file))
            }
            Is::ReadWrite => self.unsupported("the redirection <>"),
            Is::HereDocument | Is::AppendOutputAndError => self.unsupported("the redirection &>>"),
        }
    }

    /// Leads the descriptor of a redirection to a file, or closes it.
    fn lead(
        &mut self,
        redirection: &Redirection,
        usual: u32,
        file: Option<OpenFileHandle>,
    ) -> Flow {
        let descriptor = match redirection.descriptor {
            None => usual,
            Some(Descriptor::Number(digits)) => match self.str(digits).parse() {
                Ok(number) => number,
                Err(_) => return self.unsupported("a descriptor of that size"),
            },
            Some(Descriptor::Variable(_)) => return self.unsupported("{name} as a descriptor"),
        };
        if descriptor > 9 {
            return self.unsupported("descriptors above 9");
        }
        let descriptors = &mut self.environment.state.descriptors;
        match file {
            Some(file) => descriptors.insert(descriptor, file),
            None => descriptors.remove(&descriptor),
        };
        self.note(Action::Redirected(descriptor));
        Ok(())
    }

    /// `<&word`, `>&word`
    fn duplicate(&mut self, redirection: &Redirection, word: &Word, usual: u32) -> Flow {
        let text = self.expand_redirection(word)?;
        let target = self.str(text).to_owned();
        if target == "-" {
            return self.lead(redirection, usual, None);
        }
        let number = match (target.len(), target.parse::<u32>()) {
            (1, Ok(number)) => number,
            _ => return self.unsupported("a word behind >& that is no single digit"),
        };
        match self.environment.state.descriptors.get(&number).cloned() {
            Some(file) => self.lead(redirection, usual, Some(file)),
            None if self.leads_error(redirection) => {
                self.unsupported("standard error led to a descriptor that is not open")
            }
            None => self.fail_redirection(&format!("{target}: Bad file descriptor")),
        }
    }

    /// Whether a redirection is one of standard error.
    fn leads_error(&self, redirection: &Redirection) -> bool {
        matches!(redirection.descriptor, Some(Descriptor::Number(it)) if self.str(it) == "2")
    }

    fn open_input(&mut self, path: Span) -> Flow<OpenFileHandle> {
        let name = self.str(path).to_owned();
        let full = absolute(&self.environment.directory, &name);
        match self.host.file(&full) {
            FileKind::Device => self.unsupported("devices"),
            FileKind::Null => Ok(self.open(OpenFile::Null)),
            FileKind::Regular(_) => {
                if self.is_written_elsewhere(&full) {
                    return self.unsupported("reading a file while it is written");
                }
                let Some(content) = self.host.read(&full) else {
                    return self
                        .unsupported(format!("reading {name}, of which the content is not known"));
                };
                Ok(self.open(OpenFile::Read {
                    path: Some(full),
                    rest: content.into(),
                }))
            }
            FileKind::Unknown => self.unsupported(format!(
                "reading {name}, of which nobody knows whether it exists"
            )),
            kind @ (FileKind::Missing | FileKind::Directory) => {
                self.file_fails(&name, Failed::Open(kind))
            }
        }
    }

    fn open_output(&mut self, path: Span, operator: RedirectionOperator) -> Flow<OpenFileHandle> {
        let name = self.str(path).to_owned();
        if name.is_empty() {
            return self.unsupported("a redirection to an empty name");
        }
        let full = absolute(&self.environment.directory, &name);
        let kind = self.host.file(&full);
        if kind == FileKind::Null {
            return Ok(self.open(OpenFile::Null));
        }
        if kind == FileKind::Device {
            return self.unsupported("devices");
        }
        let is_append = operator == RedirectionOperator::Append;
        let exists = matches!(kind, FileKind::Regular(_));
        if !is_append && self.is_written_elsewhere(&full) {
            return self.unsupported("two redirections that write to one file");
        }
        let keeps = operator == RedirectionOperator::Output && self.has(ShellOption::NoClobber);
        if keeps && exists {
            return self.file_fails(&name, Failed::Exists);
        }
        if !(is_append && exists)
            && let Err(error) = self.host.create(&full)
        {
            return self.file_fails(&name, Failed::Create(error));
        }
        Ok(self.open(OpenFile::Written(full)))
    }

    /// The message of a file that cannot be opened.
    fn file_fails<T>(&mut self, name: &str, failed: Failed) -> Flow<T> {
        let text = match (self.dialect(), failed) {
            (Dialect::Dash, Failed::Open(FileKind::Missing)) => {
                format!("cannot open {name}: No such file")
            }
            (Dialect::BusyboxAsh, Failed::Open(FileKind::Missing)) => {
                format!("can't open {name}: no such file")
            }
            (Dialect::Dash, Failed::Create(FileError::NoDirectory)) => {
                format!("cannot create {name}: Directory nonexistent")
            }
            (Dialect::BusyboxAsh, Failed::Create(FileError::NoDirectory)) => {
                format!("can't create {name}: nonexistent directory")
            }
            (Dialect::Dash, Failed::Create(FileError::IsDirectory)) => {
                format!("cannot create {name}: Is a directory")
            }
            (Dialect::Dash, Failed::Create(FileError::PermissionDenied)) => {
                format!("cannot create {name}: Permission denied")
            }
            (Dialect::BusyboxAsh, Failed::Create(FileError::IsDirectory)) => {
                format!("can't create {name}: Is a directory")
            }
            (Dialect::BusyboxAsh, Failed::Create(FileError::PermissionDenied)) => {
                format!("can't create {name}: Permission denied")
            }
            (Dialect::Dash, Failed::Exists) => format!("cannot create {name}: File exists"),
            (Dialect::BusyboxAsh, Failed::Exists) => format!("can't create {name}: File exists"),
            (
                Dialect::Bash | Dialect::BashAsSh,
                Failed::Open(FileKind::Missing) | Failed::Create(FileError::NoDirectory),
            ) => format!("{name}: No such file or directory"),
            (Dialect::Bash | Dialect::BashAsSh, Failed::Create(FileError::IsDirectory)) => {
                format!("{name}: Is a directory")
            }
            (Dialect::Bash | Dialect::BashAsSh, Failed::Create(FileError::PermissionDenied)) => {
                format!("{name}: Permission denied")
            }
            (Dialect::Bash | Dialect::BashAsSh, Failed::Exists) => {
                format!("{name}: cannot overwrite existing file")
            }
            (_, Failed::Open(_)) => return self.unsupported("reading a directory"),
        };
        self.fail_redirection(&text)
    }

    /// Prints why a redirection fails: that ends the shell where a special built-in is redirected.
    fn fail_redirection<T>(&mut self, text: &str) -> Flow<T> {
        self.complain(None, text)?;
        self.status = match (self.dialect(), self.dialect().family()) {
            (Dialect::Dash, _) => 2,
            (_, Family::Ash | Family::Bash) => 1,
        };
        Err(Divert::Redirection)
    }
}
