//! `kill` (XCU 4): sends a signal to processes, or names signals.

use super::job_words::no_job;
use super::options::Takes;
use super::signal_names::{LAST, is_listed, signal_name, signal_number, table};
use crate::kernel::{Errno, Signal};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;
use crate::trace::Pid;

const TAKES: Takes = Takes {
    letters: "",
    usage: "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
};

/// What the arguments ask for.
enum Request {
    /// A signal, 0 is none, to the operands from an index on.
    Send(u8, usize),
    /// Names or numbers of the operands from an index on.
    List(usize),
    /// A word that is no signal.
    BadSignal(String),
    /// The same behind dash's `-s`.
    BadArgument(String),
    /// An option that dash does not have.
    BadOption(char),
    /// An option without its argument.
    NoArgument(char),
    /// Nothing that makes sense.
    Usage,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let words: Vec<String> = arguments
        .iter()
        .map(|it| shell.str(*it).to_owned())
        .collect();
    let request = match shell.dialect() {
        Dialect::Dash => read_as_dash(&words),
        Dialect::BusyboxAsh => read_as_busybox(&words),
        Dialect::Bash | Dialect::BashAsSh => read_as_bash(&words),
    };
    match request {
        Request::Send(_, first) if first >= words.len() => usage(shell).await,
        Request::Send(signal, first) => {
            let signal = (signal > 0).then_some(Signal(signal));
            send_all(shell, &words[first..], signal).await
        }
        Request::List(first) => list(shell, &words[first.min(words.len())..]).await,
        Request::BadSignal(name) => bad_signal(shell, &name).await,
        Request::BadArgument(name) => {
            let text = format!("invalid signal number or name: {name}");
            shell.error("kill", &text).await
        }
        Request::BadOption(letter) => {
            let text = format!("Illegal option -{letter}");
            shell.error("kill", &text).await
        }
        Request::NoArgument(letter) if shell.dialect() == Dialect::Dash => {
            let text = format!("No arg for -{letter} option");
            shell.error("kill", &text).await
        }
        Request::NoArgument(letter) => {
            let text = format!("-{letter}: option requires an argument");
            shell.complain(Some("kill"), &text).await?;
            Ok(1)
        }
        Request::Usage => usage(shell).await,
    }
}

/// The signal of a name or number.
fn parse(name: &str, dialect: Dialect) -> Option<u8> {
    if !name.is_empty() && name.bytes().all(|it| it.is_ascii_digit()) {
        return name.parse::<u8>().ok().filter(|it| *it <= LAST);
    }
    signal_number(name, dialect)
}

/// dash: a first word that names a signal, or else the options `-l` and `-s`.
fn read_as_dash(words: &[String]) -> Request {
    let Some(first) = words.get(1).and_then(|it| it.strip_prefix('-')) else {
        return Request::Send(15, 1);
    };
    if let Some(signal) = parse(first, Dialect::Dash) {
        return Request::Send(signal, 2);
    }
    let (mut signal, mut lists, mut index) = (None, false, 1);
    'words: while let Some(word) = words.get(index) {
        if !word.starts_with('-') || word == "-" {
            break;
        }
        index += 1;
        if word == "--" {
            break;
        }
        for (at, letter) in word.char_indices().skip(1) {
            match letter {
                'l' => lists = true,
                's' => {
                    let behind = &word[at + 1..];
                    let name = match behind {
                        "" => words.get(index).map(String::as_str),
                        behind => Some(behind),
                    };
                    index += usize::from(behind.is_empty());
                    let Some(name) = name else {
                        return Request::NoArgument('s');
                    };
                    match parse(name, Dialect::Dash) {
                        Some(found) => signal = Some(found),
                        None => return Request::BadArgument(name.to_owned()),
                    }
                    continue 'words;
                }
                letter => return Request::BadOption(letter),
            }
        }
    }
    match (lists, signal) {
        (true, Some(_)) => Request::Usage,
        (true, None) => Request::List(index),
        (false, signal) => Request::Send(signal.unwrap_or(15), index),
    }
}

/// busybox: `-l`, `-s` and a name, or a word that is a signal; nothing else is an option.
fn read_as_busybox(words: &[String]) -> Request {
    let Some(first) = words.get(1).and_then(|it| it.strip_prefix('-')) else {
        return Request::Send(15, 1);
    };
    let (name, next) = match (first, words.get(2)) {
        ("l", _) => return Request::List(2),
        ("-", _) => return Request::Send(15, 2),
        ("s", Some(name)) => (name.as_str(), 3),
        _ => (first, 2),
    };
    match parse(name, Dialect::BusyboxAsh) {
        Some(signal) => Request::Send(signal, next),
        None => Request::BadSignal(name.to_owned()),
    }
}

