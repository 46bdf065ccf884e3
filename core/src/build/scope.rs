//! The variables a builder sees: `ENV` and `ARG` in one space of names.
//!
//! BuildKit keeps them in the state of a stage (`llb.State`): setting a variable again moves it to the end.
//! When the base image's variables are not known, a name that nobody has set may still be one of them; its
//! value is then an unknown piece of text.

use std::collections::BTreeMap;

use crate::dockerfile::word::{Expansion, Variables, WordError, WordRules, expand_word};
use crate::text::{Source, Span, Texts};

/// A variable that is not set again.
const NEVER: usize = usize::MAX;

/// So many bindings are looked at as one.
const BLOCK: usize = 64;

/// The variables in force, and a log of how they came to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scope {
    log: Vec<Binding>,
    /// Which of the log sets each of them again, or [`NEVER`].
    replaced: Vec<usize>,
    /// The last of these in every [`BLOCK`] of the log, so that a block that is outdated as a whole is passed over.
    last_replaced: Vec<usize>,
    /// Where each name is set first, and where last.
    places: BTreeMap<String, (usize, usize)>,
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
        let index = self.log.len();
        let places = self.places.entry(name).or_insert((index, index));
        let before = std::mem::replace(&mut places.1, index);
        self.log.push(binding);
        self.replaced.push(NEVER);
        self.last_replaced.resize(index / BLOCK + 1, NEVER);
        if before < index {
            self.replaced[before] = index;
            let block = before / BLOCK;
            let last = self.replaced.iter().skip(block * BLOCK).take(BLOCK).max();
            self.last_replaced[block] = last.copied().unwrap_or(NEVER);
        }
    }

    /// Notes that `ARG` has declared a name.
    pub(super) fn declare(&mut self, name: &str) {
        self.declared.push(name.to_owned());
    }

    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.declared.iter().any(|it| it == name)
    }

    /// How many names are set or declared.
    pub(super) fn length(&self) -> usize {
        self.places.len() + self.declared.len()
    }

    pub(super) fn set_unknown_base(&mut self, image: &str) {
        self.unknown_base = Some(image.to_owned());
    }

    /// The value of a variable.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Span> {
        self.places.get(name).map(|(_, last)| self.log[*last].value)
    }

    /// Whether a variable was set at a moment.
    #[must_use]
    pub fn has_at(&self, name: &str, moment: Moment) -> bool {
        self.places.get(name).is_some_and(|it| it.0 < moment.0)
    }

    /// The names of all variables, in the order in which they were last set.
    pub(super) fn names<'t>(&'t self, texts: &'t Texts) -> impl Iterator<Item = &'t str> {
        self.at(self.moment()).map(|it| texts.str(it.name))
    }

    /// Now.
    pub(super) fn moment(&self) -> Moment {
        Moment(self.log.len())
    }

    /// The variables in force at a moment, in the order in which they were last set.
    pub fn at(&self, moment: Moment) -> impl Iterator<Item = &Binding> {
        let blocks = self.log.chunks(BLOCK).zip(self.replaced.chunks(BLOCK));
        let blocks = blocks.zip(&self.last_replaced).enumerate();
        let blocks = blocks.filter(move |(_, (_, last))| **last >= moment.0);
        let bindings = blocks.flat_map(|(block, ((bindings, replaced), _))| {
            let places = block * BLOCK..;
            bindings.iter().zip(replaced).zip(places)
        });
        let in_force = bindings
            .take_while(move |(_, place)| *place < moment.0)
            .filter(move |((_, replaced), _)| **replaced >= moment.0);
        in_force.map(|((binding, _), _)| binding)
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
        for binding in self.at(self.moment()) {
            scope.set(texts, binding.clone());
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
