//! [`Encoding`]: what a character is, by the locale (XBD 7).

use super::evaluator::Evaluator;

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::shell) enum Encoding {
    /// A byte: the locale `C`.
    Bytes,
    /// A character of UTF-8: the locale `C.UTF-8`, the only other one that images have without being asked.
    Utf8,
}

impl Evaluator {
    /// The encoding that `LC_ALL`, `LC_CTYPE` and `LANG` choose; the first that is not empty counts.
    pub(in crate::shell) fn encoding(&self) -> Encoding {
        match self.chosen_locale() {
            "C.UTF-8" | "C.utf8" => Encoding::Utf8,
            _ => Encoding::Bytes,
        }
    }

    /// Whether Debian's busybox takes the locale for one of UTF-8: it looks for the letters, whatever locales there are,
    /// in the first of the variables that is set, be it empty.
    pub(in crate::shell) fn names_utf8(&self) -> bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
        let mut values = names.filter_map(|it| self.environment.variables.value(it));
        let chosen = values.next().map_or("", |it| self.str(it));
        chosen.contains(".utf") || chosen.contains(".UTF")
    }

    fn chosen_locale(&self) -> &str {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
        let mut values = names.filter_map(|it| self.environment.variables.value(it));
        let chosen = values.find(|it| !it.is_empty());
        chosen.map_or("", |it| self.str(it))
    }
}
