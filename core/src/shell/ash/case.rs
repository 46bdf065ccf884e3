//! `case` (XCU 2.9.4.3).

use smallvec::SmallVec;

use super::lookahead::Wanted;
use super::reader::{Outcome, Reader};
use crate::shell::error::Opener;
use crate::shell::syntax::{Case, CaseClause, CaseEnd, Lexeme, Operator, ReservedWord};

const ESAC: Lexeme = Lexeme::Reserved(ReservedWord::Esac);

impl Reader<'_> {
    /// `case`, behind that word.
    pub(super) fn case_command(&mut self) -> Outcome<Case> {
        self.open(Opener::Reserved(ReservedWord::Case));
        self.expect(Wanted::AnyWord, Lexeme::Word)?;
        let word = self.take_word();
        let is_in = Lexeme::Reserved(ReservedWord::In);
        self.expect(Wanted::ReservedOnAnyLine, is_in)?;
        let mut clauses = Vec::new();
        while self.next_wanting(Wanted::ReservedOnAnyLine)? != ESAC {
            let clause = self.clause()?;
            let is_last = clause.end.is_none();
            clauses.push(clause);
            if is_last {
                break;
            }
        }
        Ok(Case { word, clauses })
    }

    /// A clause, whose first token is the last one; behind a last clause `esac` has been read.
    fn clause(&mut self) -> Outcome<CaseClause> {
        if self.lookahead.last == Lexeme::Operator(Operator::OpenParenthesis) {
            self.next()?;
        }
        let mut patterns = SmallVec::new();
        loop {
            patterns.push(self.take_word());
            if self.next()? != Lexeme::Operator(Operator::Pipe) {
                break;
            }
            self.next()?;
        }
        let close = Lexeme::Operator(Operator::CloseParenthesis);
        if self.lookahead.last != close {
            return self.unexpected(Some(close));
        }
        let list = self.clause_body()?;
        let end = match self.next_wanting(Wanted::ReservedOnAnyLine)? {
            ESAC => None,
            Lexeme::Operator(Operator::CaseEnd) => Some((CaseEnd::Break, self.lookahead.span)),
            _ => return self.unexpected(Some(Lexeme::Operator(Operator::CaseEnd))),
        };
        Ok(CaseClause {
            patterns,
            list,
            end,
        })
    }
}
