//! `truncate`: makes files shorter or longer.

use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Content, Errno, Follow, Open};

const SYNTAX: Syntax = Syntax {
    debian: "c,no-create !o,io-blocks r,reference= s,size=",
    busybox: "c s=",
    order: Order::Permuted,
    failure: 1,
};

/// How long a file is made at most.
const MOST: u64 = 1 << 20;

/// The size that is asked for.
#[derive(Debug, Clone, Copy)]
enum Size {
    Exactly(u64),
    More(u64),
    Less(u64),
    AtMost(u64),
    AtLeast(u64),
    RoundDown(u64),
    RoundUp(u64),
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match truncate_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn truncate_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let size = size(call, &options).await?;
    if options.operands.is_empty() {
        return Err(call.refuse("missing file operand", 1).await);
    }
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        if let Err(errno) = truncate(call, &options, &path, size).await {
            status = 1;
            let shown = match call.flavour {
                Flavour::Debian => {
                    format!("cannot open {} for writing", call.quoted_for_shell(&path))
                }
                Flavour::Busybox => format!("{path}: open"),
            };
            call.complain_of(&shown, errno).await;
        }
    }
    Ok(status)
}

async fn size(call: &mut Call<'_>, options: &Options) -> Result<Size, u8> {
    let text = options.value("size").or(options.value("s"));
    if let Some(reference) = options.value("reference") {
        let path = call.text(reference);
        if text.is_some() {
            call.unsupported("with -r and -s").await;
        }
        let id = call.inode(&path, Follow::Links).await;
        let length = match id.map(|it| call.process.content_of(it)) {
            Ok(Some(Content::Known(rope))) => rope.len(),
            _ => call.unsupported(&format!("with -r {path}")).await,
        };
        return Ok(Size::Exactly(length as u64));
    }
    let Some(text) = text else {
        let message = match call.flavour {
            Flavour::Debian => "you must specify either '--size' or '--reference'",
            Flavour::Busybox => "no size",
        };
        return Err(call.refuse(message, 1).await);
    };
    let text = call.text(text);
    let is_number = text.starts_with(|it: char| it.is_ascii_digit());
    if call.flavour == Flavour::Busybox && !is_number {
        call.complain(&format!("invalid number '{text}'")).await;
        return Err(1);
    }
    match read_size(&text) {
        Some(size) => Ok(size),
        None => call.unsupported(&format!("with the size {text}")).await,
    }
}

fn read_size(text: &str) -> Option<Size> {
    let (kind, number): (fn(u64) -> Size, &str) = match text.chars().next()? {
        '+' => (Size::More, &text[1..]),
        '-' => (Size::Less, &text[1..]),
        '<' => (Size::AtMost, &text[1..]),
        '>' => (Size::AtLeast, &text[1..]),
        '/' => (Size::RoundDown, &text[1..]),
        '%' => (Size::RoundUp, &text[1..]),
        _ => (Size::Exactly, text),
    };
    let digits = number.trim_end_matches(|it: char| !it.is_ascii_digit());
    let unit: u64 = match &number[digits.len()..] {
        "" => 1,
        "K" | "KiB" | "k" => 1 << 10,
        "M" | "MiB" | "m" => 1 << 20,
        "G" | "GiB" => 1 << 30,
        "KB" => 1000,
        "MB" => 1_000_000,
        _ => return None,
    };
    let number: u64 = digits.parse().ok()?;
    Some(kind(number.checked_mul(unit)?))
}

impl Size {
    fn of(self, length: u64) -> Option<u64> {
        match self {
            Self::Exactly(size) => Some(size),
            Self::More(size) => length.checked_add(size),
            Self::Less(size) => Some(length.saturating_sub(size)),
            Self::AtMost(size) => Some(length.min(size)),
            Self::AtLeast(size) => Some(length.max(size)),
            Self::RoundDown(size) => Some(length / size.max(1) * size),
            Self::RoundUp(size) => length.div_ceil(size.max(1)).checked_mul(size),
        }
    }
}

async fn truncate(
    call: &mut Call<'_>,
    options: &Options,
    path: &str,
    size: Size,
) -> Result<(), Errno> {
    let is_kept = options.has("no-create") || options.has("c");
    match call.inode(path, Follow::Links).await {
        Err(Errno::NoEntry) if is_kept => return Ok(()),
        Ok(_) | Err(_) => {}
    }
    let opened = call.process.open(path, Open::Append).await;
    call.known(opened, path).await?;
    let id = call.inode(path, Follow::Links).await?;
    let Some(Content::Known(rope)) = call.process.content_of(id).cloned() else {
        call.unsupported(&format!("of {path}, of which nobody knows the size"))
            .await
    };
    let mut rope = rope;
    let length = match size.of(rope.len() as u64) {
        Some(length) if length <= MOST.max(rope.len() as u64) => {
            usize::try_from(length).unwrap_or_default()
        }
        _ => call.unsupported("to more than a megabyte").await,
    };
    if length > rope.len() {
        let zeros = "\0".repeat(length - rope.len());
        let zeros = call.own_text(&zeros);
        rope.push(zeros);
    } else {
        let text = rope.text(&call.process.cx.texts);
        if !text.is_char_boundary(length) {
            call.unsupported("within a character").await;
        }
        rope.truncate(length);
    }
    call.process.set_content(id, Content::Known(rope))
}
