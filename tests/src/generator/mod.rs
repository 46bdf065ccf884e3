//! Scripts made at random from the grammar of shells, for comparing the simulation with real shells.
//!
//! A seed gives always the same scripts. Only built-ins and `cat` are called, files lie in the working directory, and
//! loops count: what a script does is safe and comes to an end, unless its breaking makes it endless. A part of the
//! scripts is broken by deleting, doubling or swapping tokens.

mod breaking;
mod command;
mod compound;
mod pieces;
mod random;
mod word;

pub use breaking::tokens;
pub use random::Random;

use pieces::Writer;

/// Of so many scripts one is broken.
const BROKEN: u32 = 4;

/// The next script.
#[must_use]
pub fn script(random: &mut Random) -> String {
    let mut generator = Generator {
        random,
        depth: 0,
        counters: 0,
        functions: 0,
        in_function: Within::Script,
    };
    let mut writer = Writer::default();
    generator.script(&mut writer);
    let script = writer.finish();
    let broken = match random.one_in(BROKEN) {
        true => breaking::broken(random, &script),
        false => script,
    };
    // The numbers of real processes are never the same.
    broken.replace("$$", "$")
}

/// Writes productions of the grammar.
struct Generator<'r> {
    random: &'r mut Random,
    /// How deeply commands lie in one another.
    depth: u32,
    /// How many variables count loops.
    counters: u32,
    /// How many functions are defined.
    functions: u32,
    in_function: Within,
}

/// Where a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// In the script itself.
    Script,
    /// In the body of a function.
    Function,
}

impl Generator<'_> {
    /// Some complete commands, on lines or behind semicolons.
    fn script(&mut self, out: &mut Writer) {
        for index in 0..=self.random.below(4) {
            if index > 0 {
                self.separator(out);
            }
            self.and_or(out);
        }
    }

    /// `;` or the end of the line.
    fn separator(&mut self, out: &mut Writer) {
        match self.random.below(2) {
            0 => out.push("; "),
            _ => out.newline(),
        }
    }

    /// A list of commands up to a reserved word, with the separator before that.
    fn body(&mut self, out: &mut Writer) {
        self.depth += 1;
        for _ in 0..=self.random.below(2) {
            self.and_or(out);
            self.separator(out);
        }
        self.depth -= 1;
    }

    /// Pipelines joined by `&&` and `||`.
    fn and_or(&mut self, out: &mut Writer) {
        self.pipeline(out);
        while self.random.one_in(6) {
            out.push(match self.random.below(2) {
                0 => " && ",
                _ => " || ",
            });
            self.pipeline(out);
        }
    }

    /// Commands joined by `|`, seldom behind `!`.
    fn pipeline(&mut self, out: &mut Writer) {
        if self.random.one_in(20) {
            out.push("! ");
        }
        self.command(out);
        while self.random.one_in(10) {
            out.push(" | ");
            match self.random.below(3) {
                0 => out.push("cat"),
                1 => out.push("while read -r l; do echo \"<$l>\"; done"),
                _ => self.command(out),
            }
        }
    }

    fn command(&mut self, out: &mut Writer) {
        match self.depth < 3 && self.random.one_in(3) {
            true => self.compound(out),
            false => self.simple(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Random, script};

    #[test]
    fn a_seed_gives_always_the_same_scripts() {
        let scripts = |seed| {
            let mut random = Random::new(seed);
            (0..20).map(|_| script(&mut random)).collect::<Vec<_>>()
        };
        assert_eq!(scripts(1), scripts(1));
        assert_ne!(scripts(1), scripts(2));
    }
}
