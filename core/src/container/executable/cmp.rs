//! `cmp` (XCU 4): whether two files are the same, and where they begin to differ.

use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow};

const SYNTAX: Syntax = Syntax {
    debian: "!b,print-bytes !i,ignore-initial= !l,verbose !n,bytes= s,quiet,silent",
    busybox: "!l s,@quiet !n=",
    order: Order::Permuted,
    failure: 2,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match compare(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn compare(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let mut paths: Vec<String> = options.operands.iter().map(|it| call.text(*it)).collect();
    match paths.len() {
        0 => {
            let last = call.arguments.last().map(|it| call.text(*it));
            let last = last.unwrap_or_default();
            let shown = call.quoted(&last);
            let message = format!("missing operand after {shown}");
            return Err(call.refuse(&message, 2).await);
        }
        1 => paths.push("-".to_owned()),
        2 => {}
        _ => call.unsupported("of parts of files").await,
    }
    if paths.iter().all(|it| it == "-") {
        return Ok(0);
    }
    let mut contents = Vec::new();
    for path in &paths {
        contents.push(whole(call, &options, path).await?);
    }
    let (first, second) = (contents.remove(0), contents.remove(0));
    if first == second {
        return Ok(0);
    }
    if options.has("quiet") {
        return Ok(1);
    }
    say_where(call, &paths, first.as_bytes(), second.as_bytes()).await
}

async fn whole(call: &mut Call<'_>, options: &Options, path: &str) -> Result<String, u8> {
    let is_directory = match call.inode(path, Follow::Links).await {
        Ok(id) => call.process.is_directory(id),
        Err(_) => false,
    };
    let content = match is_directory {
        true => Err(Errno::IsDirectory),
        false => call.content(path).await,
    };
    match content {
        Ok(content) => Ok(call.text(content)),
        Err(errno) => {
            if call.flavour == Flavour::Busybox && is_directory {
                call.unsupported("of directories").await;
            }
            let is_missing = matches!(errno, Errno::NoEntry | Errno::NotDirectory);
            if !options.has("quiet") || !is_missing || call.flavour == Flavour::Busybox {
                call.complain_of(path, errno).await;
            }
            Err(2)
        }
    }
}

async fn say_where(
    call: &mut Call<'_>,
    paths: &[String],
    first: &[u8],
    second: &[u8],
) -> Result<u8, u8> {
    let same = first.iter().zip(second).take_while(|it| it.0 == it.1);
    let at = same.count();
    let shorter = first.len().min(second.len());
    let newlines = first[..at].iter().filter(|it| **it == b'\n').count();
    if at < shorter {
        let (a, b) = (&paths[0], &paths[1]);
        let line = format!("{a} {b} differ: char {}, line {}\n", at + 1, newlines + 1);
        return Ok(call.finish_own(&line, 1, 2).await);
    }
    let path = match first.len() < second.len() {
        true => &paths[0],
        false => &paths[1],
    };
    let text = match (call.flavour, first[..at].last()) {
        (Flavour::Busybox, _) => format!("EOF on {path}"),
        (Flavour::Debian, None) => format!("EOF on {path} which is empty"),
        (Flavour::Debian, Some(b'\n')) => {
            format!("EOF on {path} after byte {at}, line {newlines}")
        }
        (Flavour::Debian, Some(_)) => {
            format!("EOF on {path} after byte {at}, in line {}", newlines + 1)
        }
    };
    call.complain(&text).await;
    Ok(1)
}
