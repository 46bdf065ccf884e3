//! [`explain`]: a syntax error in our own words: what the shell took the characters for, what was probably meant,
//! and how to write that.
//!
//! Each guess is a [`Guess`] of one file; the first that fits is told. Where none fits, what the shell wanted is.

mod bash_only;
mod carriage_return;
mod escaped_newline;
mod misplaced_word;
mod operators;
mod quotes;

use super::error::{Fault, Opener, SyntaxError};
use super::syntax::{Lexeme, Operator, ReservedWord, Token, TokenKind};
use super::{Parse, parse};
use crate::diagnostic::{Authority, Diagnostic, Edit, Fix, Rule, Severity};
use crate::session::Session;
use crate::text::{Source, Span, Texts};

/// The rule of every syntax error.
pub const RULE: Rule = Rule {
    code: "shell-syntax-error",
    authority: Authority::Shellform,
    severity: Severity::Error,
    url: None,
};

/// Everything a guess may look at.
struct Case<'p> {
    texts: &'p Texts,
    parse: &'p Parse,
    error: &'p SyntaxError,
}

/// What was probably meant.
struct Guess {
    /// The characters that were meant otherwise.
    span: Span,
    /// What the shell takes them for, as a short phrase.
    label: String,
    /// What to write, in plain sentences.
    help: String,
    /// The change that writes it.
    fix: Option<Fix>,
}

