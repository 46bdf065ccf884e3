//! [`Request`]: the options of `declare` and its like.

use super::Declared;
use crate::shell::builtin::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// Which built-in it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declares {
    /// `declare`, `typeset`
    Declare,
    Local,
    Export,
    ReadOnly,
}

/// What the options ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// The built-in's name.
    pub(super) by: String,
    pub(super) declares: Declares,
    /// The letters behind `-`.
    added: String,
    /// The letters behind `+`.
    removed: String,
    /// Where the operands begin.
    pub(super) operands: usize,
}

impl Declares {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "local" => Self::Local,
            "export" => Self::Export,
            "readonly" => Self::ReadOnly,
            _ => Self::Declare,
        }
    }

    fn takes(self, by: &str) -> Takes {
        let (letters, usage) = match self {
            Self::Declare if by == "typeset" => (
                "aAcfFgGiIlnprtux",
                "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
            ),
            Self::Declare => (
                "aAcfFgGiIlnprtux",
                "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
            ),
            Self::Local => ("aAcfFgGiIlnprtux", "local [option] name[=value] ..."),
            Self::Export => ("aAfnp", "export [-fn] [name[=value] ...] or export -p"),
            Self::ReadOnly => ("aAfnp", "readonly [-aAf] [name[=value] ...] or readonly -p"),
        };
        Takes { letters, usage }
    }
}

impl Request {
    /// Reads the options; the error is the status with which the built-in ends.
    pub(super) async fn read(
        shell: &mut Evaluator,
        arguments: &[Span],
        declares: Declares,
    ) -> Flow<Result<Self, u8>> {
        let by = shell.argument(arguments, 0).unwrap_or_default();
        let takes = declares.takes(&by);
        let mut request = Self {
            by,
            declares,
            added: String::new(),
            removed: String::new(),
            operands: 1,
        };
        match declares {
            Declares::Export => request.added.push('x'),
            Declares::ReadOnly => request.added.push('r'),
            Declares::Declare | Declares::Local => {}
        }
        while let Some(word) = shell.argument(arguments, request.operands) {
            let takes_plus = matches!(declares, Declares::Declare | Declares::Local);
            let is_option = word.starts_with('-') || takes_plus && word.starts_with('+');
            if word.len() < 2 || !is_option {
                break;
            }
            request.operands += 1;
            if word == "--" {
                break;
            }
            for letter in word.chars().skip(1) {
                if !takes.letters.contains(letter) {
                    return request.refuse(shell, &word, letter, takes).await.map(Err);
                }
                match (declares, word.starts_with('-')) {
                    (Declares::ReadOnly, _) if letter == 'n' => {
                        request.added = request.added.replace('r', "");
                    }
                    (Declares::Export, _) if letter == 'n' => {
                        request.added = request.added.replace('x', "");
                        request.removed.push('x');
                    }
                    (_, true) => request.added.push(letter),
                    (_, false) => request.removed.push(letter),
                }
            }
        }
        if request.has('G') {
            return shell.unsupported(format!("this option of {}", request.by));
        }
        Ok(Ok(request))
    }

    async fn refuse(
        &self,
        shell: &mut Evaluator,
        word: &str,
        letter: char,
        takes: Takes,
    ) -> Flow<u8> {
        let sign = &word[..1];
        let shown = if word.starts_with("--") { '-' } else { letter };
        let text = format!("{sign}{shown}: invalid option");
        shell.complain(Some(&self.by), &text).await?;
        shell.show_usage(&self.by, takes).await
    }

    /// Whether a letter was given, behind `-` or `+`.
    pub(super) fn has(&self, letter: char) -> bool {
        self.adds(letter) || self.removes(letter)
    }

    /// Whether nothing but `+` and letters that say nothing of variables were given.
    pub(super) fn is_without_options(&self) -> bool {
        self.added.chars().all(|it| matches!(it, 'g' | 'I'))
    }

    /// Whether an attribute is given.
    pub(super) fn adds(&self, letter: char) -> bool {
        self.added.contains(letter)
    }

    /// Whether an attribute is taken away.
    pub(super) fn removes(&self, letter: char) -> bool {
        self.removed.contains(letter)
    }

    /// Whether what is assigned before the built-in stays behind it: it is exported or made readonly, or `export -n`
    /// assigns to it.
    pub(super) fn outlasts_command(&self, declared: &Declared) -> bool {
        self.adds('x')
            || self.adds('r')
            || self.declares == Declares::Export && declared.value.is_some()
    }

    /// Whether the variables become those of the function that runs.
    pub(super) fn is_local(&self, shell: &Evaluator) -> bool {
        match self.declares {
            Declares::Local => true,
            Declares::Declare => shell.is_in_function() && !self.has('g'),
            Declares::Export | Declares::ReadOnly => false,
        }
    }
}
