//! The primaries of `test`: files, strings, numbers.

use super::{Expression, Fault, Verdict};
use crate::kernel::{Content, Errno, Follow, InodeId, Missing, Node, Permission};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};

impl Expression<'_> {
    /// `-f word` and its like.
    pub(super) fn unary(&mut self, operator: &str, operand: &str) -> Verdict {
        match operator {
            "-z" => Ok(operand.is_empty()),
            "-n" => Ok(!operand.is_empty()),
            "-t" => {
                // No descriptor of a simulation is a terminal.
                match self.shell.dialect() {
                    Dialect::Bash | Dialect::BashAsSh => Ok(false),
                    Dialect::Dash | Dialect::BusyboxAsh => self.number(operand).map(|_| false),
                }
            }
            "-v" => {
                let operand = self.shell.shell_text(operand, "operand of test");
                self.shell.is_set_in_test(operand).map_err(Fault::Divert)
            }
            "-R" => Ok(self.shell.is_leading_reference(operand)),
            "-o" => Ok(self.shell.has_option_named(operand)),
            _ => file_test(self.shell, operator, operand).map_err(Fault::Divert),
        }
    }

    /// `word = word` and its like.
    pub(super) fn binary(&mut self, left: &str, operator: &str, right: &str) -> Verdict {
        match operator {
            "=" | "==" => return Ok(left == right),
            "!=" => return Ok(left != right),
            "<" => return Ok(left < right),
            ">" => return Ok(left > right),
            "-nt" | "-ot" | "-ef" => {
                return Ok(compare_files(self.shell, left, operator, right));
            }
            _ => {}
        }
        let left = self.number(left)?;
        let right = self.number(right)?;
        Ok(match operator {
            "-eq" => left == right,
            "-ne" => left != right,
            "-lt" => left < right,
            "-le" => left <= right,
            "-gt" => left > right,
            _ => left >= right,
        })
    }
}

/// `-nt`, `-ot`, `-ef`: to bash a file that is not there is older than every other.
pub(in crate::shell) fn compare_files(
    shell: &Evaluator,
    left: &str,
    operator: &str,
    right: &str,
) -> bool {
    let process = &shell.process;
    let find = |path: &str| process.inode_at(path, Follow::Links).ok();
    let (left, right) = (find(left), find(right));
    let time = |id: InodeId| process.files.inode(id).modified;
    match (operator, left, right) {
        ("-ef", Some(left), Some(right)) => left == right,
        ("-nt", Some(_), None) | ("-ot", None, Some(_)) => shell.dialect().family() == Family::Bash,
        ("-nt", Some(left), Some(right)) => time(left) > time(right),
        ("-ot", Some(left), Some(right)) => time(left) < time(right),
        _ => false,
    }
}

/// What a file comes to.
pub(in crate::shell) fn file_test(
    shell: &mut Evaluator,
    operator: &str,
    operand: &str,
) -> Flow<bool> {
    let follow = match operator {
        "-h" | "-L" => Follow::NotLast,
        _ => Follow::Links,
    };
    let id = match shell.process.inode_at(operand, follow) {
        Ok(id) => id,
        Err(Missing::Error(Errno::Unknown) | Missing::NobodyKnows) => {
            let what = format!("{operator} {operand}, of which nobody knows whether it exists");
            return shell.unsupported(what);
        }
        Err(Missing::Error(_)) => return Ok(false),
    };
    let process = &shell.process;
    let inode = process.files.inode(id);
    let (user, group) = process.user();
    Ok(match operator {
        "-e" | "-a" => true,
        "-f" => matches!(inode.node, Node::Regular(_)),
        "-d" => matches!(inode.node, Node::Directory { .. }),
        "-h" | "-L" => matches!(inode.node, Node::Link(_)),
        "-p" => matches!(inode.node, Node::Fifo(_)),
        "-c" => matches!(inode.node, Node::Device(_)),
        "-r" => process.may(id, Permission::Read),
        "-w" => process.may(id, Permission::Write),
        "-x" => process.may(id, Permission::Execute),
        "-u" => inode.mode & 0o4000 != 0,
        "-g" => inode.mode & 0o2000 != 0,
        "-k" => inode.mode & 0o1000 != 0,
        "-O" => inode.user == user,
        "-G" => inode.group == group,
        "-s" => match &inode.node {
            Node::Regular(Content::Known(rope)) => !rope.is_empty(),
            Node::Regular(Content::Program(_)) | Node::Directory { .. } => true,
            Node::Regular(Content::Unknown(_)) => {
                return shell.unsupported("the size of a file that is not known");
            }
            Node::Link(_) | Node::Device(_) | Node::Fifo(_) => false,
        },
        "-N" => return shell.unsupported("test -N"),
        // "-b", "-S": there are no block devices and no sockets here.
        _ => false,
    })
}
