//! Random patterns: they must match what they match in `case`, and cut what `#`, `##`, `%`, `%%` and `/` cut.

use std::fmt::Write;

use shellform::shell::Dialect;
use shellform::shell::pattern::{
    ExtendedPatterns, LetterCase, Locale, Pattern, PatternCharacter, Quoting, Settings,
};

use crate::installed::{MARK, Tally, installed, say};
use crate::random::Random;

/// How many patterns each shell is asked.
const COUNT: usize = 3000;
/// How many texts each pattern is tried on.
const TEXTS: usize = 6;

const PIECES: [&str; 50] = [
    "a",
    "b",
    "c",
    "-",
    "*",
    "?",
    "*",
    "?",
    "[ab]",
    "[!a]",
    "[^a]",
    "[a-c]",
    "[b-]",
    "[-b]",
    "[]a]",
    "[!]a]",
    "[",
    "]",
    "[[:alpha:]]",
    "[[:digit:]]",
    "[![:alpha:]]",
    "[[:punct:]b]",
    "[a",
    "[[:x:]]",
    "[[=a=]b]",
    "[[.-.]a]",
    "[c-a]",
    "[a-c-]",
    "[[]",
    "[!-a]",
    "ä",
    "[ä]",
    "[a-ä]",
    "[!ä]",
    "1",
    ".",
    "[0-9.]",
    "[[:alpha:]-c]",
    "[[:alpha]",
    "[a-[:alpha:]]",
    "[+--]",
    "^",
    "!",
    "[^",
    "[!",
    "[[:upper:]c]",
    "[[.a.]-c]",
    "[[:space:]",
    "[a-",
    "a*",
];

const QUOTED: [&str; 10] = ["*", "?", "[", "]", "a", "-", "!", "^", "\\", "ä"];

const GROUPS: [&str; 5] = ["?(", "*(", "+(", "@(", "!("];

const LETTERS: [&str; 14] = [
    "a", "b", "c", "a", "b", "-", "1", ".", "[", "]", "ä", "*", "!", "^",
];

/// A pattern as it is written, and its characters.
#[derive(Default)]
struct Written {
    text: String,
    characters: Vec<PatternCharacter>,
}

impl Written {
    fn push(&mut self, piece: &str, quoting: Quoting) {
        match quoting {
            Quoting::Quoted => {
                let escaped = piece.replace('\\', "\\\\");
                write!(self.text, "\"{escaped}\"").expect("it fits");
            }
            Quoting::Unquoted => self.text.push_str(piece),
        }
        let read = |character| PatternCharacter { character, quoting };
        self.characters.extend(piece.chars().map(read));
    }
}

impl Random {
    fn pattern(&mut self, extended: ExtendedPatterns, depth: usize, written: &mut Written) {
        for _ in 0..=self.below(2 + depth) {
            match self.below(8) {
                0 => written.push(self.pick(&QUOTED), Quoting::Quoted),
                1 | 2 if extended == ExtendedPatterns::On && depth > 0 => {
                    written.push(self.pick(&GROUPS), Quoting::Unquoted);
                    self.pattern(extended, depth - 1, written);
                    if self.below(2) == 0 {
                        written.push("|", Quoting::Unquoted);
                        self.pattern(extended, depth - 1, written);
                    }
                    written.push(")", Quoting::Unquoted);
                }
                _ if extended == ExtendedPatterns::On => {
                    // Brackets that are not closed would swallow what closes the group.
                    written.push(
                        self.pick(&["a", "b", "c", "*", "?", "[ab]", "[!a]"]),
                        Quoting::Unquoted,
                    );
                }
                _ => written.push(self.pick(&PIECES), Quoting::Unquoted),
            }
        }
    }

    fn any_text(&mut self) -> String {
        let length = self.below(7);
        (0..length).map(|_| self.pick(&LETTERS)).collect()
    }

    /// Letters that patterns with groups are likely to match.
    fn plain_text(&mut self) -> String {
        let length = self.below(6);
        (0..length).map(|_| self.pick(&["a", "b", "c"])).collect()
    }
}

struct Question {
    written: Written,
    texts: Vec<String>,
}

fn questions(seed: u64, extended: ExtendedPatterns) -> Vec<Question> {
    let mut random = Random(seed);
    let question = || {
        let mut written = Written::default();
        random.pattern(extended, 3, &mut written);
        let texts = (0..TEXTS).map(|_| match extended {
            ExtendedPatterns::On => random.plain_text(),
            ExtendedPatterns::Off => random.any_text(),
        });
        let texts = texts.collect();
        Question { written, texts }
    };
    std::iter::repeat_with(question).take(COUNT).collect()
}

/// A script that asks all of it.
fn script(questions: &[Question], dialect: Dialect, extended: ExtendedPatterns) -> String {
    let mut script = String::new();
    if extended == ExtendedPatterns::On {
        script.push_str("shopt -s extglob\n");
    }
    for Question { written, texts } in questions {
        let pattern = &written.text;
        let find = match dialect {
            Dialect::Bash | Dialect::BashAsSh => format!("f=${{t/{pattern}/=}}"),
            Dialect::Dash | Dialect::BusyboxAsh => "f=".to_owned(),
        };
        let cuts = ["#", "##", "%", "%%"].map(|cut| format!("${{t{cut}{pattern}}}"));
        let [a, b, c, d] = cuts;
        for text in texts {
            let ask = format!(
                "t='{text}'; case $t in {pattern}) m=1;; *) m=0;; esac; a={a} b={b} c={c} d={d} {find}"
            );
            let show = format!("printf '%s {MARK}' \"$m<$a<$b<$c<$d<$f\"");
            writeln!(script, "{ask}; {show}").expect("it fits");
        }
    }
    script
}

