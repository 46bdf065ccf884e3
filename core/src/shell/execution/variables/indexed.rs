//! [`IndexedArray`]: elements by number, not all of which need be there.

use std::collections::BTreeMap;

use crate::text::Span;

/// An indexed array.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IndexedArray {
    elements: BTreeMap<u64, Span>,
}

impl IndexedArray {
    /// An element.
    #[must_use]
    pub fn get(&self, index: u64) -> Option<Span> {
        self.elements.get(&index).copied()
    }

    /// Sets an element.
    pub fn set(&mut self, index: u64, value: Span) {
        self.elements.insert(index, value);
    }

    /// Removes an element.
    pub fn remove(&mut self, index: u64) {
        self.elements.remove(&index);
    }

    /// The elements with their numbers, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u64, Span)> {
        self.elements.iter().map(|(index, value)| (*index, *value))
    }

    /// The elements from a number on.
    pub fn from(&self, index: u64) -> impl Iterator<Item = Span> {
        self.elements.range(index..).map(|it| *it.1)
    }

    /// The number behind that of the last element: what negative subscripts count from.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.elements.keys().next_back().map_or(0, |it| it + 1)
    }

    /// The number that a subscript means; nothing where it is negative and leads before the start.
    #[must_use]
    pub fn index(&self, subscript: i64) -> Option<u64> {
        match u64::try_from(subscript) {
            Ok(index) => Some(index),
            Err(_) => self.end().checked_sub(subscript.unsigned_abs()),
        }
    }
}

impl FromIterator<Span> for IndexedArray {
    fn from_iter<I: IntoIterator<Item = Span>>(values: I) -> Self {
        Self {
            elements: (0..).zip(values).collect(),
        }
    }
}
