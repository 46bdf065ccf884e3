//! [`Real`]: a shell that is installed, and what it makes of a script in a fresh folder.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use shellform::ShellName;

/// A script that runs for longer is left out.
const LONGEST: Duration = Duration::from_secs(2);

/// The files of the folder.
pub(super) const FILES: [(&str, &str); 1] = [("f1", "one two\n a:b\\c \nlast")];

/// The folders in it.
pub(super) const FOLDERS: [&str; 1] = ["d"];

/// What standard input holds.
pub(super) const INPUT: &str = "in 1\nin 2\n";

/// A shell that is installed.
#[derive(Debug, Clone, Copy)]
pub struct Real {
    /// The same shell, simulated.
    pub name: ShellName,
    file: &'static str,
    /// What is asked for its version, and what the answer holds.
    version: (&'static [&'static str], &'static str),
}

/// What a shell is asked.
#[derive(Debug, Default)]
pub struct Question<'q> {
    /// The script behind `-c`.
    pub script: &'q str,
    /// What follows it: `$0` and on.
    pub arguments: Vec<&'q str>,
    /// The variables beside `PATH`.
    pub environment: Vec<(&'q str, &'q str)>,
    /// The files by path, with what they hold; a folder has nothing.
    pub files: Vec<(&'q str, Option<&'q str>)>,
    /// What standard input holds.
    pub input: &'q str,
    /// The program `argv`, where scripts find one.
    pub argv: Option<&'q Path>,
}

const ALL: [Real; 3] = [
    Real {
        name: ShellName::Dash,
        file: "/usr/bin/dash",
        version: (&["dpkg-query", "-W", "dash"], "0.5.12-"),
    },
    Real {
        name: ShellName::Bash,
        file: "/usr/bin/bash",
        version: (&["bash", "--version"], "version 5.2."),
    },
    Real {
        name: ShellName::Busybox,
        file: "/usr/bin/busybox",
        version: (&["busybox"], "v1.35.0 (Debian"),
    },
];

/// bash as `/bin/sh`: the same file by another name.
const BASH_AS_SH: Real = Real {
    name: ShellName::BashAsSh,
    ..ALL[1]
};

/// What a shell made of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The exit status; of a signal its number, negative.
    pub exit: i32,
    /// What went to standard output.
    pub stdout: String,
    /// What went to standard error.
    pub stderr: String,
}

/// The shells that are there in the right version, bash also as `/bin/sh`; for each other one the reason why it is left
/// out.
#[must_use]
pub fn every_shell() -> (Vec<Real>, Vec<String>) {
    let shells = [&ALL[..], &[BASH_AS_SH]].concat();
    let mut missing = Vec::new();
    let is_there = |it: &Real| match it.absence() {
        None => true,
        Some(reason) => {
            missing.push(reason);
            false
        }
    };
    let found = shells.into_iter().filter(is_there).collect();
    (found, missing)
}

impl Real {
    /// Why it cannot be asked.
    fn absence(&self) -> Option<String> {
        if !Path::new(self.file).exists() {
            return Some(format!("{} is not installed", self.file));
        }
        let (words, wanted) = self.version;
        let output = Command::new(words[0]).args(&words[1..]).output();
        let said = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        match said {
            Ok(said) if said.contains(wanted) => None,
            Ok(_) | Err(_) => Some(format!("{} is not the version {wanted}", self.file)),
        }
    }

    /// What it makes of a script in a place; nothing when that takes too long.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made or the shell not be started.
    pub fn run(&self, script: &str, place: &Place) -> io::Result<Option<Ended>> {
        let files = FILES.map(|(path, content)| (path, Some(content)));
        let folders = FOLDERS.map(|path| (path, None));
        let question = Question {
            script,
            files: files.into_iter().chain(folders).collect(),
            input: INPUT,
            ..Question::default()
        };
        self.ask_in(&question, place)
    }

    /// The same in a world of one's own.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made or the shell not be started.
    pub fn ask(&self, question: &Question<'_>) -> io::Result<Option<Ended>> {
        self.ask_in(question, &Place::default())
    }

