//! Pathname expansion (XCU 2.6.6): a field that is a pattern becomes the names of the files it matches.

use super::pieces::{Characters, Field, Quoting};
use crate::shell::execution::{BashOption, Divert, Evaluator, Flow};
use crate::shell::pathname::{
    DotDirectories, Expansion, HiddenNames, Options, RecursiveStar, WithoutMatch, expand,
};
use crate::shell::pattern::LetterCase;
use crate::text::{Rewrite, Span};

impl Evaluator {
    /// Adds the arguments that a field becomes; `written` is the word it comes from.
    pub(super) async fn expand_pathname(
        &mut self,
        field: &Field,
        written: Span,
        arguments: &mut Vec<Span>,
    ) -> Flow {
        if !self.may_be_pattern(field) {
            arguments.push(self.remove_quotes(field)?);
            return Ok(());
        }
        let characters = self.pattern_characters(field)?;
        match expand(&characters, self.pathname_options(), &self.process) {
            Expansion::Unchanged => arguments.push(self.remove_quotes(field)?),
            Expansion::Names(names) => {
                for name in names {
                    self.check_text(name.len())?;
                    arguments.push(self.rewritten(&name, written, Rewrite::Pathname));
                }
            }
            Expansion::NoMatch => {
                let text = self.remove_quotes(field)?;
                let text = self.str(text).to_owned();
                self.complain(None, &format!("no match: {text}")).await?;
                self.status = 1;
                return Err(Divert::Discard);
            }
            Expansion::NobodyKnows(path) => {
                return self.unsupported(format!(
                    "a pattern for files in {path}, which are not all known"
                ));
            }
            Expansion::NotSimulated(what) => return self.unsupported(what),
            Expansion::TooMany => return self.unsupported("a pattern for that many files"),
        }
        Ok(())
    }

    /// Whether characters that are not quoted may make it a pattern.
    fn may_be_pattern(&self, field: &Field) -> bool {
        let is_open = |it: &&Characters| it.quoting != Quoting::Quoted;
        let mut open = field.characters.iter().filter(is_open);
        open.any(|it| self.str(it.span).contains(['*', '?', '[', '(']))
    }

    fn pathname_options(&self) -> Options {
        let has = |option| self.has_bash(option);
        let letter_case = match has(BashOption::NoCaseGlob) {
            true => LetterCase::Ignored,
            false => LetterCase::Kept,
        };
        let usual = Options::of(self.shell);
        Options {
            settings: self.pattern_settings(letter_case),
            hidden: match has(BashOption::DotGlob) {
                true => HiddenNames::LikeAll,
                false => HiddenNames::NeedDot,
            },
            recursive: match has(BashOption::GlobStar) {
                true => RecursiveStar::On,
                false => RecursiveStar::Off,
            },
            without_match: match (has(BashOption::FailGlob), has(BashOption::NullGlob)) {
                (true, _) => WithoutMatch::Error,
                (false, true) => WithoutMatch::Nothing,
                (false, false) => WithoutMatch::Word,
            },
            dot_directories: match (self.has_arrays(), has(BashOption::GlobSkipDots)) {
                (true, true) => DotDirectories::Skipped,
                (true, false) => DotDirectories::Matched,
                (false, _) => usual.dot_directories,
            },
        }
    }
}
