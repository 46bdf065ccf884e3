//! `mv` (XCU 4): gives files other names. It asks nobody: there is no terminal.

use super::destination::LastOperand;
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, InodeId};

const SYNTAX: Syntax = Syntax {
    debian: "!b !backup=? f,force !i,interactive n,no-clobber strip-trailing-slashes !S,suffix= \
             t,target-directory= T,no-target-directory u,update v,verbose !Z !context",
    busybox: "f,force !i,interactive n,no-clobber t,target-directory= T,no-target-directory \
              v,verbose",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match move_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn move_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let mut status = 0;
    for pair in call.pairs(&options, LastOperand::Followed).await? {
        let source = match options.has("strip-trailing-slashes") {
            true => pair.source.trim_end_matches('/'),
            false => &pair.source,
        };
        if !move_one(call, &options, source, &pair.target).await {
            status = 1;
        }
    }
    Ok(status)
}

async fn move_one(call: &mut Call<'_>, options: &Options, source: &str, target: &str) -> bool {
    let found = match call.inode(source, Follow::NotLast).await {
        Ok(id) => id,
        Err(errno) => {
            let shown = call.quoted_for_shell(source);
            let what = match call.flavour {
                Flavour::Debian => format!("cannot stat {shown}"),
                Flavour::Busybox => format!("can't rename {shown}"),
            };
            call.complain_of(&what, errno).await;
            return false;
        }
    };
    let there = match call.inode(target, Follow::NotLast).await {
        Ok(there) => Some(there),
        Err(Errno::NoEntry) => None,
        Err(errno) => return call.cannot_stat_target(target, errno).await,
    };
    if let Some(there) = there {
        match may_replace(call, options, (source, found), (target, there)).await {
            Replacing::Allowed => {}
            Replacing::Skipped => return true,
            Replacing::Refused => return false,
        }
    }
    let is_directory = call.process.is_directory(found);
    let renamed = match target.ends_with('/') && there.is_none() && !is_directory {
        // Only a directory can get a name that ends so.
        true => Err(Errno::NotDirectory),
        false => {
            let renamed = call.process.rename(source, target);
            call.known(renamed, target).await
        }
    };
    match renamed {
        Ok(()) if options.has("verbose") => {
            let (source, target) = (call.quoted_for_shell(source), call.quoted_for_shell(target));
            let line = match call.flavour {
                Flavour::Debian => format!("renamed {source} -> {target}\n"),
                Flavour::Busybox => format!("{source} -> {target}\n"),
            };
            call.print(&line).await.is_ok()
        }
        Ok(()) => true,
        Err(errno) => cannot_move(call, source, target, errno).await,
    }
}

async fn cannot_move(call: &mut Call<'_>, source: &str, target: &str, errno: Errno) -> bool {
    let (source, target) = (call.quoted_for_shell(source), call.quoted_for_shell(target));
    match (call.flavour, errno) {
        (Flavour::Debian, Errno::Invalid) => {
            let text = format!("cannot move {source} to a subdirectory of itself, {target}");
            call.complain(&text).await;
        }
        (Flavour::Debian, _) => {
            let what = format!("cannot move {source} to {target}");
            call.complain_of(&what, errno).await;
        }
        (Flavour::Busybox, _) => {
            call.complain_of(&format!("can't rename {source}"), errno)
                .await;
        }
    }
    false
}

/// Whether the file that is there may go.
enum Replacing {
    Allowed,
    Skipped,
    Refused,
}

async fn may_replace(
    call: &mut Call<'_>,
    options: &Options,
    (source, found): (&str, InodeId),
    (target, there): (&str, InodeId),
) -> Replacing {
    if options.has("no-clobber") {
        return Replacing::Skipped;
    }
    let modified = |id| call.process.files.inode(id).modified;
    if options.has("update") && modified(there) >= modified(found) {
        return Replacing::Skipped;
    }
    let shown = (call.quoted_for_shell(source), call.quoted_for_shell(target));
    let kinds = (
        call.process.is_directory(found),
        call.process.is_directory(there),
    );
    let text = match kinds {
        _ if found == there && call.flavour == Flavour::Debian => {
            let is_link = call.process.files.inode(found).links > 1;
            if is_link {
                call.unsupported("one name of a file onto another of it")
                    .await;
            }
            format!("{} and {} are the same file", shown.0, shown.1)
        }
        (true, false) if call.flavour == Flavour::Debian => {
            let (source, target) = shown;
            format!("cannot overwrite non-directory {target} with directory {source}")
        }
        (false, true) if call.flavour == Flavour::Debian => {
            let (_, target) = shown;
            format!("cannot overwrite directory {target} with non-directory")
        }
        (true, false) | (false, true) => {
            call.unsupported("a directory over a file, or the other way")
                .await
        }
        _ => return Replacing::Allowed,
    };
    call.complain(&text).await;
    Replacing::Refused
}
