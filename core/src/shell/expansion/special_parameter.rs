//! The values of parameters: variables, positional (XCU 2.5.1) and special ones (XCU 2.5.2).

use super::pieces::AllParameters;
use super::subject::Value;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow, options_of};
use crate::shell::message::ScriptSource;
use crate::shell::syntax::ParameterName;
use crate::text::Span;

impl Evaluator {
    /// What a parameter holds.
    pub(super) async fn value(&mut self, name: ParameterName) -> Flow<Value> {
        let span = name.span();
        Ok(match name {
            ParameterName::Variable(_) => return self.variable(span),
            ParameterName::Positional(_) => self.positional(span),
            ParameterName::Special(_) => return self.special(span),
            ParameterName::Missing(_) => Value::Unset,
        })
    }

    fn variable(&mut self, name: Span) -> Flow<Value> {
        let Some(variable) = self.environment.variables.get(self.str(name)) else {
            return Ok(Value::Unset);
        };
        if variable.dynamic.is_none() {
            return Ok(variable.text().map_or(Value::Unset, Value::Text));
        }
        let name = self.str(name).to_owned();
        if self.is_unknown_variable(&name) {
            return self.unsupported(format!("the variable {name}"));
        }
        let value = self.variable_value(&name);
        Ok(value.map_or(Value::Unset, Value::Text))
    }

    fn positional(&self, digits: Span) -> Value {
        let number = self.str(digits).parse::<usize>();
        let value = match number {
            Ok(0) => Some(self.environment.name),
            Ok(number) => self.environment.positional.get(number - 1).copied(),
            Err(_) => None,
        };
        value.map_or(Value::Unset, Value::Text)
    }

    fn special(&mut self, name: Span) -> Flow<Value> {
        let environment = &self.environment;
        let (content, what) = match self.str(name) {
            "@" => {
                return Ok(Value::All(
                    AllParameters::At,
                    environment.positional.clone(),
                ));
            }
            "*" => {
                let values = environment.positional.clone();
                return Ok(Value::All(AllParameters::Star, values));
            }
            "#" => (
                environment.positional.len().to_string(),
                "count of parameters",
            ),
            "?" => (self.status.to_string(), "exit status of the last command"),
            "$" => (environment.shell_pid.0.to_string(), "process number"),
            "!" => match environment.state.last_background {
                Some(pid) => (
                    pid.0.to_string(),
                    "process number of the last background command",
                ),
                None => return Ok(Value::Unset),
            },
            _ => (self.option_letters(), "options"),
        };
        Ok(Value::Text(self.shell_text(&content, what)))
    }

    /// `$-`
    pub(in crate::shell) fn option_letters(&self) -> String {
        let letters = options_of(self.shell).filter(|(option, ..)| self.has(*option));
        let letters: String = letters.filter_map(|(_, letter, ..)| *letter).collect();
        let is_command = self.environment.source == ScriptSource::CommandString;
        match self.dialect() {
            Dialect::Dash => letters.chars().rev().collect(),
            Dialect::BusyboxAsh => {
                let (late, early): (String, String) =
                    letters.chars().rev().partition(|it| !"ife".contains(*it));
                let command = if is_command { "c" } else { "" };
                late + command + &early
            }
            Dialect::Bash | Dialect::BashAsSh => {
                let mut letters: Vec<char> = letters.chars().collect();
                letters.sort_by_key(|it| (it == &'s', it.is_uppercase(), *it));
                let command = if is_command { "c" } else { "" };
                String::from_iter(letters) + command
            }
        }
    }
}
