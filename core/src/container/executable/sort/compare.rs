//! How `sort` compares two texts: by bytes, as numbers, with units, as versions.

use std::cmp::Ordering;

/// What is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum By {
    #[default]
    Bytes,
    Number,
    HumanNumber,
    Version,
}

/// How two texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Comparison {
    by: By,
    folds_case: bool,
    dictionary: bool,
    printable_only: bool,
    pub(super) skips_blanks: bool,
    pub(super) is_reversed: bool,
}

impl Comparison {
    /// Sets what an option says.
    pub(super) fn set(&mut self, letter: char) {
        match letter {
            'n' => self.by = By::Number,
            'h' => self.by = By::HumanNumber,
            'V' => self.by = By::Version,
            'f' => self.folds_case = true,
            'd' => self.dictionary = true,
            'i' => self.printable_only = true,
            'b' => self.skips_blanks = true,
            'r' => self.is_reversed = true,
            _ => {}
        }
    }

    /// How they compare, before anything is reversed.
    pub(super) fn compare(self, one: &[u8], other: &[u8]) -> Ordering {
        match self.by {
            By::Number => compare_numbers(one, other),
            By::HumanNumber => {
                let by_unit = unit(one).cmp(&unit(other));
                by_unit.then_with(|| compare_numbers(one, other))
            }
            By::Version => version::compare(one, other),
            By::Bytes => self.counted(one).cmp(self.counted(other)),
        }
    }

    /// The bytes that count.
    fn counted<'b>(self, bytes: &'b [u8]) -> impl Iterator<Item = u8> + 'b {
        let counts = move |it: &u8| {
            let is_word = it.is_ascii_alphanumeric() || matches!(it, b' ' | b'\t');
            (!self.dictionary || is_word) && (!self.printable_only || matches!(it, b' '..=b'~'))
        };
        let folded = move |it: u8| match self.folds_case {
            true => it.to_ascii_uppercase(),
            false => it,
        };
        bytes.iter().copied().filter(counts).map(folded)
    }
}

/// The parts of a number at the start of a text: its sign, and its digits without zeros that say nothing.
struct Number<'b> {
    is_negative: bool,
    whole: &'b [u8],
    fraction: &'b [u8],
}

impl<'b> Number<'b> {
    fn read(text: &'b [u8]) -> Self {
        let is_blank = |it: &u8| matches!(it, b' ' | b'\t' | b'\n');
        let text = trim_start(text, is_blank);
        let (is_negative, text) = match text.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let digits = |it: &[u8]| it.iter().take_while(|it| it.is_ascii_digit()).count();
        let (whole, rest) = text.split_at(digits(text));
        let fraction = match rest.strip_prefix(b".") {
            Some(rest) => &rest[..digits(rest)],
            None => &[],
        };
        let zeros = fraction.iter().rev().take_while(|it| **it == b'0').count();
        let fraction = &fraction[..fraction.len() - zeros];
        let whole = trim_start(whole, |it| *it == b'0');
        Self {
            is_negative: is_negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        }
    }

    fn size(&self, other: &Self) -> Ordering {
        let by_length = self.whole.len().cmp(&other.whole.len());
        by_length
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

fn trim_start(bytes: &[u8], is_trimmed: impl Fn(&u8) -> bool) -> &[u8] {
    &bytes[bytes.iter().take_while(|it| is_trimmed(it)).count()..]
}

fn compare_numbers(one: &[u8], other: &[u8]) -> Ordering {
    let (one, other) = (Number::read(one), Number::read(other));
    match (one.is_negative, other.is_negative) {
        (false, false) => one.size(&other),
        (true, true) => other.size(&one),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// The rank of the unit behind a number: `K`, `M`, `G`; below none for negative numbers.
fn unit(text: &[u8]) -> i8 {
    let number = Number::read(text);
    if number.whole.is_empty() && number.fraction.is_empty() {
        return 0;
    }
    let rest = trim_start(text, |it| matches!(it, b' ' | b'\t' | b'-'));
    let rest = trim_start(rest, |it| it.is_ascii_digit() || *it == b'.');
    let rank = match rest.first() {
        Some(b'k' | b'K') => 1,
        Some(letter) => b"MGTPEZY"
            .iter()
            .position(|it| it == letter)
            .map_or(0, |it| i8::try_from(it + 2).unwrap_or_default()),
        None => 0,
    };
    match number.is_negative {
        true => -rank,
        false => rank,
    }
}

mod version {
    //! Names with numbers in them, as `filevercmp` of gnulib compares them.

    use std::cmp::Ordering;

    pub(super) fn compare(one: &[u8], other: &[u8]) -> Ordering {
        let special = |it: &[u8]| match it {
            b"" => 0,
            b"." => 1,
            b".." => 2,
            [b'.', ..] => 3,
            _ => 4,
        };
        let (first, second) = (special(one), special(other));
        if first != second || first < 3 {
            return first.cmp(&second);
        }
        let (short_one, short_other) = (without_suffix(one), without_suffix(other));
        let short = parts(short_one, short_other);
        match short {
            Ordering::Equal => parts(one, other),
            order => order,
        }
    }

    /// A name without what looks like `.tar.gz`.
    fn without_suffix(name: &[u8]) -> &[u8] {
        let is_suffix = |rest: &[u8]| {
            rest.split(|it| *it == b'.').skip(1).all(|part| {
                matches!(part.first(), Some(c) if c.is_ascii_alphabetic() || *c == b'~')
                    && part.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'~')
            })
        };
        let start = (1..name.len()).find(|it| name[*it] == b'.' && is_suffix(&name[*it..]));
        &name[..start.unwrap_or(name.len())]
    }

    fn rank(byte: Option<&u8>) -> i32 {
        match byte {
            None => -1,
            Some(b'~') => -2,
            Some(c) if c.is_ascii_digit() => 0,
            Some(c) if c.is_ascii_alphabetic() => i32::from(*c),
            Some(c) => i32::from(*c) + 256,
        }
    }

    fn parts(mut one: &[u8], mut other: &[u8]) -> Ordering {
        while !one.is_empty() || !other.is_empty() {
            let is_text = |it: &[u8]| it.first().is_some_and(|c| !c.is_ascii_digit());
            while is_text(one) || is_text(other) {
                let order = rank(one.first()).cmp(&rank(other.first()));
                if order != Ordering::Equal {
                    return order;
                }
                (one, other) = (rest(one), rest(other));
            }
            let (first, second) = (number(&mut one), number(&mut other));
            let by_length = first.len().cmp(&second.len());
            let order = by_length.then_with(|| first.cmp(second));
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }

    fn rest(bytes: &[u8]) -> &[u8] {
        bytes.get(1..).unwrap_or_default()
    }

    /// Takes the digits at the start, without zeros before them.
    fn number<'b>(bytes: &mut &'b [u8]) -> &'b [u8] {
        let digits = bytes.iter().take_while(|it| it.is_ascii_digit()).count();
        let (number, rest) = bytes.split_at(digits);
        *bytes = rest;
        let zeros = number.iter().take_while(|it| **it == b'0').count();
        &number[zeros..]
    }
}
