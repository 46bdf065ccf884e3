//! `service NAME start`, `apachectl start`: they succeed, and the server goes on as a child of PID 1.

/// Whether a command starts a server and leaves it to itself.
pub(super) fn launches(name: &str, arguments: &[&str]) -> bool {
    matches!(
        (name, arguments),
        ("service", [_, "start" | "restart"])
            | ("apachectl" | "apache2ctl", ["start"] | ["-k", "start"])
    )
}

#[cfg(test)]
mod tests {
    use super::launches;

    #[test]
    fn only_what_starts_a_server_leaves_one() {
        assert!(launches("service", &["nginx", "start"]));
        assert!(launches("apache2ctl", &["-k", "start"]));
        assert!(!launches("service", &["nginx", "status"]));
        assert!(!launches("apachectl", &["-DFOREGROUND"]));
    }
}
