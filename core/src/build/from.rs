//! `FROM`: the base name, the platform, and the stages they make.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dockerfile::Instruction;
use crate::dockerfile::Keyword;
use crate::dockerfile::word::{Reference, expand_word};
use crate::images;
use crate::text::{Source, Span, case};

use super::evaluate::{Builder, Stop, from_words, new_stage};
use super::global::expanded;
use super::lint;
use super::stages::Base;
use super::step::{Step, StepOf};

/// Makes the stages: expands each base name and finds what it names.
pub(super) fn collect_stages(builder: &mut Builder<'_>) {
    let dockerfile = builder.dockerfile;
    let count = dockerfile.instructions.len();
    if let Some(image) = builder.options.implicit_base {
        let what = "base image you chose".to_owned();
        let base_name = builder.cx.texts.add_source(Source::Builder { what }, image);
        let base = base_image(builder, image);
        let mut stage = new_stage(None, None, base_name, base, &[]);
        stage.instructions = 0..count;
        builder.build.stages.push(stage);
        return;
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    // The first stage with a base image: later ones share what is known about it.
    let mut images: BTreeMap<String, usize> = BTreeMap::new();
    for (index, instruction) in dockerfile.instructions.iter().enumerate() {
        if instruction.keyword != Keyword::From {
            continue;
        }
        let Some(words) = from_words(instruction) else {
            continue;
        };
        let stage = Some(builder.build.stages.len());
        let mut step = Step::new(StepOf::Instruction(index), stage);
        let base_name = match base_name(builder, instruction, words[0], &mut step) {
            Ok(base_name) => base_name,
            Err(stop) => {
                builder.refuse(stop.message, instruction.lines, stop.span);
                words[0]
            }
        };
        if let Err(stop) = platform(builder, instruction, &mut step) {
            builder.refuse(stop.message, instruction.lines, stop.span);
        }
        let name = words.get(2).copied();
        let text = builder.cx.texts.str(base_name).to_owned();
        let base = match (names.get(&text), images.get(&text)) {
            (Some(stage), _) => Base::Stage(*stage),
            (None, Some(stage)) => builder.build.stages[*stage].base.clone(),
            (None, None) => {
                let base = base_image(builder, &text);
                images.insert(text, builder.build.stages.len());
                base
            }
        };
        if let Some(name) = name {
            names.insert(
                case::lowercase(builder.cx.texts.str(name)),
                builder.build.stages.len(),
            );
        }
        let stage = new_stage(Some(index), name, base_name, base, &builder.build.stages);
        builder.build.stages.push(stage);
        builder.build.push(step);
    }
    builder.stage_names = names;
    let starts: Vec<usize> = builder
        .build
        .stages
        .iter()
        .filter_map(|it| it.from)
        .collect();
    for (stage, start) in builder.build.stages.iter_mut().zip(&starts) {
        stage.instructions = start + 1..start + 1;
    }
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(count);
        builder.build.stages[number].instructions = start + 1..end;
    }
}

fn base_image(builder: &Builder<'_>, name: &str) -> Base {
    match name {
        "scratch" => Base::Scratch,
        name => Base::Image(Arc::new((builder.options.images)(name))),
    }
}

fn base_name(
    builder: &mut Builder<'_>,
    instruction: &Instruction,
    word: Span,
    step: &mut Step,
) -> Result<Span, Stop> {
    let result = expand_word(&mut builder.cx.texts, word, &builder.global, builder.rules);
    let references = match &result {
        Ok(expansion) => expansion.references.clone(),
        Err(error) => error.references.clone(),
    };
    warn_about_undeclared(builder, instruction, &references);
    let expansion = result?;
    if !references.is_empty() || expansion.result != word {
        step.expanded.push(expanded(word, &expansion));
    }
    if builder.cx.texts.str(expansion.result).is_empty() {
        let written = builder.cx.texts.str(word);
        return Err(Stop::new(
            format!("base name ({written}) should not be blank"),
            word,
        ));
    }
    Ok(expansion.result)
}

fn warn_about_undeclared(
    builder: &mut Builder<'_>,
    instruction: &Instruction,
    references: &[Reference],
) {
    let mut seen: Vec<&str> = Vec::new();
    for reference in references.iter().filter(|it| it.value.is_none()) {
        let name = reference.name.as_str();
        if seen.contains(&name) || builder.global_names.iter().any(|it| it == name) {
            continue;
        }
        seen.push(name);
        let known = builder
            .global
            .names(&builder.cx.texts)
            .chain(builder.global_names.iter().map(String::as_str));
        let warning = lint::undefined_argument_in_from(name, known, reference.written);
        builder.warn_on(instruction.lines.first, warning);
    }
}

