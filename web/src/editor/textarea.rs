//! The editor's `<textarea>`: reading it, and changing it so that the reader can undo the change.

use std::ops::Range;

use shellform::diagnostic::Edit;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};
use yew::NodeRef;

use crate::state::{Text, Utf16};

/// The editor's element.
pub(crate) fn element(node: &NodeRef) -> Option<HtmlTextAreaElement> {
    node.cast()
}

/// Caret or selection.
pub(crate) fn selection(element: &HtmlTextAreaElement) -> Utf16 {
    let place = |offset: Result<Option<u32>, _>| offset.ok().flatten().unwrap_or_default() as usize;
    Utf16 {
        start: place(element.selection_start()),
        end: place(element.selection_end()),
    }
}

/// Puts caret or selection at bytes of `text`.
pub(crate) fn select(element: &HtmlTextAreaElement, text: &Text, selection: &Range<usize>) {
    let (start, end) = (text.utf16_of(selection.start), text.utf16_of(selection.end));
    // Fails only for elements without text.
    let _ = element.set_selection_range(start, end);
}

/// Replaces characters as if they were typed: the browser notes it for undo and tells it as `input`.
pub(crate) fn replace(
    element: &HtmlTextAreaElement,
    text: &Text,
    range: &Range<usize>,
    replacement: &str,
) {
    let _ = element.focus();
    select(element, text, range);
    let document = web_sys::window().and_then(|it| it.document());
    let document = document.and_then(|it| it.dyn_into::<HtmlDocument>().ok());
    let command = if replacement.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    let is_done = document.is_some_and(|it| {
        it.exec_command_with_show_ui_and_value(command, false, replacement)
            .unwrap_or(false)
    });
    if !is_done {
        let (start, end) = (text.utf16_of(range.start), text.utf16_of(range.end));
        let _ = element.set_range_text_with_start_and_end(replacement, start, end);
        if let Ok(event) = web_sys::Event::new("input") {
            let _ = element.dispatch_event(&event);
        }
    }
}

/// The edits of a fix as one replacement, so that one undo takes it back.
pub(crate) fn joined(text: &Text, edits: &[Edit]) -> Option<(Range<usize>, String)> {
    let (first, last) = (edits.first()?, edits.last()?);
    let whole = first.span.range().start..last.span.range().end;
    let mut replacement = String::new();
    let mut reached = whole.start;
    for edit in edits {
        let range = edit.span.range();
        replacement.push_str(text.as_str().get(reached..range.start)?);
        replacement.push_str(&edit.replacement);
        reached = range.end;
    }
    Some((whole, replacement))
}

#[cfg(test)]
mod tests {
    use shellform::diagnostic::Edit;
    use shellform::text::{Span, TextId};

    use super::joined;
    use crate::state::Text;

    #[test]
    fn several_edits_are_one_replacement() {
        let text = Text::new("CMD ['a', 'b']");
        let edit = |at: usize| Edit {
            span: Span::new(TextId(0), at..at + 1),
            replacement: "\"".into(),
        };
        let edits = [5, 7, 10, 12].map(edit);
        assert_eq!(joined(&text, &edits), Some((5..13, "\"a\", \"b\"".into())));
        assert_eq!(joined(&text, &[]), None);
    }
}
