//! `find` (XCU 4): the files of directories for which an expression holds.

mod evaluate;
mod expression;
mod mode;
mod parse;

use super::failure::{Failure, unsupported};
use super::output::Output;
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, InodeId, Missing, Node, Permission};
use crate::text::Span;
use crate::trace::{Action, Cause};
use expression::{Expression, Limits, Owner};

/// A file that was met.
#[derive(Debug, Clone)]
struct Met {
    path: Span,
    id: InodeId,
    depth: usize,
}

/// What goes on while find runs.
struct Find {
    expression: Expression,
    limits: Limits,
    output: Output,
    /// The paths put by for each `-exec … +`.
    batches: Vec<Vec<Span>>,
    is_pruned: bool,
    has_quit: bool,
    status: u8,
}

/// What is still to be done.
enum Job {
    /// A file, with what is below it.
    Enter(Met),
    /// A directory whose entries are done.
    Leave(Met),
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = find(&mut call).await;
    call.conclude(result).await
}

async fn find(call: &mut Call<'_>) -> Result<u8, Failure> {
    let owners = owners(call).await;
    let (paths, expression, limits, batches) = parse::arguments(call, owners)?;
    let mut find = Find {
        expression,
        limits,
        output: Output::default(),
        batches: vec![Vec::new(); batches],
        is_pruned: false,
        has_quit: false,
        status: 0,
    };
    for path in paths {
        if find.has_quit {
            break;
        }
        find.start(call, path).await?;
    }
    find.finish_batches(call).await?;
    find.output.flush(call).await?;
    Ok(find.status)
}

/// The users and groups that the arguments name.
async fn owners(call: &mut Call<'_>) -> Vec<Owner> {
    let words: Vec<String> = call.arguments.iter().map(|it| call.text(*it)).collect();
    let mut owners = Vec::new();
    for pair in words.windows(2) {
        let name = pair[1].clone();
        let is_number = name.bytes().all(|it| it.is_ascii_digit());
        let (option, id) = match &*pair[0] {
            "-user" if !is_number => ("-user", call.user_named(&name).await.map(|it| it.id)),
            "-group" if !is_number => ("-group", call.group_named(&name).await.map(|it| it.id)),
            _ => continue,
        };
        owners.push(Owner { option, name, id });
    }
    owners
}

impl Find {
    async fn start(&mut self, call: &mut Call<'_>, path: Span) -> Result<(), Failure> {
        let name = call.str(path).to_owned();
        match call.process.inode_at(&name, Follow::NotLast) {
            Ok(id) => {
                let met = Met { path, id, depth: 0 };
                self.walk(call, met).await
            }
            Err(Missing::NobodyKnows) => {
                unsupported(format!("{name}, of which nobody knows whether it exists"))
            }
            Err(Missing::Error(errno)) => self.complain(call, &name, errno).await,
        }
    }

    async fn complain(
        &mut self,
        call: &mut Call<'_>,
        path: &str,
        errno: Errno,
    ) -> Result<(), Failure> {
        self.output.flush(call).await?;
        self.status = 1;
        let name = match call.flavour {
            Flavour::Debian => call.quote(path),
            Flavour::Busybox => path.to_owned(),
        };
        call.complain(&format!("{name}: {}", errno.message())).await;
        Ok(())
    }

    async fn walk(&mut self, call: &mut Call<'_>, start: Met) -> Result<(), Failure> {
        let mut jobs = vec![Job::Enter(start)];
        while let Some(job) = jobs.pop() {
            call.step().await;
            match job {
                Job::Leave(met) => self.meet(call, &met).await?,
                Job::Enter(met) => {
                    self.is_pruned = false;
                    if !self.limits.is_depth_first {
                        self.meet(call, &met).await?;
                    }
                    if self.has_quit {
                        return Ok(());
                    }
                    let below = self.below(call, &met).await?;
                    if self.limits.is_depth_first {
                        jobs.push(Job::Leave(met));
                    }
                    jobs.extend(below.into_iter().rev().map(Job::Enter));
                }
            }
            self.output.keep_up(call).await?;
            if self.has_quit {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn meet(&mut self, call: &mut Call<'_>, met: &Met) -> Result<(), Failure> {
        let is_link = matches!(call.process.files.inode(met.id).node, Node::Link(_));
        if self.limits.follows && is_link {
            return unsupported("-follow where there is a symbolic link");
        }
        if met.depth >= self.limits.least {
            let expression = self.expression.clone();
            self.holds(call, &expression, met).await?;
        }
        Ok(())
    }

    /// The entries of a directory; their order is not known, they come by name here.
    async fn below(&mut self, call: &mut Call<'_>, met: &Met) -> Result<Vec<Met>, Failure> {
        let is_deep = self.limits.most.is_some_and(|most| met.depth >= most);
        if is_deep || self.is_pruned && !self.limits.is_depth_first {
            return Ok(Vec::new());
        }
        let Node::Directory { entries, .. } = &call.process.files.inode(met.id).node else {
            return Ok(Vec::new());
        };
        let path = call.str(met.path).to_owned();
        if !call.process.files.lists_all(met.id) {
            return unsupported(format!("{path}, of which nobody knows all entries"));
        }
        let entries: Vec<(String, InodeId)> =
            entries.iter().map(|it| (it.0.clone(), *it.1)).collect();
        let may = call.process.may(met.id, Permission::Read);
        if !may {
            self.complain(call, &path, Errno::Access).await?;
            return Ok(Vec::new());
        }
        if entries.len() > 1 {
            let pid = call.process.pid();
            let what = format!("find meets what is in {path} by name");
            call.process.note(pid, Cause::End, Action::Assumed(what));
        }
        let slash = if path.ends_with('/') { "" } else { "/" };
        let mut below = Vec::new();
        for (name, id) in entries {
            let behind = call.own_text(&format!("{slash}{name}"));
            below.push(Met {
                path: call.process.join(&[met.path, behind]),
                id,
                depth: met.depth + 1,
            });
        }
        Ok(below)
    }
}
