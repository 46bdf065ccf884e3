//! Functions (XCU 2.9.5): a command with positional parameters of its own.

use std::rc::Rc;

use super::environment::Function;
use super::evaluator::{Call, Divert, Evaluator, Flow};
use super::variables::ScopeKind;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
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
        let function = Function {
            body: definition.body.clone(),
            here_documents: Rc::clone(&self.here_documents),
        };
        let functions = Rc::make_mut(&mut self.environment.state.functions);
        functions.insert(name, Rc::new(function));
        self.status = 0;
        Ok(())
    }

    pub(super) async fn call_function(
        &mut self,
        function: Rc<Function>,
        arguments: &[Span],
    ) -> Flow {
        let positional = arguments.get(1..).unwrap_or_default().to_vec();
        let positional = std::mem::replace(&mut self.environment.positional, positional);
        let loops = std::mem::replace(&mut self.loops, 0);
        let name = arguments.first().copied();
        self.calls.push(Call {
            name: name.unwrap_or(self.environment.name),
            line: self.line,
        });
        self.environment.variables.push_scope(ScopeKind::Function);
        let here_documents = Rc::clone(&function.here_documents);
        let result = self
            .on_own_stack(async move |shell| {
                shell
                    .with_here_documents(here_documents, async |shell| {
                        shell.run_command(&function.body).await
                    })
                    .await
            })
            .await;
        self.calls.pop();
        self.environment.variables.pop_scope();
        self.loops = loops;
        self.environment.positional = positional;
        match result {
            Err(Divert::Return) => Ok(()),
            result => result,
        }
    }
}