/// bash: options as long as they are some; a word that is none names the signal and ends them.
fn read_as_bash(words: &[String]) -> Request {
    let (mut signal, mut index) = (15, 1);
    while let Some(word) = words.get(index) {
        let Some(option) = word.strip_prefix('-') else {
            break;
        };
        match option {
            "-" => {
                index += 1;
                break;
            }
            "?" => return Request::Usage,
            "l" | "L" => {
                let behind = words.get(index + 1);
                return Request::List(index + 1 + usize::from(behind.is_some_and(|it| it == "--")));
            }
            "s" | "n" => {
                let Some(name) = words.get(index + 1) else {
                    return Request::NoArgument(if option == "s" { 's' } else { 'n' });
                };
                let Some(found) = parse(name, Dialect::Bash) else {
                    return Request::BadSignal(name.clone());
                };
                (signal, index) = (found, index + 2);
            }
            _ => {
                let name = parse(option, Dialect::Bash);
                // `-sTERM`, `-n15`: an argument in the word of its option.
                let attached = option
                    .strip_prefix(['s', 'n'])
                    .and_then(|it| parse(it, Dialect::Bash));
                match (attached, name) {
                    (Some(found), _) => (signal, index) = (found, index + 1),
                    (None, Some(found)) => {
                        let is_ended = words.get(index + 1).is_some_and(|it| it == "--");
                        return Request::Send(found, index + 1 + usize::from(is_ended));
                    }
                    (None, None) => return Request::BadSignal(option.to_owned()),
                }
            }
        }
    }
    Request::Send(signal, index)
}

async fn send_all(shell: &mut Evaluator, words: &[String], signal: Option<Signal>) -> Flow<u8> {
    let mut failed = 0_u8;
    let mut sent = 0_u8;
    for word in words {
        match send(shell, word, signal).await? {
            0 => sent = 1,
            _ => failed = failed.saturating_add(1),
        }
    }
    Ok(match shell.dialect() {
        Dialect::Dash => u8::from(failed > 0),
        // busybox counts.
        Dialect::BusyboxAsh => failed,
        // bash is content when one has got it.
        Dialect::Bash | Dialect::BashAsSh => 1 - sent,
    })
}

async fn send(shell: &mut Evaluator, word: &str, signal: Option<Signal>) -> Flow<u8> {
    let number = match (word.strip_prefix('%'), shell.dialect()) {
        (Some(_), dialect) => match (shell.job(word)?, dialect) {
            // Without job control there is no such group of processes.
            (Ok(_), Dialect::Dash) => return no_process(shell, word, Errno::NoProcess).await,
            (Ok(pid), _) => pid.0,
            (Err(why), _) => {
                no_job(shell, "kill", word, why).await?;
                return Ok(1);
            }
        },
        // busybox takes no word for a process.
        (None, Dialect::BusyboxAsh) if word.is_empty() => return Ok(0),
        (None, dialect) => match word.parse::<i64>() {
            Ok(number) if number > 0 && dialect != Dialect::Dash => {
                u32::try_from(number).unwrap_or(u32::MAX)
            }
            Ok(number @ 1..=0x7fff_ffff) => u32::try_from(number).unwrap_or(u32::MAX),
            Ok(0..) if dialect == Dialect::Dash && word != "0" => {
                return no_number(shell, word).await;
            }
            Ok(number) => return send_to_group(shell, word, number, signal).await,
            Err(_) => return no_number(shell, word).await,
        },
    };
    match shell.process.kill(Pid(number), signal).await {
        Ok(()) => Ok(0),
        Err(errno) => no_process(shell, word, errno).await,
    }
}

/// `0` is the shell's own group, a number below -1 the group that this process leads.
async fn send_to_group(
    shell: &mut Evaluator,
    word: &str,
    number: i64,
    signal: Option<Signal>,
) -> Flow<u8> {
    let group = match number {
        0 => shell.process.process_group(),
        -1 => None,
        _ => Some(Pid(u32::try_from(number.unsigned_abs()).unwrap_or(u32::MAX))),
    };
    if number == -1 && shell.process.is_alone() {
        return match shell.process.kill_others(signal).await {
            Ok(()) => Ok(0),
            Err(errno) => no_process(shell, word, errno).await,
        };
    }
    let Some(group) = group else {
        return shell.unsupported("kill of processes that others have started");
    };
    match shell.process.kill_group(group, signal).await {
        Ok(()) => Ok(0),
        Err(errno) => no_process(shell, word, errno).await,
    }
}

async fn no_process(shell: &mut Evaluator, word: &str, errno: Errno) -> Flow<u8> {
    let why = errno.message();
    match shell.dialect() {
        Dialect::Dash => shell.complain(Some("kill"), &format!("{why}\n")).await?,
        Dialect::BusyboxAsh => {
            let text = format!("can't kill pid {word}: {why}");
            shell.complain_as_applet(&text).await?;
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("({word}) - {why}");
            shell.complain(Some("kill"), &text).await?;
        }
    }
    Ok(1)
}

