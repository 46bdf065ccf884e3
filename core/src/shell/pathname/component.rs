//! [`read`]: a field as components, the parts between slashes.
//!
//! `src/*.c` is the literal `src`, a slash, and the pattern `*.c`. A slash splits wherever it stands, also in brackets
//! (`[a/b]` is two components), but not in bash within a group such as `@(a/b)`.
//! A backslash out of a variable before a slash: dash and busybox take it off; to bash it ends the component before,
//! where it is dropped from a literal, and belongs to a pattern.

use super::{Options, RecursiveStar};
use crate::shell::Dialect;
use crate::shell::pattern::{ExtendedPatterns, Pattern, PatternCharacter, Quoting};

/// A field, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    /// Slashes at its start.
    pub(super) start: String,
    pub(super) components: Vec<Component>,
    /// Whether the shell looks for files at all.
    pub(super) is_pattern: bool,
    /// What of it is not simulated.
    pub(super) not_simulated: Option<&'static str>,
}

/// What stands between slashes, and the slashes behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Component {
    pub(super) part: Part,
    pub(super) slashes: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// This name.
    Literal(String),
    /// Names that are matched.
    Pattern(Pattern),
    /// `**` with `globstar`.
    Recursive,
}

/// The components of a field.
pub(super) fn read(field: &[PatternCharacter], options: Options) -> Path {
    let dialect = options.settings.shell.dialect;
    let mut rest = field;
    let start = take_slashes(&mut rest);
    let mut components = Vec::new();
    let mut behind_pattern = false;
    let mut not_simulated = None;
    while !rest.is_empty() {
        let length = length_of_component(rest, options);
        let (characters, behind) = rest.split_at(length);
        rest = behind;
        let mut slashes = take_slashes(&mut rest);
        not_simulated = not_simulated.or(oddity(characters, &components, dialect));
        let part = read_part(without_backslash(characters, &slashes, dialect), options);
        if let Part::Pattern(pattern) = &part {
            not_simulated = not_simulated.or(pattern.not_simulated());
        }
        behind_pattern |= !matches!(part, Part::Literal(_));
        if behind_pattern && part != Part::Recursive && !keeps_slashes(dialect) {
            if slashes.len() > 1 && is_recursive(rest, options) {
                not_simulated = Some("`//**` behind a pattern");
            }
            slashes.truncate(1);
        }
        components.push(Component { part, slashes });
    }
    Path {
        start,
        components,
        is_pattern: behind_pattern || looks_like_pattern(field, options),
        not_simulated,
    }
}

/// A lone backslash before a slash, behind a pattern: bash counts the slashes then in a way of its own.
fn oddity(
    characters: &[PatternCharacter],
    before: &[Component],
    dialect: Dialect,
) -> Option<&'static str> {
    let is_odd = characters.len() == 1
        && ends_in_backslash(characters)
        && before.iter().any(|it| !matches!(it.part, Part::Literal(_)));
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => None,
        Dialect::Bash | Dialect::BashAsSh => is_odd.then_some("a lone backslash between slashes"),
    }
}

/// Whether `**` comes next.
fn is_recursive(rest: &[PatternCharacter], options: Options) -> bool {
    options.recursive == RecursiveStar::On && is_unquoted(rest, 0, '*') && is_unquoted(rest, 1, '*')
}

/// Whether `*//` keeps both slashes, and `*//x` too.
fn keeps_slashes(dialect: Dialect) -> bool {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => true,
        Dialect::Bash | Dialect::BashAsSh => false,
    }
}

fn take_slashes(rest: &mut &[PatternCharacter]) -> String {
    let count = rest.iter().take_while(|it| it.character == '/').count();
    *rest = &rest[count..];
    "/".repeat(count)
}

/// How many characters there are before the next slash.
fn length_of_component(rest: &[PatternCharacter], options: Options) -> usize {
    let has_groups = has_groups(options);
    let mut at = 0;
    while let Some(it) = rest.get(at) {
        if it.character == '/' {
            break;
        }
        if is_unquoted(rest, at, '\\') && !is_at(rest, at + 1, '/') {
            at += 2;
            continue;
        }
        at += match has_groups {
            true => group_length(&rest[at..]).unwrap_or(1),
            false => 1,
        };
    }
    at.min(rest.len())
}

