//! Programs that are there, but not simulated yet.

use super::Call;

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    call.unsupported("is not simulated").await
}
