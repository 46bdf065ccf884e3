//! [`bring`]: `COPY` and `ADD` put files where the container finds them (BuildKit's `solver/llbsolver/file`).

use crate::build::{Brings, CopySource, CopyStep, Parents};
use crate::container::{ModeChange, ModeKind, find_user};
use crate::kernel::{
    Attributes, Content, Coverage, FileSystem, Follow, Inode, InodeId, Missing, Node, Rope,
    absolute,
};
use crate::knowledge::Known;
use crate::text::Texts;
use crate::text::go::glob;

use super::context;

/// Said when something is brought of which nobody here knows anything.
pub(super) const NOT_KNOWN: &str =
    "of what COPY and ADD bring, only the files that are given here are there";

/// The permission bits of a here-document, and of what `ADD` downloads.
const DOCUMENT: u16 = 0o644;
const DOWNLOAD: u16 = 0o600;

/// How many links may follow one another.
const LINKS: u32 = 40;

/// The ends of the names of archives, which `ADD` unpacks.
const ARCHIVES: [&str; 7] = [".tar", ".gz", ".tgz", ".bz2", ".xz", ".txz", ".zst"];

/// Where something goes.
struct Destination {
    /// Absolute, without dots.
    path: String,
    /// What of it is made before anything is brought.
    made: String,
    /// `--chmod`
    mode: Option<ModeChange>,
    /// The permission bits that it gives to directories made on the way.
    made_mode: Option<u16>,
    owner: Option<(u32, u32)>,
    /// What is known of directories that are made.
    coverage: Coverage,
}

/// What came of bringing files.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// What had to be assumed, each a sentence without its full stop.
    pub(super) assumed: Vec<String>,
    /// The first source that is certainly not there.
    pub(super) missing: Option<String>,
}

/// Whether there is something to bring.
enum Source {
    There,
    Missing,
    NobodyKnows,
}

/// Puts into `files` what a step brings from `sources`, nothing where these are not known. Directories that are not
/// there are made, of which `coverage` is known.
pub(super) fn bring(
    texts: &Texts,
    step: &CopyStep,
    sources: Option<&FileSystem>,
    (files, coverage): (&mut FileSystem, Coverage),
) -> Brought {
    let mut assumed = Vec::new();
    let mut missing = None;
    let Some(destination) = destination(texts, step, (&*files, coverage), &mut assumed) else {
        return Brought {
            assumed: vec![NOT_KNOWN.to_owned()],
            missing,
        };
    };
    for source in &step.sources {
        match source {
            CopySource::Document { name, content } => {
                let mut document = FileSystem::default();
                let content = Content::Known([*content].into_iter().collect::<Rope>());
                let name = texts.str(*name).replace('/', "_");
                let made = document.put(&format!("/{name}"), content, DOCUMENT);
                destination.take(files, (&document, made, &name));
            }
            CopySource::Path(path) => {
                let path = texts.str(*path);
                let source = match (step.brings, sources) {
                    (Brings::Adds, _) if is_address(path) => destination.download(files, path),
                    (Brings::Adds, Some(sources)) if is_archive(path) => {
                        match look(sources, path) {
                            Source::Missing => Source::Missing,
                            Source::There | Source::NobodyKnows => Source::NobodyKnows,
                        }
                    }
                    (_, Some(sources)) if step.parents == Parents::Dropped => {
                        let excluded = step.excluded.iter().map(|it| texts.str(*it));
                        let excluded: Vec<&str> = excluded.collect();
                        destination.take_all(files, (sources, &excluded), path)
                    }
                    _ => Source::NobodyKnows,
                };
                match source {
                    Source::There => {}
                    Source::Missing => {
                        missing.get_or_insert_with(|| absolute("/", path));
                    }
                    Source::NobodyKnows => assumed.push(NOT_KNOWN.to_owned()),
                }
            }
        }
    }
    Brought { assumed, missing }
}

fn is_archive(path: &str) -> bool {
    ARCHIVES.iter().any(|it| path.ends_with(it))
}

/// Whether there is something at a path without patterns.
fn look(sources: &FileSystem, path: &str) -> Source {
    match sources.find(&absolute("/", path), Follow::Links) {
        Ok(_) => Source::There,
        Err(Missing::Error(_)) => Source::Missing,
        Err(Missing::NobodyKnows) => Source::NobodyKnows,
    }
}

/// Where it goes; nothing where that is not known.
fn destination(
    texts: &Texts,
    step: &CopyStep,
    (files, coverage): (&FileSystem, Coverage),
    assumed: &mut Vec<String>,
) -> Option<Destination> {
    let written = texts.str(step.destination);
    let directory = match &step.working_dir {
        Known::Yes(Some(directory)) => texts.str(*directory),
        Known::Yes(None) => "/",
        Known::No(_) if written.starts_with('/') => "/",
        Known::No(_) => return None,
    };
    let path = absolute(directory, written);
    let is_directory = matches!(written.rsplit('/').next(), Some("" | "."));
    let above = path.rsplit_once('/').map_or("", |it| it.0);
    let made = if is_directory { &path } else { above };
    let mode_text = step.mode.map(|it| texts.str(it));
    let mode = mode_text.filter(|it| !it.contains('t'));
    let mode = mode.and_then(ModeChange::read);
    if let Some(text) = mode_text.filter(|_| mode.is_none()) {
        assumed.push(format!("--chmod={text} changes nothing"));
    }
    let owner = step.owner.map(|it| texts.str(it));
    Some(Destination {
        made: made.to_owned(),
        path,
        mode,
        made_mode: mode_text.and_then(|it| u16::from_str_radix(it, 8).ok()),
        owner: owner.map(|it| owner_of(texts, files, it, assumed)),
        coverage,
    })
}

