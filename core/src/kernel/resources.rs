//! [`ResourceLimits`]: what `setrlimit(2)` has set of a process and its descendants.
//!
//! What nothing has set is the host's, and not known. The limits are those of Linux; a container's superuser has no
//! `CAP_SYS_RESOURCE`, which Docker does not give, and raises no hard limit.

use std::collections::BTreeMap;

use super::errno::Errno;
use super::process::Process;
use crate::trace::{Action, Cause, Outcome};

/// Of what there is only so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the `RLIMIT_…` of that name")]
pub enum LimitedResource {
    Cpu,
    FileSize,
    Data,
    Stack,
    Core,
    Rss,
    Processes,
    OpenFiles,
    LockedMemory,
    AddressSpace,
    Locks,
    PendingSignals,
    MessageQueues,
    Nice,
    RealTimePriority,
    RealTime,
}

/// How much of something there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Amount {
    /// So many bytes, seconds, files.
    Units(u64),
    /// `RLIM_INFINITY`
    Unlimited,
}

/// One of the two limits of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// The one that counts.
    Soft,
    /// The one up to which that can be raised.
    Hard,
}

/// What one of the two limits of a resource becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NewLimit {
    /// It stays.
    Kept,
    /// So much.
    Amount(Amount),
    /// What the other or the same limit is now.
    As(LimitKind),
}

/// The two limits of a resource; nothing where the host has set one.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    soft: Option<Amount>,
    hard: Option<Amount>,
}

/// What has been set.
#[derive(Debug, Clone, Default)]
pub(super) struct ResourceLimits(BTreeMap<LimitedResource, Pair>);

/// Below so many descriptors programs and shells fail where they need some of their own.
const FEW_FILES: Amount = Amount::Units(32);

/// Below so many bytes programs do not start.
const LITTLE_MEMORY: Amount = Amount::Units(256 << 20);
const LITTLE_STACK: Amount = Amount::Units(1 << 20);

impl LimitedResource {
    /// What it is called in an assumption.
    fn name(self) -> &'static str {
        match self {
            Self::Cpu => "processor time",
            Self::FileSize => "the size of files",
            Self::Data => "the data segment",
            Self::Stack => "the stack",
            Self::Core => "core files",
            Self::Rss => "resident memory",
            Self::Processes => "processes",
            Self::OpenFiles => "open files",
            Self::LockedMemory => "locked memory",
            Self::AddressSpace => "virtual memory",
            Self::Locks => "file locks",
            Self::PendingSignals => "pending signals",
            Self::MessageQueues => "message queues",
            Self::Nice => "the scheduling priority",
            Self::RealTimePriority => "the real-time priority",
            Self::RealTime => "real time without a pause",
        }
    }

    /// The hard limit that Linux begins with (`include/asm-generic/resource.h`): hosts raise it, or leave it.
    fn first_hard(self) -> Amount {
        match self {
            Self::Processes | Self::PendingSignals => Amount::Units(1024),
            Self::OpenFiles => Amount::Units(4096),
            Self::LockedMemory => Amount::Units(64 << 10),
            Self::MessageQueues => Amount::Units(819_200),
            Self::Nice | Self::RealTimePriority => Amount::Units(0),
            _ => Amount::Unlimited,
        }
    }

    /// The soft limit that Linux begins with, where nothing that is usual changes it.
    fn first_soft(self) -> Option<Amount> {
        match self {
            Self::Cpu | Self::FileSize | Self::Data | Self::Rss => Some(Amount::Unlimited),
            Self::AddressSpace | Self::Locks | Self::RealTime => Some(Amount::Unlimited),
            _ => None,
        }
    }
}

impl Process {
    /// A limit; where the host has set it, what it usually is, which is told; nothing where that differs.
    pub fn limit(&mut self, resource: LimitedResource, kind: LimitKind) -> Option<Amount> {
        if let Some(known) = self.known_limit(resource, kind) {
            return Some(known);
        }
        let usual = match kind {
            LimitKind::Soft => resource.first_soft(),
            LimitKind::Hard => Some(resource.first_hard()).filter(|it| *it == Amount::Unlimited),
        }?;
        self.assume_limit(format!("there is no limit of {}", resource.name()));
        Some(usual)
    }

