//! [`Writer`]: the text of a script as it grows, with the here-documents that wait for the end of the line.

/// The text of a script as it grows.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    /// Here-documents, each with its lines and its end.
    pending: Vec<String>,
}

impl Writer {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A here-document that begins on this line.
    pub(super) fn here_document(&mut self, content: String) {
        self.pending.push(content);
    }

    /// Ends the line; its here-documents follow.
    pub(super) fn newline(&mut self) {
        self.text.push('\n');
        for content in self.pending.drain(..) {
            self.text.push_str(&content);
        }
    }

    /// The whole script.
    pub(super) fn finish(mut self) -> String {
        if !self.pending.is_empty() {
            self.newline();
        }
        self.text
    }
}
