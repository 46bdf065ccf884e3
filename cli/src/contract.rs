//! `shellform contract`: what an image asks of whoever runs it.

use shellform::ledger::ledger;
use shellform::render::{Format, Places, html, markdown, text};
use shellform::report::contract_report;
use shellform::{explain, simulate_and_follow};

use crate::args::ContractArguments;
use crate::environment;
use crate::explain::simulated;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;

pub(crate) fn run(arguments: &ContractArguments) -> Result<Status, Failure> {
    let input = simulated(&arguments.image)?;
    let simulation = simulate_and_follow(&input);
    let ledger = ledger(&simulation, &input.run);
    let document = || explain::contract(&simulation, &ledger);
    let places = || Places::new(&simulation.session.texts);
    match arguments.output.format {
        Format::Text => {
            let style = environment::style(arguments.output.terminal);
            output::write_text(&text::render(&document(), &places(), &style))
        }
        Format::Markdown => output::write_text(&markdown::render(&document(), &places())),
        Format::Html => output::write_text(&html::page(&document(), &places(), &input.name)),
        Format::Json => output::write_json(&contract_report(&simulation, &ledger)),
    }?;
    Ok(match simulation.refusal() {
        Some(_) => Status::Refused,
        None => Status::Done,
    })
}
