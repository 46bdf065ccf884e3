//! What the programs of a world do: [`ProgramTable`].

use std::rc::Rc;
use std::sync::Arc;

use super::applets::applet;
use super::executable::{BusyboxBuild, Call, Debian, Flavour, executable};
use super::known_program;
use super::may_exist::may_exist;
use super::multi_call::{self, Called};
use super::stub::{Stub, answer};
use super::unknown_program::UnknownPrograms;
use super::world::OwnProgram;
use crate::kernel::{Image, Process, Programs, Running};
use crate::shell::{CLibrary, Dialect, Release, Shell, c_library};

/// The programs of a world.
#[derive(Debug)]
pub(super) struct ProgramTable {
    pub(super) own: Vec<OwnProgram>,
    pub(super) stubs: Rc<[Stub]>,
    pub(super) unknown: UnknownPrograms,
    /// The shell of the script, which busybox holds.
    pub(super) shell: Shell,
}

impl Programs for ProgramTable {
    fn run<'p>(&self, process: &'p mut Process, image: Image) -> Running<'p> {
        let arguments: Vec<&str> = image
            .argv
            .iter()
            .map(|it| process.cx.texts.str(*it))
            .collect();
        let stub = self.stubs.iter().find(|it| it.matches(&arguments));
        if let Some(stub) = stub {
            return Box::pin(answer(process, stub.clone()));
        }
        if image.program.as_deref() == Some(multi_call::BUSYBOX) {
            return match multi_call::called(process, image, self.shell) {
                Called::Applet(image) => self.run(process, image),
                called => Box::pin(multi_call::not_simulated(process, called)),
            };
        }
        let known = image.program.as_deref().and_then(|it| it.split_once(':'));
        let known = known.and_then(|(whose, name)| {
            let flavour = match whose {
                "debian" => Flavour::Debian,
                "busybox" => Flavour::Busybox,
                _ => return None,
            };
            Some((flavour, executable(name)?))
        });
        let own = image
            .program
            .as_deref()
            .and_then(|it| it.strip_prefix("own:"));
        let own = own.and_then(|it| self.own.get(it.parse::<usize>().ok()?));
        if let Some(own) = own {
            return (own.run)(process, image);
        }
        match known {
            Some((flavour, executable)) => {
                let library = match flavour {
                    Flavour::Debian => CLibrary::Glibc,
                    Flavour::Busybox => c_library(self.shell),
                };
                let debian = match self.shell.release {
                    Release::DashUnstable | Release::Bash5_3 => Debian::Unstable,
                    _ => Debian::Twelve,
                };
                let build = match self.shell.release {
                    Release::Busybox1_37 | Release::Busybox1_38 => BusyboxBuild::Complete,
                    _ => BusyboxBuild::Debian,
                };
                Box::pin(async move {
                    let call = Call {
                        process,
                        arguments: image.argv,
                        environment: image.environment,
                        flavour,
                        library,
                        debian,
                        build,
                    };
                    (executable.run)(call).await
                })
            }
            None => match image.program.as_deref().and_then(shell_of) {
                Some(shell) => Box::pin(crate::shell::main(process, shell, image)),
                None => Box::pin(known_program::run(process, image, self.unknown.clone())),
            },
        }
    }

    fn may_exist(&self, name: &str) -> bool {
        may_exist(name)
    }

    fn applet(&self, name: &str) -> Option<Arc<str>> {
        // Debian's busybox, where another shell reads the script.
        let busybox = match self.shell.dialect {
            Dialect::BusyboxAsh => self.shell,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => Shell {
                dialect: Dialect::BusyboxAsh,
                release: Release::Busybox1_35,
            },
        };
        applet(name, shell_program(busybox))
    }
}

/// The names that shells have in files.
const SHELLS: [(&str, Dialect, Release); 9] = [
    ("shell:dash", Dialect::Dash, Release::Dash0_5_12),
    ("shell:dash-unstable", Dialect::Dash, Release::DashUnstable),
    ("shell:bash", Dialect::Bash, Release::Bash5_2),
    ("shell:bash-5.3", Dialect::Bash, Release::Bash5_3),
    ("shell:bash-as-sh", Dialect::BashAsSh, Release::Bash5_2),
    ("shell:bash-5.3-as-sh", Dialect::BashAsSh, Release::Bash5_3),
    (
        "shell:busybox-1.35",
        Dialect::BusyboxAsh,
        Release::Busybox1_35,
    ),
    (
        "shell:busybox-1.37",
        Dialect::BusyboxAsh,
        Release::Busybox1_37,
    ),
    (
        "shell:busybox-1.38",
        Dialect::BusyboxAsh,
        Release::Busybox1_38,
    ),
];

/// The shell that a program is, by the name it has in a file.
fn shell_of(program: &str) -> Option<Shell> {
    let (_, dialect, release) = SHELLS.into_iter().find(|it| it.0 == program)?;
    Some(Shell { dialect, release })
}

/// The name that a shell has in a file.
pub(super) fn shell_program(shell: Shell) -> &'static str {
    let found = SHELLS
        .iter()
        .find(|it| (it.1, it.2) == (shell.dialect, shell.release));
    found.map_or("shell:dash", |it| it.0)
}
