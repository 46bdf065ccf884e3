//! `pushd`, `popd`, `dirs` (bash): a stack of directories, on which the working directory lies.

use super::cd::{self, Path};
use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// What `pushd` and `popd` are asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Request {
    /// Whether the working directory changes.
    change: Change,
    /// The word with a number, and the place in the stack that it means.
    index: Option<(String, Option<usize>)>,
    /// Where the operands begin.
    operands: usize,
}

/// Whether the working directory changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Followed,
    /// `-n`
    Left,
}

fn takes(by: &str) -> Takes {
    Takes {
        letters: "",
        usage: match by {
            "pushd" => "pushd [-n] [+N | -N | dir]",
            "popd" => "popd [-n] [+N | -N]",
            _ => "dirs [-clpv] [+N] [-N]",
        },
    }
}

/// The place that `+N` (from the top) or `-N` (from the bottom) means in a stack of `depth` directories.
///
/// The error is a word that has no number.
fn place(word: &str, depth: usize) -> Result<Option<usize>, ()> {
    let (sign, digits) = word.split_at(1);
    let number = digits.parse::<usize>().map_err(|_| ())?;
    Ok(match sign {
        "+" => Some(number).filter(|it| *it < depth),
        _ => depth.checked_sub(number + 1),
    })
}

impl Request {
    /// Reads the arguments; the error is the status with which the built-in ends.
    async fn read(shell: &mut Evaluator, by: &str, arguments: &[Span]) -> Flow<Result<Self, u8>> {
        let mut request = Self {
            change: Change::Followed,
            index: None,
            operands: 1,
        };
        while let Some(word) = shell.argument(arguments, request.operands) {
            match &*word {
                "--" => {
                    request.operands += 1;
                    break;
                }
                "-n" => request.change = Change::Left,
                "-" if by == "pushd" => break,
                _ if word.starts_with(['+', '-']) => {
                    let depth = shell.environment.state.directories.len() + 1;
                    match place(&word, depth) {
                        Ok(place) => request.index = Some((word, place)),
                        Err(()) => {
                            return shell
                                .refuse_word(by, &word, "invalid number")
                                .await
                                .map(Err);
                        }
                    }
                }
                "" if by == "popd" => break,
                _ if by == "popd" => {
                    return shell
                        .refuse_word(by, &word, "invalid argument")
                        .await
                        .map(Err);
                }
                _ => break,
            }
            request.operands += 1;
        }
        Ok(Ok(request))
    }
}

pub(super) async fn pushd(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let request = match Request::read(shell, "pushd", arguments).await? {
        Ok(request) => request,
        Err(status) => return Ok(status),
    };
    let current = shell.environment.directory.clone();
    if let Some((word, at)) = request.index {
        let Some(at) = at else {
            return shell.out_of_range("pushd", &word).await;
        };
        if request.change == Change::Left {
            return shell.unsupported("pushd -n with a number");
        }
        let mut all = vec![current];
        all.extend_from_slice(&shell.environment.state.directories);
        all.rotate_left(at);
        let target = all.remove(0);
        return shell.change_stack("pushd", &target, all).await;
    }
    let operands = arguments.get(request.operands..).unwrap_or_default();
    let mut stack = shell.environment.state.directories.clone();
    match operands {
        [] if request.change == Change::Left => Ok(0),
        [] => {
            let Some(top) = stack.first_mut() else {
                shell.complain(Some("pushd"), "no other directory").await?;
                return Ok(1);
            };
            let target = std::mem::replace(top, current);
            shell.change_stack("pushd", &target, stack).await
        }
        // With `-n` only the first counts.
        [directory, ..] if operands.len() == 1 || request.change == Change::Left => {
            let target = shell.str(*directory).to_owned();
            if request.change == Change::Left {
                stack.insert(0, target);
                shell.environment.state.directories = stack;
                return shell.print_stack("pushd").await;
            }
            stack.insert(0, current);
            shell.change_stack("pushd", &target, stack).await
        }
        _ => {
            shell.complain(Some("pushd"), "too many arguments").await?;
            Ok(1)
        }
    }
}

