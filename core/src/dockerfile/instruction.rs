//! From a logical line to an instruction: keyword, flags, arguments.
//!
//! BuildKit's `newNodeFromLine` (`parser/parser.go`) with its line parsers (`parser/line_parsers.go`).
//! What BuildKit refuses here it refuses before any instruction is checked further ([`RefusalStep::Read`]).

use smallvec::SmallVec;

use crate::text::{Span, Texts, case};

use super::flags;
use super::json::{self, JsonArray};
use super::syntax::{
    ArgumentDefinition, Body, Command, Delimiter, Escape, Form, Healthcheck, Instruction, Keyword,
    LineRange, Onbuild, Pair, Paths, PathsForm, Refusal, RefusalStep, ShellReason, Spans,
};
use super::words::{self, QuotedWord, Stretch};
use crate::text::go::go_quote;

/// How deep `ONBUILD ONBUILD …` is followed; from the second on BuildKit refuses it anyway.
const ONBUILD_DEPTH: u32 = 64;

/// Reads `logical`, a line without its leading blanks, that stands on `lines`.
pub(super) fn read(
    texts: &mut Texts,
    logical: Stretch<'_>,
    lines: LineRange,
    escape: Escape,
) -> Instruction {
    let reader = Reader {
        lines,
        escape,
        depth: 0,
    };
    reader.instruction(texts, logical)
}

/// What is known about the line while it is read.
#[derive(Clone, Copy)]
struct Reader {
    lines: LineRange,
    escape: Escape,
    depth: u32,
}

/// A message with the characters at fault.
struct Problem {
    message: String,
    span: Span,
}

const NOT_STRINGS: &str = "when using JSON array syntax, arrays must be comprised of strings only";

