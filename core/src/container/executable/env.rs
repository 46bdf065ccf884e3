//! `env` (XCU 4): shows the environment, or starts a program in another.

use super::env_split;
use super::options::{Options, Order, Syntax, read};
use super::printenv::environment;
use super::{Call, Flavour};
use crate::kernel::End;
use crate::kernel::Errno;
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "i,ignore-environment 0,null u,unset= C,chdir= !block-signal=? \
             !default-signal=? !ignore-signal=? !list-signal-handling !v,debug",
    busybox: "i,ignore-environment 0,null u,unset=",
    order: Order::First,
    failure: 125,
};

pub(super) async fn run(mut call: Call<'_>) -> End {
    match start(&mut call).await {
        Ok(end) => end,
        Err(status) => End::Exited(status),
    }
}

async fn start(call: &mut Call<'_>) -> Result<End, u8> {
    if call.flavour == Flavour::Debian {
        match env_split::expand(call) {
            Ok(arguments) => call.arguments = arguments,
            Err(message) => {
                call.complain(&message).await;
                return Err(125);
            }
        }
    }
    let options = read(call, &SYNTAX).await?;
    let mut words = &*options.operands;
    let mut is_empty = options.has("ignore-environment");
    if let [first, rest @ ..] = words
        && call.str(*first) == "-"
    {
        (is_empty, words) = (true, rest);
    }
    let mut variables = match is_empty {
        true => Vec::new(),
        false => call.environment.clone(),
    };
    unset(call, &options, &mut variables).await?;
    while let [first, rest @ ..] = words
        && let Some(at) = call.str(*first).find('=')
    {
        assign(call, &mut variables, *first, at);
        words = rest;
    }
    if words.is_empty() {
        if options.has("chdir") {
            let message = "must specify command with --chdir (-C)";
            return Err(call.refuse(message, 125).await);
        }
        call.environment = variables;
        let end = match options.has("null") {
            true => "\0",
            false => "\n",
        };
        let output = environment(call, end);
        return Ok(End::Exited(call.finish(&output, 0, 125).await));
    }
    if options.has("null") {
        let message = "cannot specify --null (-0) with command";
        return Err(call.refuse(message, 125).await);
    }
    if let Some(directory) = options.value("chdir") {
        change_directory(call, directory).await?;
    }
    Ok(call.become_program(words, variables).await)
}

async fn unset(
    call: &mut Call<'_>,
    options: &Options,
    variables: &mut Vec<(String, Span)>,
) -> Result<(), u8> {
    let given = options.given().iter().filter(|it| it.0 == "unset");
    let names: Vec<Span> = given.filter_map(|it| it.1).collect();
    for name in names {
        let name = call.text(name);
        let is_name = !name.is_empty() && !name.contains('=');
        if !is_name && call.flavour == Flavour::Debian {
            let what = format!("cannot unset {}", call.quoted_for_shell(&name));
            call.complain_of(&what, Errno::Invalid).await;
            return Err(125);
        }
        variables.retain(|it| it.0 != name);
    }
    Ok(())
}

fn assign(call: &Call<'_>, variables: &mut Vec<(String, Span)>, word: Span, at: usize) {
    let name = call.str(word)[..at].to_owned();
    let value = word.slice_from(at + 1);
    match variables.iter_mut().find(|it| it.0 == name) {
        Some(variable) => variable.1 = value,
        None => variables.push((name, value)),
    }
}

async fn change_directory(call: &mut Call<'_>, directory: Span) -> Result<(), u8> {
    let path = call.text(directory);
    let changed = call.process.change_directory(&path);
    match call.known(changed, &path).await {
        Ok(()) => Ok(()),
        Err(errno) => {
            let shown = call.quoted_for_shell(&path);
            let what = format!("cannot change directory to {shown}");
            call.complain_of(&what, errno).await;
            Err(125)
        }
    }
}
