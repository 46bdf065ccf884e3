//! Paths as BuildKit makes them (`util/system/path.go`, Go's `path.Clean`).

/// The shortest equal path: without `.`, `..`, repeated and trailing slashes (Go's `path.Clean`).
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            other => parts.push(other),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// A new working directory (`NormalizeWorkdir`): an absolute path stays as it is written, a relative one is joined
/// to the current directory and cleaned, an empty one is the current directory.
pub(super) fn working_directory(current: &str, new: &str) -> String {
    let current = if current.is_empty() { "/" } else { current };
    let current = if current.starts_with('/') {
        current.to_owned()
    } else {
        clean(&format!("/{current}"))
    };
    if new.is_empty() {
        current
    } else if new.starts_with('/') {
        new.to_owned()
    } else {
        clean(&format!("{current}/{new}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_directories_are_joined_as_buildkit_does() {
        assert_eq!(working_directory("/x/", ".."), "/");
        assert_eq!(working_directory("", "a/../b/"), "/b");
        assert_eq!(working_directory("/srv", "app"), "/srv/app");
        assert_eq!(working_directory("/x", "/a/../b/"), "/a/../b/");
        assert_eq!(working_directory("/x", ""), "/x");
        assert_eq!(working_directory("", "."), "/");
    }
}
