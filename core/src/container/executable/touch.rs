//! `touch` (XCU 4): makes files, and says when they were modified. When a file was read last is not kept.

use super::date_text::{Dated, read_date, read_stamp};
use super::options::{Options, Order, Syntax, read};
use super::zone::Zone;
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, Open, Permission};

const SYNTAX: Syntax = Syntax {
    debian: "a c,no-create d,date= f h,no-dereference m r,reference= t= !time=",
    busybox: "a c,no-create d,date= h,no-dereference m r,reference= t=",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match touch_all(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn touch_all(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let time = time(call, &options).await?;
    if options.operands.is_empty() {
        let message = match call.flavour {
            Flavour::Debian => "missing file operand",
            Flavour::Busybox => "no file",
        };
        return Err(call.refuse(message, 1).await);
    }
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        if let Err(errno) = touch(call, &options, &path, time).await {
            status = 1;
            let sets_only = options.has("no-dereference") || path.ends_with('/');
            let shown = match call.flavour {
                // GNU's has tried to make no file, or could not for the name alone.
                Flavour::Debian if errno == Errno::NoEntry && sets_only => {
                    format!("setting times of {}", call.quoted_for_shell(&path))
                }
                Flavour::Debian => format!("cannot touch {}", call.quoted_for_shell(&path)),
                Flavour::Busybox => path,
            };
            call.complain_of(&shown, errno).await;
        }
    }
    Ok(status)
}

/// The time that is asked for; nothing when it is now.
async fn time(call: &mut Call<'_>, options: &Options) -> Result<Option<i64>, u8> {
    let zone = match options.value("date").is_some() || options.value("t").is_some() {
        true => call.zone().await,
        false => Zone::utc(),
    };
    let sources = ["date", "t", "reference"].map(|it| options.has(it));
    if matches!(sources, [_, true, true] | [true, true, _]) {
        let message = "cannot specify times from more than one source";
        return Err(call.refuse(message, 1).await);
    }
    let now = call.process.seconds();
    let base = match options.value("reference") {
        Some(reference) => Some(reference_time(call, options, reference).await?),
        None => None,
    };
    if let Some(stamp) = options.value("t") {
        let stamp = call.text(stamp);
        let Some(seconds) = read_stamp(&stamp, now, &zone) else {
            return Err(invalid(call, &stamp).await);
        };
        return Ok(Some(seconds));
    }
    let Some(date) = options.value("date") else {
        return Ok(base);
    };
    let date = call.text(date);
    if call.flavour == Flavour::Busybox && !super::date::busybox_reads(&date) {
        call.unsupported(&format!("with the date {date}")).await;
    }
    match read_date(&date, base.unwrap_or(now), &zone) {
        Dated::At(seconds) => Ok(Some(seconds)),
        Dated::Invalid => Err(invalid(call, &date).await),
        Dated::NotSimulated => call.unsupported(&format!("with the date {date}")).await,
    }
}

async fn reference_time(
    call: &mut Call<'_>,
    options: &Options,
    reference: crate::text::Span,
) -> Result<i64, u8> {
    let path = call.text(reference);
    let follow = match options.has("no-dereference") {
        true => Follow::NotLast,
        false => Follow::Links,
    };
    match call.inode(&path, follow).await {
        Ok(id) => Ok(call.process.files.inode(id).modified),
        Err(errno) => {
            let shown = match call.flavour {
                Flavour::Debian => {
                    format!(
                        "failed to get attributes of {}",
                        call.quoted_for_shell(&path)
                    )
                }
                Flavour::Busybox => format!("can't stat '{path}'"),
            };
            call.complain_of(&shown, errno).await;
            Err(1)
        }
    }
}

async fn invalid(call: &mut Call<'_>, text: &str) -> u8 {
    let shown = call.quoted(text);
    let text = match call.flavour {
        Flavour::Debian => format!("invalid date format {shown}"),
        Flavour::Busybox => format!("invalid date {shown}"),
    };
    call.complain(&text).await;
    1
}

async fn touch(
    call: &mut Call<'_>,
    options: &Options,
    path: &str,
    time: Option<i64>,
) -> Result<(), Errno> {
    let follow = match options.has("no-dereference") {
        true => Follow::NotLast,
        false => Follow::Links,
    };
    let creates = !options.has("no-create") && follow == Follow::Links;
    let id = match call.inode(path, follow).await {
        Ok(id) => id,
        Err(Errno::NoEntry) if creates => {
            let made = call.process.open(path, Open::Append).await;
            match call.known(made, path).await {
                Ok(_) => call.inode(path, follow).await?,
                // What cannot be made for this reason is still not there.
                Err(Errno::IsDirectory) if call.flavour == Flavour::Debian => {
                    return Err(Errno::NoEntry);
                }
                Err(errno) => return Err(errno),
            }
        }
        Err(Errno::NoEntry) if options.has("no-create") => return Ok(()),
        // busybox's makes no file then either, and is content.
        Err(Errno::NoEntry) if call.flavour == Flavour::Busybox && !creates => return Ok(()),
        Err(errno) => return Err(errno),
    };
    if options.has("a") && !options.has("m") {
        return Ok(());
    }
    let now = call.process.seconds();
    match call.process.set_modified(id, time.unwrap_or(now)) {
        // Everybody who may write to a file may say that it is changed now.
        Err(Errno::Perm) if time.is_none() => match call.process.may(id, Permission::Write) {
            true => {
                call.process.files.inode_mut(id).modified = now;
                Ok(())
            }
            false => Err(Errno::Access),
        },
        result => result,
    }
}
