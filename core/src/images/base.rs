//! A base image as a simulation uses it: from the catalogue, from the reader, or unknown.

use serde_json::Value;

use crate::knowledge::{Known, Unknown};
use crate::shell::Dialect;

use super::facts::{ImageFacts, Os, ShellDialect, VariantFacts, Zones};
use super::reference::{self, Reference};

/// What is known about a base image.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseImage {
    /// Its name as written after `FROM`, variables expanded.
    pub name: String,
    /// Where the knowledge comes from, as a phrase.
    pub evidence: String,
    /// What `/bin/sh` is.
    pub shell: Known<BaseShell>,
    /// The environment, in order. An entry may be known by name only.
    pub environment: Known<Vec<(String, Known<String>)>>,
    /// ENTRYPOINT; empty when unset.
    pub entrypoint: Known<Vec<String>>,
    /// CMD; empty when unset.
    pub cmd: Known<Vec<String>>,
    /// SHELL; empty when unset.
    pub config_shell: Known<Vec<String>>,
    /// WORKDIR; empty when unset.
    pub working_dir: Known<String>,
    /// USER; empty when unset.
    pub user: Known<String>,
    /// STOPSIGNAL; empty when unset.
    pub stop_signal: Known<String>,
    /// EXPOSE.
    pub exposed_ports: Known<Vec<String>>,
    /// VOLUME.
    pub volumes: Known<Vec<String>>,
    /// LABEL.
    pub labels: Known<Vec<(String, String)>>,
    /// ONBUILD.
    pub onbuild: Known<Vec<String>>,
    /// The test of HEALTHCHECK; empty when there is none.
    pub healthcheck: Known<Vec<String>>,
    /// Whether the timezone database is there.
    pub tzdata: Known<Zones>,
    /// The operating system.
    pub os: Os,
}

/// What `/bin/sh` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseShell {
    /// Which shell; `None` when the image has no `/bin/sh`.
    pub dialect: Option<Dialect>,
    /// Its version, where it is known.
    pub version: Option<String>,
}

impl BaseImage {
    /// `scratch`: nothing but what BuildKit itself sets.
    #[must_use]
    pub fn scratch() -> Self {
        Self {
            name: "scratch".to_owned(),
            evidence: "BuildKit starts an empty image with `WORKDIR /` (recorded)".to_owned(),
            shell: Known::Yes(BaseShell {
                dialect: None,
                version: None,
            }),
            environment: Known::Yes(Vec::new()),
            entrypoint: Known::Yes(Vec::new()),
            cmd: Known::Yes(Vec::new()),
            config_shell: Known::Yes(Vec::new()),
            working_dir: Known::Yes("/".to_owned()),
            user: Known::Yes(String::new()),
            stop_signal: Known::Yes(String::new()),
            exposed_ports: Known::Yes(Vec::new()),
            volumes: Known::Yes(Vec::new()),
            labels: Known::Yes(Vec::new()),
            onbuild: Known::Yes(Vec::new()),
            healthcheck: Known::Yes(Vec::new()),
            tzdata: Known::Yes(Zones::Absent),
            os: Os::Linux,
        }
    }

    /// An image about which nothing is known.
    #[must_use]
    pub fn unknown(name: &str, why: &str) -> Self {
        fn no<T>(why: &str) -> Known<T> {
            Known::No(Unknown::Image(why.to_owned()))
        }
        Self {
            name: name.to_owned(),
            evidence: why.to_owned(),
            shell: no(why),
            environment: no(why),
            entrypoint: no(why),
            cmd: no(why),
            config_shell: no(why),
            working_dir: no(why),
            user: no(why),
            stop_signal: no(why),
            exposed_ports: no(why),
            volumes: no(why),
            labels: no(why),
            onbuild: no(why),
            healthcheck: no(why),
            tzdata: no(why),
            os: Os::Linux,
        }
    }

    /// What the catalogue says about `name`.
    #[must_use]
    pub fn from_catalogue(name: &str) -> Self {
        let Ok(reference) = reference::parse(name) else {
            return Self::unknown(name, "the name is not a valid image reference");
        };
        let Some(image) = find(&reference) else {
            return Self::unknown(
                name,
                "Shellform's catalogue of base images does not have it",
            );
        };
        let variant = reference
            .tag
            .as_deref()
            .and_then(|tag| find_variant(image, tag));
        match variant {
            Some(variant) => from_facts(name, image, variant),
            None => Self::unknown(
                name,
                "the catalogue has the image, but nothing certain about this tag",
            ),
        }
    }

