//! Words: quotes, expansions, patterns, arithmetic.

use super::Generator;
use super::pieces::Writer;

/// Characters that stand for themselves.
const LITERALS: [&str; 16] = [
    "a", "b c", "foo", "x.y", "1", "-n", "42", "=", "a:b", "é", "~", "a*", "[b]", "%s", "#",
    "a\\nb",
];

/// Variables that are set, empty, unset or special.
pub(super) const VARIABLES: [&str; 8] = ["x", "y", "e", "u", "1", "2", "sp", "n"];

/// Special parameters whose values are the same everywhere.
const SPECIAL: [&str; 5] = ["$?", "$#", "$@", "$*", "${#}"];

impl Generator<'_> {
    /// A word of one or two parts.
    pub(super) fn word(&mut self, out: &mut Writer) {
        self.part(out);
        if self.random.one_in(4) {
            self.part(out);
        }
    }

    fn part(&mut self, out: &mut Writer) {
        match self.random.below(13) {
            0..=2 => out.push(
                self.random
                    .pick(&["a", "foo", "x.y", "1", "bar", "-n", "42", "a:b"]),
            ),
            3 => {
                out.push("'");
                out.push(self.random.pick(&LITERALS));
                out.push("'");
            }
            4..=6 => self.quoted(out),
            7 => {
                out.push("\\");
                out.push(
                    self.random
                        .pick(&["a", " ", "$", "\\", "'", "\"", "*", ";"]),
                );
            }
            8..=9 => self.parameter(out),
            10 => self.substitution(out),
            11 => self.arithmetic(out),
            _ => out.push(self.random.pick(&SPECIAL)),
        }
    }

    /// Between double quotes.
    pub(super) fn quoted(&mut self, out: &mut Writer) {
        out.push("\"");
        for _ in 0..=self.random.below(2) {
            match self.random.below(7) {
                0 | 1 => out.push(self.random.pick(&LITERALS)),
                2 => out.push(self.random.pick(&["\\\"", "\\$", "\\a", "\\\\", "'"])),
                3 | 4 => self.parameter(out),
                5 => out.push(self.random.pick(&SPECIAL)),
                _ => self.arithmetic(out),
            }
        }
        out.push("\"");
    }

    /// `$x`, `${x…}`.
    pub(super) fn parameter(&mut self, out: &mut Writer) {
        let name = self.random.pick(&VARIABLES);
        match self.random.below(6) {
            0..=2 => out.push(&format!("${name}")),
            3 => out.push(&format!("${{{name}}}")),
            4 => {
                let operator = self
                    .random
                    .pick(&["-", ":-", "+", ":+", "=", ":=", "?", ":?"]);
                out.push(&format!("${{{name}{operator}"));
                match self.random.below(3) {
                    0 => out.push(self.random.pick(&["", "d", "d e", "'q'"])),
                    1 => self.quoted(out),
                    _ => out.push("$y"),
                }
                out.push("}");
            }
            _ => match self.random.one_in(4) {
                true => out.push(&format!("${{#{name}}}")),
                false => {
                    let operator = self.random.pick(&["#", "##", "%", "%%"]);
                    let pattern = self
                        .random
                        .pick(&["a", "*b", "?", "[a-f]", "*", "'*'", "a*", "\"$x\"", "[!a]"]);
                    out.push(&format!("${{{name}{operator}{pattern}}}"));
                }
            },
        }
    }

    /// `$(…)` or backquotes.
    fn substitution(&mut self, out: &mut Writer) {
        let mut inner = Writer::default();
        let depth = std::mem::replace(&mut self.depth, 3);
        match self.random.below(3) {
            0 => inner.push("echo $x"),
            1 => inner.push(self.random.pick(&[
                "printf '%s\\n' a b",
                "echo 'a  b'",
                "false",
                "exit 3",
                "cat f1",
            ])),
            _ => self.plain_command(&mut inner),
        }
        self.depth = depth;
        let inner = inner.finish();
        match self.random.one_in(4) && !inner.contains(['`', '\\', '"', '\'']) {
            true => out.push(&format!("`{inner}`")),
            false => out.push(&format!("$({inner})")),
        }
    }

    /// `$((…))`
    pub(super) fn arithmetic(&mut self, out: &mut Writer) {
        out.push("$((");
        self.expression(out, 2);
        out.push("))");
    }

    fn expression(&mut self, out: &mut Writer, depth: u32) {
        let leaf = depth == 0 || self.random.one_in(3);
        match (leaf, self.random.below(9)) {
            (true, 0..=3) => out.push(self.random.pick(&["1", "2", "7", "010", "0x1f", "0"])),
            (true, _) => out.push(self.random.pick(&["n", "$n", "m", "u"])),
            (false, 0..=5) => {
                self.expression(out, depth - 1);
                let operators = [
                    "+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "&", "|", "^",
                    "<<", ">>",
                ];
                out.push(&format!(" {} ", self.random.pick(&operators)));
                self.expression(out, depth - 1);
            }
            (false, 6) => {
                out.push("(");
                self.expression(out, depth - 1);
                out.push(")");
            }
            (false, 7) => {
                out.push(self.random.pick(&["-", "!", "~"]));
                self.expression(out, depth - 1);
            }
            (false, _) => {
                out.push(self.random.pick(&["n = ", "m += ", "n ? 1 : "]));
                self.expression(out, depth - 1);
            }
        }
    }
}
