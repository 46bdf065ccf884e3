//! `printf` (XCU 4): the format is used again until no argument is left.
//!
//! Numbers are written as C's `printf` writes them; how an argument is read as a number, and what is said of one that
//! is none, differs by shell.

mod conversion;
mod float;
mod integer;
mod read_number;

use std::cmp::Ordering;

use super::escapes::{Context, EscapeRules, Rest};
use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Encoding, Evaluator, Family, Flow, names_place};
use crate::shell::pattern::Locale;
use crate::shell::quoting;
use crate::text::{Built, Rewrite, Span, raw_byte};

use conversion::{Conversion, Malformed, Width};

const TAKES: Takes = Takes {
    letters: "v:",
    usage: "printf [-v var] format [arguments]",
};

/// The widest field and the longest precision that is written.
const WIDEST: usize = 65_536;

/// What is being printed.
struct Printer<'s> {
    shell: &'s mut Evaluator,
    arguments: std::slice::Iter<'s, Span>,
    built: Built,
    status: u8,
    destination: Destination,
}

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Destination {
    /// To standard output.
    Output,
    /// Into a variable (bash's `-v`).
    Variable(String),
}

/// Whether printing goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Goes,
    /// Nothing more is printed.
    Ends,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut destination = Destination::Output;
    // busybox's fails without a word where it has no output, whatever it would print.
    if shell.dialect() == Dialect::BusyboxAsh && shell.process.descriptor(1).is_none() {
        return Ok(1);
    }
    let first = match shell.dialect() {
        Dialect::Dash => {
            let takes = Takes {
                letters: "",
                ..TAKES
            };
            match shell.read_options(arguments, takes).await? {
                Ok(given) => given.operands,
                Err(status) => return Ok(status),
            }
        }
        Dialect::BusyboxAsh => {
            let is_end = arguments.get(1).is_some_and(|it| shell.str(*it) == "--");
            1 + usize::from(is_end)
        }
        Dialect::Bash | Dialect::BashAsSh => match shell.read_options(arguments, TAKES).await? {
            Ok(given) => {
                if let Some(name) = given.argument('v') {
                    let name = shell.str(name).to_owned();
                    if !names_place(&name) {
                        let text = format!("`{name}': not a valid identifier");
                        shell.complain(Some("printf"), &text).await?;
                        return Ok(2);
                    }
                    destination = Destination::Variable(name);
                }
                given.operands
            }
            Err(status) => return Ok(status),
        },
    };
    let Some(format) = arguments.get(first).copied() else {
        return no_format(shell).await;
    };
    let text = shell.str(format).to_owned();
    let mut printer = Printer {
        shell,
        arguments: arguments[first + 1..].iter(),
        built: Built::default(),
        status: 0,
        destination,
    };
    printer.print_all(&text, format).await?;
    printer.end().await
}

/// What the shells say when there is no format.
async fn no_format(shell: &mut Evaluator) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error("printf", "usage: printf format [arg ...]")
                .await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet("usage: printf FORMAT [ARGUMENT...]")
                .await?;
            Ok(2)
        }
        Dialect::Bash | Dialect::BashAsSh => shell.show_usage("printf", TAKES).await,
    }
}

/// busybox takes the length of an integer out before it looks at the letter.
fn without_length(rest: &str) -> String {
    let is_before = |it: char| it.is_ascii_digit() || "%-+ #*.".contains(it);
    let at = rest.find(|it| !is_before(it)).unwrap_or(rest.len());
    let behind = rest[at..].trim_start_matches(conversion::lengths(Dialect::BusyboxAsh));
    format!("{}{behind}", &rest[..at])
}

