//! `printf` (XCU 4): the format is used again until no argument is left.

use super::escapes::{EscapeRules, Rest};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::{Built, Rewrite, Span};

/// A conversion, `%-5.2s`.
struct Conversion {
    /// All of it.
    span: Span,
    flags: String,
    width: usize,
    precision: Option<usize>,
    letter: u8,
}

/// What is being printed.
struct Printer<'s> {
    shell: &'s mut Evaluator,
    arguments: std::slice::Iter<'s, Span>,
    built: Built,
    status: u8,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let Some(format) = arguments.get(1).copied() else {
        return shell.unsupported("printf without a format");
    };
    let text = shell.str(format).to_owned();
    if text.starts_with('-') && text.len() > 1 {
        return match (shell.dialect(), text.chars().nth(1)) {
            (Dialect::Dash, Some(letter)) if letter != '-' => {
                shell
                    .error("printf", &format!("Illegal option -{letter}"))
                    .await
            }
            _ => shell.unsupported("options of printf"),
        };
    }
    let mut printer = Printer {
        shell,
        arguments: arguments[2..].iter(),
        built: Built::default(),
        status: 0,
    };
    loop {
        let before = printer.arguments.len();
        let rest = printer.print(&text, format).await?;
        let left = printer.arguments.len();
        if rest == Rest::Ends || left == 0 || left == before {
            break;
        }
        printer.shell.step()?;
    }
    let Printer { built, status, .. } = printer;
    let output = shell.finish(built)?;
    Ok(shell.output("printf", output).await?.max(status))
}

