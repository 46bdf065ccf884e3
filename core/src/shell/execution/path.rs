//! Paths as the kernel follows them, links aside: absolute, without `.` and `..`.

/// `path` seen from the directory `from`.
pub(in crate::shell) fn absolute(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let from = if path.starts_with('/') { "" } else { from };
    for part in from.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn paths_are_followed_from_the_directory() {
        assert_eq!(absolute("/srv", "a"), "/srv/a");
        assert_eq!(absolute("/srv/b", "../a/./c"), "/srv/a/c");
        assert_eq!(absolute("/srv", "/../x//y/"), "/x/y");
        assert_eq!(absolute("/", "."), "/");
    }
}
