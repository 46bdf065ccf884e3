//! Which stages are built: the target, and what it needs.

use crate::dockerfile::suggest::{self, Case};
use crate::dockerfile::{Body, Instruction, Keyword};
use crate::text::case;

use super::evaluate::{Builder, Stop};
use super::mount;
use super::stages::{Base, Reach};

/// `--target`, or the last stage.
pub(super) fn find_target(builder: &mut Builder<'_>) {
    let last = builder.build.stages.len() - 1;
    let Some(target) = builder.options.target else {
        builder.build.target = Some(last);
        return;
    };
    let found = builder.stage_named(target);
    builder.build.target = Some(found.unwrap_or(last));
    if found.is_none() {
        let name = crate::text::go::go_quote(target);
        let texts = &builder.cx.texts;
        let names: Vec<String> = builder
            .build
            .stages
            .iter()
            .enumerate()
            .map(|(index, it)| match it.name {
                Some(name) => case::lowercase(texts.str(name)),
                None => format!("stage-{index}"),
            })
            .collect();
        let near = suggest::nearest(target, names.iter().map(String::as_str), Case::Sensitive);
        let message = format!("target stage {name} could not be found");
        let lines = crate::dockerfile::LineRange { first: 1, last: 1 };
        let span = builder.dockerfile.file.at_end();
        builder.refuse(suggest::with_suggestion(message, near), lines, span);
    }
}

/// Which stages the target needs: its base, and those that it copies or mounts from.
pub(super) fn find_needed(builder: &mut Builder<'_>) {
    let mut sources: Vec<Vec<usize>> = Vec::with_capacity(builder.build.stages.len());
    for index in 0..builder.build.stages.len() {
        sources.push(sources_of(builder, index));
    }
    refuse_cycles(builder, &sources);
    let mut open: Vec<usize> = builder.build.target.into_iter().collect();
    while let Some(index) = open.pop() {
        let stage = &mut builder.build.stages[index];
        if stage.reach.is_built() {
            continue;
        }
        stage.reach = Reach::Needed;
        open.extend(&sources[index]);
        if let Base::Stage(base) = stage.base {
            open.push(base);
            open.extend(trigger_sources(builder, base));
        }
    }
    if let Some(target) = builder.build.target {
        builder.build.stages[target].reach = Reach::Target;
    }
}

/// The stages a stage copies or mounts from.
fn sources_of(builder: &mut Builder<'_>, stage: usize) -> Vec<usize> {
    let dockerfile = builder.dockerfile;
    let range = builder.build.stages[stage].instructions.clone();
    let mut sources = Vec::new();
    for instruction in &dockerfile.instructions[range] {
        match source_of(builder, instruction) {
            Ok(found) => sources.extend(found),
            Err(stop) => builder.refuse(stop.message, instruction.lines, stop.span),
        }
    }
    sources
}

/// The stages that triggers of stage `base` copy from, in the stage built on it.
fn trigger_sources(builder: &Builder<'_>, base: usize) -> Vec<usize> {
    let range = builder.build.stages[base].instructions.clone();
    let mut sources = Vec::new();
    for instruction in &builder.dockerfile.instructions[range] {
        if let Body::Onbuild(onbuild) = &instruction.body
            && let Some(trigger) = onbuild.trigger.as_deref()
            && let Ok(found) = source_of(builder, trigger)
        {
            sources.extend(found);
        }
    }
    sources
}

fn source_of(builder: &Builder<'_>, instruction: &Instruction) -> Result<Vec<usize>, Stop> {
    match instruction.keyword {
        Keyword::Copy => copy_source(builder, instruction).map(|it| it.into_iter().collect()),
        Keyword::Run => {
            let names = mount::sources(&builder.cx.texts, instruction);
            Ok(names
                .iter()
                .filter_map(|it| builder.stage_named(it))
                .collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// `COPY --from=name` or `--from=number`; an image when it is neither.
pub(super) fn copy_source(
    builder: &Builder<'_>,
    instruction: &Instruction,
) -> Result<Option<usize>, Stop> {
    let Some((from, span)) = crate::dockerfile::flag(&builder.cx.texts, instruction, "from") else {
        return Ok(None);
    };
    if from.contains(['$', '\'', '"', builder.rules.escape.char()]) {
        let message = "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround";
        return Err(Stop::new(message, span));
    }
    match from.parse::<i64>() {
        Ok(number) => match usize::try_from(number)
            .ok()
            .filter(|it| *it < builder.build.stages.len())
        {
            Some(index) => Ok(Some(index)),
            None => Err(Stop::new(format!("invalid stage index {number}"), span)),
        },
        Err(_) => Ok(builder.stage_named(from)),
    }
}

/// A stage that copies from itself, directly or through others.
fn refuse_cycles(builder: &mut Builder<'_>, sources: &[Vec<usize>]) {
    let mut state = vec![Visit::New; sources.len()];
    for start in 0..sources.len() {
        // A stage on the way with the number of its sources that have been followed.
        let mut way = vec![(start, 0)];
        while let Some((stage, next)) = way.last_mut() {
            let stage = *stage;
            state[stage] = if state[stage] == Visit::Done {
                Visit::Done
            } else {
                Visit::Open
            };
            let source = sources[stage]
                .get(*next)
                .copied()
                .filter(|_| state[stage] == Visit::Open);
            *next += 1;
            match source.map(|it| (it, state[it])) {
                None => {
                    state[stage] = Visit::Done;
                    way.pop();
                }
                Some((source, Visit::New)) => way.push((source, 0)),
                Some((_, Visit::Done)) => {}
                Some((_, Visit::Open)) => return refuse_cycle(builder, start),
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

fn refuse_cycle(builder: &mut Builder<'_>, stage: usize) {
    let found = &builder.build.stages[stage];
    let name = match found.name {
        Some(name) => case::lowercase(builder.cx.texts.str(name)),
        None => format!("stage-{stage}"),
    };
    let span = found.base_name;
    let lines = match found
        .from
        .and_then(|it| builder.dockerfile.instructions.get(it))
    {
        Some(instruction) => instruction.lines,
        None => crate::dockerfile::LineRange { first: 1, last: 1 },
    };
    builder.refuse(
        format!("circular dependency detected on stage: {name}"),
        lines,
        span,
    );
}
