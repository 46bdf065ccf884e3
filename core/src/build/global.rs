//! What stands before the first `FROM`: the platform's arguments and global build arguments.

use crate::dockerfile::word::Expansion;
use crate::dockerfile::{Body, Instruction, Keyword};
use crate::images;
use crate::text::{Source, Span, case};

use super::config::{Action, Change, Field, SetBy};
use super::evaluate::{Builder, from_words};
use super::lint;
use super::scope::{Binding, BindingKind};
use super::step::{Expanded, Step, StepOf};

/// The platform arguments and the `ARG`s before the first `FROM`.
pub(super) fn global_arguments(builder: &mut Builder<'_>) {
    let platform = builder.options.platform.to_owned();
    let mut parts = platform.splitn(3, '/');
    let os = parts.next().unwrap_or_default().to_owned();
    let architecture = parts.next().unwrap_or_default().to_owned();
    let variant = parts.next().unwrap_or_default().to_owned();
    let stage = target_name(builder);
    let defaults = [
        ("BUILDPLATFORM", platform.clone()),
        ("BUILDOS", os.clone()),
        ("BUILDOSVERSION", String::new()),
        ("BUILDARCH", architecture.clone()),
        ("BUILDVARIANT", variant.clone()),
        ("TARGETPLATFORM", platform),
        ("TARGETOS", os),
        ("TARGETOSVERSION", String::new()),
        ("TARGETARCH", architecture),
        ("TARGETVARIANT", variant),
        ("TARGETSTAGE", stage),
    ];
    for (name, value) in defaults {
        let what = format!("predefined argument {name}");
        let source = Source::Builder { what };
        let name_span = builder.cx.texts.add_source(source.clone(), name);
        let value = match builder.build_argument(name) {
            Some(value) => value,
            None => builder.cx.texts.add_source(source, value),
        };
        let binding = Binding {
            name: name_span,
            value,
            kind: BindingKind::Argument,
        };
        builder.global.set(&builder.cx.texts, binding);
    }
    check_default_names(builder);
    let dockerfile = builder.dockerfile;
    for (index, instruction) in before_stages(&dockerfile.instructions) {
        global_argument(builder, index, instruction);
    }
}

/// The value of TARGETSTAGE: `--target`, the last stage's name, or `default`.
fn target_name(builder: &Builder<'_>) -> String {
    if let Some(target) = builder.options.target {
        return target.to_owned();
    }
    let last = builder
        .dockerfile
        .instructions
        .iter()
        .rev()
        .find_map(from_words);
    match last {
        Some([_, _, name]) => case::lowercase(builder.cx.texts.str(*name)),
        _ => "default".to_owned(),
    }
}

fn before_stages(instructions: &[Instruction]) -> impl Iterator<Item = (usize, &Instruction)> {
    instructions
        .iter()
        .enumerate()
        .take_while(|(_, it)| it.keyword != Keyword::From)
        .filter(|(_, it)| it.keyword == Keyword::Arg && it.refusal.is_none())
}

fn global_argument(builder: &mut Builder<'_>, index: usize, instruction: &Instruction) {
    let Body::Arguments(definitions) = &instruction.body else {
        return;
    };
    let mut step = Step::new(StepOf::Instruction(index), None);
    for definition in definitions {
        let name = builder.cx.texts.str(definition.name).to_owned();
        builder.global_names.push(name.clone());
        let value = match (builder.build_argument(&name), definition.default) {
            (Some(value), _) => Some(value),
            (None, None) => builder.global.value(&name),
            (None, Some(default)) => {
                let rules = builder.rules;
                match builder.global.expand(&mut builder.cx.texts, default, rules) {
                    Ok(expansion) => {
                        step.expanded.push(expanded(default, &expansion));
                        Some(expansion.result)
                    }
                    Err(error) => {
                        builder.refuse(error.message, instruction.lines, error.at);
                        None
                    }
                }
            }
        };
        step.changes.push(Change {
            field: Field::BuildArgument,
            action: if value.is_some() {
                Action::Set
            } else {
                Action::Declared
            },
            name: Some(definition.name),
            value: value.into_iter().collect(),
            replaced: SetBy::Nobody,
        });
        if let Some(value) = value {
            let binding = Binding {
                name: definition.name,
                value,
                kind: BindingKind::Argument,
            };
            builder.global.set(&builder.cx.texts, binding);
        }
    }
    builder.build.push(step);
}

pub(super) fn expanded(written: Span, expansion: &Expansion) -> Expanded {
    Expanded {
        written,
        result: expansion.result,
        references: expansion.references.clone(),
    }
}

/// Warns about base names that are only valid with a `--build-arg` (`validateBaseImagesWithDefaultArgs`).
fn check_default_names(builder: &mut Builder<'_>) {
    let mut defaults = builder.global.clone();
    let dockerfile = builder.dockerfile;
    for (_, instruction) in before_stages(&dockerfile.instructions) {
        let Body::Arguments(definitions) = &instruction.body else {
            continue;
        };
        for definition in definitions {
            let Some(default) = definition.default else {
                continue;
            };
            let Ok(expansion) = defaults.expand(&mut builder.cx.texts, default, builder.rules)
            else {
                return;
            };
            let binding = Binding {
                name: definition.name,
                value: expansion.result,
                kind: BindingKind::Argument,
            };
            defaults.set(&builder.cx.texts, binding);
        }
    }
    for instruction in &dockerfile.instructions {
        let Some(words) = from_words(instruction) else {
            continue;
        };
        let Ok(expansion) = defaults.expand(&mut builder.cx.texts, words[0], builder.rules) else {
            return;
        };
        let name = builder.cx.texts.str(expansion.result);
        if images::reference::parse(name).is_err() {
            let written = builder.cx.texts.str(words[0]);
            let warning = lint::invalid_default_argument(written, words[0]);
            builder.warn_on(instruction.lines.first, warning);
        }
    }
}
