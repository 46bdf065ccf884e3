//! The text of a shell script, seen character by character: what is quoted, what is a comment, where words end.
//!
//! No parser: just enough of POSIX.1 XCU 2.2 (quoting) and 2.3 (tokens) to tell quoted characters from others.
//! `DIFFERENCE:` here-documents in the script and `${…}` with quotes of its own are not followed.

use std::ops::Range;

/// What a character is to the shell's reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// Not quoted.
    Plain,
    /// A backslash outside quotes, or the character behind it.
    Escaped,
    /// Between single quotes, the quotes included.
    Single,
    /// Between double quotes, the quotes included.
    Double,
    /// In a comment.
    Comment,
}

/// A script with the quoting of each of its bytes.
#[derive(Debug)]
pub(crate) struct Script<'t> {
    text: &'t str,
    quoting: Vec<Quoting>,
    open: usize,
}

impl<'t> Script<'t> {
    /// Reads `text`.
    pub(crate) fn read(text: &'t str) -> Self {
        let mut reader = Reader {
            bytes: text.as_bytes(),
            quoting: Vec::with_capacity(text.len()),
            nesting: vec![Nesting::Commands],
        };
        while reader.quoting.len() < reader.bytes.len() {
            reader.step();
        }
        Self {
            text,
            open: reader.nesting.len() - 1,
            quoting: reader.quoting,
        }
    }

    /// The script.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether every quote and every command substitution has its end.
    pub(crate) fn is_closed(&self) -> bool {
        self.open == 0
    }

    /// Whether the byte is neither quoted nor in a comment.
    pub(crate) fn is_plain(&self, at: usize) -> bool {
        self.quoting.get(at) == Some(&Quoting::Plain)
    }

    /// Whether the byte is a backslash outside quotes or stands behind one.
    pub(crate) fn is_escaped(&self, at: usize) -> bool {
        self.quoting.get(at) == Some(&Quoting::Escaped)
    }

    /// Whether the shell expands a variable there.
    pub(crate) fn expands(&self, at: usize) -> bool {
        matches!(self.quoting.get(at), Some(Quoting::Plain | Quoting::Double))
    }

    /// The word that the byte belongs to.
    pub(crate) fn word_around(&self, at: usize) -> Range<usize> {
        let ends_word = |it: usize| self.is_plain(it) && is_break(self.text.as_bytes()[it]);
        let start = (0..at)
            .rev()
            .find(|it| ends_word(*it))
            .map_or(0, |it| it + 1);
        let end = (at..self.text.len()).find(|it| ends_word(*it));
        start..end.unwrap_or(self.text.len())
    }

    /// A word as the shell has it after quote removal; expansions stay as written.
    pub(crate) fn unquoted(&self, word: Range<usize>) -> String {
        let mut kept = Vec::new();
        let bytes = self.text.as_bytes();
        let mut at = word.start;
        while at < word.end {
            match (self.quoting[at], bytes[at]) {
                (Quoting::Escaped, _) => {
                    kept.extend(bytes.get(at + 1));
                    at += 1;
                }
                (Quoting::Single, b'\'') | (Quoting::Double, b'"') => {}
                (_, byte) => kept.push(byte),
            }
            at += 1;
        }
        String::from_utf8_lossy(&kept).into_owned()
    }

    /// The commands between `;`, `&&` and line breaks, without the blanks around them; nothing when something else
    /// than such a list stands there: a pipe, a redirection, a substitution, a group.
    pub(crate) fn simple_list(&self) -> Option<Vec<&'t str>> {
        let bytes = self.text.as_bytes();
        let mut commands = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < bytes.len() {
            let next = bytes.get(at + 1);
            if self.expands(at) && (bytes[at] == b'`' || (bytes[at] == b'$' && next == Some(&b'(')))
            {
                return None;
            }
            if self.is_plain(at) {
                let width = match (bytes[at], next) {
                    (b'&', Some(b'&')) => 2,
                    (b';' | b'\n', _) => 1,
                    (b'&' | b'|' | b'<' | b'>' | b'(' | b')', _) => return None,
                    _ => 0,
                };
                if width > 0 {
                    commands.push(&self.text[start..at]);
                    at += width;
                    start = at;
                    continue;
                }
            }
            at += 1;
        }
        commands.push(&self.text[start..]);
        let commands = commands.into_iter().map(str::trim);
        Some(commands.filter(|it| !it.is_empty()).collect())
    }
}

fn is_break(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'\n' | b';' | b'|' | b'&' | b'<' | b'>' | b'(' | b')'
    )
}

/// What the reader stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    /// Commands, at the top or in `$(…)`.
    Commands,
    /// Parentheses among commands.
    Parentheses,
    Double,
    Single,
}

struct Reader<'t> {
    bytes: &'t [u8],
    quoting: Vec<Quoting>,
    nesting: Vec<Nesting>,
}

