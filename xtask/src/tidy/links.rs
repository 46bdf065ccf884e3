//! Links between our Markdown documents lead somewhere: the file is there, and so is the heading behind `#`.
//!
//! Links to other sites are not fetched, and links in code blocks are no links.
//! Headings get their names as GitHub gives them; an element's `id` in HTML counts too.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Violation;
use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let documents: BTreeMap<&str, Document> = tree
        .with_ending(".md")
        .map(|(path, text)| (path, Document::read(text)))
        .collect();
    let mut violations = Vec::new();
    for (path, document) in &documents {
        for link in &document.links {
            if let Some(message) = why_dead(tree, &documents, path, &link.target) {
                violations.push(Violation::new(path, link.line, message));
            }
        }
    }
    violations
}

/// What of a document matters to links.
#[derive(Debug, Default)]
struct Document {
    /// What `#…` may name.
    anchors: BTreeSet<String>,
    links: Vec<Link>,
}

#[derive(Debug)]
struct Link {
    target: String,
    line: usize,
}

impl Document {
    fn read(text: &str) -> Self {
        let mut document = Self::default();
        let mut heading: Option<String> = None;
        for (event, range) in
            Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES)
                .into_offset_iter()
        {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    document.add_heading(&heading.take().unwrap_or_default());
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    document.links.push(Link {
                        target: dest_url.into_string(),
                        line: text[..range.start].matches('\n').count() + 1,
                    });
                }
                Event::Text(piece) | Event::Code(piece) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&piece);
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) => document.anchors.extend(ids(&html)),
                _ => {}
            }
        }
        document
    }

    /// A second heading of one name gets `-1`, a third `-2`.
    fn add_heading(&mut self, heading: &str) {
        let name = anchor(heading);
        let free = (0..)
            .map(|count| match count {
                0 => name.clone(),
                _ => format!("{name}-{count}"),
            })
            .find(|candidate| !self.anchors.contains(candidate));
        self.anchors.extend(free);
    }
}

fn why_dead(
    tree: &Tree,
    documents: &BTreeMap<&str, Document>,
    from: &str,
    target: &str,
) -> Option<String> {
    if is_elsewhere(target) {
        return None;
    }
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let file = file.split('?').next().unwrap_or_default();
    let Some(path) = resolve(from, file).filter(|path| tree.has(path)) else {
        return Some(format!("the link `{target}` leads to no file"));
    };
    let document = documents.get(path.as_str())?;
    let is_dead = !fragment.is_empty() && !document.anchors.contains(fragment);
    is_dead.then(|| format!("the link `{target}` leads to no heading of {path}"))
}

/// Whether a link has a scheme (`https:`, `mailto:`) or names another host.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split(['/', '#', '?']).next().unwrap_or_default();
    scheme.contains(':') || target.starts_with("//")
}

/// The path below the root that a link in the document `from` names; `None` when it leaves the repository.
fn resolve(from: &str, file: &str) -> Option<String> {
    if file.is_empty() {
        return Some(from.to_owned());
    }
    let mut folders: Vec<&str> = match file.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    folders.pop();
    for name in file.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            name => folders.push(name),
        }
    }
    Some(folders.join("/"))
}

/// The name that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            _ => character.is_alphanumeric().then_some(character),
        })
        .collect()
}

/// The values of `id="…"` in a piece of HTML.
fn ids(html: &str) -> impl Iterator<Item = String> {
    html.split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(id, _)| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::{anchor, check, resolve};

    #[test]
    fn links_that_lead_somewhere_are_fine() {
        let files = [
            (
                "README.md",
                "# Use\n[a](core/a.md#two-words) [b](#use) [c](https://example.org/x#y) [d](core) [e](/core/a.md)\n\
                 ```\n[f](nothing.md)\n```\n`[g](nothing.md)` ![h](core/a.md?raw=1)\n",
            ),
            (
                "core/a.md",
                "## Two *words*\n<a id=\"x\"></a>\n[up](../README.md) [x](#x)\n[r]\n\n[r]: ../README.md#use\n",
            ),
        ];
        assert_eq!(found(check, &files), [""; 0]);
    }

    #[test]
    fn links_to_nowhere_are_named_with_their_line() {
        let files = [
            (
                "README.md",
                "# Use\n\n[a](core/b.md)\n[b](#usage)\n[c](core/a.md#one)\n[d](../x.md)\n",
            ),
            ("core/a.md", "## Two\n[r]\n\n[r]: b.md\n"),
        ];
        assert_eq!(
            found(check, &files),
            [
                "README.md:3: the link `core/b.md` leads to no file",
                "README.md:4: the link `#usage` leads to no heading of README.md",
                "README.md:5: the link `core/a.md#one` leads to no heading of core/a.md",
                "README.md:6: the link `../x.md` leads to no file",
                "core/a.md:2: the link `b.md` leads to no file",
            ]
        );
    }

    #[test]
    fn headings_of_one_name_are_counted() {
        let files = [(
            "a.md",
            "# Case\n# Case\n[1](#case) [2](#case-1) [3](#case-2)\n",
        )];
        assert_eq!(
            found(check, &files),
            ["a.md:3: the link `#case-2` leads to no heading of a.md"]
        );
    }

    #[test]
    fn headings_are_named_as_github_names_them() {
        assert_eq!(
            anchor("Exec form: `[\"a\", \"b\"]`, 2 words"),
            "exec-form-a-b-2-words"
        );
        assert_eq!(anchor("I want to … → go there"), "i-want-to---go-there");
    }

    #[test]
    fn links_are_resolved_from_their_document() {
        assert_eq!(
            resolve("core/src/a.md", "../b.md").as_deref(),
            Some("core/b.md")
        );
        assert_eq!(resolve("core/src/a.md", "/b.md").as_deref(), Some("b.md"));
        assert_eq!(resolve("a.md", "../b.md"), None);
    }
}
