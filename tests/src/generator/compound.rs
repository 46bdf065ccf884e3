//! Compound commands: groups, conditions, loops that count, `case`, functions.

use super::pieces::Writer;
use super::{Generator, Within};

impl Generator<'_> {
    /// A compound command, seldom redirected.
    pub(super) fn compound(&mut self, out: &mut Writer) {
        match self.random.below(11) {
            0 => {
                out.push("{ ");
                self.body(out);
                out.push("}");
            }
            1 | 2 => {
                out.push("(");
                self.depth += 1;
                self.and_or(out);
                self.depth -= 1;
                out.push(")");
            }
            3 | 4 => self.condition(out),
            5 | 6 => self.for_loop(out),
            7 => self.counting_loop(out),
            8 => self.case(out),
            9 => self.reading_loop(out),
            _ => self.function(out),
        }
        if self.random.one_in(8) {
            self.redirection(out);
        }
    }

    fn condition(&mut self, out: &mut Writer) {
        out.push("if ");
        self.and_or(out);
        self.separator(out);
        out.push("then ");
        self.body(out);
        if self.random.one_in(4) {
            out.push("elif ");
            self.test(out);
            out.push("; then ");
            self.body(out);
        }
        if self.random.one_in(2) {
            out.push("else ");
            self.body(out);
        }
        out.push("fi");
    }

    fn for_loop(&mut self, out: &mut Writer) {
        out.push("for x");
        match self.random.below(5) {
            0 => {}
            1 => out.push(" in f* d*"),
            _ => {
                out.push(" in");
                for _ in 0..=self.random.below(3) {
                    out.push(" ");
                    self.word(out);
                }
            }
        }
        self.separator(out);
        out.push("do ");
        self.body(out);
        out.push("done");
    }

    /// `while` or `until`, with a counter of its own.
    fn counting_loop(&mut self, out: &mut Writer) {
        self.counters += 1;
        let counter = format!("c{}", self.counters);
        let keyword = match self.random.below(2) {
            0 => format!("{counter}=0; while [ ${counter} -lt 2 ]; do "),
            _ => format!("{counter}=0; until [ ${counter} = 2 ]; do "),
        };
        out.push(&keyword);
        out.push(&format!("{counter}=$(({counter}+1)); "));
        self.body(out);
        out.push("done");
    }

    fn reading_loop(&mut self, out: &mut Writer) {
        out.push(self.random.pick(&[
            "while read x; do ",
            "while read -r x y; do ",
            "while IFS= read -r x; do ",
        ]));
        self.body(out);
        out.push("done");
        match self.random.below(2) {
            0 => out.push(" <f1"),
            _ => {
                out.push(" <<E");
                out.here_document("p q\n  r\\\n s\\t\nE\n".to_owned());
            }
        }
    }

    fn case(&mut self, out: &mut Writer) {
        out.push("case ");
        self.word(out);
        out.push(" in");
        for _ in 0..=self.random.below(2) {
            out.push(self.random.pick(&[" ", " ("]));
            out.push(self.random.pick(&[
                "a", "a*", "'*'", "*", "[a-f]*", "\"$x\"", "$x", "?", "a|1", "-n|42",
            ]));
            out.push(") ");
            self.depth += 1;
            self.and_or(out);
            self.depth -= 1;
            out.push(" ;;");
        }
        out.push(" esac");
    }

    fn function(&mut self, out: &mut Writer) {
        if self.in_function == Within::Function {
            return out.push("echo inner");
        }
        self.functions += 1;
        let name = self.random.pick(&["f1", "f2"]);
        out.push(&format!("{name}() {{ "));
        self.in_function = Within::Function;
        self.body(out);
        self.in_function = Within::Script;
        out.push("}");
        self.separator(out);
        out.push(&format!("{name} p 'q r'"));
    }
}
