//! [`Reader`]: where reading stands, and what has been found.

use super::history::History;
use super::input::Input;
use super::matched::Pair;
use super::token::Token;
use crate::session::Session;
use crate::shell::aliases::{AliasTable, Aliases};
use crate::shell::error::{Consequence, Fault, Opener, Opening, Place, SyntaxError, Wording};
use crate::shell::parse::Read;
use crate::shell::reading::Rest;
use crate::shell::syntax::{
    self, CompleteCommand, HereDocument, HereDocumentId, Script, TokenKind, Units, Word, WordUnit,
};
use crate::shell::{Dialect, Shell, Warning};
use crate::text::{Source, Span};

/// How often, on average, a byte may be read again; scripts that people write need two.
const REREADS: usize = 200;

/// What reading gives, or why it ends.
pub(super) type Outcome<T> = Result<T, Box<SyntaxError>>;

/// Reads `script` as `shell` does.
pub(in crate::shell) fn read(cx: &mut Session, script: Span, shell: Shell) -> Read {
    let mut reader = Reader::new(cx, script, shell);
    let script = reader.script(script, Reader::lines);
    Read {
        script,
        here_documents: reader.here_documents,
        warnings: reader.warnings,
    }
}

/// Reads a text as what stands in double quotes.
pub(in crate::shell) fn read_quoted(cx: &mut Session, text: Span, shell: Shell) -> Word {
    let units = Reader::new(cx, text, shell).lines_of_here_document();
    Word { span: text, units }
}

/// Reads a text as what stands between brackets behind the name of an array, up to the bracket that closes it. Nothing,
/// where that is not its last character.
pub(in crate::shell) fn read_subscript(cx: &mut Session, text: Span, shell: Shell) -> Option<Word> {
    let mut reader = Reader::new(cx, text, shell);
    let start = reader.input.at;
    let word = reader.matched(Pair::subscript(), start).ok()?;
    (word.span.end + 1 == text.end).then_some(word)
}

/// Reads the next complete command of `input`, which then stands behind it.
pub(in crate::shell) fn read_next(
    cx: &mut Session,
    input: &mut Input,
    shell: Shell,
    table: &AliasTable,
) -> (Read, Rest) {
    let mut aliases = Aliases::of(table);
    loop {
        let mut reader = Reader::at(cx, input.clone(), shell);
        reader.aliases = aliases;
        let result = read_command(&mut reader, input);
        aliases = std::mem::take(&mut reader.aliases);
        match aliases.replaced(cx, input.whole(), input.at) {
            Some(text) => *input = input.in_place(cx, text),
            None => {
                let (read, rest, behind) = result;
                *input = behind;
                return (read, rest);
            }
        }
    }
}

/// Reads a complete command; what was read, and the input behind it.
fn read_command(reader: &mut Reader<'_>, input: &Input) -> (Read, Rest, Input) {
    let start = input.at;
    let mut commands = Vec::new();
    let (error, rest) = match reader.next_command(&mut commands) {
        Ok(rest) => (None, rest),
        Err(mut error) => {
            // bash repeats a line as it is written.
            if reader.aliases.any_placed() {
                error.wording = Wording::NotSimulated("a line with aliases");
            }
            // Under its own name bash goes on with the next line.
            let is_passed = error.place == Place::Array
                && !matches!(error.fault, Fault::LookingFor(_))
                && !reader.is_posix();
            let rest = match is_passed {
                true => {
                    reader.input.pass_line();
                    Rest::Follows
                }
                false => Rest::Over,
            };
            (Some(error), rest)
        }
    };
    let read = Read {
        script: Script {
            span: reader.span_from(start),
            commands,
            tokens: std::mem::take(&mut reader.tokens),
            error,
            warnings: Vec::new(),
        },
        here_documents: std::mem::take(&mut reader.here_documents),
        warnings: std::mem::take(&mut reader.warnings),
    };
    (read, rest, reader.input.clone())
}

/// The token that comes next.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) token: Token,
    pub(super) span: Span,
    pub(super) word: Option<Word>,
}

