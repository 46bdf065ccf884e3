//! `sed` (XCU 4): a script for each line, as GNU sed 4.9 and busybox follow it.

mod address;
mod execute;
mod inputs;
mod parse;
mod sink;
mod substitute;
mod text;

use super::arguments::Known;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::{operands, options};
use super::{Call, Flavour};
use crate::text::Span;
use execute::Execution;
use parse::{Chunk, Parser};

const KNOWN: Known = Known {
    short: "nsrEe:f:i::uzl:b",
    long: &[
        ("quiet", 'n'),
        ("silent", 'n'),
        ("separate", 's'),
        ("regexp-extended", 'E'),
        ("expression:", 'e'),
        ("file:", 'f'),
        ("in-place::", 'i'),
        ("unbuffered", 'u'),
        ("null-data", 'z'),
        ("zero-terminated", 'z'),
        ("line-length:", 'l'),
        ("binary", 'b'),
        ("posix", 'p'),
        ("debug", 'd'),
        ("follow-symlinks", 'F'),
        ("sandbox", 'S'),
    ],
    status: 1,
};

/// What the options say.
#[derive(Debug, Default)]
struct Settings {
    is_quiet: bool,
    is_separate: bool,
    is_extended: bool,
    /// `-i`, with the suffix of the backup.
    in_place: Option<String>,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = sed(&mut call).await;
    call.conclude(result).await
}

async fn sed(call: &mut Call<'_>) -> Result<u8, Failure> {
    let known = match call.flavour {
        Flavour::Debian => KNOWN,
        Flavour::Busybox => Known {
            short: "nrEe:f:i::",
            ..KNOWN
        },
    };
    let arguments = match call.read_long_arguments(&known) {
        Err(Failure::Usage(..)) => return unsupported("with arguments it does not know"),
        arguments => arguments?,
    };
    let mut settings = Settings::default();
    let mut chunks = Vec::new();
    for (letter, value) in options(&arguments) {
        match (letter, value) {
            ('n', _) => settings.is_quiet = true,
            ('s', _) => settings.is_separate = true,
            ('r' | 'E', _) => settings.is_extended = true,
            ('e', Some(text)) => chunks.push(Chunk::of_expression(text)),
            ('f', Some(path)) => chunks.push(script_file(call, path).await?),
            ('i', suffix) => settings.in_place = Some(call.value(suffix).to_owned()),
            ('u' | 'b', _) => {}
            (letter, _) => return unsupported(format!("-{letter}")),
        }
    }
    let mut rest = operands(&arguments);
    if chunks.is_empty() {
        if rest.is_empty() {
            return unsupported("without a script");
        }
        chunks.push(Chunk::of_expression(rest.remove(0)));
    }
    let mut paths: Vec<String> = rest.iter().map(|it| call.str(*it).to_owned()).collect();
    if paths.is_empty() {
        paths.push("-".to_owned());
    }
    let script = Parser::new(call, &chunks, &settings).script()?;
    settings.is_quiet |= script.is_quiet;
    let mut execution = Execution::new(call, script, settings, paths).await?;
    execution.run(call).await
}

/// The script in a file.
async fn script_file(call: &mut Call<'_>, path: Span) -> Result<Chunk, Failure> {
    let name = call.str(path).to_owned();
    let mut input = match Input::open(call, &name).await {
        Ok(input) => input,
        Err(errno) => {
            let why = errno.message();
            return match call.flavour {
                Flavour::Debian => complaint(format!("couldn't open file {name}: {why}"), 4),
                Flavour::Busybox => complaint(format!("{name}: {why}"), 1),
            };
        }
    };
    let mut pieces = Vec::new();
    while let Ok(Some(piece)) = input.piece(call).await {
        pieces.push(piece);
    }
    input.close(call);
    let text = call.process.join(&pieces);
    let text = match call.str(text).strip_suffix('\n') {
        Some(rest) => text.slice(0..rest.len()),
        None => text,
    };
    Ok(Chunk {
        text,
        file: Some(name),
    })
}
