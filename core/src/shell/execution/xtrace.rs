//! `set -x` (XCU 2.14): a command is printed before it runs, behind `PS4`.
//!
//! dash prints words as they are, the others quote them; bash prints assignments each on a line of its own, the
//! headers of `for`, `case` and their like too, and repeats the first character of `PS4` for every `eval`, `.` and
//! substitution around the command.

use std::rc::Rc;

use super::elements::manner;
use super::evaluator::{Evaluator, Family, Flow};
use super::options::ShellOption;
use super::simple::{Assigned, AssignedValue};
use super::store::Manner;
use crate::kernel::OpenFile;
use crate::shell::dialect::Dialect;
use crate::shell::pattern::Locale;
use crate::shell::printing::{self, Printed};
use crate::shell::quoting;
use crate::shell::syntax::{
    ArrayElement, ArrayLiteral, Assignment, AssignmentOperator, ParameterOperation, Word, WordUnit,
};
use crate::text::Span;

/// How the trace prints what an assignment assigns.
#[derive(Debug)]
pub(super) enum TracedPlace {
    /// The place and the operator, before the value.
    Text(String),
    /// All of it.
    Array(String),
}

/// Where a line of the trace goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TracePlace {
    /// Where `BASH_XTRACEFD` says.
    Usual,
    /// Where it went before the command has assigned that.
    Before,
}

impl Evaluator {
    /// Prints a command to `stderr`, the standard error from before its redirections, when `set -x` is on.
    pub(super) async fn trace_command(
        &mut self,
        assigned: &Assigned,
        arguments: &[Span],
        stderr: Option<Rc<OpenFile>>,
    ) -> Flow {
        if !self.has(ShellOption::XTrace) || assigned.values.is_empty() && arguments.is_empty() {
            return Ok(());
        }
        let mut words = Vec::new();
        let mut lines = Vec::new();
        for AssignedValue { place, value, .. } in &assigned.values {
            words.push(match place {
                Some(TracedPlace::Text(left)) => format!("{left}{}", self.traced(*value)),
                Some(TracedPlace::Array(all)) => all.clone(),
                None => continue,
            });
        }
        words.extend(arguments.iter().map(|it| self.traced_argument(*it)));
        if !words.is_empty() {
            lines.push(words.join(" "));
        }
        lines.extend(self.traced_exports(arguments));
        if lines.is_empty() {
            return Ok(());
        }
        // busybox prints what it assigns before it does.
        let place = match assigned.assigns("BASH_XTRACEFD") && self.dialect() != Dialect::Dash {
            true => TracePlace::Before,
            false => TracePlace::Usual,
        };
        self.print_trace(&lines, stderr, place).await
    }

    /// An argument; of one that assigns an array the name, for the array has a line of its own.
    fn traced_argument(&self, argument: Span) -> String {
        if !self.array_arguments.iter().any(|it| it.0 == argument) {
            return self.traced_word(argument);
        }
        let text = self.str(argument);
        let name = text.split('=').next().unwrap_or_default();
        name.trim_end_matches('+').to_owned()
    }

    /// Prints an array that an argument of `declare` and its like assigns: its elements expanded, each in single
    /// quotes.
    pub(super) async fn trace_array(&mut self, word: &Word, array: &ArrayLiteral) -> Flow {
        let is_plain = |it: &ArrayElement| {
            is_expanded_alike(&it.value) && it.subscript.as_ref().is_none_or(is_expanded_alike)
        };
        if !array.elements.iter().all(is_plain) {
            return self.unsupported("what set -x prints of arrays");
        }
        let mut shown = Vec::new();
        for element in &array.elements {
            let Some(subscript) = &element.subscript else {
                let mut fields = Vec::new();
                self.expand_word(&element.value, &mut fields).await?;
                for field in fields {
                    self.check_known(field)?;
                    shown.push(quoting::single(self.str(field), self.dialect()));
                }
                continue;
            };
            let key = self.expand_subscript(subscript).await?;
            let value = self.expand_assigned(&element.value).await?;
            self.check_known(key)?;
            self.check_known(value)?;
            let operator = match manner(element) {
                Manner::Set => "=",
                Manner::Append => "+=",
            };
            let quoted = |span| quoting::single(self.str(span), self.dialect());
            shown.push(format!("[{}]{operator}{}", quoted(key), quoted(value)));
        }
        let text = self.str(word.span);
        let left = text.split('(').next().unwrap_or_default();
        let header = format!("{left}({})", shown.join(" "));
        self.trace_header(header).await
    }

