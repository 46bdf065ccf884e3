//! The shape of the catalogue: what is known about an image, and from where.
//!
//! The facts of an image are lines of a keyword and a value, made from `content/images` by codegen, which holds them
//! to their schema. As text they take a third of the room that constants of structures would take in the
//! playground's bundle, and reading them is no slower than copying those.
//!
//! ```text
//! evidence rootfs REPOSITORY, PATH, COMMIT    where facts can be checked, by key
//! tags 12 12.*                                begins a variant; `*` stands for any characters
//! from rootfs                                 the keys of its evidence
//! os linux
//! shell dash 0.5.12                           `shell none`: there is no /bin/sh
//! env PATH=/bin
//! env NODE_VERSION the value differs by tag   a variable whose value is not known, and why
//! entrypoint                                  known to be unset
//! cmd bash                                    a line for each word
//! ```
//!
//! A keyword without any line is a fact that is not known.

/// What is known about the images of one or more repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageFacts {
    /// The repositories, `docker.io/library/` implied.
    pub names: &'static [&'static str],
    /// The lines of facts.
    pub lines: &'static str,
}

/// What is known about the tags of one variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariantFacts {
    tags: &'static str,
    lines: &'static str,
}

/// Whether `/usr/share/zoneinfo` has zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zones {
    /// It has.
    Present,
    /// It has none.
    Absent,
}

/// The operating system of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Os {
    /// Linux.
    Linux,
    /// Windows.
    Windows,
}

/// What a line of a variant is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The keys of its evidence.
    Evidence,
    /// The operating system.
    Os,
    /// What `/bin/sh` is, and its version where it is the same for all the tags.
    Shell,
    /// The complete environment, in order.
    Environment,
    /// ENTRYPOINT.
    Entrypoint,
    /// CMD.
    Cmd,
    /// SHELL.
    ConfigShell,
    /// WORKDIR.
    WorkingDir,
    /// USER.
    User,
    /// STOPSIGNAL.
    StopSignal,
    /// EXPOSE.
    ExposedPorts,
    /// VOLUME.
    Volumes,
    /// ONBUILD.
    Onbuild,
    /// HEALTHCHECK.
    Healthcheck,
    /// Whether the timezone database is there, and the key of the evidence.
    Tzdata,
}

impl Fact {
    /// The keyword of its lines.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Evidence => "from",
            Self::Os => "os",
            Self::Shell => "shell",
            Self::Environment => "env",
            Self::Entrypoint => "entrypoint",
            Self::Cmd => "cmd",
            Self::ConfigShell => "config-shell",
            Self::WorkingDir => "workdir",
            Self::User => "user",
            Self::StopSignal => "stop-signal",
            Self::ExposedPorts => "expose",
            Self::Volumes => "volume",
            Self::Onbuild => "onbuild",
            Self::Healthcheck => "healthcheck",
            Self::Tzdata => "tzdata",
        }
    }
}

impl ImageFacts {
    /// The variants; the first whose tags match counts.
    pub fn variants(self) -> impl Iterator<Item = VariantFacts> {
        self.lines.split("\ntags ").skip(1).map(|it| {
            let (tags, lines) = it.split_once('\n').unwrap_or((it, ""));
            VariantFacts { tags, lines }
        })
    }

    /// Where the facts that name this key can be checked.
    #[must_use]
    pub fn evidence(self, key: &str) -> Option<&'static str> {
        let mut sources = self
            .lines
            .lines()
            .filter_map(|it| it.strip_prefix("evidence "));
        sources.find_map(|it| it.strip_prefix(key)?.strip_prefix(' '))
    }
}

impl VariantFacts {
    /// Whether these are the facts about `tag`.
    #[must_use]
    pub fn is_about(self, tag: &str) -> bool {
        self.tags.split(' ').any(|it| matches_tag(it, tag))
    }

    /// The values of a fact, in order; none of them when it is known to be empty. `None` when it is not known.
    #[must_use]
    pub fn values(self, fact: Fact) -> Option<Vec<&'static str>> {
        let keyword = fact.keyword();
        let mut lines = self.lines.lines();
        let mut next = || lines.find_map(|it| it.strip_prefix(keyword));
        let first = next()?;
        let rests = std::iter::once(first).chain(std::iter::from_fn(next));
        Some(rests.filter_map(|it| it.strip_prefix(' ')).collect())
    }

    /// The value of a fact that has one; empty when it is known to be unset. `None` when it is not known.
    #[must_use]
    pub fn value(self, fact: Fact) -> Option<&'static str> {
        let values = self.values(fact)?;
        Some(values.first().copied().unwrap_or_default())
    }
}

/// Whether `tag` fits a pattern in which `*` stands for any characters.
fn matches_tag(pattern: &str, tag: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == tag,
        Some((before, behind)) => tag.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len()).any(|at| rest.is_char_boundary(at) && matches_tag(behind, &rest[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CATALOGUE;
    use super::{Fact, ImageFacts, matches_tag};

    const IMAGE: ImageFacts = ImageFacts {
        names: &["debian"],
        lines: "
evidence a the archive
evidence ab another
tags 12 12.*
from ab
env PATH=/bin
env V the value differs by tag
entrypoint
cmd bash
cmd -l
tags 11
from a
",
    };

    #[test]
    fn the_first_variant_with_a_matching_tag_counts() {
        let variants: Vec<_> = IMAGE.variants().collect();
        assert_eq!(variants.len(), 2);
        assert!(variants[0].is_about("12.1"));
        assert!(!variants[0].is_about("11"));
        assert!(variants[1].is_about("11"));
    }

    #[test]
    fn what_has_no_line_is_unknown_and_what_has_no_value_is_empty() {
        let variant = IMAGE.variants().next().unwrap();
        assert_eq!(variant.values(Fact::Cmd), Some(vec!["bash", "-l"]));
        assert_eq!(variant.values(Fact::Entrypoint), Some(Vec::new()));
        assert_eq!(variant.value(Fact::Entrypoint), Some(""));
        assert_eq!(variant.values(Fact::User), None);
    }

    #[test]
    fn evidence_is_found_by_its_whole_key() {
        assert_eq!(IMAGE.evidence("a"), Some("the archive"));
        assert_eq!(IMAGE.evidence("ab"), Some("another"));
        assert_eq!(IMAGE.evidence("b"), None);
    }

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(matches_tag("12.*-slim", "12.1-slim"));
        assert!(matches_tag("12*", "12"));
        assert!(!matches_tag("12.*", "12"));
    }

    #[test]
    fn every_variant_of_the_catalogue_has_evidence_that_exists() {
        for image in CATALOGUE {
            assert!(image.variants().next().is_some(), "{:?}", image.names);
            for variant in image.variants() {
                let keys = variant.value(Fact::Evidence).unwrap_or_default();
                for key in keys.split(' ') {
                    assert!(image.evidence(key).is_some(), "{:?} {key}", image.names);
                }
            }
        }
    }
}
