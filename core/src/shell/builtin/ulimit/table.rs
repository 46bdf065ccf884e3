//! The resources of `ulimit`, by letter; each shell has its own list, and bash and busybox have words for them.

use crate::kernel::LimitedResource;
use crate::shell::dialect::Dialect;

/// A resource, as a shell counts it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) letter: char,
    pub(super) resource: LimitedResource,
    /// The unit, in bytes, seconds or things.
    pub(super) unit: u64,
    /// What the shell calls it; empty where that is never printed.
    pub(super) name: &'static str,
    /// What bash calls the unit.
    pub(super) unit_name: &'static str,
}

const fn row(
    letter: char,
    resource: LimitedResource,
    unit: u64,
    name: &'static str,
    unit_name: &'static str,
) -> Row {
    Row {
        letter,
        resource,
        unit,
        name,
        unit_name,
    }
}

const DASH: &[Row] = &[
    row('t', LimitedResource::Cpu, 1, "", ""),
    row('f', LimitedResource::FileSize, 512, "", ""),
    row('d', LimitedResource::Data, 1024, "", ""),
    row('s', LimitedResource::Stack, 1024, "", ""),
    row('c', LimitedResource::Core, 512, "", ""),
    row('m', LimitedResource::Rss, 1024, "", ""),
    row('l', LimitedResource::LockedMemory, 1024, "", ""),
    row('p', LimitedResource::Processes, 1, "", ""),
    row('n', LimitedResource::OpenFiles, 1, "", ""),
    row('v', LimitedResource::AddressSpace, 1024, "", ""),
    row('w', LimitedResource::Locks, 1, "", ""),
    row('r', LimitedResource::RealTimePriority, 1, "", ""),
];

const BASH: &[Row] = &[
    row(
        'R',
        LimitedResource::RealTime,
        1,
        "real-time non-blocking time",
        "microseconds",
    ),
    row('c', LimitedResource::Core, 1024, "core file size", "blocks"),
    row('d', LimitedResource::Data, 1024, "data seg size", "kbytes"),
    row('e', LimitedResource::Nice, 1, "scheduling priority", ""),
    row('f', LimitedResource::FileSize, 1024, "file size", "blocks"),
    row(
        'i',
        LimitedResource::PendingSignals,
        1,
        "pending signals",
        "",
    ),
    row(
        'l',
        LimitedResource::LockedMemory,
        1024,
        "max locked memory",
        "kbytes",
    ),
    row('m', LimitedResource::Rss, 1024, "max memory size", "kbytes"),
    row('n', LimitedResource::OpenFiles, 1, "open files", ""),
    row(
        'q',
        LimitedResource::MessageQueues,
        1,
        "POSIX message queues",
        "bytes",
    ),
    row(
        'r',
        LimitedResource::RealTimePriority,
        1,
        "real-time priority",
        "",
    ),
    row('s', LimitedResource::Stack, 1024, "stack size", "kbytes"),
    row('t', LimitedResource::Cpu, 1, "cpu time", "seconds"),
    row('u', LimitedResource::Processes, 1, "max user processes", ""),
    row(
        'v',
        LimitedResource::AddressSpace,
        1024,
        "virtual memory",
        "kbytes",
    ),
    row('x', LimitedResource::Locks, 1, "file locks", ""),
];

const BUSYBOX: &[Row] = &[
    row(
        'c',
        LimitedResource::Core,
        512,
        "core file size (blocks)",
        "",
    ),
    row('d', LimitedResource::Data, 1024, "data seg size (kb)", ""),
    row('e', LimitedResource::Nice, 1, "scheduling priority", ""),
    row(
        'f',
        LimitedResource::FileSize,
        512,
        "file size (blocks)",
        "",
    ),
    row(
        'i',
        LimitedResource::PendingSignals,
        1,
        "pending signals",
        "",
    ),
    row(
        'l',
        LimitedResource::LockedMemory,
        1024,
        "max locked memory (kb)",
        "",
    ),
    row('m', LimitedResource::Rss, 1024, "max memory size (kb)", ""),
    row('n', LimitedResource::OpenFiles, 1, "open files", ""),
    row(
        'q',
        LimitedResource::MessageQueues,
        1,
        "POSIX message queues (bytes)",
        "",
    ),
    row(
        'r',
        LimitedResource::RealTimePriority,
        1,
        "real-time priority",
        "",
    ),
    row('s', LimitedResource::Stack, 1024, "stack size (kb)", ""),
    row('t', LimitedResource::Cpu, 1, "cpu time (seconds)", ""),
    row('u', LimitedResource::Processes, 1, "max user processes", ""),
    row(
        'v',
        LimitedResource::AddressSpace,
        1024,
        "virtual memory (kb)",
        "",
    ),
    row('x', LimitedResource::Locks, 1, "file locks", ""),
];

/// The resource that a letter stands for.
pub(super) fn find(letter: char, dialect: Dialect) -> Option<Row> {
    let rows = match dialect {
        Dialect::Dash => DASH,
        Dialect::BusyboxAsh => BUSYBOX,
        Dialect::Bash | Dialect::BashAsSh => BASH,
    };
    let mut row = *rows.iter().find(|it| it.letter == letter)?;
    // The blocks of POSIX mode are those of POSIX.
    if dialect == Dialect::BashAsSh && row.unit_name == "blocks" {
        row.unit = 512;
    }
    Some(row)
}
