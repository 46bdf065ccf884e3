//! Which words are reserved.
//!
//! POSIX.1 XCU 2.4 names sixteen, which every shell has.
//! busybox adds `function`; bash adds `[[`, `]]`, `coproc`, `select` and `time` as well.
//! In dash `function f { …; }` is a command named `function`, and `[[` one named `[[`.

use super::{Dialect, Shell};
use crate::shell::syntax::ReservedWord;

/// Whether a dialect has this reserved word.
pub(in crate::shell) fn is_reserved(dialect: Dialect, word: ReservedWord) -> bool {
    let is_added = match word {
        ReservedWord::Function => Added::ByBusyboxAndBash,
        ReservedWord::OpenConditional
        | ReservedWord::CloseConditional
        | ReservedWord::Coproc
        | ReservedWord::Select
        | ReservedWord::Time => Added::ByBash,
        ReservedWord::Bang
        | ReservedWord::OpenBrace
        | ReservedWord::CloseBrace
        | ReservedWord::Case
        | ReservedWord::Do
        | ReservedWord::Done
        | ReservedWord::Elif
        | ReservedWord::Else
        | ReservedWord::Esac
        | ReservedWord::Fi
        | ReservedWord::For
        | ReservedWord::If
        | ReservedWord::In
        | ReservedWord::Then
        | ReservedWord::Until
        | ReservedWord::While => Added::Never,
    };
    match dialect {
        Dialect::Dash => is_added == Added::Never,
        Dialect::BusyboxAsh => is_added != Added::ByBash,
        Dialect::Bash | Dialect::BashAsSh => true,
    }
}

/// The reserved word of this name.
pub(in crate::shell) fn reserved_word(shell: Shell, name: &str) -> Option<ReservedWord> {
    ReservedWord::named(name).filter(|it| is_reserved(shell.dialect, *it))
}

/// Who added a reserved word to those of POSIX.
#[derive(PartialEq)]
enum Added {
    Never,
    ByBusyboxAndBash,
    ByBash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_is_a_plain_word_in_dash_only() {
        let word = |dialect: Dialect| reserved_word(dialect.into(), "function");
        assert_eq!(word(Dialect::Dash), None);
        assert_eq!(word(Dialect::BusyboxAsh), Some(ReservedWord::Function));
        assert_eq!(word(Dialect::Bash), Some(ReservedWord::Function));
    }
}
