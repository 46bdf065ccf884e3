//! The functions that awk has.

use super::super::failure::{Failure, unsupported};
use super::super::{BusyboxBuild, Call, Flavour};
use super::execute::Interpreter;
use super::global;
use super::output::Written;
use super::syntax::{Expression, Target};
use super::value::{Cell, Value};
use crate::kernel::{Content, Follow, Node};
use crate::text::{Rewrite, Span};

impl Interpreter {
    pub(super) fn builtin(
        &mut self,
        call: &mut Call<'_>,
        name: &str,
        arguments: &[Expression],
    ) -> Result<Value, Failure> {
        match (name, arguments) {
            ("length", _) => self.length(call, arguments),
            ("substr", [text, start, rest @ ..]) => self.substring(call, text, start, rest.first()),
            ("index", [text, searched]) => {
                let (text, searched) = (self.text_of(call, text)?, self.text_of(call, searched)?);
                if searched.is_empty() {
                    return unsupported("with index of nothing");
                }
                let at = call.str(text).find(call.str(searched));
                Ok(whole(at.map_or(0, |it| it + 1)))
            }
            ("split", [text, array, rest @ ..]) => self.split_into(call, text, array, rest.first()),
            ("sub", [pattern, replacement, rest @ ..]) => {
                self.substitute(call, pattern, replacement, rest.first(), 1)
            }
            ("gsub", [pattern, replacement, rest @ ..]) => {
                self.substitute(call, pattern, replacement, rest.first(), usize::MAX)
            }
            ("match", [text, pattern]) => self.find(call, text, pattern),
            ("sprintf", [_, ..]) => self.formatted(call, arguments).map(Value::Text),
            ("tolower" | "toupper", [text]) => {
                let text = self.text_of(call, text)?;
                let content = call.str(text).to_owned();
                let changed = match name {
                    "tolower" => content.to_ascii_lowercase(),
                    _ => content.to_ascii_uppercase(),
                };
                let mut builder = call.process.cx.texts.builder();
                builder.rewrite(&changed, text, Rewrite::Case);
                let built = builder.build();
                Ok(Value::Text(call.process.cx.texts.finish(built)))
            }
            ("sin" | "cos" | "exp" | "log" | "sqrt" | "atan2", _) if !has_mathematics(call) => {
                unsupported("without mathematics")
            }
            ("sin" | "cos" | "exp" | "log" | "sqrt" | "int", [number]) => {
                let value = self.value(call, number)?.number(call);
                let value = match name {
                    "sin" => value.sin(),
                    "cos" => value.cos(),
                    "exp" => value.exp(),
                    "log" => value.ln(),
                    "sqrt" => value.sqrt(),
                    _ => value.trunc(),
                };
                match value.is_nan() {
                    true => unsupported("with what is not a number"),
                    false => Ok(Value::Number(value)),
                }
            }
            ("atan2", [one, other]) => {
                let one = self.value(call, one)?.number(call);
                let other = self.value(call, other)?.number(call);
                Ok(Value::Number(one.atan2(other)))
            }
            ("close", [name]) => {
                let name = self.text_of(call, name)?;
                let name = call.str(name).to_owned();
                self.read.remove(&name);
                self.written.push(Written::Close(name));
                Ok(Value::Number(0.0))
            }
            ("fflush", _) => Ok(Value::Number(0.0)),
            _ => unsupported(format!("with {name}")),
        }
    }

    fn length(&mut self, call: &mut Call<'_>, arguments: &[Expression]) -> Result<Value, Failure> {
        let text = match arguments {
            [] => self.record,
            [Expression::Target(Target::Variable(variable))]
                if self.cell(*variable).array.is_some() =>
            {
                let array = self.cell(*variable).array();
                let length = array.borrow().len();
                return Ok(whole(length));
            }
            [one] => self.text_of(call, one)?,
            _ => return unsupported("with such a length"),
        };
        Ok(whole(text.len()))
    }

    fn substring(
        &mut self,
        call: &mut Call<'_>,
        text: &Expression,
        start: &Expression,
        length: Option<&Expression>,
    ) -> Result<Value, Failure> {
        let text = self.text_of(call, text)?;
        let start = self.value(call, start)?.number(call);
        let rest_is_given = length.is_some();
        let length = match length {
            Some(length) => self.value(call, length)?.number(call),
            None => f64::from(u32::MAX),
        };
        if start < 1.0 && rest_is_given {
            return unsupported("with substr from before the first character");
        }
        if start.fract() != 0.0 || length.fract() != 0.0 {
            return unsupported("with substr and parts of characters");
        }
        let from = super::record::as_index((start - 1.0).max(0.0)).min(text.len());
        let to = super::record::as_index((start - 1.0 + length).max(0.0)).min(text.len());
        let content = call.str(text);
        if !content.is_char_boundary(from) || !content.is_char_boundary(to) {
            return unsupported("cutting a character of several bytes in two");
        }
        Ok(Value::Text(text.slice(from..to.max(from))))
    }

    fn split_into(
        &mut self,
        call: &mut Call<'_>,
        text: &Expression,
        array: &Expression,
        separator: Option<&Expression>,
    ) -> Result<Value, Failure> {
        let text = self.text_of(call, text)?;
        let separator = match separator {
            None => self.global_text(call, global::FS)?,
            // A pattern of one blank is no longer the separator that stands for all blanks.
            Some(Expression::Regex(regex)) => {
                let regex = match &**regex {
                    " " => "[ ]",
                    regex => regex,
                };
                call.own_text(regex)
            }
            Some(separator) => self.text_of(call, separator)?,
        };
        let Expression::Target(Target::Variable(variable)) = array else {
            return unsupported("with split into no array");
        };
        let parts = self.split(call, text, separator)?;
        let count = parts.len();
        let array = self.cell(*variable).array();
        array.borrow_mut().fill(parts.into_iter().map(Value::Read));
        Ok(whole(count))
    }

