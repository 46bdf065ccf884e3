//! Command substitution (XCU 2.6.3): the output of a script, without the line breaks at its end.

use super::pieces::{Characters, ExpandedWord};
use super::word::Inside;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow, OpenFile, ShellOption};
use crate::shell::syntax::{
    CommandBody, CommandSubstitution, Redirection, RedirectionOperator, Script,
};
use crate::text::Span;

impl Evaluator<'_> {
    pub(super) fn substitute_command(
        &mut self,
        substitution: &CommandSubstitution,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        if substitution.script.error.is_some() {
            return self
                .unsupported("a syntax error that is found when a substitution is expanded");
        }
        let kept = OpenFile::Kept(Vec::new()).handle();
        let output = kept.clone();
        let status = self.in_subshell(|shell| {
            shell.environment.state.descriptors.insert(1, output);
            if shell.dialect() == Dialect::Bash {
                let options = shell.environment.options;
                shell.environment.options = options.without(ShellOption::ErrExit);
            }
            if let Some(redirections) = shell.only_redirection(&substitution.script) {
                return shell.copy_input(redirections);
            }
            shell.run_substituted(&substitution.script)
        })?;
        // dash and busybox keep `$?` until the command has run.
        if self.dialect().family() == Family::Bash {
            self.status = status;
        }
        self.substitution_status = Some(status);
        let OpenFile::Kept(pieces) = kept.take() else {
            return Ok(());
        };
        for span in self.without_line_breaks(pieces) {
            expanded.push(Characters {
                span,
                written: Some(substitution.span),
                quoting: inside.expanded(),
            });
        }
        Ok(())
    }

    /// `$(<file)`: where bash finds nothing but this redirection, the file is what is put in.
    fn only_redirection<'s>(&self, script: &'s Script) -> Option<&'s [Redirection]> {
        let [command] = &*script.commands else {
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
    fn run_substituted(&mut self, script: &Script) -> Flow {
        match self.dialect() {
            Dialect::Dash => self.untested(|shell| shell.run_script(script)),
            Dialect::BusyboxAsh => self.tested(|shell| shell.run_script(script)),
            Dialect::Bash | Dialect::BashAsSh => self.run_script(script),
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