    /// From the JSON of `docker image inspect` or an OCI image configuration.
    ///
    /// # Errors
    ///
    /// When there is no `Config` (or `config`) object in it, or a field has another type than Docker gives it.
    pub fn from_config(name: &str, json: &Value) -> Result<Self, String> {
        super::config::read(name, json)
    }
}

fn find(reference: &Reference) -> Option<&'static ImageFacts> {
    let names = |it: &&ImageFacts| it.names.contains(&reference.familiar.as_str());
    super::catalogue::CATALOGUE.iter().find(names)
}

fn find_variant<'i>(image: &'i ImageFacts, tag: &str) -> Option<&'i VariantFacts> {
    let matches = |it: &&VariantFacts| it.tags.iter().any(|pattern| matches_tag(pattern, tag));
    image.variants.iter().find(matches)
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

fn from_facts(name: &str, image: &ImageFacts, facts: &VariantFacts) -> BaseImage {
    let words = |words: Option<&[&str]>, what| known(words, what, owned);
    let word = |word: Option<&str>, what| known(word, what, str::to_owned);
    let shell = known(facts.shell, "what its /bin/sh is", |it| BaseShell {
        dialect: dialect(it.dialect),
        version: it.version.map(str::to_owned),
    });
    let environment = known(facts.environment, "its complete environment", |variables| {
        let variable = |it: &super::facts::VariableFacts| {
            let value = match it.value {
                Ok(value) => Known::Yes(value.to_owned()),
                Err(why) => Known::No(Unknown::Fact(why.to_owned())),
            };
            (it.name.to_owned(), value)
        };
        variables.iter().map(variable).collect()
    });
    let healthcheck = match facts.healthcheck {
        Some(super::facts::HealthcheckFacts::Absent) => Known::Yes(Vec::new()),
        Some(super::facts::HealthcheckFacts::Present) | None => not_in_catalogue("its HEALTHCHECK"),
    };
    BaseImage {
        name: name.to_owned(),
        evidence: evidence(image, facts),
        shell,
        environment,
        entrypoint: words(facts.entrypoint, "its ENTRYPOINT"),
        cmd: words(facts.cmd, "its CMD"),
        config_shell: words(facts.config_shell, "its SHELL"),
        working_dir: word(facts.working_dir, "its WORKDIR"),
        user: word(facts.user, "its USER"),
        stop_signal: word(facts.stop_signal, "its STOPSIGNAL"),
        exposed_ports: words(facts.exposed_ports, "its EXPOSE"),
        volumes: words(facts.volumes, "its VOLUME"),
        labels: not_in_catalogue("its labels"),
        onbuild: words(facts.onbuild, "its ONBUILD"),
        healthcheck,
        tzdata: known(facts.tzdata, "whether it has tzdata", |it| it.zones),
        os: facts.os,
    }
}

fn known<T, U>(fact: Option<T>, what: &str, convert: impl FnOnce(T) -> U) -> Known<U> {
    match fact {
        Some(fact) => Known::Yes(convert(fact)),
        None => not_in_catalogue(what),
    }
}

fn not_in_catalogue<T>(what: &str) -> Known<T> {
    Known::No(Unknown::Fact(format!("the catalogue does not say {what}")))
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|it| (*it).to_owned()).collect()
}

fn evidence(image: &ImageFacts, facts: &VariantFacts) -> String {
    let texts = facts.evidence.iter().filter_map(|key| {
        let (_, text) = image.evidence.iter().find(|(it, _)| it == key)?;
        Some(*text)
    });
    texts.collect::<Vec<_>>().join("; ")
}

fn dialect(dialect: ShellDialect) -> Option<Dialect> {
    match dialect {
        ShellDialect::Dash => Some(Dialect::Dash),
        ShellDialect::Bash => Some(Dialect::Bash),
        ShellDialect::BashAsSh => Some(Dialect::BashAsSh),
        ShellDialect::BusyboxAsh => Some(Dialect::BusyboxAsh),
        ShellDialect::NoShell => None,
    }
}
