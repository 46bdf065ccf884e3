//! Simple commands: built-ins with words, assignments and redirections.

use super::pieces::Writer;
use super::{Generator, Within};

impl Generator<'_> {
    /// A simple command, with what may stand around it.
    pub(super) fn simple(&mut self, out: &mut Writer) {
        match self.random.below(12) {
            0 | 1 => self.assignment(out),
            2 => {
                self.assignment(out);
                out.push(" ");
                self.plain_command(out);
            }
            _ => self.plain_command(out),
        }
        while self.random.one_in(7) {
            self.redirection(out);
        }
    }

    /// `name=word`
    fn assignment(&mut self, out: &mut Writer) {
        out.push(self.random.pick(&["x=", "y=", "n=", "IFS=", "v="]));
        match self.random.below(4) {
            0 => out.push(self.random.pick(&["", "1", "3", ":", "abc"])),
            _ => self.word(out),
        }
    }

    /// A command and its arguments.
    pub(super) fn plain_command(&mut self, out: &mut Writer) {
        match self.random.below(24) {
            0..=8 => {
                out.push("echo");
                self.words(out);
            }
            9 | 10 => {
                out.push("printf ");
                out.push(self.random.pick(&[
                    "'[%s]\\n'",
                    "'<%s|%s>\\n'",
                    "'%d\\n'",
                    "'%5s|%-5s|\\n'",
                    "'%b\\n'",
                    "'a\\tb\\n'",
                ]));
                self.words(out);
            }
            11 | 12 => self.test(out),
            13 => {
                out.push("set --");
                self.words(out);
            }
            14 => out.push(self.random.pick(&[
                "shift", "shift 2", "shift 0", "set -e", "set -u", "set -f", "set +f", "set -x",
                "set +x",
            ])),
            15 => out.push(
                self.random
                    .pick(&["cat f1", "cat none", "cat", "cat <f1", "cat f1 -"]),
            ),
            16 => out.push(self.random.pick(&[
                "read x",
                "read -r x y",
                "read x y <f1",
                "IFS=: read x y <f1",
            ])),
            17 => self.ending(out),
            18 => {
                out.push("eval ");
                out.push(self.random.pick(&[
                    "'echo $x'",
                    "\"echo $x\"",
                    "echo a';'echo b",
                    "x=1",
                    "'(exit 4)'",
                    "'if'",
                ]));
            }
            19 => out.push(self.random.pick(&[
                "export x",
                "export z=1",
                "readonly r=1",
                "unset x",
                "unset -v u",
                "unset -f f1",
                "command -v echo",
                "command -v none",
                "command echo c",
                "type cd",
            ])),
            20 => out.push(self.random.pick(&[
                "trap 'echo bye' EXIT",
                "trap 'echo $?' EXIT",
                "trap - EXIT",
                "pwd",
                "cd d; pwd",
                "cd none",
                "wait",
                ":",
                "umask",
            ])),
            21 => {
                out.push(
                    self.random
                        .pick(&["nosuchcommand", "./f1", "./d", "f1", "."]),
                );
                self.words(out);
            }
            22 => self.call(out),
            _ => out.push(self.random.pick(&["true", "false", ":", "(exit 3)"])),
        }
    }

    /// Up to three words, each behind a blank.
    fn words(&mut self, out: &mut Writer) {
        for _ in 0..self.random.below(4) {
            out.push(" ");
            self.word(out);
        }
    }

    /// `[ … ]`
    pub(super) fn test(&mut self, out: &mut Writer) {
        out.push("[ ");
        match self.random.below(5) {
            0 => {
                out.push(self.random.pick(&["-n ", "-z ", "-f ", "-e ", "-d ", "! "]));
                self.word(out);
            }
            1 => {
                self.word(out);
                out.push(self.random.pick(&[" -eq ", " -lt ", " -ge "]));
                out.push(self.random.pick(&["1", "$n", "\"$x\"", "3"]));
            }
            2 => self.word(out),
            _ => {
                self.word(out);
                out.push(self.random.pick(&[" = ", " != "]));
                self.word(out);
            }
        }
        out.push(" ]");
    }

    /// What ends a function, a loop or the script.
    fn ending(&mut self, out: &mut Writer) {
        out.push(match (self.in_function, self.random.below(5)) {
            (Within::Function, 0..=2) => {
                self.random
                    .pick(&["return", "return 3", "local x=1", "local y"])
            }
            (_, 0) => self.random.pick(&["exit", "exit 3", "exit 256"]),
            _ => self
                .random
                .pick(&["break", "continue", "break 2", "return 2"]),
        });
    }

    /// A call of a function that may be defined.
    fn call(&mut self, out: &mut Writer) {
        match self.in_function {
            Within::Script => {
                out.push(self.random.pick(&["f1", "f2"]));
                self.words(out);
            }
            // A function that calls another may never end.
            Within::Function => out.push("echo in"),
        }
    }

    /// A redirection, of a here-document too.
    pub(super) fn redirection(&mut self, out: &mut Writer) {
        match self.random.below(10) {
            0..=2 => out.push(self.random.pick(&[" >f2", " >>f2", " >f1", " >|f3"])),
            3 => out.push(self.random.pick(&[" <f1", " <none", " <f2"])),
            4 => out.push(self.random.pick(&[
                " 2>&1",
                " >&2",
                " 2>/dev/null",
                " >/dev/null",
                " <&-",
                " >&-",
            ])),
            5 => out.push(
                self.random
                    .pick(&[" 3>f3", " 3>&1", " 3<f1", " <&3", " >&3", " >&9"]),
            ),
            6 => {
                out.push(" >");
                self.word(out);
            }
            _ => self.here_document(out),
        }
    }

    fn here_document(&mut self, out: &mut Writer) {
        let (operator, end) = match self.random.below(4) {
            0 => (" <<'E'", "E\n"),
            1 => (" <<-E", "\tE\n"),
            _ => (" <<E", "E\n"),
        };
        out.push(operator);
        let mut content = Writer::default();
        for _ in 0..self.random.below(3) {
            content.push(self.random.pick(&[
                "one ",
                "\ttab ",
                "a'b\"c ",
                "\\$x \\\\ ",
                "two\\\n",
                "",
            ]));
            match self.random.below(3) {
                0 => self.parameter(&mut content),
                1 => self.arithmetic(&mut content),
                _ => content.push("$x"),
            }
            content.push("\n");
        }
        content.push(end);
        out.here_document(content.finish());
    }
}
