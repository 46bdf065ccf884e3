//! Where a redirection leads its descriptor: it is duplicated, moved or closed (XCU 2.7.5, 2.7.6), or bash chooses it
//! (`{name}>file`).

use std::rc::Rc;

use super::evaluator::{Divert, Evaluator, Family, Flow};
use super::variables::Access;
use crate::kernel::{Descriptors, OpenFile};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::syntax::{Descriptor, Redirection, RedirectionOperator, Word, WordUnit};
use crate::text::Span;
use crate::trace::Action;

/// The lowest descriptor that bash chooses.
const FIRST_CHOSEN: u32 = 10;

/// Which descriptor is duplicated.
enum Duplicated {
    /// That number.
    Number(u32),
    /// One that cannot be: the digits are none, or too many.
    Impossible,
}

impl Duplicated {
    fn of(digits: &str) -> Self {
        let number = digits.parse::<i32>().ok();
        let number = number.and_then(|it| u32::try_from(it).ok());
        number.map_or(Self::Impossible, Self::Number)
    }
}

/// What bash does not take back when a command ends.
#[derive(Debug, Clone)]
pub(super) enum Lasting {
    /// A descriptor that it chose leads to a file.
    Chosen(u32, Rc<OpenFile>),
    /// A descriptor was moved elsewhere.
    Moved(u32),
}

impl Lasting {
    /// Does it to the descriptors that are put in place again.
    pub(super) fn apply(self, descriptors: &mut Descriptors) {
        match self {
            Self::Chosen(number, file) => {
                descriptors.insert(number, file);
            }
            Self::Moved(number) => {
                descriptors.remove(&number);
            }
        }
    }
}

impl Evaluator {
    /// Which number bash chooses hangs on how many descriptors it has saved: it saves those that other redirections
    /// lead elsewhere.
    pub(super) fn check_free_descriptors(&self, redirections: &[Redirection]) -> Flow {
        let is_chosen = |it: &Redirection| matches!(it.descriptor, Some(Descriptor::Variable(_)));
        let saves = self.redirected.values().any(Option::is_some);
        let choices = redirections.iter().rposition(is_chosen);
        let before = &redirections[..choices.unwrap_or(0)];
        match choices {
            Some(_) if saves || !before.iter().all(is_chosen) => {
                self.unsupported("a descriptor that bash chooses beside other redirections")
            }
            _ => Ok(()),
        }
    }

    /// Leads the descriptor of a redirection to a file, or closes it.
    pub(super) async fn lead(
        &mut self,
        redirection: &Redirection,
        usual: u32,
        file: Option<Rc<OpenFile>>,
    ) -> Flow {
        let descriptor = match (redirection.descriptor, &file) {
            (None, _) => usual,
            (Some(Descriptor::Number(digits)), _) => match self.str(digits).parse() {
                Ok(number) => number,
                Err(_) => return self.unsupported("a descriptor of that size"),
            },
            (Some(Descriptor::Variable(name)), Some(file)) => {
                return self.choose_descriptor(name, Rc::clone(file)).await;
            }
            (Some(Descriptor::Variable(name)), None) => {
                return self.close_chosen(name).await;
            }
        };
        match file {
            Some(file) => self.process.install(descriptor, file),
            None => {
                self.process.close(descriptor);
            }
        }
        self.note(Action::Redirected(descriptor));
        Ok(())
    }

    /// `{name}>file`: the lowest free descriptor from ten on, whose number the variable gets. It stays open.
    async fn choose_descriptor(&mut self, name: Span, file: Rc<OpenFile>) -> Flow {
        let name = self.str(name).to_owned();
        if name.contains('[') {
            return self.unsupported("an element of an array as a descriptor");
        }
        let is_free = |it: &u32| self.process.descriptor(*it).is_none();
        let number = (FIRST_CHOSEN..).find(is_free).unwrap_or(FIRST_CHOSEN);
        let variable = self.environment.variables.get(&name);
        if variable.is_some_and(|it| it.access == Access::ReadOnly) {
            self.complain(None, &format!("{name}: readonly variable"))
                .await?;
            let text = format!("{name}: cannot assign fd to variable");
            return self.fail_redirection(&text).await;
        }
        let value = self.shell_text(&number.to_string(), "descriptor that the shell chose");
        self.set_variable(&name, value, None).await?;
        self.process.install(number, Rc::clone(&file));
        self.lasting.push(Lasting::Chosen(number, file));
        self.note(Action::Redirected(number));
        Ok(())
    }

    /// `{name}>&-`
    async fn close_chosen(&mut self, name: Span) -> Flow {
        let name = self.str(name).to_owned();
        let value = self.environment.variables.value(&name);
        let value = value.map(|it| self.str(it).to_owned()).unwrap_or_default();
        if value.is_empty() {
            let text = format!("{name}: ambiguous redirect");
            return self.fail_redirection(&text).await;
        }
        if let Ok(number) = value.parse() {
            self.process.close(number);
            self.note(Action::Redirected(number));
        }
        Ok(())
    }

