//! What grep is asked to do.

use super::super::arguments::{Argument, Known};
use super::super::failure::{Failure, complaint, unsupported};
use super::super::lines::Input;
use super::super::locale::Pattern;
use super::super::operands::{operands, options};
use super::super::{Call, Flavour};
use crate::regular_expression::{Around, Case, Dialect};
use crate::text::Span;

const DEBIAN: Known = Known {
    short: "0123456789A:B:C:EFGHILPTUVX:abcd:e:f:hiLlm:noqRrsuvwxyZz",
    long: &[
        ("basic-regexp", 'G'),
        ("extended-regexp", 'E'),
        ("fixed-regexp", 'F'),
        ("fixed-strings", 'F'),
        ("perl-regexp", 'P'),
        ("after-context:", 'A'),
        ("before-context:", 'B'),
        ("context:", 'C'),
        ("binary-files:", '\u{1}'),
        ("line-buffered", 'a'),
        ("byte-offset", 'b'),
        ("color::", '\u{2}'),
        ("colour::", '\u{2}'),
        ("count", 'c'),
        ("devices:", 'D'),
        ("directories:", 'd'),
        ("exclude:", '\u{4}'),
        ("exclude-from:", '\u{1}'),
        ("exclude-dir:", '\u{5}'),
        ("file:", 'f'),
        ("files-with-matches", 'l'),
        ("files-without-match", 'L'),
        ("group-separator:", '\u{1}'),
        ("ignore-case", 'i'),
        ("no-ignore-case", '\u{6}'),
        ("include:", '\u{3}'),
        ("initial-tab", 'T'),
        ("label:", '\u{1}'),
        ("line-number", 'n'),
        ("line-regexp", 'x'),
        ("max-count:", 'm'),
        ("no-filename", 'h'),
        ("no-group-separator", '\u{1}'),
        ("no-messages", 's'),
        ("null", 'Z'),
        ("null-data", 'z'),
        ("only-matching", 'o'),
        ("quiet", 'q'),
        ("recursive", 'r'),
        ("dereference-recursive", 'R'),
        ("regexp:", 'e'),
        ("invert-match", 'v'),
        ("silent", 'q'),
        ("text", 'a'),
        ("binary", 'U'),
        ("unix-byte-offsets", 'u'),
        ("with-filename", 'H'),
        ("word-regexp", 'w'),
    ],
    status: 2,
};

const BUSYBOX: Known = Known {
    short: "A:B:C:EFHLce:f:hilm:noqrRsvwxz",
    long: &[],
    status: 2,
};

/// What is written of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Report {
    Lines,
    Matches,
    Count,
    NameIfFound,
    NameIfNotFound,
    Nothing,
}

/// What is done with a directory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Directories {
    Read,
    Skip,
    Recurse,
}

/// When lines have the name of their file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Names {
    Always,
    Never,
    /// In directories that are gone through.
    BelowDirectories,
}

pub(super) struct Grep {
    pub(super) patterns: Vec<Pattern>,
    pub(super) is_inverted: bool,
    pub(super) report: Report,
    pub(super) names: Names,
    pub(super) has_numbers: bool,
    pub(super) has_offsets: bool,
    pub(super) is_silent: bool,
    pub(super) most: Option<u64>,
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) has_context: bool,
    pub(super) directories: Directories,
    /// `--include`, `--exclude` and `--exclude-dir`.
    pub(super) filters: Vec<(char, String)>,
    pub(super) paths: Vec<String>,
}

/// What a regular expression is made of.
struct Wanted {
    dialect: char,
    case: Case,
    around: Around,
    texts: Option<Vec<String>>,
}

