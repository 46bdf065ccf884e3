//! `umask` (XCU 4): the permissions that new files do not get.

use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "pS",
    usage: "umask [-p] [-S] [mode]",
};

/// What a symbolic mode trips over.
enum Fault {
    /// The operator.
    Operator(char),
    /// A permission.
    Permission(char),
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let is_bash = shell.dialect().family() == Family::Bash;
    let takes = Takes {
        letters: if is_bash { "pS" } else { "S" },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let Some(mode) = shell.argument(arguments, given.operands) else {
        let mut line = if given.has('S') {
            symbolic(shell.process.mask())
        } else {
            format!("{:04o}", shell.process.mask())
        };
        if given.has('p') {
            let option = if given.has('S') { " -S" } else { "" };
            line = format!("umask{option} {line}");
        }
        let text = shell.shell_text(&format!("{line}\n"), "permissions that files do not get");
        return shell.output("umask", text).await;
    };
    let most = match shell.dialect() {
        Dialect::Dash => u16::MAX,
        Dialect::BusyboxAsh => 0o777,
        Dialect::Bash | Dialect::BashAsSh => 0o7777,
    };
    let mask = if mode.starts_with(|it: char| it.is_ascii_digit()) {
        match u16::from_str_radix(&mode, 8) {
            Ok(mask) if mask <= most => mask & 0o777,
            _ => return bad_number(shell, &mode).await,
        }
    } else {
        match apply(&mode, shell.process.mask(), shell.dialect()) {
            Ok(mask) => mask,
            Err(Fault::Operator('\0')) if is_bash && mode.contains(',') => {
                return shell.unsupported("a symbolic mode with an empty clause");
            }
            Err(fault) => return bad_mode(shell, &mode, &fault).await,
        }
    };
    shell.process.set_mask(mask);
    if given.has('S') {
        let line = format!("{}\n", symbolic(mask));
        let text = shell.shell_text(&line, "permissions that files do not get");
        return shell.output("umask", text).await;
    }
    Ok(0)
}

async fn bad_number(shell: &mut Evaluator, mode: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error("umask", &format!("Illegal number: {mode}"))
                .await
        }
        Dialect::BusyboxAsh => shell.error("umask", &format!("illegal mode: {mode}")).await,
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("{mode}: octal number out of range");
            shell.complain(Some("umask"), &text).await?;
            Ok(1)
        }
    }
}

async fn bad_mode(shell: &mut Evaluator, mode: &str, fault: &Fault) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => shell.error("umask", &format!("Illegal mode: {mode}")).await,
        Dialect::BusyboxAsh => shell.error("umask", &format!("illegal mode: {mode}")).await,
        Dialect::Bash | Dialect::BashAsSh => {
            let text = match fault {
                Fault::Operator(found) => format!("`{found}': invalid symbolic mode operator"),
                Fault::Permission(found) => {
                    format!("`{found}': invalid symbolic mode character")
                }
            };
            shell.complain(Some("umask"), &text).await?;
            Ok(1)
        }
    }
}

/// What files do get, as `chmod` writes it.
fn symbolic(mask: u16) -> String {
    let part = |shift: u16| -> String {
        let bits = !mask >> shift;
        let letters = [(4, 'r'), (2, 'w'), (1, 'x')];
        let set = letters.into_iter().filter(|it| bits & it.0 != 0);
        set.map(|it| it.1).collect()
    };
    format!("u={},g={},o={}", part(6), part(3), part(0))
}

/// A symbolic mode, applied to what files do get.
fn apply(mode: &str, mask: u16, dialect: Dialect) -> Result<u16, Fault> {
    let family = dialect.family();
    let mut allowed = !mask & 0o777;
    if mode.is_empty() && family == Family::Ash {
        return Ok(mask);
    }
    for clause in mode.split(',') {
        let end = clause
            .find(|it| !"ugoa".contains(it))
            .unwrap_or(clause.len());
        let (whom, mut rest) = clause.split_at(end);
        let mut who = 0;
        for letter in whom.chars() {
            who |= match letter {
                'u' => 0o700,
                'g' => 0o070,
                'o' => 0o007,
                _ => 0o777,
            };
        }
        if who == 0 {
            who = 0o777;
        }
        // dash takes a clause without an operator, and busybox one without anything.
        if rest.is_empty() && is_nothing(clause, mode, dialect) {
            continue;
        }
        loop {
            let operator = rest.chars().next().unwrap_or('\0');
            if !"+-=".contains(operator) || operator == '\0' {
                return Err(Fault::Operator(operator));
            }
            rest = &rest[1..];
            let end = rest.find(|it| "+-=".contains(it)).unwrap_or(rest.len());
            let bits = permissions(&rest[..end], allowed, family)? & who;
            allowed = match operator {
                '+' => allowed | bits,
                '-' => allowed & !bits,
                _ => allowed & !who | bits,
            };
            rest = &rest[end..];
            if rest.is_empty() {
                break;
            }
        }
    }
    Ok(!allowed & 0o777)
}

/// Whether a clause with no operator says nothing, and is taken.
fn is_nothing(clause: &str, mode: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Dash => !clause.is_empty() || !mode.starts_with(',') && !mode.contains(",,"),
        Dialect::BusyboxAsh => clause.is_empty(),
        Dialect::Bash | Dialect::BashAsSh => false,
    }
}

/// The bits of `rwxX`, or of what a class has.
fn permissions(letters: &str, allowed: u16, family: Family) -> Result<u16, Fault> {
    let mut bits = 0;
    for letter in letters.chars() {
        bits |= match letter {
            'r' => 0o444,
            'w' => 0o222,
            'x' => 0o111,
            'X' if allowed & 0o111 != 0 => 0o111,
            'X' => 0,
            's' | 't' if family == Family::Ash => 0,
            'u' | 'g' | 'o' if family == Family::Ash => {
                let shift = match letter {
                    'u' => 6,
                    'g' => 3,
                    _ => 0,
                };
                ((allowed >> shift) & 7) * 0o111
            }
            other => return Err(Fault::Permission(other)),
        };
    }
    Ok(bits)
}
