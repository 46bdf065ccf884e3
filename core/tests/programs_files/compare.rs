//! Runs every case both ways and says where they differ.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::{line, real, simulated};

/// Where programs are looked for.
pub(crate) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Whose programs are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Debian,
    Busybox,
}

/// What a case finds at a path.
pub(crate) enum Made {
    Directory,
    File(&'static str),
    Script(&'static str),
    Link(&'static str),
}

/// The files every case finds.
pub(crate) const FIXTURE: &[(&str, Made)] = &[
    ("a", Made::File("one\ntwo\n")),
    ("b", Made::File("one\n2\nthree\n")),
    ("empty", Made::File("")),
    ("with space", Made::File("x")),
    ("d", Made::Directory),
    ("d/x", Made::File("in d\n")),
    ("d/y", Made::Directory),
    ("d/y/z", Made::File("deep\n")),
    ("e", Made::Directory),
    (".hidden", Made::File("h\n")),
    ("link", Made::Link("a")),
    ("dlink", Made::Link("d")),
    ("dangling", Made::Link("nowhere")),
    ("script", Made::Script("#!/bin/sh\n")),
];

/// What a case did.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Result {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) statuses: Vec<i32>,
    pub(crate) files: BTreeMap<String, String>,
}

fn is_wanted() -> bool {
    let is_wanted = std::env::var_os("SHELLFORM_SHELLS").is_some()
        && Path::new("/usr/bin/busybox").exists()
        && Path::new("/etc/debian_version").exists();
    if !is_wanted {
        eprintln!("skipped: SHELLFORM_SHELLS is not set, or this is not Debian with busybox");
    }
    is_wanted
}

fn seconds() -> i64 {
    let passed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = passed.unwrap_or_default().as_secs();
    i64::try_from(seconds).unwrap_or_default()
}

/// Compares the cases of a table, one a line.
pub(crate) fn compare(whose: Whose, cases: &str) {
    if !is_wanted() {
        return;
    }
    let mut wrong = Vec::new();
    let lines = cases.lines().map(str::trim);
    for case in lines.filter(|it| !it.is_empty() && !it.starts_with('#')) {
        wrong.extend(difference(whose, case));
    }
    let report = wrong.join("\n");
    assert!(wrong.is_empty(), "{} differ\n{report}", wrong.len());
}

/// How a case differs; nothing when it does not, or when it begins with `?` and is not simulated.
fn difference(whose: Whose, case: &str) -> Option<String> {
    let (case, may_be_unsupported) = match case.strip_prefix('?') {
        Some(rest) => (rest, true),
        None => (case, false),
    };
    let folder = real::folder();
    let path = folder.to_string_lossy().into_owned();
    let commands = line::commands(&case.replace("$PWD", &path));
    let began = seconds();
    let theirs = real::run(whose, &commands, &folder);
    fs::remove_dir_all(&folder).expect("the folder can be removed");
    let ours = match simulated::simulate(whose, &commands, &path, began) {
        Ok(_) if may_be_unsupported => {
            return Some(format!("{case}\n  is simulated, though marked with ?"));
        }
        Err(_) if may_be_unsupported => return None,
        Err(why) => return Some(format!("{case}\n  {why}\n  theirs {theirs:?}")),
        Ok(ours) => ours,
    };
    let mut shown = Vec::new();
    for (what, ours, theirs) in [
        ("stdout", &ours.stdout, &theirs.stdout),
        ("stderr", &ours.stderr, &theirs.stderr),
    ] {
        if ours != theirs {
            shown.push(format!(
                "  {what}\n    ours   {ours:?}\n    theirs {theirs:?}"
            ));
        }
    }
    if ours.statuses != theirs.statuses {
        let (ours, theirs) = (&ours.statuses, &theirs.statuses);
        shown.push(format!("  status {ours:?}, theirs {theirs:?}"));
    }
    let paths = ours.files.keys().chain(theirs.files.keys());
    let paths: std::collections::BTreeSet<_> = paths.collect();
    for path in paths {
        let (ours, theirs) = (ours.files.get(path), theirs.files.get(path));
        if ours != theirs {
            shown.push(format!("  file {path}: {ours:?}, theirs {theirs:?}"));
        }
    }
    match shown.is_empty() {
        true => None,
        false => Some(format!("{case}\n{}", shown.join("\n"))),
    }
}
