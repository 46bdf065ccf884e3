//! JSON arrays of strings, decided exactly as BuildKit decides them.
//!
//! Takes the arguments of an instruction and says whether they are an array of strings (exec form), an
//! array with something else in it (an error), or no JSON array at all (shell form); in the last case also
//! at which character it breaks and what was expected there.
//!
//! BuildKit (`parser/line_parsers.go`, `parseJSON`) trims blanks, asks for a `[` and hands the rest to Go's
//! `encoding/json`. Go checks the whole text before it decodes anything, so an array that breaks after a
//! number is still shell form, and `["a", 1]` is an error.

mod array;
mod number;
mod repair;

pub(super) use array::read;
pub use array::{Expected, JsonArray, JsonBreak, read_array};
pub use repair::{array_text, repair};

#[cfg(test)]
mod tests;
