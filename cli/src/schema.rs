//! `shellform schema`: the JSON Schemas of what is read and written.

use schemars::generate::SchemaSettings;
use shellform::report::{ContractReport, LineReport, ReadReport};
use shellform::{Input, Report, ShellInput, ShellReport};

use crate::args::SchemaOf;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;

pub(crate) fn run(of: SchemaOf) -> Result<Status, Failure> {
    let settings = SchemaSettings::draft2020_12();
    let read = || settings.clone().for_deserialize().into_generator();
    let written = || settings.clone().for_serialize().into_generator();
    let schema = match of {
        SchemaOf::Input => read().into_root_schema_for::<Input>(),
        SchemaOf::Report => written().into_root_schema_for::<Report>(),
        SchemaOf::Read => written().into_root_schema_for::<ReadReport>(),
        SchemaOf::ContractReport => written().into_root_schema_for::<ContractReport>(),
        SchemaOf::LineReport => written().into_root_schema_for::<LineReport>(),
        SchemaOf::ShellInput => read().into_root_schema_for::<ShellInput>(),
        SchemaOf::ShellReport => written().into_root_schema_for::<ShellReport>(),
    };
    output::write_json(&schema)?;
    Ok(Status::Done)
}
