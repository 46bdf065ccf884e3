//! `yes`: a line again and again, until nobody reads.

use super::{Call, Flavour};
use crate::text::Span;

/// How much is written at a time.
const BLOCK: usize = 8192;

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let mut words: Vec<Span> = call.arguments.iter().skip(1).copied().collect();
    if call.flavour == Flavour::Debian {
        let is_end = |it: &Span| call.str(*it) == "--";
        let end = words.iter().position(is_end).unwrap_or(words.len());
        let options: Vec<&str> = words[..end].iter().map(|it| call.str(*it)).collect();
        if let Some(option) = options
            .iter()
            .find(|it| it.len() > 1 && it.starts_with('-'))
        {
            let what = (*option).to_owned();
            call.unsupported(&what).await;
        }
        if end < words.len() {
            words.remove(end);
        }
    }
    if words.is_empty() {
        words.push(call.own_text("y"));
    }
    let (blank, newline) = (call.own_text(" "), call.own_text("\n"));
    let mut line = Vec::new();
    for word in words {
        line.extend([word, blank]);
    }
    line.pop();
    line.push(newline);
    let line = call.process.join(&line);
    let lines = vec![line; (BLOCK / line.len()).max(1)];
    let block = call.process.join(&lines);
    loop {
        call.step().await;
        if let Err(errno) = call.process.write(1, block).await {
            let text = match call.flavour {
                Flavour::Debian => format!("standard output: {}", errno.message()),
                Flavour::Busybox => errno.message().to_owned(),
            };
            call.complain(&text).await;
            return 1;
        }
    }
}
