//! [`Place`]: the world that a command is started in, and what had to be assumed of it.

use crate::build::Base;
use crate::container::{Contents, Flavour, World, user_of};
use crate::dockerfile::Keyword;
use crate::images::BaseImage;
use crate::images::facts::Os;
use crate::input::Input;
use crate::kernel::Coverage;
use crate::knowledge::Known;
use crate::shell::{Dialect, Release, Shell};
use crate::simulation::Simulation;

use super::super::world;
use super::case::Case;

/// A world, and what had to be assumed of it.
pub(super) struct Place {
    pub(super) world: World,
    /// Each a sentence without its full stop.
    pub(super) assumptions: Vec<String>,
}

impl Place {
    /// The place of a command; nothing where commands cannot be followed: in an image for Windows.
    pub(super) fn of(simulation: &Simulation, input: &Input, case: &Case) -> Option<Self> {
        let stages = &simulation.build.stages;
        let stage = stages.get(case.stage)?;
        let image = stage.base_image(stages);
        if image.is_some_and(|it| it.os == Os::Windows) {
            return None;
        }
        let mut place = Self {
            world: World::new(Flavour::Debian),
            assumptions: Vec::new(),
        };
        place.choose_shell(image, input);
        place.world.coverage = world::coverage(input.other_programs);
        if place.world.contents == Contents::Usual {
            place.world.unlisted = Coverage::Assumed;
        }
        place.world.input.clone_from(&input.stdin);
        place.stand_in(case);
        // What cannot be used of the files is told when the input is read.
        world::give(
            &mut place.world,
            &input.files,
            &input.stubs,
            &mut Vec::new(),
        );
        place.admit_what_is_copied(simulation, case);
        Some(place)
    }

    /// `/bin/sh`, and whose programs stand beside it.
    fn choose_shell(&mut self, image: Option<&BaseImage>, input: &Input) {
        let choice = choose(image, input);
        match choice {
            Choice::Known(shell) => self.world.shell = shell,
            Choice::None => self.world.contents = Contents::Empty,
            Choice::Assumed(shell, why) => {
                self.world.shell = shell;
                self.assumptions.push(why);
            }
        }
        self.world.flavour = match self.world.shell.dialect {
            Dialect::BusyboxAsh => Flavour::Busybox,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => Flavour::Debian,
        };
    }

    /// The working directory and the user.
    pub(super) fn stand_in(&mut self, case: &Case) {
        match &case.directory {
            Known::Yes(directory) => self.world.directory.clone_from(directory),
            Known::No(why) => {
                self.world.directory = "/".to_owned();
                self.assume(format!("the working directory is / ({why})"));
            }
        }
        let user = match &case.user {
            Known::Yes(user) => user.as_deref().unwrap_or("0"),
            Known::No(why) => {
                self.assume(format!("the user is root ({why})"));
                "0"
            }
        };
        let found = user_of(user, self.world.flavour);
        if found.is_none() {
            let name = user.split(':').next().unwrap_or_default();
            self.assume(format!("the user {name} has the number 1000"));
        }
        (self.world.user, self.world.group) = found.unwrap_or((1000, 1000));
        if let Some((path, content)) = &case.script_file {
            self.world.scripts = vec![(path.clone(), *content)];
        }
    }

    /// `COPY` and `ADD` bring files that nobody here knows.
    fn admit_what_is_copied(&mut self, simulation: &Simulation, case: &Case) {
        let instructions = &simulation.dockerfile.instructions;
        let stages = &simulation.build.stages;
        let mut at = stages.get(case.stage);
        while let Some(stage) = at {
            let mut own = stage.instructions.clone();
            let brings_files = |index: usize| {
                let keyword = instructions.get(index).map(|it| it.keyword);
                matches!(keyword, Some(Keyword::Copy | Keyword::Add))
            };
            if own.any(brings_files) {
                self.assume(
                    "of what COPY and ADD bring, only the files that are given here are there"
                        .to_owned(),
                );
            }
            at = match stage.base {
                Base::Stage(base) => stages.get(base),
                Base::Scratch | Base::Image(_) => None,
            };
        }
    }

    pub(super) fn assume(&mut self, sentence: String) {
        if !self.assumptions.contains(&sentence) {
            self.assumptions.push(sentence);
        }
    }
}

/// What `/bin/sh` is.
enum Choice {
    Known(Shell),
    /// There is none.
    None,
    /// Nobody knows; this is taken for it.
    Assumed(Shell, String),
}

fn choose(image: Option<&BaseImage>, input: &Input) -> Choice {
    let Some(image) = image else {
        return Choice::None;
    };
    if let Some(name) = input.shell {
        return Choice::Known(name.shell());
    }
    match &image.shell {
        Known::Yes(shell) => match shell.dialect {
            Some(dialect) => Choice::Known(released(dialect, shell.version.as_deref())),
            None => Choice::None,
        },
        Known::No(why) => Choice::Assumed(
            Dialect::Dash.into(),
            format!("/bin/sh of {} is dash ({why})", image.name),
        ),
    }
}

/// What `/bin/sh` of a stage is, where that is known.
pub(super) fn shell_of_stage(
    simulation: &Simulation,
    input: &Input,
    stage: usize,
) -> Option<Shell> {
    let stages = &simulation.build.stages;
    let image = stages.get(stage)?.base_image(stages);
    match choose(image, input) {
        Choice::Known(shell) => Some(shell),
        Choice::None | Choice::Assumed(..) => None,
    }
}

/// The release that behaves as this version does.
fn released(dialect: Dialect, version: Option<&str>) -> Shell {
    let usual = Shell::from(dialect);
    let version = version.unwrap_or_default();
    let release = match dialect {
        Dialect::Bash | Dialect::BashAsSh if version.starts_with("5.3") => Release::Bash5_3,
        Dialect::BusyboxAsh if version.starts_with("1.38") => Release::Busybox1_38,
        Dialect::BusyboxAsh if is_older_busybox(version) => Release::Busybox1_35,
        Dialect::Dash | Dialect::Bash | Dialect::BashAsSh | Dialect::BusyboxAsh => usual.release,
    };
    Shell { dialect, release }
}

/// Whether busybox is older than 1.36.
fn is_older_busybox(version: &str) -> bool {
    let minor = version
        .strip_prefix("1.")
        .and_then(|it| it.split('.').next());
    minor
        .and_then(|it| it.parse::<u32>().ok())
        .is_some_and(|it| it < 36)
}