    /// `<&word`, `>&word`
    pub(super) async fn duplicate(
        &mut self,
        redirection: &Redirection,
        word: &Word,
        usual: u32,
    ) -> Flow {
        if self.dialect().family() == Family::Bash {
            return self.duplicate_in_bash(redirection, word, usual).await;
        }
        let text = self.expand_redirection(word).await?;
        let target = self.str(text).to_owned();
        if target == "-" {
            return self.lead(redirection, usual, None).await;
        }
        if !target.is_empty() && is_digits(&target) {
            return self.duplicate_digits(redirection, &target, usual).await;
        }
        let is_output = !target.is_empty() && self.led(redirection, usual) == Some(1);
        match self.dialect() {
            Dialect::Dash => self.no_descriptor().await,
            // `>&file`, and `1<&file` as well
            _ if is_output => self.lead_both_to(text, RedirectionOperator::Output).await,
            // `err/275`
            _ => {
                let text = match target.is_empty() {
                    true => "syntax error: bad fd number",
                    false => "redir error",
                };
                self.complain(None, text).await?;
                self.raise(2)
            }
        }
    }

    /// dash takes one digit. What it says of another word names the line up to which it has read the script: of
    /// `f() { echo >&x; }` on line 1, called on line 3 with a line behind it, line 4.
    async fn no_descriptor(&mut self) -> Flow {
        self.line = self.read_to;
        self.complain(None, "Syntax error: Bad fd number").await?;
        self.raise(2)
    }

    /// `<&digits`, `>&digits` of dash and busybox.
    async fn duplicate_digits(
        &mut self,
        redirection: &Redirection,
        digits: &str,
        usual: u32,
    ) -> Flow {
        let number = match (self.dialect(), Duplicated::of(digits)) {
            (Dialect::Dash, Duplicated::Number(number)) if number < 10 => number,
            (Dialect::Dash, _) => return self.no_descriptor().await,
            (_, Duplicated::Number(number)) => number,
            (_, Duplicated::Impossible) => {
                self.complain(None, "redir error").await?;
                return self.raise(2);
            }
        };
        if let Some(file) = self.process.descriptor(number) {
            return self.lead(redirection, usual, Some(file)).await;
        }
        let named = match &redirection.descriptor {
            Some(Descriptor::Variable(_)) => return self.unsupported("a descriptor with a name"),
            _ if self.dialect() == Dialect::Dash || self.shell.release < Release::Busybox1_37 => {
                number.to_string()
            }
            None => format!("dup2({number},{usual})"),
            Some(Descriptor::Number(to)) => format!("dup2({number},{})", self.str(*to)),
        };
        if self.dialect() == Dialect::Dash && self.leads_error(redirection) {
            // dash has closed standard error by then.
            self.status = self.status_of_redirection();
            return Err(Divert::Redirection);
        }
        self.fail_redirection(&format!("{named}: Bad file descriptor"))
            .await
    }

    /// `<&word`, `>&word` of bash; with `-` behind the word the descriptor is moved.
    async fn duplicate_in_bash(
        &mut self,
        redirection: &Redirection,
        word: &Word,
        usual: u32,
    ) -> Flow {
        let moved = self.moved(word);
        let source = moved.as_ref().unwrap_or(word);
        let written = self.str(source.span).to_owned();
        let text = self.expand_redirection(source).await?;
        let target = self.str(text).to_owned();
        if target == "-" {
            return self.lead(redirection, usual, None).await;
        }
        let to = self.led(redirection, usual);
        if !is_digits(&target) {
            let is_output = usual == 1 && to == Some(1) && moved.is_none();
            return match (is_output, redirection.descriptor) {
                (true, _) => self.lead_both_to(text, RedirectionOperator::Output).await,
                (false, Some(Descriptor::Variable(name))) => {
                    let text = format!("{}: ambiguous redirect", self.str(name));
                    self.fail_redirection(&text).await
                }
                (false, _) => self.ambiguous_redirect(source).await,
            };
        }
        let number = Duplicated::of(&target);
        if let Duplicated::Number(number) = number
            && let Some(file) = self.process.descriptor(number)
        {
            self.lead(redirection, usual, Some(file)).await?;
            if moved.is_some() && to != Some(number) {
                self.process.close(number);
                self.lasting.push(Lasting::Moved(number));
            }
            return Ok(());
        }
        let Some(to) = to else {
            return self.unsupported("a descriptor that bash chooses for one that is not open");
        };
        if moved.is_some() && self.process.descriptor(to).is_some() {
            let name = self.error_name().to_owned();
            let text =
                format!("{name}: redirection error: cannot duplicate fd: Bad file descriptor\n");
            self.print_error(&text).await?;
        }
        let named = match number {
            Duplicated::Number(number) if is_digits(&written) => number.to_string(),
            _ if moved.is_none() && to == usual => written,
            _ => to.to_string(),
        };
        self.fail_redirection(&format!("{named}: Bad file descriptor"))
            .await
    }

    /// The word before a `-` that moves a descriptor.
    fn moved(&self, word: &Word) -> Option<Word> {
        let written = self.str(word.span);
        let Some(WordUnit::Literal(last)) = word.units.last() else {
            return None;
        };
        if written.len() == 1 || !self.str(*last).ends_with('-') {
            return None;
        }
        let last = last.slice(0..last.len() - 1);
        let span = word.span.slice(0..word.span.len() - 1);
        let mut units: Vec<_> = word.units[..word.units.len() - 1].to_vec();
        if !last.is_empty() {
            units.push(WordUnit::Literal(last));
        }
        let units = units.into();
        Some(Word { span, units })
    }

    /// The descriptor that a redirection leads elsewhere; nothing where bash chooses it.
    fn led(&self, redirection: &Redirection, usual: u32) -> Option<u32> {
        match redirection.descriptor {
            None => Some(usual),
            Some(Descriptor::Number(digits)) => self.str(digits).parse().ok(),
            Some(Descriptor::Variable(_)) => None,
        }
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}
