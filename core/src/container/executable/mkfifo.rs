//! `mkfifo` (XCU 4): makes named pipes.

use super::mode::Kind;
use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::MakeNode;

const SYNTAX: Syntax = Syntax {
    debian: "m,mode= !Z !context=?",
    busybox: "m,@mode=",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match make_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn make_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    if options.operands.is_empty() {
        return Err(call.refuse("missing operand", 1).await);
    }
    let mode = call.mode_option(&options, 0o666, Kind::Other).await?;
    if mode.is_some_and(|it| it & !0o777 != 0) && call.flavour == Flavour::Debian {
        call.complain("mode must specify only file permission bits")
            .await;
        return Err(1);
    }
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        let made = call.process.make(&path, MakeNode::Fifo, 0o666);
        match call.known(made, &path).await {
            Ok(id) => {
                if let Some(mode) = mode {
                    // It was made by this process.
                    let _ = call.process.set_mode(id, mode);
                }
            }
            Err(errno) => {
                status = 1;
                let shown = match call.flavour {
                    Flavour::Debian => {
                        format!("cannot create fifo {}", call.quoted_for_shell(&path))
                    }
                    Flavour::Busybox => path,
                };
                call.complain_of(&shown, errno).await;
            }
        }
    }
    Ok(status)
}
