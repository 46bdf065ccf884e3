//! Signals as `STOPSIGNAL` takes them (`github.com/moby/sys/signal`, `ParseSignal`).

use crate::text::case;

/// The names of signals, `SIG` left out.
const NAMES: &[&str] = &[
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL",
    "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP",
    "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
];

/// Whether Docker takes `text` for a signal: a name in any case, with or without `SIG`, or any number but 0.
#[must_use]
pub fn is_signal(text: &str) -> bool {
    if let Ok(number) = text.parse::<i64>() {
        return number != 0;
    }
    let upper = case::uppercase(text);
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    NAMES.contains(&name) || is_real_time(name, "RTMIN+", 15) || is_real_time(name, "RTMAX-", 14)
}

/// `RTMIN+1` to `RTMIN+15`, `RTMAX-14` to `RTMAX-1`.
fn is_real_time(name: &str, prefix: &str, most: u32) -> bool {
    name.strip_prefix(prefix).is_some_and(|digits| {
        !digits.starts_with(['0', '+'])
            && digits
                .parse::<u32>()
                .is_ok_and(|it| (1..=most).contains(&it))
    })
}

#[cfg(test)]
mod tests {
    use super::is_signal;

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
}
