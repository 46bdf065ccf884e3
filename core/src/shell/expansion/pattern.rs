//! Patterns of `case` and of the operators of `${…}`: what is quoted in them stands for itself (XCU 2.14).

use super::pieces::{Characters, ExpandedWord, Field, Quoting};
use super::tilde::Tildes;
use super::word::Inside;
use crate::shell::execution::{BashOption, Encoding, Evaluator, Flow};
use crate::shell::pattern::{
    self, ExtendedPatterns, LetterCase, Locale, Pattern, PatternCharacter, Settings,
};
use crate::shell::syntax::{Word, WordUnit};
use crate::text::Span;

impl Evaluator {
    /// A pattern that a word of a script is.
    pub(in crate::shell) async fn read_pattern(
        &mut self,
        word: &Word,
        letter_case: LetterCase,
    ) -> Flow<Pattern> {
        let read = self.read_pattern_with_characters(word, letter_case);
        read.await.map(|(pattern, _)| pattern)
    }

    /// The same, and the characters of the pattern, each quoted or not.
    pub(in crate::shell) async fn read_pattern_with_characters(
        &mut self,
        word: &Word,
        letter_case: LetterCase,
    ) -> Flow<(Pattern, Vec<PatternCharacter>)> {
        let characters = self.read_characters(word).await?;
        let mut settings = self.pattern_settings(letter_case);
        // Where it was read as one, it is one.
        if word
            .units
            .iter()
            .any(|it| matches!(it, WordUnit::ExtendedGlob(_)))
        {
            settings.extended = ExtendedPatterns::On;
        }
        Ok((Pattern::read(&characters, settings), characters))
    }

    /// The characters of a word after its expansions, each quoted or not.
    pub(in crate::shell) async fn read_characters(
        &mut self,
        word: &Word,
    ) -> Flow<Vec<PatternCharacter>> {
        let field = self.expand_to_field(word).await?;
        self.pattern_characters(&field)
    }

    /// A word after its expansions, with what is quoted; nothing is split.
    pub(super) async fn expand_to_field(&mut self, word: &Word) -> Flow<Field> {
        let mut expanded = ExpandedWord::default();
        self.expand_with_tildes(word, Tildes::AtStart, Inside::Word, &mut expanded)
            .await?;
        Ok(self.join_fields(expanded))
    }

    /// The characters of a pattern, each quoted or not.
    pub(super) fn pattern_characters(&self, field: &Field) -> Flow<Vec<PatternCharacter>> {
        let mut all = Vec::new();
        for Characters { span, quoting, .. } in &field.characters {
            if !self.process.cx.texts.is_known(*span) {
                return self.unsupported("a pattern that nobody knows");
            }
            let quoting = match quoting {
                Quoting::Quoted => pattern::Quoting::Quoted,
                Quoting::Literal | Quoting::Expanded => pattern::Quoting::Unquoted,
            };
            let characters = self.str(*span).chars();
            all.extend(characters.map(|character| PatternCharacter { character, quoting }));
        }
        Ok(all)
    }

    /// How patterns are read.
    pub(in crate::shell) fn pattern_settings(&self, letter_case: LetterCase) -> Settings {
        Settings {
            locale: match self.encoding() {
                Encoding::Bytes => Locale::Posix,
                Encoding::Utf8 => Locale::Utf8,
            },
            extended: self.extended_patterns(),
            letter_case,
            ..Settings::of(self.shell)
        }
    }

    /// What `extglob` says.
    pub(in crate::shell) fn extended_patterns(&self) -> ExtendedPatterns {
        match self.has_bash(BashOption::ExtendedGlob) {
            true => ExtendedPatterns::On,
            false => ExtendedPatterns::Off,
        }
    }

    /// What `nocasematch` says.
    pub(in crate::shell) fn case_of_matches(&self) -> LetterCase {
        match self.has_bash(BashOption::NoCaseMatch) {
            true => LetterCase::Ignored,
            false => LetterCase::Kept,
        }
    }

    /// Stops at a text of which nobody knows the characters.
    pub(in crate::shell) fn check_known(&self, span: Span) -> Flow {
        match self.process.cx.texts.is_known(span) {
            true => Ok(()),
            false => self.unsupported("an expansion that hangs on a value nobody knows"),
        }
    }
}
