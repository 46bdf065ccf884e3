//! `install`: copies files and gives them mode and owner; with `-d`, makes directories.

use super::chown::Owner;
use super::copy::{Existing, Links, Makes, Manner};
use super::destination::{LastOperand, Pair};
use super::mode::Kind;
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, MakeNode};

const SYNTAX: Syntax = Syntax {
    debian: "!b !backup=? c !C,compare d,directory D !debug g,group= m,mode= o,owner= \
             p,preserve-timestamps !s,strip !strip-program= !S,suffix= t,target-directory= \
             T,no-target-directory v,verbose !preserve-context !Z !context=?",
    busybox: "c d,directory D p,preserve-timestamps !s,strip !v g,group= m,mode= o,owner= \
              t,target-directory=",
    order: Order::Permuted,
    failure: 1,
};

/// What installed files get.
struct Attributes {
    mode: u16,
    owner: Owner,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match install_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn install_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let kind = match options.has("directory") {
        true => Kind::Directory,
        false => Kind::Other,
    };
    let mode = call.mode_option(&options, 0, kind).await?;
    let attributes = Attributes {
        mode: mode.unwrap_or(0o755),
        owner: owner(call, &options).await?,
    };
    if options.has("directory") {
        return make_directories(call, &options, &attributes).await;
    }
    if options.has("D") {
        make_leading(call, &options).await?;
    }
    let mut is_well = true;
    for pair in call.pairs(&options, LastOperand::Followed).await? {
        is_well &= install(call, &options, &attributes, &pair).await;
    }
    Ok(u8::from(!is_well))
}

async fn owner(call: &mut Call<'_>, options: &Options) -> Result<Owner, u8> {
    let mut owner = Owner::default();
    if let Some(user) = options.value("owner") {
        let name = call.text(user);
        owner.user = match name.parse() {
            Ok(number) => Some(number),
            Err(_) => call.user_named(&name).await.map(|it| it.id),
        };
        if owner.user.is_none() {
            return Err(invalid(call, "user", &name).await);
        }
    }
    if let Some(group) = options.value("group") {
        let name = call.text(group);
        owner.group = match name.parse() {
            Ok(number) => Some(number),
            Err(_) => call.group_named(&name).await.map(|it| it.id),
        };
        if owner.group.is_none() {
            return Err(invalid(call, "group", &name).await);
        }
    }
    Ok(owner)
}

async fn invalid(call: &mut Call<'_>, kind: &str, name: &str) -> u8 {
    let text = match call.flavour {
        Flavour::Debian => format!("invalid {kind} {}", call.quoted(name)),
        Flavour::Busybox => format!("unknown {kind} {name}"),
    };
    call.complain(&text).await;
    1
}

async fn make_directories(
    call: &mut Call<'_>,
    options: &Options,
    attributes: &Attributes,
) -> Result<u8, u8> {
    if options.operands.is_empty() {
        return Err(call.refuse("missing file operand", 1).await);
    }
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        let made = match make_path(call, options, &path).await {
            Ok(()) => call
                .inode(&path, Follow::Links)
                .await
                .map_err(|it| (path.clone(), it)),
            Err(failure) => Err(failure),
        };
        match made {
            Ok(id) => {
                // Only the superuser installs for others; for nobody else it says so.
                if call.process.user().0 != 0 {
                    call.unsupported("by somebody who is not the superuser")
                        .await;
                }
                let owner = attributes.owner;
                let _ = call.process.set_owner(id, owner.user, owner.group);
                let _ = call.process.set_mode(id, attributes.mode);
            }
            Err((path, errno)) => {
                status = 1;
                let shown = call.quoted(&path);
                let cannot = match call.flavour {
                    Flavour::Debian => "cannot create directory",
                    Flavour::Busybox => "can't create directory",
                };
                call.complain_of(&format!("{cannot} {shown}"), errno).await;
            }
        }
    }
    Ok(status)
}

/// Makes a directory and those it lies in, with the mode they get by themselves.
async fn make_path(
    call: &mut Call<'_>,
    options: &Options,
    path: &str,
) -> Result<(), (String, Errno)> {
    let trimmed = path.trim_end_matches('/');
    let ends = trimmed.match_indices('/').map(|it| it.0);
    let ends = ends.filter(|it| *it > 0).chain([trimmed.len()]);
    for end in ends {
        let path = &path[..end];
        if path.ends_with('/') || path.is_empty() {
            continue;
        }
        match call.inode(path, Follow::Links).await {
            Ok(id) if call.process.is_directory(id) => continue,
            Ok(_) if end == trimmed.len() => return Err((path.to_owned(), Errno::Exists)),
            Ok(_) => return Err((path.to_owned(), Errno::NotDirectory)),
            Err(_) => {}
        }
        let made = call.process.make(path, MakeNode::Directory, 0o755);
        if let Err(errno) = call.known(made, path).await {
            return Err((path.to_owned(), errno));
        }
        if options.has("verbose") {
            let shown = call.quoted_for_shell(path);
            let line = format!("{}: creating directory {shown}\n", call.name());
            if let Err(errno) = call.print(&line).await {
                return Err((path.to_owned(), errno));
            }
        }
    }
    Ok(())
}

/// `-D`: what the target lies in is made first.
async fn make_leading(call: &mut Call<'_>, options: &Options) -> Result<(), u8> {
    let path = match (options.value("target-directory"), &*options.operands) {
        (Some(directory), _) => call.text(directory),
        (None, [_, .., last]) => {
            let last = call.text(*last);
            match last.rsplit_once('/') {
                Some((above, _)) if !above.is_empty() => above.to_owned(),
                _ => return Ok(()),
            }
        }
        (None, _) => return Ok(()),
    };
    match make_path(call, options, &path).await {
        Ok(()) => Ok(()),
        Err((path, errno)) => {
            let shown = call.quoted(&path);
            call.complain_of(&format!("cannot create directory {shown}"), errno)
                .await;
            Err(1)
        }
    }
}

async fn install(
    call: &mut Call<'_>,
    options: &Options,
    attributes: &Attributes,
    pair: &Pair,
) -> bool {
    let manner = Manner {
        links: Links::All,
        makes: Makes::Copies,
        existing: Existing::Removed,
        is_recursive: false,
        keeps_mode: false,
        keeps_owner: false,
        keeps_times: options.has("preserve-timestamps"),
        is_verbose: options.has("verbose"),
        is_install: true,
    };
    if !call.copy(manner, &pair.source, &pair.target).await {
        return false;
    }
    let Ok(id) = call.inode(&pair.target, Follow::Links).await else {
        return true;
    };
    if call.process.user().0 != 0 && (attributes.owner.user, attributes.owner.group) != (None, None)
    {
        call.unsupported("by somebody who is not the superuser")
            .await;
    }
    let owner = attributes.owner;
    let _ = call.process.set_owner(id, owner.user, owner.group);
    let _ = call.process.set_mode(id, attributes.mode);
    true
}
