//! `dockerfiles.jsonl`: BuildKit's reader, instruction parser and linter over real and made-up Dockerfiles.

use serde_json::{Value, json};
use shellform::diagnostic::{Authority, Diagnostic};
use shellform::dockerfile::{
    self, Body, Command, Delimiter, Dockerfile, Form, HeredocDelimiter, HeredocTabs, Instruction,
    Keyword, RefusalStep,
};
use shellform::session::Session;
use shellform::text::{Source, Span};

use super::{Differences, Outcome};

pub(super) fn compare(case: &Value) -> Outcome {
    let mut cx = Session::default();
    let name = "Dockerfile".to_owned();
    let text = case["text"].as_str().unwrap_or_default();
    let file = cx.texts.add_source(Source::File { name }, text);
    let dockerfile = dockerfile::parse(&mut cx, file);
    let view = View {
        cx: &cx,
        dockerfile: &dockerfile,
    };
    let recorded = &case["buildkit"];
    let mut differences = Differences::default();
    view.verdict(recorded, &mut differences);
    if recorded["parse_error"].is_null() {
        view.file(recorded, &mut differences);
    }
    differences.outcome()
}

struct View<'a> {
    cx: &'a Session,
    dockerfile: &'a Dockerfile,
}

impl View<'_> {
    fn str(&self, span: Span) -> Value {
        self.cx.texts.str(span).into()
    }

    fn strings(&self, spans: &[Span]) -> Value {
        spans.iter().map(|it| self.str(*it)).collect()
    }

    fn verdict(&self, recorded: &Value, differences: &mut Differences) {
        let refusal = self.dockerfile.refusal.as_ref();
        let at = |step| refusal.filter(|it| it.step == step);
        let read = at(RefusalStep::Read);
        differences.same(
            "parse_error",
            &recorded["parse_error"],
            &read.map(|it| it.message.clone()).into(),
        );
        let lines = read.map(|it| match it.lines.first == it.lines.last {
            true => json!([it.lines.first]),
            false => json!([it.lines.first, it.lines.last]),
        });
        differences.same(
            "parse_error_lines",
            &recorded["parse_error_lines"],
            &lines.into(),
        );
        let instruction = at(RefusalStep::Instruction).map(dockerfile::Refusal::full_message);
        differences.same("instr_error", &recorded["instr_error"], &instruction.into());
    }

    fn file(&self, recorded: &Value, differences: &mut Differences) {
        let escape = self.dockerfile.escape.char().to_string();
        differences.same("escape", &recorded["escape"], &escape.into());
        let empty = Vec::new();
        let instructions = recorded["instructions"].as_array().unwrap_or(&empty);
        let counts = (instructions.len(), self.dockerfile.instructions.len());
        differences.same("number of instructions", &counts.0.into(), &counts.1.into());
        for (recorded, simulated) in instructions.iter().zip(&self.dockerfile.instructions) {
            self.instruction(recorded, simulated, differences);
        }
        differences.same("warnings", &recorded["warnings"], &self.warnings());
        let lint = match &recorded["lint"] {
            Value::Null => json!([]),
            other => other.clone(),
        };
        differences.same("lint", &lint, &self.lint());
    }

    fn instruction(
        &self,
        recorded: &Value,
        simulated: &Instruction,
        differences: &mut Differences,
    ) {
        let line = format!("line {}", simulated.lines.first);
        let mut same = |field: &str, simulated: Value| {
            differences.same(format!("{line}: {field}"), &recorded[field], &simulated);
        };
        let value = self.cx.texts.str(simulated.keyword_span);
        same("value", value.into());
        same("kw", value.to_lowercase().into());
        let is_child = recorded["start"] == 0;
        if !is_child {
            same("start", simulated.lines.first.into());
            same("end", simulated.lines.last.into());
        }
        let flags: Vec<Span> = simulated.flags.iter().map(|it| it.span).collect();
        if recorded["flags"].is_array() {
            same("flags", self.strings(&flags));
        }
        same("json", is_exec(&simulated.body).into());
        same("original", self.str(simulated.logical));
        same("next", self.next(simulated));
        let comments = match self.dockerfile.comments(simulated) {
            [] => Value::Null,
            comments => self.strings(comments),
        };
        same("comments", comments);
        same("heredocs", self.heredocs(simulated));
        same("typed", self.typed(simulated, &recorded["typed"]));
        if let Body::Onbuild(onbuild) = &simulated.body
            && let Some(trigger) = &onbuild.trigger
        {
            self.instruction(&recorded["child"], trigger, differences);
        }
    }

    /// The values of BuildKit's nodes.
    fn next(&self, instruction: &Instruction) -> Value {
        match &instruction.body {
            Body::Command(command) | Body::Shell(command) => self.strings(&command.arguments),
            Body::Healthcheck(check) => {
                let spans: Vec<Span> = check
                    .kind
                    .into_iter()
                    .chain(check.command.arguments.iter().copied())
                    .collect();
                self.strings(&spans)
            }
            Body::Pairs(pairs) => pairs
                .iter()
                .flat_map(|pair| {
                    let delimiter = match pair.delimiter {
                        Delimiter::Equals => "=",
                        Delimiter::Blank => "",
                    };
                    [self.str(pair.name), self.str(pair.value), delimiter.into()]
                })
                .collect(),
            Body::Arguments(definitions) => {
                definitions.iter().map(|it| self.str(it.span)).collect()
            }
            Body::Words(words) => self.strings(words),
            Body::Paths(paths) => self.strings(&paths.paths),
            Body::Text(text) => text.iter().map(|it| self.str(*it)).collect(),
            Body::Onbuild(_) => json!([]),
            Body::Nothing => json!([""]),
        }
    }

    fn heredocs(&self, instruction: &Instruction) -> Value {
        if instruction.heredocs.is_empty() {
            return Value::Null;
        }
        instruction
            .heredocs
            .iter()
            .map(|it| {
                json!({
                    "name": self.str(it.name),
                    "expand": it.delimiter == HeredocDelimiter::Plain,
                    "chomp": it.tabs == HeredocTabs::Stripped,
                    "fd": it.file_descriptor,
                    "content": self.str(it.content),
                })
            })
            .collect()
    }

    /// BuildKit's typed instruction; `recorded` says which fields were recorded.
    fn typed(&self, instruction: &Instruction, recorded: &Value) -> Value {
        if let Some(refusal) = &instruction.refusal
            && recorded["err"].is_string()
        {
            return json!({ "err": refusal.message });
        }
        let mut typed = json!({ "kind": kind(instruction.keyword) });
        match &instruction.body {
            Body::Command(command) => {
                typed["form"] = form(command);
                if !command.arguments.is_empty() {
                    typed["args"] = self.strings(&command.arguments);
                } else if instruction.keyword == Keyword::Entrypoint {
                    typed["args_nil"] = true.into();
                }
                if instruction.keyword == Keyword::Run {
                    self.run(instruction, &mut typed);
                }
            }
            Body::Shell(command) => {
                typed["form"] = form(command);
                typed["shell"] = self.strings(&command.arguments);
            }
            Body::Healthcheck(check) => {
                let kind = check
                    .kind
                    .map(|it| self.cx.texts.str(it).to_uppercase())
                    .unwrap_or_default();
                let (form, first) = match (kind.as_str(), &check.command.form) {
                    ("NONE", _) => ("none", "NONE"),
                    (_, Form::Exec) => ("exec", "CMD"),
                    (_, Form::Shell(_)) => ("shell", "CMD-SHELL"),
                };
                typed["form"] = form.into();
                let arguments = check.command.arguments.iter().map(|it| self.str(*it));
                typed["test"] = std::iter::once(first.into()).chain(arguments).collect();
            }
            Body::Words(words) if instruction.keyword == Keyword::From => {
                let name = words.get(2).map(|it| self.cx.texts.str(*it).to_lowercase());
                let platform = instruction.flags.first().and_then(|it| it.value());
                typed["extra"] = json!({
                    "base": words.first().map(|it| self.str(*it)),
                    "name": name.unwrap_or_default(),
                    "platform": platform.map_or("".into(), |it| self.str(it)),
                });
            }
            Body::Onbuild(onbuild) => typed["onbuild"] = self.str(onbuild.expression),
            Body::Words(_)
            | Body::Pairs(_)
            | Body::Arguments(_)
            | Body::Paths(_)
            | Body::Text(_)
            | Body::Nothing => {}
        }
        typed
    }

    fn run(&self, instruction: &Instruction, typed: &mut Value) {
        let mut used: Vec<&str> = instruction
            .flags
            .iter()
            .map(|it| self.cx.texts.str(it.name()))
            .collect();
        used.dedup();
        if !used.is_empty() {
            typed["flags_used"] = used.into();
        }
        if !instruction.heredocs.is_empty() {
            typed["files"] = instruction
                .heredocs
                .iter()
                .map(|it| {
                    json!({
                        "name": self.str(it.name),
                        "data": self.str(it.content),
                        "chomp": it.tabs == HeredocTabs::Stripped,
                    })
                })
                .collect();
        }
    }

    /// The reader's own warnings, in its words.
    fn warnings(&self) -> Value {
        self.buildkit("NoEmptyContinuation")
            .map(|it| {
                let line = self.cx.texts.str(it.span);
                json!({ "short": format!("Empty continuation line found in: {line}"), "line": it.line })
            })
            .collect()
    }

    fn lint(&self) -> Value {
        self.cx
            .diagnostics
            .iter()
            .filter(|it| {
                matches!(
                    it.rule.code,
                    "FromAsCasing" | "StageNameCasing" | "MaintainerDeprecated"
                )
            })
            .map(|it| json!({ "rule": it.rule.code, "msg": it.message, "lines": [it.line] }))
            .collect()
    }

    fn buildkit(&self, code: &str) -> impl Iterator<Item = &Diagnostic> {
        let of_buildkit = |it: &&Diagnostic| it.rule.authority == Authority::BuildKit;
        self.cx
            .diagnostics
            .iter()
            .filter(of_buildkit)
            .filter(move |it| it.rule.code == code)
    }
}

