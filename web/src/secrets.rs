//! What should not be passed on in a link: names that look like secrets.

use crate::state::State;

/// Parts of names whose values are usually secret.
const SUSPICIOUS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "credential",
    "private_key",
    "access_key",
    "bearer",
];

/// The name, as written, that gives a reason to look twice before the link is passed on.
pub(crate) fn suspicious_name(state: &State) -> Option<String> {
    let options = &state.options;
    let rows = options
        .build_arguments
        .iter()
        .chain(&options.run.environment)
        .chain(&options.start.host);
    let words = options.run.arguments.iter();
    [state.text.as_str(), &options.start.text]
        .into_iter()
        .chain(rows.chain(words).map(String::as_str))
        .find_map(assigned_secret)
}

/// The first name in `text` that looks like a secret and that a value is given to.
fn assigned_secret(text: &str) -> Option<String> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    let lower = text.to_ascii_lowercase();
    let found = SUSPICIOUS.iter().flat_map(|part| lower.match_indices(part));
    let mut named = found.filter_map(|(at, part)| {
        let before = lower[..at].trim_end_matches(is_part).len();
        let behind = &lower[at + part.len()..];
        let end = lower.len() - behind.trim_start_matches(is_part).len();
        let value = lower[end..].strip_prefix(['=', ' '])?;
        let begins_value =
            value.starts_with(|it: char| !it.is_whitespace() && !"$\"';&|)".contains(it));
        begins_value.then(|| text[before..end].to_owned())
    });
    named.next()
}

#[cfg(test)]
mod tests {
    use super::assigned_secret;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(assigned_secret(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_value_for_a_suspicious_name_is_found() {
        check("FROM a\nENV DB_PASSWORD=hunter2\n", Some("DB_PASSWORD"));
        check("GITHUB_TOKEN=abc", Some("GITHUB_TOKEN"));
        check("mysql --password=x", Some("--password"));
    }

    #[test]
    fn a_reference_gives_nothing_away() {
        check("curl -H \"Bearer ${API_KEY}\" x", None);
        check("ARG TOKEN\nRUN true", None);
        check("ENV A=1", None);
    }
}