/// The numbers of a user and a group as BuildKit finds them (`readUser`): a number is that of the group, too; what
/// has no name in the image is root's.
pub(super) fn owner_of(
    texts: &Texts,
    files: &FileSystem,
    owner: &str,
    assumed: &mut Vec<String>,
) -> (u32, u32) {
    let (user, group) = owner.split_once(':').unwrap_or((owner, ""));
    let mut missing = |kind: &str, name: &str| {
        assumed.push(format!("there is no {kind} {name} in the image"));
    };
    let (user, own_group) = match (user, user.parse()) {
        ("", _) => (0, 0),
        (_, Ok(number)) => (number, number),
        (name, Err(_)) => match find_user(texts, files, name) {
            Some(found) => (found.user, found.group),
            None => {
                missing("user", name);
                (0, 0)
            }
        },
    };
    let group = match (group, group.parse()) {
        ("", _) => own_group,
        (_, Ok(number)) => number,
        (name, Err(_)) => match find_user(texts, files, &format!("0:{name}")) {
            Some(found) => found.group,
            None => {
                missing("group", name);
                own_group
            }
        },
    };
    (user, group)
}

fn is_address(path: &str) -> bool {
    ["http://", "https://", "git@", "git://", "ssh://"]
        .iter()
        .any(|it| path.starts_with(it))
}

impl Destination {
    /// Takes a file in, or what is in a directory.
    fn take(&self, files: &mut FileSystem, (sources, found, name): (&FileSystem, InodeId, &str)) {
        let mode = |it: &Inode| {
            let kind = match it.node {
                Node::Directory { .. } => ModeKind::Directory,
                _ => ModeKind::Other,
            };
            let change = self.mode.as_ref();
            change.map_or(it.mode, |change| change.apply(it.mode, kind, 0))
        };
        let attributes = Attributes {
            mode: Some(&mode),
            made: self.made_mode,
            owner: self.owner,
        };
        files.make_directories_for(&self.made, self.coverage, attributes);
        if matches!(sources.inode(found).node, Node::Directory { .. }) {
            let directory = files.make_directories_for(&self.path, self.coverage, attributes);
            files.graft_entries(sources, found, directory, attributes);
            return;
        }
        let there = files.find_known(&self.path);
        let there = there.filter(|it| matches!(files.inode(*it).node, Node::Directory { .. }));
        if let Some(directory) = there {
            files.graft(sources, found, (directory, name), attributes);
            return;
        }
        let path = behind_links(files, &self.path);
        let (above, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let directory = files.make_directories(above, self.coverage);
        files.graft(sources, found, (directory, name), attributes);
    }

    /// Takes in what a path or a pattern leads to, but for what is excluded.
    fn take_all(
        &self,
        files: &mut FileSystem,
        (sources, excluded): (&FileSystem, &[&str]),
        path: &str,
    ) -> Source {
        let is_pattern = path.contains(['*', '?', '[']);
        let whole = absolute("/", path);
        let found = match is_pattern {
            true => matching(sources, &whole),
            false => Vec::from_iter(sources.find_known(&whole).map(|it| (whole, it))),
        };
        for (path, inode) in &found {
            let name = path.rsplit('/').next().unwrap_or_default();
            if excluded.is_empty() {
                self.take(files, (sources, *inode, name));
                continue;
            }
            let Some(chosen) = context::without(sources, *inode, excluded) else {
                return Source::NobodyKnows;
            };
            self.take(files, (&chosen, FileSystem::ROOT, name));
        }
        match (found.is_empty(), is_pattern) {
            (false, _) => Source::There,
            (true, true) => Source::NobodyKnows,
            (true, false) => look(sources, path),
        }
    }

    /// A file of which only the name is known.
    fn download(&self, files: &mut FileSystem, address: &str) -> Source {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        if !address.starts_with("http") || name.is_empty() || path.ends_with(".git") {
            return Source::NobodyKnows;
        }
        let mut downloaded = FileSystem::default();
        let content = Content::Unknown(format!("nobody says what {address} holds"));
        let made = downloaded.put(&format!("/{name}"), content, DOWNLOAD);
        self.take(files, (&downloaded, made, name));
        Source::There
    }
}

/// Where a path leads whose last name is a link.
fn behind_links(files: &FileSystem, path: &str) -> String {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let directory = files.find_known(if above.is_empty() { "/" } else { above });
        let entry = directory.and_then(|it| files.entry_of(it, name));
        let Some(Node::Link(target)) = entry.map(|it| &files.inode(it).node) else {
            break;
        };
        path = absolute(above, target);
    }
    path
}

/// The files whose paths match a pattern, in order; in one that matches nothing else is looked for.
fn matching(sources: &FileSystem, pattern: &str) -> Vec<(String, InodeId)> {
    let mut found = vec![(String::new(), FileSystem::ROOT)];
    for component in pattern.split('/').filter(|it| !it.is_empty()) {
        let mut inside = Vec::new();
        for (path, directory) in found {
            for name in sources.names(directory) {
                let entry = sources.entry_of(directory, &name);
                if let Some(entry) = entry.filter(|_| glob::matches_component(component, &name)) {
                    inside.push((format!("{path}/{name}"), entry));
                }
            }
        }
        found = inside;
    }
    found
}
