//! From a logical line to an instruction: keyword, flags, arguments.
//!
//! BuildKit's `newNodeFromLine` (`parser/parser.go`) with its line parsers (`parser/line_parsers.go`).
//! What BuildKit refuses here it refuses before any instruction is checked further ([`RefusalStep::Read`]).

use smallvec::SmallVec;

use crate::text::{Span, Texts, case};

use super::flags;
use super::json::{self, JsonArray};
use super::syntax::{
    ArgumentDefinition, Body, Command, Delimiter, Escape, Flags, Form, Healthcheck, Instruction,
    Keyword, LineRange, Onbuild, Pair, Paths, PathsForm, Refusal, RefusalStep, ShellReason,
};
use super::words::{self, QuotedWord, Stretch};
use crate::text::go::go_quote;

/// How deep `ONBUILD ONBUILD …` is followed; from the second on BuildKit refuses it anyway.
const ONBUILD_DEPTH: u32 = 64;

/// Reads one instruction: what is known about its line while it is read.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) lines: LineRange,
    pub(super) escape: Escape,
    /// How many `ONBUILD` stand before it.
    pub(super) depth: u32,
}

/// A message with the characters at fault.
struct Problem {
    message: String,
    span: Span,
}

/// Nothing, or with what BuildKit refuses to read the line.
type Read = Result<(), Box<Problem>>;

const NOT_STRINGS: &str = "when using JSON array syntax, arrays must be comprised of strings only";

impl Reader {
    /// Begins to read `logical`, a line without its leading blanks: its keyword, and what stands behind that, which is
    /// to be [filled in](Self::fill). An instruction is a large value, so it is filled where it is kept.
    #[inline]
    pub(super) fn begin<'t>(
        self,
        texts: &Texts,
        logical: Stretch<'t>,
    ) -> (Instruction, Stretch<'t>) {
        let line = logical.trim();
        let (keyword, end, rest) = match frequent_keyword(line.bytes) {
            Some((keyword, end)) => (keyword, end, words::behind_blanks(line.bytes, end)),
            None => {
                let (end, rest) = words::split_first(line.bytes);
                let keyword = keyword(texts, line.slice(0..end));
                (keyword, end, rest.unwrap_or(end))
            }
        };
        let rest = line.slice_from(rest);
        let begun = Instruction {
            keyword,
            keyword_span: line.span.slice(0..end),
            lines: self.lines,
            logical: logical.span,
            flags: Flags::new(),
            arguments: rest.span,
            body: Body::unread(keyword, rest.span),
            heredocs: Vec::new(),
            comments: 0..0,
            refusal: None,
        };
        (begun, rest)
    }

    /// Reads `rest`, what stands behind the keyword of an instruction that has begun.
    pub(super) fn fill(self, texts: &mut Texts, rest: Stretch<'_>, begun: &mut Instruction) {
        let behind = flags::read_flags(texts, rest, &mut begun.flags);
        let arguments = rest.slice_from(behind).trim();
        begun.arguments = arguments.span;
        if let Err(problem) = self.body(texts, arguments, begun) {
            begun.body = Body::Nothing;
            begun.refusal = Some(Box::new(self.refusal(*problem)));
        }
    }

    #[cold]
    fn refusal(self, problem: Problem) -> Refusal {
        Refusal {
            message: problem.message,
            step: RefusalStep::Read,
            lines: self.lines,
            span: problem.span,
        }
    }

    fn body(self, texts: &mut Texts, arguments: Stretch<'_>, begun: &mut Instruction) -> Read {
        match &mut begun.body {
            Body::Command(command) | Body::Shell(command) => {
                read_command(texts, arguments, command)
            }
            Body::Healthcheck(check) => read_healthcheck(texts, arguments, check),
            Body::Pairs(pairs) => self.read_pairs(texts, begun.keyword, arguments, pairs),
            Body::Arguments(definitions) => {
                self.read_definitions(arguments, definitions);
                Ok(())
            }
            Body::Words(words) => {
                words::split_blanks(arguments, words);
                Ok(())
            }
            Body::Paths(paths) => read_paths(texts, arguments, paths),
            Body::Text(text) => {
                *text = (!arguments.span.is_empty()).then_some(arguments.span);
                Ok(())
            }
            Body::Onbuild(onbuild) => self.read_onbuild(texts, arguments, onbuild),
            Body::Nothing => Ok(()),
        }
    }

    /// `NAME=value …` or, when the first word has no `=`, `NAME value`.
    fn read_pairs(
        self,
        texts: &Texts,
        keyword: Keyword,
        arguments: Stretch<'_>,
        pairs: &mut SmallVec<[Pair; 1]>,
    ) -> Read {
        for word in words::quoted_words(arguments.bytes, self.escape) {
            match word.equals {
                Some(equals) => pairs.push(new_pair(arguments.span, word, equals)),
                None if pairs.is_empty() => {
                    pairs.push(old_pair(keyword, arguments)?);
                    return Ok(());
                }
                None => {
                    let word = arguments.span.slice(word.start..word.end);
                    return Err(no_equals(texts.str(word), word));
                }
            }
        }
        Ok(())
    }

    fn read_definitions(
        self,
        arguments: Stretch<'_>,
        definitions: &mut SmallVec<[ArgumentDefinition; 1]>,
    ) {
        for word in words::quoted_words(arguments.bytes, self.escape) {
            let QuotedWord { start, end, equals } = word;
            let slice = |from, to| arguments.span.slice(from..to);
            definitions.push(ArgumentDefinition {
                span: slice(start, end),
                name: slice(start, equals.unwrap_or(end)),
                default: equals.map(|at| slice(at + 1, end)),
            });
        }
    }

    fn read_onbuild(
        self,
        texts: &mut Texts,
        arguments: Stretch<'_>,
        onbuild: &mut Onbuild,
    ) -> Read {
        onbuild.expression = arguments.span;
        if arguments.bytes.is_empty() || self.depth == ONBUILD_DEPTH {
            return Ok(());
        }
        let depth = self.depth + 1;
        let inner = Self { depth, ..self };
        let (trigger, rest) = inner.begin(texts, arguments);
        let mut trigger = Box::new(trigger);
        inner.fill(texts, rest, &mut trigger);
        match trigger.refusal.take() {
            Some(refusal) => Err(Box::new(Problem {
                message: refusal.message,
                span: refusal.span,
            })),
            None => {
                onbuild.trigger = Some(trigger);
                Ok(())
            }
        }
    }
}

