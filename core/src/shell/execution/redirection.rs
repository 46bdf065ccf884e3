//! Redirections (XCU 2.7): each leads a descriptor elsewhere, in the order in which they are written.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::evaluator::{Divert, Evaluator, Family, Flow, Redirected};
use super::options::ShellOption;
use crate::kernel::{Descriptors, Errno, Follow, Missing, Node, Open, OpenFile, Process};
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    Descriptor, HereDocumentQuoting, Redirection, RedirectionOperator, RedirectionTarget, Word,
    WordUnit,
};
use crate::text::Span;
use crate::trace::{Action, Cause};

/// What was to be done with a file that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To read it.
    Open,
    /// To write it, and to make it where it is missing.
    Create,
}

impl Evaluator {
    /// Carries out `redirections`; the descriptors before come back, to be put in place again.
    ///
    /// One that fails prints its message, and comes back as an error with the status in `$?`.
    pub(in crate::shell) async fn redirect(
        &mut self,
        redirections: &[Redirection],
    ) -> Flow<Option<Descriptors>> {
        if redirections.is_empty() {
            return Ok(None);
        }
        if self.dialect().family() == Family::Ash && redirections.len() > 1 {
            self.expand_all_redirections(redirections).await?;
        }
        self.check_free_descriptors(redirections)?;
        let mut before = self.process.descriptors().clone();
        for redirection in redirections {
            let redirected = self.redirect_one(redirection).await;
            for lasting in std::mem::take(&mut self.lasting) {
                lasting.apply(&mut before);
            }
            if let Err(divert) = redirected {
                self.process.set_descriptors(before);
                let is_document = matches!(redirection.target, RedirectionTarget::HereDocument(_));
                if is_document && self.dialect().family() == Family::Ash {
                    self.leave_pipe();
                }
                return Err(divert);
            }
        }
        Ok(Some(before))
    }

    /// dash and busybox expand the words of all redirections before they carry out any.
    async fn expand_all_redirections(&mut self, redirections: &[Redirection]) -> Flow {
        let mut expanded = Vec::new();
        for redirection in redirections {
            if let RedirectionTarget::Word(word) = &redirection.target {
                let text = self.expand_redirection(word).await?;
                expanded.push((word.span, text));
            }
        }
        self.expanded_redirections = expanded;
        Ok(())
    }

    /// Puts the descriptors from before a command in place again.
    pub(in crate::shell) fn undo_redirections(&mut self, before: Option<Descriptors>) {
        if let Some(before) = before {
            self.process.set_descriptors(before);
        }
    }

    /// Notes which descriptors a command has redirected that had led elsewhere `before`; what was noted till then.
    pub(super) fn note_redirected(&mut self, before: Option<&Descriptors>) -> Rc<Redirected> {
        let outer = Rc::clone(&self.redirected);
        let Some(before) = before else {
            return outer;
        };
        let now = self.process.descriptors().clone();
        let numbers: BTreeSet<u32> = before.keys().chain(now.keys()).copied().collect();
        for number in numbers {
            let (from, to) = (before.get(&number), now.get(&number));
            let is_same = match (from, to) {
                (Some(from), Some(to)) => Rc::ptr_eq(from, to),
                (from, to) => from.is_none() && to.is_none(),
            };
            if !is_same {
                let redirected = Rc::make_mut(&mut self.redirected);
                redirected.entry(number).or_insert_with(|| from.cloned());
            }
        }
        outer
    }

    /// Leads all descriptors back that the commands around this one have redirected.
    pub(super) fn undo_all_redirections(&mut self) {
        for (number, file) in std::mem::take(&mut self.redirected).iter() {
            match file {
                Some(file) => self.process.install(*number, Rc::clone(file)),
                None => {
                    self.process.close(*number);
                }
            }
        }
    }

