//! `${name/pattern/replacement}` (bash, busybox): matches of a pattern become another text.
//!
//! bash 5.2 puts the match where `&` stands in the replacement, unless that is quoted.

use super::pieces::{Characters, Field, Quoting};
use super::subject::Value;
use super::word::Inside;
use crate::shell::execution::{BashOption, Evaluator, Family, Flow};
use crate::shell::pattern::{self, Pattern, PatternCharacter};
use crate::shell::syntax::{ReplaceScope, Word, WordUnit};
use crate::text::Span;

/// A piece of a replacement.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// Characters.
    Text(Span),
    /// What was matched.
    Match,
}

/// What is replaced by what.
struct Rule {
    scope: ReplaceScope,
    pattern: Pattern,
    /// Whether the pattern has no characters.
    is_empty: bool,
    replacement: Vec<Piece>,
}

/// Whether a class begins in a bracket, and nothing closes it: what bash finds then hangs on how it measures.
fn has_open_class(pattern: &[PatternCharacter]) -> bool {
    let text: String = pattern
        .iter()
        .filter(|it| it.quoting == pattern::Quoting::Unquoted)
        .map(|it| it.character)
        .collect();
    ["[[:", "[[.", "[[="].iter().any(|open| {
        let close = format!("{}]", &open[2..]);
        text.find(open)
            .is_some_and(|at| !text[at + open.len()..].contains(&close))
    })
}

impl Evaluator {
    pub(super) async fn replace(
        &mut self,
        value: Value,
        scope: ReplaceScope,
        word: &Word,
        _: Inside,
    ) -> Flow<Value> {
        let slash = self.second_slash(word);
        let end = word.span.end;
        let pattern = word.part(word.span.start, slash.unwrap_or(end));
        let field = self.expand_to_field(&pattern).await?;
        let characters = self.pattern_characters(&field)?;
        if self.dialect().family() == Family::Bash && has_open_class(&characters) {
            return self.unsupported("a bracket that is not closed in a pattern to replace");
        }
        let replacement = match slash {
            None => Vec::new(),
            Some(slash) => {
                let replacement = word.part(slash + 1, end);
                let field = self.expand_to_field(&replacement).await?;
                self.replacement(&field)
            }
        };
        let (scope, characters) = self.scope_of(scope, &characters);
        let settings = self.pattern_settings(self.case_of_matches());
        let rule = Rule {
            scope,
            pattern: Pattern::read(characters, settings),
            is_empty: characters.is_empty(),
            replacement,
        };
        self.map_value(value, |shell, text| shell.replace_in(text, &rule))
    }

    /// Where the slash before the replacement stands: one that is not quoted, and not at the start.
    fn second_slash(&self, word: &Word) -> Option<u32> {
        for unit in &word.units {
            let WordUnit::Literal(span) = unit else {
                continue;
            };
            let found = (span.start..)
                .zip(self.str(*span).bytes())
                .find(|(at, byte)| *byte == b'/' && self.may_separate(word, *at));
            if let Some((at, _)) = found {
                return Some(at);
            }
        }
        None
    }

    /// A slash at the start of the pattern belongs to it, where another one follows.
    fn may_separate(&self, word: &Word, at: u32) -> bool {
        at > word.span.start || !self.str(word.span)[1..].contains('/')
    }

    /// What the first character of a pattern that comes out of a variable says of where it matches (bash).
    fn scope_of<'c>(
        &self,
        scope: ReplaceScope,
        characters: &'c [PatternCharacter],
    ) -> (ReplaceScope, &'c [PatternCharacter]) {
        let [first, rest @ ..] = characters else {
            return (scope, characters);
        };
        let is_open = first.quoting == pattern::Quoting::Unquoted;
        let is_bash = self.dialect().family() == Family::Bash;
        if scope != ReplaceScope::First || !is_open || !is_bash {
            return (scope, characters);
        }
        match first.character {
            '/' => (ReplaceScope::All, rest),
            '#' => (ReplaceScope::Prefix, rest),
            '%' => (ReplaceScope::Suffix, rest),
            _ => (scope, characters),
        }
    }

    /// A replacement, taken apart at `&`.
    fn replacement(&self, field: &Field) -> Vec<Piece> {
        let has_match = self.has_bash(BashOption::PatsubReplacement);
        let mut pieces = Vec::new();
        for Characters { span, quoting, .. } in &field.characters {
            if *quoting == Quoting::Quoted || !has_match {
                pieces.push(Piece::Text(*span));
                continue;
            }
            self.split_replacement(*span, &mut pieces);
        }
        pieces
    }

    /// Open characters of a replacement: a backslash before `&` or another one quotes it.
    fn split_replacement(&self, span: Span, pieces: &mut Vec<Piece>) {
        let text = self.str(span);
        let bytes = text.as_bytes();
        let (mut start, mut at) = (0, 0);
        while let Some(byte) = bytes.get(at) {
            match (byte, bytes.get(at + 1)) {
                (b'&', _) => {
                    pieces.push(Piece::Text(span.slice(start..at)));
                    pieces.push(Piece::Match);
                    at += 1;
                    start = at;
                }
                (b'\\', Some(b'&' | b'\\')) => {
                    pieces.push(Piece::Text(span.slice(start..at)));
                    start = at + 1;
                    at += 2;
                }
                _ => at += 1,
            }
        }
        pieces.push(Piece::Text(span.slice(start..text.len())));
    }

    fn replace_in(&mut self, text: Span, rule: &Rule) -> Flow<Span> {
        let content = self.str(text);
        let whole = content.len();
        if rule.is_empty && matches!(rule.scope, ReplaceScope::First | ReplaceScope::All) {
            return Ok(text);
        }
        let mut matches = Vec::new();
        match rule.scope {
            ReplaceScope::Prefix => {
                matches.extend(rule.pattern.longest_prefix(content).map(|it| 0..it));
            }
            ReplaceScope::Suffix => {
                let found = rule.pattern.longest_suffix(content);
                matches.extend(found.map(|it| whole - it..whole));
            }
            ReplaceScope::First => matches.extend(rule.pattern.find(content, 0)),
            ReplaceScope::All => {
                let mut from = 0;
                while let Some(found) = rule.pattern.find(content, from) {
                    from = found.end.max(found.start + 1);
                    matches.push(found);
                    if from >= whole {
                        break;
                    }
                }
            }
        }
        let is_cut = matches
            .iter()
            .any(|it| !content.is_char_boundary(it.start) || !content.is_char_boundary(it.end));
        if is_cut {
            return self.unsupported("a replacement within a character");
        }
        let mut builder = self.process.cx.texts.builder();
        let mut at = 0;
        for found in matches {
            builder.copy(text.slice(at..found.start));
            for piece in &rule.replacement {
                match piece {
                    Piece::Text(span) => builder.copy(*span),
                    Piece::Match => builder.copy(text.slice(found.clone())),
                };
            }
            at = found.end;
        }
        builder.copy(text.slice_from(at));
        let built = builder.build();
        if built.as_str().is_empty() {
            return Ok(text.at_start());
        }
        self.finish(built)
    }
}
