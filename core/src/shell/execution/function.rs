//! Functions (XCU 2.9.5): a command with positional parameters of its own.

use std::rc::Rc;

use super::environment::Function;
use super::evaluator::{Call, CallKind, Divert, Evaluator, Family, Flow, Lines};
use super::event::Event;
use super::variables::{Access, ScopeKind};
use crate::shell::builtin::{Class, Progress, builtin};
use crate::shell::characters::is_name;
use crate::shell::dialect::{Dialect, Release};
use crate::shell::message::ScriptSource;
use crate::shell::syntax::FunctionDefinition;
use crate::text::Span;

impl Evaluator {
    pub(super) async fn define_function(&mut self, definition: &FunctionDefinition) -> Flow {
        let mut name = String::new();
        definition
            .name
            .append_unquoted(&self.process.cx.texts, &mut name);
        if self.dialect() == Dialect::BashAsSh && !is_name(&name) {
            return self.bad_name(&name).await;
        }
        let is_special =
            builtin(&name, self.dialect()).is_some_and(|it| it.class == Class::Special);
        if self.dialect() == Dialect::BashAsSh && is_special {
            let text = format!("`{name}': is a special builtin");
            self.complain(None, &text).await?;
            self.status = 2;
            return Err(Divert::Exit);
        }
        let before = self.environment.state.functions.get(&name);
        let marks = before.map(|it| it.marks).unwrap_or_default();
        if marks.access == Access::ReadOnly {
            let text = format!("{name}: readonly function");
            self.complain(None, &text).await?;
            self.status = 1;
            return Ok(());
        }
        let function = Function {
            body: definition.body.clone(),
            here_documents: Rc::clone(&self.here_documents),
            file: self.defining_file(),
            line: self.line_of_name(definition),
            marks,
        };
        let functions = Rc::make_mut(&mut self.environment.state.functions);
        functions.insert(name, Rc::new(function));
        self.status = 0;
        Ok(())
    }

    /// The line at which the name of a function stands.
    fn line_of_name(&self, definition: &FunctionDefinition) -> u32 {
        let (name, body) = (definition.name.span, definition.body.span);
        let line = self.line_of(definition.body.line);
        // bash counts from the body where the word `function` stands before the name.
        if definition.keyword.is_some() || name.text != body.text || name.start > body.start {
            return line;
        }
        let between = self.str(name.to(body.at_start()));
        let breaks = between.matches('\n').count();
        line.saturating_sub(u32::try_from(breaks).unwrap_or(0))
            .max(1)
    }

    /// The file that bash says a function is defined in.
    fn defining_file(&self) -> Rc<str> {
        match (&self.file, self.environment.source) {
            (Some(file), _) => Rc::clone(file),
            (None, ScriptSource::CommandString) if self.shell.release != Release::Bash5_3 => {
                "environment".into()
            }
            (None, ScriptSource::StandardInput) => "main".into(),
            (None, _) => self.str(self.environment.name).into(),
        }
    }

    pub(super) async fn call_function(
        &mut self,
        function: Rc<Function>,
        arguments: &[Span],
    ) -> Flow {
        self.check_recursion().await?;
        let positional = arguments.get(1..).unwrap_or_default().to_vec();
        let positional = std::mem::replace(&mut self.environment.positional, positional);
        // busybox lets `break` leave the loops around the call.
        let inner = match self.dialect() {
            Dialect::BusyboxAsh => self.loops,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => 0,
        };
        let loops = std::mem::replace(&mut self.loops, inner);
        let options = self.enter_options();
        let sets_positional = self.sets_positional;
        let line = self.line;
        let file = self.file.replace(Rc::clone(&function.file));
        let lines = match self.lines {
            Lines::Moved { .. } => std::mem::replace(&mut self.lines, Lines::AsRead),
            lines => lines,
        };
        let name = arguments.first().copied();
        self.calls.push(Call {
            kind: CallKind::Function,
            file: Rc::clone(&function.file),
            name: name.unwrap_or(self.environment.name),
            line: self.line,
            options: None,
        });
        self.environment.variables.push_scope(ScopeKind::Function);
        let hidden = match function.marks.is_traced {
            true => Vec::new(),
            false => self.hide_events(),
        };
        let here_documents = Rc::clone(&function.here_documents);
        let result = self
            .on_own_stack(async move |shell| {
                shell.run_debug().await?;
                if shell.dialect().family() == Family::Bash {
                    shell.line = shell.line_of(function.body.line);
                }
                shell
                    .with_here_documents(here_documents, async |shell| {
                        shell.run_command(&function.body).await
                    })
                    .await
            })
            .await;
        let result = self.behind_function(result).await;
        self.restore_events(hidden);
        if let Some(options) = self.calls.pop().and_then(|it| it.options) {
            self.environment.options = options;
        }
        self.leave_options(options);
        self.loops = loops;
        self.lines = lines;
        // What `exit` in a function runs at the end still belongs to the function's file.
        if !matches!(result, Err(Divert::Exit | Divert::Fatal)) {
            self.file = file;
        }
        // The call is the command that fails, if one does.
        let comes_back = matches!(result, Ok(()) | Err(Divert::Discard));
        if self.dialect() == Dialect::BusyboxAsh || self.has_arrays() && comes_back {
            self.line = line;
        }
        self.environment.positional = positional;
        self.sets_positional = sets_positional;
        result
    }

    /// `local -`: the options of the shell become those of the function.
    pub(in crate::shell) fn make_options_local(&mut self) {
        let options = self.environment.options;
        if let Some(call) = self.calls.last_mut() {
            call.options.get_or_insert(options);
        }
    }

    /// dash lets 1000 functions be called within one another (`err/789`).
    async fn check_recursion(&mut self) -> Flow {
        const MOST: usize = 1000;
        if self.dialect() != Dialect::Dash || self.calls.len() < MOST {
            return Ok(());
        }
        let is_function = |it: &&Call| it.kind == CallKind::Function;
        if self.calls.iter().filter(is_function).count() < MOST {
            return Ok(());
        }
        let text = format!("Maximum function recursion depth ({MOST}) reached");
        self.complain(None, &text).await?;
        self.raise(2)
    }

    /// What `getopts` has come to, which dash and busybox keep for each function of its own.
    fn enter_options(&mut self) -> Progress {
        let before = self.environment.state.getopts;
        if self.dialect().family() == Family::Ash {
            let seen = self.environment.variables.value("OPTIND");
            self.environment.state.getopts = Progress::anew(seen);
        }
        before
    }

    /// The end of the function's variables; an `OPTIND` of its own was one of `getopts`, too.
    fn leave_options(&mut self, before: Progress) {
        let is_own = self.environment.variables.is_own("OPTIND");
        let variables = &mut self.environment.variables;
        variables.pop_scope();
        let seen = variables.value("OPTIND");
        match (self.dialect().family(), is_own) {
            (Family::Ash, false) | (Family::Bash, true) => {
                self.environment.state.getopts = before.with_seen(seen);
            }
            (Family::Ash, true) => self.environment.state.getopts = Progress::default(),
            (Family::Bash, false) => {}
        }
    }

    /// The end of a function: `return` ends here, and the trap of `RETURN` runs.
    async fn behind_function(&mut self, result: Flow) -> Flow {
        match result {
            Ok(()) | Err(Divert::Return) => match self.run_event(Event::Return).await {
                Err(Divert::Return) => Ok(()),
                result => result,
            },
            result => result,
        }
    }
}
