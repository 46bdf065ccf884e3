//! Paths as texts.

/// `path` as an absolute path, seen from `directory`; `.`, `..` and doubled slashes are taken out by the text alone.
#[must_use]
pub fn absolute(directory: &str, path: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    let start = if path.starts_with('/') { "" } else { directory };
    for name in start.split('/').chain(path.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            _ => names.push(name),
        }
    }
    format!("/{}", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn dots_are_taken_out() {
        assert_eq!(absolute("/srv", "a/./b/../c"), "/srv/a/c");
        assert_eq!(absolute("/srv", "/x//y/"), "/x/y");
        assert_eq!(absolute("/", "../.."), "/");
    }
}