    fn known_limit(&self, resource: LimitedResource, kind: LimitKind) -> Option<Amount> {
        let pair = self.entry().limits.0.get(&resource)?;
        match kind {
            LimitKind::Soft => pair.soft,
            LimitKind::Hard => pair.hard,
        }
    }

    /// Sets the limits of a resource (`setrlimit(2)`). What must hold of the host's for that is told.
    ///
    /// # Errors
    ///
    /// `EINVAL` for a soft limit above the hard one, `EPERM` for a hard limit that would be raised;
    /// [`Errno::Unknown`] where that hangs on the host.
    pub fn set_limit(
        &mut self,
        resource: LimitedResource,
        soft: NewLimit,
        hard: NewLimit,
    ) -> Result<(), Errno> {
        let before = self.entry().limits.0.get(&resource);
        let before = before.copied().unwrap_or_default();
        let of = |new: NewLimit, kept: Option<Amount>| match new {
            NewLimit::Kept => kept,
            NewLimit::Amount(amount) => Some(amount),
            NewLimit::As(LimitKind::Soft) => before.soft,
            NewLimit::As(LimitKind::Hard) => before.hard,
        };
        let new = Pair {
            soft: of(soft, before.soft),
            hard: of(hard, before.hard),
        };
        if let (NewLimit::Amount(soft), Some(hard)) = (soft, new.hard)
            && soft > hard
        {
            return Err(Errno::Invalid);
        }
        match (hard, before.hard) {
            // No kernel opens files without end.
            (NewLimit::Amount(Amount::Unlimited), _) if resource == LimitedResource::OpenFiles => {
                return Err(Errno::Perm);
            }
            (NewLimit::Amount(hard), Some(before)) if hard > before => return Err(Errno::Perm),
            (NewLimit::Amount(hard), None) => self.assume_room(resource, hard),
            _ => {}
        }
        match (soft, new.hard) {
            (NewLimit::Amount(soft), None) => self.assume_room(resource, soft),
            (NewLimit::Kept, Some(hard)) if new.soft.is_some_and(|it| it > hard) => {
                return Err(Errno::Invalid);
            }
            (NewLimit::Kept, Some(hard)) if new.soft.is_none() && hard != Amount::Unlimited => {
                return Err(Errno::Unknown);
            }
            _ => {}
        }
        self.entry_mut().limits.0.insert(resource, new);
        Ok(())
    }

    /// Tells that the host lets a limit be so high, where not every host does.
    fn assume_room(&mut self, resource: LimitedResource, amount: Amount) {
        if amount <= resource.first_hard() {
            return;
        }
        let name = resource.name();
        self.assume_limit(match amount {
            Amount::Units(number) => format!("the host lets the limit of {name} be {number}"),
            Amount::Unlimited => format!("the host sets no limit of {name}"),
        });
    }

    fn assume_limit(&mut self, what: String) {
        let pid = self.pid();
        self.note(pid, Cause::End, Action::Assumed(what));
    }

    /// Whether so few files may be open that a shell may fail to open what it needs.
    #[must_use]
    pub fn is_short_of_descriptors(&self) -> bool {
        self.is_below(LimitedResource::OpenFiles, FEW_FILES)
    }

    fn is_below(&self, resource: LimitedResource, least: Amount) -> bool {
        let limit = self.known_limit(resource, LimitKind::Soft);
        limit.is_some_and(|it| it < least)
    }

    /// Stops where a program starts that may have too little of something.
    pub(super) async fn check_limits(&mut self) {
        let is_short = self.is_short_of_descriptors()
            || self.is_below(LimitedResource::AddressSpace, LITTLE_MEMORY)
            || self.is_below(LimitedResource::Data, LITTLE_MEMORY)
            || self.is_below(LimitedResource::Stack, LITTLE_STACK);
        if is_short {
            let what = "a program under limits so low".to_owned();
            self.stop(Outcome::Unsupported(what)).await;
        }
    }

    /// Stops where a file would grow beyond its limit.
    pub(super) async fn check_file_size(&mut self, length: usize) {
        let length = Amount::Units(u64::try_from(length).unwrap_or(u64::MAX));
        let limit = self.known_limit(LimitedResource::FileSize, LimitKind::Soft);
        if limit.is_some_and(|it| length > it) {
            let what = "writing more to a file than its limit lets".to_owned();
            self.stop(Outcome::Unsupported(what)).await;
        }
    }
}
