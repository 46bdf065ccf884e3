//! [`Elements`]: what an array holds, and in which order `for (key in array)` meets it.
//!
//! Nobody promises an order, but each awk has one: that of the lists of its hash table, from the key that was used last
//! (mawk) or made last (busybox).

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::Flavour;
use super::value::Value;

/// How many elements there may be before the tables grow, which changes the order.
const MOST_OF_MAWK: usize = 768;
const MOST_OF_BUSYBOX: usize = 610;
/// How many lists a table has until then.
const LISTS_OF_MAWK: u32 = 64;
const LISTS_OF_BUSYBOX: u32 = 61;

/// A key: its text, and the number that it was written as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) number: Option<i32>,
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self { text, number: None }
    }
}

/// An element, and when it was made and last found by its text and by its number; zero for never.
#[derive(Debug)]
struct Element {
    value: Value,
    made: u64,
    number: i32,
    by_text: u64,
    by_number: u64,
}

/// The elements of an array.
#[derive(Debug, Default)]
pub(super) struct Elements {
    elements: HashMap<String, Element>,
    clock: u64,
    /// Whether mawk has a table of texts, and not only of numbers.
    has_texts: bool,
    /// Whether mawk has them in a row, as `split` makes them.
    is_row: bool,
}

impl Elements {
    pub(super) fn len(&self) -> usize {
        self.elements.len()
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// What `split` gives.
    pub(super) fn fill(&mut self, parts: impl Iterator<Item = Value>) {
        self.clear();
        self.is_row = true;
        for (number, part) in (1..).zip(parts) {
            self.put(number.to_string(), number, part);
        }
    }

    pub(super) fn contains(&mut self, key: &Key) -> bool {
        self.find(key, None)
    }

    /// The value of an element, which is made when it is not there.
    pub(super) fn get(&mut self, key: &Key) -> Value {
        self.find(key, Some(Value::Nothing));
        let element = self.elements.get(&key.text);
        element.map_or(Value::Nothing, |it| it.value)
    }

    pub(super) fn insert(&mut self, key: &Key, value: Value) {
        self.find(key, Some(value));
        if let Some(element) = self.elements.get_mut(&key.text) {
            element.value = value;
        }
    }

    pub(super) fn remove(&mut self, key: &Key) {
        if self.is_row && key.number.is_some() && self.elements.contains_key(&key.text) {
            self.leave_row();
        }
        self.find(key, None);
        self.elements.remove(&key.text);
        if self.elements.is_empty() {
            self.clear();
        }
    }

    /// The keys in order; nothing when the table has grown.
    pub(super) fn keys(&mut self, flavour: Flavour) -> Option<Vec<String>> {
        self.join_texts();
        let most = match flavour {
            Flavour::Debian => MOST_OF_MAWK,
            Flavour::Busybox => MOST_OF_BUSYBOX,
        };
        if self.len() > most {
            return None;
        }
        let place = |(key, element): (&String, &Element)| match flavour {
            Flavour::Debian => (hash_of_mawk(key) % LISTS_OF_MAWK, element.by_text),
            Flavour::Busybox => (hash_of_busybox(key) % LISTS_OF_BUSYBOX, element.made),
        };
        let mut keys: Vec<_> = self.elements.iter().map(|it| (place(it), it.0)).collect();
        keys.sort_by_key(|((list, time), _)| (*list, Reverse(*time)));
        Some(keys.into_iter().map(|it| it.1.clone()).collect())
    }

    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// A new element that no table has yet.
    fn put(&mut self, text: String, number: i32, value: Value) {
        let element = Element {
            value,
            made: self.tick(),
            number,
            by_text: 0,
            by_number: 0,
        };
        self.elements.insert(text, element);
    }

    /// Looks for a key as mawk does, which puts what it finds first in its list; makes what is not there.
    fn find(&mut self, key: &Key, made: Option<Value>) -> bool {
        let is_there = self.elements.contains_key(&key.text);
        if !is_there && made.is_none() && (self.elements.is_empty() || key.number.is_some()) {
            return false;
        }
        match key.number {
            Some(number) => {
                if self.is_row && is_there {
                    return true;
                }
                self.leave_row();
                self.find_by_number(&key.text, number, made)
            }
            None => {
                self.join_texts();
                self.find_by_text(&key.text, 0, made)
            }
        }
    }

    fn find_by_text(&mut self, text: &str, number: i32, made: Option<Value>) -> bool {
        if !self.elements.contains_key(text) {
            let Some(value) = made else {
                return false;
            };
            self.put(text.to_owned(), number, value);
        }
        let time = self.tick();
        if let Some(element) = self.elements.get_mut(text) {
            element.by_text = time;
        }
        true
    }

    fn find_by_number(&mut self, text: &str, number: i32, made: Option<Value>) -> bool {
        let is_listed = self.elements.get(text).is_some_and(|it| it.by_number > 0);
        if !is_listed && self.has_texts {
            self.find_by_text(text, number, made);
        } else if !is_listed && let Some(value) = made {
            self.put(text.to_owned(), number, value);
        }
        let time = self.tick();
        if let Some(element) = self.elements.get_mut(text) {
            (element.by_number, element.number) = (time, number);
        }
        true
    }

    /// Makes a table of numbers of what `split` has made.
    fn leave_row(&mut self) {
        if !std::mem::take(&mut self.is_row) {
            return;
        }
        let mut row: Vec<_> = self.elements.values_mut().collect();
        row.sort_by_key(|it| it.made);
        for element in row {
            self.clock += 1;
            element.by_number = self.clock;
        }
    }

    /// Makes a table of texts besides that of numbers.
    fn join_texts(&mut self) {
        self.leave_row();
        if std::mem::replace(&mut self.has_texts, true) {
            return;
        }
        let mut listed: Vec<_> = self.elements.values_mut().collect();
        listed.sort_by_key(|it| {
            let list = it.number.cast_unsigned() % LISTS_OF_MAWK;
            (list, Reverse(it.by_number))
        });
        for element in listed {
            self.clock += 1;
            element.by_text = self.clock;
        }
    }
}

/// FNV-1a of 32 bits.
fn hash_of_mawk(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(16_777_619)
    })
}

/// Characters of the machine that busybox runs on have a sign.
fn hash_of_busybox(text: &str) -> u32 {
    text.bytes().fold(0, |hash: u32, byte| {
        let character = i32::from(byte.cast_signed()).cast_unsigned();
        hash.wrapping_mul(63).wrapping_add(character)
    })
}
