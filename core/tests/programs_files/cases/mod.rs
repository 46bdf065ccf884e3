//! The cases: a test for each table, whose lines both flavours are asked, or one of them.

use crate::compare::{Whose, compare};

macro_rules! table {
    ($($test:ident: $whose:ident $file:literal;)*) => {
        $(#[test]
        fn $test() {
            compare(Whose::$whose, include_str!($file));
        })*
    };
}

table! {
    names_debian: Debian "names.txt";
    names_busybox: Busybox "names.txt";
    names_debian_only: Debian "names-debian.txt";
    files_debian: Debian "files.txt";
    files_busybox: Busybox "files.txt";
    files_debian_only: Debian "files-debian.txt";
    system_debian: Debian "system.txt";
    system_busybox: Busybox "system.txt";
    system_debian_only: Debian "system-debian.txt";
}
