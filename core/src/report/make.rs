//! From a [`Simulation`] to its [`Report`].

use crate::build::{
    Action, Base, Change, Collection, ImageConfig, Moment, Reach, RunStep, SetBy, Setting, Stage,
    Step, StepOf,
};
use crate::diagnostic::{Diagnostic, Edit};
use crate::dockerfile::{Body, Command, Form, Heredoc, Instruction, Keyword, ShellReason, json};
use crate::knowledge::Known;
use crate::launch::{LaunchPlan, LaunchVariable, Part, Supplier};
use crate::simulation::{self, Simulation};
use crate::text::{LineIndex, Span, case};

#[cfg(feature = "follow")]
use super::shell::command_report;
use super::traced::{SourceText, Traced, sources};
use super::{
    BindingReport, BrokenReport, ChangeReport, CommandReport, Completeness, ConfigReport,
    DiagnosticReport, EditReport, ExpandedReport, FixReport, FormReport, HealthcheckReport,
    HeredocReport, InstructionReport, LaunchReport, Pairs, PartReport, Place, Report, RunReport,
    SetByReport, SettingReport, StageReport, VERSION, VariableReport, Verdict,
};

/// Writes a simulation out as data.
#[must_use]
pub fn report(simulation: &Simulation) -> Report {
    let maker = Maker::new(simulation);
    Report {
        sources: maker.sources().collect(),
        instructions: maker.instructions().collect(),
        stages: maker.stages().collect(),
        diagnostics: maker.diagnostics().collect(),
        ..maker.frame()
    }
}

/// Writes the parts of a report.
pub(super) struct Maker<'s> {
    simulation: &'s Simulation,
    index: LineIndex,
}

impl<'s> Maker<'s> {
    pub(super) fn new(simulation: &'s Simulation) -> Self {
        let index = LineIndex::new(simulation.str(simulation.dockerfile.file));
        Self { simulation, index }
    }

