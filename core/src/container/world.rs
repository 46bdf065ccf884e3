//! [`World`]: what there is before anything runs.

use std::rc::Rc;
use std::sync::Arc;

use super::executable::{EXECUTABLES, Flavour, ZONES, bring_zones};
use super::multi_call::BUSYBOX;
use super::programs::{ProgramTable, shell_program};
use super::stub::Stub;
use super::unknown_program::UnknownPrograms;
use super::users::{UserTable, add_users};
use crate::images::facts::Zones;
use crate::kernel::{
    Content, Coverage, Device, FileSystem, Follow, Fuel, Image, Kernel, Limits, Node, Outside,
    Process, Running, absolute,
};
use crate::session::Session;
use crate::shell::{Dialect, Release, Shell};
use crate::text::{Source, Span, Texts};

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

/// A program that whoever builds the world brings along.
#[derive(Debug, Clone)]
pub struct OwnProgram {
    /// Its path.
    pub path: String,
    /// What it does.
    pub run: for<'p> fn(&'p mut Process, Image) -> Running<'p>,
}

/// What there is beside what the reader gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contents {
    /// The usual directories, programs, shells and users.
    Usual,
    /// What the runtime brings alone: an image made from `scratch`.
    Empty,
}

/// What there is before anything runs.
#[derive(Debug, Clone)]
pub struct World {
    /// The shell that reads the script.
    pub shell: Shell,
    /// What `sh` is, where that is another shell.
    pub sh: Option<Shell>,
    /// The file that the first process runs, where its `argv[0]` does not say so.
    pub executable: Option<String>,
    /// Programs beside those that are known.
    pub own_programs: Vec<OwnProgram>,
    /// Whose programs lie in `/bin` and `/usr/bin`.
    pub flavour: Flavour,
    /// Whether there may be programs that are not listed here.
    pub coverage: Coverage,
    /// The files the reader has given.
    pub files: Vec<GivenFile>,
    /// Files that may be executed whose characters stand in a text already: path and content.
    pub scripts: Vec<(String, Span)>,
    /// What there is beside what the reader gives.
    pub contents: Contents,
    /// Whether there may be files that are not listed here.
    pub unlisted: Coverage,
    /// Whether there are time zones; nothing where nobody knows.
    pub zones: Option<Zones>,
    /// Files of which nobody says what they hold: path and permission bits.
    pub opaque_files: Vec<(String, u16)>,
    /// What the reader says of programs.
    pub stubs: Vec<Stub>,
    /// The working directory.
    pub directory: String,
    /// What standard input holds.
    pub input: String,
    /// When it begins, in seconds since 1970.
    pub began: i64,
    /// The name of the machine.
    pub hostname: String,
    /// What the runtime lets it do.
    pub limits: Limits,
    /// Settings of the kernel by name, as in `net.ipv6.conf.all.disable_ipv6`.
    pub sysctls: Vec<(String, String)>,
    /// Whether the image may have users that its distribution has not.
    pub users: UserTable,
    /// The number of the user that the first process of a container runs as.
    pub user: u32,
    /// The number of its group.
    pub group: u32,
    /// What may be used.
    pub fuel: Fuel,
    /// How programs that nobody knows go on.
    pub unknown_programs: UnknownPrograms,
    /// The signal that comes from outside.
    pub outside: Option<Outside>,
}

impl World {
    /// A world with the usual directories, devices and programs, and nothing else.
    #[must_use]
    pub fn new(flavour: Flavour) -> Self {
        let dialect = match flavour {
            Flavour::Debian => Dialect::Dash,
            Flavour::Busybox => Dialect::BusyboxAsh,
        };
        Self {
            shell: dialect.into(),
            sh: None,
            executable: None,
            own_programs: Vec::new(),
            flavour,
            coverage: Coverage::Complete,
            files: Vec::new(),
            scripts: Vec::new(),
            contents: Contents::Usual,
            users: UserTable::Whole,
            unlisted: Coverage::Complete,
            zones: None,
            opaque_files: Vec::new(),
            stubs: Vec::new(),
            directory: "/".to_owned(),
            input: String::new(),
            began: 1_767_225_600,
            hostname: "localhost".to_owned(),
            limits: Limits::default(),
            sysctls: Vec::new(),
            user: 0,
            group: 0,
            fuel: Fuel::default(),
            unknown_programs: UnknownPrograms::default(),
            outside: None,
        }
    }

    /// What `/bin/sh` is: where bash reads the script on Debian, still dash.
    #[must_use]
    pub fn sh(&self) -> Shell {
        self.sh.unwrap_or(match (self.shell.dialect, self.flavour) {
            (Dialect::Bash, Flavour::Debian) => Dialect::Dash.into(),
            _ => self.shell,
        })
    }

    /// The system of this world, without processes.
    #[must_use]
    pub fn kernel(&self, mut cx: Session) -> Kernel {
        let files = self.file_system(&mut cx);
        self.kernel_with(cx, files)
    }

