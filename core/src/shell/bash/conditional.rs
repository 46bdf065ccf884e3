//! `[[ … ]]` (bash's manual, "Conditional Constructs").

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::{ConditionalFault, Consequence, Fault, Opener};
use crate::shell::syntax::{
    ConditionalCommand, ConditionalExpression, Lexeme, Operator, RedirectionOperator, ReservedWord,
    Word,
};

const CLOSE: Token = Token::Reserved(ReservedWord::CloseConditional);

impl Reader<'_> {
    pub(super) fn conditional_command(&mut self) -> Outcome<ConditionalCommand> {
        let opening = self.opens(Opener::Reserved(ReservedWord::OpenConditional))?;
        self.take();
        self.history.is_conditional = true;
        let expression = self.conditional_or()?;
        match self.token_here() {
            CLOSE => {}
            Token::EndOfInput => {
                let line = self.line();
                return self.looking_for("]]", opening, line);
            }
            _ => {
                let line = self.opening_line();
                return self.conditional_fault_on(ConditionalFault::Behind, line);
            }
        }
        self.history.is_conditional = false;
        self.take();
        self.history.before = Token::Reserved(ReservedWord::OpenConditional);
        self.history.last = CLOSE;
        Ok(ConditionalCommand { expression })
    }

    /// The token that has been read and not taken.
    fn token_here(&self) -> Token {
        let current = self.current.as_ref();
        current.map_or(Token::EndOfInput, |current| current.token)
    }

    fn conditional_or(&mut self) -> Outcome<ConditionalExpression> {
        let left = self.conditional_and()?;
        if self.token_here() != Token::Operator(Operator::Or) {
            return Ok(left);
        }
        let right = self.nested(Self::conditional_or)?;
        Ok(ConditionalExpression::Or(left.into(), right.into()))
    }

    fn conditional_and(&mut self) -> Outcome<ConditionalExpression> {
        let left = self.nested(Self::conditional_term)?;
        if self.token_here() != Token::Operator(Operator::And) {
            return Ok(left);
        }
        let right = self.nested(Self::conditional_and)?;
        Ok(ConditionalExpression::And(left.into(), right.into()))
    }

    /// The next token that is no line break.
    fn token_on_any_line(&mut self) -> Outcome<Token> {
        loop {
            let token = self.token_or(Consequence::LookingForBrackets)?;
            if token != Token::Newline {
                return Ok(token);
            }
        }
    }

    /// The next token; when it does not end, `consequence` is one thing more to complain of.
    fn token_or(&mut self, consequence: Consequence) -> Outcome<Token> {
        self.read_token().map_err(|mut error| {
            if !matches!(error.fault, Fault::LookingFor(_)) {
                return error;
            }
            let line = match consequence {
                Consequence::LookingForBrackets => self.opening_line(),
                Consequence::Conditional(_)
                | Consequence::LookingFor(_)
                | Consequence::UnexpectedEnd
                | Consequence::InSubstitution(_)
                | Consequence::HereDocument(_) => self.line(),
            };
            error.consequences.push((consequence, line));
            error
        })
    }

    /// The line of the innermost `[[`.
    fn opening_line(&self) -> u32 {
        self.open.last().map_or(1, |opening| opening.line)
    }

    fn conditional_term(&mut self) -> Outcome<ConditionalExpression> {
        let token = loop {
            let token = self.token_or(Consequence::Conditional(ConditionalFault::Token))?;
            if token != Token::Newline {
                break token;
            }
        };
        let line = self.line();
        match token {
            CLOSE => self.conditional_fault(ConditionalFault::Empty),
            Token::Operator(Operator::OpenParenthesis) => {
                let inside = self.nested(Self::conditional_or).map_err(|mut error| {
                    if matches!(error.fault, Fault::Conditional { .. })
                        || !error.consequences.is_empty()
                    {
                        let missing = Consequence::Conditional(ConditionalFault::CloseParenthesis);
                        error.consequences.push((missing, line));
                    }
                    error
                })?;
                if self.token_here() != Token::Operator(Operator::CloseParenthesis) {
                    return self.conditional_fault_on(ConditionalFault::CloseParenthesis, line);
                }
                self.token_on_any_line()?;
                Ok(ConditionalExpression::Group(inside.into()))
            }
            Token::Reserved(ReservedWord::Bang) => self.negation(),
            Token::Word => {
                let span = self.here();
                let text = self.cx.texts.str(span).replace("\\\n", "");
                if text == "!" {
                    self.negation()
                } else if is_unary(&text) {
                    self.unary()
                } else {
                    self.binary()
                }
            }
            _ => self.conditional_fault(ConditionalFault::Token),
        }
    }

    fn negation(&mut self) -> Outcome<ConditionalExpression> {
        let inside = self.nested(Self::conditional_term)?;
        Ok(ConditionalExpression::Not(inside.into()))
    }

    fn unary(&mut self) -> Outcome<ConditionalExpression> {
        let operator = self.take();
        let missing = Consequence::Conditional(ConditionalFault::UnaryOperand);
        if self.token_or(missing)? != Token::Word {
            return self.conditional_fault(ConditionalFault::UnaryOperand);
        }
        let operand = self.take_word();
        self.token_on_any_line()?;
        Ok(ConditionalExpression::Unary { operator, operand })
    }

    fn binary(&mut self) -> Outcome<ConditionalExpression> {
        let left = self.take_word();
        let missing = Consequence::Conditional(ConditionalFault::BinaryOperator);
        let token = self.token_or(missing)?;
        let operator = self.here();
        let text = self.cx.texts.str(operator).replace("\\\n", "");
        match token {
            Token::Word if text == "=~" => self.history.is_regular_expression = true,
            Token::Word if matches!(text.as_str(), "=" | "==" | "!=") => {
                self.history.is_extended_pattern = true;
            }
            Token::Word if is_binary(&text) => {}
            Token::Redirection(RedirectionOperator::Input | RedirectionOperator::Output) => {}
            CLOSE | Token::Operator(Operator::And | Operator::Or | Operator::CloseParenthesis) => {
                return Ok(ConditionalExpression::Word(left));
            }
            _ => return self.conditional_fault(ConditionalFault::BinaryOperator),
        }
        let right = self.right_side()?;
        self.token_on_any_line()?;
        Ok(ConditionalExpression::Binary {
            left,
            operator,
            right,
        })
    }

    fn right_side(&mut self) -> Outcome<Word> {
        let missing = Consequence::Conditional(ConditionalFault::BinaryOperand);
        let token = self.token_or(missing)?;
        self.history.is_regular_expression = false;
        self.history.is_extended_pattern = false;
        if token != Token::Word {
            return self.conditional_fault(ConditionalFault::BinaryOperand);
        }
        Ok(self.take_word())
    }

    fn conditional_fault<T>(&mut self, problem: ConditionalFault) -> Outcome<T> {
        let line = self.line();
        self.conditional_fault_on(problem, line)
    }

    fn conditional_fault_on<T>(&mut self, problem: ConditionalFault, line: u32) -> Outcome<T> {
        let found = match self.token_here() {
            Token::EndOfInput => Lexeme::EndOfInput,
            Token::Newline => Lexeme::Newline,
            Token::Operator(operator) => Lexeme::Operator(operator),
            Token::Reserved(word) => Lexeme::Reserved(word),
            Token::Redirection(_) => Lexeme::Redirection,
            _ => Lexeme::Word,
        };
        let fault = Fault::Conditional { problem, found };
        let repeated = self.input_line();
        self.error_at(fault, self.here(), line)
            .map_err(|mut error| {
                error.repeated = Some(repeated);
                error
            })
    }
}

/// Whether `text` is a unary operator of `test`.
fn is_unary(text: &str) -> bool {
    let letters = "abcdefghknoprstuvwxzGLNORS";
    matches!(text.as_bytes(), [b'-', letter] if letters.contains(char::from(*letter)))
}

/// Whether `text` is a binary operator of `test`.
fn is_binary(text: &str) -> bool {
    matches!(
        text,
        "<" | ">" | "-ef" | "-nt" | "-ot" | "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge"
    )
}
