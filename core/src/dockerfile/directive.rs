//! Parser directives: `# name=value` lines at the very top of a file.
//!
//! BuildKit's rule (`parser/directives.go`): `#`, blanks, a name, `=`, a value. The first line that is none of
//! the three directives ends the search, comments and blank lines included; a directive may stand once.

use crate::text::Span;

use super::syntax::{Directive, DirectiveName, Escape};

/// What a comment line at the top of the file is.
pub(super) enum Found {
    /// A directive.
    Directive(Directive),
    /// BuildKit refuses it.
    Refused(String),
    /// An ordinary comment: no directive may follow.
    Comment,
}

/// Looks at a comment line whose characters are `text`; `seen` are the directives above it.
pub(super) fn read(text: &str, span: Span, seen: &[Directive]) -> Found {
    let Some((name, value)) = split(text) else {
        return Found::Comment;
    };
    if seen.iter().any(|it| it.name == name) {
        let name = name.name();
        return Found::Refused(format!("only one {name} parser directive can be used"));
    }
    let directive = Directive {
        name,
        value: span.slice(value),
        span,
    };
    Found::Directive(directive)
}

/// The escape token a directive sets, or BuildKit's refusal.
pub(super) fn escape(value: &str) -> Result<Escape, String> {
    match value {
        "\\" => Ok(Escape::Backslash),
        "`" => Ok(Escape::Backtick),
        other => Err(format!(
            "invalid escape token '{other}' does not match ` or \\"
        )),
    }
}

/// Name and byte range of the value.
fn split(text: &str) -> Option<(DirectiveName, std::ops::Range<usize>)> {
    let rest = text.strip_prefix('#')?.trim_start();
    let (before, behind) = rest.split_once('=')?;
    let name = match before
        .trim_end_matches(is_space)
        .to_ascii_lowercase()
        .as_str()
    {
        "syntax" => DirectiveName::Syntax,
        "escape" => DirectiveName::Escape,
        "check" => DirectiveName::Check,
        _ => return None,
    };
    let start = text.len() - behind.trim_start_matches(is_space).len();
    let end = text.trim_end_matches(is_space).len();
    if start < end {
        return Some((name, start..end));
    }
    // Nothing but blanks: the last of them is the value, because there has to be one.
    let last = behind.chars().next_back()?;
    Some((name, text.len() - last.len_utf8()..text.len()))
}

/// The blanks of `\s` in a Go regular expression.
fn is_space(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\x0C' | '\r' | ' ')
}
