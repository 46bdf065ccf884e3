//! A JavaScript value as something that serde reads.
//!
//! The error says where in the object it is and what was expected there. It never shows a number, which keeps the
//! code that writes floating-point numbers out of the bundle; `serde-wasm-bindgen` and `serde_json` bring it along.

use std::fmt;

use js_sys::{Array, Object};
use serde::de::value::SeqDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// A value of the kinds that JSON has.
#[derive(Debug)]
pub(super) struct Value(JsValue);

/// What is wrong, and with which member.
#[derive(Debug)]
pub(super) struct Complaint {
    /// The names that lead to it, from the outside in.
    path: String,
    problem: String,
}

impl From<JsValue> for Value {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl<'de> IntoDeserializer<'de, Complaint> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Complaint;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        let value = self.0;
        if let Some(text) = value.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(truth) = value.as_bool() {
            return visitor.visit_bool(truth);
        }
        if let Some(number) = value.as_f64() {
            return match js_sys::Number::is_safe_integer(&value) {
                #[expect(clippy::cast_possible_truncation, reason = "a safe integer fits")]
                true => visitor.visit_i64(number as i64),
                false => visitor.visit_f64(number),
            };
        }
        match (Array::is_array(&value), value.is_object()) {
            (true, _) => Self(value).deserialize_seq(visitor),
            (false, true) => Self(value).deserialize_map(visitor),
            (false, false) => visitor.visit_unit(),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        match self.0.as_string() {
            Some(text) => visitor.visit_string(text),
            None => Err(expected("a string")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        self.deserialize_string(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        match self.0.dyn_ref::<Array>() {
            Some(array) => visitor.visit_seq(SeqDeserializer::new(array.iter().map(Value))),
            None => Err(expected("an array")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        match self.0.dyn_ref::<Object>() {
            Some(object) if !Array::is_array(&self.0) => visitor.visit_map(Members {
                entries: Object::entries(object),
                next: 0,
            }),
            Some(_) | None => Err(expected("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Complaint> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Complaint> {
        match self.0.is_null() || self.0.is_undefined() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Complaint> {
        match self.0.as_string() {
            Some(name) => visitor.visit_enum(name.into_deserializer()),
            None => Err(Complaint::custom(format_args!(
                "expected one of {}",
                names.join(", ")
            ))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct
        tuple tuple_struct ignored_any
    }
}

fn expected(what: &str) -> Complaint {
    Complaint::custom(format_args!("expected {what}"))
}

/// The members of an object, one after the other.
struct Members {
    entries: Array,
    next: u32,
}

impl Members {
    fn at(&self, index: u32) -> Array {
        self.entries.get(index).unchecked_into()
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Complaint;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Complaint> {
        if self.next == self.entries.length() {
            return Ok(None);
        }
        seed.deserialize(Value(self.at(self.next).get(0))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Complaint> {
        let entry = self.at(self.next);
        self.next += 1;
        seed.deserialize(Value(entry.get(1)))
            .map_err(|complaint| complaint.inside(&entry.get(0).as_string().unwrap_or_default()))
    }
}

impl Complaint {
    fn inside(self, name: &str) -> Self {
        let path = match self.path.as_str() {
            "" => name.to_owned(),
            inner => format!("{name}.{inner}"),
        };
        Self { path, ..self }
    }
}

impl Error for Complaint {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self {
            path: String::new(),
            problem: problem.to_string(),
        }
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.problem),
            path => write!(f, "{path}: {}", self.problem),
        }
    }
}

impl std::error::Error for Complaint {}