/// The frequent instructions as nearly all are written: in capitals, with a blank behind. Such a word needs no search
/// for its end. Gives where it ends, too.
fn frequent_keyword(line: &[u8]) -> Option<(Keyword, usize)> {
    let found = match line {
        [b'R', b'U', b'N', b' ', ..] => (Keyword::Run, 3),
        [b'C', b'O', b'P', b'Y', b' ', ..] => (Keyword::Copy, 4),
        [b'E', b'N', b'V', b' ', ..] => (Keyword::Env, 3),
        [b'F', b'R', b'O', b'M', b' ', ..] => (Keyword::From, 4),
        [b'A', b'R', b'G', b' ', ..] => (Keyword::Arg, 3),
        [b'C', b'M', b'D', b' ', ..] => (Keyword::Cmd, 3),
        [b'A', b'D', b'D', b' ', ..] => (Keyword::Add, 3),
        [b'L', b'A', b'B', b'E', b'L', b' ', ..] => (Keyword::Label, 5),
        [b'W', b'O', b'R', b'K', b'D', b'I', b'R', b' ', ..] => (Keyword::Workdir, 7),
        [b'E', b'X', b'P', b'O', b'S', b'E', b' ', ..] => (Keyword::Expose, 6),
        _ => return None,
    };
    Some(found)
}

/// Which instruction a word is; BuildKit compares in lower case.
fn keyword(texts: &Texts, word: Stretch<'_>) -> Keyword {
    match known_keyword(word.bytes) {
        Keyword::Unknown => {
            let capitals = case::lowercase(texts.str(word.span)).to_ascii_uppercase();
            known_keyword(capitals.as_bytes())
        }
        known => known,
    }
}

