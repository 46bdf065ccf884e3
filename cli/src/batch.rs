//! `shellform batch`: one JSON input a line in, one JSON report a line out, in order, on all cores.
//!
//! Lines are taken as they come: whatever has arrived is simulated together and written before more is waited for,
//! so that a program can write a line and read its answer; and never more is held than arrives at once.

use std::io::{self, BufRead, BufReader, Read};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use shellform::input::LONGEST_TEXT;
use shellform::{Input, ShellInput, report, simulate_and_follow, simulate_shell};

use crate::args::BatchArguments;
use crate::failure::Failure;
use crate::input;
use crate::output::{self, Written};
use crate::status::Status;

/// How much of the input is looked at together.
const WINDOW: usize = 1024 * 1024;

/// The longest line: the longest text, every byte of it escaped, and as much again for the rest.
const LONGEST_LINE: usize = LONGEST_TEXT * 8;

/// The version of the form in which a line that is no input is reported.
const ERROR_VERSION: u32 = 1;

/// The key that a line about a script has, as it is written.
const KEY: &[u8] = b"\"script\"";

/// A line as it came.
struct Line {
    number: usize,
    content: Result<Vec<u8>, TooLong>,
}

/// The line is longer than any input.
struct TooLong;

/// What becomes of a line.
struct Answer {
    json: Vec<u8>,
    error: Option<String>,
}

/// What was wrong with lines.
#[derive(Default)]
struct Errors {
    count: usize,
    first: Option<(usize, String)>,
}

pub(crate) fn run(arguments: &BatchArguments) -> Result<Status, Failure> {
    let jobs = arguments.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|error| Failure::unreadable(format!("no threads: {error}"), None))?;
    let source: Box<dyn Read> = match input::is_standard_input(&arguments.file) {
        true => Box::new(io::stdin().lock()),
        false => Box::new(input::open(&arguments.file)?),
    };
    let mut lines = BufReader::with_capacity(WINDOW, source);
    let mut errors = Errors::default();
    let mut number = 0;
    loop {
        let window = window(&mut lines, &mut number)?;
        if window.is_empty() {
            break;
        }
        let answers: Vec<Answer> = pool.install(|| window.par_iter().map(answer).collect());
        if output::write(|out| answers.iter().try_for_each(|it| out.write_all(&it.json)))?
            == Written::NobodyReads
        {
            break;
        }
        for (line, answer) in window.iter().zip(answers) {
            errors.note(line.number, answer.error);
        }
    }
    errors.status(number)
}

/// The next line, waited for, and the lines that have arrived with it.
fn window(lines: &mut BufReader<Box<dyn Read>>, number: &mut usize) -> Result<Vec<Line>, Failure> {
    let mut window = Vec::new();
    while window.is_empty() || lines.buffer().contains(&b'\n') {
        let read = read_line(lines);
        let read = read.map_err(|error| {
            Failure::unreadable(format!("the input cannot be read: {error}"), None)
        })?;
        let Some(content) = read else {
            break;
        };
        *number += 1;
        window.push(Line {
            number: *number,
            content,
        });
    }
    Ok(window)
}

/// A line without its ending. Of one that is too long, only its end is looked for.
fn read_line(lines: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, TooLong>>> {
    let mut line = Vec::new();
    let read = lines
        .by_ref()
        .take(LONGEST_LINE as u64 + 1)
        .read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(Ok(line)));
    }
    if read <= LONGEST_LINE {
        return Ok(Some(Ok(line)));
    }
    lines.skip_until(b'\n')?;
    Ok(Some(Err(TooLong)))
}

/// What a line asks for.
enum Asked {
    /// A Dockerfile.
    Dockerfile(Box<Input>),
    /// A script.
    Script(Box<ShellInput>),
}

/// Whether a line has the key `script`; other keys are passed over.
#[derive(serde::Deserialize)]
struct HasScript {
    script: Option<serde::de::IgnoredAny>,
}

fn asked(content: &[u8]) -> serde_json::Result<Asked> {
    let may_be = content.windows(KEY.len()).any(|it| it == KEY);
    let is_script =
        || serde_json::from_slice::<HasScript>(content).is_ok_and(|it| it.script.is_some());
    match may_be && is_script() {
        true => serde_json::from_slice(content).map(Asked::Script),
        false => serde_json::from_slice(content).map(Asked::Dockerfile),
    }
}

fn answer(line: &Line) -> Answer {
    let asked = match &line.content {
        Ok(content) if content.trim_ascii().is_empty() => Err("the line is empty".to_owned()),
        Ok(content) => asked(content).map_err(|it| said_of(&it)),
        Err(TooLong) => Err(format!("the line is longer than {LONGEST_LINE} bytes")),
    };
    let mut answer = match asked {
        Ok(Asked::Dockerfile(input)) => Answer {
            json: to_json(&report::Streamed(&simulate_and_follow(&input))),
            error: None,
        },
        Ok(Asked::Script(input)) => Answer {
            json: to_json(&report::shell_report(&simulate_shell(&input))),
            error: None,
        },
        Err(message) => Answer {
            json: to_json(&serde_json::json!({
                "version": ERROR_VERSION,
                "error": { "line": line.number, "message": message },
            })),
            error: Some(message),
        },
    };
    answer.json.push(b'\n');
    answer
}

/// serde_json's words, with the column; its line is always the first.
fn said_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line 1 column").next().unwrap_or_default();
    format!("column {}: {words}", error.column())
}

/// Data of ours always has a JSON form.
fn to_json(data: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(data).unwrap_or_default()
}

impl Errors {
    fn note(&mut self, line: usize, error: Option<String>) {
        if let Some(error) = error {
            self.count += 1;
            self.first.get_or_insert((line, error));
        }
    }

    fn status(self, lines: usize) -> Result<Status, Failure> {
        let Some((line, error)) = self.first else {
            return Ok(Status::Done);
        };
        let message = format!(
            "{} of {lines} lines could not be read as inputs; the first is line {line}: {error}",
            self.count
        );
        let help = "`shellform schema input` prints what an input is";
        Err(Failure::unreadable(message, Some(help)))
    }
}