    /// The report without what there may be thousands of.
    pub(super) fn frame(&self) -> Report {
        let Simulation { build, launch, .. } = self.simulation;
        Report {
            version: VERSION,
            verdict: self.verdict(),
            escape: self.simulation.dockerfile.escape,
            directives: self.directives(),
            sources: Vec::new(),
            instructions: Vec::new(),
            stages: Vec::new(),
            config: build.target_stage().map(|it| self.config(&it.config)),
            launch: launch.as_ref().map(|it| self.launch(it)),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = SourceText> {
        sources(&self.simulation.session.texts)
    }

    pub(super) fn stages(&self) -> impl Iterator<Item = StageReport> {
        let stages = self.simulation.build.stages.iter().enumerate();
        stages.map(|(index, it)| self.stage(index, it))
    }

    pub(super) fn diagnostics(&self) -> impl Iterator<Item = DiagnosticReport> {
        let diagnostics = self.simulation.session.diagnostics.iter();
        diagnostics.map(|it| self.diagnostic(it))
    }

    fn traced(&self, span: Span) -> Traced {
        Traced::new(&self.simulation.session.texts, span)
    }

    fn all(&self, spans: &[Span]) -> Vec<Traced> {
        spans.iter().map(|it| self.traced(*it)).collect()
    }

    fn string(&self, span: Span) -> String {
        self.simulation.str(span).to_owned()
    }

    /// Where `span` came from in the file.
    fn place(&self, span: Span) -> Option<Place> {
        let found = self.simulation.session.texts.source_span(span);
        let file = self.simulation.dockerfile.file;
        (found.text == file.text).then(|| {
            let text = self.simulation.str(file);
            Place {
                start: found.start,
                end: found.end,
                from: self.index.line_column(text, found.start),
                to: self.index.line_column(text, found.end),
            }
        })
    }

    /// The same, or the start of the file.
    fn place_or_start(&self, span: Span) -> Place {
        let file = self.simulation.dockerfile.file;
        self.place(span)
            .or_else(|| self.place(file.at_start()))
            .unwrap_or(Place {
                start: 0,
                end: 0,
                from: self.index.line_column("", 0),
                to: self.index.line_column("", 0),
            })
    }

    fn verdict(&self) -> Verdict {
        match self.simulation.refusal() {
            None => built(self.simulation),
            Some(refusal) => Verdict::Refused {
                message: refusal.full_message(),
                step: refusal.step,
                lines: refusal.lines,
                at: self.place_or_start(refusal.span),
            },
        }
    }

    fn directives(&self) -> Pairs<String> {
        let directives = self.simulation.dockerfile.directives.iter();
        directives
            .map(|it| (it.name.name().to_owned(), self.string(it.value)))
            .collect()
    }

    pub(super) fn instructions(&self) -> impl Iterator<Item = InstructionReport> {
        let mut latest_run = vec![Moment::default(); self.simulation.build.stages.len()];
        let instructions = self.simulation.dockerfile.instructions.iter().enumerate();
        instructions.map(move |(index, it)| self.instruction(index, it, &mut latest_run))
    }

    fn instruction(
        &self,
        index: usize,
        instruction: &Instruction,
        latest_run: &mut [Moment],
    ) -> InstructionReport {
        let step = self.simulation.step(index);
        let run = step.and_then(|it| it.run.as_deref());
        let argv = match (run, step.and_then(|it| it.command.as_ref())) {
            (Some(run), _) => Some(self.all(&run.command.argv)),
            (None, Some(command)) => Some(self.all(&command.argv)),
            (None, None) => None,
        };
        let fired = match instruction.keyword {
            Keyword::From => self
                .simulation
                .build
                .triggers(index)
                .map(|it| self.trigger_text(it))
                .collect(),
            _ => Vec::new(),
        };
        let refusal = instruction
            .refusal
            .as_deref()
            .or(step.and_then(|it| it.refusal.as_deref()));
        let file_span = self.simulation.dockerfile.line_span(instruction.lines);
        InstructionReport {
            index,
            keyword: self.string(instruction.keyword_span),
            lines: instruction.lines,
            at: self.place_or_start(file_span),
            stage: step.and_then(|it| it.stage),
            reached: self.simulation.reached(index),
            logical: self.traced(instruction.logical),
            flags: instruction
                .flags
                .iter()
                .map(|it| self.traced(it.span))
                .collect(),
            arguments: self.all(&arguments(&instruction.body)),
            form: self.form(instruction),
            argv,
            run: run.and_then(|run| self.run(run, step?.stage?, latest_run)),
            heredocs: instruction
                .heredocs
                .iter()
                .map(|it| self.heredoc(it))
                .collect(),
            expanded: step.map(|it| self.expanded(it)).unwrap_or_default(),
            changes: step
                .map(|it| it.changes.iter().map(|it| self.change(it)).collect())
                .unwrap_or_default(),
            trigger: match &instruction.body {
                Body::Onbuild(onbuild) => Some(self.traced(onbuild.expression)),
                _ => None,
            },
            fired,
            refusal: refusal.map(crate::dockerfile::Refusal::full_message),
            followed: self.followed(simulation::Command::Run(index)),
        }
    }

    fn trigger_text(&self, step: &Step) -> Traced {
        match &step.of {
            StepOf::Trigger(trigger) => self.traced(trigger.dockerfile.file),
            StepOf::Instruction(index) => {
                self.traced(self.simulation.dockerfile.instructions[*index].logical)
            }
        }
    }

    fn form(&self, instruction: &Instruction) -> Option<FormReport> {
        let command: &Command = match &instruction.body {
            Body::Command(command) | Body::Shell(command) => command,
            Body::Healthcheck(check) => &check.command,
            Body::Pairs(_)
            | Body::Arguments(_)
            | Body::Words(_)
            | Body::Paths(_)
            | Body::Text(_)
            | Body::Onbuild(_)
            | Body::Nothing => return None,
        };
        Some(match &command.form {
            Form::Exec => FormReport::Exec,
            Form::Shell(ShellReason::NoBracket) => FormReport::Shell { broken: None },
            Form::Shell(ShellReason::Broken(broken)) => {
                let arguments = command
                    .arguments
                    .first()
                    .copied()
                    .unwrap_or(instruction.arguments);
                let corrected = json::repair(self.simulation.str(arguments));
                FormReport::Shell {
                    broken: Some(BrokenReport {
                        at: self.place_or_start(broken.at),
                        found: self.string(broken.at),
                        expected: broken.expected.phrase().to_owned(),
                        corrected: corrected.map(|it| json::array_text(&it)),
                    }),
                }
            }
        })
    }

    fn run(&self, run: &RunStep, stage: usize, latest: &mut [Moment]) -> Option<RunReport> {
        let scope = &self.simulation.build.stages.get(stage)?.scope;
        let before = std::mem::replace(latest.get_mut(stage)?, run.environment);
        let since = scope.between(before, run.environment);
        let binding = |name: String, value| BindingReport {
            name,
            value: self.traced(value),
        };
        Some(RunReport {
            working_dir: run
                .working_dir
                .value()
                .copied()
                .flatten()
                .map(|it| self.traced(it)),
            user: run
                .user
                .value()
                .copied()
                .flatten()
                .map(|it| self.traced(it)),
            environment_since: since
                .iter()
                .map(|it| binding(self.string(it.name), it.value))
                .collect(),
            proxies: run
                .proxies
                .iter()
                .map(|(name, value)| binding(name.clone(), *value))
                .collect(),
        })
    }

    fn heredoc(&self, heredoc: &Heredoc) -> HeredocReport {
        HeredocReport {
            name: self.string(heredoc.name),
            file_descriptor: heredoc.file_descriptor,
            delimiter: heredoc.delimiter,
            tabs: heredoc.tabs,
            content: self.traced(heredoc.content),
        }
    }

    fn expanded(&self, step: &Step) -> Vec<ExpandedReport> {
        let one = |it: &crate::build::Expanded| ExpandedReport {
            written: self.traced(it.written),
            result: self.traced(it.result),
            unset: it
                .references
                .iter()
                .filter(|it| it.value.is_none())
                .map(|it| it.name.clone())
                .collect(),
        };
        step.expanded.iter().map(one).collect()
    }

    fn change(&self, change: &Change) -> ChangeReport {
        let action = match change.action {
            Action::Set => "set",
            Action::Added => "added",
            Action::Cleared => "cleared",
            Action::Declared => "declared",
        };
        ChangeReport {
            field: change.field.name().to_owned(),
            action: action.to_owned(),
            name: change.name.map(|it| self.traced(it)),
            value: self.all(&change.value),
        }
    }

    fn stage(&self, index: usize, stage: &Stage) -> StageReport {
        let image = stage.base_image();
        let reach = match stage.reach {
            Reach::Target => "target",
            Reach::Needed => "needed",
            Reach::Unused => "unused",
        };
        StageReport {
            index,
            name: stage.name.map(|it| case::lowercase(&self.string(it))),
            base: self.string(stage.base_name),
            base_stage: match stage.base {
                Base::Stage(index) => Some(index),
                Base::Scratch | Base::Image(_) => None,
            },
            reach: reach.to_owned(),
            shell: image.and_then(|it| it.shell.value()?.dialect),
            evidence: image.map(|it| it.evidence.clone()),
        }
    }

    fn set_by(&self, set_by: SetBy) -> SetByReport {
        let line = |index: usize| {
            self.simulation
                .dockerfile
                .instructions
                .get(index)
                .map_or(1, |it| it.lines.first)
        };
        match set_by {
            SetBy::Nobody => SetByReport::Nobody,
            SetBy::BaseImage => SetByReport::BaseImage,
            SetBy::Builder => SetByReport::Builder,
            SetBy::Instruction(index) => SetByReport::Instruction {
                index,
                line: line(index),
            },
            SetBy::Trigger(index) => SetByReport::Trigger {
                index,
                line: line(index),
            },
        }
    }

    fn supplier(&self, supplier: Supplier) -> SetByReport {
        match supplier {
            Supplier::Image(set_by) => self.set_by(set_by),
            Supplier::Operator(option) => SetByReport::Operator {
                option: option.to_owned(),
            },
            Supplier::Engine => SetByReport::Engine,
        }
    }

    fn list(&self, setting: &Setting<Vec<Span>>) -> SettingReport {
        let (value, unknown) = match &setting.value {
            Known::Yes(list) => (Some(self.all(list)), None),
            Known::No(why) => (None, Some(why.to_string())),
        };
        SettingReport {
            value,
            unknown,
            set_by: self.set_by(setting.set_by),
        }
    }

    fn word(&self, setting: &Setting<Option<Span>>) -> SettingReport {
        let (value, unknown) = match &setting.value {
            Known::Yes(word) => (Some(word.iter().map(|it| self.traced(*it)).collect()), None),
            Known::No(why) => (None, Some(why.to_string())),
        };
        SettingReport {
            value,
            unknown,
            set_by: self.set_by(setting.set_by),
        }
    }

    fn config(&self, config: &ImageConfig) -> ConfigReport {
        let names = |it: &Collection| it.items.keys().cloned().collect();
        let variables = config
            .environment
            .variables()
            .iter()
            .map(|it| VariableReport {
                name: self.string(it.name),
                value: self.traced(it.value),
                set_by: self.set_by(it.set_by),
            });
        let labels = config.labels.items.iter();
        ConfigReport {
            env: variables.collect(),
            env_complete: completeness(&config.environment.base),
            entrypoint: self.list(&config.entrypoint),
            cmd: self.list(&config.cmd),
            shell: self.list(&config.shell),
            working_dir: self.word(&config.working_dir),
            user: self.word(&config.user),
            stop_signal: self.word(&config.stop_signal),
            healthcheck: config
                .healthcheck
                .value
                .value()
                .and_then(Option::as_ref)
                .map(|it| HealthcheckReport {
                    test: self.all(&it.test),
                    interval: it.interval,
                    timeout: it.timeout,
                    start_period: it.start_period,
                    start_interval: it.start_interval,
                    retries: it.retries,
                }),
            exposed_ports: names(&config.exposed_ports),
            volumes: names(&config.volumes),
            labels: labels
                .filter_map(|(name, it)| Some((name.clone(), self.traced(it.value?))))
                .collect(),
            on_build: config
                .onbuild
                .iter()
                .map(|(it, _)| self.traced(*it))
                .collect(),
        }
    }

    fn launch(&self, launch: &LaunchPlan) -> LaunchReport {
        let part = |part: &Part| PartReport {
            argv: self.all(&part.argv),
            set_by: self.supplier(part.supplier),
        };
        let variable = |it: &LaunchVariable| VariableReport {
            name: self.string(it.name),
            value: self.traced(it.value),
            set_by: self.supplier(it.supplier),
        };
        LaunchReport {
            argv: self.all(&launch.pid1),
            nothing_to_run: launch.nothing_to_run.clone(),
            entrypoint: part(&launch.entrypoint),
            command: part(&launch.command),
            environment: launch.environment.iter().map(variable).collect(),
            environment_complete: completeness(&launch.environment_known),
            working_dir: launch.working_dir.value().map(|(it, _)| self.traced(*it)),
            user: launch
                .user
                .value()
                .and_then(|it| it.map(|(it, _)| self.traced(it))),
            assumptions: launch.assumptions.clone(),
            followed: self.followed(simulation::Command::Launch),
        }
    }

    #[cfg(not(feature = "follow"))]
    fn followed(&self, _: simulation::Command) -> Option<CommandReport> {
        None
    }

    #[cfg(feature = "follow")]
    fn followed(&self, command: simulation::Command) -> Option<CommandReport> {
        let run = self.simulation.run(command)?;
        Some(command_report(self.simulation, &self.index, run))
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> DiagnosticReport {
        let edit = |it: &Edit| EditReport {
            at: self.place_or_start(it.span),
            replacement: it.replacement.clone(),
        };
        DiagnosticReport {
            code: diagnostic.rule.code.to_owned(),
            authority: diagnostic.rule.authority,
            severity: diagnostic.rule.severity,
            message: diagnostic.message.clone(),
            line: diagnostic.line,
            at: self.place(diagnostic.span),
            help: diagnostic.help.clone(),
            fixes: diagnostic
                .fixes
                .iter()
                .map(|it| FixReport {
                    title: it.title.clone(),
                    edits: it.edits.iter().map(edit).collect(),
                })
                .collect(),
            url: diagnostic.rule.url.map(str::to_owned),
        }
    }
}

fn completeness(known: &Known<()>) -> Completeness {
    match known {
        Known::Yes(()) => Completeness::Yes,
        Known::No(why) => Completeness::Unknown {
            why: why.to_string(),
        },
    }
}

/// The arguments of an instruction as BuildKit's reader separates them.
pub(super) fn arguments(body: &Body) -> Vec<Span> {
    match body {
        Body::Command(command) | Body::Shell(command) => command.arguments.to_vec(),
        Body::Healthcheck(check) => check
            .kind
            .into_iter()
            .chain(check.command.arguments.iter().copied())
            .collect(),
        Body::Pairs(pairs) => pairs.iter().flat_map(|it| [it.name, it.value]).collect(),
        Body::Arguments(definitions) => definitions.iter().map(|it| it.span).collect(),
        Body::Words(words) => words.to_vec(),
        Body::Paths(paths) => paths.paths.to_vec(),
        Body::Text(text) => text.iter().copied().collect(),
        Body::Onbuild(onbuild) => vec![onbuild.expression],
        Body::Nothing => Vec::new(),
    }
}

/// What becomes of a file that is taken.
#[cfg(feature = "follow")]
fn built(simulation: &Simulation) -> Verdict {
    match &simulation.stopped_by {
        None => Verdict::Accepted,
        Some(it) => Verdict::Stopped {
            message: it.message.clone(),
            instruction: it.instruction,
        },
    }
}

#[cfg(not(feature = "follow"))]
fn built(_: &Simulation) -> Verdict {
    Verdict::Accepted
}
