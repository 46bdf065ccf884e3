//! `echo` (XCU 4): shells differ in options and escape sequences, and that is the point.

use crate::shell::builtin::escapes::{Context, EscapeRules, Rest};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// Whether backslashes begin escape sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Decoded,
    Kept,
}

/// Whether a line break ends the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    LineBreak,
    Nothing,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let (words, escapes, mut end) = options(shell, &arguments[1..]);
    let blank = shell.shell_text(" \n", "blank and line break of echo");
    let rules = EscapeRules {
        dialect: shell.dialect(),
        context: Context::Echo,
        encoding: shell.encoding(),
    };
    let mut builder = shell.process.cx.texts.builder();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            builder.copy(blank.slice(0..1));
        }
        match escapes {
            Escapes::Kept => {
                builder.copy(*word);
            }
            Escapes::Decoded => match rules.decode(shell.str(*word), *word, &mut builder) {
                Rest::Goes => {}
                Rest::Ends => {
                    end = End::Nothing;
                    break;
                }
            },
        }
    }
    if end == End::LineBreak {
        builder.copy(blank.slice(1..2));
    }
    let built = builder.build();
    let text = shell.finish(built)?;
    shell.output("echo", text).await
}

/// Takes the options off: in dash only `-n`, in the others any of `-n`, `-e` and `-E`, together too.
fn options<'a>(shell: &Evaluator, words: &'a [Span]) -> (&'a [Span], Escapes, End) {
    let mut rest = words;
    let mut end = End::LineBreak;
    if shell.dialect() == Dialect::Dash {
        if let [first, behind @ ..] = words
            && shell.str(*first) == "-n"
        {
            (rest, end) = (behind, End::Nothing);
        }
        return (rest, Escapes::Decoded, end);
    }
    let mut escapes = Escapes::Kept;
    while let [first, behind @ ..] = rest {
        let letters = shell.str(*first).strip_prefix('-').unwrap_or_default();
        if letters.is_empty() || !letters.chars().all(|it| "neE".contains(it)) {
            break;
        }
        for letter in letters.chars() {
            match letter {
                'n' => end = End::Nothing,
                'e' => escapes = Escapes::Decoded,
                // busybox takes it without doing anything.
                _ if shell.dialect() == Dialect::BusyboxAsh => {}
                _ => escapes = Escapes::Kept,
            }
        }
        rest = behind;
    }
    (rest, escapes, end)
}
