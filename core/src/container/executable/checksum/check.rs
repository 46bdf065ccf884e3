//! `-c`: whether the files of a list have the sums that it says.

use super::super::failure::{Failure, complaint, unsupported};
use super::super::output::Output;
use super::super::quoting::file_name;
use super::super::{Call, Flavour};
use super::{Absent, Algorithm, Asked, complain_of_file, content, sum};

/// What became of the lines of a list.
#[derive(Debug, Default)]
struct Tally {
    lines: usize,
    matched: usize,
    missing: usize,
    misformatted: usize,
    mismatched: usize,
    unread: usize,
}

/// How GNU's lists are written, as the first line of a kind shows: with a mark behind the blank, or without.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Marked,
    Bare,
}

/// The exit status; nothing where a file comes up that nobody knows.
pub(super) async fn check(
    call: &mut Call<'_>,
    algorithm: Algorithm,
    asked: &Asked,
    lists: &[String],
) -> Result<Option<u8>, Failure> {
    if asked.has('T') || asked.has('z') || asked.has('b') || asked.has('t') {
        return unsupported("-c with options for what is written");
    }
    let mut status = 0;
    for path in lists {
        let bytes = match content(call, path).await {
            Ok(bytes) => bytes,
            Err(Absent::Unknown) => return Ok(None),
            Err(Absent::Error(errno)) => {
                let text = format!("{}: {}", file_name(path), errno.message());
                if call.flavour == Flavour::Busybox {
                    return complaint(text, 1);
                }
                call.complain(&text).await;
                status = 1;
                continue;
            }
        };
        let Ok(list) = String::from_utf8(bytes) else {
            return unsupported("with a list that is no text");
        };
        let Some(tally) = check_list(call, algorithm, asked, path, &list).await? else {
            return Ok(None);
        };
        if !conclude(call, asked, path, &tally).await? {
            status = 1;
        }
    }
    Ok(Some(status))
}

async fn check_list(
    call: &mut Call<'_>,
    algorithm: Algorithm,
    asked: &Asked,
    path: &str,
    list: &str,
) -> Result<Option<Tally>, Failure> {
    let mut tally = Tally::default();
    let mut output = Output::default();
    let mut style = None;
    for (index, line) in list.lines().enumerate() {
        if line.starts_with('#') && call.flavour == Flavour::Debian {
            continue;
        }
        if line.contains('\\') {
            return unsupported("with a list of escaped names");
        }
        tally.lines += 1;
        let parts = match call.flavour {
            Flavour::Debian => parts(algorithm, line, &mut style),
            Flavour::Busybox => line.split_once("  ").or(line.split_once(" *")),
        };
        let Some((expected, name)) = parts else {
            tally.misformatted += 1;
            if asked.has('w') {
                let text = match call.flavour {
                    Flavour::Debian => format!(
                        "{}: {}: improperly formatted {} checksum line",
                        shown(path),
                        index + 1,
                        algorithm.name
                    ),
                    Flavour::Busybox => "invalid format".to_owned(),
                };
                output.flush(call).await?;
                call.complain(&text).await;
            }
            continue;
        };
        let name = name.to_owned();
        if name == "-" {
            return unsupported("-c of standard input");
        }
        let verdict = match sum(call, algorithm, &name).await {
            Err(Absent::Unknown) => return Ok(None),
            Err(Absent::Error(crate::kernel::Errno::NoEntry)) if asked.has('I') => {
                tally.missing += 1;
                continue;
            }
            Err(Absent::Error(errno)) => {
                tally.unread += 1;
                output.flush(call).await?;
                complain_of_file(call, &name, errno).await;
                match call.flavour {
                    Flavour::Debian => "FAILED open or read",
                    Flavour::Busybox => "FAILED",
                }
            }
            Ok(sum) => {
                let is_same = match call.flavour {
                    Flavour::Debian => sum.eq_ignore_ascii_case(expected),
                    Flavour::Busybox => sum == expected,
                };
                match is_same {
                    true => {
                        tally.matched += 1;
                        "OK"
                    }
                    false => {
                        tally.mismatched += 1;
                        "FAILED"
                    }
                }
            }
        };
        let is_silent = asked.has('s') || asked.has('q') && verdict == "OK";
        if !is_silent {
            output.print(
                call,
                &format!("{}: {verdict}\n", printed(&name, call.flavour)),
            );
        }
    }
    output.flush(call).await?;
    Ok(Some(tally))
}