/// The guesses, the most telling first.
const GUESSES: [fn(&Case<'_>) -> Option<Guess>; 9] = [
    escaped_newline::guess,
    carriage_return::guess,
    misplaced_word::else_if,
    bash_only::guess,
    misplaced_word::guess,
    operators::nothing_before,
    quotes::apostrophe,
    quotes::for_dollar,
    operators::nothing_behind,
];

/// Explains why the shell refuses the script of `parse`; nothing when it does not.
///
/// ```
/// use shellform::session::Session;
/// use shellform::shell::{self, Dialect};
/// use shellform::text::Source;
///
/// let mut cx = Session::default();
/// let name = "Dockerfile".to_owned();
/// let script = cx.texts.add_source(Source::File { name }, r"while true; do\n sleep 1; done");
/// let parse = shell::parse(&mut cx, script, Dialect::Dash.into());
/// let diagnostic = shell::explain(&cx.texts, &parse).unwrap();
/// assert_eq!(diagnostic.labels[0].text, "`do\\n` is the word `don`");
/// ```
#[must_use]
pub fn explain(texts: &Texts, parse: &Parse) -> Option<Diagnostic> {
    let error = parse.script.error.as_deref()?;
    let case = Case {
        texts,
        parse,
        error,
    };
    let mut diagnostic = Diagnostic::new(RULE, error.span, case.sentence());
    if let Some(guess) = GUESSES.iter().find_map(|guess| guess(&case)) {
        diagnostic = diagnostic.label(guess.span, guess.label).help(guess.help);
        diagnostic.fixes.extend(guess.fix);
    }
    if let Some(opening) = error.open.last().filter(|it| it.span != error.span) {
        let label = format!(
            "{} begins here and is not complete",
            case.opener(opening.by)
        );
        diagnostic = diagnostic.label(opening.span, label);
    }
    Some(diagnostic)
}

impl Case<'_> {
    /// What the shell wanted and what it found.
    fn sentence(&self) -> String {
        let shell = self.parse.shell.dialect.name();
        match self.error.fault {
            Fault::Unexpected { found, expected } => {
                let found = self.lexeme(found);
                match (expected, self.error.open.last()) {
                    (Some(expected), _) => {
                        format!(
                            "{shell} expects {} and finds {found}",
                            self.lexeme(expected)
                        )
                    }
                    (None, Some(opening)) => format!(
                        "{shell} finds {found} where {} cannot go on with it",
                        self.opener(opening.by)
                    ),
                    (None, None) => format!("{shell} finds {found} where no command can have it"),
                }
            }
            Fault::UnterminatedQuote => format!("{shell} finds no quote that ends this one"),
            Fault::MissingCloseBrace => format!("{shell} finds no `}}` that ends this `${{`"),
            Fault::MissingCloseArithmetic => format!("{shell} finds no `))` that ends this `$((`"),
            Fault::UnterminatedBackquotes => {
                format!("{shell} finds no backquote that ends this one")
            }
            Fault::BadForVariable => format!("{shell} wants the name of a variable behind `for`"),
            Fault::BadFunctionName => format!("{shell} does not let a function have this name"),
            Fault::LookingFor(close) => format!("{shell} finds no `{close}` that ends this"),
            Fault::Conditional { .. } => format!("{shell} cannot read this expression of `[[`"),
            Fault::ArithmeticFor(_) => {
                format!("{shell} wants three expressions between `((` and `))`")
            }
            Fault::Unsupported(what) => format!("{what} is not simulated"),
            Fault::TooDeep => "this is nested too deeply to be simulated".to_owned(),
        }
    }

    fn lexeme(&self, lexeme: Lexeme) -> String {
        match lexeme {
            Lexeme::EndOfInput => "the end of the script".to_owned(),
            Lexeme::Newline => "the end of the line".to_owned(),
            Lexeme::Operator(operator) => code(operator.symbol()),
            Lexeme::Redirection => "a redirection".to_owned(),
            Lexeme::Reserved(word) => code(word.name()),
            Lexeme::Word => match self.texts.str(self.error.span) {
                "" => "a word".to_owned(),
                text if text.len() > 40 || text.contains('\n') => "a word".to_owned(),
                text => format!("the word {}", code(text)),
            },
        }
    }

    fn opener(&self, by: Opener) -> String {
        match by {
            Opener::Reserved(word) => code(word.name()),
            Opener::Operator(operator) => code(operator.symbol()),
            Opener::Substitution => "the substitution".to_owned(),
            Opener::Function => "the function".to_owned(),
        }
    }

    /// The tokens that mean something, up to the one at fault.
    fn tokens(&self) -> impl DoubleEndedIterator<Item = Token> {
        let end = self.error.span.end;
        let text = self.error.span.text;
        let is_before = move |token: &&Token| token.span.text == text && token.span.end <= end;
        let tokens = self.parse.script.tokens.iter().filter(is_before).copied();
        tokens.filter(|token| {
            !matches!(
                token.kind,
                TokenKind::Blank
                    | TokenKind::Continuation
                    | TokenKind::Comment
                    | TokenKind::HereDocument
                    | TokenKind::HereDocumentEnd
                    | TokenKind::Unread
            )
        })
    }

    /// The tokens since what is open began.
    fn tokens_since_opening(&self) -> impl DoubleEndedIterator<Item = Token> {
        let start = self.error.open.last().map_or(0, |it| it.span.start);
        self.tokens().filter(move |it| it.span.start >= start)
    }

    /// The token before the one at fault.
    fn previous(&self) -> Option<Token> {
        let start = self.error.span.start;
        self.tokens().rev().find(|it| it.span.end <= start)
    }

    fn found(&self) -> Option<Lexeme> {
        match self.error.fault {
            Fault::Unexpected { found, .. } => Some(found),
            _ => None,
        }
    }

    fn str(&self, span: Span) -> &str {
        self.texts.str(span)
    }

    /// A change of one place.
    fn replace(&self, title: &str, span: Span, replacement: &str) -> Option<Fix> {
        self.fix(title, vec![(span, replacement.to_owned())])
    }

    /// A change of the script, when the shell takes the script then, and its characters are written in the file.
    fn fix(&self, title: &str, changes: Vec<(Span, String)>) -> Option<Fix> {
        if !self.is_accepted_with(&changes) {
            return None;
        }
        let edits = changes.into_iter().map(|(span, replacement)| {
            let span = self.in_file(span)?;
            Some(Edit { span, replacement })
        });
        Some(Fix {
            title: title.to_owned(),
            edits: edits.collect::<Option<_>>()?,
        })
    }

    /// Whether the shell takes the script with `changes`, which stand in order.
    fn is_accepted_with(&self, changes: &[(Span, String)]) -> bool {
        let script = self.parse.script.span;
        let mut changed = self.str(script).to_owned();
        for (span, replacement) in changes.iter().rev() {
            if !script.contains(*span) {
                return false;
            }
            let start = (span.start - script.start) as usize;
            changed.replace_range(start..start + span.len(), replacement);
        }
        let mut cx = Session::default();
        let name = "changed script".to_owned();
        let changed = cx.texts.add_source(Source::File { name }, changed);
        let parse = parse(&mut cx, changed, self.parse.shell);
        parse.script.error.is_none()
    }

    /// The characters of the file that stand at `span` as they are.
    fn in_file(&self, span: Span) -> Option<Span> {
        if span.is_empty() {
            return Some(self.texts.first_source(span).at_start());
        }
        let mut pieces = self.texts.trail(span);
        let piece = pieces.next()?;
        let is_plain = piece.rewrite.is_none() && piece.written.is_none();
        (is_plain && pieces.next().is_none()).then_some(piece.source)
    }
}

/// The words behind which a command begins.
fn begins_commands(word: ReservedWord) -> bool {
    matches!(
        word,
        ReservedWord::Bang
            | ReservedWord::OpenBrace
            | ReservedWord::Do
            | ReservedWord::Elif
            | ReservedWord::Else
            | ReservedWord::If
            | ReservedWord::Then
            | ReservedWord::Until
            | ReservedWord::While
    )
}

/// Whether a command is still to come behind a token.
fn wants_command(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Operator(operator) => !matches!(operator, Operator::CloseParenthesis),
        TokenKind::Reserved(word) => begins_commands(word),
        _ => false,
    }
}

/// Shows characters of a script in a message.
fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
