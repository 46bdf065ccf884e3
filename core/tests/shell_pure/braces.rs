//! Random words with braces: bash must make the same words of them.

use std::fmt::Write;

use shellform::session::Session;
use shellform::shell::brace::{BraceFault, Limit, expand};
use shellform::shell::syntax::{CommandBody, Word, WordUnit};
use shellform::shell::{Dialect, parse};
use shellform::text::Source;

use crate::installed::{MARK, Tally, installed, say};
use crate::random::Random;

/// How many words bash is asked for.
const COUNT: usize = 6000;

const PIECES: [&str; 57] = [
    "{",
    "{",
    "{",
    "{",
    "}",
    "}",
    "}",
    "}",
    ",",
    ",",
    ",",
    ",",
    "a",
    "b",
    "c",
    "..",
    "..",
    "1",
    "3",
    "{1..3}",
    "{01..3}",
    "{a..e..2}",
    "{3..-1}",
    "{a,b}",
    "{,x}",
    "{}",
    "\\{",
    "\\,",
    "\\}",
    "'{'",
    "','",
    "'a,b'",
    "\"{a,b}\"",
    "$x",
    "${x}",
    "${x:-{a}",
    "${x%%{*}",
    "$(echo a,b)",
    "`echo a,b`",
    "$((1+1))",
    "$'{\\''",
    "{1..4..2}",
    "{-1..1}",
    "-",
    "+",
    "{+1..2}",
    "{1..+2}",
    "{0..3}",
    "{-00..1}",
    "{1..2..-1}",
    "{x..z}",
    "{Y..b}",
    "$1",
    "{$x,y}",
    ".",
    "\"b\"c",
    "$((1,2))",
];

const ENDS: [&str; 26] = [
    "1",
    "2",
    "03",
    "10",
    "-1",
    "-02",
    "0",
    "-0",
    "00",
    "+3",
    "+03",
    "a",
    "e",
    "Z",
    "z",
    "A",
    "9223372036854775807",
    "9223372036854775806",
    "-9223372036854775808",
    "9223372036854775808",
    "x1",
    "",
    "1.",
    "-",
    "--1",
    "é",
];

impl Random {
    fn braces(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(8) {
            text.push_str(self.pick(&PIECES));
        }
        text
    }

    fn sequence(&mut self) -> String {
        let (first, last) = (self.pick(&ENDS), self.pick(&ENDS));
        let step = match self.below(3) {
            0 => format!(
                "..{}",
                self.pick(&[
                    "1",
                    "2",
                    "-2",
                    "0",
                    "03",
                    "x",
                    "",
                    "+2",
                    "9223372036854775807",
                    "1..2"
                ])
            ),
            _ => String::new(),
        };
        let around = self.pick(&["", "", "x", "$x", "1", "{a,b}", "'q'"]);
        format!("{{{first}..{last}{step}}}{around}")
    }
}

/// The last word of `x …`, when it is one command of two words.
fn word(cx: &mut Session, text: &str) -> Option<Word> {
    let name = "script".to_owned();
    let script = cx
        .texts
        .add_source(Source::File { name }, format!("x {text}"));
    let parse = parse(cx, script, Dialect::Bash.into());
    if parse.script.error.is_some() {
        return None;
    }
    let command = &parse
        .script
        .commands
        .first()?
        .list
        .items
        .first()?
        .and_or
        .first
        .commands
        .first()?
        .command;
    match &command.body {
        CommandBody::Simple(simple) if simple.words.len() == 2 => Some(simple.words[1].clone()),
        _ => None,
    }
}

/// A script in which each word we made stands as a word; nothing when that is not simulated.
fn ours(text: &str) -> Result<Vec<String>, BraceFault> {
    let mut cx = Session::default();
    let word = word(&mut cx, text).ok_or(BraceFault::NotSimulated("no word"))?;
    let limit = Limit {
        words: 500,
        characters: 20_000,
    };
    let words = expand(&mut cx.texts, &word, limit)?;
    let shown = |word: &Word| {
        let units = word.units.iter().map(|unit| {
            let text = cx.texts.str(unit.span());
            match unit {
                // Out of a sequence; bash does not read them again.
                WordUnit::Literal(_) => text.replace('`', "\\`"),
                WordUnit::Escaped(_) if text == "\\" => "''".to_owned(),
                _ => text.to_owned(),
            }
        });
        units.collect()
    };
    Ok(words.iter().map(shown).collect())
}

#[test]
fn bash_expands_braces_as_we_do() {
    let Some(shell) = installed()
        .into_iter()
        .find(|it| it.shell.dialect == Dialect::Bash)
    else {
        return;
    };
    let mut random = Random(71);
    let any = || match random.below(3) {
        0 => random.sequence(),
        _ => random.braces(),
    };
    let mut refused = 0;
    let mut asked = Vec::new();
    let mut script = "x=v; xa=va; x1=v1\nshow() { printf '<%s>' \"$@\"; }\n".to_owned();
    for text in std::iter::repeat_with(any).take(COUNT) {
        match ours(&text) {
            Ok(words) => {
                // What we made of the word is asked with brace expansion off, and must print the same.
                let words = words.join(" ");
                for (sign, words) in [('-', &text), ('+', &words)] {
                    let quoted = words.replace('\'', "'\\''");
                    let ask = format!("(set {sign}B; eval 'show {quoted}') 2>&1; printf '{MARK}'");
                    writeln!(script, "{ask}").expect("it fits");
                }
                asked.push(text);
            }
            Err(_) => refused += 1,
        }
    }
    let answers = shell.answers(&script, "C");
    assert_eq!(answers.len(), 2 * asked.len());
    let mut tally = Tally::new();
    for (text, answers) in asked.iter().zip(answers.chunks(2)) {
        tally.compare(text, &answers[0], &answers[1]);
    }
    say(&format!("not simulated or no word: {refused}"));
    tally.close("braces, bash");
}
