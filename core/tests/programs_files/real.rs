//! What the installed programs do.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::compare::{FIXTURE, Made, PATH, Result, Whose};
use crate::line;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A new folder with the files every case finds.
pub(crate) fn folder() -> PathBuf {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("shellform-programs-{}-{number:05}", std::process::id());
    let folder = PathBuf::from("/tmp").join(name);
    fs::create_dir(&folder).expect("a new folder");
    for (path, made) in FIXTURE {
        let path = folder.join(path);
        match made {
            Made::Directory => fs::create_dir(&path).expect("it can be made"),
            Made::File(content) => fs::write(&path, content).expect("it can be written"),
            Made::Link(target) => symlink(target, &path).expect("it can be made"),
            Made::Script(content) => {
                fs::write(&path, content).expect("it can be written");
                let mode = fs::Permissions::from_mode(0o755);
                fs::set_permissions(&path, mode).expect("its mode can be changed");
            }
        }
    }
    let touched = Command::new("/usr/bin/find")
        .arg(&folder)
        .args(["-exec", "/usr/bin/touch", "-h", "-d", "@0", "{}", "+"])
        .status();
    assert!(touched.expect("it runs").success());
    folder
}

fn start(whose: Whose, command: &line::Command, folder: &Path) -> Child {
    let name = command.argv.first().map(String::as_str).unwrap_or_default();
    let mut process = match whose {
        Whose::Debian => Command::new(format!("/usr/bin/{name}")),
        Whose::Busybox => Command::new("/usr/bin/busybox"),
    };
    let variables = command.variables.iter().map(|it| (&it.0, &it.1));
    process
        .arg0(name)
        .args(command.argv.iter().skip(1))
        .env_clear()
        .env("PATH", PATH)
        .envs(variables)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    process.spawn().expect("it runs")
}

/// What the commands of a case do.
pub(crate) fn run(whose: Whose, commands: &[line::Command], folder: &Path) -> Result {
    let mut result = Result::default();
    for command in commands {
        let mut child = start(whose, command, folder);
        if let Some(mut input) = child.stdin.take() {
            // A program that reads nothing may have ended.
            let _ = input.write_all(command.input.as_bytes());
        }
        let output = child.wait_with_output().expect("it ends");
        let signalled = output.status.signal().map(|it| it + 128);
        let status = output.status.code().or(signalled).unwrap_or(-1);
        result.statuses.push(status);
        result.stdout += &String::from_utf8_lossy(&output.stdout);
        result.stderr += &String::from_utf8_lossy(&output.stderr);
    }
    add_files(folder, "", &mut result.files);
    result
}

fn add_files(folder: &Path, inside: &str, files: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder.join(inside)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{inside}{name}");
        let full = folder.join(&path);
        let Ok(about) = fs::symlink_metadata(&full) else {
            continue;
        };
        let mode = about.mode() & 0o7777;
        let owner = format!("{mode:o} {}:{}", about.uid(), about.gid());
        let what = if about.is_symlink() {
            let target = fs::read_link(&full).unwrap_or_default();
            format!("-> {}", target.display())
        } else if about.is_dir() {
            format!("{owner} /")
        } else if about.is_file() {
            let content = fs::read(&full).unwrap_or_default();
            format!("{owner} {}", String::from_utf8_lossy(&content))
        } else {
            format!("{owner} special")
        };
        let is_directory = about.is_dir();
        files.insert(path.clone(), what);
        if is_directory {
            add_files(folder, &format!("{path}/"), files);
        }
    }
}
