//! The files grep goes through, and the directories below.

use super::super::failure::{Failure, unsupported};
use super::super::file_pattern;
use super::super::lines::Input;
use super::super::output::Output;
use super::super::{Call, Flavour};
use super::Tally;
use super::options::{Directories, Grep, Names};
use crate::kernel::{Errno, Follow, Node};
use crate::regular_expression::Case;
use crate::trace::{Action, Cause};

impl Grep {
    /// A file that was named.
    pub(super) async fn visit(
        &self,
        call: &mut Call<'_>,
        path: &str,
        output: &mut Output,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let place = if path.is_empty() { "." } else { path };
        let is_directory = path != "-" && call.is_directory(place);
        match (is_directory, self.directories) {
            (true, Directories::Recurse) => self.descend(call, path, output, tally).await,
            (true, Directories::Skip) => Ok(()),
            (true, Directories::Read) => {
                if call.flavour == Flavour::Debian {
                    self.complain(call, path, Errno::IsDirectory, output, tally)
                        .await?;
                }
                Ok(())
            }
            (false, _) => match self.is_left_out(path)? {
                true => Ok(()),
                false => {
                    let has_name = self.names == Names::Always;
                    self.file(call, path, has_name.then_some(path), output, tally)
                        .await
                }
            },
        }
    }

    /// All files below a directory; the order of its entries is not known, they come by name here.
    async fn descend(
        &self,
        call: &mut Call<'_>,
        path: &str,
        output: &mut Output,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let mut left = vec![path.to_owned()];
        while let Some(path) = left.pop() {
            call.step().await;
            let place = if path.is_empty() { "." } else { &*path };
            let Ok(id) = call.process.inode_at(place, Follow::NotLast) else {
                continue;
            };
            match &call.process.files.inode(id).node {
                Node::Directory { .. } => {
                    if !call.process.files.lists_all(id) {
                        return unsupported(format!(
                            "-r {place}, of which nobody knows all entries"
                        ));
                    }
                    if self.is_left_out_directory(&path)? {
                        continue;
                    }
                    let names = call.process.files.names(id);
                    if names.len() > 1 {
                        let pid = call.process.pid();
                        let what = format!("grep meets what is in {place} by name");
                        call.process.note(pid, Cause::End, Action::Assumed(what));
                    }
                    let below = names.iter().rev().map(|name| match &*path {
                        "" => name.clone(),
                        path if path.ends_with('/') => format!("{path}{name}"),
                        path => format!("{path}/{name}"),
                    });
                    left.extend(below);
                }
                Node::Regular(_) => {
                    if !self.is_left_out(&path)? {
                        let name = (self.names != Names::Never).then_some(&*path);
                        self.file(call, &path, name, output, tally).await?;
                    }
                }
                Node::Link(_) | Node::Device(_) | Node::Fifo(_) => {}
            }
        }
        Ok(())
    }

    async fn file(
        &self,
        call: &mut Call<'_>,
        path: &str,
        name: Option<&str>,
        output: &mut Output,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let mut input = match Input::open(call, path).await {
            Ok(input) => input,
            Err(errno) => return self.complain(call, path, errno, output, tally).await,
        };
        let searched = self
            .search(call, &mut input, path, name, output, tally)
            .await?;
        input.close(call);
        match searched {
            Ok(()) => Ok(()),
            Err(errno) => self.complain(call, path, errno, output, tally).await,
        }
    }

    async fn complain(
        &self,
        call: &mut Call<'_>,
        path: &str,
        errno: Errno,
        output: &mut Output,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        tally.has_failed = true;
        if !self.is_silent {
            output.flush(call).await?;
            call.complain(&format!("{path}: {}", errno.message())).await;
        }
        Ok(())
    }

    /// Whether a file is not among those of `--include`, or among those of `--exclude`.
    fn is_left_out(&self, path: &str) -> Result<bool, Failure> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let mut includes = self.filters.iter().filter(|it| it.0 == '\u{3}').peekable();
        let has_includes = includes.peek().is_some();
        let mut is_included = false;
        for (_, pattern) in includes {
            is_included |= is_named(pattern, name)?;
        }
        for (_, pattern) in self.filters.iter().filter(|it| it.0 == '\u{4}') {
            if is_named(pattern, name)? {
                return Ok(true);
            }
        }
        Ok(has_includes && !is_included)
    }

    fn is_left_out_directory(&self, path: &str) -> Result<bool, Failure> {
        let name = path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(path);
        for (_, pattern) in self.filters.iter().filter(|it| it.0 == '\u{5}') {
            if is_named(pattern, name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_named(pattern: &str, name: &str) -> Result<bool, Failure> {
    match file_pattern::matches(pattern, name, Case::Sensitive) {
        Some(is_named) if !pattern.contains('/') => Ok(is_named),
        _ => unsupported(format!("with the file pattern {pattern}")),
    }
}

impl Call<'_> {
    /// Whether a directory lies at a path.
    fn is_directory(&self, path: &str) -> bool {
        let found = self.process.inode_at(path, Follow::Links);
        found.is_ok_and(|it| matches!(self.process.files.inode(it).node, Node::Directory { .. }))
    }
}
