//! What the worker with the shells has said.

use std::rc::Rc;

use shellform::explain::Followed;

use super::answer::Problem;
use super::{Answer, State};

/// What a worker is asked: which answer it is about, and the instruction at the cursor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Question {
    pub(crate) round: u32,
    pub(crate) instruction: usize,
}

/// What there is of the shell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Shell {
    /// It has not said anything yet.
    #[default]
    Loading,
    Said(Said),
    Failed(Failure),
}

/// What it has said last, and to what; that may be an earlier question than the one that is open.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) question: Question,
    pub(crate) followed: Rc<Followed>,
}

/// Why it says nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Failure {
    /// The browser cannot load it.
    Missing,
    /// It was stopped.
    TooLong,
    /// It ended by itself.
    Broken,
}

/// What was said once is one thing.
impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.question == other.question && Rc::ptr_eq(&self.followed, &other.followed)
    }
}

impl State {
    /// What the worker is to be asked.
    pub(crate) fn question(&self) -> Question {
        Question {
            round: self.round,
            // One behind the last where there is none.
            instruction: self.instruction().unwrap_or(usize::MAX),
        }
    }

    /// Takes what was said, unless the answer has changed since.
    pub(super) fn listen(&mut self, question: Question, said: Result<Rc<Followed>, Failure>) {
        if question.round == self.round {
            self.shell = match said {
                Ok(followed) => Shell::Said(Said { question, followed }),
                Err(failure) => Shell::Failed(failure),
            };
            self.refused = self.shell.problems(&self.answer).into();
        }
    }
}

impl Shell {
    /// The characters that shells refuse.
    fn problems(&self, answer: &Answer) -> Vec<Problem> {
        let Self::Said(said) = self else {
            return Vec::new();
        };
        let file = answer.simulation.dockerfile.file.text;
        let found = said.followed.findings.iter();
        let places = found.flat_map(|it| it.spans.iter().map(|span| (span, it.severity)));
        let written = places.filter(|(span, _)| span.text == file);
        written
            .map(|(span, severity)| Problem {
                range: span.range(),
                severity,
            })
            .collect()
    }
}
