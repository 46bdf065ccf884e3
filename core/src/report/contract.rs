//! [`ContractReport`]: who supplies what a container's command depends on, as data.

use serde::{Deserialize, Serialize};

use crate::build::SetBy;
use crate::ledger::{By, Entry, Kind, Ledger};
use crate::simulation::{Command, Simulation};
use crate::text::LineIndex;

use super::Place;
use super::shell::stop_report;
use super::stop::StopReport;
use super::traced::{SourceText, sources};

/// The version of the form.
pub const CONTRACT_VERSION: u32 = 1;

/// What an image asks of whoever runs it, and who supplies the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractReport {
    /// The version of this form: 1.
    pub version: u32,
    /// With what Docker refuses the file, if it does.
    pub refusal: Option<String>,
    /// What the command depends on, kind by kind.
    pub entries: Vec<EntryReport>,
    /// What becomes of the container when it is told to end; `null` where none starts.
    pub stop: Option<StopReport>,
    /// Where the pieces of arguments and values come from.
    pub sources: Vec<SourceText>,
}

/// Something that a command depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryReport {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its value; `null` where it has none that is known.
    pub value: Option<String>,
    /// Who supplies it.
    pub by: ByReport,
    /// Whether the operator has to bring it, or to know of it.
    pub for_the_operator: bool,
    /// The characters of the file that ask for it or set it.
    pub at: Option<Place>,
    /// What follows from it, as a phrase; empty when that goes without saying.
    pub note: String,
}

/// Who supplies something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ByReport {
    /// An instruction: its index, from zero.
    Instruction(usize),
    /// The base image.
    BaseImage,
    /// BuildKit, by itself.
    Builder,
    /// The operator, by this option.
    Operator(String),
    /// The engine or the runtime, by itself.
    Engine,
    /// The script itself.
    Script,
    /// The shell, by itself.
    Shell,
    /// Nobody.
    Nobody,
    /// That is not known; why, as a phrase.
    Unknown(String),
}

/// Writes a ledger out as data.
#[must_use]
pub fn contract_report(simulation: &Simulation, ledger: &Ledger) -> ContractReport {
    let texts = &simulation.session.texts;
    let file = simulation.dockerfile.file;
    let index = LineIndex::new(texts.str(file));
    let run = simulation.run(Command::Launch);
    let asked: Vec<&Entry> = ledger.for_the_operator().collect();
    let entry = |it: &Entry| EntryReport {
        kind: it.kind,
        name: it.name.clone(),
        value: it.value.clone(),
        by: by(simulation, &it.by),
        for_the_operator: asked.iter().any(|asked| std::ptr::eq(*asked, it)),
        at: it.at.filter(|at| at.text == file.text).map(|at| Place {
            start: at.start,
            end: at.end,
            from: index.line_column(texts.str(file), at.start),
            to: index.line_column(texts.str(file), at.end),
        }),
        note: it.note.clone(),
    };
    ContractReport {
        version: CONTRACT_VERSION,
        refusal: simulation
            .refusal()
            .map(crate::dockerfile::Refusal::full_message),
        entries: ledger.entries.iter().map(entry).collect(),
        stop: run.and_then(|it| stop_report(simulation, &index, it)),
        sources: sources(texts).collect(),
    }
}

fn by(simulation: &Simulation, by: &By) -> ByReport {
    match by {
        By::Image(SetBy::Nobody) | By::Nobody => ByReport::Nobody,
        By::Image(SetBy::BaseImage) => ByReport::BaseImage,
        By::Image(SetBy::Builder) => ByReport::Builder,
        By::Image(SetBy::Instruction(index) | SetBy::Trigger(index)) => {
            ByReport::Instruction(*index)
        }
        By::Operator(option) => ByReport::Operator(simulation.origin.called(option)),
        By::Engine => ByReport::Engine,
        By::Script => ByReport::Script,
        By::Shell => ByReport::Shell,
        By::Unknown(why) => ByReport::Unknown(why.clone()),
    }
}
