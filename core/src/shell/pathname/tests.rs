//! What fields match, recorded from dash 0.5.12, bash 5.2 and busybox 1.35 in the folder that `Folder` is.

use super::{Directories, Expansion, HiddenNames, Kind, Listing, Options, RecursiveStar, expand};
use crate::shell::Dialect;
use crate::shell::pattern::{PatternCharacter, Quoting};

/// Files by their paths; a directory ends in a slash, `link@d` leads to `d`, `link@` nowhere.
struct Folder(&'static [&'static str]);

const FOLDER: Folder = Folder(&[
    ".x", "a", "ab", "d/", "d/f", "d/.y", "d/s/", "d/s/t", "e/", "l@d", "n@",
]);

impl Folder {
    fn resolve(&self, path: &str) -> String {
        let path = path.replace("//", "/");
        let path = path
            .strip_prefix("l/")
            .map_or(path.clone(), |rest| format!("d/{rest}"));
        path.strip_prefix("./").unwrap_or(&path).to_owned()
    }
}

impl Directories for Folder {
    fn names(&self, path: &str) -> Listing {
        let directory = self.resolve(path);
        if !directory.is_empty() && !self.0.contains(&directory.as_str()) {
            return Listing::Refused;
        }
        let below = self
            .0
            .iter()
            .filter_map(|it| it.strip_prefix(directory.as_str()));
        let name = |it: &str| {
            let name = it.strip_suffix('/').unwrap_or(it);
            let name = name.split('@').next().unwrap_or(name);
            (!name.is_empty() && !name.contains('/')).then(|| name.to_owned())
        };
        Listing::Names(below.filter_map(name).collect())
    }

    fn kind(&self, path: &str) -> Kind {
        let path = self.resolve(path);
        if path.is_empty() || matches!(path.as_str(), "." | ".." | "./" | "../") {
            return Kind::Directory;
        }
        for it in self.0 {
            let name = it.trim_end_matches('/');
            match name.split_once('@') {
                Some((name, _)) if name == path => return Kind::Link,
                _ if *it == path || it.ends_with('/') && name == path => return Kind::Directory,
                _ if *it == path => return Kind::Other,
                _ => {}
            }
        }
        Kind::Absent
    }
}

/// The field; what stands between `"` is quoted.
fn field(text: &str) -> Vec<PatternCharacter> {
    let parts = text
        .split('"')
        .zip([Quoting::Unquoted, Quoting::Quoted].into_iter().cycle());
    let read = |(part, quoting): (&str, Quoting)| -> Vec<PatternCharacter> {
        part.chars()
            .map(|character| PatternCharacter { character, quoting })
            .collect()
    };
    parts.flat_map(read).collect()
}

fn names(text: &str, options: Options) -> String {
    match expand(&field(text), options, &FOLDER) {
        Expansion::Unchanged => "-".to_owned(),
        Expansion::Names(names) => names.join(" "),
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn check(text: &str, ash: &str, bash: &str) {
    for (dialect, expected) in [
        (Dialect::Dash, ash),
        (Dialect::BusyboxAsh, ash),
        (Dialect::Bash, bash),
    ] {
        assert_eq!(
            names(text, Options::of(dialect)),
            expected,
            "{text} in {dialect:?}"
        );
    }
}

#[test]
fn names_are_sorted_and_hidden_ones_need_their_dot() {
    check("*", "a ab d e l n", "a ab d e l n");
    check(".*", ". .. .x", ".x");
    check("[.]x", "-", "-");
    check("a\"*\"", "-", "-");
    check("\"a\"*", "a ab", "a ab");
}

#[test]
fn slashes_split() {
    check("*/f", "d/f l/f", "d/f l/f");
    check("*/", "d/ e/ l/", "d/ e/ l/");
    check("d//*", "d//f d//s", "d//f d//s");
    check("*//f", "d//f l//f", "d/f l/f");
    check("d[/]f", "-", "-");
    check("nothing/*", "-", "-");
}

#[test]
fn recursive_stars() {
    let mut options = Options::of(Dialect::Bash);
    options.recursive = RecursiveStar::On;
    assert_eq!(names("**", options), "a ab d d/f d/s d/s/t e l n");
    assert_eq!(names("**/", options), "d/ d/s/ e/ l/");
    assert_eq!(names("d/**", options), "d/ d/f d/s d/s/t");
    assert_eq!(names("**/t", options), "d/s/t");
    options.hidden = HiddenNames::LikeAll;
    assert_eq!(names("d/**", options), "d/ d/.y d/f d/s d/s/t");
}
