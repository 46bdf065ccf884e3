//! The variables that a shell gives itself before it reads a script.
//!
//! Recorded of each shell, started with an empty environment and with one as containers have.

use std::rc::Rc;

use super::dynamic::Underscore;
use super::environment::{Function, FunctionMarks};
use super::evaluator::{Evaluator, Family, Flow};
use super::options::ShellOption;
use super::program::Found;
use super::variables::{Access, Array, Attribute, Dynamic, Export, Variable};
use crate::shell::aliases::AliasTable;
use crate::shell::characters::is_name;
use crate::shell::dialect::{Dialect, Release};
use crate::shell::message::ScriptSource;
use crate::shell::reading::{Reading, Rest};
use crate::shell::syntax::{Command, CommandBody, CompleteCommand};
use crate::text::Span;

/// Whether a default takes the place of what the environment has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Default {
    /// It does.
    Always,
    /// Only where there is nothing.
    IfUnset,
}

impl Evaluator {
    /// Takes the variables of the environment. dash and older releases of busybox leave
    /// those out that have no name.
    pub(super) fn take_environment(&mut self, environment: &[(String, Span)]) -> Flow {
        let is_bash = self.dialect().family() == Family::Bash;
        let takes_all = is_bash || self.shell.release >= Release::Busybox1_37;
        for (name, value) in environment {
            let is_function = name.starts_with("BASH_FUNC_") && name.ends_with("%%");
            if is_bash && is_function && self.str(*value).starts_with("() {") {
                self.import_function(name, *value)?;
                continue;
            }
            if is_bash && name == "_" {
                self.environment.state.generators.underscore = Underscore::Inherited;
            }
            if takes_all || is_name(name) {
                let variable = Variable::exported(*value);
                self.environment.variables.replace(name, Some(variable));
            }
        }
        Ok(())
    }

    /// A function that another bash has exported: `BASH_FUNC_name%%` holds its body. Its lines are counted from 0
    /// (`functions_from_the_environment_count_their_lines_from_0`).
    fn import_function(&mut self, variable: &str, value: Span) -> Flow {
        let name = variable.trim_start_matches("BASH_FUNC_");
        let name = name.trim_end_matches("%%").to_owned();
        let what = "name of a function in the environment";
        let start = self.shell_text(&format!("{name} "), what);
        let text = self.process.join(&[start, value]);
        let cx = &mut self.process.cx;
        let mut reading = Reading::begin(cx, text, self.shell, 0);
        let piece = reading.next(cx, 0, &AliasTable::default());
        let parse = piece.map(|it| it.parse);
        let body = parse.as_ref().and_then(|it| match &*it.script.commands {
            [only] if reading.rest() == Rest::Over && is_name(&name) => only_function(only),
            _ => None,
        });
        let (Some(body), Some(parse)) = (body, &parse) else {
            return self.unsupported("a function in the environment that cannot be read");
        };
        let function = Function {
            body: body.clone(),
            here_documents: parse.here_documents.clone().into(),
            file: "environment".into(),
            line: 0,
            marks: FunctionMarks {
                export: Export::Exported,
                ..FunctionMarks::default()
            },
        };
        let state = &mut self.environment.state;
        Rc::make_mut(&mut state.functions).insert(name, Rc::new(function));
        Ok(())
    }

    /// The variables that a shell gives itself.
    pub(super) fn set_up(&mut self, invoked: Span, script: Span) -> Flow {
        self.default("IFS", " \t\n", Default::Always, "default of IFS");
        self.environment.variables.entry("IFS").export = Export::Local;
        self.default("PS4", "+ ", Default::IfUnset, "default of PS4");
        self.set_up_directory()?;
        let parent = self.process.parent().0.to_string();
        self.default(
            "PPID",
            &parent,
            Default::Always,
            "process number of the parent",
        );
        match self.dialect() {
            Dialect::Dash => {
                self.default("PATH", DASH_PATH, Default::IfUnset, "default of PATH");
                self.set_up_prompts("# ");
            }
            Dialect::BusyboxAsh => self.set_up_busybox(),
            Dialect::Bash | Dialect::BashAsSh => {
                self.set_up_bash();
                self.set_up_invocation(invoked, script);
            }
        }
        self.default("OPTIND", "1", Default::Always, "default of OPTIND");
        Ok(())
    }

