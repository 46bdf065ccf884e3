//! `chown` and `chgrp` (XCU 4): change whom files belong to.

use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Follow, InodeId, Node};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "c,changes f,silent,quiet v,verbose dereference h,no-dereference !from= \
             no-preserve-root preserve-root reference= R,recursive !H !L P",
    busybox: "R,recursive h,no-dereference !L !H P !c !v f",
    order: Order::Permuted,
    failure: 1,
};

/// Whom files are to belong to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Owner {
    pub(super) user: Option<u32>,
    pub(super) group: Option<u32>,
}

/// Which of the two programs it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    Chown,
    Chgrp,
}

/// What is to be done with each file.
struct Work {
    program: Program,
    owner: Owner,
    /// Whether a link stands for itself.
    follow: Follow,
    is_recursive: bool,
    is_silent: bool,
    says: Option<&'static str>,
    /// The owner in the words it was asked for.
    asked: String,
}

pub(super) async fn run(call: Call<'_>) -> u8 {
    start(call, Program::Chown).await
}

pub(super) async fn run_chgrp(call: Call<'_>) -> u8 {
    start(call, Program::Chgrp).await
}

async fn start(mut call: Call<'_>, program: Program) -> u8 {
    match change_all(&mut call, program).await {
        Ok(status) | Err(status) => status,
    }
}

async fn change_all(call: &mut Call<'_>, program: Program) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let (owner, files) = owner_and_files(call, &options, program).await?;
    let asked = asked(call, &options);
    let is_recursive = options.has("recursive");
    let work = Work {
        program,
        owner,
        follow: match options.last_of(&["dereference", "no-dereference"]) {
            Some("no-dereference") => Follow::NotLast,
            None if is_recursive => Follow::NotLast,
            _ => Follow::Links,
        },
        is_recursive,
        is_silent: options.has("silent") || options.has("f"),
        says: options.last_of(&["changes", "verbose"]),
        asked,
    };
    let mut status = 0;
    for file in files {
        let path = call.text(file);
        if !change_operand(call, &work, &path).await {
            status = 1;
        }
    }
    Ok(status)
}

async fn owner_and_files(
    call: &mut Call<'_>,
    options: &Options,
    program: Program,
) -> Result<(Owner, Vec<Span>), u8> {
    let mut operands = options.operands.clone();
    if let Some(reference) = options.value("reference") {
        if operands.is_empty() {
            return Err(call.refuse("missing operand", 1).await);
        }
        return Ok((owner_of(call, reference, program).await?, operands));
    }
    let Some(first) = operands.first().copied() else {
        return Err(call.refuse("missing operand", 1).await);
    };
    let text = call.text(first);
    operands.remove(0);
    if operands.is_empty() {
        let shown = call.quoted(&text);
        let message = format!("missing operand after {shown}");
        return Err(call.refuse(&message, 1).await);
    }
    let owner = match program {
        Program::Chown => call.owner(&text).await?,
        Program::Chgrp => Owner {
            user: None,
            group: match &*text {
                "" => None,
                _ => Some(group(call, &text).await?),
            },
        },
    };
    Ok((owner, operands))
}

/// The owner as it is written; nothing where it has to be looked up.
fn asked(call: &Call<'_>, options: &Options) -> String {
    let text = options.operands.first().map_or("", |it| call.str(*it));
    let is_looked_up = options.has("reference") || text.ends_with(':');
    match is_looked_up {
        true => String::new(),
        false => text.trim_start_matches(':').to_owned(),
    }
}

async fn owner_of(call: &mut Call<'_>, reference: Span, program: Program) -> Result<Owner, u8> {
    let path = call.text(reference);
    match call.inode(&path, Follow::Links).await {
        Ok(id) => {
            let inode = call.process.files.inode(id);
            Ok(Owner {
                user: (program == Program::Chown).then_some(inode.user),
                group: Some(inode.group),
            })
        }
        Err(errno) => {
            let shown = call.quoted_for_shell(&path);
            call.complain_of(&format!("failed to get attributes of {shown}"), errno)
                .await;
            Err(1)
        }
    }
}

async fn group(call: &mut Call<'_>, text: &str) -> Result<u32, u8> {
    if let Some(group) = known_group(call, text).await {
        return Ok(group);
    }
    let message = match call.flavour {
        Flavour::Debian => format!("invalid group: {}", call.quoted(text)),
        Flavour::Busybox => format!("unknown group {text}"),
    };
    call.complain(&message).await;
    Err(1)
}

