//! `cat` (XCU 4): files one behind the other.

use super::{Call, Flavour};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let mut paths = Vec::new();
    for operand in call.operands() {
        match &*operand {
            "-u" | "--" => {}
            "-" => paths.push(operand),
            option if option.starts_with('-') => {
                let what = option.to_owned();
                call.unsupported(&what).await;
            }
            _ => paths.push(operand),
        }
    }
    if paths.is_empty() {
        paths.push("-".to_owned());
    }
    let mut status = 0;
    for path in paths {
        match call.content(&path).await {
            Ok(content) => {
                if call.pass_on(content).await.is_err() {
                    return 1;
                }
            }
            Err(errno) => {
                let text = match call.flavour {
                    Flavour::Debian => format!("{path}: {}", errno.message()),
                    Flavour::Busybox => format!("can't open '{path}': {}", errno.message()),
                };
                call.complain(&text).await;
                status = 1;
            }
        }
    }
    status
}
