//! `readlink`: what a symbolic link holds, or with `-f`, `-e`, `-m` where a path leads in the end.

use super::canonical::{Links, Needs};
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::Errno;

const SYNTAX: Syntax = Syntax {
    debian: "f,canonicalize e,canonicalize-existing m,canonicalize-missing n,no-newline \
             q,quiet s,silent v,verbose z,zero",
    busybox: "f n v",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match follow(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn follow(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    if options.operands.is_empty() {
        return Err(call.refuse("missing operand", 1).await);
    }
    let many = options.operands.len() > 1;
    if many && call.flavour == Flavour::Busybox {
        return Err(call.refuse("extra operand", 1).await);
    }
    let mut no_newline = options.has("no-newline") || options.has("n");
    if no_newline && many {
        call.complain("ignoring --no-newline with multiple arguments")
            .await;
        no_newline = false;
    }
    let end = match (no_newline, options.has("zero")) {
        (true, _) => "",
        (false, true) => "\0",
        (false, false) => "\n",
    };
    let is_loud = matches!(
        options.last_of(&["quiet", "silent", "verbose", "v"]),
        Some("verbose" | "v")
    ) || call.variable("POSIXLY_CORRECT").is_some();
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        match target(call, &options, &path).await {
            Ok(target) => status |= call.finish_own(&(target + end), 0, 1).await,
            Err(errno) => {
                status = 1;
                if is_loud && (call.flavour, errno) == (Flavour::Busybox, Errno::Invalid) {
                    let text = format!("{path}: cannot read link: not a symlink");
                    call.complain(&text).await;
                } else if is_loud {
                    let shown = call.quoted_where_needed(&path);
                    call.complain_of(&shown, errno).await;
                }
            }
        }
    }
    Ok(status)
}

async fn target(call: &mut Call<'_>, options: &Options, path: &str) -> Result<String, Errno> {
    let kinds = [
        "canonicalize",
        "canonicalize-existing",
        "canonicalize-missing",
        "f",
    ];
    let needs = match options.last_of(&kinds) {
        Some("canonicalize-existing") => Needs::All,
        Some("canonicalize-missing") => Needs::Nothing,
        Some(_) => Needs::AllButLast,
        None => {
            let answer = call.process.read_link(path);
            return call.known(answer, path).await;
        }
    };
    call.canonical(path, needs, Links::Resolved).await
}
