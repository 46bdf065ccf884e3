//! [`Token`]: what each stretch of a script was read as. Tokens tile their script.

use crate::text::Span;

/// One stretch of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it was read as.
    pub kind: TokenKind,
    /// The characters.
    pub span: Span,
}

/// What a stretch of a script was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Blanks between tokens.
    Blank,
    /// A backslash and the line break behind it, between tokens.
    Continuation,
    /// `#` to the end of the line.
    Comment,
    /// A line break.
    Newline,
    /// A control operator, a parenthesis.
    Operator(Operator),
    /// A redirection: the descriptor before the operator, if there is one, and the operator.
    Redirection,
    /// A word that is a reserved word here.
    Reserved(ReservedWord),
    /// Any other word, with all that is nested in it.
    Word,
    /// The text between `((` and `))`, or between `[[` and `]]`.
    Expression,
    /// The lines of a here-document.
    HereDocument,
    /// The line that ends a here-document.
    HereDocumentEnd,
    /// What the shell did not read as anything, because of a syntax error.
    Unread,
}

/// What the shell's grammar sees of a token: what an error names as found, and as expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lexeme {
    /// The end of the script.
    EndOfInput,
    /// A line break.
    Newline,
    /// A control operator or a parenthesis.
    Operator(Operator),
    /// A redirection operator.
    Redirection,
    /// A reserved word, where one counts.
    Reserved(ReservedWord),
    /// Any other word.
    Word,
}

/// The control operators (XCU 3), parentheses, and those that bash adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `&`
    Background,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|`
    Pipe,
    /// `|&` (bash)
    PipeBoth,
    /// `;`
    Semicolon,
    /// `;;`
    CaseEnd,
    /// `;&`
    CaseFallThrough,
    /// `;;&` (bash)
    CaseTestNext,
    /// `(`
    OpenParenthesis,
    /// `)`
    CloseParenthesis,
    /// `((`, where it opens an arithmetic command (bash)
    OpenArithmetic,
    /// `))`, where it closes one
    CloseArithmetic,
}

impl Operator {
    /// As written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Background => "&",
            Self::And => "&&",
            Self::Or => "||",
            Self::Pipe => "|",
            Self::PipeBoth => "|&",
            Self::Semicolon => ";",
            Self::CaseEnd => ";;",
            Self::CaseFallThrough => ";&",
            Self::CaseTestNext => ";;&",
            Self::OpenParenthesis => "(",
            Self::CloseParenthesis => ")",
            Self::OpenArithmetic => "((",
            Self::CloseArithmetic => "))",
        }
    }
}

/// The reserved words (XCU 2.4), and those that bash and busybox add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the reserved word of that name")]
pub enum ReservedWord {
    /// `!`
    Bang,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `[[`
    OpenConditional,
    /// `]]`
    CloseConditional,
    Case,
    Coproc,
    Do,
    Done,
    Elif,
    Else,
    Esac,
    Fi,
    For,
    Function,
    If,
    In,
    Select,
    Then,
    Time,
    Until,
    While,
}

impl ReservedWord {
    /// Every one.
    pub const ALL: [Self; 22] = [
        Self::Bang,
        Self::OpenBrace,
        Self::CloseBrace,
        Self::OpenConditional,
        Self::CloseConditional,
        Self::Case,
        Self::Coproc,
        Self::Do,
        Self::Done,
        Self::Elif,
        Self::Else,
        Self::Esac,
        Self::Fi,
        Self::For,
        Self::Function,
        Self::If,
        Self::In,
        Self::Select,
        Self::Then,
        Self::Time,
        Self::Until,
        Self::While,
    ];

    /// As written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bang => "!",
            Self::OpenBrace => "{",
            Self::CloseBrace => "}",
            Self::OpenConditional => "[[",
            Self::CloseConditional => "]]",
            Self::Case => "case",
            Self::Coproc => "coproc",
            Self::Do => "do",
            Self::Done => "done",
            Self::Elif => "elif",
            Self::Else => "else",
            Self::Esac => "esac",
            Self::Fi => "fi",
            Self::For => "for",
            Self::Function => "function",
            Self::If => "if",
            Self::In => "in",
            Self::Select => "select",
            Self::Then => "then",
            Self::Time => "time",
            Self::Until => "until",
            Self::While => "while",
        }
    }

    /// The one of this name in any shell; which of them a dialect has, `dialect::reserved_words` says.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if name.len() > "function".len() {
            return None;
        }
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
