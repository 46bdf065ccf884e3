//! What a broken array was meant to be.
//!
//! Takes a text that begins with `[` and is not JSON; gives the strings its author most likely meant, or
//! nothing when it looks like the shell command `[` (a test) rather than a list.
//! It reads what people write: single or typographic quotes, a comma too many or missing, words without
//! quotes, backslashes that JSON does not know, a missing bracket, a comment behind the bracket.

/// The strings that were meant.
///
/// ```
/// use shellform::dockerfile::json::repair;
///
/// assert_eq!(repair("['node', 'app.js',]"), Some(vec!["node".into(), "app.js".into()]));
/// assert_eq!(repair("[ -f /etc/passwd ] && echo yes"), None);
/// ```
#[must_use]
pub fn repair(text: &str) -> Option<Vec<String>> {
    let mut rest = text.strip_prefix('[')?;
    if rest.starts_with('[') {
        return None;
    }
    let mut found = Found::default();
    loop {
        rest = rest.trim_start();
        let first = match rest.chars().next() {
            None => break,
            Some(']') => {
                rest = rest[1..].trim_start();
                break;
            }
            Some(first) => first,
        };
        rest = found.element(rest, first);
    }
    let behind = rest.is_empty() || rest.starts_with('#');
    (behind && found.looks_like_a_list()).then_some(found.strings)
}

/// Strings as a JSON array, the way people write one: `["a", "b"]`.
#[must_use]
pub fn array_text(strings: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = strings
        .iter()
        .map(|it| serde_json::to_string(it.as_ref()).unwrap_or_default())
        .collect();
    format!("[{}]", quoted.join(", "))
}

#[derive(Default)]
struct Found {
    strings: Vec<String>,
    quoted: usize,
    commas: usize,
}

impl Found {
    /// Takes one element or comma off `rest`, which begins with `first`.
    fn element<'a>(&mut self, rest: &'a str, first: char) -> &'a str {
        if first == ',' {
            self.commas += 1;
            return &rest[1..];
        }
        let (string, behind) = match first {
            '"' => double_quoted(&rest[1..]),
            '\'' => until(&rest[1..], &['\'']),
            '“' | '”' | '„' | '‟' => {
                until(&rest[first.len_utf8()..], &['“', '”', '‟', '"'])
            }
            '‘' | '’' | '‚' => until(&rest[first.len_utf8()..], &['‘', '’', '\'']),
            _ => bare(rest),
        };
        let is_bare = behind.len() + string.len() == rest.len() && !matches!(first, '"' | '\'');
        self.quoted += usize::from(!is_bare);
        self.strings.push(string);
        behind
    }

    /// A test such as `[ "$a" = b ]` has words without quotes and no commas.
    fn looks_like_a_list(&self) -> bool {
        !self.strings.is_empty()
            && self.quoted > 0
            && (self.commas > 0 || self.quoted == self.strings.len())
    }
}

/// A string in double quotes; backslashes JSON does not know stay as they are.
fn double_quoted(rest: &str) -> (String, &str) {
    let mut string = String::new();
    let mut characters = rest.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (string, &rest[at + 1..]),
            '\\' => match characters.next() {
                Some((_, 'n')) => string.push('\n'),
                Some((_, 't')) => string.push('\t'),
                Some((_, escaped @ ('"' | '\\' | '/'))) => string.push(escaped),
                Some((_, other)) => string.extend(['\\', other]),
                None => string.push('\\'),
            },
            other => string.push(other),
        }
    }
    // No closing quote: the bracket at the end was hardly meant to be part of the string.
    let string = string
        .trim_end()
        .trim_end_matches(']')
        .trim_end()
        .to_owned();
    (string, "")
}

fn until<'a>(rest: &'a str, closing: &[char]) -> (String, &'a str) {
    match rest.find(closing) {
        Some(at) => {
            let width = rest[at..].chars().next().map_or(0, char::len_utf8);
            (rest[..at].to_owned(), &rest[at + width..])
        }
        None => (
            rest.trim_end().trim_end_matches(']').trim_end().to_owned(),
            "",
        ),
    }
}

fn bare(rest: &str) -> (String, &str) {
    let end = rest
        .find(|it: char| it == ',' || it == ']' || it.is_whitespace())
        .unwrap_or(rest.len());
    // A word always takes at least one character, so that reading goes on.
    let end = end.max(rest.chars().next().map_or(0, char::len_utf8));
    (rest[..end].to_owned(), &rest[end..])
}
