//! `date` (XCU 4): the time of the simulation, or another, in the zone that `TZ` says. busybox reads fewer dates.

use super::calendar::format_time;
use super::date_text::{Dated, read_date};
use super::options::{Options, Order, Syntax, read};
use super::zone::Zone;
use super::{Call, Flavour};
use crate::kernel::Follow;

const SYNTAX: Syntax = Syntax {
    debian: "d,date= !debug !f,file= I,iso-8601=? !resolution R,rfc-email,rfc-822,rfc-2822 \
             rfc-3339= r,reference= !s,set= u,utc,universal,uct",
    busybox: "d,date= !D= I,@iso-8601=? R,rfc-2822 r,reference= !s,set= u,utc",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match show(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn show(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let zone = match options.has("utc") {
        true => Zone::utc(),
        false => call.zone().await,
    };
    let format = match asked_format(call, &options).await? {
        Some(format) => format,
        None => operand_format(call, &options).await?,
    };
    let seconds = seconds(call, &options, &zone).await?;
    let Some(offset) = zone.at(seconds) else {
        call.unsupported("with a time far from our days").await
    };
    match format_time(&format, seconds, &offset) {
        Ok(shown) if needs_nanoseconds(&format) => {
            let what = format!("with {format}: {shown} and nanoseconds");
            call.unsupported(&what).await
        }
        Ok(shown) => Ok(call.finish_own(&(shown + "\n"), 0, 1).await),
        Err(field) => call.unsupported(&format!("with the field {field}")).await,
    }
}

fn needs_nanoseconds(format: &str) -> bool {
    let mut fields = format.split('%').skip(1);
    fields.any(|it| {
        it.trim_start_matches(|it: char| it.is_ascii_digit() || "-_".contains(it))
            .starts_with('N')
    })
}

/// The format that an option stands for.
async fn asked_format(call: &mut Call<'_>, options: &Options) -> Result<Option<String>, u8> {
    let names = ["iso-8601", "rfc-email", "rfc-2822", "rfc-3339"];
    let given = options.given().iter().filter(|it| names.contains(&it.0));
    let given: Vec<_> = given.copied().collect();
    let [(name, value)] = *given else {
        if given.len() > 1 {
            call.complain("multiple output formats specified").await;
            return Err(1);
        }
        return Ok(None);
    };
    if options
        .operands
        .iter()
        .any(|it| call.str(*it).starts_with('+'))
    {
        call.complain("multiple output formats specified").await;
        return Err(1);
    }
    let precision = value.map(|it| call.text(it));
    let precision = precision.as_deref().unwrap_or("date");
    Ok(Some(match name {
        "rfc-email" | "rfc-2822" => "%a, %d %b %Y %H:%M:%S %z".to_owned(),
        "rfc-3339" => match spelled(precision, &["date", "seconds", "ns"]) {
            Some("date") => "%Y-%m-%d".to_owned(),
            Some("seconds") => "%Y-%m-%d %H:%M:%S%:z".to_owned(),
            _ => {
                call.unsupported(&format!("with --rfc-3339={precision}"))
                    .await
            }
        },
        _ => {
            let all = ["date", "hours", "minutes", "seconds", "ns"];
            let zone = "%:z";
            match spelled(precision, &all) {
                Some("date") => "%Y-%m-%d".to_owned(),
                Some("hours") => format!("%Y-%m-%dT%H{zone}"),
                Some("minutes") => format!("%Y-%m-%dT%H:%M{zone}"),
                Some("seconds") => format!("%Y-%m-%dT%H:%M:%S{zone}"),
                _ => call.unsupported(&format!("with -I{precision}")).await,
            }
        }
    }))
}

/// The word that `text` abbreviates.
fn spelled<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let mut found = words.iter().filter(|it| it.starts_with(text));
    found.next().copied().filter(|_| !text.is_empty())
}

async fn operand_format(call: &mut Call<'_>, options: &Options) -> Result<String, u8> {
    let operands = &options.operands;
    if let Some(second) = operands.get(1) {
        let shown = call.quoted(call.str(*second));
        return Err(call.refuse(&format!("extra operand {shown}"), 1).await);
    }
    let Some(operand) = operands.first() else {
        return Ok("%a %b %e %H:%M:%S %Z %Y".to_owned());
    };
    let text = call.text(*operand);
    match text.strip_prefix('+') {
        Some(format) => Ok(format.to_owned()),
        None => {
            call.unsupported(&format!("{text}, which sets the clock"))
                .await
        }
    }
}

async fn seconds(call: &mut Call<'_>, options: &Options, zone: &Zone) -> Result<i64, u8> {
    let now = call.process.seconds();
    if let Some(path) = options.value("reference") {
        let path = call.text(path);
        return match call.inode(&path, Follow::Links).await {
            Ok(id) => Ok(call.process.files.inode(id).modified),
            Err(errno) => {
                let shown = match call.flavour {
                    Flavour::Debian => call.quoted_where_needed(&path),
                    Flavour::Busybox => format!("can't stat '{path}'"),
                };
                call.complain_of(&shown, errno).await;
                Err(1)
            }
        };
    }
    let Some(date) = options.value("date") else {
        return Ok(now);
    };
    let date = call.text(date);
    if call.flavour == Flavour::Busybox && !busybox_reads(&date) {
        call.unsupported(&format!("with the date {date}")).await;
    }
    match read_date(&date, now, zone) {
        Dated::At(seconds) => Ok(seconds),
        Dated::NotSimulated => call.unsupported(&format!("with the date {date}")).await,
        Dated::Invalid => {
            let shown = call.quoted(&date);
            call.complain(&format!("invalid date {shown}")).await;
            Err(1)
        }
    }
}

/// Whether busybox reads this date as GNU does: `@N`, `YYYY-MM-DD hh:mm[:ss]`.
pub(super) fn busybox_reads(date: &str) -> bool {
    let shape: String = date
        .chars()
        .map(|it| if it.is_ascii_digit() { '0' } else { it })
        .collect();
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it == b'0');
    let shapes = ["0000-00-00 00:00", "0000-00-00 00:00:00"];
    shape.strip_prefix('@').is_some_and(is_number) || shapes.contains(&&*shape)
}
