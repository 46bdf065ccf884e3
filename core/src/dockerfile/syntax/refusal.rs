//! The refusal of a file: BuildKit's message, the step that gives it, and the place.

use serde::{Deserialize, Serialize};

use crate::text::Span;

use super::LineRange;

/// With what BuildKit refuses a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// BuildKit's message, without the line in front.
    pub message: String,
    /// At which step.
    pub step: RefusalStep,
    /// The lines BuildKit names.
    pub lines: LineRange,
    /// The characters at fault.
    pub span: Span,
}

/// The step at which BuildKit refuses a file. Earlier steps see the whole file before later ones begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RefusalStep {
    /// Reading lines into instructions (BuildKit, `parser/parser.go`).
    Read,
    /// Reading one instruction (BuildKit, `instructions/parse.go`).
    Instruction,
    /// Building the stages (BuildKit, `dockerfile2llb/convert.go`).
    Build,
}

impl Refusal {
    /// The message as Docker prints it.
    #[must_use]
    pub fn full_message(&self) -> String {
        match self.step {
            RefusalStep::Instruction if self.message != NO_STAGE => {
                format!(
                    "dockerfile parse error on line {}: {}",
                    self.lines.first, self.message
                )
            }
            RefusalStep::Instruction | RefusalStep::Read | RefusalStep::Build => {
                self.message.clone()
            }
        }
    }
}

/// BuildKit's message about an instruction before the first `FROM`; the one of its step without a line.
pub(in crate::dockerfile) const NO_STAGE: &str = "no build stage in current context";
