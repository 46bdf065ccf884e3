//! `tr` (XCU 4): characters are replaced, deleted, or not repeated.

mod sets;

use super::arguments::Known;
use super::failure::{Failure, complaint, unsupported};
use super::lines::Input;
use super::operands::{operands, options};
use super::output::Output;
use super::{Call, Flavour};
use crate::text::{Rewrite, Span};
use sets::{Class, Set};

const KNOWN: Known = Known {
    short: "+cCdst",
    long: &[
        ("complement", 'c'),
        ("delete", 'd'),
        ("squeeze-repeats", 's'),
        ("truncate-set1", 't'),
    ],
    status: 1,
};

/// What becomes of each byte.
struct Table {
    becomes: [u8; 256],
    is_deleted: [bool; 256],
    is_squeezed: [bool; 256],
}

#[derive(Default)]
struct Tr {
    complements: bool,
    deletes: bool,
    squeezes: bool,
    truncates: bool,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = tr(&mut call).await;
    call.conclude(result).await
}

async fn tr(call: &mut Call<'_>) -> Result<u8, Failure> {
    let arguments = call.read_arguments(&KNOWN)?;
    let mut tr = Tr::default();
    for (letter, _) in options(&arguments) {
        match letter {
            'd' => tr.deletes = true,
            's' => tr.squeezes = true,
            't' => tr.truncates = true,
            _ => tr.complements = true,
        }
    }
    let sets: Vec<String> = operands(&arguments)
        .into_iter()
        .map(|it| call.str(it).to_owned())
        .collect();
    tr.check(call, &sets)?;
    if call.flavour == Flavour::Busybox && tr.truncates {
        return unsupported("-t");
    }
    let table = tr.table(call, &sets)?;
    let mut input = Input::of(0);
    let mut output = Output::default();
    let mut last = None;
    loop {
        match input.piece(call).await {
            Ok(Some(piece)) => {
                let translated = table.translate(call, piece, &mut last)?;
                output.push(translated);
                output.keep_up(call).await?;
            }
            Ok(None) => break,
            Err(errno) => return complaint(format!("read error: {}", errno.message()), 1),
        }
    }
    output.flush(call).await?;
    Ok(0)
}

impl Tr {
    /// How many sets there are, against how many there must be.
    fn check(&self, call: &Call<'_>, sets: &[String]) -> Result<(), Failure> {
        let is_two = self.deletes == self.squeezes;
        let least = 1 + usize::from(is_two);
        let most = match self.deletes && !self.squeezes {
            true => 1,
            false => 2,
        };
        if sets.len() >= least && sets.len() <= most {
            return Ok(());
        }
        if call.flavour == Flavour::Busybox {
            return unsupported(format!("with {} sets", sets.len()));
        }
        let mut text = match (sets.len() < least, sets) {
            (true, []) => "missing operand".to_owned(),
            (true, [.., last]) => format!("missing operand after {}", call.quote(last)),
            (false, _) => format!("extra operand {}", call.quote(&sets[most])),
        };
        if sets.len() == 1 && least == 2 {
            text.push_str(match self.deletes {
                true => "\nTwo strings must be given when both deleting and squeezing repeats.",
                false => "\nTwo strings must be given when translating.",
            });
        } else if sets.len() == 2 && most == 1 {
            text.push_str(
                "\nOnly one string may be given when deleting without squeezing repeats.",
            );
        }
        Err(Failure::Usage(text, 1))
    }

    /// What GNU's wants of a second set that only squeezes.
    fn check_squeezed(second: &Set) -> Result<(), Failure> {
        match second.open_repeats {
            0 => Ok(()),
            1 => complaint(
                "the [c*] construct may appear in string2 only when translating",
                1,
            ),
            _ => complaint("only one [c*] repeat construct may appear in string2", 1),
        }
    }

