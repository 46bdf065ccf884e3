//! The variables a builder sees: `ENV` and `ARG` in one space of names.
//!
//! BuildKit keeps them in the state of a stage (`llb.State`): setting a variable again moves it to the end.
//! When the base image's variables are not known, a name that nobody has set may still be one of them; its
//! value is then an unknown piece of text.

use std::collections::{BTreeMap, HashMap};

use crate::dockerfile::word::{Expansion, Variables, WordError, WordRules, expand_word};
use crate::text::{Source, Span, Texts};

/// The variables in force, and a log of how they came to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scope {
    log: Vec<Binding>,
    /// Which of the log has been set again.
    outdated: Vec<bool>,
    latest: BTreeMap<String, usize>,
    /// Names declared by `ARG` without a value: their absence is no mistake.
    declared: Vec<String>,
    /// The image whose variables are not all known.
    unknown_base: Option<String>,
}

/// A variable with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The name.
    pub name: Span,
    /// The value.
    pub value: Span,
    /// Whether it goes into the image.
    pub kind: BindingKind,
}

/// Whether a variable goes into the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// `ENV`: it does.
    Environment,
    /// `ARG`: it ends with the build.
    Argument,
}

/// How long the log was: the environment of a `RUN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment(usize);

impl Moment {
    /// How many bindings there were.
    pub(super) fn length(self) -> usize {
        self.0
    }
}

impl Scope {
    /// Sets a variable.
    pub(super) fn set(&mut self, texts: &Texts, binding: Binding) {
        let name = texts.str(binding.name).to_owned();
        if let Some(before) = self.latest.insert(name, self.log.len()) {
            self.outdated[before] = true;
        }
        self.log.push(binding);
        self.outdated.push(false);
    }

    /// Notes that `ARG` has declared a name.
    pub(super) fn declare(&mut self, name: &str) {
        self.declared.push(name.to_owned());
    }

    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.declared.iter().any(|it| it == name)
    }

    pub(super) fn set_unknown_base(&mut self, image: &str) {
        self.unknown_base = Some(image.to_owned());
    }

    /// The value of a variable.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Span> {
        self.latest.get(name).map(|index| self.log[*index].value)
    }

    /// The names of all variables, in the order in which they were last set.
    pub(super) fn names<'t>(&'t self, texts: &'t Texts) -> impl Iterator<Item = &'t str> {
        let names = self.log.iter().zip(&self.outdated);
        names
            .filter(|(_, outdated)| !**outdated)
            .map(|(it, _)| texts.str(it.name))
    }

    /// Now.
    pub(super) fn moment(&self) -> Moment {
        Moment(self.log.len())
    }

    /// The variables in force at a moment, in the order in which they were last set.
    #[must_use]
    pub fn at(&self, texts: &Texts, moment: Moment) -> Vec<Binding> {
        let log = &self.log[..moment.0.min(self.log.len())];
        let mut latest = HashMap::new();
        for (index, binding) in log.iter().enumerate() {
            latest.insert(texts.str(binding.name), index);
        }
        let is_latest = |(index, binding): &(usize, &Binding)| {
            latest.get(texts.str(binding.name)) == Some(index)
        };
        log.iter()
            .enumerate()
            .filter(is_latest)
            .map(|(_, it)| it.clone())
            .collect()
    }

    /// What was set between two moments, in order.
    #[must_use]
    pub fn between(&self, from: Moment, to: Moment) -> &[Binding] {
        let end = to.0.min(self.log.len());
        &self.log[from.0.min(end)..end]
    }

    /// What a stage based on this one begins with.
    pub(super) fn inherit(&self, texts: &Texts) -> Self {
        let mut scope = Self {
            declared: self.declared.clone(),
            unknown_base: self.unknown_base.clone(),
            ..Self::default()
        };
        for binding in self.at(texts, self.moment()) {
            scope.set(texts, binding);
        }
        scope
    }

    /// Expands `word`. A variable that nobody has set becomes an unknown piece where the base image may set it.
    pub(super) fn expand(
        &self,
        texts: &mut Texts,
        word: Span,
        rules: WordRules,
    ) -> Result<Expansion, WordError> {
        let mut view = View {
            scope: self,
            unknown: Vec::new(),
        };
        loop {
            let result = expand_word(texts, word, &view, rules);
            let references = match &result {
                Ok(expansion) => &expansion.references,
                Err(error) => &error.references,
            };
            let Some(image) = &self.unknown_base else {
                return result;
            };
            let unset = references.iter().filter(|it| it.value.is_none());
            let names: Vec<String> = unset
                .map(|it| it.name.clone())
                .filter(|it| super::is_variable_name(it) && !self.is_declared(it))
                .collect();
            if names.is_empty() {
                return result;
            }
            for name in names {
                let why = format!("nobody here knows whether {image} sets {name}");
                let piece = format!("⟨{name} of {image}⟩");
                let span = texts.add_source(Source::Unknown { why }, piece);
                view.unknown.push((name, span));
            }
        }
    }
}

impl Variables for Scope {
    fn get(&self, name: &str) -> Option<Span> {
        self.value(name)
    }
}

/// A scope with unknown pieces for what the base image may set.
struct View<'s> {
    scope: &'s Scope,
    /// As few as one word names.
    unknown: Vec<(String, Span)>,
}

impl Variables for View<'_> {
    fn get(&self, name: &str) -> Option<Span> {
        self.scope.value(name).or_else(|| {
            self.unknown
                .iter()
                .find(|(it, _)| it == name)
                .map(|(_, span)| *span)
        })
    }
}
