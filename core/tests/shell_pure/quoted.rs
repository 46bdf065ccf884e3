//! Random texts: they must be quoted as the shell quotes them.

use std::fmt::Write;

use shellform::shell::pattern::Locale;
use shellform::shell::{Dialect, quoting};

use crate::installed::{Installed, MARK, Tally, installed};
use crate::random::Random;

/// How many texts each shell is asked about.
const COUNT: usize = 500;

impl Random {
    fn text_to_quote(&mut self) -> String {
        let length = match self.below(20) {
            0 => 0,
            1 => 1,
            _ => 1 + self.below(6),
        };
        let any = |random: &mut Self| match random.below(12) {
            0 => *random.pick_one(&['é', '\u{85}', '\u{a0}', '€', '😀']),
            1..4 => *random.pick_one(&['\'', '"', '\\', '~', '#', '=', ':', '\n', '$']),
            4..8 => *random.pick_one(&['a', 'B', '1', '_', '-', '.', '/']),
            _ => char::from(u8::try_from(1 + random.below(127)).expect("it fits")),
        };
        (0..length).map(|_| any(self)).collect()
    }

    fn pick_one<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

/// What each shell prints, in order: a list of a command and what we make of the text.
fn ours(text: &str, dialect: Dialect, locale: Locale) -> Vec<(&'static str, String)> {
    let single = quoting::single(text, dialect);
    let listed = quoting::listed(text, dialect, locale);
    let declared = quoting::declared(text, dialect, locale);
    let traced = quoting::traced(text, dialect, locale);
    let word = quoting::traced_word(text, dialect, locale);
    let mut all = vec![
        (
            "trap \"x$v\" EXIT; trap; trap - EXIT",
            format!(
                "trap -- {} EXIT\n",
                quoting::single(&format!("x{text}"), dialect)
            ),
        ),
        ("{ set -x; : \"$v\"; } 2>&1", format!("+ : {word}\n")),
        ("{ set -x; w=$v; } 2>&1", format!("+ w={traced}\n")),
    ];
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => {
            all.push(("export v; export -p", format!("export v={declared}\n")));
            all.push((": x; set", format!("v={listed}\n")));
            all.push(("alias q=\"$v\"; alias q", format!("q={single}\n")));
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let reusable = quoting::reusable(text, locale);
            let export = if dialect == Dialect::Bash {
                "declare -x"
            } else {
                "export"
            };
            let alias = if dialect == Dialect::Bash {
                "alias "
            } else {
                ""
            };
            all.push(("export v; export -p", format!("{export} v={declared}\n")));
            all.push((": x; set", format!("v={listed}\n")));
            all.push(("alias q=\"$v\"; alias q", format!("{alias}q={single}\n")));
            all.push((
                "printf '%q\\n' \"$v\"",
                format!("{}\n", quoting::printed(text, locale)),
            ));
            all.push(("echo \"${v@Q}\"", format!("{reusable}\n")));
            all.push(("echo \"${v@A}\"", format!("v={reusable}\n")));
            all.push((
                "a=(\"$v\"); declare -p a",
                format!("declare -a a=([0]={declared})\n"),
            ));
            if !text.is_empty() {
                let key = quoting::key(text, locale);
                let shown = format!("declare -A m=([{key}]=\"1\" )\n");
                all.push(("declare -A m; m=(\"$v\" 1); declare -p m", shown));
            }
        }
    }
    all
}

fn compare(shell: &Installed, dialect: Dialect, locale: Locale, seed: u64) {
    let mut random = Random(seed);
    let texts: Vec<String> = std::iter::repeat_with(|| random.text_to_quote())
        .take(COUNT)
        .collect();
    let mut script = match dialect {
        Dialect::BashAsSh => "set -o posix\n".to_owned(),
        Dialect::Bash | Dialect::Dash | Dialect::BusyboxAsh => String::new(),
    };
    script.push_str("unset HOME PWD OLDPWD\n");
    let mut questions = Vec::new();
    for text in &texts {
        writeln!(script, "v='{}'", text.replace('\'', "'\\''")).expect("it fits");
        for (command, shown) in ours(text, dialect, locale) {
            writeln!(script, "({command})\nprintf '{MARK}'").expect("it fits");
            questions.push((text, command, shown));
        }
    }
    let name = match locale {
        Locale::Posix => "C",
        Locale::Utf8 => "C.UTF-8",
    };
    let answers = shell.answers(&script, name);
    assert_eq!(answers.len(), questions.len(), "{}", shell.name);
    let mut tally = Tally::new();
    for ((text, command, shown), theirs) in questions.iter().zip(&answers) {
        // Lists have more than what was asked about.
        let found = theirs.starts_with(shown) || theirs.contains(&format!("\n{shown}"));
        let theirs = if found { shown } else { theirs };
        tally.compare(&format!("{command}: {text:?}"), theirs, shown);
    }
    tally.close(&format!("quoting, {}, {dialect:?}, {locale:?}", shell.name));
}

#[test]
fn installed_shells_quote_as_we_do() {
    for (seed, shell) in (91..).zip(installed()) {
        for locale in [Locale::Posix, Locale::Utf8] {
            compare(&shell, shell.shell.dialect, locale, seed);
            if shell.shell.dialect == Dialect::Bash {
                compare(&shell, Dialect::BashAsSh, locale, seed);
            }
        }
    }
}
