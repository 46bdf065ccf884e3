//! A container of a Kubernetes object.
//!
//! Takes the file, which may hold several objects; gives what stands for the options of `docker run`, each with its
//! characters. The rules are the kubelet's (`pkg/kubelet/kubelet_pods.go`, `prober`, `lifecycle`) and containerd's:
//! `command` replaces ENTRYPOINT and drops CMD, `args` replaces CMD, an empty list is none.

mod container;
mod environment;
mod expand;
mod values;

use std::sync::Arc;

use super::file::{FileReading, Problem, Speaker};
use super::yaml::{self, Node, Rules};
use crate::session::Session;
use crate::text::{Span, Texts};

/// The kinds of objects that have pods, each with where the pod stands.
const KINDS: [(&str, &[&str]); 9] = [
    ("Pod", &[]),
    ("Deployment", &["spec", "template"]),
    ("StatefulSet", &["spec", "template"]),
    ("DaemonSet", &["spec", "template"]),
    ("ReplicaSet", &["spec", "template"]),
    ("ReplicationController", &["spec", "template"]),
    ("Job", &["spec", "template"]),
    ("CronJob", &["spec", "jobTemplate", "spec", "template"]),
    ("PodTemplate", &["template"]),
];

/// A container, and what it stands in.
#[derive(Debug, Clone)]
struct Found {
    /// Its name.
    name: Span,
    /// The container.
    container: Arc<Node>,
    /// The pod: `metadata` and `spec`.
    pod: Arc<Node>,
    /// The kind of the object.
    kind: &'static str,
    /// The object's name.
    object: Option<Span>,
    /// Where it stands, such as `spec.template.spec.containers[0]`.
    path: String,
}

/// Whether a document is an object of Kubernetes.
#[must_use]
pub fn is_object(texts: &Texts, root: &Node) -> bool {
    root.get(texts, "kind").is_some() && root.get(texts, "apiVersion").is_some()
}

/// Reads the container `name`, which may have its object's name and a `/` in front; the only one there is without one.
///
/// # Errors
///
/// What is no YAML, what has another type than Kubernetes asks for, or what is not simulated.
pub fn read(cx: &mut Session, file: Span, name: Option<&str>) -> Result<FileReading, Problem> {
    let documents = yaml::read(cx, file, Rules::Kubernetes)?;
    let mut found = Vec::new();
    for document in &documents {
        objects(&cx.texts, document, &mut found);
    }
    let chosen = chosen(&cx.texts, file, &found, name)?;
    container::read(cx, &chosen)
}

/// The containers of a document; of a list those of each item.
fn objects(texts: &Texts, object: &Arc<Node>, found: &mut Vec<Found>) {
    let string = |node: Option<&Arc<Node>>| node.and_then(|it| it.string());
    let Some(kind) = string(object.get(texts, "kind")) else {
        return;
    };
    if texts.str(kind).ends_with("List") {
        let items = object.get(texts, "items");
        let items = items.map(|it| it.items()).unwrap_or_default();
        items.iter().for_each(|it| objects(texts, it, found));
        return;
    }
    let kinds = KINDS.into_iter();
    let Some((kind, way)) = kinds.into_iter().find(|it| it.0 == texts.str(kind)) else {
        return;
    };
    let mut pod = object;
    for step in way {
        match pod.get(texts, step) {
            Some(next) => pod = next,
            None => return,
        }
    }
    let metadata = object.get(texts, "metadata");
    let name = string(metadata.and_then(|it| it.get(texts, "name")));
    let Some(spec) = pod.get(texts, "spec") else {
        return;
    };
    for list in ["containers", "initContainers", "ephemeralContainers"] {
        let containers = spec.get(texts, list);
        let containers = containers.map(|it| it.items()).unwrap_or_default();
        for (index, container) in containers.iter().enumerate() {
            let steps = way.iter().copied().chain(["spec", list]);
            let steps: Vec<&str> = steps.collect();
            let named = string(container.get(texts, "name"));
            found.push(Found {
                name: named.unwrap_or_else(|| container.at.at_start()),
                container: container.clone(),
                pod: pod.clone(),
                kind,
                object: name,
                path: format!("{}[{index}]", steps.join(".")),
            });
        }
    }
}

fn chosen(
    texts: &Texts,
    file: Span,
    found: &[Found],
    name: Option<&str>,
) -> Result<Found, Problem> {
    let full = |it: &Found| {
        let object = it.object.map_or("", |it| texts.str(it));
        format!("{object}/{}", texts.str(it.name))
    };
    let is_it = |it: &&Found| match name {
        Some(name) => texts.str(it.name) == name || full(it) == name,
        None => true,
    };
    let fitting: Vec<&Found> = found.iter().filter(is_it).collect();
    if let [one] = &fitting[..] {
        return Ok((*one).clone());
    }
    let shown = |it: &[&Found]| {
        let names = it.iter().map(|it| format!("`{}` ({})", full(it), it.kind));
        names.collect::<Vec<_>>().join(", ")
    };
    let all: Vec<&Found> = found.iter().collect();
    let message = match (name, &fitting[..], &all[..]) {
        (_, _, []) => {
            let kinds = KINDS.map(|it| it.0).join(", ");
            format!(
                "the file has no container: no object of one of the kinds {kinds} with `containers`"
            )
        }
        (Some(name), [], all) => {
            format!(
                "there is no container `{name}`; the file has {}",
                shown(all)
            )
        }
        (Some(name), fitting, _) => {
            format!("there are several containers `{name}`: {}", shown(fitting))
        }
        (None, _, all) => format!("which container is meant? The file has {}", shown(all)),
    };
    let problem = Problem::new(Speaker::Shellform, file.at_start(), message);
    Err(match all.is_empty() {
        true => problem,
        false => {
            problem.help("`--container NAME` names one, or `--container OBJECT/NAME`.".to_owned())
        }
    })
}
