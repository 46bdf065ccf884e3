//! What is mounted over the files of an image while a command runs, and leaves nothing in it.

use crate::build::{CopyFrom, MountKind, MountStep, RunStep};
use crate::commandline::RunOptions;
use crate::kernel::{Attributes, Covered, FileSystem, InodeId, Node, absolute};

use super::place::Place;

/// The permission bits of a directory in memory where there was none before, and of one that is kept from build to build.
const TMPFS: u16 = 0o1777;
const CACHE: u16 = 0o755;

/// Mounts what a `RUN` asks for; `sources` gives the files that others are taken from. What is not known of it becomes
/// an assumption of the place.
pub(super) fn cover(
    run: &RunStep,
    files: &mut FileSystem,
    place: &mut Place,
    mut sources: impl FnMut(CopyFrom) -> Option<FileSystem>,
) -> Vec<Covered> {
    let mut covered = Vec::new();
    for mount in &run.mounts {
        let made = match mount.kind {
            MountKind::Tmpfs => tmpfs(files, &mount.target, None),
            MountKind::Cache => {
                place.assume(format!("the cache at {} is empty", mount.target));
                let made = files.cover(&mount.target, mount.mode.unwrap_or(CACHE));
                if let Some((directory, _)) = &made {
                    let inode = files.inode_mut(*directory);
                    (inode.user, inode.group) = (mount.user, mount.group);
                }
                made
            }
            MountKind::Bind(from) => bind(mount, files, sources(from).as_ref()),
        };
        match made {
            Some((_, it)) => covered.push(it),
            None => place.assume(format!("what is mounted at {} is not there", mount.target)),
        }
    }
    covered
}

/// Mounts what the operator of a container asks for, and copies of its volumes, which can be written even if the rest
/// cannot.
pub(super) fn cover_for_launch(
    options: &RunOptions,
    volumes: &[String],
    files: &mut FileSystem,
    place: &mut Place,
) {
    place.world.limits.writable_from = Some(files.next());
    for volume in volumes {
        files.cover_with_copy(&absolute("/", volume));
    }
    for option in &options.tmpfs {
        let (path, settings) = option.split_once(':').unwrap_or((option, ""));
        let mode = settings
            .split(',')
            .find_map(|it| it.strip_prefix("mode="))
            .and_then(|it| u16::from_str_radix(it, 8).ok());
        tmpfs(files, &absolute("/", path), mode);
    }
}

/// A directory in memory: with the permission bits of the one that it covers, unless told otherwise.
fn tmpfs(files: &mut FileSystem, path: &str, mode: Option<u16>) -> Option<(InodeId, Covered)> {
    let before = files.find_known(path);
    let mode = mode.or(before.map(|it| files.inode(it).mode));
    files.cover(path, mode.unwrap_or(TMPFS))
}

/// Files of others; nothing where these are not known to be directories.
fn bind(
    mount: &MountStep,
    files: &mut FileSystem,
    sources: Option<&FileSystem>,
) -> Option<(InodeId, Covered)> {
    let sources = sources?;
    let found = sources.find_known(&absolute("/", &mount.source))?;
    let inode = sources.inode(found);
    if !matches!(inode.node, Node::Directory { .. }) {
        return None;
    }
    let (directory, covered) = files.cover(&mount.target, inode.mode)?;
    files.graft_entries(sources, found, directory, Attributes::default());
    Some((directory, covered))
}
