//! Where sed writes: a newline that the last line of a file did not have is added when more comes.

use super::super::Call;
use super::super::failure::Failure;
use super::super::output::Output;
use crate::text::Span;

/// An output.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) output: Output,
    lacks_newline: bool,
}

impl Sink {
    pub(super) fn to(number: u32) -> Self {
        Self {
            output: Output::to(number),
            lacks_newline: false,
        }
    }

    fn complete(&mut self, call: &mut Call<'_>) {
        if self.lacks_newline {
            self.output.print(call, "\n");
            self.lacks_newline = false;
        }
    }

    /// A line with its newline, when it has one.
    pub(super) fn line(&mut self, call: &mut Call<'_>, text: Span, newline: Option<Span>) {
        self.complete(call);
        self.output.push(text);
        match newline {
            Some(newline) => self.output.push(newline),
            None => self.lacks_newline = true,
        }
    }

    /// Text that ends as it ends.
    pub(super) fn text(&mut self, call: &mut Call<'_>, text: Span) {
        self.complete(call);
        self.output.push(text);
    }

    /// Text of sed's own.
    pub(super) fn print(&mut self, call: &mut Call<'_>, text: &str) {
        self.complete(call);
        self.output.print(call, text);
    }

    pub(super) async fn flush(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        self.output.flush(call).await
    }
}
