//! [`Place`]: the world that a command is started in, and what had to be assumed of it.

use crate::commandline::{Init, Interactive, RootFiles, RunOptions, Terminal};
use crate::container::{
    Command as Start, Contents, Flavour, NotStarted, Starter, UserTable, World, docker_init,
    find_user, may_exist, user_fault,
};
use crate::images::facts::Os;
use crate::images::{self, BaseImage};
use crate::input::Input;
use crate::kernel::{Capability, Coverage, FileSystem, InputEnd, Outputs, Root};
use crate::knowledge::Known;
use crate::session::Session;
use crate::shell::{Dialect, Release, Shell};
use crate::simulation::Simulation;
use crate::text::Source;

use super::super::world;
use super::case::{Case, Home};

/// Settings of the kernel that every container begins with (`docker.jsonl world/sysctl-ipv6`).
const SYSCTLS: [(&str, &str); 2] = [
    ("net.ipv6.conf.all.disable_ipv6", "0"),
    ("net.ipv4.ip_unprivileged_port_start", "0"),
];

/// A world, and what had to be assumed of it.
pub(super) struct Place {
    pub(super) world: World,
    /// Each a sentence without its full stop.
    pub(super) assumptions: Vec<String>,
}

impl Place {
    /// The place of a command; nothing where commands cannot be followed: in an image for Windows.
    pub(super) fn of(simulation: &Simulation, input: &Input, case: &Case) -> Option<Self> {
        let stage = simulation.build.stages.get(case.stage)?;
        let image = stage.base_image();
        if image.is_some_and(|it| it.os == Os::Windows) {
            return None;
        }
        let mut place = Self {
            world: World::new(Flavour::Debian),
            assumptions: Vec::new(),
        };
        place.choose_shell(image, input);
        if image.is_some_and(|it| adds_users(&it.name)) {
            place.world.users = UserTable::Part;
        }
        place.world.coverage = world::coverage(input.other_programs);
        if place.world.contents == Contents::Usual {
            place.world.unlisted = Coverage::Assumed;
        }
        place.world.zones = image.and_then(|it| it.tzdata.value().copied());
        place.world.input.clone_from(&input.stdin);
        let sysctls = SYSCTLS.map(|(name, value)| (name.to_owned(), value.to_owned()));
        place.world.sysctls = sysctls.to_vec();
        if case.start.starter == Starter::Run {
            launch_options(&mut place.world, &input.run);
        }
        place.stand_in(case);
        // What cannot be used of the files is told when the input is read.
        world::give(
            &mut place.world,
            &input.files,
            &input.stubs,
            &mut Vec::new(),
        );
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

    /// The working directory, the name of the machine, and the file of a here-document.
    pub(super) fn stand_in(&mut self, case: &Case) {
        match &case.directory {
            // The kernel knows it without needless slashes (recorded of `WORKDIR /x/`).
            Known::Yes(directory) => {
                let names: Vec<&str> = directory.split('/').filter(|it| !it.is_empty()).collect();
                self.world.directory = format!("/{}", names.join("/"));
            }
            Known::No(why) => {
                self.world.directory = "/".to_owned();
                self.assume(format!("the working directory is / ({why})"));
            }
        }
        self.world.hostname.clone_from(&case.hostname);
        if let Some((path, content)) = &case.script_file {
            self.world.scripts = vec![(path.clone(), *content)];
        }
    }

    /// The user, and its home directory in the environment of `start`; why nothing is started where there is no such
    /// user.
    pub(super) fn become_user(
        &mut self,
        cx: &mut Session,
        files: &FileSystem,
        case: &Case,
        start: &mut Start,
    ) -> Option<NotStarted> {
        let user = match &case.user {
            Known::Yes(user) => user.as_deref().unwrap_or("0"),
            Known::No(why) => {
                self.assume(format!("the user is root ({why})"));
                "0"
            }
        };
        let found = find_user(&cx.texts, files, user);
        let name = user.split(':').next().unwrap_or_default();
        let is_whole = self.world.unlisted == Coverage::Complete;
        let may_be_there = |name: &str| !is_whole && may_exist(name);
        if let Some(why) = user_fault(&cx.texts, files, user, &may_be_there) {
            return Some(no_user(why, start.starter));
        }
        if found.is_none() && name.parse::<u32>().is_err() {
            self.assume(format!("the user {name} has the number 1000"));
        }
        let number = name.parse().ok();
        let numbers = found.as_ref().map(|it| (it.user, it.group));
        (self.world.user, self.world.group) =
            numbers.unwrap_or((number.unwrap_or(1000), number.map_or(1000, |_| 0)));
        if case.home == Home::Given {
            return None;
        }
        let mut home = found.map(|it| it.home);
        if home.is_none() && number.is_some_and(is_nobodys) {
            self.assume(format!("the image's /etc/passwd has no line for {name}"));
            home = Some("/".to_owned());
        }
        set_home(cx, start, home, user);
        None
    }

    pub(super) fn assume(&mut self, sentence: String) {
        if !self.assumptions.contains(&sentence) {
            self.assumptions.push(sentence);
        }
    }
}

/// Whether an image is known to be more than Debian, whose users are the ones that are listed here.
fn adds_users(name: &str) -> bool {
    images::catalogued(name).is_some_and(|it| it != "debian")
}

/// Whether images give a user of this number no name: they count their own up to 1000, and 65534 is nobody.
fn is_nobodys(number: u32) -> bool {
    number > 1000 && number != 65534
}

/// Docker's refusal of a user that the image does not have (recorded of `docker run -u nosuchuser`).
fn no_user(why: String, starter: Starter) -> NotStarted {
    match starter {
        Starter::Run => NotStarted {
            message: format!(
                "docker: Error response from daemon: {why}\n\nRun 'docker run --help' for more information\n"
            ),
            exit: 125,
        },
        Starter::Build => NotStarted {
            message: why,
            exit: 1,
        },
    }
}

/// Puts the home directory into an environment; one that nobody knows stays as it stands there.
fn set_home(cx: &mut Session, start: &mut Start, home: Option<String>, user: &str) {
    let place = start.environment.iter().position(|it| it.0 == "HOME");
    let value = match (home, place) {
        (Some(home), _) => {
            let what = "home directory in the image's /etc/passwd".to_owned();
            cx.texts.add_source(Source::Engine { what }, home)
        }
        (None, Some(_)) => return,
        (None, None) => {
            let why = format!("it depends on the image's /etc/passwd where {user} lives");
            let piece = format!("⟨home of {user}⟩");
            cx.texts.add_source(Source::Unknown { why }, piece)
        }
    };
    match place.and_then(|it| start.environment.get_mut(it)) {
        Some(variable) => variable.1 = value,
        None => start.environment.push(("HOME".to_owned(), value)),
    }
}

/// What the operator gives a container beside its command.
fn launch_options(world: &mut World, options: &RunOptions) {
    if options.init == Init::DockerInit {
        world.own_programs.push(docker_init());
    }
    if options.terminal == Terminal::Allocated {
        world.limits.outputs = Outputs::Terminal;
        if options.interactive == Interactive::No {
            world.limits.input = InputEnd::NeverComes;
        }
    }
    if options.root == RootFiles::ReadOnly {
        world.limits.root = Root::ReadOnly;
    }
    for name in &options.dropped_capabilities {
        let name = name.to_ascii_uppercase();
        let name = name.strip_prefix("CAP_").unwrap_or(&name);
        let dropped = Capability::ALL.iter();
        let dropped = dropped.filter(|it| name == "ALL" || it.0 == name);
        world.limits.dropped.extend(dropped.map(|it| it.1));
    }
    for setting in &options.sysctls {
        if let Some((name, value)) = setting.split_once('=') {
            world.sysctls.retain(|it| it.0 != name);
            world.sysctls.push((name.to_owned(), value.to_owned()));
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
        return Choice::Known(called_as_sh(name.shell()));
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

/// The shell as `/bin/sh`: bash is in POSIX mode then.
fn called_as_sh(shell: Shell) -> Shell {
    let dialect = match shell.dialect {
        Dialect::Bash => Dialect::BashAsSh,
        other => other,
    };
    Shell { dialect, ..shell }
}

/// What `/bin/sh` of a stage is, where that is known.
pub(super) fn shell_of_stage(
    simulation: &Simulation,
    input: &Input,
    stage: usize,
) -> Option<Shell> {
    let image = simulation.build.stages.get(stage)?.base_image();
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
