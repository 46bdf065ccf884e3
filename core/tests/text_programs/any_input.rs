//! No script, pattern or option makes a program panic, and every run ends.

use shellform::container::Flavour;

use crate::simulated;

/// The programs, and what their arguments are made of.
const PROGRAMS: &[(&str, &[&str])] = &[
    (
        "sed",
        &[
            "s/", "/", "a", "\\", "\n", "{", "}", "1", ",", "$", "~", "+", "!", "g", "p",
            "y/ab/ba/", ";", "\\(", "\\)", "*", "[", "]", "^", "&", "\\1", "n", "N", "D", "P", "x",
            "G", ":a", "ba", "ta", "i\\", "c\\", "ä", "w out", "r f", "\\U", "\\n", "I", "q", "=",
            "#",
        ],
    ),
    (
        "awk",
        &[
            "{",
            "}",
            "print",
            " ",
            "$1",
            "$",
            "(",
            ")",
            "\"a\"",
            "\"",
            "/o/",
            "/",
            "x",
            "=",
            "+",
            "-",
            "1",
            "[",
            "]",
            "if",
            "for",
            "in",
            ";",
            "\n",
            "gsub(",
            "substr(",
            ",",
            "~",
            "!",
            "split(",
            "printf",
            "%s",
            "%",
            "function f",
            "getline",
            "<",
            ">",
            "|",
            "BEGIN",
            "ä",
            "\\",
            "NF",
            "++",
            "?",
            ":",
            "while(0)",
            "delete ",
            "f(",
            "^",
            "*",
            "length",
        ],
    ),
    (
        "grep",
        &[
            "-E ",
            "-o",
            "-w",
            "-",
            "a",
            "(",
            ")",
            "|",
            "*",
            "+",
            "?",
            "{",
            "1",
            ",",
            "}",
            "[",
            "]",
            "^",
            "$",
            "\\",
            ".",
            "[:alpha:]",
            "ä",
            "\\b",
            "\\1",
            "[^",
            "-",
            "\n",
        ],
    ),
    (
        "tr",
        &[
            "a", "-", "z", "[", ":", "alpha", ":]", "*", "]", "=", "\\", "0", "n", "ä", "1", "9",
            "c", "d", "s",
        ],
    ),
    (
        "cut",
        &[
            "-",
            "f",
            "c",
            "d",
            "1",
            ",",
            "2",
            ":",
            "ä",
            "s",
            "99999999999999999999",
            "0",
        ],
    ),
    (
        "sort",
        &[
            "-",
            "k",
            "1",
            ".",
            ",",
            "2",
            "n",
            "r",
            "b",
            "t",
            ":",
            "u",
            "ä",
            "99999999999999999999",
            "V",
            "h",
        ],
    ),
    (
        "expr",
        &[
            "1",
            "+",
            "a",
            ":",
            "\\(",
            "\\)",
            "*",
            "(",
            ")",
            "|",
            "&",
            "=",
            "substr",
            "length",
            "ä",
            "-9223372036854775808",
            "/",
            "-1",
            "%",
        ],
    ),
    (
        "find",
        &[
            "-name", "*", "[", "!", "-", "(", ")", "-o", "-a", "-type", "f", "-exec", "echo", "{}",
            ";", "+", "-perm", "7", "-size", "1", "k", "d", "-delete", "-prune", "ä",
        ],
    ),
    (
        "head",
        &[
            "-",
            "n",
            "c",
            "1",
            "99999999999999999999",
            "k",
            "+",
            "f",
            "ä",
            "-3",
            "q",
            "v",
        ],
    ),
    (
        "tail",
        &[
            "-",
            "n",
            "c",
            "1",
            "99999999999999999999",
            "k",
            "+",
            "ä",
            "-3",
            "q",
            "v",
        ],
    ),
    (
        "seq",
        &[
            "1",
            "-",
            ".",
            "5",
            "99999999999999999999",
            "e",
            "w",
            "s",
            " ",
            "0",
            "ä",
        ],
    ),
    (
        "xargs",
        &[
            "-", "n", "I", "{}", "1", "L", "0", "r", "t", "echo", "ä", "d", "'",
        ],
    ),
    ("fold", &["-", "w", "1", "s", "b", "0", "f", "ä", "9"]),
    ("paste", &["-", "d", "s", "\\", "n", "f", "0", "ä", ","]),
    (
        "nl",
        &["-", "b", "a", "w", "0", "1", "v", "s", "ä", "n", "ln", "f"],
    ),
    (
        "uniq",
        &["-", "f", "1", "s", "w", "9", "c", "d", "u", "i", "ä"],
    ),
    ("cat", &["-", "A", "n", "f", "g", "s", "e", "ä"]),
    ("wc", &["-", "l", "L", "w", "f", "m", "c", "ä"]),
];

/// Numbers that are always the same (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

#[test]
fn no_arguments_make_a_program_panic() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for (program, pieces) in PROGRAMS {
        for _ in 0..400 {
            let mut arguments = vec![(*program).to_owned()];
            for _ in 0..=random.below(3) {
                let count = 1 + random.below(8);
                let words = (0..count).map(|_| pieces[random.below(pieces.len())]);
                arguments.push(words.collect());
            }
            for flavour in [Flavour::Debian, Flavour::Busybox] {
                // What it gives does not matter here.
                let _ = simulated::run(flavour, "one ä\ntwo\n\n \tx: y\n", &arguments);
            }
        }
    }
}
