//! `basename` (XCU 4): the last name of a path. busybox has no `-z`.

use super::known::last_name;
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "a,multiple s,suffix= z,zero",
    busybox: "a,@multiple s,@suffix=",
    order: Order::First,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match names(&mut call).await {
        Ok(output) => call.finish(&output, 0, 1).await,
        Err(status) => status,
    }
}

async fn names(call: &mut Call<'_>) -> Result<Vec<Span>, u8> {
    let options = read(call, &SYNTAX).await?;
    let (paths, suffix) = paths_and_suffix(call, &options).await?;
    let end = match options.has("zero") {
        true => "\0",
        false => "\n",
    };
    let end = call.own_text(end);
    let mut output = Vec::new();
    for path in paths {
        output.extend([last(call, path, &suffix), end]);
    }
    Ok(output)
}

async fn paths_and_suffix(
    call: &mut Call<'_>,
    options: &Options,
) -> Result<(Vec<Span>, String), u8> {
    let operands = &options.operands;
    if operands.is_empty() {
        return Err(call.refuse("missing operand", 1).await);
    }
    if options.has("multiple") || options.has("suffix") {
        let suffix = options.value("suffix").map(|it| call.text(it));
        return Ok((operands.clone(), suffix.unwrap_or_default()));
    }
    if operands.len() > 2 && call.flavour == Flavour::Busybox {
        call.refuse("too many arguments", 1).await;
    }
    call.refuse_extra(operands, 2, 1).await?;
    let suffix = operands.get(1).map(|it| call.text(*it));
    Ok((vec![operands[0]], suffix.unwrap_or_default()))
}

/// The last name in `path`, without the suffix unless that is all of it.
fn last(call: &Call<'_>, path: Span, suffix: &str) -> Span {
    let text = call.str(path);
    let name = last_name(text);
    let kept = match name.strip_suffix(suffix) {
        Some(kept) if !kept.is_empty() => kept.len(),
        _ => name.len(),
    };
    let end = match name {
        "/" => 1,
        _ => text.trim_end_matches('/').len(),
    };
    path.slice(end - name.len()..end - name.len() + kept)
}
