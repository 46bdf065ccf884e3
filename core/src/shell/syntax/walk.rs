//! [`Visit`]: goes through a script, and all that is nested in it.

use super::assignment::Assignment;
use super::command::{Command, CommandBody, SimpleCommand};
use super::compound::{Case, CompoundCommand, ConditionalExpression, Group, If, WordList};
use super::parameter::{Parameter, ParameterOperation};
use super::redirection::{Redirection, RedirectionTarget};
use super::script::{List, Pipeline, Script};
use super::word::{ArrayElement, Word, WordUnit};

/// What to do with the parts of a script; every method does nothing unless it is written.
pub trait Visit {
    /// A script, before what is in it.
    fn script(&mut self, script: &Script) {
        let _ = script;
    }

    /// A command, before what is in it.
    fn command(&mut self, command: &Command) {
        let _ = command;
    }

    /// A word, or the content of quotes, before what is in it.
    fn word(&mut self, word: &Word) {
        let _ = word;
    }
}

impl Script {
    /// Visits it, and all that is nested in it, front to back.
    pub fn visit(&self, visit: &mut impl Visit) {
        visit.script(self);
        for command in &self.commands {
            list(&command.list, visit);
        }
    }
}

impl Word {
    /// Visits it, and all that is nested in it, front to back.
    pub fn visit(&self, visit: &mut impl Visit) {
        visit.word(self);
        for unit in &self.units {
            unit_of_word(unit, visit);
        }
    }
}

fn list(list: &List, visit: &mut impl Visit) {
    for item in &list.items {
        pipeline(&item.and_or.first, visit);
        for (_, _, next) in &item.and_or.rest {
            pipeline(next, visit);
        }
    }
}

fn pipeline(pipeline: &Pipeline, visit: &mut impl Visit) {
    for piped in &pipeline.commands {
        command(&piped.command, visit);
    }
}

fn command(command: &Command, visit: &mut impl Visit) {
    visit.command(command);
    match &command.body {
        CommandBody::Simple(it) => simple(it, visit),
        CommandBody::Compound(it) => compound(it, visit),
        CommandBody::Function(it) => {
            it.name.visit(visit);
            self::command(&it.body, visit);
        }
        CommandBody::Coprocess(it) => {
            it.name.iter().for_each(|name| name.visit(visit));
            self::command(&it.command, visit);
        }
    }
    redirections(&command.redirections, visit);
}

fn simple(simple: &SimpleCommand, visit: &mut impl Visit) {
    for Assignment { word, .. } in &simple.assignments {
        word.visit(visit);
    }
    simple.words.iter().for_each(|word| word.visit(visit));
    redirections(&simple.redirections, visit);
}

fn redirections(redirections: &[Redirection], visit: &mut impl Visit) {
    for redirection in redirections {
        if let RedirectionTarget::Word(word) = &redirection.target {
            word.visit(visit);
        }
    }
}

fn compound(compound: &CompoundCommand, visit: &mut impl Visit) {
    match compound {
        CompoundCommand::Brace(it) | CompoundCommand::Subshell(it) => list(&it.list, visit),
        CompoundCommand::If(it) => if_command(it, visit),
        CompoundCommand::Loop(it) => {
            list(&it.condition, visit);
            list(&it.body.list, visit);
        }
        CompoundCommand::For(it) => over_words(&it.variable, it.words.as_ref(), &it.body, visit),
        CompoundCommand::Select(it) => over_words(&it.variable, it.words.as_ref(), &it.body, visit),
        CompoundCommand::Case(it) => case(it, visit),
        CompoundCommand::Arithmetic(it) => it.expression.visit(visit),
        CompoundCommand::ArithmeticFor(it) => {
            it.expressions.visit(visit);
            list(&it.body.list, visit);
        }
        CompoundCommand::Conditional(it) => conditional(&it.expression, visit),
    }
}

fn if_command(it: &If, visit: &mut impl Visit) {
    list(&it.condition, visit);
    list(&it.consequence, visit);
    for else_if in &it.else_ifs {
        list(&else_if.condition, visit);
        list(&else_if.consequence, visit);
    }
    it.alternative.iter().for_each(|it| list(it, visit));
}

fn over_words(variable: &Word, words: Option<&WordList>, body: &Group, visit: &mut impl Visit) {
    variable.visit(visit);
    let words = words.into_iter().flat_map(|it| &it.words);
    words.for_each(|word| word.visit(visit));
    list(&body.list, visit);
}

fn case(case: &Case, visit: &mut impl Visit) {
    case.word.visit(visit);
    for clause in &case.clauses {
        clause.patterns.iter().for_each(|word| word.visit(visit));
        list(&clause.list, visit);
    }
}

fn conditional(expression: &ConditionalExpression, visit: &mut impl Visit) {
    match expression {
        ConditionalExpression::Or(left, right) | ConditionalExpression::And(left, right) => {
            conditional(left, visit);
            conditional(right, visit);
        }
        ConditionalExpression::Not(inside) | ConditionalExpression::Group(inside) => {
            conditional(inside, visit);
        }
        ConditionalExpression::Unary { operand, .. } => operand.visit(visit),
        ConditionalExpression::Binary { left, right, .. } => {
            left.visit(visit);
            right.visit(visit);
        }
        ConditionalExpression::Word(word) => word.visit(visit),
    }
}

fn unit_of_word(unit: &WordUnit, visit: &mut impl Visit) {
    match unit {
        WordUnit::Literal(_)
        | WordUnit::Escaped(_)
        | WordUnit::Continuation(_)
        | WordUnit::StrippedTabs(_)
        | WordUnit::SingleQuoted(_)
        | WordUnit::DollarSingleQuoted(_) => {}
        WordUnit::DoubleQuoted(it) | WordUnit::Translated(it) => it.content.visit(visit),
        WordUnit::Parameter(it) => parameter(it, visit),
        WordUnit::CommandSubstitution(it) => it.script.visit(visit),
        WordUnit::Arithmetic(it) => it.expression.visit(visit),
        WordUnit::ProcessSubstitution(it) => it.script.visit(visit),
        WordUnit::ExtendedGlob(it) => it.alternatives.visit(visit),
        WordUnit::Array(it) => {
            for ArrayElement {
                subscript, value, ..
            } in &it.elements
            {
                subscript.iter().for_each(|word| word.visit(visit));
                value.visit(visit);
            }
        }
    }
}

fn parameter(parameter: &Parameter, visit: &mut impl Visit) {
    parameter
        .subscript
        .iter()
        .for_each(|word| word.visit(visit));
    match &parameter.operation {
        ParameterOperation::Value
        | ParameterOperation::Length
        | ParameterOperation::Transform(_)
        | ParameterOperation::Names(_) => {}
        ParameterOperation::Default { word, .. }
        | ParameterOperation::Trim { pattern: word, .. }
        | ParameterOperation::Substring(word)
        | ParameterOperation::Replace { rule: word, .. }
        | ParameterOperation::ChangeCase { pattern: word, .. }
        | ParameterOperation::Bad(word) => word.visit(visit),
    }
}
