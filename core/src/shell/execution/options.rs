//! [`Options`]: what `set` turns on and off (XCU 2.14, `set`).

use crate::shell::dialect::{Dialect, Release, Shell};

/// One option of `set`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShellOption {
    /// `-e`: the shell ends when a command fails.
    ErrExit,
    /// `-f`: no pathname expansion.
    NoGlob,
    /// `-u`: an unset variable is an error.
    NoUnset,
    /// `-x`: commands are printed before they run.
    XTrace,
    /// `-C`: `>` does not overwrite files.
    NoClobber,
    /// `-a`: every variable that is assigned is exported.
    AllExport,
    /// `-o pipefail`: a pipeline fails when one of its commands does.
    PipeFail,
    /// `-v`: the lines of the script are printed when they are read.
    Verbose,
    /// `-n`: commands are read, and none is run.
    NoExec,
    /// `-E`: functions and subshells inherit the trap of `ERR`.
    ErrTrace,
    /// `-T`: functions and subshells inherit the traps of `DEBUG` and `RETURN` (bash).
    FuncTrace,
    /// `-b`: changes nothing in a script.
    Notify,
    /// `-m`: each job has a process group of its own.
    Monitor,
    /// `-h`: where programs lie is remembered (bash).
    HashAll,
    /// `-B`: braces are expanded (bash).
    BraceExpand,
    /// `-p`: the environment is not trusted (bash).
    Privileged,
    /// `-i`: a user types the commands.
    Interactive,
    /// `-H`: `!` brings back commands that were typed (bash).
    HistExpand,
    /// `-s`: the script is read from standard input.
    StandardInput,
    /// `-o emacs`: how a user edits a command (bash).
    Emacs,
    /// `-o vi`: the other way (bash).
    Vi,
}

/// Which shells have an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Had {
    /// All.
    Everywhere,
    /// bash alone.
    InBash,
    /// All but dash.
    NotInDash,
    /// All but releases of dash before the one of Debian unstable.
    NotInOldDash,
}

/// An option, its letter where it has one, its name, and which shells have it.
pub(in crate::shell) type OptionRow = (ShellOption, Option<char>, &'static str, Had);

/// Every option, in the order in which `$-` shows them in dash, from the last to the first.
const OPTIONS: [OptionRow; 21] = [
    (ShellOption::ErrExit, Some('e'), "errexit", Had::Everywhere),
    (ShellOption::NoGlob, Some('f'), "noglob", Had::Everywhere),
    (
        ShellOption::Interactive,
        Some('i'),
        "interactive",
        Had::Everywhere,
    ),
    (ShellOption::Monitor, Some('m'), "monitor", Had::Everywhere),
    (ShellOption::NoExec, Some('n'), "noexec", Had::Everywhere),
    (
        ShellOption::StandardInput,
        Some('s'),
        "stdin",
        Had::Everywhere,
    ),
    (ShellOption::XTrace, Some('x'), "xtrace", Had::Everywhere),
    (ShellOption::Verbose, Some('v'), "verbose", Had::Everywhere),
    (
        ShellOption::NoClobber,
        Some('C'),
        "noclobber",
        Had::Everywhere,
    ),
    (
        ShellOption::AllExport,
        Some('a'),
        "allexport",
        Had::Everywhere,
    ),
    (ShellOption::Notify, Some('b'), "notify", Had::Everywhere),
    (ShellOption::NoUnset, Some('u'), "nounset", Had::Everywhere),
    (ShellOption::ErrTrace, Some('E'), "errtrace", Had::NotInDash),
    (ShellOption::FuncTrace, Some('T'), "functrace", Had::InBash),
    (ShellOption::HashAll, Some('h'), "hashall", Had::InBash),
    (
        ShellOption::BraceExpand,
        Some('B'),
        "braceexpand",
        Had::InBash,
    ),
    (
        ShellOption::HistExpand,
        Some('H'),
        "histexpand",
        Had::InBash,
    ),
    (
        ShellOption::Privileged,
        Some('p'),
        "privileged",
        Had::InBash,
    ),
    (ShellOption::PipeFail, None, "pipefail", Had::NotInOldDash),
    (ShellOption::Emacs, None, "emacs", Had::InBash),
    (ShellOption::Vi, None, "vi", Had::InBash),
];

/// The options that `shell` has.
pub(in crate::shell) fn options_of(shell: Shell) -> impl Iterator<Item = &'static OptionRow> {
    OPTIONS
        .iter()
        .filter(move |it| match (it.3, shell.dialect) {
            (Had::Everywhere, _) | (_, Dialect::Bash | Dialect::BashAsSh) => true,
            (Had::InBash, Dialect::Dash | Dialect::BusyboxAsh) => false,
            (Had::NotInDash | Had::NotInOldDash, Dialect::BusyboxAsh) => true,
            (Had::NotInDash, Dialect::Dash) => false,
            (Had::NotInOldDash, Dialect::Dash) => shell.release >= Release::DashUnstable,
        })
}

