//! The colours of a Dockerfile: stretches of the file with their meaning.

use crate::dockerfile::{Body, Instruction, LineRole};
use crate::document::Tag;
use crate::simulation::Simulation;
use crate::text::Span;

/// A stretch of the file with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The first byte in the file.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Its meaning.
    pub tag: Tag,
}

/// The stretches of a file that have a meaning, in order, none overlapping another.
#[must_use]
pub fn highlight(simulation: &Simulation) -> Vec<Token> {
    let mut painter = Painter {
        simulation,
        tokens: Vec::new(),
    };
    painter.lines();
    for instruction in &simulation.dockerfile.instructions {
        painter.instruction(instruction);
    }
    let mut tokens = painter.tokens;
    tokens.retain(|it| it.start < it.end);
    tokens.sort_by_key(|it| (it.start, it.end));
    tokens.dedup_by(|next, before| next.start < before.end);
    tokens
}

struct Painter<'s> {
    simulation: &'s Simulation,
    tokens: Vec<Token>,
}

impl Painter<'_> {
    fn lines(&mut self) {
        let dockerfile = &self.simulation.dockerfile;
        for (index, line) in dockerfile.lines.iter().enumerate() {
            let tag = match line.role {
                LineRole::Comment | LineRole::InnerComment => Tag::Comment,
                LineRole::Directive => Tag::Note,
                LineRole::Heredoc => Tag::Value,
                LineRole::HeredocEnd => Tag::Keyword,
                LineRole::Blank
                | LineRole::Instruction
                | LineRole::Continuation
                | LineRole::InnerBlank => continue,
            };
            let end = dockerfile
                .lines
                .get(index + 1)
                .map_or(dockerfile.file.end, |it| it.start);
            self.tokens.push(Token {
                start: line.start,
                end,
                tag,
            });
        }
    }

    fn instruction(&mut self, instruction: &Instruction) {
        self.paint(instruction.keyword_span, Tag::Keyword);
        for flag in &instruction.flags {
            self.paint(flag.span, Tag::Flag);
        }
        for heredoc in &instruction.heredocs {
            self.paint(heredoc.word, Tag::Keyword);
        }
        match &instruction.body {
            Body::Command(command) | Body::Shell(command) => {
                self.paint_all(&command.arguments, Tag::Value);
            }
            Body::Healthcheck(check) => {
                self.paint_all(&check.kind.into_iter().collect::<Vec<_>>(), Tag::Keyword);
                self.paint_all(&check.command.arguments, Tag::Value);
            }
            Body::Pairs(pairs) => {
                for pair in pairs {
                    self.paint(pair.name, Tag::Variable);
                    self.paint(pair.value, Tag::Value);
                }
            }
            Body::Arguments(definitions) => {
                for definition in definitions {
                    self.paint(definition.name, Tag::Variable);
                    self.paint_all(
                        &definition.default.into_iter().collect::<Vec<_>>(),
                        Tag::Value,
                    );
                }
            }
            Body::Words(words) => self.paint_all(words, Tag::Value),
            Body::Paths(paths) => self.paint_all(&paths.paths, Tag::Value),
            Body::Text(text) => {
                self.paint_all(&text.iter().copied().collect::<Vec<_>>(), Tag::Value);
            }
            Body::Onbuild(onbuild) => {
                if let Some(trigger) = &onbuild.trigger {
                    self.instruction(trigger);
                }
            }
            Body::Nothing => {}
        }
    }

    fn paint_all(&mut self, spans: &[Span], tag: Tag) {
        for span in spans {
            self.paint(*span, tag);
        }
    }

    /// Paints what `span` came from in the file.
    fn paint(&mut self, span: Span, tag: Tag) {
        let file = self.simulation.dockerfile.file.text;
        for piece in self.simulation.session.texts.trail(span) {
            if piece.source.text == file {
                self.tokens.push(Token {
                    start: piece.source.start,
                    end: piece.source.end,
                    tag,
                });
            }
        }
    }
}