async fn no_number(shell: &mut Evaluator, word: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            let shown = word.strip_prefix('-').unwrap_or(word);
            let text = format!("Illegal number: {shown}");
            shell.error("kill", &text).await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet(&format!("invalid number '{word}'"))
                .await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = match word {
                "" => "`': not a pid or valid job spec".to_owned(),
                _ if shell.shell.release == Release::Bash5_3 => {
                    format!("`{word}': not a pid or valid job spec")
                }
                _ => format!("{word}: arguments must be process or job IDs"),
            };
            shell.complain(Some("kill"), &text).await?;
            Ok(1)
        }
    }
}

async fn bad_signal(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash | Dialect::BusyboxAsh => {
            shell
                .complain_as_applet(&format!("bad signal name '{name}'"))
                .await?;
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("{name}: invalid signal specification");
            shell.complain(Some("kill"), &text).await?;
        }
    }
    Ok(1)
}

async fn usage(shell: &mut Evaluator) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            let text = "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\n\
                        kill -l [exitstatus]";
            shell.error("kill", text).await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet("you need to specify whom to kill")
                .await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => shell.show_usage("kill", TAKES).await,
    }
}

/// `kill -l`: all names; names for numbers and exit statuses, numbers for names. dash takes one number.
async fn list(shell: &mut Evaluator, words: &[String]) -> Flow<u8> {
    let dialect = shell.dialect();
    let (words, lines) = match (dialect, words) {
        (Dialect::Bash | Dialect::BashAsSh, [first, ..]) if first.starts_with('-') => {
            (&[][..], all(dialect))
        }
        (_, []) => (words, all(dialect)),
        (Dialect::Dash, [first, ..]) => (std::slice::from_ref(first), String::new()),
        _ => (words, String::new()),
    };
    let mut status = print(shell, &lines).await?;
    for word in words {
        let line = match word.parse::<u32>() {
            Ok(number) => name_of(number, dialect),
            Err(_) if dialect == Dialect::Dash => return no_number(shell, word).await,
            Err(_) => number_of(word, dialect).map(|it| it.to_string()),
        };
        status = match line {
            // bash passes over a number that has no name.
            Some(line) if line == *word && matches!(dialect, Dialect::Bash | Dialect::BashAsSh) => {
                status
            }
            Some(line) => print(shell, &format!("{line}\n")).await?.max(status),
            None => unknown_signal(shell, word).await?,
        };
    }
    Ok(status)
}

async fn print(shell: &mut Evaluator, lines: &str) -> Flow<u8> {
    let text = shell.shell_text(lines, "list of signals");
    shell.output("kill", text).await
}

/// Every signal: in dash also 0, which has no name.
fn all(dialect: Dialect) -> String {
    let names = |numbers: std::ops::RangeInclusive<u8>| {
        numbers.map(move |it| format!("{}\n", signal_name(it, dialect)))
    };
    match dialect {
        Dialect::Dash => "0\n".to_owned() + &names(1..=LAST).collect::<String>(),
        Dialect::BusyboxAsh => (1..=31)
            .map(|it| format!("{it:2}) {}\n", signal_name(it, dialect)))
            .collect(),
        Dialect::Bash => table(),
        Dialect::BashAsSh => {
            let listed = (1..=LAST).filter(|it| is_listed(*it));
            let names: Vec<String> = listed.map(|it| signal_name(it, dialect)).collect();
            names.join(" ") + "\n"
        }
    }
}

/// The name of a number or of the exit status that a signal gives.
fn name_of(number: u32, dialect: Dialect) -> Option<String> {
    let is_status = number > 128;
    let number = if is_status { number - 128 } else { number };
    match (dialect, u8::try_from(number).ok()) {
        (Dialect::Dash, Some(number @ 1..=LAST)) => Some(signal_name(number, dialect)),
        (Dialect::Dash, _) => None,
        (Dialect::BusyboxAsh, Some(number @ 0..=31)) => Some(signal_name(number, dialect)),
        (Dialect::BusyboxAsh, _) => Some(number.to_string()),
        (Dialect::Bash | Dialect::BashAsSh, Some(0)) if !is_status => Some("EXIT".to_owned()),
        (Dialect::Bash | Dialect::BashAsSh, Some(number @ 1..=LAST)) => {
            Some(signal_name(number, dialect))
        }
        (Dialect::Bash | Dialect::BashAsSh, _) => None,
    }
}

/// The number of a name; in POSIX mode bash takes none with `SIG`.
fn number_of(name: &str, dialect: Dialect) -> Option<u8> {
    match dialect {
        Dialect::BashAsSh if name.to_ascii_uppercase().starts_with("SIG") => None,
        _ => signal_number(name, dialect),
    }
}

async fn unknown_signal(shell: &mut Evaluator, word: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            let text = format!("invalid signal number or exit status: {word}");
            shell.error("kill", &text).await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet(&format!("unknown signal '{word}'"))
                .await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => bad_signal(shell, word).await,
    }
}
