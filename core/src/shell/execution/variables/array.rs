//! [`Array`]: the elements of a variable (bash's manual, "Arrays").

use std::rc::Rc;

use super::associative::AssociativeArray;
use super::indexed::IndexedArray;
use crate::text::Span;

/// The elements of an array; copies share them until one changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Array {
    /// By number.
    Indexed(Rc<IndexedArray>),
    /// By text (`declare -A`).
    Associative(Rc<AssociativeArray>),
}

impl Array {
    /// What `$name` gives: the element `0`.
    #[must_use]
    pub fn first(&self) -> Option<Span> {
        match self {
            Self::Indexed(array) => array.get(0),
            Self::Associative(array) => array.get("0"),
        }
    }

    /// The values, in order.
    #[must_use]
    pub fn values(&self) -> Vec<Span> {
        match self {
            Self::Indexed(array) => array.iter().map(|it| it.1).collect(),
            Self::Associative(array) => array.iter().map(|it| it.value).collect(),
        }
    }

    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Indexed(array) => array.iter().len(),
            Self::Associative(array) => array.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Default for Array {
    /// An indexed array without elements.
    fn default() -> Self {
        Self::Indexed(Rc::default())
    }
}