impl Printer<'_> {
    /// Prints the format until no argument is left, at least once.
    async fn print_all(&mut self, format: &str, span: Span) -> Flow {
        loop {
            let before = self.arguments.len();
            let step = self.print(format, span).await?;
            let left = self.arguments.len();
            let is_over = step == Step::Ends || left == 0 || left == before;
            if is_over || self.is_unheard() {
                return Ok(());
            }
            self.shell.step()?;
        }
    }

    /// Whether bash has nowhere to write to: it finds out behind the format, and prints it only once.
    fn is_unheard(&self) -> bool {
        self.shell.dialect().family() == Family::Bash
            && self.destination == Destination::Output
            && self.shell.process.descriptor(1).is_none()
    }

    /// Prints the format once.
    async fn print(&mut self, format: &str, span: Span) -> Flow<Step> {
        let mut at = 0;
        while at < format.len() {
            let literal = format[at..].find('%').map_or(format.len(), |it| at + it);
            let text = &format[at..literal];
            if self.decode(Context::Format, text, span.slice(at..literal)) == Rest::Ends {
                return Ok(Step::Ends);
            }
            if literal == format.len() {
                break;
            }
            if format[literal..].starts_with("%%") {
                self.copy(span.slice(literal..literal + 1));
                at = literal + 2;
                continue;
            }
            match Conversion::read(&format[literal..], self.shell.dialect()) {
                Ok(conversion) => {
                    let end = literal + conversion.length;
                    if self.convert(&conversion, span.slice(literal..end)).await? == Step::Ends {
                        return Ok(Step::Ends);
                    }
                    at = end;
                }
                Err(malformed) => {
                    self.say_malformed(&format[literal..], &malformed).await?;
                    return Ok(Step::Ends);
                }
            }
        }
        Ok(Step::Goes)
    }

    /// What is left when everything has been printed: the status.
    async fn end(mut self) -> Flow<u8> {
        if let Destination::Variable(name) = self.destination {
            let value = self.shell.finish(std::mem::take(&mut self.built))?;
            self.shell.set_named(&name, value, "printf").await?;
            return Ok(self.status);
        }
        let status = self.flush().await?;
        Ok(status.max(self.status))
    }

    /// Writes what has been printed so far.
    async fn flush(&mut self) -> Flow<u8> {
        let output = self.shell.finish(std::mem::take(&mut self.built))?;
        if output.is_empty() {
            return Ok(0);
        }
        self.shell.output("printf", output).await
    }

    /// Says what goes wrong; what has been printed is written before, but not in dash.
    async fn complain(&mut self, text: &str) -> Flow {
        let is_written =
            self.shell.dialect() != Dialect::Dash && self.destination == Destination::Output;
        if is_written && !self.is_unheard() {
            self.flush().await?;
        }
        match self.shell.dialect() {
            Dialect::BusyboxAsh => self.shell.complain_as_applet(text).await,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => {
                self.shell.complain(Some("printf"), text).await
            }
        }
    }

    async fn say_malformed(&mut self, rest: &str, malformed: &Malformed) -> Flow {
        let text = match (self.shell.dialect(), malformed) {
            (Dialect::Dash, Malformed::NoLetter) => "missing format character".to_owned(),
            (Dialect::Dash, Malformed::Letter { written, .. }) => {
                format!("{written}: invalid directive")
            }
            (Dialect::BusyboxAsh, _) => format!("{}: invalid format", without_length(rest)),
            (_, Malformed::NoLetter) => format!("`{rest}': missing format character"),
            (_, Malformed::Letter { letter, .. }) => {
                format!("`{letter}': invalid format character")
            }
        };
        self.status = 1;
        self.complain(&text).await?;
        if self.shell.dialect() == Dialect::Dash {
            // The message stands before what has been printed.
            self.flush().await?;
            return self.shell.raise(2);
        }
        Ok(())
    }

    fn copy(&mut self, span: Span) {
        let mut builder = self.shell.process.cx.texts.builder();
        builder.append(&self.built).copy(span);
        self.built = builder.build();
    }

    fn rewrite(&mut self, text: &str, from: Span) {
        let mut builder = self.shell.process.cx.texts.builder();
        builder.append(&self.built);
        builder.rewrite(text, from, Rewrite::Normalised);
        self.built = builder.build();
    }

    fn decode(&mut self, context: Context, text: &str, span: Span) -> Rest {
        let dialect = self.shell.dialect();
        let rules = EscapeRules {
            dialect,
            context,
            encoding: self.shell.encoding(),
        };
        let mut builder = self.shell.process.cx.texts.builder();
        builder.append(&self.built);
        let rest = rules.decode(text, span, &mut builder);
        self.built = builder.build();
        rest
    }

    async fn convert(&mut self, conversion: &Conversion, span: Span) -> Flow<Step> {
        let mut conversion = conversion.clone();
        self.take_widths(&mut conversion).await?;
        match conversion.letter {
            's' | 'c' => {
                let argument = self.arguments.next().copied();
                self.print_text(&conversion, argument, span);
            }
            'b' => return self.print_decoded(&conversion, span),
            'q' => self.print_quoted(&conversion, span),
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => self.print_integer(&conversion, span).await?,
            'T' => return self.shell.unsupported("printf %(…)T"),
            _ => self.print_float(&conversion, span).await?,
        }
        Ok(Step::Goes)
    }

    /// The widths and precisions that are written as `*` come from the arguments.
    async fn take_widths(&mut self, conversion: &mut Conversion) -> Flow {
        if conversion.width == Width::Argument {
            let argument = self.arguments.next().copied();
            let value = self.read_integer(argument).await?;
            conversion.flags.is_left |= value < 0;
            let width = usize::try_from(value.unsigned_abs()).unwrap_or(WIDEST);
            conversion.width = Width::Given(width);
        }
        if conversion.precision == Some(Width::Argument) {
            let argument = self.arguments.next().copied();
            let value = self.read_integer(argument).await?;
            conversion.precision = usize::try_from(value).ok().map(Width::Given);
        }
        let widest = conversion
            .given_width()
            .max(conversion.given_precision().unwrap_or(0));
        match widest.cmp(&WIDEST) {
            Ordering::Greater => self.shell.unsupported("a field wider than 65,536"),
            Ordering::Less | Ordering::Equal => Ok(()),
        }
    }

    /// `%s`, `%c`: bytes are counted, not characters.
    fn print_text(&mut self, conversion: &Conversion, argument: Option<Span>, span: Span) {
        let text = argument.map_or("", |it| self.shell.str(it)).to_owned();
        let bytes = raw_byte::to_bytes(&text);
        let limit = match conversion.letter {
            'c' => Some(1),
            _ => conversion.given_precision(),
        };
        let length = limit.unwrap_or(bytes.len()).min(bytes.len());
        let is_left = conversion.flags.is_left;
        let missing = conversion
            .given_width()
            .saturating_sub(length.max(usize::from(conversion.letter == 'c')));
        let blanks = " ".repeat(missing);
        if !is_left {
            self.rewrite(&blanks, span);
        }
        match argument {
            Some(argument) if length == bytes.len() => self.copy(argument),
            Some(argument) if text.is_char_boundary(length) && bytes.len() == text.len() => {
                self.copy(argument.slice(0..length));
            }
            Some(argument) => {
                let part = raw_byte::from_bytes(&bytes[..length]);
                self.rewrite(&part, argument);
            }
            None => {}
        }
        // `%c` of nothing is the byte 0.
        if conversion.letter == 'c' && bytes.is_empty() {
            self.rewrite("\0", span);
        }
        if is_left {
            self.rewrite(&blanks, span);
        }
    }

    /// `%b`
    fn print_decoded(&mut self, conversion: &Conversion, span: Span) -> Flow<Step> {
        let argument = self.arguments.next().copied();
        let text = argument.map_or("", |it| self.shell.str(it)).to_owned();
        let before = std::mem::take(&mut self.built);
        let rest = match argument {
            Some(argument) => self.decode(Context::PercentB, &text, argument),
            None => Rest::Goes,
        };
        let decoded = std::mem::replace(&mut self.built, before);
        if conversion.given_width() == 0 && conversion.precision.is_none() {
            let mut builder = self.shell.process.cx.texts.builder();
            builder.append(&self.built).append(&decoded);
            self.built = builder.build();
        } else {
            let decoded = self.shell.finish(decoded)?;
            self.print_text(conversion, Some(decoded), span);
        }
        Ok(match rest {
            Rest::Goes => Step::Goes,
            Rest::Ends => Step::Ends,
        })
    }

    /// `%q` (bash)
    fn print_quoted(&mut self, conversion: &Conversion, span: Span) {
        let argument = self.arguments.next().copied();
        let text = argument.map_or("", |it| self.shell.str(it));
        let locale = match self.shell.encoding() {
            Encoding::Bytes => Locale::Posix,
            Encoding::Utf8 => Locale::Utf8,
        };
        let quoted = quoting::printed(text, locale);
        let quoted = self.shell.shell_text(&quoted, "quotes of printf %q");
        self.print_text(conversion, Some(quoted), span);
    }

    fn is_bash(&self) -> bool {
        self.shell.dialect().family() == Family::Bash
    }
}
