//! Options of `docker build`, `docker run` and `docker stop`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use shellform::input::InputFile;

use super::{Assignment, assignment};
use crate::failure::Failure;
use crate::world::folder;

/// Options of `docker build`, and what stands for the base image.
#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    /// The stage to build; without it the last
    #[arg(long, value_name = "STAGE")]
    pub(crate) target: Option<String>,

    /// Set a build argument; without =VALUE it is taken from the environment, as Docker does
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = assignment)]
    pub(crate) build_arg: Vec<Assignment>,

    /// The platform, as os/architecture
    #[arg(long, value_name = "PLATFORM", default_value = "linux/amd64")]
    pub(crate) platform: String,

    /// The base image of an instruction, and of images the catalogue does not have
    #[arg(long, value_name = "NAME")]
    pub(crate) image: Option<String>,

    /// The configuration of the base image: what `docker image inspect` prints, or OCI's
    #[arg(long, value_name = "FILE", conflicts_with = "image", value_hint = clap::ValueHint::FilePath)]
    pub(crate) image_config: Option<PathBuf>,

    /// The build context: a folder with the files that COPY and ADD bring
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    context: Option<PathBuf>,
}

impl BuildArguments {
    /// The files of the build context, if one is given.
    pub(crate) fn context(&self) -> Result<Option<Vec<InputFile>>, Failure> {
        let folder = self.context.as_deref();
        folder.map(folder::read).transpose()
    }
}

/// Options of `docker run`.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Set a variable; without =VALUE it is taken from the environment, as Docker does
    #[arg(short, long = "env", value_name = "NAME[=VALUE]", value_parser = assignment)]
    pub(crate) env: Vec<Assignment>,

    /// Replace the image's ENTRYPOINT, and drop its CMD
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) entrypoint: Option<String>,

    /// The working directory
    #[arg(short, long, value_name = "DIR")]
    pub(crate) workdir: Option<String>,

    /// The user
    #[arg(short, long, value_name = "USER")]
    pub(crate) user: Option<String>,

    /// The host name
    #[arg(long, value_name = "NAME")]
    pub(crate) hostname: Option<String>,

    /// Put docker-init in front of the command
    #[arg(long)]
    pub(crate) init: bool,

    /// Allocate a terminal
    #[arg(short, long)]
    pub(crate) tty: bool,

    /// Let nothing change the files of the image
    #[arg(long)]
    pub(crate) read_only: bool,

    /// Set a kernel parameter, NAME=VALUE
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) sysctl: Vec<String>,

    /// Take a capability away, or ALL
    #[arg(long, value_name = "CAPABILITY")]
    pub(crate) cap_drop: Vec<String>,

    /// The signal that docker stop sends, instead of the image's STOPSIGNAL
    #[arg(long, value_name = "SIGNAL")]
    pub(crate) stop_signal: Option<String>,

    /// How long docker stop waits before it sends SIGKILL, in seconds; -1 for ever, 10 without it
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub(crate) stop_timeout: Option<i64>,

    /// What follows the image's name: replaces CMD
    #[arg(last = true, value_name = "ARGS")]
    pub(crate) arguments: Vec<String>,
}

impl RunArguments {
    /// Whether none is given.
    pub(crate) fn is_empty(&self) -> bool {
        let values = [
            &self.entrypoint,
            &self.workdir,
            &self.user,
            &self.hostname,
            &self.stop_signal,
        ];
        let switches = [self.init, self.tty, self.read_only];
        let lists = [&self.sysctl, &self.cap_drop, &self.arguments];
        self.env.is_empty()
            && self.stop_timeout.is_none()
            && values.iter().all(|it| it.is_none())
            && !switches.contains(&true)
            && lists.iter().all(|it| it.is_empty())
    }
}

/// How the container is told to end, and when.
#[derive(Debug, Args)]
pub(crate) struct StopArguments {
    /// By what
    #[arg(long, value_name = "HOW", default_value = "docker-stop")]
    pub(crate) stop_by: StopHow,

    /// The signal of docker stop -s or docker kill -s
    #[arg(long, value_name = "SIGNAL")]
    pub(crate) stop_with: Option<String>,

    /// The seconds of docker stop -t; -1 for ever
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub(crate) stop_wait: Option<i64>,

    /// So many milliseconds after its start; without it when nothing happens by itself for a second
    #[arg(long, value_name = "MILLISECONDS")]
    pub(crate) stop_after: Option<u64>,

    /// Behind the step of this number of its trace
    #[arg(long, value_name = "N", conflicts_with = "stop_after")]
    pub(crate) stop_at_step: Option<usize>,
}

/// What tells a container to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StopHow {
    /// docker stop: the stop signal to PID 1, then SIGKILL
    DockerStop,
    /// docker kill: one signal to PID 1, SIGKILL unless told otherwise
    DockerKill,
    /// Ctrl-C where docker run is attached; with --tty every process gets it
    CtrlC,
}
