//! Word expansion in the order of the standard (XCU 2.6): each step takes what the one before gives.
//!
//! | step | gives |
//! |---|---|
//! | brace expansion (bash) | words |
//! | tilde, parameter, command substitution, arithmetic | [`ExpandedWord`] |
//! | field splitting | [`Field`](pieces::Field)s |
//! | pathname expansion | [`Field`](pieces::Field)s |
//! | quote removal | arguments: spans |
//!
//! A character keeps how it is quoted and where it is written until the last step; quotes themselves are never copied.

mod arithmetic;
mod brace;
mod command_substitution;
mod error_text;
mod escapes;
mod failure;
mod field_splitting;
mod letter_case;
mod nested_quotes;
mod parameter;
mod pathname;
mod pattern;
mod pieces;
mod process_substitution;
mod prompt;
mod quote_removal;
mod replace;
mod special_parameter;
mod subject;
mod substring;
mod tilde;
mod transform;
mod trim;
mod word;

pub(in crate::shell) use escapes::ansi_c_text;
pub(in crate::shell) use transform::attribute_letters;

use pieces::ExpandedWord;
use tilde::Tildes;
use word::Inside;

use super::dialect::Dialect;
use super::execution::{Evaluator, Family, Flow, ShellOption};
use super::syntax::{Word, WordUnit};
use crate::text::Span;
use crate::trace::Action;

impl Evaluator {
    /// The fields that `words` become: the name of a command and its arguments, the items of `for`.
    pub(in crate::shell) async fn expand_words(&mut self, words: &[Word]) -> Flow<Vec<Span>> {
        let mut arguments = Vec::with_capacity(words.len());
        for word in words {
            self.expand_word(word, &mut arguments).await?;
        }
        Ok(arguments)
    }

    /// The fields that one word becomes.
    pub(in crate::shell) async fn expand_word(
        &mut self,
        word: &Word,
        arguments: &mut Vec<Span>,
    ) -> Flow {
        match self.expand_braces(word)? {
            None => self.expand_one_word(word, arguments).await,
            Some(words) => {
                for word in &words {
                    self.expand_one_word(word, arguments).await?;
                }
                Ok(())
            }
        }
    }

    async fn expand_one_word(&mut self, word: &Word, arguments: &mut Vec<Span>) -> Flow {
        let first = arguments.len();
        if let [WordUnit::Literal(span)] = *word.units
            && self.is_plain(span)
        {
            arguments.push(span);
        } else {
            self.expand_split(word, arguments).await?;
        }
        let fields = arguments[first..].to_vec();
        self.note_at(word.span, Action::Expanded(fields));
        Ok(())
    }

    /// Whether characters stay as they are, whatever step comes.
    fn is_plain(&self, span: Span) -> bool {
        !span.is_empty()
            && !self
                .str(span)
                .bytes()
                .any(|it| matches!(it, b'~' | b'*' | b'?' | b'[' | b'\\'))
    }

    async fn expand_split(&mut self, word: &Word, arguments: &mut Vec<Span>) -> Flow {
        let is_assignment =
            self.dialect() == Dialect::Bash && word.is_assignment(&self.process.cx.texts);
        let tildes = match is_assignment {
            true => Tildes::InAssignment,
            false => Tildes::AtStart,
        };
        let mut expanded = ExpandedWord::default();
        self.expand_with_tildes(word, tildes, Inside::Word, &mut expanded)
            .await?;
        if self.dialect().family() == Family::Bash && self.ends_in_bare_dollar(word) {
            expanded.keep_together();
        }
        for field in self.split_fields(expanded)? {
            if self.has(ShellOption::NoGlob) {
                arguments.push(self.remove_quotes(&field)?);
            } else {
                self.expand_pathname(&field, word.span, arguments).await?;
            }
        }
        Ok(())
    }

    /// Whether the last dollar outside quotes stands for itself: bash then forgets that anything was expanded, and
    /// splits nothing.
    fn ends_in_bare_dollar(&self, word: &Word) -> bool {
        let mut units = word.units.iter().rev();
        let last = units.find(|unit| match unit {
            WordUnit::Literal(span) => self.str(*span).contains('$'),
            WordUnit::Parameter(_)
            | WordUnit::CommandSubstitution(_)
            | WordUnit::Arithmetic(_)
            | WordUnit::ProcessSubstitution(_) => true,
            _ => false,
        });
        matches!(last, Some(WordUnit::Literal(_)))
    }

