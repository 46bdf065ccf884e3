//! The walk through the stages.
//!
//! BuildKit's order, because the first refusal counts: names of all base images, target, sources of `COPY`, base
//! images, then the instructions of every stage that is needed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, REFUSED};
use crate::dockerfile::word::{Reference, WordError, WordRules};
use crate::dockerfile::{Body, Dockerfile, Instruction, Keyword, LineRange, Refusal, RefusalStep};
use crate::images::BaseImage;
use crate::session::Session;
use crate::text::{Source, Span, case};

use super::config::ImageConfig;
use super::scope::Scope;
use super::stages::{Base, Reach, Stage};
use super::step::{Build, Expanded, Step, StepOf, Trigger};
use super::{from, global, inherit, instructions, naming, needed};

/// The options of `docker build`, and what is known about base images.
pub struct BuildOptions<'o> {
    /// `--build-arg`.
    pub build_arguments: &'o BTreeMap<String, String>,
    /// `--target`.
    pub target: Option<&'o str>,
    /// `--platform`: `os/architecture` or `os/architecture/variant`.
    pub platform: &'o str,
    /// What is known about an image, by its name.
    pub images: &'o dyn Fn(&str) -> BaseImage,
    /// The image a single instruction is taken to be based on.
    pub implicit_base: Option<&'o str>,
}

impl std::fmt::Debug for BuildOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuildOptions")
            .field("build_arguments", &self.build_arguments)
            .field("target", &self.target)
            .field("platform", &self.platform)
            .field("implicit_base", &self.implicit_base)
            .finish_non_exhaustive()
    }
}

/// Builds `dockerfile`.
///
/// A file that the reader refuses is built as far as it can be, so that its instructions can be explained.
pub fn evaluate(cx: &mut Session, dockerfile: &Dockerfile, options: &BuildOptions<'_>) -> Build {
    let build_arguments = options.build_arguments.iter().map(|(name, value)| {
        let source = Source::BuildArgument { name: name.clone() };
        (name.clone(), cx.texts.add_source(source, value.as_str()))
    });
    let build_arguments = build_arguments.collect();
    let what = "default shell".to_owned();
    let default_shell = cx.texts.add_source(Source::Builder { what }, "/bin/sh -c");
    let mut builder = Builder {
        checks: naming::Checks::of(cx, dockerfile),
        rules: WordRules::builder(dockerfile.escape),
        default_shell,
        build: Build {
            refusal: dockerfile.refusal.clone(),
            ..Build::default()
        },
        cx,
        dockerfile,
        options,
        build_arguments,
        global: Scope::default(),
        global_names: Vec::new(),
        stage_names: BTreeMap::new(),
        late: None,
        ports_left: 200_000,
        names_left: 200_000,
        inherited_left: MOST_INHERITED,
        base_configs: Vec::new(),
        base_by_name: BTreeMap::new(),
    };
    builder.run();
    builder.build
}

/// How long the values of a file may become together, beside four times the file itself: a line can double a value.
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// How many variables, ports, volumes, labels and triggers stages may inherit from other stages, all together: a
/// chain of stages hands each of them on as often as it is long.
const MOST_INHERITED: usize = 500_000;

/// What the stages share while they are built.
pub(super) struct Builder<'b> {
    pub(super) cx: &'b mut Session,
    pub(super) dockerfile: &'b Dockerfile,
    pub(super) options: &'b BuildOptions<'b>,
    pub(super) rules: WordRules,
    pub(super) default_shell: Span,
    pub(super) build: Build,
    /// `--build-arg`, in the order of their names.
    build_arguments: Vec<(String, Span)>,
    /// The variables in force before the first `FROM`.
    pub(super) global: Scope,
    /// The last stage of each name, in lower case.
    pub(super) stage_names: BTreeMap<String, usize>,
    /// Names that `ARG` declares there.
    pub(super) global_names: Vec<String>,
    /// Which checks run.
    pub(super) checks: naming::Checks,
    /// What BuildKit notices only when it hands the whole build over.
    pub(super) late: Option<Refusal>,
    /// How many more ports `EXPOSE` may name: ranges are short to write and long to list.
    pub(super) ports_left: usize,
    /// How many more names are looked at for suggestions. DIFFERENCE: BuildKit looks at all variables for each one
    /// that nobody has set, whatever time it takes; here the last of thousands of warnings come without a suggestion.
    names_left: usize,
    /// How many more values stages may inherit from stages.
    pub(super) inherited_left: usize,
    /// What stages begin with, image by image.
    pub(super) base_configs: Vec<ImageConfig>,
    /// The place of an image among them, by its name.
    pub(super) base_by_name: BTreeMap<String, usize>,
}