impl Printer<'_> {
    /// Prints the format once.
    async fn print(&mut self, format: &str, span: Span) -> Flow<Rest> {
        let mut at = 0;
        while at < format.len() {
            let literal = format[at..].find('%').map_or(format.len(), |it| at + it);
            self.literal(&format[at..literal], span.slice(at..literal))?;
            if literal == format.len() {
                break;
            }
            if format[literal..].starts_with("%%") {
                self.copy(span.slice(literal..literal + 1));
                at = literal + 2;
                continue;
            }
            let conversion = self
                .conversion(&format[literal..], span.slice_from(literal))
                .await?;
            at = literal + conversion.span.len();
            if self.convert(&conversion).await? == Rest::Ends {
                return Ok(Rest::Ends);
            }
        }
        Ok(Rest::Goes)
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

    fn literal(&mut self, text: &str, span: Span) -> Flow {
        let rules = EscapeRules::format(self.shell.dialect());
        self.decode(rules, text, span)?;
        Ok(())
    }

    fn decode(&mut self, rules: EscapeRules, text: &str, span: Span) -> Flow<Rest> {
        let mut builder = self.shell.process.cx.texts.builder();
        builder.append(&self.built);
        match rules.decode(text, span, &mut builder) {
            Ok(rest) => {
                self.built = builder.build();
                Ok(rest)
            }
            Err(what) => self.shell.unsupported(what),
        }
    }

    /// Takes the conversion apart that `format` begins with.
    async fn conversion(&mut self, format: &str, span: Span) -> Flow<Conversion> {
        let bytes = format.as_bytes();
        let run = |from: usize, set: &[u8]| {
            let count = bytes[from..].iter().take_while(|it| set.contains(it));
            from + count.count()
        };
        let flags = run(1, b"-+ 0#");
        let width = run(flags, b"0123456789");
        let (precision, end) = if bytes.get(width) == Some(&b'.') {
            let end = run(width + 1, b"0123456789");
            (Some(format[width + 1..end].parse().unwrap_or(0)), end)
        } else {
            (None, width)
        };
        let number = format[flags..width].parse().unwrap_or(0);
        if number > 4096 || precision.is_some_and(|it| it > 4096) {
            return self.shell.unsupported("a width of more than 4096");
        }
        match bytes.get(end) {
            Some(letter @ (b's' | b'b' | b'c' | b'd' | b'i' | b'u' | b'o' | b'x' | b'X')) => {
                Ok(Conversion {
                    span: span.slice(0..end + 1),
                    flags: format[1..flags].to_owned(),
                    width: number,
                    precision,
                    letter: *letter,
                })
            }
            Some(letter @ b'q') if self.shell.dialect() == Dialect::Dash => {
                let text = format!("%{}: invalid directive", char::from(*letter));
                let before = self.shell.finish(std::mem::take(&mut self.built))?;
                let _ = self.shell.write(1, before).await?;
                self.shell.error("printf", &text).await
            }
            _ => self.shell.unsupported("this conversion of printf"),
        }
    }

    async fn convert(&mut self, conversion: &Conversion) -> Flow<Rest> {
        let argument = self.arguments.next().copied();
        match (conversion.letter, argument) {
            (b's' | b'b' | b'c', None) => self.pad("", 0, conversion),
            (b'b', Some(argument)) => {
                if conversion.width > 0 || conversion.precision.is_some() {
                    return self.shell.unsupported("a width of %b");
                }
                let text = self.shell.str(argument).to_owned();
                let rules = EscapeRules::percent_b(self.shell.dialect());
                return self.decode(rules, &text, argument);
            }
            (b's' | b'c', Some(argument)) => self.text(conversion, argument)?,
            (_, argument) => self.number(conversion, argument).await?,
        }
        Ok(Rest::Goes)
    }

    /// `%s`, `%c`
    fn text(&mut self, conversion: &Conversion, argument: Span) -> Flow {
        let text = self.shell.str(argument);
        let limit = match conversion.letter {
            b'c' => Some(1),
            _ => conversion.precision,
        };
        if !text.is_ascii() && (limit.is_some() || conversion.width > 0) {
            return self.shell.unsupported("a width of characters beyond ASCII");
        }
        let length = limit.unwrap_or(text.len()).min(text.len());
        let argument = argument.slice(0..length);
        let is_left = conversion.flags.contains('-');
        if !is_left {
            self.pad("", length, conversion);
        }
        self.copy(argument);
        if is_left {
            self.pad("", length, conversion);
        }
        Ok(())
    }

    /// Adds `text`, and blanks for what `length` lacks of the width.
    fn pad(&mut self, text: &str, length: usize, conversion: &Conversion) {
        let blanks = " ".repeat(conversion.width.saturating_sub(length));
        self.rewrite(&(blanks + text), conversion.span);
    }

    /// `%d` and its like
    async fn number(&mut self, conversion: &Conversion, argument: Option<Span>) -> Flow {
        let value = match argument {
            None if self.shell.dialect() == Dialect::BusyboxAsh => {
                return self
                    .shell
                    .unsupported("a number that printf of busybox misses");
            }
            None => 0,
            Some(argument) => self.value(argument).await?,
        };
        let is_signed = matches!(conversion.letter, b'd' | b'i');
        let mut digits = match conversion.letter {
            b'o' => format!("{value:o}"),
            b'x' => format!("{value:x}"),
            b'X' => format!("{value:X}"),
            b'u' => value.cast_unsigned().to_string(),
            _ => value.unsigned_abs().to_string(),
        };
        if conversion.flags.contains('#') || conversion.precision.is_some() {
            return self.shell.unsupported("this conversion of printf");
        }
        let sign = match (is_signed, value < 0) {
            (true, true) => "-",
            (true, false) if conversion.flags.contains('+') => "+",
            (true, false) if conversion.flags.contains(' ') => " ",
            _ => "",
        };
        let missing = conversion.width.saturating_sub(sign.len() + digits.len());
        let is_left = conversion.flags.contains('-');
        if conversion.flags.contains('0') && !is_left {
            digits = "0".repeat(missing) + &digits;
        }
        let number = format!("{sign}{digits}");
        let blanks = " ".repeat(conversion.width.saturating_sub(number.len()));
        let text = if is_left {
            number + &blanks
        } else {
            blanks + &number
        };
        self.rewrite(&text, argument.unwrap_or(conversion.span));
        Ok(())
    }

    /// The number that an argument is; with what is none, the message.
    async fn value(&mut self, argument: Span) -> Flow<i64> {
        let text = self.shell.str(argument).to_owned();
        let (digits, sign) = match text.strip_prefix('-') {
            Some(digits) => (digits, -1),
            None => (text.strip_prefix('+').unwrap_or(&text), 1),
        };
        let is_decimal = !digits.is_empty()
            && digits.bytes().all(|it| it.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        if let (true, Ok(number)) = (is_decimal, digits.parse::<i64>()) {
            return Ok(sign * number);
        }
        let is_word = text.starts_with(|it: char| it.is_ascii_alphabetic());
        match (self.shell.dialect(), self.shell.dialect().family()) {
            (Dialect::Dash, _) if is_word => {
                let text = format!("{text}: expected numeric value");
                self.shell.complain(Some("printf"), &text).await?;
            }
            (_, Family::Bash) if is_word => {
                let text = format!("{text}: invalid number");
                self.shell.complain(Some("printf"), &text).await?;
            }
            _ => return self.shell.unsupported("a number that printf reads like C"),
        }
        self.status = 1;
        Ok(0)
    }
}
