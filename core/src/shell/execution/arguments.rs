//! The arguments of a shell (XCU 4, *sh*): options, then the script or where it lies, then the parameters.
//!
//! Recorded of each shell: `-c` may stand anywhere among the options; `-` and `--` end them; dash and busybox refuse
//! what they do not know in a line, bash with its usage; bash has long options too, and busybox passes over them.

use super::evaluator::{Divert, Evaluator, Flow};
use super::options::{BASH_OPTIONS, BashOption, Options, ShellOption, options_of, usual_options};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::message::ScriptSource;
use crate::text::Span;

/// What the arguments of a shell say.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    /// Where the script comes from.
    pub(super) source: Option<ScriptSource>,
    pub(super) options: Options,
    /// The options of `shopt` that are turned (bash).
    pub(super) bash_options: Vec<(BashOption, Sign)>,
    /// Whether it is the first shell of a user.
    pub(super) login: Login,
    /// The operands: the script behind `-c` or the file, then `$0` and on.
    pub(super) operands: Vec<Span>,
}

/// What an option begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `-`: it is turned on.
    Minus,
    /// `+`: it is turned off.
    Plus,
}

/// Whether a shell is the first of a user, and reads profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Login {
    #[default]
    No,
    Yes,
}

impl Sign {
    fn character(self) -> char {
        match self {
            Self::Minus => '-',
            Self::Plus => '+',
        }
    }
}

/// The long options of bash that change nothing where no user types the commands.
const CHANGES_NOTHING: [&str; 3] = ["norc", "noprofile", "noediting"];

/// The long options of bash that are not simulated.
const NOT_SIMULATED: [&str; 10] = [
    "debug",
    "debugger",
    "dump-po-strings",
    "dump-strings",
    "help",
    "pretty-print",
    "protected",
    "restricted",
    "version",
    "wordexp",
];

/// What bash prints behind `Usage:` of an option that it does not know, `NAME` being its own name.
const USAGE: &str = "Usage:\tNAME [GNU long option] [option] ...
\tNAME [GNU long option] [option] script-file ...
GNU long options:
\t--debug
\t--debugger
\t--dump-po-strings
\t--dump-strings
\t--help
\t--init-file
\t--login
\t--noediting
\t--noprofile
\t--norc
\t--posix
\t--pretty-print
\t--rcfile
\t--restricted
\t--verbose
\t--version
Shell options:
\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)
\t-abefhkmnptuvxBCEHPT or -o option
";

impl Evaluator {
    /// The options and operands of a shell, which ends behind its message where there is something wrong with them.
    pub(super) async fn read_arguments(&mut self, argv: &[Span]) -> Flow<Arguments> {
        let mut arguments = Arguments {
            options: usual_options(self.shell),
            ..Arguments::default()
        };
        let mut words = argv.iter().copied().skip(1);
        let mut rest = words.clone();
        let mut may_be_long = true;
        while let Some(word) = words.next() {
            let text = self.str(word).to_owned();
            let (sign, letters) = match text.split_at_checked(1) {
                Some(("-", "" | "-")) => {
                    rest = words.clone();
                    break;
                }
                Some(("-", letters)) => (Sign::Minus, letters),
                Some(("+", letters)) => (Sign::Plus, letters),
                _ => break,
            };
            let is_long = sign == Sign::Minus && may_be_long;
            let is_read = is_long && self.read_long(letters, &mut words, &mut arguments).await?;
            if !is_read {
                may_be_long = self.dialect() == Dialect::BusyboxAsh;
                for letter in letters.chars() {
                    self.read_letter(sign, letter, &mut words, &mut arguments)
                        .await?;
                }
            }
            rest = words.clone();
        }
        arguments.operands = rest.collect();
        self.check_command(&arguments).await?;
        Ok(arguments)
    }

    /// `-c` wants a script.
    async fn check_command(&mut self, arguments: &Arguments) -> Flow {
        if arguments.source != Some(ScriptSource::CommandString) || !arguments.operands.is_empty() {
            return Ok(());
        }
        match self.dialect() {
            Dialect::Dash => self.refuse_argument("-c requires an argument").await,
            Dialect::BusyboxAsh => {
                let name = self.error_name().to_owned();
                self.print_error(&format!("{name}: -c requires an argument\n"))
                    .await?;
                self.end_with(2)
            }
            Dialect::Bash | Dialect::BashAsSh => {
                let name = self.error_name().to_owned();
                self.print_error(&format!("{name}: -c: option requires an argument\n"))
                    .await?;
                // With `-e` the message itself ends bash.
                let ends = arguments.options.has(ShellOption::ErrExit);
                self.end_with(if ends { 1 } else { 2 })
            }
        }
    }

    /// A long option; whether it is one.
    async fn read_long(
        &mut self,
        letters: &str,
        words: &mut impl Iterator<Item = Span>,
        arguments: &mut Arguments,
    ) -> Flow<bool> {
        let long = letters.strip_prefix('-');
        match self.dialect() {
            Dialect::Dash => return Ok(false),
            Dialect::BusyboxAsh => {
                let Some(long) = long else { return Ok(false) };
                return self.pass_long(long, arguments).await.map(|()| true);
            }
            Dialect::Bash | Dialect::BashAsSh => {}
        }
        let name = long.unwrap_or(letters);
        match name {
            "login" => arguments.login = Login::Yes,
            "posix" => self.shell.dialect = Dialect::BashAsSh,
            "verbose" => arguments.options = arguments.options.with(ShellOption::Verbose),
            "rcfile" | "init-file" => {
                words.next();
            }
            name if CHANGES_NOTHING.contains(&name) => {}
            name if NOT_SIMULATED.contains(&name) => {
                return self.unsupported(format!("the option --{name} of a shell"));
            }
            _ if long.is_none() => return Ok(false),
            name => {
                let text = format!("--{name}: invalid option");
                return self.refuse_with_usage(&text, arguments.options).await;
            }
        }
        Ok(true)
    }

