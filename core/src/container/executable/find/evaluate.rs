//! Whether an expression holds for a file, and what it does.

use std::future::Future;
use std::pin::Pin;

use super::super::child::ItsInput;
use super::super::failure::{Failure, unsupported};
use super::super::{Call, Flavour, file_pattern};
use super::expression::{Bits, Expression};
use super::{Find, Met};
use crate::kernel::{Content, Device, Errno, Missing, Node};
use crate::regular_expression::Case;
use crate::text::Span;

/// Whether it holds, in the end.
type Holds<'h> = Pin<Box<dyn Future<Output = Result<bool, Failure>> + 'h>>;

impl Find {
    pub(super) fn holds<'h>(
        &'h mut self,
        call: &'h mut Call<'_>,
        expression: &'h Expression,
        met: &'h Met,
    ) -> Holds<'h> {
        Box::pin(async move {
            match expression {
                Expression::Not(inside) => Ok(!self.holds(call, inside, met).await?),
                Expression::And(all) => {
                    for one in all {
                        if !self.holds(call, one, met).await? {
                            return Ok(false);
                        }
                    }
                    Ok(true)
                }
                Expression::Or(all) => {
                    for one in all {
                        if self.holds(call, one, met).await? {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                }
                Expression::Delete => self.delete(call, met).await,
                Expression::Execute(words) => self.execute(call, words, met).await,
                _ => self.simple(call, expression, met),
            }
        })
    }

    /// What neither waits nor holds others.
    fn simple(
        &mut self,
        call: &mut Call<'_>,
        expression: &Expression,
        met: &Met,
    ) -> Result<bool, Failure> {
        match expression {
            Expression::Print | Expression::PrintZero => {
                self.output.push(met.path);
                let end = match expression {
                    Expression::Print => "\n",
                    _ => "\0",
                };
                self.output.print(call, end);
                Ok(true)
            }
            Expression::Prune => {
                self.is_pruned = true;
                Ok(true)
            }
            Expression::Quit => {
                self.has_quit = true;
                Ok(true)
            }
            Expression::ExecuteAll(_, index) => {
                self.batches[*index].push(met.path);
                Ok(true)
            }
            _ => test(call, expression, met),
        }
    }

    async fn delete(&mut self, call: &mut Call<'_>, met: &Met) -> Result<bool, Failure> {
        let path = call.str(met.path).to_owned();
        if path == "." {
            return Ok(true);
        }
        let is_directory = matches!(
            call.process.files.inode(met.id).node,
            Node::Directory { .. }
        );
        let done = match is_directory {
            true => call.process.remove_directory(&path),
            false => call.process.unlink(&path),
        };
        let errno = match done {
            Ok(()) => return Ok(true),
            Err(Missing::Error(errno)) => errno,
            Err(Missing::NobodyKnows) => return unsupported(format!("-delete of {path}")),
        };
        self.output.flush(call).await?;
        self.status = 1;
        let name = call.quote(&path);
        call.complain(&format!("cannot delete {name}: {}", errno.message()))
            .await;
        Ok(false)
    }

    async fn execute(
        &mut self,
        call: &mut Call<'_>,
        words: &[Span],
        met: &Met,
    ) -> Result<bool, Failure> {
        let mut command = Vec::new();
        for word in words {
            command.push(call.with_replaced(*word, "{}", met.path));
        }
        self.succeeds(call, &command).await
    }

    async fn start_program(
        &mut self,
        call: &mut Call<'_>,
        command: &[Span],
    ) -> Result<Option<u8>, Failure> {
        self.output.flush(call).await?;
        match call.run_child(command, ItsInput::Inherited).await {
            Ok(end) => Ok(Some(end.status())),
            Err(errno) => {
                let name = call.str(command[0]).to_owned();
                self.say(call, &name, errno).await;
                Ok(None)
            }
        }
    }

    async fn say(&self, call: &mut Call<'_>, name: &str, errno: Errno) {
        let name = match call.flavour {
            Flavour::Debian => call.quote(name),
            Flavour::Busybox => name.to_owned(),
        };
        call.complain(&format!("{name}: {}", errno.message())).await;
    }

    async fn succeeds(&mut self, call: &mut Call<'_>, command: &[Span]) -> Result<bool, Failure> {
        Ok(self.start_program(call, command).await? == Some(0))
    }

    /// Starts what was put by for `-exec … +`.
    pub(super) async fn finish_batches(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        let mut commands = Vec::new();
        collect(&self.expression, &mut commands);
        for (words, index) in commands {
            let paths = std::mem::take(&mut self.batches[index]);
            if paths.is_empty() {
                continue;
            }
            let command: Vec<Span> = words.into_iter().chain(paths).collect();
            if !self.succeeds(call, &command).await? {
                self.status = 1;
            }
        }
        Ok(())
    }
}

