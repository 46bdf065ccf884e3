//! From the tree of a pattern to instructions, as Thompson's machines have them.

use super::bracket::Set;
use super::error::RegexError;
use super::parse::{Assertion, Node};
use super::{Case, Unit};

/// A pattern as instructions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) groups: usize,
    /// How many places are remembered: two for each group and the whole, one for each loop.
    pub(super) slots: usize,
    pub(super) has_back_references: bool,
    pub(super) case: Case,
    pub(super) unit: Unit,
}

/// One instruction.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Instruction {
    Character(char),
    Any,
    Set(Set),
    Assertion(Assertion),
    BackReference(usize),
    /// Goes on at both, at the first first.
    Split(usize, usize),
    Jump(usize),
    /// Remembers where this is.
    Save(usize),
    /// Goes on only when this is not where it was remembered.
    Progress(usize),
    Match,
}

/// How many instructions there may be.
const INSTRUCTIONS: usize = 50_000;

pub(super) fn compile(
    node: &Node,
    groups: usize,
    case: Case,
    unit: Unit,
) -> Result<Program, RegexError> {
    let mut compiler = Compiler {
        instructions: Vec::new(),
        slots: 2 * (groups + 1),
        has_back_references: has_back_references(node),
    };
    compiler.emit(Instruction::Save(0))?;
    compiler.node(node)?;
    compiler.emit(Instruction::Save(1))?;
    compiler.emit(Instruction::Match)?;
    Ok(Program {
        instructions: compiler.instructions,
        groups,
        slots: compiler.slots,
        has_back_references: compiler.has_back_references,
        case,
        unit,
    })
}

fn has_back_references(node: &Node) -> bool {
    match node {
        Node::BackReference(_) => true,
        Node::Character(_) | Node::Any | Node::Set(_) | Node::Assertion(_) => false,
        Node::Group(_, inside) => has_back_references(inside),
        Node::Repeat { node, .. } => has_back_references(node),
        Node::Sequence(nodes) | Node::Alternatives(nodes) => nodes.iter().any(has_back_references),
    }
}

struct Compiler {
    instructions: Vec<Instruction>,
    slots: usize,
    has_back_references: bool,
}

impl Compiler {
    fn emit(&mut self, instruction: Instruction) -> Result<usize, RegexError> {
        if self.instructions.len() >= INSTRUCTIONS {
            return Err(RegexError::Unsupported);
        }
        self.instructions.push(instruction);
        Ok(self.instructions.len() - 1)
    }

    fn node(&mut self, node: &Node) -> Result<(), RegexError> {
        match node {
            Node::Character(c) => self.emit(Instruction::Character(*c))?,
            Node::Any => self.emit(Instruction::Any)?,
            Node::Set(set) => self.emit(Instruction::Set(set.clone()))?,
            Node::Assertion(assertion) => self.emit(Instruction::Assertion(*assertion))?,
            Node::BackReference(number) => self.emit(Instruction::BackReference(*number))?,
            Node::Group(number, inside) => {
                self.emit(Instruction::Save(2 * number))?;
                self.node(inside)?;
                self.emit(Instruction::Save(2 * number + 1))?
            }
            Node::Sequence(nodes) => return nodes.iter().try_for_each(|it| self.node(it)),
            Node::Alternatives(nodes) => return self.alternatives(nodes),
            Node::Repeat { node, least, most } => return self.repeat(node, *least, *most),
        };
        Ok(())
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Result<(), RegexError> {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.node(node)?;
                break;
            }
            let split = self.emit(Instruction::Match)?;
            self.node(node)?;
            ends.push(self.emit(Instruction::Match)?);
            self.instructions[split] = Instruction::Split(split + 1, self.instructions.len());
        }
        for end in ends {
            self.instructions[end] = Instruction::Jump(self.instructions.len());
        }
        Ok(())
    }

    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>) -> Result<(), RegexError> {
        for _ in 0..least {
            self.node(node)?;
        }
        match most {
            None => self.star(node),
            Some(most) => {
                let mut splits = Vec::new();
                for _ in least..most {
                    splits.push(self.emit(Instruction::Match)?);
                    self.node(node)?;
                }
                for split in splits {
                    let end = self.instructions.len();
                    self.instructions[split] = Instruction::Split(split + 1, end);
                }
                Ok(())
            }
        }
    }

    fn star(&mut self, node: &Node) -> Result<(), RegexError> {
        let split = self.emit(Instruction::Match)?;
        // Without back-references no place is visited twice in the same state, and no loop goes on without progress.
        if self.has_back_references {
            let slot = self.slots;
            self.slots += 1;
            self.emit(Instruction::Save(slot))?;
            self.node(node)?;
            self.emit(Instruction::Progress(slot))?;
        } else {
            self.node(node)?;
        }
        self.emit(Instruction::Jump(split))?;
        self.instructions[split] = Instruction::Split(split + 1, self.instructions.len());
        Ok(())
    }
}