    /// busybox passes over the long options of bash, but for `--login`; from 1.38 on it refuses others.
    async fn pass_long(&mut self, name: &str, arguments: &mut Arguments) -> Flow {
        match name {
            "login" => arguments.login = Login::Yes,
            "help" => return self.unsupported("the option --help of a shell"),
            _ if self.shell.release >= Release::Busybox1_38 => {
                let shell = self.error_name().to_owned();
                self.print_error(&format!("{shell}: bad option '--{name}'\n"))
                    .await?;
                return self.end_with(2);
            }
            _ => {}
        }
        Ok(())
    }

    async fn read_letter(
        &mut self,
        sign: Sign,
        letter: char,
        words: &mut impl Iterator<Item = Span>,
        arguments: &mut Arguments,
    ) -> Flow {
        match letter {
            'c' => arguments.source = Some(ScriptSource::CommandString),
            's' => {
                arguments.source = arguments.source.or(Some(ScriptSource::StandardInput));
            }
            'l' => arguments.login = Login::Yes,
            'o' => {
                let Some(name) = words.next() else {
                    return self.unsupported("the options that a shell lists");
                };
                let name = self.str(name).to_owned();
                self.read_name(sign, &name, arguments).await?;
            }
            'O' if self.has_arrays() => {
                let name = words.next().map(|it| self.str(it));
                let found = BASH_OPTIONS.iter().find(|it| Some(it.1) == name);
                let Some((option, ..)) = found else {
                    return self.unsupported("an option of shopt that there is not");
                };
                arguments.bash_options.push((*option, sign));
            }
            _ => {
                let mut options = options_of(self.shell);
                let found =
                    options.find(|it| it.1 == Some(letter) && it.0 != ShellOption::HistExpand);
                match found {
                    Some((option, ..)) => turn(arguments, *option, sign),
                    None => self.no_letter(sign, letter, arguments.options).await?,
                }
            }
        }
        Ok(())
    }

    /// A letter that is no option, or none that is simulated.
    async fn no_letter(&mut self, sign: Sign, letter: char, given: Options) -> Flow {
        let known = match self.dialect() {
            Dialect::Dash => "IVEp",
            Dialect::BusyboxAsh => "",
            Dialect::Bash | Dialect::BashAsSh => "rDktHP",
        };
        if known.contains(letter) {
            return self.unsupported(format!("the option -{letter} of a shell"));
        }
        let sign = sign.character();
        match self.dialect() {
            Dialect::Dash => {
                let text = format!("Illegal option -{letter}");
                self.refuse_argument(&text).await
            }
            Dialect::BusyboxAsh => {
                let text = format!("illegal option {sign}{letter}");
                self.refuse_argument(&text).await
            }
            Dialect::Bash | Dialect::BashAsSh => {
                let text = format!("{sign}{letter}: invalid option");
                self.refuse_with_usage(&text, given).await
            }
        }
    }

    /// The name behind `-o`.
    async fn read_name(&mut self, sign: Sign, name: &str, arguments: &mut Arguments) -> Flow {
        if let Some((option, ..)) = options_of(self.shell).find(|it| it.2 == name) {
            turn(arguments, *option, sign);
            return Ok(());
        }
        if matches!(name, "posix") && self.has_arrays() && sign == Sign::Minus {
            self.shell.dialect = Dialect::BashAsSh;
            return Ok(());
        }
        if self.has_option_name(name) {
            return self.unsupported(format!("the option {name} of a shell"));
        }
        match self.dialect() {
            Dialect::Dash => {
                let text = format!("Illegal option -o {name}");
                self.refuse_argument(&text).await
            }
            Dialect::BusyboxAsh => {
                let text = format!("illegal option {}o {name}", sign.character());
                self.complain(None, &text).await?;
                self.end_with(0)
            }
            Dialect::Bash | Dialect::BashAsSh => {
                let shell = self.error_name().to_owned();
                let text = format!("{shell}: line 0: {shell}: {name}: invalid option name\n");
                self.print_error(&text).await?;
                self.end_with(2)
            }
        }
    }

    /// The message of dash and busybox about an argument, which ends them.
    async fn refuse_argument<T>(&mut self, text: &str) -> Flow<T> {
        self.line = 0;
        match self.dialect() {
            Dialect::BusyboxAsh => {
                let shell = self.error_name().to_owned();
                self.print_error(&format!("{shell}: {text}\n")).await?;
            }
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => self.complain(None, text).await?,
        }
        self.end_with(2)
    }

    /// The message of bash about an argument, with its usage.
    ///
    /// Behind `-e` the message is already the end.
    async fn refuse_with_usage<T>(&mut self, text: &str, given: Options) -> Flow<T> {
        let shell = self.error_name().to_owned();
        if given.has(ShellOption::ErrExit) {
            self.print_error(&format!("{shell}: {text}\n")).await?;
            return self.end_with(1);
        }
        let usage = USAGE.replace("NAME", &shell);
        self.print_error(&format!("{shell}: {text}\n{usage}"))
            .await?;
        self.end_with(2)
    }

    /// Ends the shell before it has begun.
    pub(super) fn end_with<T>(&mut self, status: u8) -> Flow<T> {
        self.status = status;
        Err(Divert::Exit)
    }
}

fn turn(arguments: &mut Arguments, option: ShellOption, sign: Sign) {
    arguments.options = match sign {
        Sign::Minus => arguments.options.with(option),
        Sign::Plus => arguments.options.without(option),
    };
}
