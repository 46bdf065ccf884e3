//! `case` (XCU 2.9.4.3).

use smallvec::SmallVec;

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::Opener;
use crate::shell::syntax::{Case, CaseClause, CaseEnd, List, Operator, ReservedWord, Word};

impl Reader<'_> {
    pub(super) fn case_command(&mut self) -> Outcome<Case> {
        self.opens(Opener::Reserved(ReservedWord::Case))?;
        self.take();
        if self.next_token()? != Token::Word {
            return self.unexpected();
        }
        let word = self.take_word();
        self.newline_list()?;
        self.expect_reserved(ReservedWord::In)?;
        let mut clauses: Vec<CaseClause> = Vec::new();
        loop {
            self.newline_list()?;
            let is_over = clauses.last().is_some_and(|it| it.end.is_none());
            if is_over || self.next_token()? == Token::Reserved(ReservedWord::Esac) {
                self.expect_reserved(ReservedWord::Esac)?;
                return Ok(Case { word, clauses });
            }
            let clause = self.clause()?;
            clauses.push(clause);
        }
    }

    fn clause(&mut self) -> Outcome<CaseClause> {
        self.eat(Token::Operator(Operator::OpenParenthesis))?;
        let mut patterns: SmallVec<[Word; 1]> = SmallVec::new();
        loop {
            if self.next_token()? != Token::Word {
                return self.unexpected();
            }
            patterns.push(self.take_word());
            if !self.eat(Token::Operator(Operator::Pipe))? {
                break;
            }
        }
        self.expect(Token::Operator(Operator::CloseParenthesis))?;
        self.newline_list()?;
        let list = if self.next_token()?.begins_command() {
            self.compound_list()?
        } else {
            List::default()
        };
        let end = match self.next_token()? {
            Token::Operator(Operator::CaseEnd) => CaseEnd::Break,
            Token::Operator(Operator::CaseFallThrough) => CaseEnd::FallThrough,
            Token::Operator(Operator::CaseTestNext) => CaseEnd::TestNext,
            Token::Reserved(ReservedWord::Esac) => {
                return Ok(CaseClause {
                    patterns,
                    list,
                    end: None,
                });
            }
            _ => return self.unexpected(),
        };
        let end = Some((end, self.take()));
        Ok(CaseClause {
            patterns,
            list,
            end,
        })
    }
}
