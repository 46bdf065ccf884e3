//! From the events of the parser to a tree.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::resolve::{self, Kind};
use super::{Entry, Node, Rules, Value, scalar, tabs};
use crate::commandline::file::{Problem, Speaker};
use crate::session::Session;
use crate::text::{LineIndex, Span, Texts};

/// How deep values may lie in each other.
const DEEPEST: usize = 100;

/// Of how many values a file may consist, aliases written out.
const MOST: usize = 100_000;

/// Reads all documents.
pub(super) fn documents(
    cx: &mut Session,
    file: Span,
    rules: Rules,
) -> Result<Vec<Arc<Node>>, Problem> {
    let text = cx.texts.share(file);
    version(file, &text)?;
    let mut builder = Builder {
        file,
        offsets: Offsets::new(&text),
        rules,
        open: Vec::new(),
        anchors: HashMap::new(),
        documents: Vec::new(),
        read: 0,
    };
    let events = Parser::new_from_str(&text);
    for event in events {
        let (event, span) = event.map_err(|error| builder.refused(&error))?;
        let from = builder.offsets.of(&span.start);
        let to = builder.offsets.of(&span.end).max(from);
        builder.gap(&text, from)?;
        builder.read = to.max(builder.read);
        builder.take(cx, event, file.slice(from..to))?;
    }
    Ok(builder.documents)
}

/// Go's readers take YAML 1.1 only, when a version is named.
fn version(file: Span, text: &str) -> Result<(), Problem> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let directive = line.strip_prefix("%YAML");
        match directive.map(|it| it.split('#').next().unwrap_or_default().trim()) {
            Some("1.1") => {}
            Some(_) => {
                let at = file.slice(at..at + line.trim_end().len());
                let message = "yaml: found incompatible YAML document".to_owned();
                return Err(Problem::new(Speaker::Compose, at, message));
            }
            None if line.starts_with(['%', '#', '\u{feff}']) || line.trim().is_empty() => {}
            None => return Ok(()),
        }
        at += line.len();
    }
    Ok(())
}

/// Byte offsets of characters.
struct Offsets {
    /// Of each character, where not each is a byte long.
    bytes: Option<Vec<usize>>,
    end: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|it| it.0).collect());
        Self {
            bytes,
            end: text.len(),
        }
    }

    fn of(&self, marker: &Marker) -> usize {
        let found = match &self.bytes {
            Some(bytes) => bytes.get(marker.index()).copied(),
            None => Some(marker.index()),
        };
        found.unwrap_or(self.end).min(self.end)
    }
}

/// A list or mapping that has not ended.
struct Open {
    at: Span,
    anchor: usize,
    tag: Option<String>,
    values: Vec<Arc<Node>>,
    is_map: bool,
    /// Whether it stands in brackets.
    is_flow: bool,
}

struct Builder {
    file: Span,
    offsets: Offsets,
    rules: Rules,
    open: Vec<Open>,
    anchors: HashMap<usize, Arc<Node>>,
    documents: Vec<Arc<Node>>,
    /// How far values have been read.
    read: usize,
}

