//! What Docker checks of a line behind its flags: first the command line, then the engine.

use super::{DockerLine, Refusal, Verb};
use crate::commandline::flags::{Flags, Switch, boolean};
use crate::session::Session;
use crate::text::Span;

/// What `docker` refuses before it reads files.
pub(super) fn before_files(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    pull(line, cx, read).or_else(|| swappiness(line, cx, read))
}

/// What it refuses then, before it asks an engine.
pub(super) fn before_the_engine(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    health(line, cx, read)
        .or_else(|| restart(line, cx, read))
        .or_else(|| attach(line, cx, read))
        .or_else(|| reference(line, cx))
}

fn is_on(cx: &Session, read: &Flags, flag: &str) -> bool {
    let last = read.last(flag).and_then(|it| boolean(cx.texts.str(it)));
    last == Some(Switch::On)
}

fn pull(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    let value = read.last("pull")?;
    match cx.texts.str(value) {
        "" | "always" | "missing" | "never" => None,
        other if cx.texts.is_known(value) => {
            let message = format!(
                "invalid pull option: '{other}': must be one of \"always\", \"missing\" or \"never\""
            );
            Some(line.failed(&message, value))
        }
        _ => None,
    }
}

fn attach(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    let value = read.last("attach")?;
    (line.verb == Verb::Run && is_on(cx, read, "detach")).then(|| Refusal {
        printed: "conflicting options: cannot specify both --attach and --detach".to_owned(),
        exit: 1,
        at: Some(value),
    })
}

fn swappiness(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    let value = read.last("memory-swappiness")?;
    let number: i64 = cx.texts.str(value).parse().ok()?;
    (!(-1..=100).contains(&number)).then(|| {
        let message = format!("invalid value: {number}. Valid memory swappiness range is 0-100");
        line.failed(&message, value)
    })
}

fn health(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    let is_off = is_on(cx, read, "no-healthcheck");
    let value = [
        "health-cmd",
        "health-interval",
        "health-timeout",
        "health-start-period",
        "health-start-interval",
    ]
    .into_iter()
    .find_map(|it| read.last(it).filter(|it| !cx.texts.str(*it).is_empty()))?;
    is_off.then(|| line.failed("--no-healthcheck conflicts with --health-* options", value))
}

fn restart(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    let value = read.last("restart")?;
    let is_none = matches!(cx.texts.str(value), "" | "no");
    (is_on(cx, read, "rm") && !is_none).then(|| {
        line.failed(
            "conflicting options: cannot specify both --restart and --rm",
            value,
        )
    })
}

/// The name of an image that is none.
fn reference(line: &DockerLine, cx: &Session) -> Option<Refusal> {
    let image = line.image.filter(|it| cx.texts.is_known(*it))?;
    if line.verb == Verb::Exec {
        return None;
    }
    let text = cx.texts.str(image);
    let (name, _) = split_reference(text);
    let repository = match name.split_once('/') {
        Some((host, rest)) if is_host(host) => rest,
        Some(_) | None => name,
    };
    if is_reference(text) {
        let problem = text.split_once('@').and_then(|it| digest_problem(it.1))?;
        return Some(line.failed(problem, image));
    }
    // Only the letters' case is wrong.
    let message =
        match is_reference(&text.to_lowercase()) && repository != repository.to_lowercase() {
            true if name.contains('/') => format!(
                "invalid reference format: repository name ({repository}) must be lowercase"
            ),
            true => format!(
                "invalid reference format: repository name (library/{repository}) must be lowercase"
            ),
            false => "invalid reference format".to_owned(),
        };
    Some(line.failed(&message, image))
}

/// The name, and the tag and digest behind it.
fn split_reference(text: &str) -> (&str, &str) {
    let end = text.find('@').unwrap_or(text.len());
    let slash = text[..end].rfind('/').map_or(0, |it| it + 1);
    let end = text[slash..end].find(':').map_or(end, |it| slash + it);
    text.split_at(end)
}

fn is_host(part: &str) -> bool {
    part.contains(['.', ':']) || part == "localhost" || part != part.to_lowercase()
}

/// Whether it has the form of a reference (distribution/reference): names in small letters, a tag, a digest.
fn is_reference(text: &str) -> bool {
    let (name, behind) = split_reference(text);
    let (tag, digest) = match behind.split_once('@') {
        Some((tag, digest)) => (tag, Some(digest)),
        None => (behind, None),
    };
    let path = match name.split_once('/') {
        Some((host, rest)) if is_host(host) => match is_host_name(host) {
            true => rest,
            false => return false,
        },
        Some(_) | None => name,
    };
    path.split('/').all(is_component)
        && (tag.is_empty() || tag.strip_prefix(':').is_some_and(is_tag))
        && digest.is_none_or(is_digest)
        && name.len() <= 255
}

fn is_host_name(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_part = |it: &str| {
        let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '-';
        !it.is_empty() && it.chars().all(is_letter) && !it.starts_with('-') && !it.ends_with('-')
    };
    name.split('.').all(is_part) && !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit())
}

/// Letters and digits, with `.`, `_`, `__` or hyphens between them.
fn is_component(part: &str) -> bool {
    let is_alphanumeric = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    let is_separator = |it: &str| {
        matches!(it, "." | "_" | "__") || (!it.is_empty() && it.chars().all(|it| it == '-'))
    };
    let mut separators = part.split(is_alphanumeric).filter(|it| !it.is_empty());
    part.starts_with(is_alphanumeric)
        && part.ends_with(is_alphanumeric)
        && separators.all(is_separator)
}

fn is_tag(tag: &str) -> bool {
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    tag.starts_with(is_word)
        && tag.len() <= 128
        && tag.chars().all(|it| is_word(it) || matches!(it, '.' | '-'))
}

fn is_digest(digest: &str) -> bool {
    digest.split_once(':').is_some_and(|(algorithm, hex)| {
        let is_name = algorithm.starts_with(|it: char| it.is_ascii_alphabetic())
            && algorithm.chars().all(|it| it.is_ascii_alphanumeric());
        is_name && hex.len() >= 32 && hex.bytes().all(|it| it.is_ascii_hexdigit())
    })
}

/// What is wrong with a digest that has the form of one (opencontainers/go-digest).
fn digest_problem(digest: &str) -> Option<&'static str> {
    let (algorithm, hex) = digest.split_once(':')?;
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return Some("unsupported digest algorithm"),
    };
    match hex.len() == length {
        false => Some("invalid checksum digest length"),
        true if hex.bytes().any(|it| it.is_ascii_uppercase()) => {
            Some("invalid checksum digest format")
        }
        true => None,
    }
}

/// What the engine refuses before it makes a container.
pub(super) fn by_the_engine(line: &DockerLine, cx: &Session, read: &Flags) -> Option<Refusal> {
    let directory: Span = read.last("workdir").filter(|it| cx.texts.is_known(*it))?;
    let text = cx.texts.str(directory);
    let is_refused = line.verb != Verb::Exec && !text.is_empty() && !text.starts_with('/');
    is_refused.then(|| {
        let message = format!(
            "Error response from daemon: the working directory '{text}' is invalid, it needs to be an absolute path"
        );
        line.failed(&message, directory)
    })
}
