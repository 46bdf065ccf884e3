//! The blocks `build` and `run`: what a case gives to `docker build` and `docker run`.

use shellform::Input;
use shellform::commandline::{Init, Terminal};

use super::{Block, Case};
use crate::facts::probe_images;

/// The input of a case. The images it may build on are the ones its expectations were recorded with.
pub(super) fn input(case: &Case) -> Result<Input, String> {
    let mut input = Input {
        kind: case.kind,
        text: case.text.clone(),
        image_configs: probe_images(),
        ..Input::default()
    };
    for block in &case.options {
        match block.name.as_str() {
            "build" => build(&mut input, block)?,
            _ => run(&mut input, block)?,
        }
    }
    Ok(input)
}

fn words(block: &Block) -> Result<Vec<String>, String> {
    shell_words::split(&block.text).map_err(|it| format!("{}: {it}", block.name))
}

fn build(input: &mut Input, block: &Block) -> Result<(), String> {
    let mut words = words(block)?.into_iter();
    while let Some(option) = words.next() {
        let value = words
            .next()
            .ok_or_else(|| format!("{option} has no value"))?;
        match option.as_str() {
            "--target" => input.target = Some(value),
            "--platform" => input.platform = value,
            "--build-arg" => {
                let (name, value) = value.split_once('=').ok_or("--build-arg has no `=`")?;
                input.build_args.insert(name.to_owned(), value.to_owned());
            }
            _ => {
                return Err(format!(
                    "`{option}` is no option of a build that cases have"
                ));
            }
        }
    }
    Ok(())
}

fn run(input: &mut Input, block: &Block) -> Result<(), String> {
    let mut words = words(block)?.into_iter();
    while let Some(option) = words.next() {
        match option.as_str() {
            "image" => {
                input.run.arguments = words.collect();
                return Ok(());
            }
            "--entrypoint" => input.run.entrypoint = words.next(),
            "-e" => input.run.environment.extend(words.next()),
            "-w" => input.run.working_dir = words.next(),
            "-u" => input.run.user = words.next(),
            "-h" => input.run.hostname = words.next(),
            "-t" => input.run.terminal = Terminal::Allocated,
            "--init" => input.run.init = Init::DockerInit,
            _ => return Err(format!("`{option}` is no option of a run that cases have")),
        }
    }
    Err("the word `image` is missing behind the options".to_owned())
}
