//! What an image stores of an `ONBUILD` instruction.

use crate::text::{Span, Texts};

use super::syntax::Instruction;

/// The logical line without `ONBUILD`, then each here-document with its delimiter on lines of their own
/// (`instructions/parse.go`, `parseOnBuild`).
pub(super) fn expression(texts: &mut Texts, instruction: &Instruction) -> Span {
    let logical = instruction.logical;
    let text = texts.str(logical);
    let keyword = instruction.keyword_span.end as usize - logical.start as usize;
    let blanks = text[keyword..]
        .bytes()
        .take_while(|it| matches!(it, b'\t' | b'\n' | 0x0C | b'\r' | b' '))
        .count();
    let line = logical.slice_from(keyword + blanks);
    if instruction.heredocs.is_empty() {
        return line;
    }
    let mut builder = texts.builder();
    builder.copy(line);
    for heredoc in &instruction.heredocs {
        builder.rewrite(
            "\n",
            heredoc.word.at_end(),
            crate::text::Rewrite::Normalised,
        );
        builder.copy(heredoc.content).copy(heredoc.name);
    }
    let built = builder.build();
    texts.finish(built)
}
