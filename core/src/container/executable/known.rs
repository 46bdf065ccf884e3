//! What a program does with an answer of the kernel that nobody knows, and with output that cannot be written.

use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, InodeId, Missing};
use crate::text::Span;

impl Call<'_> {
    /// The characters at `span`, as a text of their own.
    pub(super) fn text(&self, span: Span) -> String {
        self.str(span).to_owned()
    }

    /// The answer of a call about `path`; ends the simulation where nobody knows it.
    pub(super) async fn known<T>(
        &mut self,
        answer: Result<T, Missing>,
        path: &str,
    ) -> Result<T, Errno> {
        match answer {
            Ok(value) => Ok(value),
            Err(Missing::Error(errno)) => Err(errno),
            Err(Missing::NobodyKnows) => {
                let what = format!("with {path}, of which nobody knows whether it exists");
                self.unsupported(&what).await
            }
        }
    }

    /// The file at a path.
    pub(super) async fn inode(&mut self, path: &str, follow: Follow) -> Result<InodeId, Errno> {
        let answer = self.process.inode_at(path, follow);
        self.known(answer, path).await
    }

    /// The names in a directory; ends the simulation where only some of them are known.
    pub(super) async fn names(
        &mut self,
        directory: InodeId,
        path: &str,
    ) -> Result<Vec<String>, Errno> {
        let names = self.process.entries(directory)?;
        if !self.process.files.lists_all(directory) {
            let what = format!("with {path}, of whose files nobody knows all");
            self.unsupported(&what).await;
        }
        Ok(names)
    }

    /// `name: subject: why`.
    pub(super) async fn complain_of(&mut self, subject: &str, errno: Errno) {
        self.complain(&format!("{subject}: {}", errno.message()))
            .await;
    }

    /// Writes all output at once and gives `status`, or `failure` when it could not be written.
    pub(super) async fn finish(&mut self, output: &[Span], status: u8, failure: u8) -> u8 {
        let text = self.process.join(output);
        match self.process.write(1, text).await {
            Ok(()) => status,
            Err(errno) => {
                let subject = match self.flavour {
                    Flavour::Debian => "write error",
                    Flavour::Busybox => "standard output",
                };
                self.complain_of(subject, errno).await;
                failure
            }
        }
    }

    /// Writes all output of its own at once, as [`finish`](Self::finish) does.
    pub(super) async fn finish_own(&mut self, output: &str, status: u8, failure: u8) -> u8 {
        let text = self.own_text(output);
        self.finish(&[text], status, failure).await
    }
}

/// `directory/name`, without doubling the slash.
pub(super) fn inside(directory: &str, name: &str) -> String {
    match directory.ends_with('/') {
        true => format!("{directory}{name}"),
        false => format!("{directory}/{name}"),
    }
}

/// The last name of a path, without slashes behind it; `/` for the root.
pub(super) fn last_name(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match trimmed.rsplit('/').next() {
        Some(name) if !name.is_empty() => name,
        _ if path.is_empty() => "",
        _ => "/",
    }
}