/// One instruction while it is evaluated.
pub(super) struct At<'i> {
    pub(super) instruction: &'i Instruction,
    pub(super) lines: LineRange,
    pub(super) set_by: super::SetBy,
    pub(super) reach: Reach,
    pub(super) step: Step,
}

/// A message with the characters at fault: BuildKit stops here.
pub(super) struct Stop {
    pub(super) message: String,
    pub(super) span: Span,
}

impl Stop {
    pub(super) fn new(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            span,
        }
    }
}

impl From<WordError> for Stop {
    fn from(error: WordError) -> Self {
        Self {
            message: error.message,
            span: error.at,
        }
    }
}

impl Builder<'_> {
    fn run(&mut self) {
        naming::warn(self);
        global::global_arguments(self);
        from::collect_stages(self);
        if self.build.stages.is_empty() {
            if self.build.refusal.is_none() {
                let lines = LineRange { first: 1, last: 1 };
                let span = self.dockerfile.file.at_end();
                self.refuse(
                    "dockerfile contains no stages to build".to_owned(),
                    lines,
                    span,
                );
            }
            return;
        }
        needed::find_target(self);
        needed::find_needed(self);
        from::check_base_images(self);
        from::check_other_images(self);
        for stage in 0..self.build.stages.len() {
            self.stage(stage);
        }
        self.fail_on_warnings();
        if let Some(late) = self.late.take() {
            self.refuse(late.message, late.lines, late.span);
        }
    }

    /// Notes what BuildKit notices only when it hands the whole build over.
    pub(super) fn refuse_late(&mut self, at: &mut At<'_>, stop: Stop) {
        let refusal = Refusal {
            message: stop.message,
            step: RefusalStep::Build,
            lines: at.lines,
            span: stop.span,
        };
        if at.reach.is_built() {
            self.late.get_or_insert_with(|| refusal.clone());
        }
        at.step.refusal.get_or_insert_with(|| Box::new(refusal));
    }

    /// Builds one stage: what it inherits, the triggers of its base, its own instructions.
    fn stage(&mut self, index: usize) {
        let triggers = inherit::inherit(self, index);
        let stage = &self.build.stages[index];
        let (range, reach, from) = (stage.instructions.clone(), stage.reach, stage.from);
        let mut state = instructions::StageState::default();
        for trigger in triggers {
            self.trigger(index, from.unwrap_or_default(), trigger, &mut state);
        }
        let dockerfile = self.dockerfile;
        for number in range {
            let instruction = &dockerfile.instructions[number];
            let mut at = At {
                instruction,
                lines: instruction.lines,
                set_by: super::SetBy::Instruction(number),
                reach,
                step: Step::new(StepOf::Instruction(number), Some(index)),
            };
            self.instruction(index, &mut at, &mut state);
            self.build.push(at.step);
        }
    }

    /// Fires a trigger: reads it again, as BuildKit does, and evaluates it at the `FROM`.
    fn trigger(
        &mut self,
        stage: usize,
        from: usize,
        trigger: Span,
        state: &mut instructions::StageState,
    ) {
        let mut quiet = Session {
            texts: std::mem::take(&mut self.cx.texts),
            diagnostics: Vec::new(),
        };
        let mut dockerfile = crate::dockerfile::parse_instructions(&mut quiet, trigger);
        self.cx.texts = quiet.texts;
        let lines = self
            .dockerfile
            .instructions
            .get(from)
            .map_or(LineRange { first: 1, last: 1 }, |it| it.lines);
        let reach = self.build.stages[stage].reach;
        let [instruction] = &mut dockerfile.instructions[..] else {
            if reach.is_built() {
                self.refuse(
                    "onbuild trigger should be a single expression".to_owned(),
                    lines,
                    trigger,
                );
            }
            return;
        };
        let instruction = instruction.clone();
        let mut at = At {
            instruction: &instruction,
            lines,
            set_by: super::SetBy::Trigger(from),
            reach,
            step: Step::new(
                StepOf::Trigger(Box::new(Trigger { from, dockerfile })),
                Some(stage),
            ),
        };
        self.instruction(stage, &mut at, state);
        self.build.push(at.step);
    }

    fn instruction(&mut self, stage: usize, at: &mut At<'_>, state: &mut instructions::StageState) {
        let result = match &at.instruction.refusal {
            // A trigger that BuildKit refuses; the file's own refusals have been noted before.
            Some(refusal) if matches!(at.step.of, StepOf::Trigger(_)) => {
                Err(Stop::new(refusal.message.clone(), refusal.span))
            }
            Some(_) => return,
            None => instructions::evaluate(self, stage, at, state),
        };
        if let Err(stop) = result {
            let refusal = Refusal {
                message: stop.message,
                step: RefusalStep::Build,
                lines: at.lines,
                span: stop.span,
            };
            if at.reach.is_built() {
                self.refuse(refusal.message.clone(), refusal.lines, refusal.span);
            }
            at.step.refusal = Some(Box::new(refusal));
        }
    }

    /// Expands a word of an instruction and warns about variables that nobody has set.
    pub(super) fn expand(
        &mut self,
        stage: usize,
        at: &mut At<'_>,
        word: Span,
    ) -> Result<Span, Stop> {
        self.expand_by(stage, at, word, self.rules)
    }

    pub(super) fn expand_by(
        &mut self,
        stage: usize,
        at: &mut At<'_>,
        word: Span,
        rules: WordRules,
    ) -> Result<Span, Stop> {
        if self.cx.texts.derived_bytes() > MOST_TEXT + 4 * self.dockerfile.file.len() {
            return Ok(self.too_much());
        }
        let scope = &self.build.stages[stage].scope;
        let result = scope.expand(&mut self.cx.texts, word, rules);
        let references = match &result {
            Ok(expansion) => &expansion.references,
            Err(error) => &error.references,
        };
        self.warn_about_unset(stage, at, references);
        let expansion = result?;
        let result = expansion.result;
        if result != word || !expansion.references.is_empty() {
            at.step.expanded.push(Expanded {
                written: word,
                result,
                references: expansion.references,
            });
        }
        Ok(result)
    }

    /// What stands for a value when the values of a file have become longer than is followed.
    fn too_much(&mut self) -> Span {
        let why = format!(
            "the values of this file are longer than {MOST_TEXT} bytes together, which is not followed"
        );
        self.cx
            .texts
            .add_source(Source::Unknown { why }, "⟨too long to follow⟩")
    }

    fn warn_about_unset(&mut self, stage: usize, at: &At<'_>, references: &[Reference]) {
        let scope = &self.build.stages[stage].scope;
        let mut seen: Vec<&str> = Vec::new();
        let mut warnings = Vec::new();
        for reference in references.iter().filter(|it| it.value.is_none()) {
            let name = reference.name.as_str();
            if seen.contains(&name) || scope.is_declared(name) {
                continue;
            }
            seen.push(name);
            let left = self.names_left.checked_sub(scope.moment().length());
            self.names_left = left.unwrap_or_default();
            let known = left.map(|_| scope.names(&self.cx.texts));
            warnings.push(super::lint::undefined_variable(
                name,
                known.into_iter().flatten(),
                reference.written,
            ));
        }
        for warning in warnings {
            self.warn(at, warning);
        }
    }

    /// Reports one of BuildKit's warnings, at the lines of an instruction that is built.
    pub(super) fn warn(&mut self, at: &At<'_>, warning: Diagnostic) {
        if at.reach.is_built() {
            self.warn_on(at.lines.first, warning);
        }
    }

    /// Reports one of BuildKit's warnings, unless BuildKit has stopped before or the check is off.
    /// Docker shows a warning once, however many words of a line raise it.
    pub(super) fn warn_on(&mut self, line: u32, warning: Diagnostic) {
        let warning = warning.on_line(line);
        let of_this_line = self
            .cx
            .diagnostics
            .iter()
            .rev()
            .take_while(|it| it.line == Some(line));
        let is_new = !of_this_line
            .into_iter()
            .any(|it| it.rule == warning.rule && it.message == warning.message);
        if is_new && self.build.refusal.is_none() && self.checks.runs(warning.rule.code) {
            self.cx.report(warning);
        }
    }

    /// Refuses the file, unless it has been refused before.
    pub(super) fn refuse(&mut self, message: String, lines: LineRange, span: Span) {
        if self.build.refusal.is_some() {
            return;
        }
        self.cx
            .report(Diagnostic::new(REFUSED, span, message.clone()).on_line(lines.first));
        self.build.refusal = Some(Refusal {
            message,
            step: RefusalStep::Build,
            lines,
            span,
        });
    }

    /// `# check=error=true`: any warning refuses the file.
    fn fail_on_warnings(&mut self) {
        if !self.checks.warnings_are_errors() || self.build.refusal.is_some() {
            return;
        }
        let mut rules: Vec<&str> = Vec::new();
        for diagnostic in &self.cx.diagnostics {
            let is_check = diagnostic.rule.authority == crate::diagnostic::Authority::BuildKit
                && diagnostic.rule != REFUSED;
            if is_check && !rules.contains(&diagnostic.rule.code) {
                rules.push(diagnostic.rule.code);
            }
        }
        if !rules.is_empty() {
            let message = format!("lint violation found for rules: {}", rules.join(", "));
            let span = self.checks.span.unwrap_or(self.dockerfile.file.at_start());
            self.refuse(message, LineRange { first: 1, last: 1 }, span);
        }
    }

    /// The value that `--build-arg` gives a name.
    pub(super) fn build_argument(&self, name: &str) -> Option<Span> {
        let arguments = &self.build_arguments;
        let at = arguments.binary_search_by(|(it, _)| it.as_str().cmp(name));
        Some(arguments[at.ok()?].1)
    }

    /// All that `--build-arg` gives, in the order of the names.
    pub(super) fn build_arguments(&self) -> impl Iterator<Item = (&str, Span)> {
        self.build_arguments
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
    }

    /// The last stage of that name, in any case.
    pub(super) fn stage_named(&self, name: &str) -> Option<usize> {
        self.stage_names.get(&case::lowercase(name)).copied()
    }
}

/// A new stage behind `stages`, with nothing evaluated yet.
pub(super) fn new_stage(
    from: Option<usize>,
    name: Option<Span>,
    base_name: Span,
    base: Base,
    stages: &[Stage],
) -> Stage {
    let image = match &base {
        Base::Scratch => None,
        Base::Image(image) => Some(Arc::clone(image)),
        Base::Stage(index) => stages[*index].image.clone(),
    };
    Stage {
        from,
        name,
        base_name,
        base,
        image,
        reach: Reach::Unused,
        instructions: 0..0,
        config: inherit::empty_config(),
        scope: Scope::default(),
        workdir: super::stages::WorkdirWritten::No,
        files: super::stages::FilesThere::Yes,
    }
}

/// The words of a `FROM`.
pub(super) fn from_words(instruction: &Instruction) -> Option<&[Span]> {
    match (&instruction.body, instruction.keyword) {
        (Body::Words(words), Keyword::From) if !words.is_empty() => Some(words),
        _ => None,
    }
}