fn collect(expression: &Expression, commands: &mut Vec<(Vec<Span>, usize)>) {
    match expression {
        Expression::ExecuteAll(words, index) => commands.push((words.clone(), *index)),
        Expression::Not(inside) => collect(inside, commands),
        Expression::And(all) | Expression::Or(all) => {
            all.iter().for_each(|it| collect(it, commands));
        }
        _ => {}
    }
}

fn test(call: &Call<'_>, expression: &Expression, met: &Met) -> Result<bool, Failure> {
    let inode = call.process.files.inode(met.id);
    let path = call.str(met.path);
    Ok(match expression {
        Expression::Constant(value) => *value,
        Expression::Name(pattern, case) => {
            let trimmed = path.trim_end_matches('/');
            let name = match trimmed.rsplit('/').next() {
                Some("") | None => "/",
                Some(name) => name,
            };
            matches_pattern(pattern, name, *case)?
        }
        Expression::Path(pattern, case) => matches_pattern(pattern, path, *case)?,
        Expression::Type(letters) => letters.contains(letter(&inode.node)),
        Expression::Empty => match &inode.node {
            Node::Directory { entries, .. } => entries.is_empty(),
            Node::Regular(Content::Known(rope)) => rope.is_empty(),
            Node::Regular(Content::Program(_)) => false,
            Node::Regular(Content::Unknown(_)) => return unsupported("-empty of an unknown file"),
            Node::Link(_) | Node::Device(_) | Node::Fifo(_) => false,
        },
        Expression::Size(than, number, unit) => {
            let Node::Regular(Content::Known(rope)) = &inode.node else {
                return unsupported(format!("-size of {path}"));
            };
            than.holds((rope.len() as u64).div_ceil(*unit), *number)
        }
        Expression::User(than, id) => than.holds(inode.user.into(), (*id).into()),
        Expression::Group(than, id) => than.holds(inode.group.into(), (*id).into()),
        Expression::Permissions(bits, mode) => match bits {
            Bits::All => inode.mode & mode == *mode,
            Bits::Any => *mode == 0 || inode.mode & mode != 0,
            Bits::Same => inode.mode & 0o7777 == *mode,
        },
        Expression::Newer(time) => inode.modified > *time,
        Expression::May(permission) => match &inode.node {
            Node::Link(_) => return unsupported("with a test of what a link leads to"),
            _ => call.process.may(met.id, *permission),
        },
        _ => return unsupported("with an expression nobody evaluates"),
    })
}

fn matches_pattern(pattern: &str, name: &str, case: Case) -> Result<bool, Failure> {
    match file_pattern::matches(pattern, name, case) {
        Some(is_match) => Ok(is_match),
        None => unsupported(format!("with the file pattern {pattern}")),
    }
}

/// The letter of `-type`.
fn letter(node: &Node) -> char {
    match node {
        Node::Regular(_) => 'f',
        Node::Directory { .. } => 'd',
        Node::Link(_) => 'l',
        Node::Fifo(_) => 'p',
        Node::Device(Device::Descriptor(_) | Device::DescriptorOf(..)) => 'l',
        Node::Device(_) => 'c',
    }
}