/// Reads one script.
pub(super) struct Reader<'s> {
    pub(super) cx: &'s mut Session,
    pub(super) shell: Shell,
    pub(super) input: Input,
    pub(super) tokens: Vec<syntax::Token>,
    pub(super) here_documents: Vec<HereDocument>,
    pub(super) pending: Vec<HereDocumentId>,
    /// Those of them that a substitution has left.
    pub(super) left: Vec<HereDocumentId>,
    /// Whether a substitution in an expression has left one, of which it is not known where its lines begin.
    pub(super) is_left_in_expression: bool,
    pub(super) history: History,
    pub(super) current: Option<Current>,
    pub(super) last_end: u32,
    pub(super) open: Vec<Opening>,
    pub(super) warnings: Vec<Warning>,
    pub(super) place: Place,
    /// The aliases that words are replaced by.
    pub(super) aliases: Aliases,
    /// Whether what bash would print of an error is known.
    pub(super) wording: Wording,
    pub(super) depth: u32,
    /// How many times something is being read only to find its end, and will be read again.
    pub(super) skims: u32,
    /// How many bytes may still be read again.
    pub(super) budget: usize,
}

impl<'s> Reader<'s> {
    fn new(cx: &'s mut Session, script: Span, shell: Shell) -> Self {
        let input = Input::new(cx, script);
        let mut reader = Self::at(cx, input, shell);
        reader.tokens.reserve(reader.input.text.len() / 4 + 2);
        reader
    }

    fn at(cx: &'s mut Session, input: Input, shell: Shell) -> Self {
        let budget = input.text.len().saturating_mul(REREADS) + 10_000;
        Self {
            cx,
            shell,
            input,
            tokens: Vec::new(),
            here_documents: Vec::new(),
            pending: Vec::new(),
            left: Vec::new(),
            is_left_in_expression: false,
            history: History::new(),
            current: None,
            last_end: 0,
            open: Vec::new(),
            warnings: Vec::new(),
            place: Place::Script,
            aliases: Aliases::default(),
            wording: Wording::Exact,
            depth: 0,
            skims: 0,
            budget,
        }
    }

    /// A whole text as a script, with the error that ends it.
    pub(super) fn script(
        &mut self,
        span: Span,
        read: impl FnOnce(&mut Self, &mut Vec<CompleteCommand>) -> Outcome<()>,
    ) -> Script {
        let mut commands = Vec::new();
        let error = read(self, &mut commands).err();
        self.give_up_rest();
        Script {
            span,
            commands,
            tokens: std::mem::take(&mut self.tokens),
            error,
            warnings: Vec::new(),
        }
    }

    pub(super) fn lines(&mut self, commands: &mut Vec<CompleteCommand>) -> Outcome<()> {
        loop {
            self.open.clear();
            self.wording = Wording::Exact;
            match self.complete_command() {
                Ok(command) => commands.extend(command),
                Err(error) => return Err(self.recover(error)),
            }
            if self.next_token()? == Token::EndOfInput {
                return Ok(());
            }
        }
    }

    /// The next complete command; blank lines before it are passed over.
    fn next_command(&mut self, commands: &mut Vec<CompleteCommand>) -> Outcome<Rest> {
        loop {
            self.open.clear();
            self.wording = Wording::Exact;
            let command = match self.complete_command() {
                Ok(command) => command,
                Err(error) => return Err(self.recover(error)),
            };
            let is_over = self
                .current
                .as_ref()
                .is_some_and(|it| it.token == Token::EndOfInput);
            let is_command = command.is_some();
            commands.extend(command);
            if is_over {
                return Ok(Rest::Over);
            }
            if is_command {
                return Ok(Rest::Follows);
            }
        }
    }

    /// Behind an expression of `[[ … ]]` that went wrong bash reads on to the end of the line, and may find more.
    fn recover(&mut self, mut error: Box<SyntaxError>) -> Box<SyntaxError> {
        if matches!(error.fault, Fault::LookingFor(_)) && error.place == Place::Script {
            let pending = std::mem::take(&mut self.pending);
            self.add_unread_here_documents(&mut error, &pending);
        }
        if !matches!(error.fault, Fault::Conditional { .. }) || error.place != Place::Script {
            return error;
        }
        if !self.warnings.is_empty() {
            error.wording = Wording::NotSimulated("`[[` behind a here-document that does not end");
        }
        let tokens = self.tokens.len();
        error.consequences.extend(self.open_in_rest_of_line());
        self.tokens.truncate(tokens);
        error
    }

