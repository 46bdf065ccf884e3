//! `rmdir` (XCU 4): removes empty directories.

use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::Errno;

const SYNTAX: Syntax = Syntax {
    debian: "p,parents,path ignore-fail-on-non-empty v,verbose",
    busybox: "p,parents ignore-fail-on-non-empty",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if options.operands.is_empty() {
        return call.refuse("missing operand", 1).await;
    }
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        let is_well = remove(&mut call, &options, &path, "failed to remove").await
            && (!options.has("parents") || remove_parents(&mut call, &options, &path).await);
        status |= u8::from(!is_well);
    }
    status
}

/// Removes one directory, and says so when it cannot; whether all is well.
async fn remove(call: &mut Call<'_>, options: &Options, path: &str, words: &str) -> bool {
    let shown = call.quoted_for_shell(path);
    if options.has("verbose") {
        let line = format!("{}: removing directory, {shown}\n", call.name());
        if call.print(&line).await.is_err() {
            return false;
        }
    }
    // The kernel looks at the last name before it looks at the directory.
    let refused = match path.trim_end_matches('/') {
        "" if !path.is_empty() => Some(Errno::Busy),
        name if name == "." || name.ends_with("/.") => Some(Errno::Invalid),
        _ => None,
    };
    let removed = match refused {
        Some(errno) => Err(errno),
        None => {
            let removed = call.process.remove_directory(path);
            call.known(removed, path).await
        }
    };
    match removed {
        Ok(()) => true,
        Err(Errno::NotEmpty) if options.has("ignore-fail-on-non-empty") => true,
        Err(errno) => {
            let what = match call.flavour {
                Flavour::Debian => format!("{words} {shown}"),
                Flavour::Busybox => shown,
            };
            call.complain_of(&what, errno).await;
            false
        }
    }
}

async fn remove_parents(call: &mut Call<'_>, options: &Options, path: &str) -> bool {
    let mut path = path.trim_end_matches('/');
    while let Some(at) = path.rfind('/') {
        path = path[..at].trim_end_matches('/');
        if path.is_empty() {
            break;
        }
        if !remove(call, options, path, "failed to remove directory").await {
            return false;
        }
    }
    true
}
