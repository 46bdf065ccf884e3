//! `tee` (XCU 4): what it reads, to standard output and to files.

use super::arguments::Known;
use super::failure::{Failure, unsupported};
use super::lines::Input;
use super::operands::{operands, options};
use super::quoting::file_name;
use super::{Call, Flavour};
use crate::kernel::Disposition;
use crate::kernel::{Missing, Open, Signal};

const KNOWN: Known = Known {
    short: "aip",
    long: &[
        ("append", 'a'),
        ("ignore-interrupts", 'i'),
        ("output-error::", 'p'),
    ],
    status: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = tee(&mut call).await;
    call.conclude(result).await
}

async fn tee(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    let mut how = Open::Write;
    for (letter, _) in options(&arguments) {
        match letter {
            'a' => how = Open::Append,
            'i' => call
                .process
                .set_disposition(Signal::INT, Disposition::Ignored),
            letter => return unsupported(format!("-{letter}")),
        }
    }
    let mut status = 0;
    let mut outputs = vec![(1, "standard output".to_owned())];
    for operand in operands(&arguments) {
        let path = call.str(operand).to_owned();
        if path == "-" && call.flavour == Flavour::Busybox {
            outputs.push((1, "standard output".to_owned()));
            continue;
        }
        match call.process.open(&path, how).await {
            Ok(file) => {
                let number = call.free_descriptor();
                call.process.install(number, file);
                outputs.push((number, file_name(&path)));
            }
            Err(Missing::Error(errno)) => {
                let name = match call.flavour {
                    Flavour::Debian => file_name(&path),
                    Flavour::Busybox => path,
                };
                call.complain(&format!("{name}: {}", errno.message())).await;
                status = 1;
            }
            Err(Missing::NobodyKnows) => {
                return unsupported(format!(
                    "writing {path}, of which nobody knows whether it exists"
                ));
            }
        }
    }
    let mut input = Input::of(0);
    loop {
        let piece = match input.piece(call).await {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(status),
            Err(errno) => {
                call.complain(&format!("read error: {}", errno.message()))
                    .await;
                return Ok(1);
            }
        };
        let mut broken = Vec::new();
        for (number, name) in &outputs {
            if let Err(errno) = call.process.write(*number, piece).await {
                call.complain(&format!("{name}: {}", errno.message())).await;
                broken.push(*number);
                status = 1;
            }
        }
        outputs.retain(|it| !broken.contains(&it.0));
    }
}
