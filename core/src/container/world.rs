//! [`World`]: what there is before anything runs.

use std::rc::Rc;
use std::sync::Arc;

use super::executable::{EXECUTABLES, Flavour};
use super::own_program::OwnProgram;
use super::programs::ProgramTable;
use super::stub::Stub;
use crate::kernel::{Content, Coverage, Device, FileSystem, Fuel, Kernel, Node, absolute};
use crate::session::Session;
use crate::shell::{Dialect, Release, Shell};
use crate::text::Source;

/// A file that the reader has given.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenFile {
    /// Its path; one that is not absolute is seen from the working directory. A directory ends in `/`.
    pub path: String,
    /// What it holds.
    pub content: String,
    /// Its permission bits.
    pub mode: u16,
}

/// What there is before anything runs.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Whose programs lie in `/bin` and `/usr/bin`.
    pub flavour: Flavour,
    /// What `/bin/sh` is.
    pub shell: Shell,
    /// Whether there may be programs that are not listed here.
    pub coverage: Coverage,
    /// The files the reader has given.
    pub files: Vec<GivenFile>,
    /// Files of which nobody says what they hold: path and permission bits.
    pub opaque_files: Vec<(String, u16)>,
    /// What the reader says of programs.
    pub stubs: Vec<Stub>,
    /// Programs that whoever uses this library brings along.
    pub own_programs: Vec<OwnProgram>,
    /// The working directory.
    pub directory: String,
    /// What standard input holds.
    pub input: String,
    /// When it begins, in seconds since 1970.
    pub began: i64,
    /// The name of the machine.
    pub hostname: String,
    /// What may be used.
    pub fuel: Fuel,
}

impl World {
    /// A world with the usual directories, devices and programs, and nothing else.
    #[must_use]
    pub fn new(flavour: Flavour) -> Self {
        Self {
            flavour,
            shell: match flavour {
                Flavour::Debian => Dialect::Dash.into(),
                Flavour::Busybox => Dialect::BusyboxAsh.into(),
            },
            coverage: Coverage::Complete,
            files: Vec::new(),
            opaque_files: Vec::new(),
            stubs: Vec::new(),
            own_programs: Vec::new(),
            directory: "/".to_owned(),
            input: String::new(),
            began: 1_767_225_600,
            hostname: "localhost".to_owned(),
            fuel: Fuel::default(),
        }
    }

    /// The system of this world, without processes.
    #[must_use]
    pub fn kernel(&self, mut cx: Session) -> Kernel {
        let mut files = FileSystem::default();
        self.add_directories(&mut files);
        self.add_programs(&mut files);
        self.add_shells(&mut files);
        for given in &self.files {
            let path = absolute(&self.directory, &given.path);
            if given.path.ends_with('/') {
                let id = files.make_directories(&path, Coverage::Complete);
                files.inode_mut(id).mode = given.mode;
                continue;
            }
            let name = given.path.clone();
            let content = cx.texts.add_source(Source::File { name }, &*given.content);
            let content = Content::Known([content].into_iter().collect());
            files.put(&path, content, given.mode);
        }
        for (path, mode) in &self.opaque_files {
            let content = Content::Unknown(format!("nobody says what {path} holds"));
            files.put(&absolute(&self.directory, path), content, *mode);
        }
        let programs = ProgramTable {
            stubs: self.stubs.clone().into(),
            own: self.own_programs.clone().into(),
        };
        let mut kernel = Kernel::new(cx, files, Rc::new(programs), self.fuel);
        kernel.began = self.began;
        kernel.hostname.clone_from(&self.hostname);
        kernel
    }