/// What we say to a pattern and a text.
fn ours(pattern: &Pattern, text: &str, dialect: Dialect) -> String {
    let bytes = text.as_bytes();
    let cut_start = |length: Option<usize>| &bytes[length.unwrap_or(0)..];
    let cut_end = |length: Option<usize>| &bytes[..bytes.len() - length.unwrap_or(0)];
    let mut found = bytes.to_vec();
    match dialect {
        Dialect::Bash | Dialect::BashAsSh => {
            if let Some(range) = pattern.find(text, 0) {
                found.splice(range, *b"=");
            }
        }
        Dialect::Dash | Dialect::BusyboxAsh => found.clear(),
    }
    let matched: &[u8] = if pattern.matches(text) { b"1" } else { b"0" };
    let parts = [
        matched,
        cut_start(pattern.shortest_prefix(text)),
        cut_start(pattern.longest_prefix(text)),
        cut_end(pattern.shortest_suffix(text)),
        cut_end(pattern.longest_suffix(text)),
        &found,
    ];
    format!("{} ", String::from_utf8_lossy(&parts.join(&b'<')))
}

fn compare(locale: Locale, name: &str, extended: ExtendedPatterns) {
    for (seed, shell) in (31..).zip(installed()) {
        let dialect = shell.shell.dialect;
        if extended == ExtendedPatterns::On && dialect != Dialect::Bash {
            continue;
        }
        let questions = questions(seed, extended);
        let answers = shell.answers(&script(&questions, dialect, extended), name);
        assert_eq!(answers.len(), COUNT * TEXTS, "{}", shell.name);
        let mut answers = answers.iter();
        let mut tally = Tally::new();
        let mut unsimulated = 0;
        for Question { written, texts } in &questions {
            let mut settings = Settings::of(shell.shell);
            settings.locale = locale;
            settings.extended = extended;
            let pattern = Pattern::read(&written.characters, settings);
            let is_followed = pattern.not_simulated().is_none();
            unsimulated += usize::from(!is_followed);
            for text in texts {
                let theirs = answers.next().map_or("", String::as_str);
                let question = format!("{} on {text}", written.text);
                if is_followed {
                    tally.compare(&question, theirs, &ours(&pattern, text, dialect));
                }
            }
        }
        say(&format!("not simulated: {unsimulated} patterns"));
        tally.close(&format!("patterns, {}, {name}, {extended:?}", shell.name));
    }
}

#[test]
fn installed_shells_match_bytes_as_we_do() {
    compare(Locale::Posix, "C", ExtendedPatterns::Off);
}

#[test]
fn installed_shells_match_characters_as_we_do() {
    compare(Locale::Utf8, "C.UTF-8", ExtendedPatterns::Off);
}

#[test]
fn installed_shells_match_extended_patterns_as_we_do() {
    compare(Locale::Utf8, "C.UTF-8", ExtendedPatterns::On);
}

/// `nocasematch` counts in `case` and `/`, not where ends are cut.
#[test]
fn bash_ignores_case_as_we_do() {
    let Some(shell) = installed()
        .into_iter()
        .find(|it| it.shell.dialect == Dialect::Bash)
    else {
        return;
    };
    let mut questions = questions(131, ExtendedPatterns::On);
    questions.extend(self::questions(132, ExtendedPatterns::Off));
    for text in questions
        .iter_mut()
        .flat_map(|it| it.texts.iter_mut().step_by(2))
    {
        *text = text.to_uppercase();
    }
    let asked = script(&questions, Dialect::Bash, ExtendedPatterns::On);
    let answers = shell.answers(&format!("shopt -s nocasematch\n{asked}"), "C.UTF-8");
    let mut answers = answers.iter();
    let mut tally = Tally::new();
    for Question { written, texts } in &questions {
        let mut settings = Settings::of(shell.shell);
        settings.locale = Locale::Utf8;
        settings.extended = ExtendedPatterns::On;
        let cutting = Pattern::read(&written.characters, settings);
        settings.letter_case = LetterCase::Ignored;
        let matching = Pattern::read(&written.characters, settings);
        for text in texts {
            let theirs = answers.next().map_or("", String::as_str);
            let cut = ours(&cutting, text, Dialect::Bash);
            let matched = ours(&matching, text, Dialect::Bash);
            let cut: Vec<&str> = cut.split('<').collect();
            let mut parts: Vec<&str> = matched.split('<').collect();
            parts[1..5].copy_from_slice(&cut[1..5]);
            if matching.not_simulated().is_none() {
                let question = format!("{} on {text}", written.text);
                tally.compare(&question, theirs, &parts.join("<"));
            }
        }
    }
    tally.close("patterns without case, bash");
}
