//! Scripts and texts inside others, and how deeply, and how often, they are read.

use super::history::History;
use super::input::Input;
use super::reader::{Outcome, Reader};
use crate::shell::Warning;
use crate::shell::error::{Consequence, Fault, Opener, Opening, Place};
use crate::shell::parse::DEPTH_LIMIT;
use crate::shell::syntax::{HereDocumentId, Script};
use crate::text::Span;

impl Reader<'_> {
    /// Reads the text at `span` instead, then goes on in this one.
    pub(super) fn in_text<T>(&mut self, span: Span, read: impl FnOnce(&mut Self) -> T) -> T {
        let input = Input::new(self.cx, span);
        let outer = std::mem::replace(&mut self.input, input);
        let tokens = std::mem::take(&mut self.tokens);
        let aliases = self.aliases.set_apart();
        let result = read(self);
        self.aliases.come_back(aliases);
        self.input = outer;
        self.tokens = tokens;
        result
    }

    /// A text of its own, read when bash expands it: its error is its own.
    pub(super) fn later_script(&mut self, text: Span) -> Script {
        if self.skims > 0 {
            return Script {
                span: text,
                commands: Vec::new(),
                tokens: Vec::new(),
                error: None,
                warnings: Vec::new(),
            };
        }
        if self.depth + 1 >= DEPTH_LIMIT {
            return Script {
                span: text,
                commands: Vec::new(),
                tokens: Vec::new(),
                error: self.error_at::<()>(Fault::TooDeep, text, 1).err(),
                warnings: Vec::new(),
            };
        }
        let input = Input::new(self.cx, text);
        let outer = std::mem::replace(&mut self.input, input);
        let tokens = std::mem::take(&mut self.tokens);
        let pending = std::mem::take(&mut self.pending);
        let history = std::mem::replace(&mut self.history, History::new());
        let current = self.current.take();
        let open = std::mem::take(&mut self.open);
        let place = std::mem::replace(&mut self.place, Place::Script);
        let (last_end, wording) = (self.last_end, self.wording);
        self.depth += 1;
        let warnings = self.warnings.len();
        let mut script = self.script(text, Self::lines);
        script.warnings = self.warnings.split_off(warnings.min(self.warnings.len()));
        self.depth -= 1;
        self.input = outer;
        self.tokens = tokens;
        self.pending = pending;
        self.history = history;
        self.current = current;
        self.open = open;
        self.place = place;
        self.last_end = last_end;
        self.wording = wording;
        script
    }

    /// The script of a substitution that began at `opening`, up to its parenthesis, which is read.
    pub(super) fn inner_script(&mut self, opening: Span) -> Outcome<Script> {
        let start = self.input.at;
        let tokens = std::mem::take(&mut self.tokens);
        let pending = std::mem::take(&mut self.pending);
        let history = std::mem::replace(&mut self.history, History::of_substitution());
        let current = self.current.take();
        let place = std::mem::replace(&mut self.place, Place::Substitution);
        let last_end = self.last_end;
        let line = self.line();
        self.open.push(Opening {
            by: Opener::Substitution,
            span: opening,
            line,
        });
        let mut result = self.nested(Self::commands_of_substitution);
        let tokens = std::mem::replace(&mut self.tokens, tokens);
        let unread = std::mem::replace(&mut self.pending, pending);
        self.leave_unread(unread, &mut result);
        self.history = history;
        self.current = current;
        self.place = place;
        self.last_end = last_end;
        if let Err(error) = &result
            && matches!(error.fault, Fault::LookingFor(_))
            && error.span != opening
        {
            self.input.ends_found += 1;
        }
        let commands = result?;
        self.open.pop();
        Ok(Script {
            span: self.span(start, self.input.at - 1),
            commands,
            tokens,
            error: None,
            warnings: Vec::new(),
        })
    }

    /// The here-documents of a substitution of which the lines have not begun: they stand behind the line around it.
    fn leave_unread<T>(&mut self, unread: Vec<HereDocumentId>, result: &mut Outcome<T>) {
        if unread.is_empty() || self.skims > 0 {
            return;
        }
        let new = unread.iter().filter(|it| !self.left.contains(it));
        let count = new.count();
        match result {
            Ok(_) => {
                let line = self.line();
                if count > 0 {
                    self.warnings.push(Warning::InSubstitution { line, count });
                }
                self.left.extend(&unread);
                self.pending.extend(unread);
            }
            Err(error)
                if matches!(error.fault, Fault::LookingFor(_)) && error.consequences.is_empty() =>
            {
                let line = self.line_of_end() + 1;
                let consequence = Consequence::InSubstitution(count);
                error.consequences.push((consequence, line));
                self.add_unread_here_documents(error, &unread);
            }
            Err(_) => {}
        }
    }

    /// Reads something that is nested in something else.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        if self.depth == DEPTH_LIMIT {
            let line = self.line();
            return self.error_at(Fault::TooDeep, self.span_from(self.input.at), line);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Reads something only to find its end: it will be read again, so nothing nested in it need be.
    pub(super) fn skim<T>(&mut self, read: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        let start = self.input.at;
        self.skims += 1;
        let result = read(self);
        self.skims -= 1;
        let length = self.input.at.saturating_sub(start);
        let Some(budget) = self.budget.checked_sub(length) else {
            let line = self.line();
            return self.error_at(Fault::TooDeep, self.span_from(start), line);
        };
        self.budget = budget;
        result
    }
}
