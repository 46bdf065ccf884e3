//! The build context: the files that `COPY` and `ADD` find, but for those `.dockerignore` leaves out.

use crate::input::InputFile;
use crate::kernel::{Content, FileSystem, InodeId, Node};
use crate::session::Session;
use crate::text::Source;
use crate::text::go::glob;

/// The file with the patterns of what is left out; one behind the Dockerfile's own name goes before it.
const IGNORE_FILE: &str = ".dockerignore";

/// A pattern of a `.dockerignore`.
struct Pattern<'p> {
    components: Vec<&'p str>,
    /// What it does with the files it matches.
    verdict: Verdict,
}

#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    LeftOut,
    /// `!` in front of it.
    Taken,
}

/// The files of the build context. All of them belong to root.
pub(super) fn file_system(cx: &mut Session, context: &[InputFile], dockerfile: &str) -> FileSystem {
    let own_name = format!("{dockerfile}{IGNORE_FILE}");
    let named = |name: &str| context.iter().find(|it| it.path == name);
    let ignore_file = named(&own_name).or_else(|| named(IGNORE_FILE));
    let ignored = ignore_file.and_then(|it| it.content.as_deref());
    let patterns = patterns(ignored.unwrap_or_default());
    let mut files = FileSystem::default();
    for file in context {
        let Some(mode) = file.permission_bits() else {
            continue;
        };
        if is_left_out(&patterns, &file.path) {
            continue;
        }
        if file.path.ends_with('/') {
            let id = files.make_directories(&file.path, crate::kernel::Coverage::Complete);
            files.inode_mut(id).mode = mode;
            continue;
        }
        let name = file.path.clone();
        let content = match &file.content {
            Some(content) => {
                let text = cx.texts.add_source(Source::File { name }, content.as_str());
                Content::Known([text].into_iter().collect())
            }
            None => Content::Unknown(format!("nobody says what {name} holds")),
        };
        files.put(&file.path, content, mode);
    }
    files
}

/// The lines of a `.dockerignore`: comments and empty ones aside, cleaned as Go's `filepath.Clean` does.
fn patterns(text: &str) -> Vec<Pattern<'_>> {
    let lines = text.trim_start_matches('\u{feff}').lines();
    let lines = lines.filter(|it| !it.starts_with('#')).map(str::trim);
    lines
        .filter_map(|line| {
            let (verdict, path) = match line.strip_prefix('!') {
                Some(rest) => (Verdict::Taken, rest.trim()),
                None => (Verdict::LeftOut, line),
            };
            let mut components = Vec::new();
            for component in path.split('/') {
                match component {
                    "" | "." => {}
                    ".." => {
                        components.pop();
                    }
                    _ => components.push(component),
                }
            }
            let pattern = Pattern {
                components,
                verdict,
            };
            (!pattern.components.is_empty()).then_some(pattern)
        })
        .collect()
}

/// What is in a directory but for what the patterns leave out, as the root of files of their own; nothing for what is no
/// directory.
pub(super) fn without(
    sources: &FileSystem,
    directory: InodeId,
    excluded: &[&str],
) -> Option<FileSystem> {
    if !matches!(sources.inode(directory).node, Node::Directory { .. }) {
        return None;
    }
    let lines = excluded.join("\n");
    let patterns = patterns(&lines);
    let mut chosen = FileSystem::default();
    let (user, group) = (
        sources.inode(directory).user,
        sources.inode(directory).group,
    );
    let root = chosen.inode_mut(FileSystem::ROOT);
    (root.mode, root.user, root.group) = (sources.inode(directory).mode, user, group);
    chosen.set_coverage(FileSystem::ROOT, sources.coverage(directory));
    let mut open = vec![(directory, FileSystem::ROOT, String::new())];
    while let Some((from, to, path)) = open.pop() {
        for name in sources.names(from) {
            let Some(entry) = sources.entry_of(from, &name) else {
                continue;
            };
            let path = format!("{path}{name}");
            if is_left_out(&patterns, &path) {
                continue;
            }
            let inode = sources.inode(entry);
            let copy = match &inode.node {
                Node::Directory { coverage, .. } => {
                    let copy = chosen.add_directory(to, &name, *coverage);
                    open.push((entry, copy, format!("{path}/")));
                    copy
                }
                other => chosen.add(to, &name, other.clone(), inode.mode),
            };
            let made = chosen.inode_mut(copy);
            (made.mode, made.user, made.group) = (inode.mode, inode.user, inode.group);
            made.modified = inode.modified;
        }
    }
    Some(chosen)
}

/// The last pattern that matches a file, or a directory it lies in, decides (`patternmatcher` of moby).
fn is_left_out(patterns: &[Pattern<'_>], path: &str) -> bool {
    let names: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let matches = |pattern: &&Pattern<'_>| {
        let mut starts = 1..=names.len();
        starts.any(|end| glob::matches_path(&pattern.components, &names[..end]))
    };
    let last = patterns.iter().rev().find(matches);
    last.is_some_and(|it| it.verdict == Verdict::LeftOut)
}

#[cfg(test)]
mod tests {
    use super::{is_left_out, patterns};

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let patterns = patterns("# a comment\n\n*.md\n!README.md\n/build/\n**/*.log\n secret \n");
        for path in [
            "a.md",
            "build/x",
            "build/",
            "a/b.log",
            "secret",
            "secret/key",
        ] {
            assert!(is_left_out(&patterns, path), "{path}");
        }
        for path in ["README.md", "docs/a.md", "src/build", "log", "# a comment"] {
            assert!(!is_left_out(&patterns, path), "{path}");
        }
    }
}
