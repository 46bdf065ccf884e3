//! [`simulate`]: the whole way, from the input to everything there is to say about it; [`simulate_shell`]: the same for
//! a script alone, for a line and for a file of Compose or Kubernetes.

#[cfg(feature = "follow")]
mod file;
#[cfg(feature = "follow")]
mod follow;
#[cfg(feature = "follow")]
mod line;
mod script;
mod shell;
mod world;

use crate::build::{self, Base, BuildOptions};
#[cfg(feature = "follow")]
use crate::commandline::Given;
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile;
use crate::images::BaseImage;
use crate::input::{Input, InputKind, LONGEST_TEXT};
use crate::launch;
use crate::session::Session;
use crate::simulation::Simulation;
use crate::text::Source;

#[cfg(feature = "follow")]
pub use file::{file_kind, simulate_file};
#[cfg(feature = "follow")]
pub use follow::{follow, follow_all, simulate_and_follow, simulate_and_follow_in};
#[cfg(feature = "follow")]
pub use line::simulate_line;
pub use shell::{simulate_shell, simulate_shell_in};

/// The base image of a single instruction when the reader names none.
const IMPLICIT_BASE: &str = "debian";

/// Something in the input that is not the Dockerfile's text cannot be used.
const UNUSABLE_INPUT: Rule = Rule {
    code: "unusable-input",
    authority: Authority::Shellform,
    severity: Severity::Error,
    url: None,
};

/// Simulates `input`: reads, builds, plans the launch, checks. Never fails and never runs anything.
///
/// ```
/// use shellform::{Input, simulate};
///
/// let simulation = simulate(&Input::dockerfile("FROM debian:12\nCMD echo hi\n"));
/// let launch = simulation.launch.as_ref().unwrap();
/// let argv: Vec<&str> = launch.pid1.iter().map(|it| simulation.str(*it)).collect();
/// assert_eq!(argv, ["/bin/sh", "-c", "echo hi"]);
/// ```
#[must_use]
pub fn simulate(input: &Input) -> Simulation {
    stages(
        Session::default(),
        input,
        #[cfg(feature = "follow")]
        Given::default(),
    )
}

/// All stages, on the texts there are.
fn stages(mut cx: Session, input: &Input, #[cfg(feature = "follow")] given: Given) -> Simulation {
    #[cfg(feature = "follow")]
    let origin = given.origin;
    let text = shortened(&input.text);
    let name = input.name.clone();
    #[cfg(feature = "follow")]
    let inline = given.dockerfile.filter(|it| it.len() <= LONGEST_TEXT);
    #[cfg(not(feature = "follow"))]
    let inline = None;
    let file = match inline {
        Some(file) => file,
        None => cx.texts.add_source(Source::File { name }, text),
    };
    let dockerfile = match input.kind {
        InputKind::Dockerfile => dockerfile::parse(&mut cx, file),
        InputKind::Instruction => dockerfile::parse_instructions(&mut cx, file),
    };
    if text.len() < input.text.len() {
        let message =
            format!("the text is longer than {LONGEST_TEXT} bytes; only its beginning is read");
        cx.report(Diagnostic::new(UNUSABLE_INPUT, file.at_end(), message));
    }
    for (image, problem) in unusable_configs(input) {
        let message = format!("the configuration of the image `{image}` cannot be used: {problem}");
        cx.report(Diagnostic::new(UNUSABLE_INPUT, file.at_start(), message));
    }
    let context = input.context.iter().flatten();
    // Files are of no use where commands are not followed.
    let files = input.files.iter().chain(context);
    for problem in world::problems(files.filter(|_| cfg!(feature = "follow"))) {
        cx.report(Diagnostic::new(UNUSABLE_INPUT, file.at_start(), problem));
    }
    let images = |name: &str| base_image(input, name);
    let implicit_base = match input.kind {
        InputKind::Dockerfile => None,
        InputKind::Instruction => Some(input.image.as_deref().unwrap_or(IMPLICIT_BASE)),
    };
    let options = BuildOptions {
        build_arguments: &input.build_args,
        target: input.target.as_deref(),
        platform: &input.platform,
        images: &images,
        implicit_base,
    };
    let build = build::evaluate(&mut cx, &dockerfile, &options);
    let launch = build.target_stage().map(|stage| {
        let image = match &stage.base {
            Base::Scratch => Some("scratch"),
            Base::Image(_) | Base::Stage(_) => stage.base_image().map(|it| it.name.as_str()),
        };
        let mut plan = launch::plan(
            &mut cx,
            &stage.config,
            &input.run,
            image,
            #[cfg(feature = "follow")]
            given,
        );
        if let (InputKind::Instruction, None) = (input.kind, &input.image) {
            let assumption = format!("no base image is given, so {IMPLICIT_BASE} stands in for it");
            plan.assumptions.insert(0, assumption);
        }
        plan
    });
    let mut simulation = Simulation {
        session: cx,
        kind: input.kind,
        dockerfile,
        build,
        launch,
        detail: input.trace,
        #[cfg(feature = "follow")]
        runs: std::collections::BTreeMap::new(),
        #[cfg(feature = "follow")]
        stopped_by: None,
        #[cfg(feature = "follow")]
        origin,
    };
    let found = crate::checks::run(&simulation);
    simulation.session.diagnostics.extend(found);
    simulation
}

/// The text, cut at the longest that is simulated.
fn shortened(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_TEXT)]
}

fn base_image(input: &Input, name: &str) -> BaseImage {
    let config = input
        .image_configs
        .get(name)
        .or_else(|| input.image_configs.get("*"));
    if let Some(Ok(image)) = config.map(|it| BaseImage::from_config(name, it)) {
        return image;
    }
    let found = BaseImage::from_catalogue(name);
    match &input.image {
        Some(other) if found.shell.value().is_none() && found.environment.value().is_none() => {
            BaseImage {
                name: name.to_owned(),
                ..BaseImage::from_catalogue(other)
            }
        }
        Some(_) | None => found,
    }
}

fn unusable_configs(input: &Input) -> Vec<(&str, String)> {
    let problem =
        |(name, json): (&'_ String, &serde_json::Value)| BaseImage::from_config(name, json).err();
    input
        .image_configs
        .iter()
        .filter_map(|(name, json)| Some((name.as_str(), problem((name, json))?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Input, simulate};

    fn assumptions(input: &Input) -> Vec<String> {
        simulate(input).launch.unwrap().assumptions
    }

    #[test]
    fn a_base_image_that_stands_in_is_an_assumption() {
        let mut input = Input::instruction("CMD a");
        assert_eq!(
            assumptions(&input),
            ["no base image is given, so debian stands in for it"]
        );
        input.image = Some("debian".to_owned());
        assert!(assumptions(&input).is_empty());
    }
}
