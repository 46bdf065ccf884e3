//! All that the playground knows, and every way in which it changes.
//!
//! [`State::after`] is a pure function from a state and an [`Action`] to the next state; components draw states and
//! send actions, and decide nothing.

mod answer;
mod drift;
mod options;
mod shell;
mod start;
mod text;

use std::ops::Range;
use std::rc::Rc;

use shellform::explain::Followed;

use crate::examples::EXAMPLES;
use crate::fragment::{Damage, Shared, TooLong};
use crate::secrets;

pub(crate) use answer::{Answer, Problem};
pub(crate) use drift::Drift;
pub(crate) use options::{Change, Options};
pub(crate) use shell::{Failure, Question, Said, Shell};
pub(crate) use start::Starter;
pub(crate) use text::Text;

/// All that the playground knows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// What the editor holds.
    pub(crate) text: Text,
    /// Caret or selection, in bytes.
    pub(crate) selection: Range<usize>,
    pub(crate) options: Rc<Options>,
    /// The last simulation.
    pub(crate) answer: Rc<Answer>,
    /// Counts the simulations.
    pub(crate) round: u32,
    /// What the shells make of its commands.
    pub(crate) shell: Shell,
    /// The characters that shells refuse.
    pub(crate) refused: Rc<[Problem]>,
    /// How far the text has moved on since.
    pub(crate) drift: Drift,
    /// Whether text or options have changed since.
    pub(crate) freshness: Freshness,
    /// The byte under the pointer in the editor.
    pub(crate) under_pointer: Option<usize>,
    /// The characters that the piece under pointer or focus in the answer came from.
    pub(crate) pointed: Rc<[Range<usize>]>,
    pub(crate) theme: Theme,
    pub(crate) notice: Option<Notice>,
    pub(crate) link: Link,
    /// Counts the texts that did not come from the editor, so that it takes them over.
    pub(crate) generation: u32,
}

/// Whether the answer belongs to what is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Freshness {
    Current,
    /// Text or options changed so many times since the start.
    Stale(u32),
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The one that the button leads to.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Its name, on the button and in the page's `data-theme`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one of this name; the system's for any other.
    pub(crate) fn named(name: &str) -> Self {
        let all = [Self::System, Self::Light, Self::Dark];
        all.into_iter()
            .find(|it| it.name() == name)
            .unwrap_or_default()
    }
}

/// What there is to say about passing on the link, found when the address is kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Link {
    /// It does not fit into an address.
    pub(crate) too_long: Option<TooLong>,
    /// A name in it that looks like a secret's.
    pub(crate) suspicious: Option<String>,
}

/// Something to tell that is not about the Dockerfile.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Notice {
    /// The address could not be read.
    Link(Damage),
    /// The address was copied.
    Copied,
    /// The browser did not let us copy; the address bar has it.
    NotCopied,
}

/// Caret or selection as a browser counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Utf16 {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What the editor holds after a key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edited {
    pub(crate) text: String,
    pub(crate) selection: Utf16,
}

/// A way in which the state changes.
#[derive(Debug)]
pub(crate) enum Action {
    /// Somebody typed.
    Edited(Edited),
    /// The caret moved, or the selection; as the browser counts.
    Selected(Utf16),
    /// It is time to simulate.
    Simulate,
    /// The worker with the shells has answered a question.
    Heard(Question, Result<Rc<Followed>, Failure>),
    ChangedOption(Change),
    /// The pointer is over this byte of the editor's text, or left it.
    PointedInEditor(Option<usize>),
    /// Pointer or focus is on a piece of the answer that came from these characters.
    PointedInAnswer(Vec<Range<usize>>),
    /// The address was read.
    Loaded(Box<Result<Shared, Damage>>),
    /// The state was written into the address, or did not fit.
    Kept(Option<TooLong>),
    ToggledTheme,
    Noticed(Option<Notice>),
}

