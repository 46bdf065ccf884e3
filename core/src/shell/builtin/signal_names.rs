//! The names of signals as `kill` and `trap` read and write them: each shell has its own list.

use crate::kernel::Signal;
use crate::shell::dialect::Dialect;

/// The last signal.
pub(super) const LAST: u8 = 64;

/// The first and the last of those for real time.
const REAL_TIME: std::ops::RangeInclusive<u8> = 34..=LAST;

/// What a shell calls a signal.
///
/// dash and bash name those for real time; what has no name is called by its number.
pub(super) fn signal_name(number: u8, dialect: Dialect) -> String {
    let known = Signal(number).name();
    match (dialect, number) {
        (_, 0) => "EXIT".to_owned(),
        (Dialect::Dash, 16) => number.to_string(),
        (Dialect::Dash | Dialect::Bash | Dialect::BashAsSh, 29) => "IO".to_owned(),
        (Dialect::Dash | Dialect::Bash | Dialect::BashAsSh, _) if REAL_TIME.contains(&number) => {
            real_time_name(number)
        }
        _ => known.map_or_else(|| number.to_string(), str::to_owned),
    }
}

/// Whether bash has a name for a signal, and so lists it.
pub(super) fn is_listed(number: u8) -> bool {
    Signal(number).name().is_some() || REAL_TIME.contains(&number)
}

fn real_time_name(number: u8) -> String {
    match number {
        34 => "RTMIN".to_owned(),
        35..=49 => format!("RTMIN+{}", number - 34),
        LAST => "RTMAX".to_owned(),
        _ => format!("RTMAX-{}", LAST - number),
    }
}

/// The number of the signal with a name in capital or small letters; 0 is `EXIT`.
///
/// `SIG` may stand before it, but for dash; in POSIX mode bash takes neither small letters nor `SIG`.
pub(super) fn signal_number(name: &str, dialect: Dialect) -> Option<u8> {
    let upper = name.to_ascii_uppercase();
    let short = match dialect {
        Dialect::Dash => &*upper,
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
            upper.strip_prefix("SIG").unwrap_or(&upper)
        }
    };
    let first = match dialect {
        Dialect::Dash => 1,
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => 0,
    };
    let known = (first..=LAST).find(|it| {
        let is_named = *it == 0 || is_listed(*it);
        is_named && signal_name(*it, dialect) == short
    });
    match dialect {
        Dialect::BusyboxAsh => known.or_else(|| Signal::of_name(short).map(|it| it.0)),
        Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => known,
    }
}

/// bash's table: five in a line.
pub(super) fn table() -> String {
    let listed: Vec<u8> = (1..=LAST).filter(|it| is_listed(*it)).collect();
    let mut lines = String::new();
    for (index, number) in listed.iter().enumerate() {
        let name = signal_name(*number, Dialect::Bash);
        let end = if index % 5 == 4 { '\n' } else { '\t' };
        lines += &format!("{number:2}) SIG{name}{end}");
    }
    lines + "\n"
}
