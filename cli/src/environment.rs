//! What the terminal and the environment say: colours and width.

use std::ffi::OsStr;
use std::io::{IsTerminal, stderr, stdout};

use shellform::render::text::{Colour, Style};

use crate::args::{ColourChoice, TerminalArguments};

/// Prose wider than this is hard to read.
const WIDEST: u16 = 100;

/// The width where there is no terminal.
const WIDTH: u16 = 80;

/// How text on standard output looks.
pub(crate) fn style(arguments: TerminalArguments) -> Style {
    let width = arguments.width.unwrap_or_else(terminal_width);
    Style {
        width: usize::from(width),
        colour: colour(arguments.color, anstream::AutoStream::choice(&stdout())),
    }
}

/// How messages on standard error look.
pub(crate) fn message_style() -> Style {
    Style {
        width: usize::from(if stderr().is_terminal() {
            terminal_width()
        } else {
            WIDTH
        }),
        colour: colour(ColourChoice::Auto, anstream::AutoStream::choice(&stderr())),
    }
}

fn terminal_width() -> u16 {
    let found = terminal_size::terminal_size();
    found.map_or(WIDTH, |(width, _)| width.0.clamp(20, WIDEST))
}

fn colour(asked: ColourChoice, automatic: anstream::ColorChoice) -> Colour {
    match (asked, automatic) {
        (ColourChoice::Always, _) => Colour::Ansi,
        (ColourChoice::Never, _) => Colour::Plain,
        (ColourChoice::Auto, anstream::ColorChoice::Never) if is_forced() => Colour::Ansi,
        (ColourChoice::Auto, anstream::ColorChoice::Never) => Colour::Plain,
        (ColourChoice::Auto, _) => Colour::Ansi,
    }
}

/// `FORCE_COLOR`, which `anstream` does not know; `NO_COLOR` is stronger.
fn is_forced() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    is_set("FORCE_COLOR")
        && std::env::var_os("FORCE_COLOR").as_deref() != Some(OsStr::new("0"))
        && !is_set("NO_COLOR")
}
