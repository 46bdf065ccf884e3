//! `mkdir` (XCU 4): makes directories.

use super::mode::{Kind, ModeChange};
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, InodeId, MakeNode};

const SYNTAX: Syntax = Syntax {
    debian: "m,mode= p,parents v,verbose !Z !context=?",
    busybox: "m,mode= p,parents",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match make_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn make_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    if options.operands.is_empty() {
        return Err(call.refuse("missing operand", 1).await);
    }
    let mode = call.mode_option(&options, 0o777, Kind::Directory).await?;
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        let made = match options.has("parents") {
            true => with_parents(call, &options, &path, mode).await,
            false => one(call, &options, &path, mode)
                .await
                .map(|_| ())
                .map_err(|it| (path.clone(), it)),
        };
        if let Err((path, errno)) = made {
            status = 1;
            let shown = call.quoted(&path);
            let what = match call.flavour {
                Flavour::Debian => format!("cannot create directory {shown}"),
                Flavour::Busybox => format!("can't create directory {shown}"),
            };
            call.complain_of(&what, errno).await;
        }
    }
    Ok(status)
}

async fn one(
    call: &mut Call<'_>,
    options: &Options,
    path: &str,
    mode: Option<u16>,
) -> Result<InodeId, Errno> {
    let made = call.process.make(path, MakeNode::Directory, 0o777);
    let id = call.known(made, path).await?;
    if let Some(mode) = mode {
        let inherited = call.process.files.inode(id).mode & 0o2000;
        call.process.set_mode(id, mode | inherited)?;
    }
    if options.has("verbose") {
        let shown = call.quoted_for_shell(path);
        let line = format!("{}: created directory {shown}\n", call.name());
        call.print(&line).await?;
    }
    Ok(id)
}

async fn with_parents(
    call: &mut Call<'_>,
    options: &Options,
    path: &str,
    mode: Option<u16>,
) -> Result<(), (String, Errno)> {
    let ends = path.match_indices('/').map(|it| it.0).filter(|it| *it > 0);
    let trimmed = path.trim_end_matches('/');
    for end in ends.filter(|it| *it < trimmed.len()) {
        let parent = &path[..end];
        if parent.ends_with('/') {
            continue;
        }
        match make_unless_there(call, options, parent, None).await {
            Ok(()) => {}
            Err(Errno::Exists) => return Err(no_directory(call, parent)),
            Err(errno) => return Err((parent.to_owned(), errno)),
        }
    }
    make_unless_there(call, options, path, mode)
        .await
        .map_err(|errno| (path.to_owned(), errno))
}

/// What is said of a file that a directory is to be made in.
fn no_directory(call: &Call<'_>, path: &str) -> (String, Errno) {
    let path = match call.flavour {
        Flavour::Debian => path.to_owned(),
        Flavour::Busybox => format!("{path}/"),
    };
    (path, Errno::NotDirectory)
}

async fn make_unless_there(
    call: &mut Call<'_>,
    options: &Options,
    path: &str,
    mode: Option<u16>,
) -> Result<(), Errno> {
    match one(call, options, path, mode).await {
        Ok(_) => Ok(()),
        Err(Errno::Exists) => match call.inode(path, Follow::Links).await {
            Ok(id) if call.process.is_directory(id) => Ok(()),
            _ => Err(Errno::Exists),
        },
        Err(errno) => Err(errno),
    }
}

impl Call<'_> {
    /// The mode that `-m` asks for, from `start` on.
    pub(super) async fn mode_option(
        &mut self,
        options: &Options,
        start: u16,
        kind: Kind,
    ) -> Result<Option<u16>, u8> {
        let Some(text) = options.value("mode") else {
            return Ok(None);
        };
        let text = self.text(text);
        let Some(change) = ModeChange::read(&text) else {
            let shown = self.quoted(&text);
            self.complain(&format!("invalid mode {shown}")).await;
            return Err(1);
        };
        Ok(Some(change.apply(start, kind, self.process.mask())))
    }
}
