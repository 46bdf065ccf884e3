//! `chmod` (XCU 4): changes permission bits.

use super::mode::{Kind, ModeChange, letters};
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, InodeId, Node};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "c,changes f,silent,quiet v,verbose no-preserve-root preserve-root reference= \
             R,recursive r=? w=? x=? X=? s=? t=? u=? g=? o=? a=?",
    busybox: "R,@recursive c v f r=? w=? x=? X=? s=? t=?",
    order: Order::Permuted,
    failure: 1,
};

/// The options that are modes: `-x` and its like.
const LETTERS: [&str; 10] = ["r", "w", "x", "X", "s", "t", "u", "g", "o", "a"];

/// What is said of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saying {
    All,
    Changes,
    Nothing,
}

/// What is to be done with each file.
struct Work {
    change: ModeChange,
    saying: Saying,
    is_silent: bool,
    is_recursive: bool,
    is_option: bool,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match change_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn change_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let (change, files, is_option) = change(call, &options).await?;
    let order = Work {
        change,
        saying: saying(&options),
        is_silent: options.has("silent") || options.has("f"),
        is_recursive: options.has("recursive"),
        is_option,
    };
    let mut status = 0;
    for file in files {
        let path = call.text(file);
        if !change_operand(call, &order, &path).await {
            status = 1;
        }
    }
    Ok(status)
}

fn saying(options: &Options) -> Saying {
    match options.last_of(&["changes", "verbose", "c", "v"]) {
        Some("changes" | "c") => Saying::Changes,
        Some(_) => Saying::All,
        None => Saying::Nothing,
    }
}

/// The change of the mode, the files, and whether it was written as an option.
async fn change(
    call: &mut Call<'_>,
    options: &Options,
) -> Result<(ModeChange, Vec<Span>, bool), u8> {
    let mut operands = options.operands.clone();
    if let Some(reference) = options.value("reference") {
        let path = call.text(reference);
        let mode = match call.inode(&path, Follow::Links).await {
            Ok(id) => call.process.files.inode(id).mode,
            Err(errno) => {
                let shown = call.quoted_for_shell(&path);
                call.complain_of(&format!("failed to get attributes of {shown}"), errno)
                    .await;
                return Err(1);
            }
        };
        need_files(call, &operands, None).await?;
        return Ok((ModeChange::exactly(mode), operands, false));
    }
    let mut text = String::new();
    for (name, value) in options.given().iter().filter(|it| LETTERS.contains(&it.0)) {
        if !text.is_empty() {
            text.push(',');
        }
        text.push('-');
        text.push_str(name);
        text.push_str(value.map_or("", |it| call.str(it)));
    }
    let is_option = !text.is_empty();
    if !is_option {
        if operands.is_empty() {
            return Err(call.refuse("missing operand", 1).await);
        }
        text = call.text(operands.remove(0));
    }
    need_files(call, &operands, (!is_option).then_some(&*text)).await?;
    match ModeChange::read(&text) {
        Some(change) => {
            let change = match call.flavour {
                Flavour::Debian => change,
                Flavour::Busybox => change.without_keeping(),
            };
            Ok((change, operands, is_option))
        }
        None if call.flavour == Flavour::Busybox => {
            call.complain(&format!("invalid mode '{text}'")).await;
            Err(1)
        }
        None => {
            let shown = call.quoted(&text);
            Err(call.refuse(&format!("invalid mode: {shown}"), 1).await)
        }
    }
}

async fn need_files(call: &mut Call<'_>, files: &[Span], mode: Option<&str>) -> Result<(), u8> {
    match (files.is_empty(), mode) {
        (false, _) => Ok(()),
        (true, None) => Err(call.refuse("missing operand", 1).await),
        (true, Some(mode)) => {
            let shown = call.quoted(mode);
            let message = format!("missing operand after {shown}");
            Err(call.refuse(&message, 1).await)
        }
    }
}

async fn change_operand(call: &mut Call<'_>, order: &Work, path: &str) -> bool {
    let id = match call.inode(path, Follow::Links).await {
        Ok(id) => id,
        Err(errno) => return nothing_there(call, order, path, errno).await,
    };
    if !order.is_recursive || !call.process.is_directory(id) {
        return change_one(call, order, path, id).await;
    }
    let tree = call.tree(path, id).await;
    if order.saying != Saying::Nothing {
        call.need_order(&tree).await;
    }
    let mut is_well = true;
    for (path, id) in tree.files {
        if !matches!(call.process.files.inode(id).node, Node::Link(_)) {
            is_well &= change_one(call, order, &path, id).await;
        }
    }
    is_well
}

async fn nothing_there(call: &mut Call<'_>, order: &Work, path: &str, errno: Errno) -> bool {
    let is_link = errno == Errno::NoEntry && call.process.read_link(path).is_ok();
    if order.is_silent && call.flavour == Flavour::Debian {
        return false;
    }
    let shown = call.quoted_for_shell(path);
    match call.flavour {
        Flavour::Busybox => call.complain_of(path, errno).await,
        Flavour::Debian if is_link && order.is_recursive => return true,
        Flavour::Debian if is_link => {
            let text = format!("cannot operate on dangling symlink {shown}");
            call.complain(&text).await;
        }
        Flavour::Debian => {
            call.complain_of(&format!("cannot access {shown}"), errno)
                .await;
        }
    }
    if order.saying == Saying::All && call.flavour == Flavour::Debian {
        call.unsupported("-v of a file that is not there").await;
    }
    false
}

async fn change_one(call: &mut Call<'_>, order: &Work, path: &str, id: InodeId) -> bool {
    let kind = match call.process.is_directory(id) {
        true => Kind::Directory,
        false => Kind::Other,
    };
    let before = call.process.files.inode(id).mode;
    let mask = call.process.mask();
    let after = order.change.apply(before, kind, mask);
    if let Err(errno) = call.process.set_mode(id, after) {
        if !order.is_silent {
            let shown = call.quoted_for_shell(path);
            let what = match call.flavour {
                Flavour::Debian => format!("changing permissions of {shown}"),
                Flavour::Busybox => path.to_owned(),
            };
            call.complain_of(&what, errno).await;
        }
        return false;
    }
    if !say(call, order, path, (before, after)).await {
        return false;
    }
    let expected = order.change.apply(before, kind, 0);
    if call.flavour == Flavour::Debian && order.is_option && after & !expected != 0 {
        let shown = call.quoted_where_needed(path);
        let (after, expected) = (letters(after), letters(expected));
        call.complain(&format!(
            "{shown}: new permissions are {after}, not {expected}"
        ))
        .await;
        return false;
    }
    true
}

async fn say(call: &mut Call<'_>, order: &Work, path: &str, modes: (u16, u16)) -> bool {
    let (before, after) = modes;
    let says = match order.saying {
        Saying::All => true,
        Saying::Changes => before != after,
        Saying::Nothing => false,
    };
    if !says {
        return true;
    }
    let line = match call.flavour {
        Flavour::Busybox => {
            format!(
                "mode of '{path}' changed to {after:04o} ({})\n",
                letters(after)
            )
        }
        Flavour::Debian => {
            let shown = call.quoted_for_shell(path);
            let after_shown = format!("{after:04o} ({})", letters(after));
            match before == after {
                true => format!("mode of {shown} retained as {after_shown}\n"),
                false => {
                    let before = format!("{before:04o} ({})", letters(before));
                    format!("mode of {shown} changed from {before} to {after_shown}\n")
                }
            }
        }
    };
    call.print(&line).await.is_ok()
}