    /// What GNU's wants of a second set that the first is translated to.
    fn check_translation(&self, first: &Set, second: &Set) -> Result<(), Failure> {
        if second.open_repeats > 1 {
            return complaint("only one [c*] repeat construct may appear in string2", 1);
        }
        if second.has(Class::Equivalence) {
            let text = "[=c=] expressions may not appear in string2 when translating";
            return complaint(text, 1);
        }
        if second.has(Class::Other) {
            let text = "when translating, the only character classes that may appear in\n\
                        string2 are 'upper' and 'lower'";
            return complaint(text, 1);
        }
        let is_alone = |it: &&(usize, Class)| {
            it.0 < first.bytes.len() && !first.classes.contains(&(it.0, Class::Case))
        };
        if !self.complements && second.classes.iter().any(|it| is_alone(&it)) {
            return complaint("misaligned [:upper:] and/or [:lower:] construct", 1);
        }
        let is_drawn_out = first.bytes.len() > second.bytes.len() && !self.truncates;
        if is_drawn_out && second.ends_with_class {
            let text = "when translating with string1 longer than string2,\n\
                        the latter string must not end with a character class";
            return complaint(text, 1);
        }
        let to = second.bytes.first();
        let is_one = second.bytes.iter().all(|it| Some(it) == to);
        let has_class = first.has(Class::Case) || first.has(Class::Other);
        if self.complements && has_class && !is_one {
            let text = "when translating with complemented character classes,\n\
                        string2 must map all characters in the domain to one";
            return complaint(text, 1);
        }
        Ok(())
    }

    fn table(&self, call: &Call<'_>, sets: &[String]) -> Result<Table, Failure> {
        let is_translating = !self.deletes && sets.len() == 2;
        let mut first = sets::read(call, &sets[0], None)?;
        if first.open_repeats > 0 {
            return complaint("the [c*] repeat construct may not appear in string1", 1);
        }
        if self.complements {
            first.bytes = (0..=255).filter(|it| !first.bytes.contains(it)).collect();
        }
        let second = match sets.get(1) {
            Some(set) => sets::read(call, set, is_translating.then_some(first.bytes.len()))?,
            None => Set::default(),
        };
        match call.flavour {
            Flavour::Debian if is_translating => self.check_translation(&first, &second)?,
            Flavour::Debian => Self::check_squeezed(&second)?,
            Flavour::Busybox => {}
        }
        let (first, second) = (first.bytes, second.bytes);
        let mut table = Table {
            becomes: std::array::from_fn(|it| u8::try_from(it).unwrap_or_default()),
            is_deleted: [false; 256],
            is_squeezed: [false; 256],
        };
        if is_translating {
            let Some(last) = second.last() else {
                return match call.flavour {
                    Flavour::Debian if self.truncates => Ok(table),
                    Flavour::Debian => {
                        complaint("when not truncating set1, string2 must be non-empty", 1)
                    }
                    Flavour::Busybox => unsupported("with an empty set"),
                };
            };
            for (index, byte) in first.iter().enumerate() {
                match second.get(index) {
                    Some(to) => table.becomes[usize::from(*byte)] = *to,
                    None if self.truncates => {}
                    None => table.becomes[usize::from(*byte)] = *last,
                }
            }
        }
        if self.deletes {
            first
                .iter()
                .for_each(|it| table.is_deleted[usize::from(*it)] = true);
        }
        if self.squeezes {
            let set = if sets.len() == 2 { &second } else { &first };
            set.iter()
                .for_each(|it| table.is_squeezed[usize::from(*it)] = true);
        }
        Ok(table)
    }
}

impl Table {
    /// A text with each byte as the table says.
    fn translate(
        &self,
        call: &mut Call<'_>,
        text: Span,
        last: &mut Option<u8>,
    ) -> Result<Span, Failure> {
        let texts = &call.process.cx.texts;
        let mut builder = texts.builder();
        for (at, c) in texts.str(text).char_indices() {
            let from = text.slice(at..at + c.len_utf8());
            let bytes = texts.str(from).as_bytes();
            let mut written = Vec::new();
            for byte in bytes {
                let to = self.becomes[usize::from(*byte)];
                let is_repeated = self.is_squeezed[usize::from(to)] && *last == Some(to);
                if self.is_deleted[usize::from(*byte)] || is_repeated {
                    continue;
                }
                written.push(to);
                *last = Some(to);
            }
            if written == bytes {
                builder.copy(from);
                continue;
            }
            match str::from_utf8(&written) {
                Ok(written) => {
                    let how = match written.eq_ignore_ascii_case(texts.str(from)) {
                        true => Rewrite::Case,
                        false => Rewrite::Pattern,
                    };
                    builder.rewrite(written, from, how);
                }
                Err(_) => return unsupported("cutting a character of several bytes in two"),
            }
        }
        let built = builder.build();
        Ok(match built.as_copy() {
            Some(span) => span,
            None => call.process.cx.texts.finish(built),
        })
    }
}