    /// What is printed of an assignment: bash prints an array as it is written, one blank between its elements.
    pub(super) fn traced_place(&self, assignment: &Assignment) -> Option<TracedPlace> {
        // bash has printed it before.
        if !self.has(ShellOption::XTrace) || self.dialect().family() == Family::Bash {
            return None;
        }
        Some(self.place_of(assignment))
    }

    /// bash prints each assignment before it is made, so that one of `PS4` shows the old prompt.
    pub(super) async fn trace_assignment(&mut self, assignment: &Assignment, value: Span) -> Flow {
        if !self.traces_headers() {
            return Ok(());
        }
        let header = match self.place_of(assignment) {
            TracedPlace::Text(left) => format!("{left}{}", self.traced(value)),
            TracedPlace::Array(all) => all,
        };
        self.trace_header(header).await
    }

    fn place_of(&self, assignment: &Assignment) -> TracedPlace {
        let name = self.str(assignment.name);
        let subscript = match &assignment.subscript {
            Some(subscript) => format!("[{}]", self.str(subscript.span)),
            None => String::new(),
        };
        let operator = match assignment.operator {
            AssignmentOperator::Set => "=",
            AssignmentOperator::Append => "+=",
        };
        let left = format!("{name}{subscript}{operator}");
        let [WordUnit::Array(array)] = &*assignment.value.units else {
            return TracedPlace::Text(left);
        };
        let elements = array.elements.iter().map(|it| self.str(it.span));
        let elements = elements.collect::<Vec<&str>>().join(" ");
        TracedPlace::Array(format!("{left}({elements})"))
    }

    /// bash prints what `export` and `readonly` assign once more.
    fn traced_exports(&self, arguments: &[Span]) -> Vec<String> {
        let [name, rest @ ..] = arguments else {
            return Vec::new();
        };
        let assigns = matches!(self.str(*name), "export" | "readonly");
        if !assigns || self.dialect().family() == Family::Ash {
            return Vec::new();
        }
        let is_array = |it: &Span| self.array_arguments.iter().any(|array| array.0 == *it);
        let assigned = rest.iter().filter(|it| !is_array(it));
        let assigned = assigned.filter_map(|argument| {
            let at = self.str(*argument).find('=')?;
            let name = &self.str(*argument)[..at];
            Some(format!(
                "{name}={}",
                self.traced(argument.slice_from(at + 1))
            ))
        });
        assigned.collect()
    }

    /// Prints the header of a compound command, which bash does, where `set -x` is on.
    pub(super) async fn trace_header(&mut self, header: String) -> Flow {
        if self.has(ShellOption::XTrace) && self.dialect().family() == Family::Bash {
            self.print_trace(&[header], None, TracePlace::Usual).await?;
        }
        Ok(())
    }

    /// A word of such a header: bash prints it as it is written.
    pub(super) fn printed_word(&self, word: &Word) -> String {
        let of = Printed {
            texts: &self.process.cx.texts,
            here_documents: &self.here_documents,
            shell: self.shell,
        };
        printing::word(of, word)
    }

    /// Whether the headers of compound commands are printed.
    pub(super) fn traces_headers(&self) -> bool {
        self.has(ShellOption::XTrace) && self.dialect().family() == Family::Bash
    }

    async fn print_trace(
        &mut self,
        lines: &[String],
        stderr: Option<Rc<OpenFile>>,
        place: TracePlace,
    ) -> Flow {
        let prompt = self.trace_prompt().await?;
        let text: String = lines
            .iter()
            .map(|line| format!("{prompt}{line}\n"))
            .collect();
        let text = self.shell_text(&text, "trace of commands (set -x)");
        let descriptor = self.trace_descriptor();
        if let Some(descriptor) = descriptor.filter(|_| place == TracePlace::Usual)
            && (stderr.is_none() || self.dialect().family() == Family::Bash)
        {
            // Nothing is said where it is not open.
            let _ = self.write(descriptor, text).await?;
            return Ok(());
        }
        let Some(stderr) = stderr else {
            return self.print_text(text).await;
        };
        let redirected = self.process.descriptor(2);
        self.process.install(2, stderr);
        let result = self.print_text(text).await;
        match redirected {
            Some(file) => self.process.install(2, file),
            None => {
                self.process.close(2);
            }
        }
        result
    }