impl State {
    /// The state to begin with, by what the address says.
    pub(crate) fn begin(address: Option<Result<Shared, Damage>>) -> Self {
        let notice = match &address {
            Some(Err(damage)) => Some(Notice::Link(damage.clone())),
            Some(Ok(_)) | None => None,
        };
        let shared = address.and_then(Result::ok).unwrap_or_else(first_example);
        let text = with_plain_endings(&shared.text);
        let text = Text::new(&text);
        let options = shared.options;
        let caret = text.line(shared.line.saturating_sub(1)).start;
        Self {
            answer: Rc::new(Answer::of(&options, text.as_str())),
            round: 0,
            shell: Shell::default(),
            refused: Rc::default(),
            drift: Drift::between(text.as_str(), text.as_str()),
            selection: caret..caret,
            text,
            options: Rc::new(options),
            freshness: Freshness::Current,
            under_pointer: None,
            pointed: Rc::default(),
            theme: shared.theme,
            notice,
            link: Link::default(),
            generation: 0,
        }
    }

    /// The state after `action`.
    pub(crate) fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Edited(edited) => next.edit(&edited),
            Action::Selected(selection) => next.selection = self.text.bytes_of(selection),
            Action::Simulate => next.simulate(),
            Action::Heard(question, said) => next.listen(question, said),
            Action::ChangedOption(change) => {
                Rc::make_mut(&mut next.options).apply(change);
                next.freshness = self.freshness.staler();
            }
            Action::PointedInEditor(byte) => next.under_pointer = byte,
            Action::PointedInAnswer(ranges) => next.pointed = ranges.into(),
            Action::Loaded(shared) => match *shared {
                Err(damage) => next.notice = Some(Notice::Link(damage)),
                Ok(shared) => {
                    next = Self::begin(Some(Ok(shared)));
                    next.generation = self.generation + 1;
                    next.round = self.round.wrapping_add(1);
                    next.shell = self.shell.clone();
                }
            },
            Action::Kept(too_long) => {
                let suspicious = secrets::suspicious_name(self);
                next.link = Link {
                    too_long,
                    suspicious,
                };
            }
            Action::ToggledTheme => next.theme = self.theme.next(),
            Action::Noticed(notice) => next.notice = notice,
        }
        next
    }

    fn edit(&mut self, edited: &Edited) {
        self.text = Text::new(&edited.text);
        self.selection = self.text.bytes_of(edited.selection);
        self.drift = Drift::between(self.answer.text.as_str(), self.text.as_str());
        self.under_pointer = None;
        self.freshness = self.freshness.staler();
    }

    fn simulate(&mut self) {
        self.answer = Rc::new(Answer::of(&self.options, self.text.as_str()));
        self.drift = Drift::between(self.answer.text.as_str(), self.text.as_str());
        self.freshness = Freshness::Current;
        self.round = self.round.wrapping_add(1);
        self.refused = Rc::default();
        self.pointed = Rc::default();
    }

    /// What a link carries.
    pub(crate) fn shared(&self) -> Shared {
        Shared {
            text: self.text.as_str().to_owned(),
            options: Options::clone(&self.options),
            line: self.text.line_of(self.selection.start) + 1,
            theme: self.theme,
        }
    }

    /// The instruction that is explained: the one at the caret.
    pub(crate) fn instruction(&self) -> Option<usize> {
        self.answer.instruction_at(self.selection.start)
    }

    /// The characters whose pieces are marked in the answer: under the pointer, otherwise at the caret.
    /// None while the answer belongs to another text.
    pub(crate) fn spoken_of(&self) -> Range<usize> {
        match (self.freshness, self.under_pointer) {
            (Freshness::Stale(_), _) => 0..0,
            (Freshness::Current, Some(byte)) => byte..byte + 1,
            (Freshness::Current, None) => self.text.spoken_of(&self.selection),
        }
    }
}

impl Freshness {
    fn staler(self) -> Self {
        match self {
            Self::Current => Self::Stale(0),
            Self::Stale(times) => Self::Stale(times.wrapping_add(1)),
        }
    }
}

/// What is shown at the first visit.
fn first_example() -> Shared {
    let example = &EXAMPLES[0];
    Shared {
        text: example.text.to_owned(),
        options: Options::default(),
        line: example.line,
        theme: Theme::default(),
    }
}

/// An editor in a browser knows only `\n`.
fn with_plain_endings(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

impl yew::Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

#[cfg(test)]
mod tests;
