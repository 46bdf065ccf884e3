//! [`Input`]: a file or standard input, read as the C library reads it, line by line.

use std::collections::VecDeque;

use super::failure::Failure;
use super::{Call, Locale};
use crate::kernel::{Errno, Missing, Open};
use crate::text::Span;
use crate::trace::{Outcome, Resource};

/// How many bytes one `read` asks for.
const BLOCK: usize = 32_768;

/// An open file that is read block by block.
#[derive(Debug)]
pub(super) struct Input {
    number: u32,
    block: usize,
    /// What has been read and not used.
    ahead: VecDeque<Span>,
    is_at_end: bool,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Its characters without the newline.
    pub(super) text: Span,
    /// The newline; the last line of a file may have none.
    pub(super) newline: Option<Span>,
}

impl Input {
    /// A descriptor that is open.
    pub(super) fn of(number: u32) -> Self {
        Self {
            number,
            block: BLOCK,
            ahead: VecDeque::new(),
            is_at_end: false,
        }
    }

    /// The same, read in blocks of another size.
    pub(super) fn in_blocks(self, block: usize) -> Self {
        Self { block, ..self }
    }

    /// The file at a path.
    pub(super) async fn open_file(call: &mut Call<'_>, path: &str) -> Result<Self, Errno> {
        let file = match call.process.open(path, Open::Read).await {
            Ok(file) => file,
            Err(Missing::Error(errno)) => return Err(errno),
            Err(Missing::NobodyKnows) => {
                let what = format!("reading {path}, of which nobody knows whether it exists");
                call.unsupported(&what).await
            }
        };
        let number = call.free_descriptor();
        call.process.install(number, file);
        Ok(Self::of(number))
    }

    /// The file at a path, or standard input for `-`.
    pub(super) async fn open(call: &mut Call<'_>, path: &str) -> Result<Self, Errno> {
        match path {
            "-" => Ok(Self::of(0)),
            _ => Self::open_file(call, path).await,
        }
    }

    /// What has just been opened is standard input where that was closed: it has got the lowest number.
    pub(super) fn into_standard_input(self, call: &mut Call<'_>) -> Self {
        match call.process.descriptor(self.number) {
            Some(file) if call.process.descriptor(0).is_none() => {
                call.process.close(self.number);
                call.process.install(0, file);
                Self { number: 0, ..self }
            }
            _ => self,
        }
    }

    /// Its descriptor.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Forgets that the end was there: somebody may have written more.
    pub(super) fn expect_more(&mut self) {
        self.is_at_end = false;
    }

    /// Whether there is more; what it is then lies ahead.
    async fn fill(&mut self, call: &mut Call<'_>) -> Result<bool, Errno> {
        if self.is_at_end {
            return Ok(false);
        }
        call.step().await;
        match call.process.read_pieces(self.number, self.block).await {
            Err(Errno::Unknown) => call.unsupported("reading what nobody knows").await,
            Err(errno) => {
                self.is_at_end = true;
                Err(errno)
            }
            Ok(pieces) => {
                self.is_at_end = pieces.is_empty();
                self.ahead.extend(pieces);
                Ok(!self.is_at_end)
            }
        }
    }

    /// The next piece of whatever size; nothing at the end.
    pub(super) async fn piece(&mut self, call: &mut Call<'_>) -> Result<Option<Span>, Errno> {
        loop {
            if let Some(piece) = self.ahead.pop_front() {
                call.check_locale(piece).await;
                return Ok(Some(piece));
            }
            if !self.fill(call).await? {
                return Ok(None);
            }
        }
    }

    /// Puts back what was taken and not used.
    pub(super) fn put_back(&mut self, piece: Span) {
        if !piece.is_empty() {
            self.ahead.push_front(piece);
        }
    }

    /// The next line; nothing at the end.
    pub(super) async fn line(&mut self, call: &mut Call<'_>) -> Result<Option<Line>, Errno> {
        self.record(call, b'\n').await
    }

    /// What stands up to the next `end`.
    pub(super) async fn record(
        &mut self,
        call: &mut Call<'_>,
        end: u8,
    ) -> Result<Option<Line>, Errno> {
        call.step().await;
        let mut parts = Vec::new();
        while let Some(piece) = self.piece(call).await? {
            let found = memchr::memchr(end, call.str(piece).as_bytes());
            let Some(at) = found else {
                parts.push(piece);
                continue;
            };
            self.put_back(piece.slice_from(at + 1));
            let newline = Some(piece.slice(at..at + 1));
            if parts.is_empty() {
                let text = piece.slice(0..at);
                return Ok(Some(Line { text, newline }));
            }
            parts.push(piece.slice(0..at));
            let text = call.process.join(&parts);
            return Ok(Some(Line { text, newline }));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let text = call.process.join(&parts);
        Ok(Some(Line {
            text,
            newline: None,
        }))
    }

    /// Whether nothing is left.
    pub(super) async fn is_finished(&mut self, call: &mut Call<'_>) -> bool {
        self.ahead.is_empty() && !matches!(self.fill(call).await, Ok(true))
    }

    /// Gives back what was read ahead, so that whoever shares a regular file goes on where this one stopped.
    pub(super) fn give_back(&mut self, call: &mut Call<'_>) {
        let bytes = self.ahead.drain(..).map(Span::len).sum();
        call.process.unread(self.number, bytes);
    }

    /// Closes it, unless it is standard input.
    pub(super) fn close(&mut self, call: &mut Call<'_>) {
        if self.number != 0 {
            call.process.close(self.number);
        }
    }
}

impl Line {
    /// Whether a newline ends it.
    pub(super) fn is_ended(&self) -> bool {
        self.newline.is_some()
    }
}

impl Call<'_> {
    /// The lowest descriptor above the standard ones that is free.
    pub(super) fn free_descriptor(&self) -> u32 {
        (3..)
            .find(|it| self.process.descriptor(*it).is_none())
            .unwrap_or(3)
    }

    /// Takes a step, which there are only so many of.
    pub(super) async fn step(&mut self) {
        if let Err(resource) = self.process.fuel.step() {
            self.process.stop(Outcome::OutOfFuel(resource)).await;
        }
        if self.process.cx.texts.derived_bytes() > self.process.fuel.bytes {
            let outcome = Outcome::OutOfFuel(Resource::Text);
            self.process.stop(outcome).await;
        }
    }

    /// The same where nothing can wait.
    pub(super) fn count_step(&mut self) -> Result<(), Failure> {
        self.process.fuel.step().map_err(Failure::Spent)?;
        match self.process.cx.texts.derived_bytes() > self.process.fuel.bytes {
            true => Err(Failure::Spent(Resource::Text)),
            false => Ok(()),
        }
    }

    /// Nobody knows whether a locale with a name is installed, so what lies beyond ASCII has no meaning then.
    async fn check_locale(&mut self, piece: Span) {
        if let Locale::Named(name) = self.locale("LC_CTYPE")
            && !self.str(piece).is_ascii()
        {
            let what = format!("with characters beyond ASCII in the locale {name}");
            self.unsupported(&what).await;
        }
    }
}
