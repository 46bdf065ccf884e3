//! Signals as `STOPSIGNAL` takes them (`github.com/moby/sys/signal`, `ParseSignal`).

use crate::text::case;

/// The names of signals, `SIG` left out.
const NAMES: &[&str] = &[
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL",
    "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP",
    "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
];

/// Their numbers on Linux, in the same order.
const NUMBERS: &[u8] = &[
    6,
    14,
    7,
    17,
    17,
    18,
    8,
    1,
    4,
    2,
    29,
    6,
    9,
    13,
    29,
    27,
    30,
    3,
    11,
    16,
    19,
    31,
    15,
    5,
    20,
    21,
    22,
    23,
    10,
    12,
    26,
    28,
    24,
    25,
    REAL_TIME.0,
    REAL_TIME.1,
];

/// The first and the last real-time signal.
const REAL_TIME: (u8, u8) = (34, 64);

/// Whether Docker takes `text` for a signal: a name in any case, with or without `SIG`, or any number but 0.
#[must_use]
pub fn is_signal(text: &str) -> bool {
    signal_number(text).is_some()
}

/// The number that Docker takes `text` for; nothing when it is no signal.
#[must_use]
pub fn signal_number(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return (number != 0).then_some(number);
    }
    let upper = case::uppercase(text);
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let named = NAMES.iter().position(|it| *it == name);
    let number = match named.and_then(|it| NUMBERS.get(it)) {
        Some(number) => *number,
        None => match real_time(name, "RTMIN+", 15) {
            Some(more) => REAL_TIME.0 + more,
            None => REAL_TIME.1 - real_time(name, "RTMAX-", 14)?,
        },
    };
    Some(number.into())
}

/// The digits of `RTMIN+1` to `RTMIN+15`, `RTMAX-14` to `RTMAX-1`.
fn real_time(name: &str, prefix: &str, most: u8) -> Option<u8> {
    let digits = name.strip_prefix(prefix)?;
    let digits = Some(digits).filter(|it| !it.starts_with(['0', '+']))?;
    digits.parse().ok().filter(|it| (1..=most).contains(it))
}

#[cfg(test)]
mod tests {
    use super::{is_signal, signal_number};

    #[test]
    fn signals_are_recognised_as_docker_does() {
        for signal in [
            "SIGTERM",
            "term",
            "9",
            "-1",
            "128",
            "SIGRTMIN",
            "RTMIN+15",
            "SIGRTMAX-14",
        ] {
            assert!(is_signal(signal), "{signal}");
        }
        for nonsense in ["", "0", "SIGFOO", "RTMIN+16", "RTMAX-15", "RTMIN+0"] {
            assert!(!is_signal(nonsense), "{nonsense}");
        }
    }

    #[test]
    fn signals_have_the_numbers_of_linux() {
        let numbers = ["SIGTERM", "kill", "SIGRTMIN+3", "RTMAX-14", "7"].map(signal_number);
        assert_eq!(numbers, [15, 9, 37, 50, 7].map(Some));
    }
}
