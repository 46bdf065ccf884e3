//! Recorded scripts, broken at random: a shell and we must break off at the same place.

use crate::installed::installed;
use crate::scripts;

/// How many scripts each shell is asked.
const COUNT: usize = 4000;
/// How many in a thousand may differ: bash repeats itself in ways that are not followed to the end.
const ALLOWED: usize = 5;

/// What is put in.
const PIECES: [&str; 76] = [
    ";",
    "&",
    "&&",
    "||",
    "|",
    ";;",
    "(",
    ")",
    "{",
    "}",
    "\n",
    " ",
    "\"",
    "'",
    "`",
    "$",
    "$(",
    "$((",
    "))",
    "${",
    "${a:-",
    "${#",
    "${a#",
    "${a%%",
    "<",
    ">",
    "<<",
    "<<-",
    "<<E",
    "\nE\n",
    ">&",
    "<&",
    ">|",
    "<>",
    "2>",
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "while",
    "until",
    "do",
    "done",
    "for",
    "in",
    "case",
    "esac",
    "!",
    "f()",
    "#",
    "\\",
    "\\\n",
    "a=",
    "[[",
    "]]",
    "((",
    "function ",
    "time ",
    "$'",
    "&>",
    "|&",
    ";&",
    ";;&",
    "<(",
    ">(",
    "<<<",
    "select ",
    "coproc ",
    "[",
    "]",
    "+=",
    "a=(",
    "@(",
    "\\\"",
    "}}",
];

#[test]
fn installed_shells_break_off_where_we_do() {
    for (seed, installed) in (1..).zip(installed()) {
        let scripts = broken(seed);
        if !scripts.is_empty() {
            installed.compare("broken scripts", &scripts, ALLOWED);
        }
    }
}

fn broken(seed: u64) -> Vec<String> {
    let short = |script: &String| script.len() < 400;
    let whole: Vec<String> = scripts::recorded().into_iter().filter(short).collect();
    if whole.is_empty() {
        return whole;
    }
    let mut random = Random(seed);
    let broken = std::iter::repeat_with(|| {
        let script = &whole[random.below(whole.len())];
        random.break_up(script)
    });
    let usable = |script: &String| !script.starts_with(['-', '+']) && !script.ends_with('\\');
    broken.filter(usable).take(COUNT).collect()
}

/// Numbers that look random and are the same every time (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("it fits")
    }

    /// Takes away, exchanges or puts in a few pieces.
    fn break_up(&mut self, script: &str) -> String {
        let mut pieces = split(script);
        for _ in 0..=self.below(3) {
            let at = self.below(pieces.len() + 1);
            match self.below(4) {
                0 if at < pieces.len() => drop(pieces.remove(at)),
                1 if at < pieces.len() => {
                    let other = self.below(pieces.len());
                    pieces.swap(at, other);
                }
                _ => pieces.insert(at, PIECES[self.below(PIECES.len())].to_owned()),
            }
        }
        pieces.concat()
    }
}

/// Runs of letters, and every other character for itself.
fn split(script: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for character in script.chars() {
        let ends_with_letter = |it: &String| it.ends_with(char::is_alphanumeric);
        match pieces.last_mut() {
            Some(last) if character.is_alphanumeric() && ends_with_letter(last) => {
                last.push(character);
            }
            _ => pieces.push(character.to_string()),
        }
    }
    pieces
}