impl Builder {
    /// What stands between the values before and the one at `to`.
    fn gap(&self, text: &str, to: usize) -> Result<(), Problem> {
        let is_flow = self.open.last().is_some_and(|it| it.is_flow);
        let gap = text.get(self.read..to).unwrap_or_default();
        match tabs::refused(gap) {
            Some(at) if !is_flow => {
                let at = self.read + at;
                let message = "this is no YAML for Go's reader, which takes no tab here".to_owned();
                let at = self.file.slice(at..at + 1);
                Err(Problem::new(Speaker::Shellform, at, message))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn refused(&self, error: &saphyr_parser::ScanError) -> Problem {
        let at = self.offsets.of(error.marker());
        let at = self.file.slice(at..at);
        let info = error.info();
        Problem::new(Speaker::Shellform, at, format!("this is no YAML: {info}"))
    }

    fn take(&mut self, cx: &mut Session, event: Event<'_>, at: Span) -> Result<(), Problem> {
        match event {
            Event::SequenceStart(anchor, tag) => {
                let is_flow = cx.texts.str(at).starts_with('[');
                self.start(at, anchor, tag.as_deref(), (false, is_flow))
            }
            Event::MappingStart(anchor, tag) => {
                let is_flow = cx.texts.str(at).starts_with('{');
                self.start(at, anchor, tag.as_deref(), (true, is_flow))
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(cx, at),
            Event::Alias(id) => {
                let Some(node) = self.anchors.get(&id) else {
                    let message = "this alias stands within the value that it names".to_owned();
                    return Err(Problem::new(Speaker::Shellform, at, message));
                };
                let node = node.clone();
                self.add(node)
            }
            Event::Scalar(value, style, anchor, tag) => {
                let tag = tag.as_deref();
                let node = self.scalar(cx, &value, style, tag, at)?;
                self.done(node, anchor)
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn start(
        &mut self,
        at: Span,
        anchor: usize,
        tag: Option<&Tag>,
        (is_map, is_flow): (bool, bool),
    ) -> Result<(), Problem> {
        if self.open.len() >= DEEPEST {
            let message = format!("more than {DEEPEST} lists and mappings lie in each other here");
            return Err(Problem::new(Speaker::Shellform, at, message));
        }
        self.open.push(Open {
            at,
            anchor,
            tag: foreign(tag),
            values: Vec::new(),
            is_map,
            is_flow,
        });
        Ok(())
    }

    fn end(&mut self, cx: &Session, at: Span) -> Result<(), Problem> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let start = open.at;
        let end = Span {
            end: at.end.max(start.end),
            ..start
        };
        let size = 1 + open.values.iter().map(|it| it.size).sum::<usize>();
        let value = match open.is_map {
            true => {
                let entries = entries(&cx.texts, self.file, open.values);
                Value::Map(entries.map_err(|it| self.of_root(it))?)
            }
            false => Value::List(open.values),
        };
        let node = Node {
            at: end,
            value,
            tag: open.tag,
            size,
        };
        self.done(node, open.anchor)
    }

    /// A key that is there twice in the root is found earlier, with other words around it.
    fn of_root(&self, mut problem: Problem) -> Problem {
        if self.open.is_empty() && problem.message.starts_with("line ") {
            problem.speaker = Speaker::Compose;
            problem.message = format!("yaml: unmarshal errors:\n  {}", problem.message);
        }
        problem
    }

    fn scalar(
        &self,
        cx: &mut Session,
        value: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: Span,
    ) -> Result<Node, Problem> {
        if style == ScalarStyle::DoubleQuoted && has_slash_escape(cx.texts.str(at)) {
            let message =
                "this is no YAML for Go's reader, which does not know the escape sequence `\\/`";
            return Err(Problem::new(Speaker::Shellform, at, message.to_owned()));
        }
        let text = scalar::text(cx, value, style, at);
        let is_plain = style == ScalarStyle::Plain;
        let kind = match tag.map(|it| (it.is_yaml_core_schema(), &*it.suffix)) {
            Some((true, "binary" | "timestamp" | "set" | "omap")) => {
                let message = "a value with this tag".to_owned();
                return Err(Problem::new(Speaker::Unsupported, at, message));
            }
            Some((true, "str")) => Kind::String,
            Some((true, _)) => resolve::kind(value, self.rules),
            Some((false, _)) => Kind::String,
            None if is_plain => resolve::kind(value, self.rules),
            None => Kind::String,
        };
        Ok(Node {
            at,
            value: Value::Scalar { text, kind },
            tag: foreign(tag),
            size: 1,
        })
    }

    fn done(&mut self, node: Node, anchor: usize) -> Result<(), Problem> {
        let node = Arc::new(node);
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        self.add(node)
    }

    fn add(&mut self, node: Arc<Node>) -> Result<(), Problem> {
        let held: usize = node.size;
        if held > MOST || self.open.iter().map(|it| it.values.len()).sum::<usize>() > MOST {
            let message = format!("there are more than {MOST} values here, aliases written out");
            return Err(Problem::new(Speaker::Shellform, node.at, message));
        }
        match self.open.last_mut() {
            Some(open) => open.values.push(node),
            None => self.documents.push(node),
        }
        Ok(())
    }
}

/// Whether `\/` stands in it, which YAML 1.2 knows and Go's readers do not.
fn has_slash_escape(written: &str) -> bool {
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        if character == '\\' && characters.next() == Some('/') {
            return true;
        }
    }
    false
}

fn foreign(tag: Option<&Tag>) -> Option<String> {
    let tag = tag.filter(|it| !it.is_yaml_core_schema())?;
    Some(format!("{}{}", tag.handle, tag.suffix))
}

/// The entries of a mapping, with those of `<<` behind them.
fn entries(texts: &Texts, file: Span, values: Vec<Arc<Node>>) -> Result<Vec<Entry>, Problem> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut merged: Vec<Arc<Node>> = Vec::new();
    let mut lines: HashMap<(String, bool), Span> = HashMap::new();
    let mut values = values.into_iter();
    while let (Some(key), Some(value)) = (values.next(), values.next()) {
        let Value::Scalar { text, kind } = &key.value else {
            let message = "a list or a mapping cannot be a key here".to_owned();
            return Err(Problem::new(Speaker::Shellform, key.at, message));
        };
        let name = texts.str(*text).to_owned();
        if *kind == Kind::Merge {
            merged.push(value);
            continue;
        }
        if let Some(before) = lines.insert((name.clone(), *kind == Kind::String), key.at) {
            return Err(twice(texts, file, &name, before, key.at));
        }
        entries.push(Entry { key, value });
    }
    for value in merged {
        merge(&mut entries, &mut lines, texts, &value)?;
    }
    Ok(entries)
}

fn twice(texts: &Texts, file: Span, name: &str, before: Span, at: Span) -> Problem {
    let index = LineIndex::new(texts.str(file));
    let (line, first) = (index.line(at.start), index.line(before.start));
    let message = format!("line {line}: mapping key {name:?} already defined at line {first}");
    Problem::new(Speaker::Yaml, at, message)
}

/// What `<<` adds: keys that are not there yet, of the first mapping that has them.
fn merge(
    entries: &mut Vec<Entry>,
    known: &mut HashMap<(String, bool), Span>,
    texts: &Texts,
    value: &Arc<Node>,
) -> Result<(), Problem> {
    let maps: Vec<&Arc<Node>> = match &value.value {
        Value::Map(_) => vec![value],
        Value::List(items) => items.iter().collect(),
        Value::Scalar { .. } => Vec::new(),
    };
    let is_map = |it: &&Arc<Node>| matches!(it.value, Value::Map(_));
    if matches!(value.value, Value::Scalar { .. }) || !maps.iter().all(is_map) {
        let message = "yaml: map merge requires map or sequence of maps as the value".to_owned();
        return Err(Problem::new(Speaker::Yaml, value.at, message));
    }
    for entry in maps.iter().flat_map(|it| it.entries()) {
        let Value::Scalar { text, kind } = &entry.key.value else {
            continue;
        };
        let name = (texts.str(*text).to_owned(), *kind == Kind::String);
        if let std::collections::hash_map::Entry::Vacant(vacant) = known.entry(name) {
            vacant.insert(entry.key.at);
            entries.push(entry.clone());
        }
    }
    Ok(())
}