    /// The files of this world.
    #[must_use]
    pub fn file_system(&self, cx: &mut Session) -> FileSystem {
        let mut files = FileSystem::default();
        files.set_coverage(FileSystem::ROOT, self.unlisted);
        self.add_directories(&mut files);
        if self.contents == Contents::Usual {
            self.add_programs(&mut files);
            add_users(cx, &mut files, (self.flavour, self.users));
        }
        for given in &self.files {
            let path = absolute(&self.directory, &given.path);
            if given.path.ends_with('/') {
                let id = files.make_directories(&path, Coverage::Complete);
                files.inode_mut(id).mode = given.mode;
                if path.trim_end_matches('/') == ZONES {
                    bring_zones(&mut files, Coverage::Partial);
                }
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
        for (name, value) in &self.sysctls {
            let path = format!("/proc/sys/{}", name.replace('.', "/"));
            let what = format!("setting {name}");
            let value = cx
                .texts
                .add_source(Source::Engine { what }, format!("{value}\n"));
            let content = Content::Known([value].into_iter().collect());
            files.put(&path, content, 0o644);
        }
        for (index, own) in self.own_programs.iter().enumerate() {
            let program = Content::Program(format!("own:{index}").into());
            files.put(&own.path, program, 0o755);
        }
        files
    }

    /// The system of this world with these files instead.
    #[must_use]
    pub fn kernel_with(&self, cx: Session, mut files: FileSystem) -> Kernel {
        let programs = ProgramTable {
            own: self.own_programs.clone(),
            stubs: self.stubs.clone().into(),
            unknown: self.unknown_programs.clone(),
            shell: self.shell,
        };
        files.make_directories(&self.directory, self.unlisted);
        for (path, content) in &self.scripts {
            let content = Content::Known([*content].into_iter().collect());
            files.put(path, content, 0o755);
        }
        let mut kernel = Kernel::new(cx, files, Rc::new(programs), self.fuel);
        kernel.began = self.began;
        kernel.hostname.clone_from(&self.hostname);
        kernel.limits = self.limits.clone();
        kernel.outside = self.outside;
        kernel
    }

    /// Whether a stub says what a command does.
    pub(super) fn answers_for(&self, texts: &Texts, argv: &[Span]) -> bool {
        let arguments: Vec<&str> = argv.iter().map(|it| texts.str(*it)).collect();
        self.stubs.iter().any(|it| it.matches(&arguments))
    }

    fn add_directories(&self, files: &mut FileSystem) {
        match self.contents {
            Contents::Usual => self.add_usual_directories(files),
            Contents::Empty => {
                for path in ["/dev/fd", "/etc"] {
                    files.make_directories(path, Coverage::Complete);
                }
                for path in ["/proc", "/sys"] {
                    files.make_directories(path, Coverage::Partial);
                }
            }
        }
        add_devices(files);
    }

    fn add_usual_directories(&self, files: &mut FileSystem) {
        for path in ["/dev/fd", "/tmp"] {
            files.make_directories(path, Coverage::Complete);
        }
        for path in ["/proc", "/sys"] {
            files.make_directories(path, Coverage::Partial);
        }
        for path in [
            "/etc",
            "/home",
            "/root",
            "/run",
            "/srv",
            "/usr",
            "/usr/local",
            "/var",
        ] {
            files.make_directories(path, self.unlisted);
        }
        for path in ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"] {
            files.make_directories(path, self.coverage);
        }
        for path in [
            "/usr/lib",
            "/usr/lib64",
            "/var/lib",
            "/var/log",
            "/var/run",
            "/opt",
            "/mnt",
        ] {
            files.make_directories(path, self.coverage);
        }
        files.make_directories("/usr/share", self.unlisted);
        match self.zones {
            Some(Zones::Present) => bring_zones(files, Coverage::Partial),
            None => bring_zones(files, Coverage::Assumed),
            Some(Zones::Absent) => {}
        }
        match self.flavour {
            Flavour::Debian => {
                for path in ["/boot", "/media"] {
                    files.make_directories(path, self.coverage);
                }
                for name in ["bin", "sbin", "lib", "lib64"] {
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
        if let Ok(id) = files.find("/tmp", Follow::Links) {
            files.inode_mut(id).mode = 0o1777;
        }
        if let Ok(id) = files.find("/root", Follow::Links) {
            files.inode_mut(id).mode = 0o700;
        }
    }

    fn add_programs(&self, files: &mut FileSystem) {
        let (whose, directory) = match self.flavour {
            Flavour::Debian => ("debian", "/usr/bin"),
            Flavour::Busybox => ("busybox", "/bin"),
        };
        for executable in EXECUTABLES {
            let name: Arc<str> = format!("{whose}:{}", executable.name).into();
            let path = format!("{directory}/{}", executable.name);
            files.put(&path, Content::Program(name), 0o755);
        }
        let bash = Shell {
            dialect: Dialect::Bash,
            release: match self.shell.release {
                Release::Bash5_3 => Release::Bash5_3,
                _ => Release::Bash5_2,
            },
        };
        let mut shells = vec![("sh", self.sh())];
        if self.flavour == Flavour::Debian {
            let dash = match self.shell.dialect {
                Dialect::Dash => self.shell,
                _ => Dialect::Dash.into(),
            };
            shells.extend([("dash", dash), ("bash", bash)]);
        } else {
            shells.push(("ash", self.shell));
            let itself = Content::Program(BUSYBOX.into());
            files.put(&format!("{directory}/busybox"), itself, 0o755);
        }
        for (name, shell) in shells {
            let program = Content::Program(shell_program(shell).into());
            files.put(&format!("{directory}/{name}"), program, 0o755);
        }
        for name in self.stubs.iter().filter_map(Stub::program) {
            let path = format!("{directory}/{name}");
            if files.find(&path, Follow::Links).is_err() {
                let content = Content::Unknown("it is a program with a stub".to_owned());
                files.put(&path, content, 0o755);
            }
        }
    }
}

/// The devices that every container has.
fn add_devices(files: &mut FileSystem) {
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
}
