//! The environment of the first process.
//!
//! The engine begins with PATH and HOSTNAME (and TERM with `-t`), replaces or adds what `-e` and the image set
//! (`-e` first), and the runtime adds HOME of the user.

use std::collections::BTreeMap;

use crate::build::SetBy;
use crate::commandline::Terminal;
use crate::knowledge::Known;
use crate::text::{Source, Span};

use super::Planner;

/// A variable of the first process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaunchVariable {
    /// Its name.
    pub name: Span,
    /// Its value.
    pub value: Span,
    /// Who supplied it.
    pub supplier: Supplier,
}

/// Who supplied something at launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Supplier {
    /// The image: the base image or an instruction.
    Image(SetBy),
    /// The operator, by this option of `docker run`; `arguments` for what follows the image's name.
    Operator(&'static str),
    /// The engine or the runtime, by itself.
    Engine,
}

const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

pub(super) fn collect(
    planner: &mut Planner<'_>,
    user: &Known<Option<(Span, Supplier)>>,
) -> Vec<LaunchVariable> {
    let mut variables = Variables::default();
    let path = engine(planner, "default PATH", "PATH", DEFAULT_PATH);
    variables.set(planner, path);
    let hostname = hostname(planner);
    variables.set(planner, hostname);
    if planner.options.terminal == Terminal::Allocated {
        let term = engine(planner, "terminal of -t", "TERM", "xterm");
        variables.set(planner, term);
    }
    for text in planner.options.environment.clone() {
        let variable = from_option(planner, &text);
        variables.set(planner, variable);
    }
    for variable in planner.config.environment.variables().to_vec() {
        let name = planner.cx.texts.str(variable.name);
        let removed = &planner.options.removed_environment;
        if cfg!(feature = "follow") && removed.iter().any(|it| it == name) {
            continue;
        }
        let variable = LaunchVariable {
            name: variable.name,
            value: variable.value,
            supplier: Supplier::Image(variable.set_by),
        };
        variables.set_by_image(planner, variable);
    }
    if !variables.has("HOME") {
        let home = home(planner, user);
        variables.set(planner, home);
    }
    variables.in_order
}

/// The variables so far.
#[derive(Default)]
struct Variables {
    in_order: Vec<LaunchVariable>,
    /// Where the variable of each name stands.
    by_name: BTreeMap<String, usize>,
}

impl Variables {
    fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    fn set(&mut self, planner: &Planner<'_>, variable: LaunchVariable) {
        let name = planner.cx.texts.str(variable.name);
        match self.by_name.get(name) {
            Some(index) => self.in_order[*index] = variable,
            None => {
                self.by_name.insert(name.to_owned(), self.in_order.len());
                self.in_order.push(variable);
            }
        }
    }

    /// What the operator has set stays.
    fn set_by_image(&mut self, planner: &Planner<'_>, variable: LaunchVariable) {
        let name = planner.cx.texts.str(variable.name);
        let before = self.by_name.get(name).map(|index| &self.in_order[*index]);
        if before.is_none_or(|it| !matches!(it.supplier, Supplier::Operator("-e"))) {
            self.set(planner, variable);
        }
    }
}

fn engine(planner: &mut Planner<'_>, what: &str, name: &str, value: &str) -> LaunchVariable {
    let source = Source::Engine {
        what: what.to_owned(),
    };
    LaunchVariable {
        name: planner.cx.texts.add_source(source.clone(), name),
        value: planner.cx.texts.add_source(source, value),
        supplier: Supplier::Engine,
    }
}

fn unknown(planner: &mut Planner<'_>, name: &str, piece: &str, why: &str) -> LaunchVariable {
    let what = name.to_owned();
    LaunchVariable {
        name: planner.cx.texts.add_source(Source::Engine { what }, name),
        value: planner.cx.texts.add_source(
            Source::Unknown {
                why: why.to_owned(),
            },
            piece,
        ),
        supplier: Supplier::Engine,
    }
}

fn hostname(planner: &mut Planner<'_>) -> LaunchVariable {
    match planner.options.hostname.clone() {
        Some(hostname) => LaunchVariable {
            name: planner.option("-h", "HOSTNAME"),
            value: planner.option("-h", &hostname),
            supplier: Supplier::Operator("-h"),
        },
        None => {
            let why = "Docker takes the first twelve digits of the container's id, which is random";
            unknown(planner, "HOSTNAME", "⟨container id⟩", why)
        }
    }
}

/// `-e NAME=value`, or `-e NAME` for the caller's own value.
fn from_option(planner: &mut Planner<'_>, text: &str) -> LaunchVariable {
    let span = planner.option("-e", text);
    let supplier = from_whom(planner, span);
    match text.find('=') {
        Some(at) => LaunchVariable {
            name: span.slice(0..at),
            value: span.slice_from(at + 1),
            supplier,
        },
        None => {
            #[cfg(feature = "follow")]
            let called = planner.given.origin.starts();
            #[cfg(not(feature = "follow"))]
            let called = "docker run";
            let why = format!("it is the value {text} has where {called} is called");
            let piece = format!("⟨{text} of the caller⟩");
            let value = planner.cx.texts.add_source(Source::Unknown { why }, piece);
            LaunchVariable {
                name: span,
                value,
                supplier,
            }
        }
    }
}

/// The operator, unless something sets the variable by itself, as Kubernetes does.
fn from_whom(planner: &Planner<'_>, span: Span) -> Supplier {
    let texts = &planner.cx.texts;
    match texts.source(texts.first_source(span).text) {
        Some(Source::Engine { .. }) => Supplier::Engine,
        Some(_) | None => Supplier::Operator("-e"),
    }
}

/// HOME by user, as the runtime reads it from the image's /etc/passwd.
fn home(planner: &mut Planner<'_>, user: &Known<Option<(Span, Supplier)>>) -> LaunchVariable {
    let what = "home directory in the image's /etc/passwd";
    let name = match user {
        Known::Yes(Some((user, _))) => planner.cx.texts.str(*user).to_owned(),
        Known::Yes(None) => "root".to_owned(),
        Known::No(why) => {
            let why = why.to_string();
            return unknown(planner, "HOME", "⟨home of the image's user⟩", &why);
        }
    };
    let name = name.split(':').next().unwrap_or_default();
    let is_number = !name.is_empty() && name.bytes().all(|it| it.is_ascii_digit());
    match name {
        "root" | "0" => engine(planner, what, "HOME", "/root"),
        number if is_number => {
            let why = format!(
                "it depends on whether the image's /etc/passwd has a line for {number}; without one it is /"
            );
            unknown(planner, "HOME", &format!("⟨home of user {number}⟩"), &why)
        }
        user => {
            let why = format!("it stands in the line of {user} in the image's /etc/passwd");
            unknown(planner, "HOME", &format!("⟨home of {user}⟩"), &why)
        }
    }
}
