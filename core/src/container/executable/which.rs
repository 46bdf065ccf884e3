//! `which`: where a program lies. Debian's is a script of debianutils, busybox has an applet.

use super::known::inside;
use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Follow, Missing, Node, Permission};

const SYNTAX: Syntax = Syntax {
    debian: "a",
    busybox: "a",
    order: Order::First,
    failure: 2,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let bad = call.arguments.iter().skip(1).any(|it| {
        let text = call.str(*it);
        text.starts_with('-') && !matches!(text, "-a" | "--" | "-")
    });
    if bad {
        call.unsupported("with options").await;
    }
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if options.operands.is_empty() && call.flavour == Flavour::Busybox {
        return call.refuse("missing operand", 1).await;
    }
    let mut status = u8::from(options.operands.is_empty());
    let path = match call.variable("PATH") {
        Some(path) => path.to_owned(),
        None => call.unsupported("without PATH").await,
    };
    for operand in &options.operands {
        let name = call.text(*operand);
        let mut is_found = false;
        for file in candidates(&name, &path) {
            if !is_program(&mut call, &file).await {
                continue;
            }
            is_found = true;
            if call.print(&format!("{file}\n")).await.is_err() {
                return 1;
            }
            if !options.has("a") {
                break;
            }
        }
        status |= u8::from(!is_found);
    }
    status
}

fn candidates(name: &str, path: &str) -> Vec<String> {
    if name.contains('/') {
        return vec![name.to_owned()];
    }
    let directories = path.split(':');
    directories
        .map(|it| match it {
            "" => inside(".", name),
            _ => format!("{it}/{name}"),
        })
        .collect()
}

async fn is_program(call: &mut Call<'_>, file: &str) -> bool {
    match call.process.inode_at(file, Follow::Links) {
        Ok(id) => {
            let is_regular = matches!(call.process.files.inode(id).node, Node::Regular(_));
            is_regular && call.process.may(id, Permission::Execute)
        }
        Err(Missing::Error(_)) => false,
        Err(Missing::NobodyKnows) => {
            let what = format!("with {file}, of which nobody knows whether it exists");
            call.unsupported(&what).await
        }
    }
}