    async fn redirect_one(&mut self, redirection: &Redirection) -> Flow {
        let cause = std::mem::replace(&mut self.cause, Cause::Written(redirection.span));
        match &redirection.target {
            RedirectionTarget::HereDocument(id) => {
                let document = self.here_documents.get(id.0 as usize).cloned();
                let Some(document) = document else {
                    return self.unsupported("a here-document that was never read");
                };
                let text = match document.quoting {
                    HereDocumentQuoting::Plain => self.expand_body(&document.body).await?,
                    HereDocumentQuoting::Quoted => self.join_literals(&document.body)?,
                };
                let text = self.end_here_document(&document, text)?;
                let file = self.process.temporary([text]);
                self.lead(redirection, 0, Some(file)).await?;
            }
            RedirectionTarget::Word(word) => self.redirect_to_word(redirection, word).await?,
        }
        self.cause = cause;
        Ok(())
    }

    /// The body of a here-document. What goes wrong in it counts in dash and busybox as a redirection that fails.
    async fn expand_body(&mut self, body: &Word) -> Flow<Span> {
        match self.expand_here_document(body).await {
            Err(Divert::Exit | Divert::Error) if self.dialect().family() == Family::Ash => {
                self.status = self.status_of_redirection();
                Err(Divert::Redirection)
            }
            result => result,
        }
    }

    /// The pipe that dash and busybox have made for a here-document stays open where that cannot be expanded.
    fn leave_pipe(&mut self) {
        let (reader, writer) = Process::pipe();
        for end in [reader, writer] {
            let free = (0..).find(|it| self.process.descriptor(*it).is_none());
            self.process.install(free.unwrap_or(0), end);
        }
    }

