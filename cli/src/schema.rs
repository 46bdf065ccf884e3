//! `shellform schema`: the JSON Schemas of what is read and written.

use schemars::generate::SchemaSettings;
use shellform::report::ReadReport;
use shellform::{Input, Report};

use crate::args::SchemaOf;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;

pub(crate) fn run(of: SchemaOf) -> Result<Status, Failure> {
    let settings = SchemaSettings::draft2020_12();
    let schema = match of {
        SchemaOf::Input => settings
            .for_deserialize()
            .into_generator()
            .into_root_schema_for::<Input>(),
        SchemaOf::Report => settings
            .for_serialize()
            .into_generator()
            .into_root_schema_for::<Report>(),
        SchemaOf::Read => settings
            .for_serialize()
            .into_generator()
            .into_root_schema_for::<ReadReport>(),
    };
    output::write_json(&schema)?;
    Ok(Status::Done)
}
