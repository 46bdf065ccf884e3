//! `printenv`: the environment, or the values of some variables.

use super::Call;
use super::options::{Order, Syntax, read};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "0,null",
    busybox: "",
    order: Order::First,
    failure: 2,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    let end = match options.has("null") {
        true => "\0",
        false => "\n",
    };
    if options.operands.is_empty() {
        let output = environment(&mut call, end);
        return call.finish(&output, 0, 2).await;
    }
    let end = call.own_text(end);
    let mut output = Vec::new();
    let mut status = 0;
    for name in options.operands {
        let name = call.text(name);
        match call.environment.iter().find(|it| it.0 == name) {
            Some((_, value)) => output.extend([*value, end]),
            None => status = 1,
        }
    }
    call.finish(&output, status, 2).await
}

/// Each variable as `NAME=value`.
pub(super) fn environment(call: &mut Call<'_>, end: &str) -> Vec<Span> {
    let mut output = Vec::new();
    let end = call.own_text(end);
    for (name, value) in call.environment.clone() {
        let name = call.own_text(&format!("{name}="));
        output.extend([name, value, end]);
    }
    output
}