/// `FROM --platform=…`
fn platform(
    builder: &mut Builder<'_>,
    instruction: &Instruction,
    step: &mut Step,
) -> Result<(), Stop> {
    let Some((written, span)) = crate::dockerfile::flag(&builder.cx.texts, instruction, "platform")
    else {
        return Ok(());
    };
    let written = written.to_owned();
    let line = instruction.lines.first;
    let expansion = match expand_word(&mut builder.cx.texts, span, &builder.global, builder.rules) {
        Ok(expansion) => expansion,
        Err(error) => {
            let message = format!(
                "failed to process arguments for platform : {}",
                error.message
            );
            return Err(Stop::new(message, error.at));
        }
    };
    warn_about_undeclared(builder, instruction, &expansion.references);
    let value = builder.cx.texts.str(expansion.result).to_owned();
    if !expansion.references.is_empty() {
        step.expanded.push(expanded(span, &expansion));
    }
    if let [only] = &expansion.references[..]
        && only.name == "TARGETPLATFORM"
        && value == builder.options.platform
    {
        builder.warn_on(line, lint::redundant_target_platform(&written, span));
    }
    if value.is_empty() {
        return Err(Stop::new(
            format!("empty platform value from expression {written}"),
            span,
        ));
    }
    let Some(parts) = read_platform(&value) else {
        let value = crate::text::go::go_quote(&value);
        let message = format!(
            "failed to parse platform {written}: {value}: unknown operating system or architecture: invalid argument"
        );
        return Err(Stop::new(message, span));
    };
    let name = match from_words(instruction) {
        Some([_, _, name]) => case::lowercase(builder.cx.texts.str(*name)),
        _ => String::new(),
    };
    let is_named_after_it = parts.iter().any(|it| name.contains(it));
    if expansion.references.is_empty() && !is_named_after_it {
        builder.warn_on(line, lint::constant_platform(&value, span));
    }
    Ok(())
}

/// Operating system and architecture of a platform such as `linux/amd64`, `arm64` or `linux`.
fn read_platform(platform: &str) -> Option<Vec<&str>> {
    const SYSTEMS: &[&str] = &[
        "aix",
        "android",
        "darwin",
        "dragonfly",
        "freebsd",
        "hurd",
        "illumos",
        "ios",
        "js",
        "linux",
        "nacl",
        "netbsd",
        "openbsd",
        "plan9",
        "solaris",
        "windows",
        "zos",
    ];
    const ARCHITECTURES: &[&str] = &[
        "386",
        "amd64",
        "amd64p32",
        "arm",
        "armbe",
        "arm64",
        "arm64be",
        "loong64",
        "mips",
        "mipsle",
        "mips64",
        "mips64le",
        "mips64p32",
        "mips64p32le",
        "ppc",
        "ppc64",
        "ppc64le",
        "riscv",
        "riscv64",
        "s390",
        "s390x",
        "sparc",
        "sparc64",
        "wasm",
        "x86_64",
        "x86-64",
        "aarch64",
        "i386",
        "armhf",
        "armel",
    ];
    let parts: Vec<&str> = platform.split('/').collect();
    let is_word = |it: &&str| {
        !it.is_empty()
            && it.bytes().all(|it| {
                it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.' | b'(' | b')')
            })
    };
    if !parts.iter().all(is_word) {
        return None;
    }
    match parts[..] {
        [only] => {
            let lower = case::lowercase(only);
            (SYSTEMS.contains(&lower.as_str()) || ARCHITECTURES.contains(&lower.as_str()))
                .then_some(parts)
        }
        [_, _] | [_, _, _] => Some(parts[..2].to_vec()),
        _ => None,
    }
}

/// Names of base images that are no valid references, needed or not.
pub(super) fn check_base_images(builder: &mut Builder<'_>) {
    for index in 0..builder.build.stages.len() {
        let stage = &builder.build.stages[index];
        let (Base::Image(image), Some(from)) = (&stage.base, stage.from) else {
            continue;
        };
        if let Err(invalid) = images::reference::parse(&image.name) {
            let name = crate::text::go::go_quote(&image.name);
            let span = stage.base_name;
            let lines = builder.dockerfile.instructions[from].lines;
            builder.refuse(
                format!("failed to parse stage name {name}: {invalid}"),
                lines,
                span,
            );
        }
    }
}

/// Names behind `COPY --from` and `RUN --mount=from=` that are neither stages nor valid references.
pub(super) fn check_other_images(builder: &mut Builder<'_>) {
    let dockerfile = builder.dockerfile;
    for instruction in &dockerfile.instructions {
        let mut names = match instruction.keyword {
            Keyword::Run => super::mount::sources(&builder.cx.texts, instruction),
            _ => Vec::new(),
        };
        if instruction.keyword == Keyword::Copy {
            let from = crate::dockerfile::flag(&builder.cx.texts, instruction, "from");
            names.extend(
                from.map(|(name, _)| name.to_owned())
                    .filter(|it| it.parse::<i64>().is_err()),
            );
        }
        for name in names {
            if builder.stage_named(&name).is_some() || name.is_empty() {
                continue;
            }
            if let Err(invalid) = images::reference::parse(&name) {
                let name = crate::text::go::go_quote(&name);
                let message = format!("failed to parse stage name {name}: {invalid}");
                builder.refuse(message, instruction.lines, instruction.keyword_span);
            }
        }
    }
}
