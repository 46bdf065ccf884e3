//! Random expressions with elements of bash's arrays: value, message and elements must be those of bash.

use std::collections::BTreeMap;
use std::fmt::Write;

use shellform::shell::Dialect;
use shellform::shell::arithmetic::{
    ArithmeticFault, ArrayKind, BadSubscript, Unassigned, Variables, evaluate,
};

use crate::installed::{MARK, Tally, installed, say};
use crate::random::Random;

/// How many expressions bash is asked.
const COUNT: usize = 3000;

const NAMES: [&str; 18] = [
    "a[0]", "a[i]", "a[1]", "a[-1]", "a[x]", "m[k]", "m[x]", "m[i]", "a", "i", "x", "a[i+1]",
    "a[a[0]]", "a[5]", "m[a b]", "i[0]", "a[i++]", "a[x=1]",
];

const BETWEEN: [&str; 14] = [
    "+", "-", "*", "&&", "||", ",", "==", "/", "<", "?", ":", "%", "|", "**",
];

const ASSIGN: [&str; 5] = ["=", "+=", "*=", "-=", "/="];

impl Random {
    fn element_expression(&mut self) -> String {
        let mut text = String::new();
        for index in 0..=self.below(4) {
            if index > 0 {
                text.push_str(self.pick(&BETWEEN));
            }
            let name = self.pick(&NAMES);
            match self.below(7) {
                0 => text.push_str(self.pick(&["1", "2", "0", "1/0", "(", "]"])),
                1 => write!(text, "{name}++").expect("it fits"),
                2 => write!(text, "--{name}").expect("it fits"),
                3 => {
                    let sign = self.pick(&ASSIGN);
                    write!(text, "{name}{sign}").expect("it fits");
                    text.push_str(self.pick(&["1", "2", "i", "a[1]"]));
                }
                4 => write!(text, "({name})").expect("it fits"),
                _ => text.push_str(name),
            }
        }
        text
    }
}

/// `a=(1 2 7)`, `m=([k]=3 [x]=4 ["a b"]=9)`, `i=1`, `x=2`
struct Arrays {
    indexed: BTreeMap<i64, String>,
    associative: BTreeMap<String, String>,
    plain: BTreeMap<String, String>,
}

impl Arrays {
    fn new() -> Self {
        let own = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        Self {
            indexed: [
                (0, "1".to_owned()),
                (1, "2".to_owned()),
                (2, "7".to_owned()),
            ]
            .into(),
            associative: [("k", "3"), ("x", "4"), ("a b", "9")].map(own).into(),
            plain: [("i", "1"), ("x", "2")].map(own).into(),
        }
    }

    /// The index that a key means.
    fn index(&self, key: &str) -> Result<i64, BadSubscript> {
        let index: i64 = key.parse().expect("it is a number");
        let behind = self.indexed.keys().last().map_or(0, |last| last + 1);
        let index = if index < 0 { index + behind } else { index };
        if index < 0 {
            Err(BadSubscript)
        } else {
            Ok(index)
        }
    }
}

impl Variables for Arrays {
    fn value(&self, name: &str) -> Option<String> {
        match name {
            "a" => self.indexed.get(&0).cloned(),
            "m" => self.associative.get("0").cloned(),
            _ => self.plain.get(name).cloned(),
        }
    }

    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned> {
        match name {
            "a" => self.indexed.insert(0, value.to_string()),
            _ => self.plain.insert(name.to_owned(), value.to_string()),
        };
        Ok(())
    }

    fn array(&self, name: &str) -> ArrayKind {
        match name {
            "m" => ArrayKind::Associative,
            _ => ArrayKind::Indexed,
        }
    }

    fn element(&self, name: &str, key: &str) -> Result<Option<String>, BadSubscript> {
        Ok(match name {
            "m" => self.associative.get(key).cloned(),
            "a" => self.indexed.get(&self.index(key)?).cloned(),
            _ => self.value(name).filter(|_| key == "0"),
        })
    }

    fn set_element(&mut self, name: &str, key: &str, value: i64) -> Result<(), Unassigned> {
        match (name, key) {
            ("m", _) => drop(self.associative.insert(key.to_owned(), value.to_string())),
            ("a", _) => {
                let index = self.index(key).map_err(|_| Unassigned::NotSimulated)?;
                self.indexed.insert(index, value.to_string());
            }
            _ => return Err(Unassigned::NotSimulated),
        }
        Ok(())
    }
}

/// What is printed; nothing when it is not simulated.
fn ours(text: &str) -> Option<String> {
    let mut arrays = Arrays::new();
    match evaluate(text, Dialect::Bash.into(), &mut arrays) {
        Ok(value) => {
            let plain = ["i", "x"].map(|name| arrays.value(name).unwrap_or_default());
            let indexed: Vec<String> = arrays.indexed.into_values().collect();
            let of = |key: &str| arrays.associative.get(key).cloned().unwrap_or_default();
            let associative = ["k", "x", "i", "a b"].map(of);
            Some(format!(
                "{value} {} {} {}\n",
                indexed.join(","),
                associative.join(","),
                plain.join(",")
            ))
        }
        Err(error) => (error.fault == ArithmeticFault::Refused).then(|| error.message + "\n"),
    }
}

#[test]
fn bash_calculates_with_arrays_as_we_do() {
    let Some(shell) = installed()
        .into_iter()
        .find(|it| it.shell.dialect == Dialect::Bash)
    else {
        return;
    };
    let mut random = Random(111);
    let texts: Vec<String> = std::iter::repeat_with(|| random.element_expression())
        .take(COUNT)
        .collect();
    let mut script = "a=(1 2 7); declare -A m=([k]=3 [x]=4 ['a b']=9); i=1; x=2\n".to_owned();
    script.push_str(
        "show() { local IFS=,; echo \"$1 ${a[*]} ${m[k]},${m[x]},${m[i]},${m['a b']} $i,$x\"; }\n",
    );
    for text in &texts {
        writeln!(
            script,
            "t='{text}'; (v=$(($t)); show \"$v\") 2>&1; printf '{MARK}'"
        )
        .expect("it fits");
    }
    let answers = shell.answers(&script, "C");
    assert_eq!(answers.len(), texts.len());
    let mut tally = Tally::new();
    let mut unsimulated = 0;
    for (text, answer) in texts.iter().zip(&answers) {
        let theirs = match answer.split_once(": line ") {
            Some((_, rest)) => rest.split_once(": ").map_or(rest, |it| it.1),
            None => answer,
        };
        match ours(text) {
            Some(ours) => tally.compare(text, theirs, &ours),
            None => unsimulated += 1,
        }
    }
    say(&format!("not simulated: {unsimulated}"));
    tally.close("expressions with arrays, bash");
}
