//! [`Streamed`]: a report that is written without ever being there as a whole.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::simulation::Simulation;

use super::make::Maker;

/// A simulation that serialises as its [`Report`](super::Report), one element after the other: the report of a file
/// of ten megabytes takes no more memory than its largest instruction.
#[derive(Debug, Clone, Copy)]
pub struct Streamed<'s>(pub &'s Simulation);

impl Serialize for Streamed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let maker = Maker::new(self.0);
        let frame = maker.frame();
        let mut report = serializer.serialize_struct("Report", 10)?;
        report.serialize_field("version", &frame.version)?;
        report.serialize_field("verdict", &frame.verdict)?;
        report.serialize_field("escape", &frame.escape)?;
        report.serialize_field("directives", &frame.directives)?;
        report.serialize_field("sources", &Each(|| maker.sources()))?;
        report.serialize_field("instructions", &Each(|| maker.instructions()))?;
        report.serialize_field("stages", &Each(|| maker.stages()))?;
        report.serialize_field("config", &frame.config)?;
        report.serialize_field("launch", &frame.launch)?;
        report.serialize_field("diagnostics", &Each(|| maker.diagnostics()))?;
        report.end()
    }
}

/// A list whose elements are made one after the other.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
