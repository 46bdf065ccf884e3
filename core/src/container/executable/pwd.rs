//! `/bin/pwd` (XCU 4): the working directory; without links, unless `-L` is given and `PWD` names it.

use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::Follow;

const SYNTAX: Syntax = Syntax {
    debian: "L,logical P,physical",
    busybox: "L P",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if !options.operands.is_empty() && call.flavour == Flavour::Debian {
        call.complain("ignoring non-option arguments").await;
    }
    let given = options.last_of(&["logical", "physical", "L", "P"]);
    let is_logical = match call.flavour {
        Flavour::Debian => {
            let is_posix = call.variable("POSIXLY_CORRECT").is_some();
            given.map_or(is_posix, |it| it == "logical")
        }
        Flavour::Busybox => given != Some("P"),
    };
    let directory = match logical(&call) {
        Some(directory) if is_logical => directory,
        _ => call.process.directory().to_owned(),
    };
    call.finish_own(&(directory + "\n"), 0, 1).await
}

/// What `PWD` says, when it is absolute, without dots, and leads to the working directory.
fn logical(call: &Call<'_>) -> Option<String> {
    let set = call.variable("PWD")?;
    let has_dots = set.split('/').any(|it| it == "." || it == "..");
    let leads = |path: &str| call.process.inode_at(path, Follow::Links).ok();
    let is_here = leads(set).is_some() && leads(set) == leads(".");
    (set.starts_with('/') && !has_dots && is_here).then(|| set.to_owned())
}