    /// Behind quotes, braces or parentheses that do not end bash looks for the lines of the here-documents before them.
    pub(super) fn add_unread_here_documents(
        &mut self,
        error: &mut SyntaxError,
        pending: &[HereDocumentId],
    ) {
        let line = self.line_of_end() + 1;
        if pending.iter().any(|it| self.left.contains(it)) {
            error.wording = Wording::NotSimulated("a here-document that a substitution has left");
        }
        for id in pending {
            let wanted = self.here_documents[id.0 as usize].end_line.clone();
            let source = Source::Shell {
                what: "end of a here-document".to_owned(),
            };
            let wanted = self.cx.texts.add_source(source, wanted.as_str());
            let consequence = Consequence::HereDocument(wanted);
            error.consequences.push((consequence, line));
        }
    }

    /// What is opened in the rest of the line and not closed.
    fn open_in_rest_of_line(&mut self) -> Option<(Consequence, u32)> {
        self.history.is_conditional = false;
        let mut token = self.current.as_ref().map(|current| current.token);
        while !matches!(token, Some(Token::Newline | Token::EndOfInput)) {
            match self.read_token() {
                Ok(next) => token = Some(next),
                Err(next) => {
                    let Fault::LookingFor(close) = next.fault else {
                        return None;
                    };
                    return Some((Consequence::LookingFor(close), next.line));
                }
            }
        }
        None
    }

    /// What is left when reading ends was not read.
    fn give_up_rest(&mut self) {
        let last = self.tokens.last();
        let read = last.map_or(self.input.base, |token| token.span.end) - self.input.base;
        self.input.at = self.input.text.len();
        self.note(TokenKind::Unread, read as usize);
    }

    /// From `start` to the end of the last token taken.
    pub(super) fn span_since(&self, start: Span) -> Span {
        Span {
            end: self.last_end.max(start.end),
            ..start
        }
    }

    /// Where in the text that is read a span of it begins.
    pub(super) fn offset(&self, span: Span) -> usize {
        (span.start - self.input.base) as usize
    }

    /// The bytes of the text that is read at `span`.
    pub(super) fn range(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.offset(span);
        start..start + span.len()
    }

    /// Notes what the characters from `start` to here were read as.
    pub(super) fn note(&mut self, kind: TokenKind, start: usize) {
        let span = self.span_from(start);
        if !span.is_empty() {
            self.tokens.push(syntax::Token { kind, span });
        }
    }

    /// The error `fault` at `span`, on `line`.
    pub(super) fn error_at<T>(&self, fault: Fault, span: Span, line: u32) -> Outcome<T> {
        Err(Box::new(SyntaxError {
            fault,
            span,
            line,
            open: self.open.clone(),
            repeated: None,
            place: self.place,
            consequences: Vec::new(),
            wording: self.wording(),
        }))
    }

    /// Whether what bash would print here is known.
    fn wording(&self) -> Wording {
        if self.input.text.ends_with('\\') {
            return Wording::NotSimulated("a backslash at the very end of the script");
        }
        self.wording
    }

    /// The end of the script inside something that began at `opening`, on `line`, and ends with `close`.
    pub(super) fn looking_for<T>(
        &mut self,
        close: &'static str,
        opening: Span,
        line: u32,
    ) -> Outcome<T> {
        self.error_at(Fault::LookingFor(close), opening, line)
    }

    /// Notes that `by`, the next token, opens something.
    pub(super) fn opens(&mut self, by: Opener) -> Outcome<Span> {
        self.next_token()?;
        let line = self.line();
        let span = self.here();
        self.open.push(Opening { by, span, line });
        Ok(span)
    }

    /// Whether bash was called as `sh`.
    pub(super) fn is_posix(&self) -> bool {
        self.shell.dialect == Dialect::BashAsSh
    }

    /// The characters from `start` to here are literal.
    pub(super) fn literal(&self, start: usize, units: &mut Units) {
        let span = self.span_from(start);
        if !span.is_empty() {
            units.push(WordUnit::Literal(span));
        }
    }

    /// Adds the literal characters from `literal` to `before`, and the units found behind them.
    pub(super) fn add_units(&self, literal: usize, before: usize, found: Units, units: &mut Units) {
        let span = self.span(literal, before);
        if !span.is_empty() {
            units.push(WordUnit::Literal(span));
        }
        units.extend(found);
    }
}
