//! Links that may be followed.

/// A link to a page of the web; nothing else is made a link.
pub(super) fn to_web(link: &str) -> Option<&str> {
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    is_web.then_some(link)
}