impl Reader {
    fn instruction(self, texts: &mut Texts, logical: Stretch<'_>) -> Instruction {
        let line = logical.trim();
        let (keyword, end, rest) = match frequent_keyword(line.bytes) {
            Some((keyword, end)) => (keyword, end, words::behind_blanks(line.bytes, end)),
            None => {
                let (end, rest) = words::split_first(line.bytes);
                let keyword = keyword(texts, line.slice(0..end));
                (keyword, end, rest.unwrap_or(end))
            }
        };
        let written = line.slice(0..end);
        let rest = line.slice_from(rest);
        let (flags, arguments) = flags::read_flags(texts, rest);
        let arguments = rest.slice_from(arguments).trim();
        let (body, refusal) = match self.body(texts, keyword, arguments) {
            Ok(body) => (body, None),
            Err(problem) => (Body::Nothing, Some(Box::new(self.refusal(problem)))),
        };
        Instruction {
            keyword,
            keyword_span: written.span,
            lines: self.lines,
            logical: logical.span,
            flags,
            arguments: arguments.span,
            body,
            heredocs: Vec::new(),
            comments: 0..0,
            refusal,
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

    fn body(
        self,
        texts: &mut Texts,
        keyword: Keyword,
        arguments: Stretch<'_>,
    ) -> Result<Body, Problem> {
        match keyword {
            Keyword::Run | Keyword::Cmd | Keyword::Entrypoint => {
                command(texts, arguments).map(Body::Command)
            }
            Keyword::Shell => command(texts, arguments).map(Body::Shell),
            Keyword::Healthcheck => healthcheck(texts, arguments).map(Body::Healthcheck),
            Keyword::Env | Keyword::Label => self.pairs(texts, keyword, arguments).map(Body::Pairs),
            Keyword::Arg => Ok(Body::Arguments(self.definitions(arguments))),
            Keyword::From | Keyword::Expose => Ok(Body::Words(words::split_blanks(arguments))),
            Keyword::Add | Keyword::Copy | Keyword::Volume => {
                paths(texts, arguments).map(Body::Paths)
            }
            Keyword::Workdir | Keyword::User | Keyword::Stopsignal | Keyword::Maintainer => Ok(
                Body::Text((!arguments.span.is_empty()).then_some(arguments.span)),
            ),
            Keyword::Onbuild => self.onbuild(texts, arguments).map(Body::Onbuild),
            Keyword::Unknown => Ok(Body::Nothing),
        }
    }

    /// `NAME=value …` or, when the first word has no `=`, `NAME value`.
    fn pairs(
        self,
        texts: &Texts,
        keyword: Keyword,
        arguments: Stretch<'_>,
    ) -> Result<SmallVec<[Pair; 1]>, Problem> {
        let mut pairs = SmallVec::new();
        for word in words::quoted_words(arguments.bytes, self.escape) {
            match word.equals {
                Some(equals) => pairs.push(new_pair(arguments.span, word, equals)),
                None if pairs.is_empty() => {
                    return old_pair(keyword, arguments).map(|pair| smallvec::smallvec![pair]);
                }
                None => {
                    let word = arguments.span.slice(word.start..word.end);
                    return Err(no_equals(texts.str(word), word));
                }
            }
        }
        Ok(pairs)
    }

    fn definitions(self, arguments: Stretch<'_>) -> SmallVec<[ArgumentDefinition; 1]> {
        let mut definitions = SmallVec::new();
        for word in words::quoted_words(arguments.bytes, self.escape) {
            let QuotedWord { start, end, equals } = word;
            let slice = |from, to| arguments.span.slice(from..to);
            definitions.push(ArgumentDefinition {
                span: slice(start, end),
                name: slice(start, equals.unwrap_or(end)),
                default: equals.map(|at| slice(at + 1, end)),
            });
        }
        definitions
    }

    fn onbuild(self, texts: &mut Texts, arguments: Stretch<'_>) -> Result<Onbuild, Problem> {
        let expression = arguments.span;
        if expression.is_empty() || self.depth == ONBUILD_DEPTH {
            return Ok(Onbuild {
                trigger: None,
                expression,
            });
        }
        let inner = Self {
            depth: self.depth + 1,
            ..self
        };
        let mut trigger = inner.instruction(texts, arguments);
        match trigger.refusal.take() {
            Some(refusal) => Err(Problem {
                message: refusal.message,
                span: refusal.span,
            }),
            None => Ok(Onbuild {
                trigger: Some(Box::new(trigger)),
                expression,
            }),
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
fn command(texts: &mut Texts, arguments: Stretch<'_>) -> Result<Command, Problem> {
    let script = || match arguments.bytes {
        [] => Spans::new(),
        _ => smallvec::smallvec![arguments.span],
    };
    let (form, arguments) = match json::read(texts, arguments) {
        JsonArray::Strings(strings) => (Form::Exec, strings),
        JsonArray::NotStrings { element } => return Err(not_strings(element)),
        JsonArray::NoBracket => (Form::Shell(ShellReason::NoBracket), script()),
        JsonArray::Broken(broken) => (Form::Shell(ShellReason::Broken(Box::new(broken))), script()),
    };
    Ok(Command { form, arguments })
}

#[cold]
fn not_strings(element: Span) -> Problem {
    Problem {
        message: NOT_STRINGS.to_owned(),
        span: element,
    }
}

/// Words or a JSON array (`parseMaybeJSONToList`).
fn paths(texts: &mut Texts, arguments: Stretch<'_>) -> Result<Paths, Problem> {
    match json::read(texts, arguments) {
        JsonArray::Strings(paths) => Ok(Paths {
            form: PathsForm::Json,
            paths,
        }),
        JsonArray::NotStrings { element } => Err(not_strings(element)),
        JsonArray::NoBracket | JsonArray::Broken(_) => Ok(Paths {
            form: PathsForm::Words,
            paths: words::split_blanks(arguments),
        }),
    }
}

/// `CMD …` or `NONE` (`parseHealthConfig`).
fn healthcheck(texts: &mut Texts, arguments: Stretch<'_>) -> Result<Healthcheck, Problem> {
    let text = texts.str(arguments.span);
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let kind = (end > 0).then(|| arguments.span.slice(0..end));
    let command = command(texts, arguments.slice_from(end).trim())?;
    Ok(Healthcheck { kind, command })
}

fn old_pair(keyword: Keyword, arguments: Stretch<'_>) -> Result<Pair, Problem> {
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
fn no_value(keyword: Keyword, arguments: Span) -> Problem {
    Problem {
        message: format!("{} must have two arguments", keyword.name()),
        span: arguments,
    }
}

fn new_pair(arguments: Span, word: QuotedWord, equals: usize) -> Pair {
    Pair {
        name: arguments.slice(word.start..equals),
        value: arguments.slice(equals + 1..word.end),
        delimiter: Delimiter::Equals,
    }
}

#[cold]
fn no_equals(text: &str, span: Span) -> Problem {
    let quoted = go_quote(text);
    Problem {
        message: format!(
            "Syntax error - can't find = in {quoted}. Must be of the form: name=value"
        ),
        span,
    }
}
