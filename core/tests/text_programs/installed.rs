//! The programs of this machine: Debian 12's, and its busybox.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use shellform::container::Flavour;

use crate::{Answer, FILES, say};

/// The programs of this machine.
pub(crate) struct Installed;

static FOLDERS: AtomicU32 = AtomicU32::new(0);

impl Installed {
    /// They, when they are there and asked for.
    #[expect(clippy::disallowed_methods, reason = "tests may look around")]
    pub(crate) fn find() -> Option<Self> {
        if std::env::var("SHELLFORM_SHELLS").is_err() {
            say("skipped: SHELLFORM_SHELLS is not set");
            return None;
        }
        let missing = ["busybox", "mawk", "sed", "grep", "find"]
            .into_iter()
            .find(|it| !Path::new("/usr/bin").join(it).exists());
        if let Some(missing) = missing {
            say(&format!("skipped: /usr/bin/{missing} is not there"));
            return None;
        }
        Some(Self)
    }

    /// Runs a program in a folder of its own.
    pub(crate) fn run(&self, flavour: Flavour, input: &str, arguments: &[String]) -> Answer {
        let folder = Folder::new();
        let (name, rest) = arguments.split_first().expect("a program is named");
        let path = |name: &str| format!("/usr/bin/{name}");
        let mut command = match flavour {
            Flavour::Debian => Command::new(path(name)),
            Flavour::Busybox => Command::new(path("busybox")),
        };
        let mut child = command
            .arg0(name)
            .args(rest)
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", "/usr/bin")
            .current_dir(&folder.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        // A program that reads nothing may have ended before.
        let _ = child
            .stdin
            .take()
            .expect("it is piped")
            .write_all(input.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Answer {
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            exit: output.status.code().and_then(|it| u8::try_from(it).ok()),
        }
    }
}

/// A folder that goes when it is no longer used.
struct Folder(PathBuf);

impl Folder {
    #[expect(clippy::disallowed_methods, reason = "tests may write")]
    fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("shellform-text-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        for (name, content) in FILES {
            let file = path.join(name);
            if name.ends_with('/') {
                std::fs::create_dir_all(file).expect("a folder can be made");
            } else {
                std::fs::write(file, content).expect("a file can be written");
            }
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Who cannot tidy up leaves a few bytes behind.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
