//! Pathname expansion (XCU 2.6.6): a field that is a pattern becomes the names of the files it matches.

use super::pieces::{Characters, Field, Quoting};
use crate::shell::execution::{BashOption, Divert, Evaluator, Flow};
use crate::shell::pathname::{
    DotDirectories, Expansion, HiddenNames, Options, RecursiveStar, WithoutMatch, expand,
};
use crate::shell::pattern::{self, LetterCase, Pattern, PatternCharacter};
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
        let options = self.pathname_options();
        let expansion = expand(&characters, options, &self.process);
        match self.without_ignored(expansion, options)? {
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

    /// What `GLOBIGNORE` of bash leaves of the names: those that none of its patterns matches.
    fn without_ignored(&self, expansion: Expansion, options: Options) -> Flow<Expansion> {
        let (Some(ignored), Expansion::Names(mut names)) =
            (self.ignored_names(), expansion.clone())
        else {
            return Ok(expansion);
        };
        if names.iter().any(|it| it.contains('/')) {
            return self.unsupported("GLOBIGNORE where a pattern has directories");
        }
        for pattern in ignored.split(':') {
            let characters: Vec<_> = pattern
                .chars()
                .map(|character| PatternCharacter {
                    character,
                    quoting: pattern::Quoting::Unquoted,
                })
                .collect();
            if pattern.contains('\\') {
                return self.unsupported("quotes in GLOBIGNORE");
            }
            let pattern = Pattern::read(&characters, options.settings);
            names.retain(|it| !pattern.matches(it));
        }
        Ok(match (names.is_empty(), options.without_match) {
            (false, _) | (true, WithoutMatch::Nothing) => Expansion::Names(names),
            (true, WithoutMatch::Word) => Expansion::Unchanged,
            (true, WithoutMatch::Error) => Expansion::NoMatch,
        })
    }

    /// The value of `GLOBIGNORE`, where it has one (bash).
    fn ignored_names(&self) -> Option<&str> {
        let value = self.environment.variables.value("GLOBIGNORE")?;
        let text = self.str(value);
        (self.has_arrays() && !text.is_empty()).then_some(text)
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
            hidden: match has(BashOption::DotGlob) || self.ignored_names().is_some() {
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
