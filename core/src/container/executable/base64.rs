//! `base64`: bytes as letters and digits, and back.

use super::arguments::Known;
use super::checksum::{Absent, content, is_guessed, take_for_granted};
use super::failure::{Failure, complaint, unsupported};
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour};
use crate::kernel::{End, Errno};
use crate::text::raw_byte;

const DEBIAN: Known = Known {
    short: "diw:",
    long: &[("decode", 'd'), ("ignore-garbage", 'i'), ("wrap:", 'w')],
    status: 1,
};

const BUSYBOX: Known = Known {
    short: "diw:",
    long: &[],
    status: 1,
};

/// The sixty-four characters.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) async fn run(mut call: Call<'_>) -> End {
    // What comes of what nobody knows is not known either.
    if is_guessed(&call) {
        return take_for_granted(&mut call).await;
    }
    match base64(&mut call).await {
        Ok(Some(status)) => End::Exited(status),
        Ok(None) => take_for_granted(&mut call).await,
        Err(failure) => End::Exited(call.conclude(Err(failure)).await),
    }
}

/// The exit status; nothing where a file comes up that nobody knows.
async fn base64(call: &mut Call<'_>) -> Result<Option<u8>, Failure> {
    let known = match call.flavour {
        Flavour::Debian => &DEBIAN,
        Flavour::Busybox => &BUSYBOX,
    };
    let arguments = call.read_arguments(known)?;
    let (mut decodes, mut ignores, mut wrap) = (false, false, 76);
    for (letter, value) in options(&arguments) {
        match letter {
            'd' => decodes = true,
            'i' => ignores = true,
            _ => {
                let text = call.value(value);
                wrap = match (text.parse::<usize>(), call.flavour) {
                    (Ok(wrap), _) => wrap,
                    (Err(_), Flavour::Debian) => {
                        return complaint(format!("invalid wrap size: {}", call.quote(text)), 1);
                    }
                    (Err(_), Flavour::Busybox) => {
                        return complaint(format!("invalid number '{text}'"), 1);
                    }
                };
            }
        }
    }
    let paths = call.paths(&arguments);
    if let Some(extra) = paths.get(1) {
        return Err(Failure::Usage(
            format!("extra operand {}", call.quote(extra)),
            1,
        ));
    }
    let bytes = match content(call, &paths[0]).await {
        Ok(bytes) => bytes,
        Err(Absent::Unknown) => return Ok(None),
        Err(Absent::Error(Errno::IsDirectory)) => return unsupported("of a directory"),
        Err(Absent::Error(errno)) => {
            return complaint(format!("{}: {}", file_name(&paths[0]), errno.message()), 1);
        }
    };
    let mut output = Output::default();
    if !decodes {
        output.print(call, &encoded(&bytes, wrap));
        output.flush(call).await?;
        return Ok(Some(0));
    }
    let (decoded, is_valid) = match call.flavour {
        Flavour::Debian => decoded(&bytes, |it| {
            it == b'\n' || ignores && it != b'=' && !ALPHABET.contains(&it)
        }),
        Flavour::Busybox => decoded(&bytes, |it| it != b'=' && !ALPHABET.contains(&it)),
    };
    let mut behind_end = bytes.iter().skip_while(|it| **it != b'=');
    let goes_on = behind_end.any(|it| ALPHABET.contains(it));
    if (!is_valid || goes_on) && call.flavour == Flavour::Busybox {
        return unsupported("-d of what is cut off, or goes on behind its end");
    }
    output.print(call, &raw_byte::from_bytes(&decoded));
    output.flush(call).await?;
    match is_valid {
        true => Ok(Some(0)),
        false => complaint("invalid input", 1),
    }
}

/// Bytes as letters, in lines of so many, or in one without an end.
fn encoded(bytes: &[u8], wrap: usize) -> String {
    let mut letters = String::new();
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for place in 0..4 {
            letters.push(match place <= group.len() {
                true => char::from(ALPHABET[bits >> (18 - 6 * place) & 63]),
                false => '=',
            });
        }
    }
    if wrap == 0 {
        return letters;
    }
    let mut lines = String::new();
    let mut rest = &*letters;
    while !rest.is_empty() {
        let (line, behind) = rest.split_at(wrap.min(rest.len()));
        lines.push_str(line);
        lines.push('\n');
        rest = behind;
    }
    lines
}

/// The bytes that letters stand for, up to the first that is wrong, and whether there was none.
fn decoded(letters: &[u8], is_skipped: impl Fn(u8) -> bool) -> (Vec<u8>, bool) {
    let letters: Vec<u8> = letters
        .iter()
        .copied()
        .filter(|it| !is_skipped(*it))
        .collect();
    let value = |letter: u8| {
        let found = ALPHABET.iter().position(|it| *it == letter);
        found.and_then(|it| u8::try_from(it).ok())
    };
    let mut bytes = Vec::new();
    for group in letters.chunks(4) {
        let values: Vec<u8> = group.iter().map_while(|it| value(*it)).collect();
        if let [first, second, ..] = *values {
            bytes.push(first << 2 | second >> 4);
        }
        let padding = &group[values.len()..];
        if values.len() < 2 || group.len() < 4 && values.len() < 3 {
            return (bytes, false);
        }
        if let [_, second, third, ..] = *values {
            bytes.push(second << 4 | third >> 2);
        }
        if let [_, _, third, fourth] = *values {
            bytes.push(third << 6 | fourth);
        }
        let is_padded = padding.iter().all(|it| *it == b'=');
        if group.len() < 4 || !is_padded {
            return (bytes, false);
        }
    }
    (bytes, true)
}
