//! `stat`: what is known of a file, by a format. What only the file system knows, such as inode numbers, is not simulated.

use super::long_listing::kind_letter;
use super::mode::letters;
use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Content, Errno, Follow, InodeId, Node};

const SYNTAX: Syntax = Syntax {
    debian: "L,dereference !f,file-system c,format= printf= !t,terse cached=",
    busybox: "L,@dereference !f,@file-system c,@format= !t,@terse",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match show(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn show(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    if options.operands.is_empty() {
        return Err(call.refuse("missing operand", 1).await);
    }
    let (format, end) = match options.last_of(&["format", "printf"]) {
        Some("format") => (options.value("format"), "\n"),
        Some(_) => (options.value("printf"), ""),
        None => call.unsupported("without a format").await,
    };
    let format = format.map(|it| call.text(it)).unwrap_or_default();
    if end.is_empty() && format.contains('\\') {
        call.unsupported("with escape sequences").await;
    }
    let follow = match options.has("dereference") {
        true => Follow::Links,
        false => Follow::NotLast,
    };
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        if path == "-" && call.flavour == Flavour::Debian {
            call.unsupported("of standard input").await;
        }
        match call.inode(&path, follow).await {
            Ok(id) => {
                let shown = filled(call, &format, &path, id).await + end;
                status |= call.finish_own(&shown, 0, 1).await;
            }
            Err(errno) => status = cannot_stat(call, &path, errno).await,
        }
    }
    Ok(status)
}

async fn cannot_stat(call: &mut Call<'_>, path: &str, errno: Errno) -> u8 {
    let shown = call.quoted_for_shell(path);
    let what = match call.flavour {
        Flavour::Debian => format!("cannot statx {shown}"),
        Flavour::Busybox => format!("can't stat {shown}"),
    };
    call.complain_of(&what, errno).await;
    1
}

async fn filled(call: &mut Call<'_>, format: &str, path: &str, id: InodeId) -> String {
    let mut shown = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('%', Some('%')) => {
                letters.next();
                shown.push('%');
            }
            ('%', Some(field)) if field.is_ascii_alphabetic() => {
                letters.next();
                shown += &value(call, field, path, id).await;
            }
            ('%', _) => call.unsupported(&format!("with the format {format}")).await,
            _ => shown.push(letter),
        }
    }
    shown
}

async fn value(call: &mut Call<'_>, field: char, path: &str, id: InodeId) -> String {
    let inode = call.process.files.inode(id);
    let (mode, user, group, modified) = (inode.mode, inode.user, inode.group, inode.modified);
    let kind = kind_letter(&inode.node);
    match field {
        'a' => format!("{mode:o}"),
        'A' => format!("{kind}{}", letters(mode)),
        'B' => "512".to_owned(),
        'b' => (call.blocks(id, path).await * 2).to_string(),
        'f' => format!("{:x}", u32::from(mode) | kind_bits(&inode.node)),
        'F' => kind_name(&inode.node).to_owned(),
        'g' => group.to_string(),
        'G' => unknown_name(call.group_numbered(group).await.map(|it| it.name)),
        'h' => call.process.link_count(id).to_string(),
        'n' => path.to_owned(),
        'N' => named(call, path, id),
        's' => call.size(id, path).await.to_string(),
        'u' => user.to_string(),
        'U' => unknown_name(call.user_numbered(user).await.map(|it| it.name)),
        'Y' => modified.to_string(),
        'y' => {
            let format = "%Y-%m-%d %H:%M:%S.000000000 %z";
            call.local_time(format, modified).await
        }
        _ => call.unsupported(&format!("with the field %{field}")).await,
    }
}

fn unknown_name(name: Option<String>) -> String {
    name.unwrap_or_else(|| "UNKNOWN".to_owned())
}

fn named(call: &Call<'_>, path: &str, id: InodeId) -> String {
    let shown = call.quoted_for_shell(path);
    match &call.process.files.inode(id).node {
        Node::Link(target) => format!("{shown} -> {}", call.quoted_for_shell(target)),
        _ if call.flavour == Flavour::Busybox => path.to_owned(),
        _ => shown,
    }
}

fn kind_bits(node: &Node) -> u32 {
    match node {
        Node::Regular(_) => 0o100_000,
        Node::Directory { .. } => 0o040_000,
        Node::Link(_) => 0o120_000,
        Node::Device(_) => 0o020_000,
        Node::Fifo(_) => 0o010_000,
    }
}

fn kind_name(node: &Node) -> &'static str {
    match node {
        Node::Regular(Content::Known(rope)) if rope.is_empty() => "regular empty file",
        Node::Regular(_) => "regular file",
        Node::Directory { .. } => "directory",
        Node::Link(_) => "symbolic link",
        Node::Device(_) => "character special file",
        Node::Fifo(_) => "fifo",
    }
}