/// A group by number or name. A number needs no entry; a name that is one is looked for first.
async fn known_group(call: &mut Call<'_>, text: &str) -> Option<u32> {
    match number(text) {
        Some(number) => Some(number),
        None => call.group_named(text).await.map(|it| it.id),
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

impl Call<'_> {
    /// Whom `user[:[group]]` names.
    pub(super) async fn owner(&mut self, text: &str) -> Result<Owner, u8> {
        let number = |text: &str| match self.flavour {
            Flavour::Busybox if text.starts_with('+') => None,
            _ => number(text),
        };
        let (user, group) = match text.split_once(':') {
            Some((user, group)) => (user, Some(group)),
            None => (text, None),
        };
        if group.is_none() && user.contains('.') {
            self.unsupported(&format!("with {text}, which may be user.group"))
                .await;
        }
        let mut owner = Owner::default();
        if !user.is_empty() {
            match (number(user), group) {
                (Some(number), None | Some(_)) if group != Some("") => owner.user = Some(number),
                (Some(number), _) if self.flavour == Flavour::Busybox => {
                    owner.user = Some(number);
                    owner.group = self.user_numbered(number).await.map(|it| it.group);
                }
                _ => {
                    let Some(found) = self.user_named(user).await else {
                        return Err(self.nobody(text, user).await);
                    };
                    owner.user = Some(found.id);
                    if group == Some("") {
                        owner.group = Some(found.group);
                    }
                }
            }
        }
        if let Some(group) = group.filter(|it| !it.is_empty()) {
            owner.group = known_group(self, group).await;
            if owner.group.is_none() {
                let message = match self.flavour {
                    Flavour::Debian => format!("invalid group: {}", self.quoted(text)),
                    Flavour::Busybox if user.is_empty() => format!("unknown group {group}"),
                    Flavour::Busybox => format!("unknown user/group {text}"),
                };
                self.complain(&message).await;
                return Err(1);
            }
        }
        Ok(owner)
    }

    async fn nobody(&mut self, text: &str, user: &str) -> u8 {
        let is_spec = number(user).is_some() || text.ends_with(':');
        let message = match self.flavour {
            Flavour::Debian if is_spec => format!("invalid spec: {}", self.quoted(text)),
            Flavour::Debian => format!("invalid user: {}", self.quoted(text)),
            Flavour::Busybox if text.len() > user.len() + 1 => {
                format!("unknown user/group {text}")
            }
            Flavour::Busybox => format!("unknown user {user}"),
        };
        self.complain(&message).await;
        1
    }
}

async fn change_operand(call: &mut Call<'_>, work: &Work, path: &str) -> bool {
    let id = match call.inode(path, work.follow).await {
        Ok(id) => id,
        Err(errno) => {
            if !work.is_silent || call.flavour == Flavour::Busybox {
                let is_link = call.process.read_link(path).is_ok();
                let shown = call.quoted_for_shell(path);
                let what = match call.flavour {
                    Flavour::Debian if is_link => format!("cannot dereference {shown}"),
                    Flavour::Debian => format!("cannot access {shown}"),
                    Flavour::Busybox => path.to_owned(),
                };
                call.complain_of(&what, errno).await;
            }
            if work.says == Some("verbose") {
                call.unsupported("-v of a file that is not there").await;
            }
            return false;
        }
    };
    if !work.is_recursive || !call.process.is_directory(id) {
        return change_one(call, work, path, id).await;
    }
    let tree = call.tree(path, id).await;
    if work.says.is_some() {
        call.need_order(&tree).await;
    }
    let mut is_well = true;
    for (path, id) in tree.files.iter().rev() {
        let is_link = matches!(call.process.files.inode(*id).node, Node::Link(_));
        let target = match is_link && work.follow == Follow::Links {
            true => call.inode(path, Follow::Links).await.unwrap_or(*id),
            false => *id,
        };
        is_well &= change_one(call, work, path, target).await;
    }
    is_well
}

async fn change_one(call: &mut Call<'_>, work: &Work, path: &str, id: InodeId) -> bool {
    let inode = call.process.files.inode(id);
    let before = (inode.user, inode.group);
    let changed = call
        .process
        .set_owner(id, work.owner.user, work.owner.group);
    if let Err(errno) = changed {
        if !work.is_silent {
            let shown = call.quoted_for_shell(path);
            let what = match (call.flavour, work.owner.user) {
                (Flavour::Debian, Some(_)) => format!("changing ownership of {shown}"),
                (Flavour::Debian, None) => format!("changing group of {shown}"),
                (Flavour::Busybox, _) => path.to_owned(),
            };
            call.complain_of(&what, errno).await;
        }
        return false;
    }
    let inode = call.process.files.inode(id);
    let after = (inode.user, inode.group);
    match work.says {
        Some("verbose") => say(call, work, path, before, after).await,
        Some(_) if before != after => say(call, work, path, before, after).await,
        _ => true,
    }
}

async fn say(
    call: &mut Call<'_>,
    work: &Work,
    path: &str,
    before: (u32, u32),
    after: (u32, u32),
) -> bool {
    let shown = call.quoted_for_shell(path);
    let what = match (work.owner.user, work.program) {
        (Some(_), _) => "ownership",
        (None, Program::Chown | Program::Chgrp) => "group",
    };
    let old = named(call, work, before).await;
    let new = match work.asked.is_empty() {
        true => named(call, work, after).await,
        false => work.asked.clone(),
    };
    let line = match before == after {
        true => format!("{what} of {shown} retained as {old}\n"),
        false => format!("changed {what} of {shown} from {old} to {new}\n"),
    };
    call.print(&line).await.is_ok()
}

/// The names of what was asked for.
async fn named(call: &mut Call<'_>, work: &Work, (user, group): (u32, u32)) -> String {
    match (work.owner.user, work.owner.group) {
        (Some(_), Some(_)) => {
            let user = call.user_name(user).await;
            format!("{user}:{}", call.group_name(group).await)
        }
        (Some(_), None) => call.user_name(user).await,
        (None, _) => call.group_name(group).await,
    }
}
