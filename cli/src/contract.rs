//! `shellform contract`: what an image asks of whoever runs it.

use shellform::ledger::ledger;
use shellform::report::contract_report;
use shellform::{explain, simulate_and_follow};

use crate::args::ContractArguments;
use crate::explain::simulated;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;

pub(crate) fn run(arguments: &ContractArguments) -> Result<Status, Failure> {
    let input = simulated(&arguments.image)?;
    let simulation = simulate_and_follow(&input);
    let ledger = ledger(&simulation, &input.run);
    output::show(
        &arguments.output,
        &simulation.session.texts,
        &input.name,
        || explain::contract(&simulation, &ledger),
        || output::write_json(&contract_report(&simulation, &ledger)),
    )?;
    Ok(match simulation.has_image() {
        true => Status::Done,
        false => Status::Refused,
    })
}
