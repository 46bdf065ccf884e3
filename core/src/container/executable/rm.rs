//! `rm` (XCU 4): removes files, with `-r` all that lies in them. It asks nobody: there is no terminal.

use super::known::last_name;
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, InodeId, Missing};

const SYNTAX: Syntax = Syntax {
    debian: "f,force !i !I !interactive=? r,recursive R d,dir v,verbose one-file-system \
             no-preserve-root preserve-root=?",
    busybox: "f,@force !i r,@recursive R",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if options.operands.is_empty() {
        return match options.has("force") {
            true => 0,
            false => call.refuse("missing operand", 1).await,
        };
    }
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        if !remove_operand(&mut call, &options, &path).await {
            status = 1;
        }
    }
    status
}

fn is_recursive(options: &Options) -> bool {
    options.has("recursive") || options.has("R")
}

async fn remove_operand(call: &mut Call<'_>, options: &Options, path: &str) -> bool {
    let recursive = is_recursive(options);
    let is_dots = matches!(last_name(path), "." | "..");
    if is_dots && (recursive || call.flavour == Flavour::Busybox) {
        let shown = call.quoted_for_shell(path);
        let text = match call.flavour {
            Flavour::Debian => {
                format!("refusing to remove '.' or '..' directory: skipping {shown}")
            }
            Flavour::Busybox => "can't remove '.' or '..'".to_owned(),
        };
        call.complain(&text).await;
        return false;
    }
    let path = match call.flavour {
        Flavour::Busybox if recursive && path.len() > 1 => path.trim_end_matches('/'),
        _ => path,
    };
    let found = match call.process.inode_at(path, Follow::NotLast) {
        // With -f nothing comes of it, whether it is there or not.
        Err(Missing::NobodyKnows) if options.has("force") => return true,
        found => call.known(found, path).await,
    };
    let id = match found {
        Ok(id) => id,
        Err(Errno::NoEntry) if options.has("force") => return true,
        Err(errno) if call.flavour == Flavour::Busybox && errno != Errno::NoEntry => {
            call.complain_of(&format!("can't stat '{path}'"), errno)
                .await;
            return false;
        }
        Err(Errno::NotDirectory) if options.has("force") => return true,
        Err(errno) => return cannot_remove(call, path, errno).await,
    };
    match call.process.is_directory(id) {
        true => remove_directory(call, options, path, id).await,
        false => remove_file(call, options, path).await,
    }
}

async fn cannot_remove(call: &mut Call<'_>, path: &str, errno: Errno) -> bool {
    let shown = call.quoted_for_shell(path);
    let what = match call.flavour {
        Flavour::Debian => format!("cannot remove {shown}"),
        Flavour::Busybox => format!("can't remove {shown}"),
    };
    call.complain_of(&what, errno).await;
    false
}

async fn remove_file(call: &mut Call<'_>, options: &Options, path: &str) -> bool {
    let removed = call.process.unlink(path);
    match call.known(removed, path).await {
        Ok(()) => say_removed(call, options, "removed", path).await,
        Err(errno) => cannot_remove(call, path, errno).await,
    }
}

async fn say_removed(call: &mut Call<'_>, options: &Options, words: &str, path: &str) -> bool {
    if !options.has("verbose") {
        return true;
    }
    let line = format!("{words} {}\n", call.quoted_for_shell(path));
    call.print(&line).await.is_ok()
}

async fn remove_directory(call: &mut Call<'_>, options: &Options, path: &str, id: InodeId) -> bool {
    if !is_recursive(options) {
        if options.has("dir") {
            return remove_empty(call, options, path).await;
        }
        if call.flavour == Flavour::Busybox {
            call.complain(&format!("'{path}' is a directory")).await;
            return false;
        }
        return cannot_remove(call, path, Errno::IsDirectory).await;
    }
    if id == crate::kernel::FileSystem::ROOT {
        return refuse_root(call, options).await;
    }
    let tree = call.known_tree(path, id);
    if options.has("verbose") {
        call.need_order(&tree).await;
    }
    let mut is_well = true;
    for (path, id) in tree.files.iter().rev() {
        is_well &= match call.process.is_directory(*id) {
            true => remove_empty(call, options, path).await,
            false => remove_file(call, options, path).await,
        };
    }
    is_well
}

async fn refuse_root(call: &mut Call<'_>, options: &Options) -> bool {
    if options.has("no-preserve-root") || call.flavour == Flavour::Busybox {
        call.unsupported("with all files there are").await;
    }
    call.complain("it is dangerous to operate recursively on '/'")
        .await;
    call.complain("use --no-preserve-root to override this failsafe")
        .await;
    false
}

async fn remove_empty(call: &mut Call<'_>, options: &Options, path: &str) -> bool {
    let removed = call.process.remove_directory(path);
    match call.known(removed, path).await {
        Ok(()) => say_removed(call, options, "removed directory", path).await,
        Err(Errno::NoEntry | Errno::NotDirectory) if options.has("force") => true,
        Err(errno) => cannot_remove(call, path, errno).await,
    }
}
