//! A base image as a simulation uses it: from the catalogue, from the reader, or unknown.

use std::sync::Arc;

use serde_json::Value;

use crate::knowledge::{Known, Unknown};
use crate::shell::Dialect;

use super::facts::{Fact, ImageFacts, Os, VariantFacts, Zones};
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
        fn no<T>(why: &Arc<Unknown>) -> Known<T> {
            Known::No(Arc::clone(why))
        }
        let evidence = why.to_owned();
        let why = &Arc::new(Unknown::Image(evidence.clone()));
        Self {
            name: name.to_owned(),
            evidence,
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
            .and_then(|tag| image.variants().find(|it| it.is_about(&tag)));
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

/// The name that the catalogue has for an image, if it has it: `node` for `node:20`.
#[must_use]
pub fn catalogued(name: &str) -> Option<&'static str> {
    let found = find(&reference::parse(name).ok()?)?;
    found.names.first().copied()
}

fn find(reference: &Reference) -> Option<&'static ImageFacts> {
    let names = |it: &&ImageFacts| it.names.contains(&reference.familiar.as_str());
    super::catalogue::CATALOGUE.iter().find(names)
}

fn from_facts(name: &str, image: &ImageFacts, facts: VariantFacts) -> BaseImage {
    let words = |fact, what| known(facts.values(fact), what, owned);
    let word = |fact, what| known(facts.value(fact), what, str::to_owned);
    let environment = facts.values(Fact::Environment);
    let healthcheck = match facts.value(Fact::Healthcheck) {
        Some("") => Known::Yes(Vec::new()),
        Some(_) | None => not_in_catalogue("its HEALTHCHECK"),
    };
    BaseImage {
        name: name.to_owned(),
        evidence: evidence(image, facts),
        shell: known(facts.value(Fact::Shell), "what its /bin/sh is", shell),
        environment: known(environment, "its complete environment", |it| {
            it.into_iter().map(variable).collect()
        }),
        entrypoint: words(Fact::Entrypoint, "its ENTRYPOINT"),
        cmd: words(Fact::Cmd, "its CMD"),
        config_shell: words(Fact::ConfigShell, "its SHELL"),
        working_dir: word(Fact::WorkingDir, "its WORKDIR"),
        user: word(Fact::User, "its USER"),
        stop_signal: word(Fact::StopSignal, "its STOPSIGNAL"),
        exposed_ports: words(Fact::ExposedPorts, "its EXPOSE"),
        volumes: words(Fact::Volumes, "its VOLUME"),
        labels: not_in_catalogue("its labels"),
        onbuild: words(Fact::Onbuild, "its ONBUILD"),
        healthcheck,
        tzdata: known(facts.value(Fact::Tzdata), "whether it has tzdata", zones),
        os: match facts.value(Fact::Os) {
            Some("windows") => Os::Windows,
            Some(_) | None => Os::Linux,
        },
    }
}

fn known<T, U>(fact: Option<T>, what: &str, convert: impl FnOnce(T) -> U) -> Known<U> {
    match fact {
        Some(fact) => Known::Yes(convert(fact)),
        None => not_in_catalogue(what),
    }
}

fn not_in_catalogue<T>(what: &str) -> Known<T> {
    Known::no(Unknown::Fact(format!("the catalogue does not say {what}")))
}

fn owned(words: Vec<&str>) -> Vec<String> {
    words.into_iter().map(str::to_owned).collect()
}

/// The name of a variable, and its value or why that is not known.
fn variable(line: &str) -> (String, Known<String>) {
    let name = line.split(['=', ' ']).next().unwrap_or(line);
    let value = match line[name.len()..].strip_prefix('=') {
        Some(value) => Known::Yes(value.to_owned()),
        None => Known::no(Unknown::Fact(line[name.len()..].trim_start().to_owned())),
    };
    (name.to_owned(), value)
}

fn evidence(image: &ImageFacts, facts: VariantFacts) -> String {
    let keys = facts.value(Fact::Evidence).unwrap_or_default();
    let texts = keys.split(' ').filter_map(|it| image.evidence(it));
    texts.collect::<Vec<_>>().join("; ")
}

fn shell(line: &str) -> BaseShell {
    let mut words = line.split(' ');
    BaseShell {
        dialect: words.next().and_then(dialect),
        version: words.next().map(str::to_owned),
    }
}

fn dialect(name: &str) -> Option<Dialect> {
    match name {
        "dash" => Some(Dialect::Dash),
        "bash" => Some(Dialect::Bash),
        "bash-as-sh" => Some(Dialect::BashAsSh),
        "busybox-ash" => Some(Dialect::BusyboxAsh),
        _ => None,
    }
}

fn zones(line: &str) -> Zones {
    match line.split(' ').next() {
        Some("present") => Zones::Present,
        Some(_) | None => Zones::Absent,
    }
}