/// How long the group `@(…)` or its like is at the start of `field`.
fn group_length(field: &[PatternCharacter]) -> Option<usize> {
    let is_sign = |sign| is_unquoted(field, 0, sign);
    if !['?', '*', '+', '@', '!'].into_iter().any(is_sign) || !is_unquoted(field, 1, '(') {
        return None;
    }
    let mut depth = 1;
    let mut at = 2;
    while at < field.len() {
        if is_unquoted(field, at, '(') {
            depth += 1;
        } else if is_unquoted(field, at, ')') {
            depth -= 1;
        }
        at += if is_unquoted(field, at, '\\') { 2 } else { 1 };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn has_groups(options: Options) -> bool {
    match options.settings.shell.dialect {
        Dialect::Bash | Dialect::BashAsSh => options.settings.extended == ExtendedPatterns::On,
        Dialect::Dash | Dialect::BusyboxAsh => false,
    }
}

fn is_at(field: &[PatternCharacter], at: usize, character: char) -> bool {
    field.get(at).is_some_and(|it| it.character == character)
}

fn is_unquoted(field: &[PatternCharacter], at: usize, character: char) -> bool {
    is_at(field, at, character) && field[at].quoting == Quoting::Unquoted
}

/// Without the backslash that quotes the slash behind it.
fn without_backslash<'f>(
    characters: &'f [PatternCharacter],
    slashes: &str,
    dialect: Dialect,
) -> &'f [PatternCharacter] {
    let drops = match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => !slashes.is_empty(),
        Dialect::Bash | Dialect::BashAsSh => false,
    };
    if drops && ends_in_backslash(characters) {
        &characters[..characters.len() - 1]
    } else {
        characters
    }
}

/// Whether the last character is a backslash that quotes what comes behind.
fn ends_in_backslash(characters: &[PatternCharacter]) -> bool {
    let unquoted = |it: &&PatternCharacter| it.character == '\\' && it.quoting == Quoting::Unquoted;
    characters.iter().rev().take_while(unquoted).count() % 2 == 1
}

fn read_part(characters: &[PatternCharacter], options: Options) -> Part {
    let is_star = |it: &PatternCharacter| it.character == '*' && it.quoting == Quoting::Unquoted;
    if options.recursive == RecursiveStar::On
        && characters.len() == 2
        && characters.iter().all(is_star)
    {
        return Part::Recursive;
    }
    let pattern = Pattern::read(characters, options.settings);
    match pattern.is_literal() {
        true => Part::Literal(literal(characters, options.settings.shell.dialect)),
        false => Part::Pattern(pattern),
    }
}

/// A component that is no pattern, without the backslashes that quote.
fn literal(characters: &[PatternCharacter], dialect: Dialect) -> String {
    let mut name = String::new();
    let mut at = 0;
    while let Some(it) = characters.get(at) {
        at += 1;
        if it.character != '\\' || it.quoting == Quoting::Quoted {
            name.push(it.character);
            continue;
        }
        match (characters.get(at), dialect) {
            (Some(next), _) => {
                name.push(next.character);
                at += 1;
            }
            (None, Dialect::Dash | Dialect::BusyboxAsh) => name.push('\\'),
            (None, Dialect::Bash | Dialect::BashAsSh) => {}
        }
    }
    name
}

/// Whether bash takes a field for a pattern in which each component stands for itself, such as `[]`.
fn looks_like_pattern(field: &[PatternCharacter], options: Options) -> bool {
    match options.settings.shell.dialect {
        Dialect::Dash | Dialect::BusyboxAsh => return false,
        Dialect::Bash | Dialect::BashAsSh => {}
    }
    let mut has_bracket = false;
    let mut at = 0;
    while let Some(it) = field.get(at) {
        let is = |character| it.quoting == Quoting::Unquoted && it.character == character;
        if is('*') || is('?') || is(']') && has_bracket {
            return true;
        }
        if ['+', '@', '!'].into_iter().any(is) && is_unquoted(field, at + 1, '(') {
            return true;
        }
        has_bracket = is('[') || has_bracket && it.character != '/';
        at += if is('\\') { 2 } else { 1 };
    }
    false
}
