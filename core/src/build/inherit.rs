//! What a stage begins with: the configuration of its base, and the triggers that fire.

use crate::images::{self, BaseImage};
use crate::knowledge::{Known, Unknown};
use crate::text::{Source, Span};

use super::config::{Collection, Environment, ImageConfig, Item, SetBy, Setting, Variable};
use super::evaluate::Builder;
use super::path;
use super::scope::{Binding, BindingKind};
use super::stages::{Base, FilesThere};

/// The PATH BuildKit sets when the base image has none.
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// An image that stores nothing.
pub(super) fn empty_config() -> ImageConfig {
    let list = || Setting::new(Vec::new(), SetBy::Nobody);
    let word = || Setting::new(None, SetBy::Nobody);
    ImageConfig {
        environment: Environment::new(Known::Yes(())),
        entrypoint: list(),
        cmd: list(),
        shell: list(),
        working_dir: word(),
        user: word(),
        stop_signal: word(),
        healthcheck: Setting::new(None, SetBy::Nobody),
        exposed_ports: Collection::new(Known::Yes(())),
        volumes: Collection::new(Known::Yes(())),
        labels: Collection::new(Known::Yes(())),
        onbuild: Vec::new(),
    }
}

/// Gives a stage what its base has; returns the triggers that fire.
pub(super) fn inherit(builder: &mut Builder<'_>, index: usize) -> Vec<Span> {
    match builder.build.stages[index].base.clone() {
        Base::Stage(base) => inherit_stage(builder, index, base),
        Base::Image(image) => inherit_image(builder, index, &image),
        Base::Scratch => {
            builder.build.stages[index].files = FilesThere::No;
            inherit_image(builder, index, &BaseImage::scratch());
        }
    }
    let stage = &mut builder.build.stages[index];
    let triggers = stage.config.onbuild.drain(..);
    triggers.map(|(trigger, _)| trigger).collect()
}

/// What the stage `base` ends with, as far as stages together may inherit.
fn inherit_stage(builder: &mut Builder<'_>, index: usize, base: usize) {
    let stages = &mut builder.build.stages;
    stages[index].workdir = stages[base].workdir;
    stages[index].files = stages[base].files;
    let base = &stages[base];
    let Some(left) = builder
        .inherited_left
        .checked_sub(base.config.length() + base.scope.length())
    else {
        let why = "stages built on stages inherit more values than are followed";
        let image = BaseImage::unknown("an earlier stage", why);
        return inherit_image(builder, index, &image);
    };
    builder.inherited_left = left;
    let (config, scope) = (base.config.clone(), base.scope.inherit(&builder.cx.texts));
    let stage = &mut stages[index];
    stage.config = config;
    stage.scope = scope;
    bind_environment(builder, index);
}

/// What `image` stores. Stages on the same image share the texts that it supplies.
fn inherit_image(builder: &mut Builder<'_>, index: usize, image: &BaseImage) {
    let known = builder.base_by_name.get(&image.name).copied();
    let config = match known {
        Some(place) => builder.base_configs[place].clone(),
        None => image_config(builder, image),
    };
    let stage = &mut builder.build.stages[index];
    if config.environment.base.value().is_none() {
        stage.scope.set_unknown_base(&image.name);
    }
    stage.config = config;
    if known.is_none() {
        set_default_path(builder, index);
        normalise_working_dir(builder, index);
        let config = builder.build.stages[index].config.clone();
        let place = builder.base_configs.len();
        builder.base_by_name.insert(image.name.clone(), place);
        builder.base_configs.push(config);
    }
    bind_environment(builder, index);
}

/// BuildKit gives every image a PATH, except on Windows.
fn set_default_path(builder: &mut Builder<'_>, index: usize) {
    let environment = &builder.build.stages[index].config.environment;
    let is_complete = environment.base.value().is_some();
    let stage = &builder.build.stages[index];
    let is_windows = stage
        .base_image()
        .is_some_and(|it| it.os == images::facts::Os::Windows);
    if environment.get("PATH").is_some() || !is_complete || is_windows {
        return;
    }
    let what = "default PATH".to_owned();
    let source = Source::Builder { what };
    let name = builder.cx.texts.add_source(source.clone(), "PATH");
    let value = builder.cx.texts.add_source(source, DEFAULT_PATH);
    let variable = Variable {
        name,
        value,
        set_by: SetBy::Builder,
    };
    builder.build.stages[index]
        .config
        .environment
        .set("PATH", variable);
}

fn bind_environment(builder: &mut Builder<'_>, index: usize) {
    let stage = &mut builder.build.stages[index];
    for variable in stage.config.environment.variables() {
        let binding = Binding {
            name: variable.name,
            value: variable.value,
            kind: BindingKind::Environment,
        };
        stage.scope.set(&builder.cx.texts, binding);
    }
}

/// A base image's relative directory becomes absolute.
fn normalise_working_dir(builder: &mut Builder<'_>, index: usize) {
    let setting = &builder.build.stages[index].config.working_dir;
    let Known::Yes(Some(directory)) = setting.value else {
        return;
    };
    let set_by = setting.set_by;
    let written = builder.cx.texts.str(directory);
    if written.is_empty() || written.starts_with('/') {
        return;
    }
    let absolute = path::working_directory(written, written);
    let what = "absolute form of the base image's directory".to_owned();
    let span = builder
        .cx
        .texts
        .add_source(Source::Builder { what }, absolute);
    builder.build.stages[index].config.working_dir = Setting::new(Some(span), set_by);
}