fn is_exec(body: &Body) -> bool {
    match body {
        Body::Command(command) | Body::Shell(command) => command.form == Form::Exec,
        Body::Healthcheck(check) => check.command.form == Form::Exec,
        Body::Paths(paths) => paths.form == dockerfile::PathsForm::Json,
        Body::Pairs(_)
        | Body::Arguments(_)
        | Body::Words(_)
        | Body::Text(_)
        | Body::Onbuild(_)
        | Body::Nothing => false,
    }
}

fn form(command: &Command) -> Value {
    match command.form {
        Form::Exec => "exec".into(),
        Form::Shell(_) => "shell".into(),
    }
}

fn kind(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Add => "AddCommand",
        Keyword::Arg => "ArgCommand",
        Keyword::Cmd => "CmdCommand",
        Keyword::Copy => "CopyCommand",
        Keyword::Entrypoint => "EntrypointCommand",
        Keyword::Env => "EnvCommand",
        Keyword::Expose => "ExposeCommand",
        Keyword::From => "Stage",
        Keyword::Healthcheck => "HealthCheckCommand",
        Keyword::Label => "LabelCommand",
        Keyword::Maintainer => "MaintainerCommand",
        Keyword::Onbuild => "OnbuildCommand",
        Keyword::Run => "RunCommand",
        Keyword::Shell => "ShellCommand",
        Keyword::Stopsignal => "StopSignalCommand",
        Keyword::User => "UserCommand",
        Keyword::Volume => "VolumeCommand",
        Keyword::Workdir => "WorkdirCommand",
        Keyword::Unknown => "",
    }
}
