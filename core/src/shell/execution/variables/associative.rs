//! [`AssociativeArray`]: elements by text, in the order in which bash lists them.
//!
//! bash keeps them in a table of 1024 rows, later 4096 and on. A key's row is the end of its hash; within a row the
//! newest comes first. Recorded of `"${!m[@]}"` for many keys.

use std::rc::Rc;

use super::hashing::hash;
use crate::text::Span;

/// An associative array.
#[derive(Debug, Clone, PartialEq)]
pub struct AssociativeArray {
    rows: u32,
    /// In the order in which they are listed: by row, the newest first.
    elements: Vec<Element>,
}

/// An element of an associative array.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    row: u32,
    /// The key.
    pub key: Rc<str>,
    /// Where the key comes from.
    pub written: Span,
    /// The value.
    pub value: Span,
}

/// How many elements there are to a row before the table grows, and by what factor it does.
const PER_ROW: usize = 2;
const GROWTH: u32 = 4;

impl Default for AssociativeArray {
    fn default() -> Self {
        Self {
            rows: 1024,
            elements: Vec::new(),
        }
    }
}

impl AssociativeArray {
    /// One that was another variable before: its table is smaller.
    #[must_use]
    pub fn converted() -> Self {
        Self {
            rows: 128,
            elements: Vec::new(),
        }
    }

    /// An element.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Span> {
        let at = self.position(key)?;
        Some(self.elements[at].value)
    }

    /// Sets an element; `written` is the key.
    pub fn set(&mut self, key: &str, written: Span, value: Span) {
        if let Some(at) = self.position(key) {
            self.elements[at].value = value;
            return;
        }
        if self.elements.len() >= self.rows as usize * PER_ROW {
            self.grow();
        }
        self.insert(Element {
            row: 0,
            key: key.into(),
            written,
            value,
        });
    }

    /// Removes an element.
    pub fn remove(&mut self, key: &str) {
        if let Some(at) = self.position(key) {
            self.elements.remove(at);
        }
    }

    /// The elements, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    fn row(&self, key: &str) -> u32 {
        hash(key) & (self.rows - 1)
    }

    fn position(&self, key: &str) -> Option<usize> {
        let row = self.row(key);
        let first = self.elements.partition_point(|it| it.row < row);
        let behind = self.elements[first..].iter();
        let within = behind
            .take_while(|it| it.row == row)
            .position(|it| &*it.key == key)?;
        Some(first + within)
    }

    /// Puts an element at the start of its row.
    fn insert(&mut self, mut element: Element) {
        element.row = self.row(&element.key);
        let at = self.elements.partition_point(|it| it.row < element.row);
        self.elements.insert(at, element);
    }

    /// Moves all elements, one by one, into a larger table.
    fn grow(&mut self) {
        self.rows = self.rows.saturating_mul(GROWTH);
        for element in std::mem::take(&mut self.elements) {
            self.insert(element);
        }
    }
}

impl<'k> FromIterator<(&'k str, Span, Span)> for AssociativeArray {
    fn from_iter<I: IntoIterator<Item = (&'k str, Span, Span)>>(elements: I) -> Self {
        let mut array = Self::default();
        for (key, written, value) in elements {
            array.set(key, written, value);
        }
        array
    }
}
