//! `grep`, `egrep`, `fgrep` (XCU 4): the lines of files that match.

mod files;
mod options;
mod search;

use super::failure::Failure;
use super::output::Output;
use super::{Call, Flavour};
use options::{Grep, Report};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = grep(&mut call, None).await;
    call.conclude(result).await
}

pub(super) async fn run_egrep(mut call: Call<'_>) -> u8 {
    rename(&mut call);
    let result = grep(&mut call, Some('E')).await;
    call.conclude(result).await
}

pub(super) async fn run_fgrep(mut call: Call<'_>) -> u8 {
    rename(&mut call);
    let result = grep(&mut call, Some('F')).await;
    call.conclude(result).await
}

/// In Debian they are scripts that start grep.
fn rename(call: &mut Call<'_>) {
    if call.flavour == Flavour::Debian {
        let name = call.own_text("grep");
        call.arguments.splice(0..1, [name]);
    }
}

/// What has been found so far.
#[derive(Debug, Default)]
struct Tally {
    has_matched: bool,
    has_failed: bool,
    /// Whether a group of lines was written, so that the next one is set apart.
    has_written: bool,
}

async fn grep(call: &mut Call<'_>, matcher: Option<char>) -> Result<u8, Failure> {
    let grep = Grep::read(call, matcher).await?;
    let mut output = Output::default();
    let mut tally = Tally::default();
    for path in &grep.paths {
        grep.visit(call, path, &mut output, &mut tally).await?;
        if tally.has_matched && grep.report == Report::Nothing {
            break;
        }
    }
    output.flush(call).await?;
    let is_found = tally.has_matched && grep.report == Report::Nothing;
    Ok(match (tally.has_failed && !is_found, tally.has_matched) {
        (true, _) => 2,
        (false, true) => 0,
        (false, false) => 1,
    })
}
