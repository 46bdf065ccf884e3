//! Image references: `registry/repository:tag@digest`.
//!
//! The grammar is that of `github.com/distribution/reference`; BuildKit refuses a base image whose name does not
//! follow it.

use crate::text::case;

/// An image reference in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The repository as people write it: without `docker.io/` and `library/`.
    pub familiar: String,
    /// The tag; `latest` when none is written and there is no digest.
    pub tag: Option<String>,
    /// The digest.
    pub digest: Option<String>,
}

/// Why a text is no reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidReference {
    /// The words of the reference library.
    pub message: String,
}

impl std::fmt::Display for InvalidReference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// Reads a reference (`ParseNormalizedNamed`).
///
/// # Errors
///
/// `invalid reference format`, with its reason, as the reference library says it.
pub fn parse(written: &str) -> Result<Reference, InvalidReference> {
    let invalid = |reason: &str| InvalidReference {
        message: reason.to_owned(),
    };
    const FORMAT: &str = "invalid reference format";
    if is_identifier(written) {
        return Err(invalid(&format!(
            "invalid repository name ({written}), cannot specify 64-byte hexadecimal strings"
        )));
    }
    let (named, digest) = match written.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (written, None),
    };
    let (domain, remainder) = split_domain(named);
    let (path, tag) = match remainder.rsplit_once(':') {
        Some((path, tag)) => (path, Some(tag)),
        None => (remainder, None),
    };
    if path.bytes().any(|it| it.is_ascii_uppercase()) {
        let library = if domain.is_none() && !path.contains('/') {
            "library/"
        } else {
            ""
        };
        return Err(invalid(&format!(
            "invalid reference format: repository name ({library}{path}) must be lowercase"
        )));
    }
    let fits = domain.is_none_or(is_domain)
        && path.split('/').all(is_path_component)
        && tag.is_none_or(is_tag)
        && digest.is_none_or(is_digest);
    if !fits {
        return Err(invalid(FORMAT));
    }
    let short = path
        .strip_prefix("library/")
        .filter(|it| !it.contains('/'))
        .unwrap_or(path);
    let familiar = match domain {
        None | Some("docker.io" | "index.docker.io") => short.to_owned(),
        Some(domain) => format!("{domain}/{path}"),
    };
    let default_tag = digest.is_none().then(|| "latest".to_owned());
    Ok(Reference {
        familiar,
        tag: tag.map(str::to_owned).or(default_tag),
        digest: digest.map(str::to_owned),
    })
}

fn is_identifier(written: &str) -> bool {
    written.len() == 64
        && written
            .bytes()
            .all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}

/// A first component is a registry when it has a dot, a colon or a capital letter, or is `localhost`.
fn split_domain(named: &str) -> (Option<&str>, &str) {
    match named.split_once('/') {
        Some((first, rest))
            if first.contains(['.', ':']) || first == "localhost" || !case::is_lowercase(first) =>
        {
            (Some(first), rest)
        }
        _ => (None, named),
    }
}

fn is_domain(domain: &str) -> bool {
    let (host, port) = match domain.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (domain, None),
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.split('.').all(is_label)
        && port.is_none_or(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

/// `[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*`
fn is_path_component(component: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
    let bytes = component.as_bytes();
    if !bytes.first().is_some_and(|it| is_plain(*it))
        || !bytes.last().is_some_and(|it| is_plain(*it))
    {
        return false;
    }
    component
        .split(|it: char| it.is_ascii() && is_plain(it as u8))
        .all(|between| {
            matches!(between, "" | "." | "_" | "__") || between.bytes().all(|it| it == b'-')
        })
}

fn is_tag(tag: &str) -> bool {
    let is_word = |it: u8| it.is_ascii_alphanumeric() || it == b'_';
    tag.len() <= 128
        && tag.bytes().next().is_some_and(is_word)
        && tag
            .bytes()
            .all(|it| is_word(it) || matches!(it, b'.' | b'-'))
}

fn is_digest(digest: &str) -> bool {
    digest.split_once(':').is_some_and(|(algorithm, hex)| {
        algorithm.starts_with(|it: char| it.is_ascii_alphabetic())
            && algorithm
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'.' | b'_' | b'-'))
            && hex.len() >= 32
            && hex.bytes().all(|it| it.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Result<(&str, Option<&str>), &str>) {
        let found = parse(written);
        let found = found
            .as_ref()
            .map(|it| (it.familiar.as_str(), it.tag.as_deref()))
            .map_err(|it| it.message.as_str());
        assert_eq!(found, expected, "{written}");
    }

    #[test]
    fn references_are_shortened_as_people_write_them() {
        check("debian", Ok(("debian", Some("latest"))));
        check("docker.io/library/debian:12", Ok(("debian", Some("12"))));
        check("grafana/grafana:1.0", Ok(("grafana/grafana", Some("1.0"))));
        check(
            "mcr.microsoft.com/dotnet/sdk:8.0",
            Ok(("mcr.microsoft.com/dotnet/sdk", Some("8.0"))),
        );
        check(
            "localhost:5000/a/b",
            Ok(("localhost:5000/a/b", Some("latest"))),
        );
    }

    #[test]
    fn invalid_references_have_the_librarys_words() {
        check("probe/debian:", Err("invalid reference format"));
        check("a//b", Err("invalid reference format"));
        check(
            "Debian",
            Err("invalid reference format: repository name (library/Debian) must be lowercase"),
        );
    }
}
