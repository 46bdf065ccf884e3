//! Random expressions: value, message and variables must be those of the shell.

use std::collections::BTreeMap;
use std::fmt::Write;

use shellform::shell::arithmetic::{ArithmeticFault, Unassigned, Variables, evaluate};
use shellform::shell::{Dialect, Shell};

use crate::installed::{Installed, MARK, Tally, installed};
use crate::random::Random;

/// How many expressions each shell is asked.
const COUNT: usize = 6000;

/// The variables of every expression.
const VARIABLES: [(&str, &str); 12] = [
    ("x", "3"),
    ("y", "-2"),
    ("e", "1+2"),
    ("l", "l"),
    ("k", "x+j"),
    ("j", "k-1"),
    ("m", "x+=1"),
    ("h", "0x10"),
    ("o", "08"),
    ("w", " 7 "),
    ("v", ""),
    ("q", "9"),
];

const OPERANDS: [&str; 30] = [
    "0",
    "1",
    "2",
    "3",
    "7",
    "010",
    "0x1F",
    "08",
    "2#11",
    "36#z",
    "64#Z_@",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "1a",
    "x",
    "y",
    "x",
    "y",
    "z",
    "e",
    "l",
    "k",
    "m",
    "h",
    "o",
    "w",
    "v",
    "q",
    "x",
];

const BETWEEN: [&str; 43] = [
    "+", "-", "*", "/", "%", "+", "-", "*", "<<", ">>", "<", "<=", ">", ">=", "==", "!=", "&", "^",
    "|", "&&", "||", "&&", "||", "**", ",", "=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=",
    "^=", "|=", "?", ":", "=", "=", "?", ":", ",",
];

const SIGNS: [&str; 6] = ["-", "+", "!", "~", "++", "--"];

/// What is put in to break an expression.
const STRAY: [&str; 16] = [
    "(", ")", "?", ":", ";", ".", "#", "@", "=", "++", "--", "**", "1", "x", "}", "é",
];

impl Random {
    /// The tokens of an expression.
    fn expression(&mut self, depth: usize, tokens: &mut Vec<String>) {
        match self.below(10) {
            0..3 if depth > 0 => {
                let (open, close) = *self.pick(&[&("(", ")"), &("", "")]);
                tokens.push(open.to_owned());
                self.expression(depth - 1, tokens);
                tokens.push(self.pick(&BETWEEN).to_owned());
                self.expression(depth - 1, tokens);
                tokens.push(close.to_owned());
            }
            3..5 if depth > 0 => {
                self.expression(depth - 1, tokens);
                tokens.push("?".to_owned());
                self.expression(depth - 1, tokens);
                tokens.push(":".to_owned());
                self.expression(depth - 1, tokens);
            }
            5 if depth > 0 => {
                tokens.push(self.pick(&SIGNS).to_owned());
                self.expression(depth - 1, tokens);
            }
            6 if depth > 0 => {
                tokens.push(self.pick(&["x", "y", "z", "q", "e"]).to_owned());
                tokens.push(self.pick(&["=", "+=", "*=", "++", "--"]).to_owned());
                self.expression(depth - 1, tokens);
            }
            7 => {
                tokens.push(self.pick(&["x", "y", "z"]).to_owned());
                tokens.push(self.pick(&["++", "--"]).to_owned());
            }
            _ if depth > 0 => {
                self.expression(depth - 1, tokens);
                tokens.push(self.pick(&BETWEEN).to_owned());
                self.expression(depth - 1, tokens);
            }
            _ => tokens.push(self.pick(&OPERANDS).to_owned()),
        }
    }

    fn text(&mut self) -> String {
        let mut tokens = Vec::new();
        let depth = 1 + self.below(3);
        self.expression(depth, &mut tokens);
        if self.below(5) == 0 {
            let at = self.below(tokens.len());
            match self.below(3) {
                0 => drop(tokens.remove(at)),
                1 => tokens.swap(at, 0),
                _ => tokens.insert(at, self.pick(&STRAY).to_owned()),
            }
        }
        tokens.retain(|token| !token.is_empty());
        // busybox multiplies as often as the exponent says; great ones would take it years.
        for at in 0..tokens.len() {
            if tokens[at] == "**" {
                let exponent = self.pick(&["0", "1", "2", "-1"]).to_owned();
                tokens.insert(at + 1, format!("{exponent}-"));
            }
        }
        let spaces: [&str; 2] = if self.below(2) == 0 {
            ["", " "]
        } else {
            ["", ""]
        };
        let spaced = tokens
            .iter()
            .map(|token| token.clone() + self.pick(&spaces));
        spaced.collect()
    }
}

struct Map(BTreeMap<String, String>);

impl Variables for Map {
    fn value(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned> {
        if name == "q" {
            return Err(Unassigned::ReadOnly);
        }
        self.0.insert(name.to_owned(), value.to_string());
        Ok(())
    }
}

/// What is printed: the value and what became of variables, or the message.
fn ours(text: &str, shell: Shell) -> Option<String> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let mut variables = Map(VARIABLES.into_iter().map(owned).collect());
    match evaluate(text, shell, &mut variables) {
        Ok(value) => {
            let shown = ["x", "y", "z", "e"].map(|name| variables.value(name).unwrap_or_default());
            Some(format!("{value} {}\n", shown.join(" ")))
        }
        Err(error) => match error.fault {
            ArithmeticFault::Refused => Some(format!("{}\n", error.message)),
            ArithmeticFault::FloatingPointException => Some(String::new()),
            ArithmeticFault::NotSimulated => None,
        },
    }
}

/// A script that works out every expression in a shell of its own.
fn script(texts: &[String]) -> String {
    let mut script = String::new();
    for (name, value) in VARIABLES {
        writeln!(script, "{name}='{value}'").expect("it fits");
    }
    writeln!(script, "readonly q").expect("it fits");
    for text in texts {
        let ask = format!("t='{text}'; (echo \"$(($t)) $x $y $z $e\") 2>&1; printf '{MARK}'");
        writeln!(script, "{ask}").expect("it fits");
    }
    script
}

/// The message without who says it and where.
fn without_prefix(answer: &str, shell: &Installed) -> String {
    let mut rest = answer;
    for part in match shell.shell.dialect {
        Dialect::Dash => ["/usr/bin/dash: ", "0", ": "],
        Dialect::Bash | Dialect::BashAsSh => ["/usr/bin/bash: line ", "0", ": "],
        Dialect::BusyboxAsh => ["ash: ", "", ""],
    } {
        let behind = match part {
            "0" => Some(rest.trim_start_matches(|it: char| it.is_ascii_digit())),
            _ => rest.strip_prefix(part),
        };
        let Some(behind) = behind else {
            return answer.to_owned();
        };
        rest = behind;
    }
    rest.to_owned()
}

#[test]
fn installed_shells_calculate_as_we_do() {
    for (seed, shell) in (11..).zip(installed()) {
        let mut random = Random(seed);
        let texts: Vec<String> = std::iter::repeat_with(|| random.text())
            .take(COUNT)
            .collect();
        let answers = shell.answers(&script(&texts), "C.UTF-8");
        assert_eq!(answers.len(), texts.len(), "{}", shell.name);
        let mut tally = Tally::new();
        for (text, answer) in texts.iter().zip(answers) {
            let theirs = without_prefix(&answer, &shell);
            let ours = ours(text, shell.shell).unwrap_or_else(|| "not simulated".to_owned());
            tally.compare(text, &theirs, &ours);
        }
        tally.close(&format!("expressions, {}", shell.name));
    }
}
