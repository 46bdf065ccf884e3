//! Users and groups, as `/etc/passwd` and `/etc/group` list them.
//!
//! Where these files are not known, the superuser is; whether there is anybody else, nobody knows. The same holds for
//! a name that is not listed after a program has run of which nobody knows what it did: it may have added it.

use super::Call;
use crate::container::users::has_unknown;
use crate::kernel::{Content, Follow, Node};
use crate::trace::Action;

/// A line of `/etc/passwd`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct User {
    pub(super) name: String,
    pub(super) id: u32,
    pub(super) group: u32,
}

/// A line of `/etc/group`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) id: u32,
    pub(super) members: Vec<String>,
}

/// The fields of each line of a file, and whether these are all there can be.
struct Lines {
    lines: Vec<Vec<String>>,
    is_known: bool,
}

impl Call<'_> {
    fn lines_of(&self, path: &str) -> Lines {
        let found = self.process.files.find(path, Follow::Links);
        let node = found.map(|it| &self.process.files.inode(it).node);
        let fields = |line: &str| line.split(':').map(str::to_owned).collect();
        let assumed = |action: &Action| matches!(action, Action::Assumed(_));
        let mut steps = self.process.trace.steps.iter();
        match node {
            Ok(Node::Regular(Content::Known(rope))) => Lines {
                lines: rope
                    .text(&self.process.cx.texts)
                    .lines()
                    .map(fields)
                    .collect(),
                is_known: !steps.any(|it| assumed(&it.action))
                    && !has_unknown(&self.process.cx.texts, rope),
            },
            _ => Lines {
                lines: vec![["root", "x", "0", "0"].map(str::to_owned).to_vec()],
                is_known: false,
            },
        }
    }

    async fn nobody_knows(&mut self, kind: &str, wanted: &str) -> ! {
        let what = format!("with the {kind} {wanted}, of which nobody knows whether there is one");
        self.unsupported(&what).await
    }

    /// The user that `wanted` is true of; `what` says so in words.
    async fn find_user(&mut self, what: &str, wanted: impl Fn(&User) -> bool) -> Option<User> {
        let lines = self.lines_of("/etc/passwd");
        let users = lines.lines.iter().filter_map(|line| {
            Some(User {
                name: line.first()?.clone(),
                id: line.get(2)?.parse().ok()?,
                group: line.get(3)?.parse().ok()?,
            })
        });
        let found = users.into_iter().find(|it| wanted(it));
        if found.is_none() && !lines.is_known {
            self.nobody_knows("user", what).await;
        }
        found
    }

    /// The user of this name.
    pub(super) async fn user_named(&mut self, name: &str) -> Option<User> {
        self.find_user(name, |it| it.name == name).await
    }

    /// The user of this number.
    pub(super) async fn user_numbered(&mut self, id: u32) -> Option<User> {
        self.find_user(&id.to_string(), |it| it.id == id).await
    }

    fn groups(&self) -> (Vec<Group>, bool) {
        let lines = self.lines_of("/etc/group");
        let groups = lines.lines.iter().filter_map(|line| {
            let members = line.get(3).map(String::as_str).unwrap_or_default();
            Some(Group {
                name: line.first()?.clone(),
                id: line.get(2)?.parse().ok()?,
                members: members.split(',').map(str::to_owned).collect(),
            })
        });
        (groups.collect(), lines.is_known)
    }

    async fn find_group(&mut self, what: &str, wanted: impl Fn(&Group) -> bool) -> Option<Group> {
        let (groups, is_known) = self.groups();
        let found = groups.into_iter().find(|it| wanted(it));
        if found.is_none() && !is_known {
            self.nobody_knows("group", what).await;
        }
        found
    }

    /// The group of this name.
    pub(super) async fn group_named(&mut self, name: &str) -> Option<Group> {
        self.find_group(name, |it| it.name == name).await
    }

    /// The group of this number.
    pub(super) async fn group_numbered(&mut self, id: u32) -> Option<Group> {
        self.find_group(&id.to_string(), |it| it.id == id).await
    }

    /// The numbers of the groups that list this user, in order.
    pub(super) fn memberships(&self, user: &str) -> Vec<u32> {
        let groups = self.groups().0.into_iter();
        let groups = groups.filter(|it| it.members.iter().any(|member| member == user));
        groups.map(|it| it.id).collect()
    }

    /// The name of a user, or the number where there is none.
    pub(super) async fn user_name(&mut self, id: u32) -> String {
        let found = self.user_numbered(id).await;
        found.map_or_else(|| id.to_string(), |it| it.name)
    }

    /// The name of a group, or the number where there is none.
    pub(super) async fn group_name(&mut self, id: u32) -> String {
        let found = self.group_numbered(id).await;
        found.map_or_else(|| id.to_string(), |it| it.name)
    }
}
