//! `tac`: the lines of each file, the last one first.

use super::arguments::Known;
use super::failure::{Failure, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::{file_name, quoted};
use super::{Call, Flavour};
use crate::kernel::Errno;

const KNOWN: Known = Known {
    short: "brs:",
    long: &[("before", 'b'), ("regex", 'r'), ("separator:", 's')],
    status: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = tac(&mut call).await;
    call.conclude(result).await
}

/// A directory cannot be read backwards.
fn cannot_read(call: &Call<'_>, path: &str, errno: Errno) -> String {
    match (call.flavour, errno) {
        (Flavour::Debian, Errno::IsDirectory) => {
            format!("{}: read error: Invalid argument", file_name(path))
        }
        (Flavour::Debian, _) => format!("{}: read error: {}", file_name(path), errno.message()),
        (Flavour::Busybox, _) => format!("{path}: {}", errno.message()),
    }
}

async fn tac(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    if let Some((letter, _)) = options(&arguments).next() {
        return unsupported(format!("-{letter}"));
    }
    let mut output = Output::default();
    let mut status = 0;
    for path in call.paths(&arguments) {
        let mut lines = Vec::new();
        let read = match Input::open(call, &path).await {
            Ok(mut input) => {
                let read = loop {
                    match input.line(call).await {
                        Ok(Some(line)) => lines.push(line),
                        Ok(None) => break Ok(()),
                        Err(errno) => break Err(cannot_read(call, &path, errno)),
                    }
                };
                input.close(call);
                read
            }
            Err(errno) => Err(match call.flavour {
                Flavour::Debian => {
                    let name = quoted(&path);
                    format!("failed to open {name} for reading: {}", errno.message())
                }
                Flavour::Busybox => format!("{path}: {}", errno.message()),
            }),
        };
        if let Err(text) = read {
            output.flush(call).await?;
            call.complain(&text).await;
            status = 1;
        }
        for line in lines.into_iter().rev() {
            output.push(line.text);
            line.newline.into_iter().for_each(|it| output.push(it));
            output.keep_up(call).await?;
        }
    }
    output.flush(call).await?;
    Ok(status)
}