    fn find(
        &mut self,
        call: &mut Call<'_>,
        text: &Expression,
        pattern: &Expression,
    ) -> Result<Value, Failure> {
        let text = self.text_of(call, text)?;
        let pattern = self.pattern_of(call, pattern)?;
        let (start, length) = match pattern.find(call.str(text), 0)? {
            Some(found) => (whole(found.start() + 1), whole(found.end() - found.start())),
            None => (Value::Number(0.0), Value::Number(-1.0)),
        };
        self.globals[global::RSTART] = Cell::of(start);
        self.globals[global::RLENGTH] = Cell::of(length);
        Ok(start)
    }

    fn substitute(
        &mut self,
        call: &mut Call<'_>,
        pattern: &Expression,
        replacement: &Expression,
        target: Option<&Expression>,
        most: usize,
    ) -> Result<Value, Failure> {
        let pattern = self.pattern_of(call, pattern)?;
        let replacement = self.text_of(call, replacement)?;
        let whole_record = Target::Field(Box::new(Expression::Number(0.0)));
        let target = match target {
            None => &whole_record,
            Some(Expression::Target(target)) => target,
            Some(_) => return unsupported("with sub of what is no variable"),
        };
        let before = self.value(call, &Expression::Target(target.clone()))?;
        let text = self.text(call, before)?;
        let texts = &call.process.cx.texts;
        let content = texts.str(text);
        let mut builder = texts.builder();
        let (mut from, mut copied, mut count) = (0, 0, 0);
        let mut last_end = None;
        while from <= content.len() && count < most {
            let Some(found) = pattern.find(content, from)? else {
                break;
            };
            let (start, end) = (found.start(), found.end());
            if start != end || last_end != Some(start) {
                builder.copy(text.slice(copied..start));
                for part in parts_of(texts.str(replacement))? {
                    match part {
                        Part::Text(from, to) => builder.copy(replacement.slice(from..to)),
                        Part::Match => builder.copy(text.slice(start..end)),
                    };
                }
                copied = end;
                count += 1;
            }
            last_end = Some(end);
            from = match content[end..].chars().next() {
                _ if start != end => end,
                Some(c) => end + c.len_utf8(),
                None => break,
            };
        }
        if count > 0 {
            builder.copy(text.slice_from(copied));
            let built = builder.build();
            let made: Span = call.process.cx.texts.finish(built);
            self.assign(call, target, Value::Text(made))?;
        }
        Ok(whole(count))
    }

    /// `getline < file`: a line of a file that lies there; the simple form that needs no waiting.
    pub(super) fn getline(
        &mut self,
        call: &mut Call<'_>,
        target: Option<&Target>,
        file: Option<&Expression>,
    ) -> Result<Value, Failure> {
        let Some(file) = file else {
            return unsupported("with getline from what it reads");
        };
        let name = self.text_of(call, file)?;
        let path = call.str(name).to_owned();
        let is_written = |it: &Written| matches!(it, Written::To(_, name, _) if *name == path);
        if self.places.iter().any(|it| it.0 == path) || self.written.iter().any(is_written) {
            return unsupported("with getline from what it writes");
        }
        if !self.read.contains_key(&path) {
            let Ok(id) = call.process.inode_at(&path, Follow::Links) else {
                return Ok(Value::Number(-1.0));
            };
            let Node::Regular(Content::Known(rope)) = &call.process.files.inode(id).node else {
                return unsupported(format!("with getline from {path}"));
            };
            let pieces = rope.pieces().to_vec();
            let all = call.process.join(&pieces);
            let mut lines = Vec::new();
            let mut start = 0;
            for line in call.str(all).split_inclusive('\n') {
                let length = line.trim_end_matches('\n').len();
                lines.push(all.slice(start..start + length));
                start += line.len();
            }
            lines.reverse();
            self.read.insert(path.clone(), lines);
        }
        let Some(line) = self.read.get_mut(&path).and_then(Vec::pop) else {
            return Ok(Value::Number(0.0));
        };
        match target {
            Some(target) => self.assign(call, target, Value::Read(line))?,
            None => self.set_record(call, line)?,
        }
        Ok(Value::Number(1.0))
    }
}

fn whole(number: usize) -> Value {
    Value::Number(f64::from(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// A part of a replacement.
enum Part {
    Text(usize, usize),
    Match,
}

/// `&` stands for the match, `\&` for itself.
fn parts_of(replacement: &str) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::new();
    let mut start = 0;
    let bytes = replacement.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'&', _) => {
                parts.extend([Part::Text(start, at), Part::Match]);
                start = at + 1;
            }
            (b'\\', Some(b'&')) => {
                parts.push(Part::Text(start, at));
                start = at + 1;
                at += 1;
            }
            (b'\\', Some(b'\\')) => return unsupported("with a backslash in a replacement"),
            _ => {}
        }
        at += 1;
    }
    parts.push(Part::Text(start, bytes.len()));
    Ok(parts)
}

/// Whether there is more than the four operations: Debian's busybox is built without.
pub(super) fn has_mathematics(call: &Call<'_>) -> bool {
    (call.flavour, call.build) != (Flavour::Busybox, BusyboxBuild::Debian)
}
