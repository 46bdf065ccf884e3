//! Installing packages where that can be done without asking: as root, on Debian and its relatives.
//!
//! Nothing is ever removed to make room for a package.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{announce, find_program, output, run};

/// Installs packages, or says in one sentence how the reader can.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if find_program(&["apt-get"]).is_none() {
        bail!("install Debian's {list}, or what this system has instead, and try again");
    }
    if !is_root()? {
        bail!("run `apt-get install {list}` as root, and try again");
    }
    announce(&format!("installing Debian's {list}"));
    run(apt_get().arg("update"))?;
    run(apt_get()
        .args(["install", "--yes", "--no-remove"])
        .args(packages))
}

/// The files of an installed package; none when it is not installed.
pub(crate) fn files(package: &str) -> Vec<PathBuf> {
    let listing = Command::new("dpkg").args(["--listfiles", package]).output();
    match listing {
        Ok(listing) if listing.status.success() => String::from_utf8_lossy(&listing.stdout)
            .lines()
            .map(PathBuf::from)
            .collect(),
        Ok(_) | Err(_) => Vec::new(),
    }
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .arg("--quiet")
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> Result<bool> {
    Ok(output(Command::new("id").arg("-u"))?.trim() == "0")
}