/// The configuration of a base image, its texts supplied by the image.
fn image_config(builder: &mut Builder<'_>, image: &BaseImage) -> ImageConfig {
    let mut supply = Supply { builder, image };
    let environment = supply.environment();
    let cmd = supply.words(&image.cmd);
    let entrypoint = supply.words(&image.entrypoint);
    let shell = supply.words(&image.config_shell);
    let working_dir = supply.word(&image.working_dir);
    let user = supply.word(&image.user);
    let stop_signal = supply.word(&image.stop_signal);
    let exposed_ports = supply.collection(&image.exposed_ports);
    let volumes = supply.collection(&image.volumes);
    let labels = supply.labels();
    let onbuild = supply.triggers();
    let healthcheck = supply.healthcheck();
    ImageConfig {
        environment,
        entrypoint,
        cmd,
        shell,
        working_dir,
        user,
        stop_signal,
        healthcheck,
        exposed_ports,
        volumes,
        labels,
        onbuild,
    }
}

/// Makes texts that a base image supplies.
struct Supply<'a, 'b> {
    builder: &'a mut Builder<'b>,
    image: &'a BaseImage,
}

impl Supply<'_, '_> {
    fn text(&mut self, text: &str) -> Span {
        let source = Source::BaseImage {
            image: self.image.name.clone(),
        };
        self.builder.cx.texts.add_source(source, text)
    }

    fn unknown(&mut self, name: &str, why: &Unknown) -> Span {
        let piece = format!("⟨{name} of {}⟩", self.image.name);
        let source = Source::Unknown {
            why: why.to_string(),
        };
        self.builder.cx.texts.add_source(source, piece)
    }

    fn environment(&mut self) -> Environment {
        let known = match &self.image.environment {
            Known::Yes(variables) => variables,
            Known::No(why) => return Environment::new(Known::No(why.clone())),
        };
        let mut environment = Environment::new(Known::Yes(()));
        for (name, value) in known {
            let name_span = self.text(name);
            let value = match value {
                Known::Yes(value) => self.text(value),
                Known::No(why) => self.unknown(name, why),
            };
            let variable = Variable {
                name: name_span,
                value,
                set_by: SetBy::BaseImage,
            };
            environment.set(name, variable);
        }
        environment
    }

    fn words(&mut self, words: &Known<Vec<String>>) -> Setting<Vec<Span>> {
        match words {
            Known::Yes(words) if words.is_empty() => Setting::new(Vec::new(), SetBy::Nobody),
            Known::Yes(words) => {
                let spans = words.iter().map(|it| self.text(it)).collect();
                Setting::new(spans, SetBy::BaseImage)
            }
            Known::No(why) => Setting::unknown(why.clone()),
        }
    }

    fn word(&mut self, word: &Known<String>) -> Setting<Option<Span>> {
        match word {
            Known::Yes(word) if word.is_empty() => Setting::new(None, SetBy::Nobody),
            Known::Yes(word) => Setting::new(Some(self.text(word)), SetBy::BaseImage),
            Known::No(why) => Setting::unknown(why.clone()),
        }
    }

    fn collection(&mut self, names: &Known<Vec<String>>) -> Collection {
        let names = match names {
            Known::Yes(names) => names,
            Known::No(why) => return Collection::new(Known::No(why.clone())),
        };
        let mut collection = Collection::new(Known::Yes(()));
        for name in names {
            let item = Item {
                name: self.text(name),
                value: None,
                set_by: SetBy::BaseImage,
            };
            collection.items.insert(name.clone(), item);
        }
        collection
    }

    fn labels(&mut self) -> Collection {
        let labels = match &self.image.labels {
            Known::Yes(labels) => labels,
            Known::No(why) => return Collection::new(Known::No(why.clone())),
        };
        let mut collection = Collection::new(Known::Yes(()));
        for (name, value) in labels {
            let item = Item {
                name: self.text(name),
                value: Some(self.text(value)),
                set_by: SetBy::BaseImage,
            };
            collection.items.insert(name.clone(), item);
        }
        collection
    }

    fn triggers(&mut self) -> Vec<(Span, SetBy)> {
        let triggers = self.image.onbuild.value().cloned().unwrap_or_default();
        triggers
            .iter()
            .map(|it| (self.text(it), SetBy::BaseImage))
            .collect()
    }

    fn healthcheck(&mut self) -> Setting<Option<super::HealthcheckConfig>> {
        match &self.image.healthcheck {
            Known::Yes(test) if test.is_empty() => Setting::new(None, SetBy::Nobody),
            Known::Yes(test) => {
                let test = test.iter().map(|it| self.text(it)).collect();
                let check = super::HealthcheckConfig {
                    test,
                    interval: 0,
                    timeout: 0,
                    start_period: 0,
                    start_interval: 0,
                    retries: 0,
                };
                Setting::new(Some(check), SetBy::BaseImage)
            }
            Known::No(why) => Setting::unknown(why.clone()),
        }
    }
}
