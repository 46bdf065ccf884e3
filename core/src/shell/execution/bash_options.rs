//! Which options of `shopt` are on (bash), and the lists of options in `SHELLOPTS` and `BASHOPTS`.

use super::evaluator::Evaluator;
use super::options::{BASH_OPTIONS, BashOption, Usual, options_of};
use crate::shell::dialect::Dialect;

impl Evaluator {
    /// Whether an option of `shopt` is on; never in another shell than bash.
    pub(in crate::shell) fn has_bash(&self, option: BashOption) -> bool {
        if !self.has_arrays() {
            return false;
        }
        let usual = BASH_OPTIONS.get(option as usize).map(|it| it.2);
        let is_on = match usual {
            Some(Usual::On) => true,
            Some(Usual::OnInPosixMode) => self.dialect() == Dialect::BashAsSh,
            Some(Usual::Off) | None => false,
        };
        is_on != self.environment.bash_options.differs(option)
    }

    /// Turns an option of `shopt` on.
    pub(in crate::shell) fn turn_on(&mut self, option: BashOption) {
        let options = self.environment.bash_options;
        self.environment.bash_options = match self.has_bash(option) {
            false => options.turned(option),
            true => options.kept(),
        };
    }

    /// Turns an option of `shopt` off.
    pub(in crate::shell) fn turn_off(&mut self, option: BashOption) {
        let options = self.environment.bash_options;
        self.environment.bash_options = match self.has_bash(option) {
            true => options.turned(option),
            false => options.kept(),
        };
    }

    /// `SHELLOPTS`: the options of `set` that are on.
    pub(super) fn listed_options(&self) -> String {
        let on = options_of(self.shell).filter(|it| self.has(it.0));
        let mut names: Vec<&str> = on.map(|it| it.2).collect();
        names.push("interactive-comments");
        if self.dialect() == Dialect::BashAsSh {
            names.push("posix");
        }
        names.sort_unstable();
        names.join(":")
    }

    /// `BASHOPTS`: the options of `shopt` that are on. What POSIX mode turns on shows as soon as one is turned.
    pub(super) fn listed_bash_options(&self) -> String {
        let is_new = self.environment.bash_options.is_listed_anew();
        let on = BASH_OPTIONS.iter().filter(|(option, _, usual)| {
            self.has_bash(*option) && (is_new || *usual != Usual::OnInPosixMode)
        });
        let names: Vec<&str> = on.map(|it| it.1).collect();
        names.join(":")
    }
}
