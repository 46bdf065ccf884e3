//! What words become, recorded from bash 5.2.

use super::{BraceFault, Limit, expand};
use crate::session::Session;
use crate::shell::syntax::{CommandBody, Word};
use crate::shell::{Dialect, parse};
use crate::text::Source;

const LIMIT: Limit = Limit {
    words: 1000,
    characters: 10_000,
};

/// The last word of the only command of a script.
fn word(cx: &mut Session, text: &str) -> Word {
    let name = "script".to_owned();
    let script = cx
        .texts
        .add_source(Source::File { name }, format!("x {text}"));
    let parse = parse(cx, script, Dialect::Bash.into());
    let command = &parse.script.commands[0].list.items[0].and_or.first.commands[0].command;
    match &command.body {
        CommandBody::Simple(simple) => simple.words[1].clone(),
        _ => panic!("it is simple"),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let mut cx = Session::default();
    let word = word(&mut cx, text);
    let words = expand(&mut cx.texts, &word, LIMIT).expect("it is simulated");
    let shown = |word: &Word| -> String {
        word.units
            .iter()
            .map(|it| cx.texts.str(it.span()))
            .collect()
    };
    let shown: Vec<String> = words.iter().map(shown).collect();
    assert_eq!(shown.join(" "), expected, "{text}");
}

#[test]
fn alternatives() {
    check("a{b,c}d{e,f}", "abde abdf acde acdf");
    check("{a,{b,c}d,e}", "a bd cd e");
    check("{,a}", "a");
    check("{a}b,c}", "a}b c");
    check("{a,b", "{a,b");
    check("{}{a,b}", "{}a {}b");
    check("{a\"b,c\",d}", "a\"b,c\" d");
    check("{\"a,b\"..c}", "\"a,b\"..c");
}

#[test]
fn sequences() {
    check("{1..10..4}", "1 5 9");
    check("{3..-1..2}", "3 1 -1");
    check("{-01..2}", "-01 000 001 002");
    check("{a..e..-2}", "a c e");
    check("{1..a}x", "{1..a}x");
    check("{01..3}{a,b}", "01a 01b 02a 02b 03a 03b");
}

#[test]
fn names_go_on() {
    check("$x{a,1}", "$xa $x1");
    check("${x}{a,1}", "${x}a ${x}1");
    check("${x%%{*}{a,b}", "${x%%{*}{a,b}");
}

#[test]
fn too_many() {
    let mut cx = Session::default();
    let word = word(&mut cx, "{1..100000000}");
    assert_eq!(
        expand(&mut cx.texts, &word, LIMIT),
        Err(BraceFault::TooMany)
    );
}