    /// The value of an assignment: nothing is split, tildes stand behind colons too.
    pub(in crate::shell) async fn expand_assigned(&mut self, word: &Word) -> Flow<Span> {
        if let [WordUnit::Literal(span)] = *word.units
            && self.is_plain(span)
        {
            return Ok(span);
        }
        let mut expanded = ExpandedWord::default();
        self.expand_with_tildes(word, Tildes::InValue, Inside::Value, &mut expanded)
            .await?;
        self.join(expanded)
    }

    /// An argument of `export` and its like that is an assignment: one field, whatever it holds.
    pub(in crate::shell) async fn expand_declared(&mut self, word: &Word) -> Flow<Span> {
        let mut expanded = ExpandedWord::default();
        self.expand_with_tildes(word, Tildes::InAssignment, Inside::Value, &mut expanded)
            .await?;
        self.join(expanded)
    }

    /// A word that stays one field: the word of `case`.
    pub(in crate::shell) async fn expand_text(&mut self, word: &Word) -> Flow<Span> {
        let field = self.expand_to_field(word).await?;
        self.remove_quotes(&field)
    }

    /// The word behind a redirection operator. bash splits it and wants one field.
    pub(in crate::shell) async fn expand_redirection(&mut self, word: &Word) -> Flow<Span> {
        let mut expanded = self.expanded_redirections.iter();
        if let Some(at) = expanded.position(|it| it.0 == word.span) {
            return Ok(self.expanded_redirections.remove(at).1);
        }
        match self.dialect() {
            Dialect::Dash | Dialect::BusyboxAsh => self.expand_text(word).await,
            Dialect::BashAsSh => {
                // In POSIX mode nothing is split (XCU 2.7); a word of which nothing is left is still no name.
                let text = self.expand_text(word).await?;
                let is_bare = |it: &WordUnit| {
                    matches!(
                        it,
                        WordUnit::Parameter(_) | WordUnit::CommandSubstitution(_)
                    )
                };
                match self.str(text).is_empty() && word.units.iter().all(is_bare) {
                    true => self.ambiguous_redirect(word).await,
                    false => Ok(text),
                }
            }
            Dialect::Bash => {
                let mut fields = Vec::new();
                self.expand_word(word, &mut fields).await?;
                match *fields {
                    [field] => Ok(field),
                    _ => self.ambiguous_redirect(word).await,
                }
            }
        }
    }

    /// bash's message about a redirection to a word that names nothing, or to several. It expands the word once more,
    /// all but its command substitutions; where that gives no single word, the message has it as written.
    pub(in crate::shell) async fn ambiguous_redirect<T>(&mut self, word: &Word) -> Flow<T> {
        self.leaves_substitutions = true;
        let again = self.expand_redirection_again(word).await;
        self.leaves_substitutions = false;
        let named = self.str(again?.unwrap_or(word.span)).to_owned();
        self.fail_redirection(&format!("{named}: ambiguous redirect"))
            .await
    }

    async fn expand_redirection_again(&mut self, word: &Word) -> Flow<Option<Span>> {
        if self.dialect() == Dialect::BashAsSh {
            let text = self.expand_text(word).await?;
            return Ok((!self.str(text).is_empty()).then_some(text));
        }
        let mut fields = Vec::new();
        self.expand_word(word, &mut fields).await?;
        Ok(match *fields {
            [field] => Some(field),
            _ => None,
        })
    }

    /// The body of a here-document: expanded as in double quotes.
    pub(in crate::shell) async fn expand_here_document(&mut self, body: &Word) -> Flow<Span> {
        let mut expanded = ExpandedWord::default();
        let mut body = body.clone();
        let is_open = !self.str(body.span).ends_with('\n') && !body.span.is_empty();
        if is_open && self.has_arrays() {
            // bash ends the last line before it expands the text.
            let line_break = self.shell_text("\n", "end of a here-document");
            body.span = self.process.join(&[body.span, line_break]);
        }
        self.expand_units(&body, Inside::Quotes, &mut expanded)
            .await?;
        self.join(expanded)
    }

    /// All fields of a word as one text, without its quotes.
    fn join(&mut self, expanded: ExpandedWord) -> Flow<Span> {
        let field = self.join_fields(expanded);
        self.remove_quotes(&field)
    }
}