/// GNU's quotes names that a line of output could not hold.
fn printed(name: &str, flavour: Flavour) -> String {
    match flavour {
        Flavour::Debian if name.contains('\n') => file_name(name),
        _ => name.to_owned(),
    }
}

fn shown(path: &str) -> String {
    match path {
        "-" => "'standard input'".to_owned(),
        path => file_name(path),
    }
}

/// The sum and the name of a line of GNU's.
fn parts<'l>(
    algorithm: Algorithm,
    line: &'l str,
    style: &mut Option<Style>,
) -> Option<(&'l str, &'l str)> {
    let line = line.trim_start_matches([' ', '\t']);
    let is_sum =
        |it: &str| it.len() == algorithm.digits && it.bytes().all(|it| it.is_ascii_hexdigit());
    if let Some(tagged) = line.strip_prefix(algorithm.name) {
        let inside = tagged
            .strip_prefix(' ')
            .unwrap_or(tagged)
            .strip_prefix('(')?;
        let (name, sum) = inside.rsplit_once(") = ")?;
        return is_sum(sum).then_some((sum, name));
    }
    let (sum, rest) = line.split_at_checked(algorithm.digits)?;
    let rest = rest.strip_prefix([' ', '\t'])?;
    if !is_sum(sum) || rest.is_empty() {
        return None;
    }
    match rest.strip_prefix([' ', '*']).filter(|it| !it.is_empty()) {
        Some(name) if *style != Some(Style::Bare) => {
            *style = Some(Style::Marked);
            Some((sum, name))
        }
        None if *style == Some(Style::Marked) => None,
        _ => {
            *style = Some(Style::Bare);
            Some((sum, rest))
        }
    }
}

/// Says what there is to say of a whole list; whether all is well.
async fn conclude(
    call: &mut Call<'_>,
    asked: &Asked,
    path: &str,
    tally: &Tally,
) -> Result<bool, Failure> {
    if call.flavour == Flavour::Busybox {
        if tally.lines == 0 {
            return unsupported("-c with a list without lines");
        }
        let failed = tally.lines - tally.matched;
        if failed > 0 && !asked.has('s') {
            let text = format!(
                "WARNING: {failed} of {} computed checksums did NOT match",
                tally.lines
            );
            call.complain(&text).await;
        }
        return Ok(failed == 0);
    }
    if tally.lines == tally.misformatted {
        let text = format!(
            "{}: no properly formatted checksum lines found",
            shown(path)
        );
        call.complain(&text).await;
        return Ok(false);
    }
    let warnings = [
        (
            tally.misformatted,
            "line is",
            "lines are",
            "improperly formatted",
        ),
        (
            tally.unread,
            "listed file",
            "listed files",
            "could not be read",
        ),
        (
            tally.mismatched,
            "computed checksum",
            "computed checksums",
            "did NOT match",
        ),
    ];
    for (count, one, many, what) in warnings {
        if count > 0 && !asked.has('s') {
            let subject = if count == 1 { one } else { many };
            call.complain(&format!("WARNING: {count} {subject} {what}"))
                .await;
        }
    }
    if asked.has('I') && tally.matched == 0 && !asked.has('s') {
        call.complain(&format!("{}: no file was verified", shown(path)))
            .await;
    }
    let is_strict = asked.has('S') && tally.misformatted > 0;
    Ok(tally.matched > 0 && tally.mismatched == 0 && tally.unread == 0 && !is_strict)
}
