//! `nohup`, `nice` and `setsid`: start a program that goes on without a terminal, or with another priority.

use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Disposition, End, Signal};
use crate::trace::Pid;

const NOHUP: Syntax = Syntax {
    debian: "",
    busybox: "",
    order: Order::First,
    failure: 125,
};

const NICE: Syntax = Syntax {
    debian: "n,adjustment=",
    busybox: "n=",
    order: Order::First,
    failure: 125,
};

const SETSID: Syntax = Syntax {
    debian: "!c,ctty !f,fork !w,wait",
    busybox: "!c",
    order: Order::First,
    failure: 1,
};

/// There is no terminal, so nothing is redirected; the signal of a hangup is ignored.
pub(super) async fn run(mut call: Call<'_>) -> End {
    let failure = match call.flavour {
        Flavour::Debian => 125,
        Flavour::Busybox => 127,
    };
    let options = match read(&mut call, &NOHUP).await {
        Ok(options) => options,
        Err(status) => return End::Exited(status),
    };
    if options.operands.is_empty() {
        return End::Exited(call.refuse("missing operand", failure).await);
    }
    call.process
        .set_disposition(Signal::HUP, Disposition::Ignored);
    let environment = call.environment.clone();
    call.become_program(&options.operands, environment).await
}

pub(super) async fn run_nice(mut call: Call<'_>) -> End {
    let old_style = call.arguments.get(1).is_some_and(|it| {
        let text = call.str(*it).trim_start_matches(['-', '+']);
        text.starts_with(|it: char| it.is_ascii_digit())
    });
    if old_style {
        call.unsupported("with -N").await;
    }
    let options = match read(&mut call, &NICE).await {
        Ok(options) => options,
        Err(status) => return End::Exited(status),
    };
    let value = options.value("adjustment").or(options.value("n"));
    if let Some(value) = value {
        let text = call.text(value);
        if text.parse::<i32>().is_err() {
            call.unsupported(&format!("with the adjustment {text}"))
                .await;
        }
    }
    if options.operands.is_empty() {
        if value.is_some() {
            let message = "a command must be given with an adjustment";
            return End::Exited(call.refuse(message, 125).await);
        }
        return End::Exited(call.finish_own("0\n", 0, 125).await);
    }
    let environment = call.environment.clone();
    call.become_program(&options.operands, environment).await
}

/// A process that leads a group would go on as another; the first one does.
pub(super) async fn run_setsid(mut call: Call<'_>) -> End {
    let options = match read(&mut call, &SETSID).await {
        Ok(options) => options,
        Err(status) => return End::Exited(status),
    };
    if options.operands.is_empty() {
        return End::Exited(call.refuse("no command specified", 1).await);
    }
    if call.process.pid() == Pid(1) {
        call.unsupported("as the first process").await;
    }
    call.process.lead_process_group();
    let environment = call.environment.clone();
    call.become_program(&options.operands, environment).await
}