impl Grep {
    pub(super) async fn read(call: &mut Call<'_>, matcher: Option<char>) -> Result<Self, Failure> {
        let arguments = match call.flavour {
            Flavour::Debian => call.read_arguments(&DEBIAN).map_err(|it| usage(call, it))?,
            Flavour::Busybox => call.read_arguments(&BUSYBOX)?,
        };
        let mut grep = Self {
            patterns: Vec::new(),
            is_inverted: false,
            report: Report::Lines,
            names: Names::Never,
            has_numbers: false,
            has_offsets: false,
            is_silent: false,
            most: None,
            before: 0,
            after: 0,
            has_context: false,
            directories: Directories::Read,
            filters: Vec::new(),
            paths: Vec::new(),
        };
        let mut wanted = Wanted {
            dialect: matcher.unwrap_or('G'),
            case: Case::Sensitive,
            around: Around::Anything,
            texts: None,
        };
        let mut context = String::new();
        for (letter, value) in options(&arguments) {
            let is_own = wanted.set(call, letter, value).await?;
            if letter.is_ascii_digit() {
                context.push(letter);
            } else if !is_own {
                grep.set(call, letter, value)?;
            }
        }
        if !context.is_empty() {
            (grep.before, grep.after) = (number(call, &context)?, number(call, &context)?);
            grep.has_context = true;
        }
        grep.finish(call, &arguments, wanted)
    }

    fn finish(
        mut self,
        call: &Call<'_>,
        arguments: &[Argument],
        wanted: Wanted,
    ) -> Result<Self, Failure> {
        let mut rest: Vec<String> = operands(arguments)
            .into_iter()
            .map(|it| call.str(it).to_owned())
            .collect();
        let texts = match wanted.texts {
            Some(texts) => texts,
            None if rest.is_empty() => return Err(usage(call, Failure::Usage(String::new(), 2))),
            None => rest.remove(0).split('\n').map(str::to_owned).collect(),
        };
        for text in texts {
            let pattern = compile(call, &text, wanted.dialect, wanted.case, wanted.around)?;
            self.patterns.push(pattern);
        }
        let is_asked = options(arguments)
            .filter(|it| matches!(it.0, 'h' | 'H'))
            .last();
        self.names = match is_asked {
            Some(('H', _)) => Names::Always,
            Some(_) => Names::Never,
            None if rest.len() > 1 => Names::Always,
            None => Names::BelowDirectories,
        };
        if self.is_inverted && self.report == Report::Matches && call.flavour == Flavour::Busybox {
            return unsupported("-o with -v");
        }
        if rest.is_empty() {
            if self.directories == Directories::Recurse && call.flavour == Flavour::Busybox {
                return unsupported("-r without a file");
            }
            rest.push(match self.directories {
                Directories::Recurse => String::new(),
                _ => "-".to_owned(),
            });
        }
        self.paths = rest;
        Ok(self)
    }

    fn set(&mut self, call: &Call<'_>, letter: char, value: Option<Span>) -> Result<(), Failure> {
        let text = call.value(value);
        match letter {
            'v' => self.is_inverted = true,
            'n' => self.has_numbers = true,
            'b' => self.has_offsets = true,
            's' => self.is_silent = true,
            'c' | 'l' | 'L' | 'o' | 'q' => self.report = self.report.or(letter),
            'A' | 'B' | 'C' => {
                let count = number(call, text)?;
                self.has_context = true;
                if letter != 'B' {
                    self.after = count;
                }
                if letter != 'A' {
                    self.before = count;
                }
            }
            'm' => match text.parse() {
                Ok(0) if call.flavour == Flavour::Busybox => return unsupported("-m 0"),
                Ok(count) => self.most = Some(count),
                Err(_) if text.starts_with('-') => return unsupported(format!("-m {text}")),
                Err(_) => {
                    return match call.flavour {
                        Flavour::Debian => complaint("invalid max count", 2),
                        Flavour::Busybox => complaint(format!("invalid number '{text}'"), 2),
                    };
                }
            },
            'r' => self.directories = Directories::Recurse,
            'd' => match text {
                "read" => self.directories = Directories::Read,
                "skip" => self.directories = Directories::Skip,
                "recurse" => self.directories = Directories::Recurse,
                _ => return unsupported(format!("-d {text}")),
            },
            '\u{2}' => match text {
                "never" | "auto" | "" => {}
                _ => return unsupported(format!("--color={text}")),
            },
            '\u{3}' | '\u{4}' | '\u{5}' => self.filters.push((letter, text.to_owned())),
            'h' | 'H' | 'a' | 'U' => {}
            letter if letter.is_ascii_control() => return unsupported("with a long option"),
            letter => return unsupported(format!("-{letter}")),
        }
        Ok(())
    }
}

