//! `mktemp`: makes a file or directory under a name that nothing has. The name is random; the simulation picks one.

use super::known::inside;
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Content, Errno, Follow, MakeNode, Rope};

const SYNTAX: Syntax = Syntax {
    debian: "d,directory q,quiet u,dry-run p= tmpdir=? suffix= t !V",
    busybox: "d q u p= t",
    order: Order::Permuted,
    failure: 1,
};

/// What names are made of.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// A path with characters to be picked.
struct Template {
    before: String,
    letters: usize,
    behind: String,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match make(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn make(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    if options.operands.len() > 1 {
        return Err(call.refuse("too many templates", 1).await);
    }
    let template = template(call, &options).await?;
    let path = pick(call, &template);
    let node = match options.has("directory") || options.has("d") {
        true => (MakeNode::Directory, 0o700),
        false => (MakeNode::Regular(Content::Known(Rope::default())), 0o600),
    };
    if !options.has("dry-run") && !options.has("u") {
        let is_directory = matches!(node.0, MakeNode::Directory);
        let made = call.process.make(&path, node.0, node.1);
        if let Err(errno) = call.known(made, &path).await {
            let kind = match is_directory {
                true => "directory",
                false => "file",
            };
            return Err(cannot_make(call, &options, &template, kind, errno).await);
        }
    }
    Ok(call.finish_own(&(path + "\n"), 0, 1).await)
}

async fn cannot_make(
    call: &mut Call<'_>,
    options: &Options,
    template: &Template,
    kind: &str,
    errno: Errno,
) -> u8 {
    if options.has("quiet") || options.has("q") {
        return 1;
    }
    let letters = "X".repeat(template.letters);
    let name = format!("{}{letters}{}", template.before, template.behind);
    let what = match call.flavour {
        Flavour::Debian => {
            let shown = call.quoted(&name);
            format!("failed to create {kind} via template {shown}")
        }
        Flavour::Busybox => {
            let what = format!("in a directory that is not there: {name}");
            call.unsupported(&what).await
        }
    };
    call.complain_of(&what, errno).await;
    1
}

/// Picks letters until nothing has the name.
fn pick(call: &mut Call<'_>, template: &Template) -> String {
    loop {
        let mut path = template.before.clone();
        for _ in 0..template.letters {
            let index = call.process.random_bits() % LETTERS.len() as u64;
            let letter = LETTERS[usize::try_from(index).unwrap_or_default()];
            path.push(char::from(letter));
        }
        path.push_str(&template.behind);
        if call.process.inode_at(&path, Follow::NotLast).is_err() {
            return path;
        }
    }
}

async fn template(call: &mut Call<'_>, options: &Options) -> Result<Template, u8> {
    let operand = options.operands.first().map(|it| call.text(*it));
    let suffix = options.value("suffix").map(|it| call.text(it));
    let text = match (&operand, call.flavour) {
        (Some(text), _) => text.clone(),
        (None, Flavour::Debian) => "tmp.XXXXXXXXXX".to_owned(),
        (None, Flavour::Busybox) => "tmp.XXXXXX".to_owned(),
    };
    if suffix.is_some() && !text.ends_with('X') {
        let shown = call.quoted(&text);
        let message = format!("with --suffix, template {shown} must end in X");
        call.complain(&message).await;
        return Err(1);
    }
    let least = match call.flavour {
        Flavour::Debian => 3,
        Flavour::Busybox => 6,
    };
    let end = text.rfind('X').map_or(0, |it| it + 1);
    let letters = text[..end].len() - text[..end].trim_end_matches('X').len();
    let behind = format!("{}{}", &text[end..], suffix.as_deref().unwrap_or_default());
    if call.flavour == Flavour::Busybox && (!text[end..].is_empty() || letters < least) {
        call.unsupported(&format!("with the template {text}")).await;
    }
    if letters < least {
        let shown = call.quoted(&text);
        let message = format!("too few X's in template {shown}");
        call.complain(&message).await;
        return Err(1);
    }
    if behind.contains('/') {
        let shown = call.quoted(&behind);
        let message = format!("invalid suffix {shown}, contains directory separator");
        call.complain(&message).await;
        return Err(1);
    }
    let before = text[..end - letters].to_owned();
    let before = placed(call, options, operand.as_deref(), before).await?;
    let letters = match call.flavour {
        Flavour::Debian => letters,
        Flavour::Busybox => 6,
    };
    Ok(Template {
        before,
        letters,
        behind,
    })
}

/// The beginning of the path, in the directory that options and environment say.
async fn placed(
    call: &mut Call<'_>,
    options: &Options,
    operand: Option<&str>,
    before: String,
) -> Result<String, u8> {
    let names_directory = options.has("p") || options.has("tmpdir");
    if operand.is_some() && !names_directory && !options.has("t") {
        return Ok(before);
    }
    let given = options.value("p").or(options.value("tmpdir"));
    let given = given.map(|it| call.text(it)).filter(|it| !it.is_empty());
    let set = call.variable("TMPDIR").filter(|it| !it.is_empty());
    let set = set.map(str::to_owned);
    let directory = match options.has("t") && call.flavour == Flavour::Debian {
        true => set.or(given),
        false => given.or(set),
    };
    let directory = directory.unwrap_or_else(|| "/tmp".to_owned());
    let text = operand.unwrap_or_default();
    if options.has("t") && call.flavour == Flavour::Debian && text.contains('/') {
        let shown = call.quoted(text);
        let message = format!("invalid template, {shown}, contains directory separator");
        call.complain(&message).await;
        return Err(1);
    }
    if names_directory && call.flavour == Flavour::Debian && text.starts_with('/') {
        let shown = call.quoted(text);
        let message = format!("invalid template, {shown}; with --tmpdir, it may not be absolute");
        call.complain(&message).await;
        return Err(1);
    }
    Ok(inside(&directory, &before))
}
