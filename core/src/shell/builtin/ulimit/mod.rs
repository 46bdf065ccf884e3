//! `ulimit` (XCU 4): what the shell and its programs may use.
//!
//! What a script has set is known; what it has not is the host's.

mod bash;
mod busybox;
mod dash;
mod table;

use crate::kernel::{Amount, Errno, LimitKind, NewLimit};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

use table::Row;

/// Which limits are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Kinds {
    soft: Mentioned,
    hard: Mentioned,
}

/// Whether an option names a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mentioned {
    #[default]
    No,
    Yes,
}

impl Kinds {
    /// The limit that is printed: the hard one where it is named.
    fn printed(self) -> LimitKind {
        match self.hard {
            Mentioned::Yes => LimitKind::Hard,
            Mentioned::No => LimitKind::Soft,
        }
    }

    /// What each limit becomes: both, where none is named.
    fn set(self, new: NewLimit) -> (NewLimit, NewLimit) {
        let of = |mentioned| match mentioned {
            Mentioned::Yes => new,
            Mentioned::No => NewLimit::Kept,
        };
        match self == Self::default() {
            true => (new, new),
            false => (of(self.soft), of(self.hard)),
        }
    }
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let words: Vec<String> = arguments[1..]
        .iter()
        .map(|it| shell.str(*it).to_owned())
        .collect();
    match shell.dialect() {
        Dialect::Dash => dash::run(shell, &words).await,
        Dialect::BusyboxAsh => busybox::run(shell, &words).await,
        Dialect::Bash | Dialect::BashAsSh => bash::run(shell, arguments, &words).await,
    }
}

impl Evaluator {
    /// A limit in the units of the shell.
    fn limit_in_units(&mut self, row: Row, kinds: Kinds) -> Flow<String> {
        match self.process.limit(row.resource, kinds.printed()) {
            Some(Amount::Unlimited) => Ok("unlimited".to_owned()),
            Some(Amount::Units(number)) => Ok((number / row.unit).to_string()),
            None => self.unsupported("a limit that the host sets"),
        }
    }

    /// Sets limits; the error of the kernel, where it refuses.
    fn set_limits(&mut self, row: Row, kinds: Kinds, new: NewLimit) -> Flow<Result<(), Errno>> {
        let (soft, hard) = kinds.set(new);
        match self.process.set_limit(row.resource, soft, hard) {
            Err(Errno::Unknown) => self.unsupported("a limit below what the host may have set"),
            result => Ok(result),
        }
    }

    async fn print_limits(&mut self, lines: &str) -> Flow<u8> {
        let text = self.shell_text(lines, "limit");
        self.output("ulimit", text).await
    }
}