    /// The characters of a body in which nothing is expanded.
    fn join_literals(&mut self, body: &Word) -> Flow<Span> {
        let mut builder = self.process.cx.texts.builder();
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

    async fn redirect_to_word(&mut self, redirection: &Redirection, word: &Word) -> Flow {
        use RedirectionOperator as Is;
        match redirection.operator {
            Is::Input => {
                let path = self.expand_redirection(word).await?;
                let file = self.open_input(path).await?;
                self.lead(redirection, 0, Some(file)).await
            }
            Is::Output | Is::Clobber | Is::Append => {
                let path = self.expand_redirection(word).await?;
                let file = self.open_output(path, redirection.operator).await?;
                self.lead(redirection, 1, Some(file)).await
            }
            Is::ReadWrite => {
                let path = self.expand_redirection(word).await?;
                let file = self
                    .open_file(path, Open::ReadWrite, Purpose::Create)
                    .await?;
                self.lead(redirection, 0, Some(file)).await
            }
            Is::OutputAndError => self.lead_both(word, Is::Output).await,
            Is::AppendOutputAndError => self.lead_both(word, Is::Append).await,
            Is::DuplicateInput => self.duplicate(redirection, word, 0).await,
            Is::DuplicateOutput => self.duplicate(redirection, word, 1).await,
            Is::HereString => {
                let text = self.expand_assigned(word).await?;
                let line_break = self.shell_text("\n", "end of a here-string");
                let file = self.process.temporary([text, line_break]);
                self.lead(redirection, 0, Some(file)).await
            }
            Is::HereDocument => self.unsupported("a here-document without lines"),
        }
    }

    /// `&>word`, `&>>word`
    async fn lead_both(&mut self, word: &Word, operator: RedirectionOperator) -> Flow {
        let path = self.expand_redirection(word).await?;
        self.lead_both_to(path, operator).await
    }

    /// Leads standard output and standard error to the file at `path`.
    pub(super) async fn lead_both_to(&mut self, path: Span, operator: RedirectionOperator) -> Flow {
        let file = self.open_output(path, operator).await?;
        self.process.install(2, Rc::clone(&file));
        self.process.install(1, file);
        self.note(Action::Redirected(1));
        Ok(())
    }

    /// Whether a redirection opens or duplicates standard input.
    pub(super) fn leads_input(&self, redirection: &Redirection) -> bool {
        use RedirectionOperator as Is;
        match (redirection.operator, redirection.descriptor) {
            (Is::Input | Is::ReadWrite | Is::DuplicateInput, None) => true,
            (
                Is::Input | Is::ReadWrite | Is::DuplicateInput | Is::DuplicateOutput,
                Some(Descriptor::Number(it)),
            ) => self.str(it).trim_start_matches('0').is_empty(),
            _ => false,
        }
    }

    /// Whether a redirection is one of standard error.
    pub(super) fn leads_error(&self, redirection: &Redirection) -> bool {
        matches!(redirection.descriptor, Some(Descriptor::Number(it)) if self.str(it) == "2")
    }

    async fn open_input(&mut self, path: Span) -> Flow<Rc<OpenFile>> {
        self.open_file(path, Open::Read, Purpose::Open).await
    }

    async fn open_output(
        &mut self,
        path: Span,
        operator: RedirectionOperator,
    ) -> Flow<Rc<OpenFile>> {
        let keeps = operator == RedirectionOperator::Output && self.has(ShellOption::NoClobber);
        if keeps && self.is_regular(path) {
            let name = self.str(path).to_owned();
            let text = match self.dialect() {
                Dialect::Dash => format!("cannot create {name}: File exists"),
                Dialect::BusyboxAsh => format!("can't create {name}: File exists"),
                Dialect::Bash | Dialect::BashAsSh => {
                    format!("{name}: cannot overwrite existing file")
                }
            };
            return self.fail_redirection(&text).await;
        }
        let how = match operator {
            RedirectionOperator::Append => Open::Append,
            _ => Open::Write,
        };
        self.open_file(path, how, Purpose::Create).await
    }

    /// Whether a regular file lies at a path.
    fn is_regular(&self, path: Span) -> bool {
        let found = self.process.inode_at(self.str(path), Follow::Links);
        found.is_ok_and(|id| matches!(self.process.files.inode(id).node, Node::Regular(_)))
    }

    async fn open_file(&mut self, path: Span, how: Open, purpose: Purpose) -> Flow<Rc<OpenFile>> {
        let name = self.str(path).to_owned();
        // bash opens it in the process that becomes the program.
        let own = name.strip_prefix("/proc/self/");
        if own.is_some_and(|it| !it.starts_with("fd/")) && self.has_arrays() {
            return self.unsupported(format!("a redirection to {name} in bash"));
        }
        match self.process.open(&name, how).await {
            Ok(file) => Ok(file),
            Err(Missing::Error(errno)) => self.file_fails(&name, errno, purpose).await,
            Err(Missing::NobodyKnows) => self.unsupported(format!(
                "reading {name}, of which nobody knows whether it exists"
            )),
        }
    }

    /// The message of a file that cannot be opened.
    async fn file_fails<T>(&mut self, name: &str, errno: Errno, purpose: Purpose) -> Flow<T> {
        let is_missing = match self.dialect() {
            Dialect::Dash => matches!(errno, Errno::NoEntry | Errno::NotDirectory),
            Dialect::BusyboxAsh => errno == Errno::NoEntry,
            Dialect::Bash | Dialect::BashAsSh => false,
        };
        let why = match (self.dialect(), purpose) {
            _ if !is_missing => errno.message(),
            (Dialect::Dash, Purpose::Open) => "No such file",
            (Dialect::Dash, Purpose::Create) => "Directory nonexistent",
            (_, Purpose::Open) => "no such file",
            (_, Purpose::Create) => "nonexistent directory",
        };
        let text = match (self.dialect(), purpose) {
            (Dialect::Dash, Purpose::Open) => format!("cannot open {name}: {why}"),
            (Dialect::Dash, Purpose::Create) => format!("cannot create {name}: {why}"),
            (Dialect::BusyboxAsh, Purpose::Open) => format!("can't open {name}: {why}"),
            (Dialect::BusyboxAsh, Purpose::Create) => format!("can't create {name}: {why}"),
            (Dialect::Bash | Dialect::BashAsSh, _) => format!("{name}: {why}"),
        };
        self.fail_redirection(&text).await
    }

    /// Prints why a redirection fails: that ends the shell where a special built-in is redirected.
    pub(in crate::shell) async fn fail_redirection<T>(&mut self, text: &str) -> Flow<T> {
        self.complain(None, text).await?;
        self.status = self.status_of_redirection();
        Err(Divert::Redirection)
    }

    /// The status of a command of which a redirection fails.
    pub(super) fn status_of_redirection(&self) -> u8 {
        match self.dialect() {
            Dialect::Dash => 2,
            Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => 1,
        }
    }
}
