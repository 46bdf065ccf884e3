//! Commands, each kind in its form.

use super::Printer;
use crate::shell::syntax::{
    ArithmeticFor, Case, CaseClause, CaseEnd, Command, CommandBody, CompoundCommand, Coprocess,
    ElseIf, Group, If, List, Loop, LoopKind, SimpleCommand, Word, WordList,
};

impl Printer<'_> {
    /// Where a command begins: on the line that was begun, or behind the indent.
    pub(super) fn begin(&mut self) {
        match self.on_line.checked_sub(1) {
            Some(less) => self.on_line = less,
            None => self.push_indent(),
        }
    }

    /// A command with its redirections.
    pub(super) fn command(&mut self, command: &Command) {
        self.begin();
        match &command.body {
            CommandBody::Simple(it) => self.simple(it),
            CommandBody::Compound(it) => self.compound(it),
            CommandBody::Function(it) => {
                let mut name = String::new();
                it.name.append_unquoted(self.of.texts, &mut name);
                self.definition(&name, &it.body);
            }
            CommandBody::Coprocess(it) => self.coprocess(it),
        }
        if !command.redirections.is_empty() {
            self.text.push(' ');
            self.redirections(&command.redirections);
        }
    }

    fn coprocess(&mut self, it: &Coprocess) {
        let name = it.name.as_ref().map(|it| self.word(it));
        let name = name.unwrap_or_else(|| "COPROC".to_owned());
        self.text += &format!("coproc {name} ");
        self.on_line += 1;
        self.command(&it.command);
    }

    fn simple(&mut self, it: &SimpleCommand) {
        let assignments = it.assignments.iter().map(|it| &it.word);
        let words = self.words(assignments.chain(&it.words));
        self.text += &words;
        if it.redirections.is_empty() {
            return;
        }
        if !words.is_empty() {
            self.text.push(' ');
        }
        self.redirections(&it.redirections);
    }

    fn words<'w>(&self, words: impl Iterator<Item = &'w Word>) -> String {
        words.map(|it| self.word(it)).collect::<Vec<_>>().join(" ")
    }

    fn compound(&mut self, compound: &CompoundCommand) {
        match compound {
            CompoundCommand::Brace(it) => self.group(it),
            CompoundCommand::Subshell(it) => {
                self.text += "( ";
                self.on_line += 1;
                self.list(&it.list);
                self.lines_of_waiting();
                self.text += " )";
            }
            CompoundCommand::If(it) => self.if_command(it),
            CompoundCommand::Loop(it) => self.loop_command(it),
            CompoundCommand::For(it) => self.over("for", &it.variable, it.words.as_ref(), &it.body),
            CompoundCommand::Select(it) => {
                self.over("select", &it.variable, it.words.as_ref(), &it.body);
            }
            CompoundCommand::Case(it) => self.case(it),
            CompoundCommand::Arithmetic(it) => {
                self.text += &format!("(({}))", self.word(&it.expression));
            }
            CompoundCommand::ArithmeticFor(it) => self.arithmetic_for(it),
            CompoundCommand::Conditional(it) => {
                self.text += &format!("[[ {} ]]", self.conditional(&it.expression));
            }
        }
    }

    fn group(&mut self, it: &Group) {
        self.text += "{ ";
        if self.functions == 0 {
            self.on_line += 1;
            self.list(&it.list);
            self.lines_of_waiting();
            self.semicolon();
            self.text += " }";
            return;
        }
        self.text.push('\n');
        self.indented(&it.list);
        self.line("}");
    }

    fn if_command(&mut self, it: &If) {
        let alternative = it.alternative.as_ref();
        self.condition(
            "if ",
            &it.condition,
            &it.consequence,
            &it.else_ifs,
            alternative,
        );
    }

    /// `if`, and what stands behind it: `elif` is an `if` behind `else`.
    fn condition(
        &mut self,
        keyword: &str,
        condition: &List,
        consequence: &List,
        else_ifs: &[ElseIf],
        alternative: Option<&List>,
    ) {
        self.text += keyword;
        self.on_line += 1;
        self.list(condition);
        self.semicolon();
        self.text += " then\n";
        self.indented(consequence);
        if let Some((first, rest)) = else_ifs.split_first() {
            self.semicolon();
            self.line("else\n");
            self.indent += self.step;
            self.begin();
            self.condition(
                keyword,
                &first.condition,
                &first.consequence,
                rest,
                alternative,
            );
            self.lines_of_waiting();
            self.indent -= self.step;
        } else if let Some(list) = alternative {
            self.semicolon();
            self.line("else\n");
            self.indented(list);
        }
        self.semicolon();
        self.line("fi");
    }

    fn loop_command(&mut self, it: &Loop) {
        self.text += match it.kind {
            LoopKind::While => "while ",
            LoopKind::Until => "until ",
        };
        self.on_line += 1;
        self.list(&it.condition);
        self.lines_of_waiting();
        self.semicolon();
        self.text += " do\n";
        self.indented(&it.body.list);
        self.semicolon();
        self.line("done");
    }

    /// A command, of `for`, `select` and `case` no more than the header.
    pub(super) fn announce(&mut self, command: &Command) {
        let CommandBody::Compound(compound) = &command.body else {
            return self.command(command);
        };
        match &**compound {
            CompoundCommand::For(it) => {
                self.text += &self.header_over("for", &it.variable, it.words.as_ref());
            }
            CompoundCommand::Select(it) => {
                self.text += &self.header_over("select", &it.variable, it.words.as_ref());
            }
            CompoundCommand::Case(it) => self.text += &self.header_of_case(it),
            _ => self.command(command),
        }
    }

    fn header_over(&self, keyword: &str, variable: &Word, words: Option<&WordList>) -> String {
        let words = match words {
            Some(words) => self.words(words.words.iter()),
            None => "\"$@\"".to_owned(),
        };
        format!("{keyword} {} in {words}", self.word(variable))
    }

    fn header_of_case(&self, it: &Case) -> String {
        format!("case {} in ", self.word(&it.word))
    }

    fn over(&mut self, keyword: &str, variable: &Word, words: Option<&WordList>, body: &Group) {
        self.text += &self.header_over(keyword, variable, words);
        self.text.push(';');
        self.body_of_loop(body);
    }

    fn body_of_loop(&mut self, body: &Group) {
        self.line("do\n");
        self.indented(&body.list);
        self.semicolon();
        self.line("done");
    }

    /// `for ((…))`; an expression that is left out is printed as `1`.
    fn arithmetic_for(&mut self, it: &ArithmeticFor) {
        let all = self.word(&it.expressions);
        let expressions = all.splitn(3, ';').map(|expression| {
            match expression.trim_start_matches([' ', '\t', '\n']) {
                "" => "1",
                expression => expression,
            }
        });
        let expressions = expressions.collect::<Vec<_>>().join("; ");
        self.text += &format!("for (({expressions}))");
        self.body_of_loop(&it.body);
    }

    fn case(&mut self, it: &Case) {
        self.text += &self.header_of_case(it);
        self.indent += self.step;
        for clause in &it.clauses {
            self.clause(clause);
        }
        self.indent -= self.step;
        self.line("esac");
    }

    fn clause(&mut self, it: &CaseClause) {
        let patterns = it.patterns.iter().map(|it| self.word(it));
        let patterns = patterns.collect::<Vec<_>>().join(" | ");
        self.line(&patterns);
        self.text += ")\n";
        self.indented(&it.list);
        self.line(match it.end {
            Some((CaseEnd::FallThrough, _)) => ";&",
            Some((CaseEnd::TestNext, _)) => ";;&",
            Some((CaseEnd::Break, _)) | None => ";;",
        });
    }
}
