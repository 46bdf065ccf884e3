//! `uname`, `arch`, `hostname`, `nproc`, `tty`, `sync`: the system the program runs on.

use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::text::Span;

const UNAME: Syntax = Syntax {
    debian: "!a,all s,kernel-name,sysname n,nodename !r,kernel-release,release !v,kernel-version \
             m,machine p,processor i,hardware-platform o,operating-system",
    busybox: "!a s,kernel-name n,nodename !r !v m,machine p i !o",
    order: Order::Permuted,
    failure: 1,
};

const HOSTNAME: Syntax = Syntax {
    debian: "!a,alias !A,all-fqdns !b,boot !d,domain !f,fqdn,long !F,file= !i,ip-address \
             !I,all-ip-addresses s,short !y,yp,nis",
    busybox: "s !i !d !f !F= !y",
    order: Order::Permuted,
    failure: 1,
};

const NPROC: Syntax = Syntax {
    debian: "all ignore=",
    busybox: "all ignore=",
    order: Order::Permuted,
    failure: 1,
};

const TTY: Syntax = Syntax {
    debian: "s,silent,quiet",
    busybox: "s,silent",
    order: Order::Permuted,
    failure: 2,
};

const SYNC: Syntax = Syntax {
    debian: "d,data f,file-system",
    busybox: "d f",
    order: Order::Permuted,
    failure: 1,
};

const PLAIN: Syntax = Syntax {
    debian: "",
    busybox: "",
    order: Order::Permuted,
    failure: 1,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &UNAME).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if let Err(status) = call.refuse_extra(&options.operands, 0, 1).await {
        return status;
    }
    let has = |names: &[&str]| names.iter().any(|it| options.has(it));
    let mut shown = Vec::new();
    if has(&["kernel-name"]) || options.given().is_empty() {
        shown.push("Linux".to_owned());
    }
    if has(&["nodename"]) {
        shown.push(call.process.hostname.clone());
    }
    if has(&["machine"]) {
        shown.push(call.process.machine.clone());
    }
    if has(&["processor", "p"]) {
        shown.push("unknown".to_owned());
    }
    if has(&["hardware-platform", "i"]) {
        shown.push("unknown".to_owned());
    }
    if has(&["operating-system"]) {
        shown.push("GNU/Linux".to_owned());
    }
    let line = shown.join(" ") + "\n";
    call.finish_own(&line, 0, 1).await
}

pub(super) async fn run_arch(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &PLAIN).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if let Err(status) = call.refuse_extra(&options.operands, 0, 1).await {
        return status;
    }
    let line = format!("{}\n", call.process.machine);
    call.finish_own(&line, 0, 1).await
}

pub(super) async fn run_hostname(mut call: Call<'_>) -> u8 {
    // Debian's prints its whole usage where an option is wrong.
    let is_option = |it: &Span| call.str(*it).starts_with('-');
    let known = ["-s", "--short"];
    let options = call.arguments.iter().skip(1).filter(|it| is_option(it));
    let has_other = options.clone().any(|it| !known.contains(&call.str(*it)));
    if has_other && call.flavour == Flavour::Debian {
        call.unsupported("with an option other than -s").await;
    }
    let options = match read(&mut call, &HOSTNAME).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if !options.operands.is_empty() {
        call.unsupported("with a name to set").await;
    }
    let name = call.process.hostname.clone();
    let shown = match options.has("short") || options.has("s") {
        true => name.split('.').next().unwrap_or_default(),
        false => &name,
    };
    call.finish_own(&format!("{shown}\n"), 0, 1).await
}

pub(super) async fn run_nproc(mut call: Call<'_>) -> u8 {
    match read(&mut call, &NPROC).await {
        Ok(_) => {
            let what = "and how many processors there are, which nobody knows";
            call.unsupported(what).await
        }
        Err(status) => status,
    }
}

pub(super) async fn run_tty(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &TTY).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if let Err(status) = call.refuse_extra(&options.operands, 0, 2).await {
        return status;
    }
    match options.has("silent") {
        true => 1,
        false => call.finish_own("not a tty\n", 1, 3).await,
    }
}

pub(super) async fn run_sync(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNC).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    let is_plain = options.given().is_empty();
    if !options.operands.is_empty() || !is_plain && call.flavour == Flavour::Debian {
        call.unsupported("of files").await;
    }
    0
}