/// What `shell` turns on by itself.
pub(in crate::shell) fn usual_options(shell: Shell) -> Options {
    match shell.dialect {
        Dialect::Dash | Dialect::BusyboxAsh => Options::default(),
        Dialect::Bash | Dialect::BashAsSh => Options::default()
            .with(ShellOption::HashAll)
            .with(ShellOption::BraceExpand),
    }
}

/// The options that are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options(u32);

impl Options {
    /// Whether an option is on.
    #[must_use]
    pub fn has(self, option: ShellOption) -> bool {
        self.0 & option.bit() != 0
    }

    /// With an option on.
    #[must_use]
    pub fn with(self, option: ShellOption) -> Self {
        Self(self.0 | option.bit())
    }

    /// With an option off.
    #[must_use]
    pub fn without(self, option: ShellOption) -> Self {
        Self(self.0 & !option.bit())
    }
}

impl ShellOption {
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// One option of `shopt` (bash).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is the option of that name, as bash's manual describes it"
)]
pub enum BashOption {
    AutoCd,
    AssocExpandOnce,
    CdableVars,
    CdSpell,
    CheckHash,
    CheckJobs,
    CheckWinsize,
    CmdHist,
    Compat31,
    Compat32,
    Compat40,
    Compat41,
    Compat42,
    Compat43,
    Compat44,
    CompleteFullquote,
    Direxpand,
    Dirspell,
    DotGlob,
    ExecFail,
    ExpandAliases,
    ExtDebug,
    ExtendedGlob,
    ExtQuote,
    FailGlob,
    ForceFignore,
    GlobAsciiRanges,
    GlobSkipDots,
    GlobStar,
    GnuErrFmt,
    HistAppend,
    HistReEdit,
    HistVerify,
    HostComplete,
    HupOnExit,
    InheritErrExit,
    InteractiveComments,
    LastPipe,
    LitHist,
    LocalVarInherit,
    LocalVarUnset,
    LoginShell,
    MailWarn,
    NoEmptyCmdCompletion,
    NoCaseGlob,
    NoCaseMatch,
    NoExpandTranslation,
    NullGlob,
    PatsubReplacement,
    ProgComp,
    ProgCompAlias,
    PromptVars,
    RestrictedShell,
    ShiftVerbose,
    SourcePath,
    VarRedirClose,
    XpgEcho,
}

/// Whether an option is on where nobody has turned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Usual {
    /// It is.
    On,
    /// It is not.
    Off,
    /// It is on in POSIX mode only.
    OnInPosixMode,
}