    fn ask_in(&self, question: &Question<'_>, place: &Place) -> io::Result<Option<Ended>> {
        let folder = Folder::new(place, &question.files)?;
        let inside = place.inside();
        let stream = |name: &str| folder.0.join(name);
        fs::write(stream("in"), question.input)?;
        let programs = stream("bin");
        let mut path = "/usr/bin:/bin".to_owned();
        if let Some(argv) = question.argv {
            fs::create_dir(&programs)?;
            std::os::unix::fs::symlink(argv, programs.join("argv"))?;
            path = format!("/bin:/usr/bin:{}", programs.display());
        }
        let mut child = Command::new(self.file)
            .arg0(self.name.path())
            .args(["-c", question.script])
            .args(&question.arguments)
            .env_clear()
            .env("PATH", path)
            .envs(question.environment.iter().copied())
            .current_dir(&inside)
            .stdin(Stdio::from(File::open(stream("in"))?))
            .stdout(Stdio::from(File::create(stream("out"))?))
            .stderr(Stdio::from(File::create(stream("err"))?))
            .process_group(0)
            .spawn()?;
        let Some(status) = wait(&mut child)? else {
            return Ok(None);
        };
        if question.script.contains('&') && !wait_for_others(child.id())? {
            return Ok(None);
        }
        let shown = |name: &str| -> io::Result<String> {
            let bytes = fs::read(stream(name))?;
            let text = String::from_utf8_lossy(&bytes);
            let text = place
                .hidden(&text)
                .replace(&*programs.to_string_lossy(), "/usr/local/bin");
            Ok(of_simulated_machine(&text))
        };
        Ok(Some(Ended {
            exit: status
                .code()
                .or(status.signal().map(|it| -it))
                .unwrap_or_default(),
            stdout: shown("out")?,
            stderr: shown("err")?,
        }))
    }
}

/// Waits for the end; one that does not come is made.
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    let mut pause = Duration::from_micros(300);
    while began.elapsed() < LONGEST {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    child.wait()?;
    Ok(None)
}

/// Waits until nothing is left of what a shell has run in the background; whether that comes.
fn wait_for_others(group: u32) -> io::Result<bool> {
    let began = Instant::now();
    while began.elapsed() < LONGEST {
        if !is_running(group)? {
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let group = format!("-{group}");
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    Ok(false)
}

/// Whether a process of a group is there.
fn is_running(group: u32) -> io::Result<bool> {
    for entry in fs::read_dir("/proc")? {
        // A process may end while one looks.
        let stat = fs::read_to_string(entry?.path().join("stat")).unwrap_or_default();
        // Behind the name in parentheses: the state, the parent, the group.
        let behind_name = stat.rsplit(") ").next().unwrap_or_default();
        let mut fields = behind_name.split(' ');
        let is_ended = fields.next() == Some("Z");
        if !is_ended && fields.nth(1).and_then(|it| it.parse().ok()) == Some(group) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A text in which a shell lists its variables, as if it ran where the simulated one does.
fn of_simulated_machine(text: &str) -> String {
    if !text.contains("PPID=") {
        return text.to_owned();
    }
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let parent = std::process::id().to_string();
    let mut text = text.to_owned();
    for quote in ["", "'", "\""] {
        let of = |name: &str, value: &str| format!("{name}={quote}{value}{quote}\n");
        text = text.replace(&of("PPID", &parent), &of("PPID", "1"));
        let host = of("HOSTNAME", host.trim_end());
        text = text.replace(&host, &of("HOSTNAME", "c0ffee"));
    }
    text
}

/// Where a folder is made: of its own for everything that is asked.
#[derive(Debug)]
pub struct Place(PathBuf);

impl Default for Place {
    fn default() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("shellform-{}-{number}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Place {
    /// The folder in which shells are started.
    #[must_use]
    pub fn inside(&self) -> PathBuf {
        self.0.join("srv")
    }

    /// A text with another name for that folder, so that it is the same each time.
    #[must_use]
    pub fn hidden(&self, text: &str) -> String {
        text.replace(&*self.inside().to_string_lossy(), "/srv")
    }
}

/// A folder that goes when it is no longer needed.
struct Folder<'p>(&'p Path);

impl<'p> Folder<'p> {
    fn new(place: &'p Place, files: &[(&str, Option<&str>)]) -> io::Result<Self> {
        let inside = place.inside();
        fs::create_dir_all(&inside)?;
        let folder = Self(&place.0);
        for (path, content) in files {
            let path = inside.join(path);
            match content {
                Some(content) => {
                    fs::create_dir_all(path.parent().unwrap_or(&inside))?;
                    fs::write(path, content)?;
                }
                None => fs::create_dir_all(path)?,
            }
        }
        Ok(folder)
    }
}

impl Drop for Folder<'_> {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder for temporary files, and goes with that.
        let _ = fs::remove_dir_all(self.0);
    }
}
