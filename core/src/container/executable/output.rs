//! [`Output`]: standard output as the C library buffers it when it is no terminal.

use super::Call;
use super::failure::{Failure, write_error};
use crate::text::Span;

/// How many bytes are written at a time.
const BLOCK: usize = 4096;

/// What is to be written and has not been.
#[derive(Debug)]
pub(super) struct Output {
    number: u32,
    pieces: Vec<Span>,
    length: usize,
}

impl Default for Output {
    /// Standard output.
    fn default() -> Self {
        Self::to(1)
    }
}

impl Output {
    /// An output to a descriptor.
    pub(super) fn to(number: u32) -> Self {
        Self {
            number,
            pieces: Vec::new(),
            length: 0,
        }
    }

    /// Adds characters that were read.
    pub(super) fn push(&mut self, piece: Span) {
        if piece.is_empty() {
            return;
        }
        self.length += piece.len();
        match self.pieces.last_mut() {
            Some(last) if last.text == piece.text && last.end == piece.start => {
                *last = last.to(piece);
            }
            _ => self.pieces.push(piece),
        }
    }

    /// Adds characters of the program's own.
    pub(super) fn print(&mut self, call: &mut Call<'_>, text: &str) {
        if !text.is_empty() {
            let text = call.own_text(text);
            self.push(text);
        }
    }

    /// Adds a line and a newline, whether or not it had one.
    pub(super) fn push_line(&mut self, call: &mut Call<'_>, line: super::Line) {
        self.push(line.text);
        match line.newline {
            Some(newline) => self.push(newline),
            None => self.print(call, "\n"),
        }
    }

    /// Adds the newline that stands behind `line` in its text, or one of its own.
    pub(super) fn newline_behind(&mut self, call: &mut Call<'_>, line: Span) {
        let whole = call.process.cx.texts.whole(line.text);
        let behind = line.at_end();
        if behind.end < whole.end {
            let next = whole.slice(behind.end as usize..behind.end as usize + 1);
            if call.str(next) == "\n" {
                return self.push(next);
            }
        }
        self.print(call, "\n");
    }

    /// Writes when there is a block of it.
    pub(super) async fn keep_up(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        match self.length < BLOCK {
            true => Ok(()),
            false => self.write(call, BLOCK).await,
        }
    }

    /// Writes all of it.
    pub(super) async fn flush(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        self.write(call, 1).await
    }

    /// Writes as much as makes whole blocks, as one text.
    async fn write(&mut self, call: &mut Call<'_>, block: usize) -> Result<(), Failure> {
        if self.length == 0 {
            return Ok(());
        }
        let all = call.process.join(&self.pieces);
        self.pieces.clear();
        self.length = 0;
        let mut end = all.len() / block * block;
        while !call.str(all).is_char_boundary(end) {
            end -= 1;
        }
        self.push(all.slice_from(end));
        let written = call.process.write(self.number, all.slice(0..end)).await;
        written.map_err(write_error)
    }
}