/// Every option of `shopt` with its name, in the order in which `shopt` lists them.
pub(in crate::shell) const BASH_OPTIONS: [(BashOption, &str, Usual); 57] = {
    use BashOption as It;
    use Usual::{Off, On, OnInPosixMode};
    [
        (It::AutoCd, "autocd", Off),
        (It::AssocExpandOnce, "assoc_expand_once", Off),
        (It::CdableVars, "cdable_vars", Off),
        (It::CdSpell, "cdspell", Off),
        (It::CheckHash, "checkhash", Off),
        (It::CheckJobs, "checkjobs", Off),
        (It::CheckWinsize, "checkwinsize", On),
        (It::CmdHist, "cmdhist", On),
        (It::Compat31, "compat31", Off),
        (It::Compat32, "compat32", Off),
        (It::Compat40, "compat40", Off),
        (It::Compat41, "compat41", Off),
        (It::Compat42, "compat42", Off),
        (It::Compat43, "compat43", Off),
        (It::Compat44, "compat44", Off),
        (It::CompleteFullquote, "complete_fullquote", On),
        (It::Direxpand, "direxpand", Off),
        (It::Dirspell, "dirspell", Off),
        (It::DotGlob, "dotglob", Off),
        (It::ExecFail, "execfail", Off),
        (It::ExpandAliases, "expand_aliases", OnInPosixMode),
        (It::ExtDebug, "extdebug", Off),
        (It::ExtendedGlob, "extglob", Off),
        (It::ExtQuote, "extquote", On),
        (It::FailGlob, "failglob", Off),
        (It::ForceFignore, "force_fignore", On),
        (It::GlobAsciiRanges, "globasciiranges", On),
        (It::GlobSkipDots, "globskipdots", On),
        (It::GlobStar, "globstar", Off),
        (It::GnuErrFmt, "gnu_errfmt", Off),
        (It::HistAppend, "histappend", Off),
        (It::HistReEdit, "histreedit", Off),
        (It::HistVerify, "histverify", Off),
        (It::HostComplete, "hostcomplete", On),
        (It::HupOnExit, "huponexit", Off),
        (It::InheritErrExit, "inherit_errexit", OnInPosixMode),
        (It::InteractiveComments, "interactive_comments", On),
        (It::LastPipe, "lastpipe", Off),
        (It::LitHist, "lithist", Off),
        (It::LocalVarInherit, "localvar_inherit", Off),
        (It::LocalVarUnset, "localvar_unset", Off),
        (It::LoginShell, "login_shell", Off),
        (It::MailWarn, "mailwarn", Off),
        (It::NoEmptyCmdCompletion, "no_empty_cmd_completion", Off),
        (It::NoCaseGlob, "nocaseglob", Off),
        (It::NoCaseMatch, "nocasematch", Off),
        (It::NoExpandTranslation, "noexpand_translation", Off),
        (It::NullGlob, "nullglob", Off),
        (It::PatsubReplacement, "patsub_replacement", On),
        (It::ProgComp, "progcomp", On),
        (It::ProgCompAlias, "progcomp_alias", Off),
        (It::PromptVars, "promptvars", On),
        (It::RestrictedShell, "restricted_shell", Off),
        (It::ShiftVerbose, "shift_verbose", OnInPosixMode),
        (It::SourcePath, "sourcepath", On),
        (It::VarRedirClose, "varredir_close", Off),
        (It::XpgEcho, "xpg_echo", Off),
    ]
};

/// The options of `shopt` that differ from what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BashOptions {
    differing: u64,
    /// Whether one was ever turned, be it to what it was: `BASHOPTS` is then made anew.
    is_listed_anew: bool,
}

impl BashOptions {
    /// Whether an option differs.
    #[must_use]
    pub fn differs(self, option: BashOption) -> bool {
        self.differing & (1 << option as u64) != 0
    }

    /// With an option the other way round.
    #[must_use]
    pub fn turned(self, option: BashOption) -> Self {
        Self {
            differing: self.differing ^ (1 << option as u64),
            is_listed_anew: true,
        }
    }

    /// With an option turned to what it was.
    #[must_use]
    pub fn kept(self) -> Self {
        Self {
            is_listed_anew: true,
            ..self
        }
    }

    /// Whether `BASHOPTS` was made anew since the start.
    #[must_use]
    pub fn is_listed_anew(self) -> bool {
        self.is_listed_anew
    }
}
