//! `dirname` (XCU 4): a path without its last name. busybox has no options and one operand.

use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "z,zero",
    busybox: "",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    let is_one = options.operands.len() == 1;
    if options.operands.is_empty() || call.flavour == Flavour::Busybox && !is_one {
        return call.refuse("missing operand", 1).await;
    }
    let end = match options.has("zero") {
        true => "\0",
        false => "\n",
    };
    let end = call.own_text(end);
    let mut output = Vec::new();
    for path in options.operands {
        let text = call.text(path);
        if call.flavour == Flavour::Busybox && text.starts_with("//") {
            let what = format!("of {text}, for which C libraries have two answers");
            call.unsupported(&what).await;
        }
        let directory = directory(&mut call, path);
        output.extend([directory, end]);
    }
    call.finish(&output, 0, 1).await
}

fn directory(call: &mut Call<'_>, path: Span) -> Span {
    let text = call.str(path);
    let trimmed = text.trim_end_matches('/');
    let kept = match trimmed.rfind('/') {
        Some(at) => trimmed[..at].trim_end_matches('/').len(),
        None if trimmed.is_empty() && !text.is_empty() => 0,
        None => return call.own_text("."),
    };
    path.slice(0..kept.max(1))
}
