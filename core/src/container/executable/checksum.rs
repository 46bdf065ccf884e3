//! `md5sum`, `sha256sum` and their like: the sums of files, and whether files still have them.

mod check;

use sha2::Digest;

use super::arguments::Known;
use super::failure::{Failure, unsupported};
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour};
use crate::container::unknown_program::{UnknownPrograms, assume};
use crate::kernel::{End, Errno, Missing, Open};
use crate::text::raw_byte;
use crate::trace::Action;

const DEBIAN: Known = Known {
    short: "bctwz",
    long: &[
        ("binary", 'b'),
        ("check", 'c'),
        ("ignore-missing", 'I'),
        ("quiet", 'q'),
        ("status", 's'),
        ("strict", 'S'),
        ("tag", 'T'),
        ("text", 't'),
        ("warn", 'w'),
        ("zero", 'z'),
    ],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "bctsw",
    long: &[],
    status: 1,
};

/// Which sum.
#[derive(Debug, Clone, Copy)]
struct Algorithm {
    /// What it is called in messages and by `--tag`.
    name: &'static str,
    /// How many digits a sum has.
    digits: usize,
    sum: fn(&[u8]) -> Vec<u8>,
}

const ALGORITHMS: [(&str, Algorithm); 6] = [
    ("md5sum", Algorithm::new::<md5::Md5>("MD5", 32)),
    ("sha1sum", Algorithm::new::<sha1::Sha1>("SHA1", 40)),
    ("sha224sum", Algorithm::new::<sha2::Sha224>("SHA224", 56)),
    ("sha256sum", Algorithm::new::<sha2::Sha256>("SHA256", 64)),
    ("sha384sum", Algorithm::new::<sha2::Sha384>("SHA384", 96)),
    ("sha512sum", Algorithm::new::<sha2::Sha512>("SHA512", 128)),
];

impl Algorithm {
    const fn new<D: Digest>(name: &'static str, digits: usize) -> Self {
        Self {
            name,
            digits,
            sum: |bytes| D::digest(bytes).to_vec(),
        }
    }

    fn of(self, bytes: &[u8]) -> String {
        let sum = (self.sum)(bytes);
        sum.iter().map(|it| format!("{it:02x}")).collect()
    }
}

/// Why there is no sum.
pub(super) enum Absent {
    Error(Errno),
    /// Nobody knows what the file holds.
    Unknown,
}

/// How a sum is asked for.
#[derive(Debug, Default)]
struct Asked {
    options: Vec<char>,
}

impl Asked {
    fn has(&self, letter: char) -> bool {
        self.options.contains(&letter)
    }
}

pub(super) async fn run(mut call: Call<'_>) -> End {
    if is_guessed(&call) {
        return take_for_granted(&mut call).await;
    }
    match sums(&mut call).await {
        Ok(Some(status)) => End::Exited(status),
        Ok(None) => take_for_granted(&mut call).await,
        Err(failure) => End::Exited(call.conclude(Err(failure)).await),
    }
}

/// Whether what is read may come from a program that nobody knows.
pub(super) fn is_guessed(call: &Call<'_>) -> bool {
    let mut steps = call.process.trace.steps.iter();
    steps.any(|it| matches!(it.action, Action::Assumed(_)))
}

/// Goes on as with a program that is not simulated.
pub(super) async fn take_for_granted(call: &mut Call<'_>) -> End {
    let arguments = call.arguments.clone();
    assume(call.process, arguments, UnknownPrograms::Succeed).await
}

/// The exit status; nothing where a file comes up that nobody knows.
async fn sums(call: &mut Call<'_>) -> Result<Option<u8>, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_arguments(known)?;
    let asked = Asked {
        options: options(&arguments).map(|it| it.0).collect(),
    };
    let name = call.name().rsplit('/').next().unwrap_or_default();
    let Some((_, algorithm)) = ALGORITHMS.into_iter().find(|it| it.0 == name) else {
        return unsupported("by that name");
    };
    if call.flavour == Flavour::Busybox && matches!(algorithm.name, "SHA224" | "SHA384") {
        return unsupported("which busybox does not have");
    }
    let paths = call.paths(&arguments);
    if asked.has('c') {
        return check::check(call, algorithm, &asked, &paths).await;
    }
    let only_checked = [
        ('I', "ignore-missing"),
        ('s', "status"),
        ('w', "warn"),
        ('q', "quiet"),
        ('S', "strict"),
    ];
    if let Some((_, option)) = only_checked.iter().find(|it| asked.has(it.0)) {
        return match call.flavour {
            Flavour::Debian => {
                let why = "option is meaningful only when verifying checksums";
                Err(Failure::Usage(format!("the --{option} {why}"), 1))
            }
            Flavour::Busybox => unsupported(format!("--{option} without -c")),
        };
    }
    let mut output = Output::default();
    let mut status = 0;
    for path in paths {
        if path.contains(['\\', '\n', '\r']) {
            return unsupported(format!("with the name {path}"));
        }
        let sum = match sum(call, algorithm, &path).await {
            Ok(sum) => sum,
            Err(Absent::Unknown) => return Ok(None),
            Err(Absent::Error(errno)) => {
                output.flush(call).await?;
                complain_of_file(call, &path, errno).await;
                status = 1;
                continue;
            }
        };
        let end = if asked.has('z') { '\0' } else { '\n' };
        let mark = match asked.options.iter().rev().find(|it| "bt".contains(**it)) {
            Some('b') if call.flavour == Flavour::Debian => '*',
            _ => ' ',
        };
        let line = match asked.has('T') {
            true => format!("{} ({path}) = {sum}{end}", algorithm.name),
            false => format!("{sum} {mark}{path}{end}"),
        };
        output.print(call, &line);
        output.keep_up(call).await?;
    }
    output.flush(call).await?;
    Ok(Some(status))
}

async fn complain_of_file(call: &mut Call<'_>, path: &str, errno: Errno) {
    let why = errno.message();
    let text = match (call.flavour, errno) {
        (Flavour::Debian, _) => format!("{}: {why}", file_name(path)),
        (Flavour::Busybox, Errno::IsDirectory) => format!("can't read '{path}': {why}"),
        (Flavour::Busybox, _) => format!("can't open '{path}': {why}"),
    };
    call.complain(&text).await;
}

/// The sum of a file, or of standard input.
async fn sum(call: &mut Call<'_>, algorithm: Algorithm, path: &str) -> Result<String, Absent> {
    let bytes = content(call, path).await?;
    Ok(algorithm.of(&bytes))
}

/// The bytes of a file, or of standard input.
pub(super) async fn content(call: &mut Call<'_>, path: &str) -> Result<Vec<u8>, Absent> {
    let opened = match path {
        "-" => None,
        path => match call.process.open(path, Open::Read).await {
            Ok(file) => Some(file),
            Err(Missing::Error(errno)) => return Err(Absent::Error(errno)),
            Err(Missing::NobodyKnows) => return Err(Absent::Unknown),
        },
    };
    let number = match opened {
        None => 0,
        Some(file) => {
            let number = call.free_descriptor();
            call.process.install(number, file);
            number
        }
    };
    let read = call.process.read_to_end(number).await;
    if number > 0 {
        call.process.close(number);
    }
    match read {
        Ok(text) => Ok(raw_byte::to_bytes(call.str(text)).into_owned()),
        Err(Errno::Unknown) => Err(Absent::Unknown),
        Err(errno) => Err(Absent::Error(errno)),
    }
}
