//! The files that a program reads one behind the other.

use super::Call;
use super::arguments::Argument;
use crate::text::Span;

/// The operands among arguments.
pub(super) fn operands(arguments: &[Argument]) -> Vec<Span> {
    let operand = |it: &Argument| match it {
        Argument::Operand(span) => Some(*span),
        Argument::Option(..) => None,
    };
    arguments.iter().filter_map(operand).collect()
}

/// The options among arguments.
pub(super) fn options(arguments: &[Argument]) -> impl Iterator<Item = (char, Option<Span>)> {
    arguments.iter().filter_map(|it| match it {
        Argument::Option(letter, value) => Some((*letter, *value)),
        Argument::Operand(_) => None,
    })
}

impl Call<'_> {
    /// The paths among arguments, `-` when there is none.
    pub(super) fn paths(&self, arguments: &[Argument]) -> Vec<String> {
        let found = operands(arguments);
        match &*found {
            [] => vec!["-".to_owned()],
            found => found.iter().map(|it| self.str(*it).to_owned()).collect(),
        }
    }

    /// The characters of an option's value.
    pub(super) fn value(&self, value: Option<Span>) -> &str {
        value.map_or("", |it| self.str(it))
    }
}
