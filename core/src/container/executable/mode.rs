//! Modes as `chmod` reads them (XCU `chmod`): octal, or clauses such as `u+x,go=`.

/// How a mode changes.
#[derive(Debug, Clone, PartialEq)]
pub struct ModeChange {
    actions: Vec<Action>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Operator {
    Add,
    Remove,
    Set,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    /// These bits.
    Bits(u16),
    /// These bits, and `x` for directories and what somebody may execute.
    BitsAndX(u16),
    /// What the user, group or others have, at this shift.
    CopyOf(u32),
    /// The whole mode, set as a number of so many digits.
    Number(u16, usize),
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Action {
    /// The bits that may change; nothing when no class is written, then the mask has its say.
    who: Option<u16>,
    operator: Operator,
    value: Value,
}

/// What the change of a mode depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The file is a directory.
    Directory,
    /// It is none.
    Other,
}

impl ModeChange {
    /// Reads a mode; nothing when it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.starts_with(|it: char| it.is_ascii_digit()) {
            let number = octal(text)?;
            let action = Action {
                who: Some(0o7777),
                operator: Operator::Set,
                value: Value::Number(number, text.len()),
            };
            return Some(Self {
                actions: vec![action],
            });
        }
        let mut actions = Vec::new();
        for clause in text.split(',') {
            read_clause(clause, &mut actions)?;
        }
        Some(Self { actions })
    }

    /// The change to just this mode.
    pub(super) fn exactly(mode: u16) -> Self {
        let action = Action {
            who: Some(0o7777),
            operator: Operator::Set,
            value: Value::Number(mode, 5),
        };
        Self {
            actions: vec![action],
        }
    }

    /// The same change, by which a directory does not keep set-user-id and set-group-id when it is a number: busybox's.
    pub(super) fn without_keeping(mut self) -> Self {
        for action in &mut self.actions {
            if let Value::Number(_, digits) = &mut action.value {
                *digits = 5;
            }
        }
        self
    }

    /// The mode after the change; of clauses without a class, the bits of `mask` stay as they are.
    #[must_use]
    pub fn apply(&self, mode: u16, kind: Kind, mask: u16) -> u16 {
        let actions = self.actions.iter();
        actions.fold(mode, |mode, it| it.apply(mode, kind, mask))
    }
}

fn octal(text: &str) -> Option<u16> {
    match text.bytes().all(|it| matches!(it, b'0'..=b'7')) && !text.is_empty() {
        true => u16::from_str_radix(text, 8).ok().filter(|it| *it <= 0o7777),
        false => None,
    }
}

fn read_clause(clause: &str, actions: &mut Vec<Action>) -> Option<()> {
    let classes = clause.find(['+', '-', '='])?;
    let mut who = 0;
    for class in clause[..classes].chars() {
        who |= match class {
            'u' => 0o4700,
            'g' => 0o2070,
            'o' => 0o1007,
            'a' => 0o7777,
            _ => return None,
        };
    }
    let who = (classes > 0).then_some(who);
    let mut rest = &clause[classes..];
    while let Some(operator) = rest.chars().next() {
        let operator = match operator {
            '+' => Operator::Add,
            '-' => Operator::Remove,
            '=' => Operator::Set,
            _ => return None,
        };
        rest = &rest[1..];
        let end = rest.find(['+', '-', '=']).unwrap_or(rest.len());
        let value = read_value(&rest[..end])?;
        rest = &rest[end..];
        let who = match value {
            Value::Number(..) => Some(0o7777),
            _ => who,
        };
        actions.push(Action {
            who,
            operator,
            value,
        });
    }
    Some(())
}

fn read_value(text: &str) -> Option<Value> {
    match text {
        "u" => return Some(Value::CopyOf(6)),
        "g" => return Some(Value::CopyOf(3)),
        "o" => return Some(Value::CopyOf(0)),
        _ if text.starts_with(|it: char| it.is_ascii_digit()) => {
            return Some(Value::Number(octal(text)?, 5));
        }
        _ => {}
    }
    let mut bits = 0;
    let mut has_x = false;
    for letter in text.chars() {
        match letter {
            'r' => bits |= 0o444,
            'w' => bits |= 0o222,
            'x' => bits |= 0o111,
            'X' => has_x = true,
            's' => bits |= 0o6000,
            't' => bits |= 0o1000,
            _ => return None,
        }
    }
    Some(match has_x {
        true => Value::BitsAndX(bits),
        false => Value::Bits(bits),
    })
}

impl Action {
    fn apply(self, mode: u16, kind: Kind, mask: u16) -> u16 {
        let classes = self.who.unwrap_or(0o7777 & !mask);
        let is_copy = matches!(self.value, Value::CopyOf(_));
        let bits = match self.value {
            Value::Bits(bits) => bits,
            Value::BitsAndX(bits) if kind == Kind::Directory || mode & 0o111 != 0 => bits | 0o111,
            Value::BitsAndX(bits) => bits,
            Value::CopyOf(shift) => {
                let class = (mode >> shift) & 7;
                class | class << 3 | class << 6
            }
            Value::Number(number, _) => number,
        };
        let bits = bits & classes;
        // Numbers of less than five digits keep set-user-id and set-group-id of directories, and so does `=`.
        let kept = match self.value {
            Value::Number(number, digits) if kind == Kind::Directory && digits < 5 => {
                0o6000 & !number
            }
            Value::Number(..) => 0,
            _ if kind == Kind::Directory => 0o6000 & !bits,
            _ => 0,
        };
        match self.operator {
            Operator::Add => mode | bits,
            Operator::Remove => mode & !bits,
            Operator::Set => {
                let cleared = match (self.who, is_copy) {
                    (Some(who), _) => who,
                    (None, _) => 0o7777,
                };
                (mode & !(cleared & !kept)) | bits
            }
        }
    }
}

/// `rwxr-xr-x`, as `ls` shows it, with the set-id and sticky bits.
pub(super) fn letters(mode: u16) -> String {
    let mut shown = String::new();
    for (shift, special, set, unset) in [
        (6, 0o4000, 's', 'S'),
        (3, 0o2000, 's', 'S'),
        (0, 0o1000, 't', 'T'),
    ] {
        let class = mode >> shift;
        shown.push(if class & 4 != 0 { 'r' } else { '-' });
        shown.push(if class & 2 != 0 { 'w' } else { '-' });
        shown.push(match (class & 1 != 0, mode & special != 0) {
            (true, true) => set,
            (false, true) => unset,
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Kind, ModeChange};

    fn change(text: &str, mode: u16, kind: Kind) -> u16 {
        ModeChange::read(text).unwrap().apply(mode, kind, 0o022)
    }

    #[test]
    fn modes_change_as_chmod_says() {
        assert_eq!(change("755", 0o644, Kind::Other), 0o755);
        assert_eq!(change("+x", 0o644, Kind::Other), 0o755);
        assert_eq!(change("+w", 0o444, Kind::Other), 0o644);
        assert_eq!(change("u+x,go=", 0o644, Kind::Other), 0o700);
        assert_eq!(change("a+X", 0o644, Kind::Other), 0o644);
        assert_eq!(change("a+X", 0o644, Kind::Directory), 0o755);
        assert_eq!(change("g=u", 0o640, Kind::Other), 0o660);
        assert_eq!(change("755", 0o2700, Kind::Directory), 0o2755);
        assert!(ModeChange::read("u+q").is_none());
        assert!(ModeChange::read("8").is_none());
    }
}
