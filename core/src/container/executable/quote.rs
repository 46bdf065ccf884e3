//! How GNU programs show a name in a message; busybox shows it as it is.
//!
//! Two styles: the one of the locale, 'a' or ‘a’, and the one a shell can read, which leaves plain names alone or
//! quotes all of them. What cannot be printed becomes an escape sequence.

use super::{Call, Flavour};
use crate::kernel::Follow;

/// How characters beyond ASCII are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// They cannot be printed.
    Ascii,
    /// They can.
    Utf8,
}

impl Call<'_> {
    /// The charset of its locale: that of `LC_ALL`, `LC_CTYPE` or `LANG`, when such a locale is installed.
    pub(super) fn charset(&self) -> Charset {
        let set = ["LC_ALL", "LC_CTYPE", "LANG"].map(|it| self.variable(it));
        let name = set.into_iter().flatten().find(|it| !it.is_empty());
        let Some((language, codeset)) = name.and_then(|it| it.split_once('.')) else {
            return Charset::Ascii;
        };
        let codeset: String = codeset
            .chars()
            .filter(|it| *it != '-')
            .collect::<String>()
            .to_ascii_lowercase();
        let archive = "/usr/lib/locale/locale-archive";
        let folder = format!("/usr/lib/locale/{language}.{codeset}");
        let is_there = |path: &str| self.process.inode_at(path, Follow::Links).is_ok();
        let is_installed = language == "C" || is_there(archive) || is_there(&folder);
        match codeset == "utf8" && is_installed {
            true => Charset::Utf8,
            false => Charset::Ascii,
        }
    }

    /// A name as `quote` shows it.
    pub(super) fn quoted(&self, name: &str) -> String {
        match self.flavour {
            Flavour::Debian => locale_quoted(name, self.charset()),
            Flavour::Busybox => format!("'{name}'"),
        }
    }

    /// A name as `quoteaf` shows it.
    pub(super) fn quoted_for_shell(&self, name: &str) -> String {
        match self.flavour {
            Flavour::Debian => always_quoted(name, self.charset()),
            Flavour::Busybox => format!("'{name}'"),
        }
    }

    /// A name as `quotef` shows it, before a colon.
    pub(super) fn quoted_where_needed(&self, name: &str) -> String {
        if self.flavour == Flavour::Busybox {
            return name.to_owned();
        }
        let charset = self.charset();
        match is_plain(name, charset) && !name.contains(':') {
            true => name.to_owned(),
            false => always_quoted(name, charset),
        }
    }
}

fn is_printable(character: char, charset: Charset) -> bool {
    match charset {
        Charset::Ascii => character.is_ascii() && !character.is_ascii_control(),
        Charset::Utf8 => !character.is_control(),
    }
}

/// The escape sequence of a character that cannot be printed.
fn escape(character: char) -> String {
    let named = match character {
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{b}' => 'v',
        _ => {
            let mut bytes = [0; 4];
            let bytes = character.encode_utf8(&mut bytes).bytes();
            return bytes.map(|it| format!("\\{it:03o}")).collect();
        }
    };
    format!("\\{named}")
}

/// ‘name’, in plain ASCII 'name'.
pub(super) fn locale_quoted(name: &str, charset: Charset) -> String {
    let (left, right) = match charset {
        Charset::Ascii => ('\'', '\''),
        Charset::Utf8 => ('‘', '’'),
    };
    let mut shown = String::from(left);
    for character in name.chars() {
        match character {
            '\\' => shown.push_str("\\\\"),
            _ if character == right => {
                shown.push('\\');
                shown.push(character);
            }
            _ if is_printable(character, charset) => shown.push(character),
            _ => shown.push_str(&escape(character)),
        }
    }
    shown.push(right);
    shown
}

/// Whether a shell reads the name as it is.
pub(super) fn is_plain(name: &str, charset: Charset) -> bool {
    let special = |(at, character): (usize, char)| match character {
        '#' | '~' => at == 0,
        '{' | '}' => name.len() == 1,
        _ => " !\"$&()*;<=>[^`|?\\'".contains(character) || !is_printable(character, charset),
    };
    !name.is_empty() && !name.char_indices().any(special)
}

/// The name in quotes that a shell takes away.
pub(super) fn always_quoted(name: &str, charset: Charset) -> String {
    let in_double_quotes = |character: char| {
        !"!\"$&()*;<=>[^`|?\\".contains(character) && is_printable(character, charset)
    };
    if name.contains('\'') && name.chars().all(in_double_quotes) {
        return format!("\"{name}\"");
    }
    let mut shown = String::from("'");
    let mut is_escaping = false;
    for character in name.chars() {
        let is_shown = is_printable(character, charset);
        match (is_shown, is_escaping) {
            (false, false) => shown.push_str("'$'"),
            (true, true) => shown.push_str("''"),
            (true, false) | (false, true) => {}
        }
        is_escaping = !is_shown;
        match character {
            '\'' => shown.push_str("'\\''"),
            _ if is_shown => shown.push(character),
            _ => shown.push_str(&escape(character)),
        }
    }
    shown.push('\'');
    shown
}

#[cfg(test)]
mod tests {
    use super::{Charset, always_quoted, is_plain, locale_quoted};

    #[test]
    fn names_are_shown_as_gnu_does() {
        assert_eq!(locale_quoted("it's", Charset::Ascii), r"'it\'s'");
        assert_eq!(locale_quoted("ü", Charset::Ascii), r"'\303\274'");
        assert_eq!(locale_quoted("ü", Charset::Utf8), "‘ü’");
        assert_eq!(always_quoted("it's", Charset::Ascii), "\"it's\"");
        assert_eq!(always_quoted("it's $", Charset::Ascii), r"'it'\''s $'");
        assert_eq!(always_quoted("a\nb", Charset::Ascii), r"'a'$'\n''b'");
        assert!(is_plain("a-b.c/d", Charset::Ascii));
        assert!(!is_plain("a b", Charset::Ascii));
    }
}
