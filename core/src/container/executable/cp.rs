//! `cp` (XCU 4): copies files.

use super::copy::{Existing, Links, Makes, Manner};
use super::destination::{LastOperand, Pair};
use super::known::inside;
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::Follow;

const SYNTAX: Syntax = Syntax {
    debian: "a,archive !attributes-only !b !backup=? copy-contents d f,force !i,interactive H \
             l,link L,dereference n,no-clobber P,no-dereference p preserve=? no-preserve= parents \
             R,r,recursive reflink=? remove-destination sparse= strip-trailing-slashes \
             s,symbolic-link !S,suffix= t,target-directory= T,no-target-directory u,update \
             v,verbose x,one-file-system !Z !context=?",
    busybox: "a,archive d f,force !i,interactive H l,link L,dereference n,no-clobber \
              P,no-dereference p R,r,recursive !reflink=? s,symbolic-link t,target-directory= \
              T,no-target-directory u,update parents remove-destination",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match copy_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn copy_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let manner = manner(call, &options).await?;
    let mut pairs = call.pairs(&options, LastOperand::Followed).await?;
    if options.has("parents") {
        pairs = with_parents(call, &options, pairs).await?;
    }
    let mut targets: Vec<String> = Vec::new();
    let mut is_well = true;
    for pair in pairs {
        let source = match options.has("strip-trailing-slashes") {
            true => pair.source.trim_end_matches('/'),
            false => &pair.source,
        };
        if targets.contains(&pair.target) {
            let what = format!("writing {} twice", pair.target);
            call.unsupported(&what).await;
        }
        is_well &= call.copy(manner, source, &pair.target).await;
        targets.push(pair.target);
    }
    Ok(u8::from(!is_well))
}

async fn manner(call: &mut Call<'_>, options: &Options) -> Result<Manner, u8> {
    let is_archive = options.has("archive");
    let is_recursive = is_archive || options.has("recursive");
    let links = match options.last_of(&["archive", "d", "H", "dereference", "no-dereference"]) {
        Some("archive" | "d" | "no-dereference") => Links::None,
        Some("H") => Links::Operands,
        Some(_) => Links::All,
        None if is_recursive || options.has("link") => Links::None,
        None => Links::All,
    };
    let makes = match options.last_of(&["link", "symbolic-link"]) {
        Some("link") => Makes::HardLinks,
        Some(_) => Makes::SymbolicLinks,
        None => Makes::Copies,
    };
    let existing = match () {
        () if options.has("no-clobber") => Existing::Kept,
        () if options.has("update") => Existing::Updated,
        () if options.has("remove-destination") => Existing::Removed,
        () if options.has("force") => Existing::Forced,
        () => Existing::Overwritten,
    };
    let mut manner = Manner {
        links,
        makes,
        existing,
        is_recursive,
        keeps_mode: is_archive,
        keeps_owner: is_archive,
        keeps_times: is_archive,
        is_verbose: options.has("verbose"),
        is_install: false,
    };
    for (name, value) in options.given().to_vec() {
        let list = value.map(|it| call.text(it));
        let keeps = match name {
            "p" | "preserve" => Attributes::Kept,
            "no-preserve" => Attributes::Dropped,
            _ => continue,
        };
        let list = list.unwrap_or_else(|| "mode,ownership,timestamps".to_owned());
        preserve(call, &mut manner, &list, keeps).await?;
    }
    Ok(manner)
}

/// Whether attributes are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attributes {
    Kept,
    Dropped,
}

async fn preserve(
    call: &mut Call<'_>,
    manner: &mut Manner,
    list: &str,
    attributes: Attributes,
) -> Result<(), u8> {
    let keeps = attributes == Attributes::Kept;
    for attribute in list.split(',') {
        match attribute {
            "mode" => manner.keeps_mode = keeps,
            "ownership" => manner.keeps_owner = keeps,
            "timestamps" => manner.keeps_times = keeps,
            "all" => {
                manner.keeps_mode = keeps;
                manner.keeps_owner = keeps;
                manner.keeps_times = keeps;
            }
            "links" if keeps => manner.links = Links::None,
            "links" | "context" | "xattr" => {}
            _ => {
                let what = format!("preserving {attribute}");
                call.unsupported(&what).await;
            }
        }
    }
    Ok(())
}

/// With `--parents` the whole path of a source is made below the directory.
async fn with_parents(
    call: &mut Call<'_>,
    options: &Options,
    pairs: Vec<Pair>,
) -> Result<Vec<Pair>, u8> {
    let operands: Vec<String> = options.operands.iter().map(|it| call.text(*it)).collect();
    let directory = match options.value("target-directory") {
        Some(directory) => call.text(directory),
        None => operands.last().cloned().unwrap_or_default(),
    };
    let is_directory = call.inode(&directory, Follow::Links).await;
    if !is_directory.is_ok_and(|it| call.process.is_directory(it)) {
        if call.flavour == Flavour::Busybox {
            call.unsupported("--parents without a directory").await;
        }
        let text = "with --parents, the destination must be a directory";
        return Err(call.refuse(text, 1).await);
    }
    let mut moved = Vec::new();
    for pair in pairs {
        let parents = pair.source.trim_matches('/').rsplit_once('/');
        if let Some((parents, _)) = parents {
            let is_plain = parents.split('/').all(|it| !matches!(it, "" | "." | ".."));
            if !is_plain || options.has("verbose") {
                call.unsupported(&format!("--parents of {}", pair.source))
                    .await;
            }
            let path = inside(&directory, parents);
            make_parents(call, &pair.source, &directory, &path).await;
        }
        moved.push(Pair {
            target: inside(&directory, pair.source.trim_matches('/')),
            source: pair.source,
        });
    }
    Ok(moved)
}

/// Makes the directories of `path` below `directory`, with the modes of those the source lies in.
async fn make_parents(call: &mut Call<'_>, source: &str, directory: &str, path: &str) {
    let root = if source.starts_with('/') { "/" } else { "" };
    let mut made = directory.to_owned();
    let mut original = root.to_owned();
    for name in path[directory.len()..]
        .split('/')
        .filter(|it| !it.is_empty())
    {
        made = inside(&made, name);
        original = match original.is_empty() {
            true => name.to_owned(),
            false => inside(&original, name),
        };
        let make = crate::kernel::MakeNode::Directory;
        let Ok(id) = call.process.make(&made, make, 0o777) else {
            continue;
        };
        if let Ok(from) = call.inode(&original, Follow::Links).await {
            let mode = call.process.files.inode(from).mode & 0o777 & !call.process.mask();
            // It was made by this process.
            let _ = call.process.set_mode(id, mode);
        }
    }
}
