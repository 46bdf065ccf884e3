//! `ln` (XCU 4): second names, and symbolic links.

use super::canonical::{Links, Needs};
use super::destination::{LastOperand, Pair};
use super::known::last_name;
use super::options::{Options, Order, Syntax, read};
use super::realpath::relative;
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, MakeNode};

const SYNTAX: Syntax = Syntax {
    debian: "!b !backup=? !d !F,directory f,force !i,interactive !L,logical n,no-dereference \
             P,physical r,relative s,symbolic !S,suffix= t,target-directory= \
             T,no-target-directory v,verbose",
    busybox: "s f,@force n,@no-dereference !b !S= T,@no-target-directory v,@verbose !t",
    order: Order::Permuted,
    failure: 1,
};

/// Which kind of link is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Symbolic,
    Hard,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match link_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn link_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let pairs = pairs(call, &options).await?;
    let mut status = 0;
    for pair in pairs {
        let pair = match options.has("relative") {
            true => made_relative(call, &pair).await,
            false => pair,
        };
        if !link(call, &options, &pair).await {
            status = 1;
        }
    }
    Ok(status)
}

async fn pairs(call: &mut Call<'_>, options: &Options) -> Result<Vec<Pair>, u8> {
    if let [only] = *options.operands
        && options.value("target-directory").is_none()
        && !options.has("no-target-directory")
    {
        let source = call.text(only);
        let target = last_name(&source).to_owned();
        let target = match call.flavour {
            Flavour::Debian => format!("./{target}"),
            Flavour::Busybox => target,
        };
        return Ok(vec![Pair { source, target }]);
    }
    let last = match options.has("no-dereference") {
        true => LastOperand::NotFollowed,
        false => LastOperand::Followed,
    };
    call.pairs(options, last).await
}

async fn made_relative(call: &mut Call<'_>, pair: &Pair) -> Pair {
    let above = match pair.target.trim_end_matches('/').rsplit_once('/') {
        Some(("", _)) => "/",
        Some((above, _)) => above,
        None => ".",
    };
    let above = call.canonical(above, Needs::All, Links::Resolved).await;
    let source = call
        .canonical(&pair.source, Needs::Nothing, Links::Resolved)
        .await;
    match (above, source) {
        (Ok(above), Ok(source)) => Pair {
            source: relative(&source, &above),
            target: pair.target.clone(),
        },
        _ => pair.clone(),
    }
}

async fn link(call: &mut Call<'_>, options: &Options, pair: &Pair) -> bool {
    let kind = match options.has("symbolic") || options.has("s") {
        true => Kind::Symbolic,
        false => Kind::Hard,
    };
    if kind == Kind::Hard && !may_have_another_name(call, pair).await {
        return false;
    }
    if options.has("force") && !remove_existing(call, pair, kind).await {
        return false;
    }
    let made = match kind {
        Kind::Symbolic if pair.source.is_empty() => {
            Err(crate::kernel::Missing::Error(Errno::NoEntry))
        }
        Kind::Symbolic => {
            let link = MakeNode::Link(&pair.source);
            call.process.make(&pair.target, link, 0o777).map(|_| ())
        }
        Kind::Hard => call.process.link(&pair.source, &pair.target),
    };
    match call.known(made, &pair.target).await {
        Ok(()) if options.has("verbose") => {
            let (source, target) = shown(call, pair);
            let arrow = match (kind, call.flavour) {
                (Kind::Symbolic, _) | (_, Flavour::Busybox) => "->",
                (Kind::Hard, Flavour::Debian) => "=>",
            };
            let line = format!("{target} {arrow} {source}\n");
            call.print(&line).await.is_ok()
        }
        Ok(()) => true,
        Err(errno) => {
            cannot_link(call, pair, kind, errno).await;
            false
        }
    }
}

fn shown(call: &Call<'_>, pair: &Pair) -> (String, String) {
    (
        call.quoted_for_shell(&pair.source),
        call.quoted_for_shell(&pair.target),
    )
}

/// A hard link needs a file that is there and no directory.
async fn may_have_another_name(call: &mut Call<'_>, pair: &Pair) -> bool {
    match call.inode(&pair.source, Follow::NotLast).await {
        Ok(id) if call.process.is_directory(id) && call.flavour == Flavour::Debian => {
            let shown = call.quoted_where_needed(&pair.source);
            let text = format!("{shown}: hard link not allowed for directory");
            call.complain(&text).await;
            false
        }
        Err(errno) if call.flavour == Flavour::Debian => {
            let shown = call.quoted_for_shell(&pair.source);
            call.complain_of(&format!("failed to access {shown}"), errno)
                .await;
            false
        }
        _ => true,
    }
}

async fn remove_existing(call: &mut Call<'_>, pair: &Pair, kind: Kind) -> bool {
    let is_symbolic = kind == Kind::Symbolic;
    let Ok(there) = call.inode(&pair.target, Follow::NotLast).await else {
        return true;
    };
    if call.process.is_directory(there) {
        if call.flavour == Flavour::Busybox {
            call.unsupported(&format!("-f onto the directory {}", pair.target))
                .await;
        }
        let shown = call.quoted_where_needed(&pair.target);
        let text = format!("{shown}: cannot overwrite directory");
        call.complain(&text).await;
        return false;
    }
    let source = call.inode(&pair.source, Follow::NotLast).await.ok();
    if source == Some(there) && (!is_symbolic || call.flavour == Flavour::Debian) {
        if call.flavour == Flavour::Busybox || pair.source != pair.target {
            call.unsupported("one name of a file onto another of it")
                .await;
        }
        let (source, target) = shown(call, pair);
        let text = format!("{source} and {target} are the same file");
        call.complain(&text).await;
        return false;
    }
    let removed = call.process.unlink(&pair.target);
    if let Err(errno) = call.known(removed, &pair.target).await {
        let shown = call.quoted_for_shell(&pair.target);
        call.complain_of(&format!("cannot remove {shown}"), errno)
            .await;
        return false;
    }
    true
}

async fn cannot_link(call: &mut Call<'_>, pair: &Pair, kind: Kind, errno: Errno) {
    let (source, target) = shown(call, pair);
    let what = match (call.flavour, kind) {
        (Flavour::Busybox, Kind::Hard)
            if call.inode(&pair.source, Follow::Links).await.is_err() =>
        {
            pair.source.clone()
        }
        (Flavour::Busybox, _) => pair.target.clone(),
        (Flavour::Debian, Kind::Symbolic)
            if errno != Errno::NameTooLong && !pair.source.is_empty() =>
        {
            format!("failed to create symbolic link {target}")
        }
        (Flavour::Debian, Kind::Symbolic) => {
            format!("failed to create symbolic link {target} -> {source}")
        }
        (Flavour::Debian, Kind::Hard) if errno == Errno::Exists => {
            format!("failed to create hard link {target}")
        }
        (Flavour::Debian, Kind::Hard) => format!("failed to create hard link {target} => {source}"),
    };
    call.complain_of(&what, errno).await;
}
