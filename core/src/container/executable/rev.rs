//! `rev`: each line backwards.

use super::arguments::Known;
use super::failure::{Failure, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::{Call, Flavour};

const KNOWN: Known = Known {
    short: "",
    long: &[],
    status: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = rev(&mut call).await;
    call.conclude(result).await
}

async fn rev(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    if let Some((letter, _)) = options(&arguments).next() {
        return unsupported(format!("-{letter}"));
    }
    let mut output = Output::default();
    let mut status = 0;
    for path in call.paths(&arguments) {
        let mut input = match Input::open(call, &path).await {
            Ok(input) => input,
            Err(errno) => {
                output.flush(call).await?;
                let text = match call.flavour {
                    Flavour::Debian => format!("cannot open {path}: {}", errno.message()),
                    Flavour::Busybox => format!("{path}: {}", errno.message()),
                };
                call.complain(&text).await;
                status = 1;
                continue;
            }
        };
        loop {
            let line = match input.line(call).await {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(_) => return unsupported(format!("reading {path}, which cannot be read")),
            };
            let text = call.str(line.text);
            if !text.is_ascii() && call.unit() == crate::regular_expression::Unit::Byte {
                return unsupported("with characters beyond ASCII in the locale C");
            }
            let places: Vec<(usize, usize)> = text
                .char_indices()
                .map(|it| (it.0, it.1.len_utf8()))
                .collect();
            for (at, length) in places.into_iter().rev() {
                output.push(line.text.slice(at..at + length));
            }
            line.newline.into_iter().for_each(|it| output.push(it));
            output.keep_up(call).await?;
        }
        input.close(call);
    }
    output.flush(call).await?;
    Ok(status)
}