    /// Where the trace goes when not to standard error: to `BASH_XTRACEFD`, which dash does not know. bash looks when
    /// it is assigned, busybox when it prints.
    fn trace_descriptor(&self) -> Option<u32> {
        match self.dialect() {
            Dialect::Dash => None,
            Dialect::BusyboxAsh => {
                let value = self.environment.variables.value("BASH_XTRACEFD")?;
                let text = self.str(value);
                let is_number = text.bytes().all(|it| it.is_ascii_digit());
                text.parse().ok().filter(|_| is_number)
            }
            Dialect::Bash | Dialect::BashAsSh => self.environment.state.trace_descriptor,
        }
    }

    /// What bash does when `BASH_XTRACEFD` is assigned or unset: the descriptor it had before is closed.
    pub(super) async fn trace_to(&mut self, value: Option<Span>) -> Flow {
        let text = value.map_or("", |it| self.str(it)).to_owned();
        let is_known = value.is_none_or(|it| self.process.cx.texts.is_known(it));
        let number = text.parse::<u32>().ok();
        if !is_known || number.is_none() && text.trim().parse::<i64>().is_ok() {
            return self.unsupported("this value of BASH_XTRACEFD");
        }
        let is_open = number.is_some_and(|it| self.process.descriptor(it).is_some());
        if !text.is_empty() && !is_open {
            let text = format!("BASH_XTRACEFD: {text}: invalid value for trace file descriptor");
            return self.complain(None, &text).await;
        }
        let before = std::mem::replace(&mut self.environment.state.trace_descriptor, number);
        if let Some(before) = before {
            self.process.close(before);
        }
        Ok(())
    }

    /// What stands before a command: `PS4`, expanded, while nothing is traced.
    async fn trace_prompt(&mut self) -> Flow<String> {
        let Some(prompt) = self.environment.variables.value("PS4") else {
            return Ok(String::new());
        };
        let mut prompt = prompt;
        if self.str(prompt).contains(['$', '`', '\\']) {
            let options = self.environment.options;
            self.environment.options = options.without(ShellOption::XTrace);
            let expanded = self.expand_trace_prompt(prompt).await;
            self.environment.options = options;
            prompt = expanded?;
        }
        let prompt = self.str(prompt).to_owned();
        let first: String = prompt.chars().take(1).collect();
        let repeated = match self.dialect().family() {
            Family::Ash => 0,
            Family::Bash => self.level,
        };
        Ok(first.repeat(repeated as usize) + &prompt)
    }

    async fn expand_trace_prompt(&mut self, prompt: Span) -> Flow<Span> {
        if self.dialect().family() == Family::Bash {
            return Box::pin(self.expand_prompt(prompt)).await;
        }
        Box::pin(self.expand_quoted_text(prompt)).await
    }

    /// A value as the shell prints it.
    fn traced(&self, value: Span) -> String {
        quoting::traced(self.str(value), self.dialect(), Locale::Posix)
    }

    /// A word as the shell prints it.
    pub(super) fn traced_word(&self, word: Span) -> String {
        quoting::traced_word(self.str(word), self.dialect(), Locale::Posix)
    }
}

/// Whether a word gives the same each time it is expanded: nothing runs and nothing is assigned.
fn is_expanded_alike(word: &Word) -> bool {
    word.units.iter().all(|it| match it {
        WordUnit::Literal(_)
        | WordUnit::Escaped(_)
        | WordUnit::Continuation(_)
        | WordUnit::StrippedTabs(_)
        | WordUnit::SingleQuoted(_)
        | WordUnit::DollarSingleQuoted(_) => true,
        WordUnit::DoubleQuoted(it) | WordUnit::Translated(it) => is_expanded_alike(&it.content),
        WordUnit::Parameter(it) => {
            it.operation == ParameterOperation::Value
                && it.indirection.is_none()
                && it.subscript.as_ref().is_none_or(is_expanded_alike)
        }
        _ => false,
    })
}
