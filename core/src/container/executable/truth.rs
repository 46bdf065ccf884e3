//! `true` and `false` (XCU 4).

use super::Call;

pub(super) async fn run_true(_: Call<'_>) -> u8 {
    0
}

pub(super) async fn run_false(_: Call<'_>) -> u8 {
    1
}