impl Reader<'_> {
    fn at(&self, behind: usize) -> Option<u8> {
        self.bytes.get(self.quoting.len() + behind).copied()
    }

    /// The next `count` bytes are of this quoting.
    fn mark(&mut self, count: usize, quoting: Quoting) {
        let length = (self.quoting.len() + count).min(self.bytes.len());
        self.quoting.resize(length, quoting);
    }

    fn enter(&mut self, nesting: Nesting, count: usize, quoting: Quoting) {
        self.mark(count, quoting);
        self.nesting.push(nesting);
    }

    fn leave(&mut self, quoting: Quoting) {
        self.mark(1, quoting);
        if self.nesting.len() > 1 {
            self.nesting.pop();
        }
    }

    fn step(&mut self) {
        let nesting = self.nesting.last().copied().unwrap_or(Nesting::Commands);
        let Some(byte) = self.at(0) else { return };
        match (nesting, byte) {
            (Nesting::Single, b'\'') => self.leave(Quoting::Single),
            (Nesting::Single, _) => self.mark(1, Quoting::Single),
            (Nesting::Double, b'"') => self.leave(Quoting::Double),
            (Nesting::Double, b'\\') => self.mark(2, Quoting::Double),
            (_, b'$') if self.at(1) == Some(b'(') => {
                let quoting = self.surrounding(nesting);
                self.enter(Nesting::Commands, 2, quoting);
            }
            (Nesting::Double, _) => self.mark(1, Quoting::Double),
            (Nesting::Commands | Nesting::Parentheses, _) => self.step_in_commands(byte),
        }
    }

    fn surrounding(&self, nesting: Nesting) -> Quoting {
        match nesting {
            Nesting::Double => Quoting::Double,
            Nesting::Commands | Nesting::Parentheses | Nesting::Single => Quoting::Plain,
        }
    }

    fn step_in_commands(&mut self, byte: u8) {
        match byte {
            b'\'' => self.enter(Nesting::Single, 1, Quoting::Single),
            b'"' => self.enter(Nesting::Double, 1, Quoting::Double),
            b'\\' => self.mark(2, Quoting::Escaped),
            b'(' => self.enter(Nesting::Parentheses, 1, Quoting::Plain),
            b')' => self.leave(Quoting::Plain),
            b'#' if self.starts_word() => self.comment(),
            _ => self.mark(1, Quoting::Plain),
        }
    }

    fn starts_word(&self) -> bool {
        match self.quoting.len().checked_sub(1) {
            None => true,
            Some(before) => self.quoting[before] == Quoting::Plain && is_break(self.bytes[before]),
        }
    }

    fn comment(&mut self) {
        let rest = &self.bytes[self.quoting.len()..];
        let length = rest
            .iter()
            .position(|it| *it == b'\n')
            .unwrap_or(rest.len());
        self.mark(length, Quoting::Comment);
    }
}

/// The references `$NAME` and `${NAME…}` of a text, with their names.
/// One behind a backslash or another `$` is none.
pub(crate) fn references(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices('$').filter_map(|(at, _)| {
        let behind = &text[at + 1..];
        let is_escaped = text[..at].ends_with(['\\', '$']);
        let (name_at, braced) = match behind.strip_prefix('{') {
            Some(_) => (at + 2, true),
            None => (at + 1, false),
        };
        let name = name(&text[name_at..]);
        if is_escaped || name.is_empty() {
            return None;
        }
        let end = match braced {
            false => name_at + name.len(),
            true => name_at + text[name_at..].find('}')? + 1,
        };
        Some((at..end, name))
    })
}

/// The name of a variable at the start of a text.
fn name(text: &str) -> &str {
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let end = text.find(|it| !is_name(it)).unwrap_or(text.len());
    match text.starts_with(|it: char| it.is_ascii_digit()) {
        true => "",
        false => &text[..end],
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, references};

    #[test]
    fn words_end_at_unquoted_blanks_and_operators() {
        let script = Script::read(r"for i in a; do\n  echo $i");
        let word = script.word_around(14);
        assert_eq!(script.unquoted(word), "don");
    }

    #[test]
    fn quotes_nest_in_substitutions() {
        let text = r#"a "b $(c 'd' "e") f" g"#;
        let script = Script::read(text);
        let plain = |it: &str| script.is_plain(text.find(it).unwrap());
        assert!(plain("a ") && plain("c '") && plain(" g"));
        assert!(!plain("b $") && !plain("d'") && !plain("e\"") && !plain("f\""));
        assert!(script.is_closed());
        assert!(!Script::read("it's").is_closed());
    }

    #[test]
    fn comments_are_no_text() {
        let script = Script::read("a#b # it's\nc");
        assert!(script.is_plain(1) && !script.is_plain(6) && script.is_plain(11));
    }

    #[test]
    fn lists_of_simple_commands() {
        let list = |it| Script::read(it).simple_list();
        assert_eq!(
            list("cd /a && export B='c;d'; x"),
            Some(vec!["cd /a", "export B='c;d'", "x"])
        );
        assert_eq!(list("a | b"), None);
        assert_eq!(list("export A=\"$(b)\""), None);
    }

    #[test]
    fn references_are_found() {
        let found: Vec<_> = references("$A ${B:-c} \\$D $$E $1 $(F) ${G")
            .map(|(_, it)| it)
            .collect();
        assert_eq!(found, ["A", "B"]);
    }
}
