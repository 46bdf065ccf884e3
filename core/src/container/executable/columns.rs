//! `fold` and `expand` (XCU 4): lines are broken at a column, tabs become blanks.

use super::arguments::{Argument, Known};
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::options;
use super::output::Output;
use super::quoting::file_name;
use super::{Call, Flavour, Line};

const FOLD: Known = Known {
    short: "bsw:",
    long: &[("bytes", 'b'), ("spaces", 's'), ("width:", 'w')],
    status: 1,
};

const EXPAND: Known = Known {
    short: "it:",
    long: &[("initial", 'i'), ("tabs:", 't')],
    status: 1,
};

/// What is done with a line.
enum Task {
    Fold {
        width: usize,
        at_blanks: bool,
        by_bytes: bool,
    },
    Expand {
        stop: usize,
        only_initial: bool,
    },
}

pub(super) async fn run_fold(mut call: Call<'_>) -> u8 {
    let result = fold(&mut call).await;
    call.conclude(result).await
}

pub(super) async fn run_expand(mut call: Call<'_>) -> u8 {
    let result = expand(&mut call).await;
    call.conclude(result).await
}

async fn fold(call: &mut Call<'_>) -> Result<u8, Failure> {
    if let Some(first) = call.arguments.get(1).copied()
        && call.str(first).starts_with('-')
        && call.str(first)[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        let option = call.own_text("-w");
        call.arguments.splice(1..2, [option, first.slice_from(1)]);
    }
    let arguments = call.read_arguments(&FOLD)?;
    let (mut width, mut at_blanks, mut by_bytes) = (80, false, false);
    for (letter, value) in options(&arguments) {
        let text = call.value(value);
        match letter {
            'b' => by_bytes = true,
            's' => at_blanks = true,
            _ => match text.parse::<usize>() {
                Ok(number) if number > 0 => width = number,
                Ok(_) => return unsupported("-w 0"),
                Err(_) => {
                    let text = match call.flavour {
                        Flavour::Debian => {
                            format!("invalid number of columns: {}", call.quote(text))
                        }
                        Flavour::Busybox => format!("invalid number '{text}'"),
                    };
                    return complaint(text, 1);
                }
            },
        }
    }
    let task = Task::Fold {
        width,
        at_blanks,
        by_bytes,
    };
    task.run(call, &arguments).await
}

async fn expand(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&EXPAND)?;
    let (mut stop, mut only_initial) = (8, false);
    for (letter, value) in options(&arguments) {
        let text = call.value(value);
        match (letter, text.parse::<usize>()) {
            ('i', _) => only_initial = true,
            (_, Ok(number)) if number > 0 => stop = number,
            _ => return unsupported(format!("-t {text}")),
        }
    }
    Task::Expand { stop, only_initial }
        .run(call, &arguments)
        .await
}

impl Task {
    async fn run(&self, call: &mut Call<'_>, arguments: &[Argument]) -> Result<u8, Failure> {
        let mut output = Output::default();
        let mut status = 0;
        for path in call.paths(arguments) {
            let mut input = match Input::open(call, &path).await {
                Ok(input) => input,
                Err(errno) => {
                    output.flush(call).await?;
                    let name = file_name(&path);
                    call.complain(&format!("{name}: {}", errno.message())).await;
                    status = 1;
                    continue;
                }
            };
            loop {
                match input.line(call).await {
                    Ok(Some(line)) => self.line(call, &mut output, line)?,
                    Ok(None) => break,
                    Err(_) => return unsupported(format!("reading {path}, which cannot be read")),
                }
                output.keep_up(call).await?;
            }
            input.close(call);
        }
        output.flush(call).await?;
        Ok(status)
    }

    fn line(&self, call: &mut Call<'_>, output: &mut Output, line: Line) -> Result<(), Failure> {
        let text = call.str(line.text).to_owned();
        let is_plain = text.bytes().all(|it| matches!(it, b' '..=b'~' | b'\t'));
        if !is_plain {
            return unsupported("with other characters than those of ASCII that can be printed");
        }
        match *self {
            Self::Fold {
                width,
                at_blanks,
                by_bytes,
            } => {
                let mut start = 0;
                for end in breaks(text.as_bytes(), width, at_blanks, by_bytes) {
                    output.push(line.text.slice(start..end));
                    output.print(call, "\n");
                    start = end;
                }
                output.push(line.text.slice_from(start));
            }
            Self::Expand { stop, only_initial } => {
                let (mut column, mut start, mut is_initial) = (0, 0, true);
                for (at, byte) in text.bytes().enumerate() {
                    is_initial &= matches!(byte, b' ' | b'\t');
                    if byte == b'\t' && (is_initial || !only_initial) {
                        let blanks = stop - column % stop;
                        output.push(line.text.slice(start..at));
                        output.print(call, &" ".repeat(blanks));
                        start = at + 1;
                        column += blanks;
                    } else {
                        column += 1;
                    }
                }
                output.push(line.text.slice_from(start));
            }
        }
        line.newline.into_iter().for_each(|it| output.push(it));
        Ok(())
    }
}

/// Where a line is broken.
fn breaks(text: &[u8], width: usize, at_blanks: bool, by_bytes: bool) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    let (mut column, mut at) = (0, 0);
    while at < text.len() {
        let next = match text[at] {
            b'\t' if !by_bytes => column + 8 - column % 8,
            _ => column + 1,
        };
        if next <= width || at == start {
            column = next;
            at += 1;
            continue;
        }
        let is_blank = |it: &u8| matches!(it, b' ' | b'\t');
        let blank = text[start..at].iter().rposition(is_blank);
        start = match blank {
            Some(blank) if at_blanks => start + blank + 1,
            _ => at,
        };
        found.push(start);
        (column, at) = (0, start);
    }
    found
}
