//! The programs that deal with files, names and the system, against the ones that are installed.
//!
//! `SHELLFORM_SHELLS=1` asks the programs of Debian 12 (coreutils 9.1, procps, debianutils, diffutils) and busybox
//! 1.35, each case in a fresh folder; without it, nothing is compared.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests may look around and print"
)]

mod cases;
mod compare;
mod line;
mod real;
mod simulated;
