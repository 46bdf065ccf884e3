//! Marks of the same lines of a script stand together below them, instead of each below the lines once more.

use crate::document::{Block, Mark, SourceBlock};

/// The blocks, those that show the same lines made one.
pub(super) fn together(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (joined.last_mut(), block) {
            (Some(Block::Source(shown)), Block::Source(block)) if shown.span == block.span => {
                add(shown, block.marks);
            }
            (_, block) => joined.push(block),
        }
    }
    joined
}

/// Adds marks in their order; one that says nothing goes where another says something of the same characters.
fn add(shown: &mut SourceBlock, marks: Vec<Mark>) {
    for mark in marks {
        shown
            .marks
            .retain(|it| !it.label.is_empty() || it.span != mark.span);
        shown.marks.push(mark);
    }
    shown.marks.sort_by_key(|it| it.span.start);
}
