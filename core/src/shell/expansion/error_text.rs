//! The word of `${name?word}` as bash makes a message of it: read anew, as if nothing quoted it.

use super::pieces::ExpandedWord;
use super::tilde::Tildes;
use super::word::Inside;
use crate::shell::execution::{Evaluator, Flow};
use crate::shell::parse::parse;
use crate::shell::syntax::{CommandBody, ParameterOperation, Word, WordUnit};
use crate::text::Span;

impl Evaluator {
    /// The fields of the word, with blanks between them.
    pub(super) async fn error_text(&mut self, word: &Word) -> Flow<String> {
        let written = self.str(word.span);
        if !written.contains(['$', '`', '\'', '"', '\\', '~']) {
            return Ok(written.to_owned());
        }
        let Some(bare) = self.read_bare(word.span) else {
            return self.with_open_quotes(word);
        };
        let mut expanded = ExpandedWord::default();
        self.expand_with_tildes(&bare, Tildes::AtStart, Inside::Word, &mut expanded)
            .await?;
        let mut fields = Vec::new();
        for field in self.split_fields(expanded)? {
            let text = self.remove_quotes(&field)?;
            self.check_known(text)?;
            fields.push(self.str(text).to_owned());
        }
        Ok(fields.join(" "))
    }

    /// A text as the word of an expansion that nothing quotes.
    fn read_bare(&mut self, text: Span) -> Option<Word> {
        let before = self.shell_text("x=${x?", "start of an expansion");
        let behind = self.shell_text("}", "end of an expansion");
        let script = self.process.join(&[before, text, behind]);
        let parse = parse(&mut self.process.cx, script, self.shell);
        let command = parse.script.commands.first()?;
        let piped = command.list.items.first()?.and_or.first.commands.first()?;
        let CommandBody::Simple(simple) = &piped.command.body else {
            return None;
        };
        let assignment = simple.assignments.first()?;
        let [WordUnit::Parameter(parameter)] = assignment.value.units.as_slice() else {
            return None;
        };
        match &parameter.operation {
            ParameterOperation::Default { word, .. } if parse.script.error.is_none() => {
                Some(word.clone())
            }
            _ => None,
        }
    }

    /// A word in which quotes do not end: bash takes the end of the word for theirs.
    fn with_open_quotes(&self, word: &Word) -> Flow<String> {
        let written = self.str(word.span);
        match written.contains(['$', '`', '"', '\\']) {
            true => self.unsupported("a message with quotes that do not end"),
            false => Ok(written.replace('\'', "")),
        }
    }
}
