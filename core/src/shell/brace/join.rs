//! [`join`]: a row of atoms as a word again.
//!
//! Characters that come together are one literal, as if they were written so: `$x{1,2}` is `$x1` and `$x2`, other
//! variables than `x`. They become a derived text unless they stand together already.

use super::BraceFault;
use super::atom::{Atom, Item};
use crate::shell::characters::{is_name_part, is_special_parameter};
use crate::shell::syntax::{Parameter, ParameterName, ParameterOperation, Units, Word, WordUnit};
use crate::text::{Built, Rewrite, Span, TextBuilder, Texts};

/// The word that `row` makes; nothing, when it is empty.
pub(super) fn join(
    texts: &mut Texts,
    word: &Word,
    row: &[Atom],
) -> Result<Option<Word>, BraceFault> {
    let mut units = Units::new();
    let mut rest = row;
    while let Some((first, behind)) = rest.split_first() {
        match first {
            Atom::Unit(index, _) => {
                let Some(unit) = word.units.get(*index) else {
                    break;
                };
                rest = behind;
                let length = name_part(behind);
                if length > 0
                    && let WordUnit::Parameter(parameter) = unit
                    && let Some(longer) = lengthen(texts, parameter, &behind[..length])
                {
                    units.push(longer);
                    rest = &behind[length..];
                } else {
                    units.push(unit.clone());
                }
            }
            Atom::Item(Item::Letter('\\'), span) => {
                rest = behind;
                units.push(escape(texts, *span, &mut rest)?);
            }
            Atom::Character(..) | Atom::Item(..) => {
                let length = rest.iter().take_while(|it| is_literal(**it)).count();
                let (literal, behind) = rest.split_at(length);
                check(literal, behind, word)?;
                units.push(WordUnit::Literal(text_of(texts, literal)));
                rest = behind;
            }
        }
    }
    let span = word.span;
    Ok((!units.is_empty()).then_some(Word { span, units }))
}

fn is_literal(atom: Atom) -> bool {
    match atom {
        Atom::Character(..) => true,
        Atom::Item(item, _) => item != Item::Letter('\\'),
        Atom::Unit(..) => false,
    }
}

/// What the atom begins with, when it is no unit.
fn start(atom: &Atom) -> Option<char> {
    match atom {
        Atom::Character(character, _) | Atom::Item(Item::Letter(character), _) => Some(*character),
        Atom::Item(Item::Number(number, _), _) => Some(if *number < 0 { '-' } else { '0' }),
        Atom::Unit(..) => None,
    }
}

fn is_part_of_name(atom: &Atom) -> bool {
    start(atom).is_some_and(|it| u8::try_from(it).is_ok_and(is_name_part))
}

/// How many atoms would go on with a name.
fn name_part(atoms: &[Atom]) -> usize {
    atoms.iter().take_while(|it| is_part_of_name(it)).count()
}

/// `$x` with more characters behind it, when its name goes on with them.
fn lengthen(texts: &mut Texts, parameter: &Parameter, more: &[Atom]) -> Option<WordUnit> {
    let ParameterName::Variable(name) = parameter.name else {
        return None;
    };
    let is_short = texts.str(parameter.span).len() == name.len() + 1
        && parameter.operation == ParameterOperation::Value;
    if !is_short {
        return None;
    }
    let mut builder = texts.builder();
    builder.copy(parameter.span);
    add(&mut builder, more);
    let built = builder.build();
    let span = finish(texts, built);
    Some(WordUnit::Parameter(Box::new(Parameter {
        span,
        name: ParameterName::Variable(span.slice_from(1)),
        ..parameter.clone()
    })))
}

/// A backslash out of `{Z..a}` quotes what comes behind it; at the end, nothing, so that the word is not left out.
fn escape(texts: &mut Texts, brace: Span, rest: &mut &[Atom]) -> Result<WordUnit, BraceFault> {
    let (quoted, behind) = rest.split_at(rest.len().min(1));
    if let [Atom::Unit(..) | Atom::Item(Item::Number(..), _)] = quoted {
        let what = "a backslash of a sequence before quotes or a number";
        return Err(BraceFault::NotSimulated(what));
    }
    *rest = behind;
    let mut builder = texts.builder();
    builder.rewrite("\\", brace, Rewrite::Normalised);
    add(&mut builder, quoted);
    let built = builder.build();
    Ok(WordUnit::Escaped(finish(texts, built)))
}

/// Whether the characters would begin something else than a literal.
fn check(literal: &[Atom], behind: &[Atom], word: &Word) -> Result<(), BraceFault> {
    for (at, atom) in literal.iter().enumerate() {
        let next = literal.get(at + 1);
        match start(atom) {
            Some('$') if is_apart(atom, next) => {
                let begins = |it| {
                    matches!(it, '{' | '(' | '[')
                        || u8::try_from(it)
                            .is_ok_and(|it| is_name_part(it) || is_special_parameter(it))
                };
                let quotes = |unit: &WordUnit| {
                    matches!(unit, WordUnit::SingleQuoted(_) | WordUnit::DoubleQuoted(_))
                };
                let begins = match next {
                    Some(next) => start(next).is_some_and(begins),
                    None => {
                        matches!(behind.first(), Some(Atom::Unit(index, _)) if word.units.get(*index).is_some_and(quotes))
                    }
                };
                if begins {
                    return Err(BraceFault::NotSimulated("a dollar sign before braces"));
                }
            }
            Some('`') if at + 1 < literal.len() || !behind.is_empty() => {
                return Err(BraceFault::NotSimulated("a backquote of a sequence"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether the two are not written together.
fn is_apart(atom: &Atom, next: Option<&Atom>) -> bool {
    match (atom, next) {
        (Atom::Character(_, first), Some(Atom::Character(_, second))) => first.end != second.start,
        _ => true,
    }
}

fn text_of(texts: &mut Texts, atoms: &[Atom]) -> Span {
    let mut builder = texts.builder();
    add(&mut builder, atoms);
    let built = builder.build();
    finish(texts, built)
}

fn finish(texts: &mut Texts, built: Built) -> Span {
    match built.as_copy() {
        Some(span) => span,
        None => texts.finish(built),
    }
}

fn add(builder: &mut TextBuilder<'_>, atoms: &[Atom]) {
    for atom in atoms {
        match *atom {
            Atom::Character(_, span) => builder.copy(span),
            Atom::Item(Item::Letter(letter), brace) => {
                builder.rewrite(letter.encode_utf8(&mut [0; 4]), brace, Rewrite::Normalised)
            }
            Atom::Item(Item::Number(number, width), brace) => {
                builder.rewrite(&format!("{number:0width$}"), brace, Rewrite::Normalised)
            }
            Atom::Unit(..) => builder,
        };
    }
}
