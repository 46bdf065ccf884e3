//! Command substitution (XCU 2.6.3): the output of a script, without the line breaks at its end.

use std::rc::Rc;

use super::pieces::{Characters, ExpandedWord};
use super::word::Inside;
use crate::kernel::{Errno, OpenFile, Process};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{BashOption, Divert, Evaluator, Family, Flow, ShellOption};
use crate::shell::syntax::{
    CommandBody, CommandSubstitution, CompleteCommand, Redirection, RedirectionOperator,
    SubstitutionStyle,
};
use crate::text::Span;

/// What stands behind the commands of a substitution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    Nothing,
    /// Characters with which the shell refuses the rest.
    Error,
}

impl Evaluator {
    pub(super) async fn substitute_command(
        &mut self,
        substitution: &CommandSubstitution,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        if self.leaves_substitutions {
            expanded.push(Characters {
                span: substitution.span,
                written: Some(substitution.span),
                quoting: inside.expanded(),
            });
            return Ok(());
        }
        let (reader, writer) = Process::pipe();
        let commands = substitution.script.commands.clone();
        let error = substitution.script.error.clone();
        let warnings = substitution.script.warnings.clone();
        let style = substitution.style;
        // Only in a here-document bash comes upon one that cannot be read so late: it runs nothing of it then, and not
        // the command that gets the document either (`err/122`).
        if let Some(error) = &error
            && self.dialect().family() == Family::Bash
            && style == SubstitutionStyle::Parentheses
        {
            self.refuse_unread(error, substitution.span).await?;
            return Err(Divert::Redirection);
        }
        let run = async move |shell: &mut Self| {
            if shell.dialect().family() == Family::Bash
                && !shell.has_bash(BashOption::InheritErrExit)
            {
                let options = shell.environment.options;
                shell.environment.options = options.without(ShellOption::ErrExit);
            }
            if let Some(redirections) = shell.only_redirection(&commands) {
                return shell.copy_input(redirections).await;
            }
            if commands.is_empty() {
                shell.status = 0;
            }
            shell.enter_substitution(style, &commands);
            shell.warn_of_substitution(&warnings).await?;
            match error {
                Some(error) => {
                    shell.run_substituted(&commands, Behind::Error).await?;
                    shell.refuse_substitution(&error).await
                }
                None => shell.run_substituted(&commands, Behind::Nothing).await,
            }
        };
        let pid = self.fork(vec![(1, writer)], run).await;
        let pieces = self.read_output(reader).await?;
        let has_zero = pieces.iter().any(|it| self.str(*it).contains('\0'));
        if has_zero && self.dialect() == Dialect::Dash {
            return self.unsupported("bytes that are zero in the output of a substitution");
        }
        let status = self.wait_for(pid).await?;
        // dash and busybox keep `$?` until the command has run.
        if self.dialect().family() == Family::Bash {
            self.status = status;
        }
        self.substitution_status = Some(status);
        for span in self.without_line_breaks(pieces) {
            expanded.push(Characters {
                span,
                written: Some(substitution.span),
                quoting: inside.expanded(),
            });
        }
        Ok(())
    }

    /// Reads what a substitution writes, to the end.
    async fn read_output(&mut self, reader: Rc<OpenFile>) -> Flow<Vec<Span>> {
        let mut pieces = Vec::new();
        loop {
            match self.process.read_from(&reader, usize::MAX).await {
                Ok(Some(piece)) => {
                    self.check_text(piece.len())?;
                    pieces.push(piece);
                }
                Ok(None) => return Ok(pieces),
                Err(Errno::Interrupted) => {
                    self.keep_signals();
                    self.end_by_pending().await?;
                }
                Err(errno) => return self.unsupported(format!("a pipe: {}", errno.message())),
            }
        }
    }

    /// `$(<file)`: where bash finds nothing but this redirection, the file is what is put in.
    fn only_redirection<'s>(&self, commands: &'s [CompleteCommand]) -> Option<&'s [Redirection]> {
        let [command] = commands else {
            return None;
        };
        let [item] = &*command.list.items else {
            return None;
        };
        let [piped] = &*item.and_or.first.commands else {
            return None;
        };
        let CommandBody::Simple(simple) = &piped.command.body else {
            return None;
        };
        let is_alone = item.and_or.rest.is_empty()
            && item.and_or.first.prefixes.is_empty()
            && simple.words.is_empty()
            && simple.assignments.is_empty()
            && simple.redirections.len() == 1
            && simple.redirections[0].operator == RedirectionOperator::Input;
        let is_bash = self.dialect().family() == Family::Bash;
        (is_bash && is_alone).then_some(&*simple.redirections)
    }

    /// In dash `set -e` acts within a substitution even where the command around it is tested; in busybox never.
    async fn run_substituted(&mut self, commands: &[CompleteCommand], behind: Behind) -> Flow {
        let run = async move |shell: &mut Self| match behind {
            Behind::Nothing => shell.run_to_the_end(commands).await,
            Behind::Error => shell.run_completes(commands).await,
        };
        match self.dialect() {
            Dialect::Dash => self.untested(run).await,
            Dialect::BusyboxAsh => self.tested(run).await,
            Dialect::Bash | Dialect::BashAsSh => run(self).await,
        }
    }

    /// Takes the line breaks off the end.
    fn without_line_breaks(&self, mut pieces: Vec<Span>) -> Vec<Span> {
        while let Some(last) = pieces.pop() {
            let kept = self.str(last).trim_end_matches('\n').len();
            if kept > 0 {
                pieces.push(last.slice(0..kept));
                break;
            }
        }
        pieces
    }
}