impl Report {
    /// What an option makes of it: the strongest has the word.
    fn or(self, letter: char) -> Self {
        match (letter, self) {
            ('q', _) | (_, Self::Nothing) => Self::Nothing,
            ('l', _) => Self::NameIfFound,
            ('L', _) => Self::NameIfNotFound,
            (_, Self::NameIfFound | Self::NameIfNotFound) => self,
            ('c', _) | (_, Self::Count) => Self::Count,
            _ => Self::Matches,
        }
    }
}

impl Wanted {
    /// Takes an option that says what is looked for; whether it is one.
    async fn set(
        &mut self,
        call: &mut Call<'_>,
        letter: char,
        value: Option<Span>,
    ) -> Result<bool, Failure> {
        match letter {
            'E' | 'F' | 'G' => self.dialect = letter,
            'i' | 'y' => self.case = Case::Insensitive,
            '\u{6}' => self.case = Case::Sensitive,
            'x' => self.around = Around::LineEnds,
            'w' if self.around == Around::Anything => self.around = Around::NoWord,
            'w' => {}
            'e' => {
                let lines = call.value(value).split('\n').map(str::to_owned);
                let lines: Vec<String> = lines.collect();
                self.texts.get_or_insert_default().extend(lines);
            }
            'f' => {
                let path = call.value(value).to_owned();
                let lines = lines_of(call, &path).await?;
                self.texts.get_or_insert_default().extend(lines);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

async fn lines_of(call: &mut Call<'_>, path: &str) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    let mut input = match Input::open(call, path).await {
        Ok(input) => input,
        Err(errno) => return complaint(format!("{path}: {}", errno.message()), 2),
    };
    loop {
        match input.line(call).await {
            Ok(Some(line)) => lines.push(call.str(line.text).to_owned()),
            Ok(None) => break,
            Err(errno) => return complaint(format!("{path}: {}", errno.message()), 2),
        }
    }
    input.close(call);
    Ok(lines)
}

fn number(call: &Call<'_>, text: &str) -> Result<usize, Failure> {
    match (text.parse(), call.flavour) {
        (Ok(number), _) => Ok(number),
        (Err(_), Flavour::Debian) => {
            complaint(format!("{text}: invalid context length argument"), 2)
        }
        (Err(_), Flavour::Busybox) => complaint(format!("invalid number '{text}'"), 2),
    }
}

/// What GNU's grep says of wrong arguments.
fn usage(call: &Call<'_>, failure: Failure) -> Failure {
    let Failure::Usage(text, status) = failure else {
        return failure;
    };
    if call.flavour == Flavour::Busybox {
        return Failure::Unsupported("with arguments it does not know".to_owned());
    }
    let name = call.name();
    let short = name.rsplit('/').next().unwrap_or(name);
    let first = match text.is_empty() {
        true => String::new(),
        false => format!("{name}: {text}\n"),
    };
    let usage = format!("Usage: {short} [OPTION]... PATTERNS [FILE]...");
    let help = format!("Try '{short} --help' for more information.");
    Failure::Says(format!("{first}{usage}\n{help}\n"), status)
}

fn compile(
    call: &Call<'_>,
    text: &str,
    dialect: char,
    case: Case,
    around: Around,
) -> Result<Pattern, Failure> {
    let escaped: String;
    let (text, dialect) = match (dialect, call.flavour) {
        ('F', _) => {
            let special = |c: char| matches!(c, '\\' | '.' | '[' | '*' | '^' | '$');
            escaped = text
                .chars()
                .flat_map(|c| special(c).then_some('\\').into_iter().chain([c]))
                .collect();
            (&*escaped, Dialect::GrepBasic)
        }
        ('E', Flavour::Debian) => (text, Dialect::GrepExtended),
        ('E', Flavour::Busybox) => (text, Dialect::LibraryExtended),
        (_, Flavour::Debian) => (text, Dialect::GrepBasic),
        (_, Flavour::Busybox) => (text, Dialect::LibraryBasic),
    };
    use crate::regular_expression::RegexError;
    match call.pattern_within(text, dialect, case, around) {
        Ok(pattern) => Ok(pattern),
        Err(RegexError::Unsupported) => unsupported(format!("with the pattern {text}")),
        Err(_) if call.flavour == Flavour::Busybox => {
            unsupported(format!("with the wrong pattern {text}"))
        }
        Err(error) => complaint(error.message(), 2),
    }
}
