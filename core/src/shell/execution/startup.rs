//! The variables that a shell gives itself before it reads its script.

use super::evaluator::Evaluator;
use super::variables::Export;
use crate::shell::dialect::Dialect;

impl Evaluator {
    /// The variables and descriptors that a shell gives itself.
    pub(super) fn set_up(&mut self) {
        let ifs = self.shell_text(" \t\n", "default of IFS");
        self.environment.variables.entry("IFS").value = Some(ifs);
        self.environment.variables.entry("IFS").export = Export::Local;
        let directory = self.environment.directory.clone();
        let directory = self.shell_text(&directory, "working directory");
        self.environment.variables.entry("PWD").value = Some(directory);
        let parent = self.process.parent().0.to_string();
        let parent = self.shell_text(&parent, "process number of the parent");
        self.environment.variables.entry("PPID").value = Some(parent);
        let index = self.shell_text("1", "default of OPTIND");
        self.environment.variables.entry("OPTIND").value = Some(index);
        self.environment.variables.entry("OPTIND").export = Export::Local;
        self.count_level();
        let prompt = self.shell_text("+ ", "default of PS4");
        let prompt_before = self.environment.variables.entry("PS4");
        prompt_before.value.get_or_insert(prompt);
    }

    /// busybox counts in `SHLVL` how many shells lie within one another. bash does too; there it is not simulated.
    fn count_level(&mut self) {
        if self.dialect() != Dialect::BusyboxAsh {
            return;
        }
        let before = self.environment.variables.value("SHLVL");
        let before = before.and_then(|it| self.str(it).parse::<u32>().ok());
        let level = before.unwrap_or(0).saturating_add(1).to_string();
        let level = self.shell_text(&level, "count of shells within shells");
        let variable = self.environment.variables.entry("SHLVL");
        variable.value = Some(level);
        variable.export = Export::Exported;
    }
}