fn known_keyword(capitals: &[u8]) -> Keyword {
    match capitals {
        b"ADD" => Keyword::Add,
        b"ARG" => Keyword::Arg,
        b"CMD" => Keyword::Cmd,
        b"COPY" => Keyword::Copy,
        b"ENTRYPOINT" => Keyword::Entrypoint,
        b"ENV" => Keyword::Env,
        b"EXPOSE" => Keyword::Expose,
        b"FROM" => Keyword::From,
        b"HEALTHCHECK" => Keyword::Healthcheck,
        b"LABEL" => Keyword::Label,
        b"MAINTAINER" => Keyword::Maintainer,
        b"ONBUILD" => Keyword::Onbuild,
        b"RUN" => Keyword::Run,
        b"SHELL" => Keyword::Shell,
        b"STOPSIGNAL" => Keyword::Stopsignal,
        b"USER" => Keyword::User,
        b"VOLUME" => Keyword::Volume,
        b"WORKDIR" => Keyword::Workdir,
        _ => Keyword::Unknown,
    }
}

/// Shell form or exec form (`parseMaybeJSON`).
fn read_command(texts: &mut Texts, arguments: Stretch<'_>, command: &mut Command) -> Read {
    match json::read(texts, arguments) {
        JsonArray::NoBracket => {}
        JsonArray::Strings(strings) => {
            command.form = Form::Exec;
            command.arguments = strings;
            return Ok(());
        }
        JsonArray::NotStrings { element } => return Err(not_strings(element)),
        JsonArray::Broken(broken) => {
            command.form = Form::Shell(ShellReason::Broken(Box::new(broken)));
        }
    }
    if !arguments.bytes.is_empty() {
        command.arguments.push(arguments.span);
    }
    Ok(())
}

#[cold]
fn not_strings(element: Span) -> Box<Problem> {
    Box::new(Problem {
        message: NOT_STRINGS.to_owned(),
        span: element,
    })
}

/// Words or a JSON array (`parseMaybeJSONToList`).
fn read_paths(texts: &mut Texts, arguments: Stretch<'_>, paths: &mut Paths) -> Read {
    match json::read(texts, arguments) {
        JsonArray::Strings(strings) => {
            paths.form = PathsForm::Json;
            paths.paths = strings;
        }
        JsonArray::NotStrings { element } => return Err(not_strings(element)),
        JsonArray::NoBracket | JsonArray::Broken(_) => {
            words::split_blanks(arguments, &mut paths.paths);
        }
    }
    Ok(())
}

/// `CMD …` or `NONE` (`parseHealthConfig`).
fn read_healthcheck(texts: &mut Texts, arguments: Stretch<'_>, check: &mut Healthcheck) -> Read {
    let text = texts.str(arguments.span);
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    check.kind = (end > 0).then(|| arguments.span.slice(0..end));
    let behind = arguments.slice_from(end).trim();
    read_command(texts, behind, &mut check.command)
}

fn old_pair(keyword: Keyword, arguments: Stretch<'_>) -> Result<Pair, Box<Problem>> {
    let (end, Some(value)) = words::split_first(arguments.bytes) else {
        return Err(no_value(keyword, arguments.span));
    };
    Ok(Pair {
        name: arguments.span.slice(0..end),
        value: arguments.span.slice_from(value),
        delimiter: Delimiter::Blank,
    })
}

#[cold]
fn no_value(keyword: Keyword, arguments: Span) -> Box<Problem> {
    Box::new(Problem {
        message: format!("{} must have two arguments", keyword.name()),
        span: arguments,
    })
}

fn new_pair(arguments: Span, word: QuotedWord, equals: usize) -> Pair {
    Pair {
        name: arguments.slice(word.start..equals),
        value: arguments.slice(equals + 1..word.end),
        delimiter: Delimiter::Equals,
    }
}

#[cold]
fn no_equals(text: &str, span: Span) -> Box<Problem> {
    let quoted = go_quote(text);
    Box::new(Problem {
        message: format!(
            "Syntax error - can't find = in {quoted}. Must be of the form: name=value"
        ),
        span,
    })
}
