//! `/bin/echo`: as in coreutils, without escape sequences unless `-e` is given.
//!
//! Placeholder rule: operands are joined by blanks; options are not simulated yet.

use super::Call;

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let operands = call.operands();
    if operands.first().is_some_and(|it| it.starts_with('-')) {
        call.unsupported("with options").await;
    }
    let line = operands.join(" ") + "\n";
    u8::from(call.print(&line).await.is_err())
}