    /// The working directory as `PWD` has it, where that leads there; else the path itself.
    fn set_up_directory(&mut self) -> Flow {
        let given = self.environment.variables.value("PWD");
        let given = given.map(|it| self.str(it).to_owned());
        if let Some(given) = given.filter(|it| it.starts_with('/'))
            && given != self.environment.directory
        {
            let here = self
                .process
                .inode_at(&self.environment.directory, crate::kernel::Follow::Links);
            let there = self.process.inode_at(&given, crate::kernel::Follow::Links);
            if matches!(there, Err(crate::kernel::Missing::NobodyKnows)) {
                return self.unsupported("a PWD of which nobody knows where it leads");
            }
            if here.is_ok() && here.ok() == there.ok() {
                self.environment.directory = given;
            }
        }
        let directory = self.environment.directory.clone();
        self.default("PWD", &directory, Default::Always, "working directory");
        self.environment.variables.entry("PWD").export = match self.dialect() {
            Dialect::Dash | Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
                Export::Exported
            }
        };
        Ok(())
    }

    fn set_up_prompts(&mut self, first: &str) {
        self.default("PS1", first, Default::IfUnset, "default of PS1");
        self.default("PS2", "> ", Default::IfUnset, "default of PS2");
    }

    fn set_up_busybox(&mut self) {
        let before = self.environment.variables.get("PATH").is_some();
        self.default("PATH", BUSYBOX_PATH, Default::IfUnset, "default of PATH");
        if !before {
            self.environment.variables.entry("PATH").export = Export::Exported;
        }
        self.set_up_prompts("\\w \\$ ");
        let host = self.process.hostname.clone();
        self.default("HOSTNAME", &host, Default::IfUnset, "name of the machine");
        if self.environment.variables.get("FUNCNAME").is_none() {
            self.dynamic("FUNCNAME", Dynamic::Function);
            self.default("FUNCNAME", "", Default::Always, "name of the function");
        }
        self.count_level();
        self.dynamic("LINENO", Dynamic::Line);
        self.dynamic("RANDOM", Dynamic::Random);
        if self.shell.release >= Release::Busybox1_37 {
            self.dynamic("EPOCHSECONDS", Dynamic::Seconds);
            self.dynamic("EPOCHREALTIME", Dynamic::Microseconds);
        }
    }

    /// busybox and bash count in `SHLVL` how many shells lie within one another.
    fn count_level(&mut self) {
        let before = self.environment.variables.value("SHLVL");
        let before = before.and_then(|it| self.str(it).trim().parse::<i64>().ok());
        let level = match before.unwrap_or(0).saturating_add(1) {
            level @ 0..1000 => level,
            ..0 => 0,
            _ => 1,
        };
        let level = level.to_string();
        self.default(
            "SHLVL",
            &level,
            Default::Always,
            "count of shells within shells",
        );
        self.environment.variables.entry("SHLVL").export = Export::Exported;
    }

    fn set_up_bash(&mut self) {
        let host = self.process.hostname.clone();
        for (name, value) in [
            ("PATH", BASH_PATH),
            ("TERM", "dumb"),
            ("HOSTNAME", &*host),
            ("HOSTTYPE", "x86_64"),
            ("OSTYPE", "linux-gnu"),
            ("MACHTYPE", MACHINE),
            ("SHELL", "/bin/bash"),
        ] {
            self.default(name, value, Default::IfUnset, "default of the shell");
        }
        self.default("OPTERR", "1", Default::Always, "default of OPTERR");
        self.default(
            "BASH_LOADABLES_PATH",
            LOADABLES,
            Default::IfUnset,
            "default of the shell",
        );
        self.count_level();
        self.environment.variables.replace("PS1", None);
        self.environment.variables.replace("PS2", None);
        self.set_up_identity();
        self.set_up_version();
        for (name, dynamic) in DYNAMIC {
            self.dynamic(name, dynamic);
        }
        for name in ["OPTIND", "RANDOM", "SRANDOM", "BASHPID", "HISTCMD"] {
            let variable = self.environment.variables.entry(name);
            variable.attributes = variable.attributes.with(Attribute::Integer);
        }
        for name in ["BASHOPTS", "SHELLOPTS"] {
            self.environment.variables.entry(name).access = Access::ReadOnly;
        }
        if let Some(old) = self.environment.variables.value("OLDPWD") {
            let found = self
                .process
                .inode_at(self.str(old), crate::kernel::Follow::Links);
            if matches!(found, Err(crate::kernel::Missing::Error(_))) {
                self.environment.variables.replace("OLDPWD", None);
            }
        }
        let has_old = self.environment.variables.get("OLDPWD").is_some();
        if !has_old {
            self.environment.variables.entry("OLDPWD").export = Export::Exported;
        }
        if self.dialect() == Dialect::BashAsSh {
            self.default("POSIXLY_CORRECT", "y", Default::Always, "mode of the shell");
        }
        self.environment.state.generators.counts_from = self.process.seconds();
    }

    /// `$_` is how the shell was called, until a command has run.
    fn set_up_invocation(&mut self, invoked: Span, script: Span) {
        let generators = &mut self.environment.state.generators;
        generators.last_argument = Some(invoked);
        if generators.underscore == Underscore::Inherited {
            let variable = self.environment.variables.entry("_");
            variable.value = Some(invoked);
            variable.export = Export::Exported;
        }
        let path = self.path_of_shell(invoked);
        let variables = &mut self.environment.variables;
        variables.replace("BASH", Some(Variable::from(path)));
        if self.environment.source == ScriptSource::CommandString {
            let script = match self.environment.options.has(ShellOption::AllExport) {
                true => Variable::exported(script),
                false => Variable::from(script),
            };
            variables.replace("BASH_EXECUTION_STRING", Some(script));
        }
    }

    /// `BASH`: how the shell was called, with its directory.
    fn path_of_shell(&mut self, invoked: Span) -> Span {
        let name = self.str(invoked).trim_start_matches('-').to_owned();
        if name.contains('/') {
            return invoked;
        }
        let path = match self.find_program(&name) {
            Ok(Found::Program(path)) => path,
            _ => BASH.to_owned(),
        };
        self.shell_text(&path, "path of the shell")
    }

    /// Numbers of the process and its user, which cannot change.
    fn set_up_identity(&mut self) {
        let user = self.process.user().0.to_string();
        for name in ["UID", "EUID"] {
            self.default(name, &user, Default::Always, "number of the user");
        }
        for name in ["UID", "EUID", "PPID"] {
            let variable = self.environment.variables.entry(name);
            variable.attributes = variable.attributes.with(Attribute::Integer);
            variable.access = Access::ReadOnly;
            variable.export = Export::Local;
        }
    }

    fn set_up_version(&mut self) {
        let parts: [&str; 6] = match self.shell.release {
            Release::Bash5_3 => ["5", "3", "15", "1", "release", MACHINE],
            _ => ["5", "2", "15", "1", "release", MACHINE],
        };
        let version = format!(
            "{}.{}.{}({})-{}",
            parts[0], parts[1], parts[2], parts[3], parts[4]
        );
        self.default(
            "BASH_VERSION",
            &version,
            Default::Always,
            "version of the shell",
        );
        let parts = parts.map(|it| self.shell_text(it, "version of the shell"));
        let variable = self.environment.variables.entry("BASH_VERSINFO");
        variable.value = None;
        variable.array = Some(Array::Indexed(Rc::new(parts.into_iter().collect())));
        variable.access = Access::ReadOnly;
    }

    fn default(&mut self, name: &str, value: &str, default: Default, what: &str) {
        let is_set = self.environment.variables.value(name).is_some();
        if is_set && default == Default::IfUnset {
            return;
        }
        let value = self.shell_text(value, what);
        self.environment.variables.entry(name).value = Some(value);
    }

    fn dynamic(&mut self, name: &str, dynamic: Dynamic) {
        let variable = self.environment.variables.entry(name);
        *variable = Variable {
            dynamic: Some(dynamic),
            ..Variable::default()
        };
    }
}