    fn add_directories(&self, files: &mut FileSystem) {
        for path in [
            "/dev/fd", "/etc", "/home", "/proc", "/root", "/run", "/srv", "/sys", "/tmp",
        ] {
            files.make_directories(path, Coverage::Complete);
        }
        for path in ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"] {
            files.make_directories(path, self.coverage);
        }
        for path in [
            "/usr/lib", "/var/lib", "/var/log", "/var/run", "/opt", "/mnt",
        ] {
            files.make_directories(path, self.coverage);
        }
        match self.flavour {
            Flavour::Debian => {
                for name in ["bin", "sbin", "lib"] {
                    files.put_node(
                        &format!("/{name}"),
                        Node::Link(format!("usr/{name}")),
                        0o777,
                    );
                }
            }
            Flavour::Busybox => {
                for name in ["bin", "sbin", "lib"] {
                    files.make_directories(&format!("/{name}"), self.coverage);
                }
            }
        }
        if let Ok(id) = files.find("/tmp", crate::kernel::Follow::Links) {
            files.inode_mut(id).mode = 0o1777;
        }
        if let Ok(id) = files.find("/root", crate::kernel::Follow::Links) {
            files.inode_mut(id).mode = 0o700;
        }
        for (name, device) in [
            ("null", Device::Null),
            ("zero", Device::Zero),
            ("full", Device::Full),
            ("random", Device::Random),
            ("urandom", Device::Random),
            ("tty", Device::Terminal),
            ("stdin", Device::Descriptor(0)),
            ("stdout", Device::Descriptor(1)),
            ("stderr", Device::Descriptor(2)),
        ] {
            files.put_node(&format!("/dev/{name}"), Node::Device(device), 0o666);
        }
        for number in 0..10 {
            let node = Node::Device(Device::Descriptor(number));
            files.put_node(&format!("/dev/fd/{number}"), node, 0o666);
        }
        files.make_directories(&self.directory, Coverage::Complete);
    }

    fn add_programs(&self, files: &mut FileSystem) {
        let (whose, directory) = match self.flavour {
            Flavour::Debian => ("debian", "/usr/bin"),
            Flavour::Busybox => ("busybox", "/bin"),
        };
        for own in &self.own_programs {
            let name: Arc<str> = format!("own:{}", own.path).into();
            files.put(&own.path, Content::Program(name), 0o755);
        }
        for executable in EXECUTABLES {
            let name: Arc<str> = format!("{whose}:{}", executable.name).into();
            let path = format!("{directory}/{}", executable.name);
            files.put(&path, Content::Program(name), 0o755);
        }
    }

    /// `/bin/sh`, and the shells that lie beside it under their own names.
    fn add_shells(&self, files: &mut FileSystem) {
        let mut put = |path: &str, shell: Shell| {
            let program = Content::Program(program(shell).into());
            files.put(path, program, 0o755);
        };
        put("/bin/sh", self.shell);
        if self.flavour == Flavour::Debian {
            put("/bin/dash", self.or(Dialect::Dash));
            put("/bin/bash", self.or(Dialect::Bash));
        }
        if self.shell.dialect == Dialect::BusyboxAsh {
            put("/bin/busybox", self.shell);
            put("/bin/ash", self.shell);
        }
    }

    /// The shell of this dialect: the one at `/bin/sh` when it speaks it, else the one most images have.
    fn or(&self, dialect: Dialect) -> Shell {
        let named = program(self.shell).split('-').next();
        let other = Shell::from(dialect);
        match named == program(other).split('-').next() {
            true => self.shell,
            false => other,
        }
    }
}

/// The name by which a shell is known among programs; bash goes by its `argv[0]`.
fn program(shell: Shell) -> &'static str {
    match shell.release {
        Release::Dash0_5_12 => "shell:dash",
        Release::DashUnstable => "shell:dash-unstable",
        Release::Bash5_2 => "shell:bash",
        Release::Bash5_3 => "shell:bash-5.3",
        Release::Busybox1_35 => "shell:busybox-1.35",
        Release::Busybox1_37 => "shell:busybox-1.37",
        Release::Busybox1_38 => "shell:busybox-1.38",
    }
}
