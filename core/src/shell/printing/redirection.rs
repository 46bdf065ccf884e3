//! Redirections, and the lines of here-documents.

use super::Printer;
use crate::shell::dialect::Dialect;
use crate::shell::quoting;
use crate::shell::syntax::{
    Descriptor, HereDocument, HereDocumentId, HereDocumentQuoting, HereDocumentTabs, Redirection,
    RedirectionOperator, RedirectionTarget, Word, WordUnit,
};

impl Printer<'_> {
    /// All redirections of a command. The lines of here-documents come behind them, or behind the next operator.
    pub(super) fn redirections(&mut self, redirections: &[Redirection]) {
        let mut documents = Vec::new();
        let mut printed = Vec::new();
        for redirection in redirections {
            printed.push(match &redirection.target {
                RedirectionTarget::Word(word) => self.redirection(redirection, word),
                RedirectionTarget::HereDocument(id) => {
                    documents.push(*id);
                    self.here_document(redirection, *id)
                }
            });
        }
        self.text += &printed.join(" ");
        if documents.is_empty() {
            return;
        }
        self.waiting = documents;
        if self.connections == 0 {
            self.lines_of_waiting();
        }
    }

    /// The lines of the here-documents whose operators have been printed.
    pub(super) fn lines_of_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        self.text.push('\n');
        for id in waiting {
            if let Some(document) = self.of.here_documents.get(id.0 as usize) {
                self.text += &body(document, self.of.texts.str(document.body.span));
                self.text += &format!("{}\n", document.end_line);
            }
        }
        self.is_behind_lines = true;
    }

    fn here_document(&self, redirection: &Redirection, id: HereDocumentId) -> String {
        let Some(document) = self.of.here_documents.get(id.0 as usize) else {
            return String::new();
        };
        let operator = match document.tabs {
            HereDocumentTabs::Kept => "<<",
            HereDocumentTabs::Stripped => "<<-",
        };
        let delimiter = match document.quoting {
            HereDocumentQuoting::Plain => document.end_line.clone(),
            HereDocumentQuoting::Quoted => quoting::single(&document.end_line, Dialect::Bash),
        };
        format!(
            "{}{operator}{delimiter}",
            self.descriptor(redirection, Some(0))
        )
    }

    fn redirection(&self, redirection: &Redirection, word: &Word) -> String {
        let (usual, operator) = match redirection.operator {
            RedirectionOperator::Input => (Some(0), "< "),
            RedirectionOperator::Output => (Some(1), "> "),
            RedirectionOperator::Append => (Some(1), ">> "),
            RedirectionOperator::Clobber => (Some(1), ">| "),
            RedirectionOperator::ReadWrite => (Some(1), "<> "),
            RedirectionOperator::HereString => (Some(0), "<<< "),
            RedirectionOperator::HereDocument => (Some(0), "<<"),
            RedirectionOperator::OutputAndError => (None, "&> "),
            RedirectionOperator::AppendOutputAndError => (None, "&>> "),
            RedirectionOperator::DuplicateInput => return self.duplicate(redirection, word, 0),
            RedirectionOperator::DuplicateOutput => return self.duplicate(redirection, word, 1),
        };
        let written = match (redirection.operator, redirection.descriptor) {
            // Nobody has written one, and 0 is not the one that is left out.
            (RedirectionOperator::ReadWrite, None) => "0".to_owned(),
            _ => self.descriptor(redirection, usual),
        };
        format!("{written}{operator}{}", self.word(word))
    }

    /// `>&` and `<&`: of a number and of `-` the descriptor is always printed, of a word only another than the usual.
    fn duplicate(&self, redirection: &Redirection, word: &Word, usual: u32) -> String {
        let sign = if usual == 0 { "<&" } else { ">&" };
        let target = self.word(word);
        let is_plain = matches!(*word.units, [WordUnit::Literal(_)]);
        let digits = target.strip_suffix('-').unwrap_or(&target);
        let is_number = is_plain && digits.bytes().all(|it| it.is_ascii_digit());
        let moves = target.ends_with('-');
        if !is_number {
            let usual = (!moves).then_some(usual);
            let descriptor = match (redirection.descriptor, usual) {
                (None, None) => if sign == "<&" { "0" } else { "1" }.to_owned(),
                _ => self.descriptor(redirection, usual),
            };
            return format!("{descriptor}{sign}{target}");
        }
        let descriptor = match redirection.descriptor {
            None => usual.to_string(),
            Some(_) => self.descriptor(redirection, None),
        };
        // What is closed is printed in one way.
        let sign = if digits.is_empty() { ">&" } else { sign };
        let number = digits.parse::<u64>().map(|it| it.to_string());
        let dash = if moves { "-" } else { "" };
        format!("{descriptor}{sign}{}{dash}", number.unwrap_or_default())
    }

    /// What stands before an operator, but for the usual descriptor.
    fn descriptor(&self, redirection: &Redirection, usual: Option<u32>) -> String {
        match redirection.descriptor {
            None => String::new(),
            Some(Descriptor::Variable(name)) => format!("{{{}}}", self.of.texts.str(name)),
            Some(Descriptor::Number(digits)) => {
                let number = self.of.texts.str(digits).parse::<u32>();
                match number {
                    Ok(number) if Some(number) != usual => number.to_string(),
                    _ => String::new(),
                }
            }
        }
    }
}

/// The lines of a here-document as bash keeps them: joined where the delimiter is not quoted, and without tabs.
fn body(document: &HereDocument, text: &str) -> String {
    let joined = match document.quoting {
        HereDocumentQuoting::Plain => super::word::joined(text),
        HereDocumentQuoting::Quoted => text.to_owned(),
    };
    match document.tabs {
        HereDocumentTabs::Kept => joined,
        HereDocumentTabs::Stripped => joined
            .split_inclusive('\n')
            .map(|line| line.trim_start_matches('\t'))
            .collect(),
    }
}
