//! Numbers in options: `10`, `1K`, `2MB`.

use super::Flavour;

/// A number with a suffix for its size, as GNU's `xstrtoumax` reads it with the suffixes of head, tail and dd, and
/// busybox's `xatou` with its few.
pub(super) fn size(text: &str, flavour: Flavour) -> Option<u64> {
    let text = match flavour {
        Flavour::Debian => text.strip_prefix('+').unwrap_or(text),
        Flavour::Busybox => text,
    };
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: u64 = text[..digits].parse().ok()?;
    let suffix = &text[digits..];
    if flavour == Flavour::Busybox && !matches!(suffix, "" | "b" | "k" | "m") {
        return None;
    }
    let factor = match suffix {
        "" => 1,
        "b" => 512,
        "k" | "K" | "KiB" => 1 << 10,
        "kB" | "KB" => 1000,
        "M" | "m" | "MiB" => 1 << 20,
        "MB" => 1_000_000,
        "G" | "GiB" => 1 << 30,
        "GB" => 1_000_000_000,
        _ => return None,
    };
    number.checked_mul(factor)
}
