//! `true` and `false` (XCU 4). GNU's print a help or their version, when that is all they are asked.

use super::{Call, Flavour};

pub(super) async fn run_true(call: Call<'_>) -> u8 {
    ends_with(call, 0).await
}

pub(super) async fn run_false(call: Call<'_>) -> u8 {
    ends_with(call, 1).await
}

async fn ends_with(mut call: Call<'_>, status: u8) -> u8 {
    if let [_, only] = *call.arguments
        && call.flavour == Flavour::Debian
        && matches!(call.str(only), "--help" | "--version")
    {
        let what = format!("with {}", call.str(only));
        call.unsupported(&what).await;
    }
    status
}
