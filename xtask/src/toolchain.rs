//! The compiler that builds the playground for `wasm32-unknown-unknown`.
//!
//! Two ways lead there, tried in this order:
//!
//! 1. the active toolchain has the target, or rustup adds it;
//! 2. Debian's package `rustc-web` compiles, and builds the standard library from the package `rust-web-src`.
//!
//! The second way gives the smaller bundle: a standard library built for size, which ends the module at a panic
//! without a message. The first takes the standard library as rustup brings it.
//!
//! The environment variable `SHELLFORM_WASM_TOOLCHAIN` (`rustup` or `debian`) takes one of them.
//! [`provide`] decides once; everything that differs between the two is in [`WasmToolchain`].

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::process::{announce, find_program, output, run};

/// The target triple of the playground.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Names the way to take: `rustup` or `debian`.
const WAY_VARIABLE: &str = "SHELLFORM_WASM_TOOLCHAIN";

/// Cargo's arguments for a standard library that is built with the playground, and for size.
const BUILD_STD: &[&str] = &[
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// The compiler's flags for the playground: the place of a panic would be shown nowhere. Without places the page is
/// 2 % smaller. Stable compilers know the flag, but take it with `RUSTC_BOOTSTRAP` only.
const NO_PLACES: &str = "-Zlocation-detail=none";

/// The compiler's flags for the playground where the standard library is built with it.
///
/// A panic ends the module at once: its message would be shown nowhere either.
const FLAGS: &str = "-Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort";

/// A compiler that is there and can build for [`TARGET`].
#[derive(Debug)]
pub(crate) enum WasmToolchain {
    /// The active toolchain; it has the target.
    Rustup,
    /// Debian's compiler, which brings the standard library as source.
    DebianBuildStd {
        /// The `rustc` of `rustc-web`.
        compiler: PathBuf,
        /// A `rust-lld`: the active toolchain's, or Debian's.
        linker: PathBuf,
    },
}

/// The two ways, as the reader names them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Rustup,
    Debian,
}

/// Sets up what is missing, and says what it does.
pub(crate) fn provide() -> Result<WasmToolchain> {
    match env::var_os(WAY_VARIABLE)
        .as_deref()
        .map(parse_way)
        .transpose()?
    {
        Some(Way::Rustup) => provide_rustup(),
        Some(Way::Debian) => provide_debian(),
        None => provide_rustup().or_else(|error| {
            announce(&format!("{error:#}; trying Debian's compiler instead"));
            provide_debian()
        }),
    }
    .with_context(|| format!("no compiler for {TARGET}"))
}

impl WasmToolchain {
    /// Makes a `cargo build` of this command: for [`TARGET`], below `target`.
    /// Returns the folder that cargo puts the target's profiles in.
    pub(crate) fn configure(&self, command: &mut Command, target: &Path) -> PathBuf {
        command.args(["--target", TARGET]);
        match self {
            Self::Rustup => {
                command
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", NO_PLACES);
                target.join(TARGET)
            }
            Self::DebianBuildStd { compiler, linker } => {
                let own_target = target.join("debian");
                command
                    .args(BUILD_STD)
                    .arg("--target-dir")
                    .arg(&own_target)
                    .env("RUSTC", compiler)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                own_target.join(TARGET)
            }
        }
    }
}

fn parse_way(value: &OsStr) -> Result<Way> {
    match value.to_str() {
        Some("rustup") => Ok(Way::Rustup),
        Some("debian") => Ok(Way::Debian),
        Some(_) | None => {
            bail!("{WAY_VARIABLE} is {value:?}, but only `rustup` and `debian` are known")
        }
    }
}

fn provide_rustup() -> Result<WasmToolchain> {
    if !has_target(&active_sysroot()?) {
        if find_program(&["rustup"]).is_none() {
            bail!("the active toolchain has no {TARGET}, and there is no rustup to add it");
        }
        announce(&format!("adding the target {TARGET} with rustup"));
        run(Command::new("rustup").args(["target", "add", TARGET]))?;
    }
    Ok(WasmToolchain::Rustup)
}

fn active_sysroot() -> Result<PathBuf> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(sysroot.trim()))
}

fn has_target(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib").join(TARGET).is_dir()
}

fn provide_debian() -> Result<WasmToolchain> {
    if installed_compiler().is_none() || debian::files("rust-web-src").is_empty() {
        debian::install(&["rustc-web", "rust-web-src"])?;
    }
    let compiler = installed_compiler().context("the package rustc-web holds no rustc")?;
    let linker = provide_linker()?;
    announce(&format!(
        "building with {} and the standard library's source",
        compiler.display()
    ));
    Ok(WasmToolchain::DebianBuildStd { compiler, linker })
}

fn installed_compiler() -> Option<PathBuf> {
    debian::files("rustc-web")
        .into_iter()
        .find(|file| file.ends_with("bin/rustc") && file.is_file())
}

/// `rustc-web` calls `rust-lld` but does not depend on the package that holds it.
fn provide_linker() -> Result<PathBuf> {
    if let Some(linker) = bundled_linker()?.or_else(|| find_program(&["rust-lld"])) {
        return Ok(linker);
    }
    if !debian_linker_link().is_symlink() {
        debian::install(&["rust-web-llvm"])?;
    }
    let package =
        fs::read_link(debian_linker_link()).context("rust-web-llvm brings no rust-lld")?;
    let package = package
        .to_str()
        .context("rust-lld leads to a name that is not UTF-8")?;
    debian::install(&[package])?;
    find_program(&["rust-lld"]).context("no rust-lld, although its package is installed")
}

/// The linker that rustup's toolchains bring.
fn bundled_linker() -> Result<Option<PathBuf>> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("`rustc -vV` names no host")?;
    let linker = active_sysroot()?
        .join("lib/rustlib")
        .join(host)
        .join("bin/rust-lld");
    Ok(linker.is_file().then_some(linker))
}

/// A link to the program of the package that it is named after, such as `lld-22`.
fn debian_linker_link() -> &'static Path {
    Path::new("/usr/bin/rust-lld")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use super::{WasmToolchain, Way, parse_way};

    #[test]
    fn the_variable_takes_one_of_two_ways() {
        assert_eq!(parse_way(OsStr::new("rustup")).unwrap(), Way::Rustup);
        assert_eq!(parse_way(OsStr::new("debian")).unwrap(), Way::Debian);
        assert_eq!(
            parse_way(OsStr::new("nix")).unwrap_err().to_string(),
            "SHELLFORM_WASM_TOOLCHAIN is \"nix\", but only `rustup` and `debian` are known"
        );
    }

    #[test]
    fn debians_compiler_builds_the_standard_library_in_a_folder_of_its_own() {
        let toolchain = WasmToolchain::DebianBuildStd {
            compiler: PathBuf::from("/usr/bin/rustc"),
            linker: PathBuf::from("/usr/bin/rust-lld"),
        };
        let mut command = Command::new("cargo");
        let folder = toolchain.configure(&mut command, Path::new("target"));
        assert_eq!(folder, Path::new("target/debian/wasm32-unknown-unknown"));
        assert_eq!(
            command.get_args().collect::<Vec<_>>(),
            [
                "--target",
                "wasm32-unknown-unknown",
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
                "--target-dir",
                "target/debian"
            ]
        );
    }
}