pub(super) async fn popd(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let request = match Request::read(shell, "popd", arguments).await? {
        Ok(request) => request,
        Err(status) => return Ok(status),
    };
    let mut stack = shell.environment.state.directories.clone();
    let (word, at) = request.index.unwrap_or((String::new(), Some(0)));
    let Some(at) = at.filter(|_| !stack.is_empty()) else {
        return shell.out_of_range("popd", &word).await;
    };
    if at == 0 && request.change == Change::Followed {
        let target = stack.remove(0);
        return shell.change_stack("popd", &target, stack).await;
    }
    stack.remove(at.saturating_sub(1));
    shell.environment.state.directories = stack;
    shell.print_stack("popd").await
}

/// How the stack is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// In one line.
    Line,
    /// A directory each line.
    Lines,
    /// The same with numbers.
    Numbered,
}

pub(super) async fn dirs(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut format = Format::Line;
    let mut home = Home::Tilde;
    let mut clears = false;
    let mut only = None;
    for index in 1..arguments.len() {
        let word = shell.argument(arguments, index).unwrap_or_default();
        match &*word {
            "--" => break,
            "-l" => home = Home::Whole,
            "-c" => clears = true,
            "-v" => format = Format::Numbered,
            "-p" if format == Format::Numbered => {}
            "-p" => format = Format::Lines,
            _ if word.len() > 1 && word.starts_with(['+', '-']) => {
                let depth = shell.environment.state.directories.len() + 1;
                let Ok(place) = place(&word, depth) else {
                    return shell.refuse_word("dirs", &word, "invalid number").await;
                };
                only = Some((word[1..].to_owned(), place));
            }
            "-" | "+" => return shell.refuse_word("dirs", &word, "invalid number").await,
            _ => return shell.refuse_word("dirs", &word, "invalid option").await,
        }
    }
    if clears {
        shell.environment.state.directories.clear();
        return Ok(0);
    }
    let all = shell.directory_stack(home);
    let line = |(index, it): (usize, &String)| match format {
        Format::Numbered => format!("{index:2}  {it}\n"),
        Format::Line | Format::Lines => format!("{it}\n"),
    };
    let lines = match (only, format) {
        (Some((_, Some(at))), _) => all.get(at).map_or_else(String::new, |it| line((at, it))),
        (Some((number, None)), _) => return shell.out_of_range("dirs", &number).await,
        (None, Format::Line) => format!("{}\n", all.join(" ")),
        (None, Format::Lines | Format::Numbered) => all.iter().enumerate().map(line).collect(),
    };
    let text = shell.shell_text(&lines, "stack of directories");
    shell.output("dirs", text).await
}

/// How the home directory is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Tilde,
    /// `-l`
    Whole,
}

impl Evaluator {
    /// The working directory and the directories under it.
    fn directory_stack(&self, home: Home) -> Vec<String> {
        let value = self.environment.variables.value("HOME");
        let value = value.map(|it| self.str(it)).filter(|it| it.len() > 1);
        let shown = |directory: &String| {
            let rest = value.and_then(|it| directory.strip_prefix(it));
            match rest.filter(|it| it.is_empty() || it.starts_with('/')) {
                Some(rest) if home == Home::Tilde => format!("~{rest}"),
                _ => directory.clone(),
            }
        };
        let below = self.environment.state.directories.iter();
        std::iter::once(&self.environment.directory)
            .chain(below)
            .map(shown)
            .collect()
    }

    async fn print_stack(&mut self, by: &str) -> Flow<u8> {
        let line = format!("{}\n", self.directory_stack(Home::Tilde).join(" "));
        let text = self.shell_text(&line, "stack of directories");
        self.output(by, text).await
    }

    /// Goes to a directory; where it can, the stack becomes `below` and is printed.
    async fn change_stack(&mut self, by: &str, target: &str, below: Vec<String>) -> Flow<u8> {
        let status = cd::go(self, by, target, Path::Logical).await?;
        if status != 0 {
            return Ok(status);
        }
        self.environment.state.directories = below;
        self.print_stack(by).await
    }

    async fn out_of_range(&mut self, by: &str, word: &str) -> Flow<u8> {
        let text = match self.environment.state.directories.is_empty() {
            true => "directory stack empty".to_owned(),
            false => format!("{word}: directory stack index out of range"),
        };
        self.complain(Some(by), &text).await?;
        Ok(1)
    }

    async fn refuse_word(&mut self, by: &str, word: &str, why: &str) -> Flow<u8> {
        self.complain(Some(by), &format!("{word}: {why}")).await?;
        self.show_usage(by, takes(by)).await
    }
}