/// The body, where a command is nothing but the definition of a function.
fn only_function(command: &CompleteCommand) -> Option<&Command> {
    let [item] = &*command.list.items else {
        return None;
    };
    match (&*item.and_or.first.commands, &*item.and_or.rest) {
        ([only], []) => match &only.command.body {
            CommandBody::Function(definition) => Some(&definition.body),
            _ => None,
        },
        _ => None,
    }
}

const DASH_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const BUSYBOX_PATH: &str = "/sbin:/usr/sbin:/bin:/usr/bin";
const BASH_PATH: &str = "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.";
const BASH: &str = "/usr/bin/bash";
const LOADABLES: &str =
    "/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.";
const MACHINE: &str = "x86_64-pc-linux-gnu";

/// What bash makes anew each time.
const DYNAMIC: [(&str, Dynamic); 25] = [
    ("BASHOPTS", Dynamic::BashOptions),
    ("BASHPID", Dynamic::ProcessNumber),
    ("BASH_ALIASES", Dynamic::NotSimulated),
    ("BASH_ARGC", Dynamic::NotSimulated),
    ("BASH_ARGV", Dynamic::NotSimulated),
    ("BASH_ARGV0", Dynamic::Name),
    ("BASH_CMDS", Dynamic::NotSimulated),
    ("BASH_COMMAND", Dynamic::Command),
    ("BASH_LINENO", Dynamic::CallLines),
    ("BASH_SOURCE", Dynamic::Sources),
    ("BASH_SUBSHELL", Dynamic::SubshellLevel),
    ("COMP_WORDBREAKS", Dynamic::NotSimulated),
    ("DIRSTACK", Dynamic::Directories),
    ("EPOCHREALTIME", Dynamic::Microseconds),
    ("EPOCHSECONDS", Dynamic::Seconds),
    ("FUNCNAME", Dynamic::Functions),
    ("GROUPS", Dynamic::Groups),
    ("HISTCMD", Dynamic::NotSimulated),
    ("LINENO", Dynamic::Line),
    ("PIPESTATUS", Dynamic::PipeStatuses),
    ("RANDOM", Dynamic::Random),
    ("SECONDS", Dynamic::Elapsed),
    ("SHELLOPTS", Dynamic::Options),
    ("SRANDOM", Dynamic::SecureRandom),
    ("_", Dynamic::LastArgument),
];
