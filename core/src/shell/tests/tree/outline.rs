//! A tree as an outline: one line for each part.

use std::fmt::Write;

use crate::shell::Parse;
use crate::shell::syntax::*;
use crate::text::{Span, Texts};

pub(super) fn outline(texts: &Texts, parse: &Parse) -> String {
    let mut outline = Outline {
        texts,
        parse,
        lines: String::new(),
        depth: 0,
    };
    outline.script(&parse.script);
    outline.lines
}

struct Outline<'t> {
    texts: &'t Texts,
    parse: &'t Parse,
    lines: String,
    depth: usize,
}

impl Outline<'_> {
    fn line(&mut self, text: &str) {
        writeln!(self.lines, "{}{text}", "  ".repeat(self.depth)).unwrap();
    }

    fn within(&mut self, text: &str, inside: impl FnOnce(&mut Self)) {
        self.line(text);
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    fn str(&self, span: Span) -> String {
        let text = format!("{:?}", self.texts.str(span));
        text[1..text.len() - 1]
            .replace("\\\"", "\"")
            .replace("\\'", "'")
            .replace("\\\\", "\\")
    }

    fn script(&mut self, script: &Script) {
        for command in &script.commands {
            let text = format!("line {}", self.str(command.span));
            self.within(&text, |it| it.list(&command.list));
        }
    }

    fn list(&mut self, list: &List) {
        for item in &list.items {
            self.pipeline(&item.and_or.first);
            for (operator, _, pipeline) in &item.and_or.rest {
                self.line(&format!("{operator:?}"));
                self.pipeline(pipeline);
            }
            if let Some(terminator) = item.terminator {
                self.line(&format!("{:?}", terminator.kind));
            }
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        for prefix in &pipeline.prefixes {
            self.line(&format!("{:?} {}", prefix.kind, self.str(prefix.span)));
        }
        for piped in &pipeline.commands {
            if let Some((operator, _)) = piped.operator {
                self.line(&format!("pipe {operator:?}"));
            }
            self.command(&piped.command);
        }
    }

    fn command(&mut self, command: &Command) {
        let text = format!("command@{} {}", command.line, self.str(command.span));
        self.within(&text, |it| {
            match &command.body {
                CommandBody::Simple(simple) => it.simple(simple),
                CommandBody::Compound(compound) => it.compound(compound),
                CommandBody::Function(function) => {
                    it.word("function", &function.name);
                    it.command(&function.body);
                }
                CommandBody::Coprocess(coprocess) => {
                    coprocess
                        .name
                        .iter()
                        .for_each(|name| it.word("coprocess", name));
                    it.command(&coprocess.command);
                }
            }
            it.redirections(&command.redirections);
        });
    }

    fn simple(&mut self, simple: &SimpleCommand) {
        for assignment in &simple.assignments {
            let text = format!("{:?} {}", assignment.operator, self.str(assignment.name));
            self.within(&text, |it| {
                assignment
                    .subscript
                    .iter()
                    .for_each(|word| it.word("subscript", word));
                it.word("value", &assignment.value);
            });
        }
        simple.words.iter().for_each(|word| self.word("word", word));
        self.redirections(&simple.redirections);
    }

    fn redirections(&mut self, redirections: &[Redirection]) {
        for redirection in redirections {
            let descriptor = match redirection.descriptor {
                None => String::new(),
                Some(Descriptor::Number(span)) => format!(" of {}", self.str(span)),
                Some(Descriptor::Variable(span)) => format!(" of {{{}}}", self.str(span)),
            };
            let text = format!("{:?}{descriptor}", redirection.operator);
            self.within(&text, |it| match &redirection.target {
                RedirectionTarget::Word(word) => it.word("to", word),
                RedirectionTarget::HereDocument(id) => it.here_document(*id),
            });
        }
    }

    fn here_document(&mut self, id: HereDocumentId) {
        let here_document = self.parse.here_document(id).unwrap();
        let HereDocument {
            end_line,
            quoting,
            tabs,
            ..
        } = here_document;
        self.line(&format!("until {end_line}, {quoting:?}, {tabs:?}"));
        self.word("lines", &here_document.body);
    }

    fn compound(&mut self, compound: &CompoundCommand) {
        match compound {
            CompoundCommand::Brace(group) => self.within("braces", |it| it.list(&group.list)),
            CompoundCommand::Subshell(group) => self.within("subshell", |it| it.list(&group.list)),
            CompoundCommand::If(it) => self.if_command(it),
            CompoundCommand::Loop(it) => {
                self.within(&format!("{:?}", it.kind), |outline| {
                    outline.list(&it.condition);
                });
                self.within("do", |outline| outline.list(&it.body.list));
            }
            CompoundCommand::For(it) => self.for_command("for", &it.variable, &it.words, &it.body),
            CompoundCommand::Select(it) => {
                self.for_command("select", &it.variable, &it.words, &it.body);
            }
            CompoundCommand::Case(it) => self.case(it),
            CompoundCommand::Arithmetic(it) => self.word("arithmetic", &it.expression),
            CompoundCommand::ArithmeticFor(it) => {
                self.word("for", &it.expressions);
                self.within("do", |outline| outline.list(&it.body.list));
            }
            CompoundCommand::Conditional(it) => self.conditional(&it.expression),
        }
    }

    fn if_command(&mut self, it: &If) {
        self.within("if", |outline| outline.list(&it.condition));
        self.within("then", |outline| outline.list(&it.consequence));
        for else_if in &it.else_ifs {
            self.within("elif", |outline| outline.list(&else_if.condition));
            self.within("then", |outline| outline.list(&else_if.consequence));
        }
        if let Some(alternative) = &it.alternative {
            self.within("else", |outline| outline.list(alternative));
        }
    }

    fn for_command(&mut self, name: &str, variable: &Word, words: &Option<WordList>, body: &Group) {
        self.word(name, variable);
        if let Some(list) = words {
            list.words.iter().for_each(|word| self.word("in", word));
        }
        self.within("do", |outline| outline.list(&body.list));
    }

    fn case(&mut self, case: &Case) {
        self.word("case", &case.word);
        for clause in &case.clauses {
            clause
                .patterns
                .iter()
                .for_each(|word| self.word("pattern", word));
            let end = clause.end.map(|(end, _)| end);
            self.within(&format!("clause {end:?}"), |outline| {
                outline.list(&clause.list);
            });
        }
    }

    fn conditional(&mut self, expression: &ConditionalExpression) {
        match expression {
            ConditionalExpression::Or(left, right) => self.within("or", |it| {
                it.conditional(left);
                it.conditional(right);
            }),
            ConditionalExpression::And(left, right) => self.within("and", |it| {
                it.conditional(left);
                it.conditional(right);
            }),
            ConditionalExpression::Not(inside) => self.within("not", |it| it.conditional(inside)),
            ConditionalExpression::Group(inside) => {
                self.within("group", |it| it.conditional(inside));
            }
            ConditionalExpression::Unary { operator, operand } => {
                self.word(&self.str(*operator), operand);
            }
            ConditionalExpression::Binary {
                left,
                operator,
                right,
            } => {
                self.within(&self.str(*operator), |it| {
                    it.word("left", left);
                    it.word("right", right);
                });
            }
            ConditionalExpression::Word(word) => self.word("is not empty", word),
        }
    }

    /// A word on one line when it is one literal, else unit by unit.
    fn word(&mut self, name: &str, word: &Word) {
        match &word.units[..] {
            [] => self.line(&format!("{name}: empty")),
            [WordUnit::Literal(span)] => self.line(&format!("{name}: {}", self.str(*span))),
            units => self.within(&format!("{name}:"), |it| {
                units.iter().for_each(|unit| it.unit(unit));
            }),
        }
    }

    fn unit(&mut self, unit: &WordUnit) {
        match unit {
            WordUnit::Literal(span) => self.line(&format!("literal {}", self.str(*span))),
            WordUnit::Escaped(span) => self.line(&format!("escaped {}", self.str(*span))),
            WordUnit::Continuation(_) => self.line("continuation"),
            WordUnit::StrippedTabs(_) => self.line("tabs"),
            WordUnit::SingleQuoted(span) => self.line(&format!("single {}", self.str(*span))),
            WordUnit::DollarSingleQuoted(span) => {
                self.line(&format!("dollar single {}", self.str(*span)));
            }
            WordUnit::DoubleQuoted(it) => self.word("double", &it.content),
            WordUnit::Translated(it) => self.word("translated", &it.content),
            WordUnit::Parameter(it) => self.parameter(it),
            WordUnit::CommandSubstitution(it) => {
                self.within(&format!("{:?}", it.style), |outline| {
                    outline.script(&it.script);
                });
            }
            WordUnit::Arithmetic(it) => self.word("arithmetic", &it.expression),
            WordUnit::ProcessSubstitution(it) => {
                self.within(&format!("{:?}", it.direction), |outline| {
                    outline.script(&it.script);
                });
            }
            WordUnit::ExtendedGlob(it) => self.word("glob", &it.alternatives),
            WordUnit::Array(it) => self.within("array", |outline| {
                for element in &it.elements {
                    element
                        .subscript
                        .iter()
                        .for_each(|word| outline.word("at", word));
                    outline.word("element", &element.value);
                }
            }),
        }
    }

    fn parameter(&mut self, it: &Parameter) {
        let name = self.str(it.name.span());
        let indirect = if it.indirection.is_some() {
            "indirect "
        } else {
            ""
        };
        let (what, word) = match &it.operation {
            ParameterOperation::Value => ("value".to_owned(), None),
            ParameterOperation::Length => ("length".to_owned(), None),
            ParameterOperation::Default { kind, null, word } => {
                (format!("{kind:?} {null:?}"), Some(word))
            }
            ParameterOperation::Trim {
                side,
                length,
                pattern,
            } => (format!("{side:?} {length:?}"), Some(pattern)),
            ParameterOperation::Substring(word) => ("substring".to_owned(), Some(word)),
            ParameterOperation::Replace { scope, rule } => {
                (format!("replace {scope:?}"), Some(rule))
            }
            ParameterOperation::ChangeCase { change, pattern } => {
                (format!("{change:?}"), Some(pattern))
            }
            ParameterOperation::Transform(span) => (format!("transform {}", self.str(*span)), None),
            ParameterOperation::Names(_) => ("names".to_owned(), None),
            ParameterOperation::Bad(word) => ("bad".to_owned(), Some(word)),
        };
        self.within(&format!("parameter {indirect}{name} {what}"), |outline| {
            it.subscript
                .iter()
                .for_each(|word| outline.word("subscript", word));
            word.iter().for_each(|word| outline.word("word", word));
        });
    }
}
