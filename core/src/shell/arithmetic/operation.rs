//! [`Operation`]: what is done with two numbers, alike in all shells.
//!
//! Numbers have 64 bits and wrap; only the low six bits of a shift count matter, as on the processors of today.
//! Precedence is that of C (XCU 2.6.4).

/// An operator between two numbers that both are worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Multiply,
    Divide,
    Remainder,
    Add,
    Subtract,
    ShiftLeft,
    ShiftRight,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    BitAnd,
    BitXor,
    BitOr,
}

/// A division without a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DivisionByZero;

/// Operators with their spelling, the longest first.
pub(super) const OPERATIONS: [(&str, Operation); 16] = [
    ("<<", Operation::ShiftLeft),
    (">>", Operation::ShiftRight),
    ("<=", Operation::LessOrEqual),
    (">=", Operation::GreaterOrEqual),
    ("==", Operation::Equal),
    ("!=", Operation::NotEqual),
    ("*", Operation::Multiply),
    ("/", Operation::Divide),
    ("%", Operation::Remainder),
    ("+", Operation::Add),
    ("-", Operation::Subtract),
    ("<", Operation::Less),
    (">", Operation::Greater),
    ("&", Operation::BitAnd),
    ("^", Operation::BitXor),
    ("|", Operation::BitOr),
];

impl Operation {
    /// How tightly it binds: the greater, the tighter.
    pub(super) fn precedence(self) -> u8 {
        match self {
            Self::Multiply | Self::Divide | Self::Remainder => 8,
            Self::Add | Self::Subtract => 7,
            Self::ShiftLeft | Self::ShiftRight => 6,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 5,
            Self::Equal | Self::NotEqual => 4,
            Self::BitAnd => 3,
            Self::BitXor => 2,
            Self::BitOr => 1,
        }
    }

    /// Whether `=` behind it makes an assignment of it.
    pub(super) fn assigns(self) -> bool {
        !matches!(self.precedence(), 4 | 5)
    }

    /// Whether it divides.
    pub(super) fn divides(self) -> bool {
        matches!(self, Self::Divide | Self::Remainder)
    }

    /// The result; the least number divided by -1 wraps.
    pub(super) fn apply(self, left: i64, right: i64) -> Result<i64, DivisionByZero> {
        if self.divides() && right == 0 {
            return Err(DivisionByZero);
        }
        Ok(match self {
            Self::Multiply => left.wrapping_mul(right),
            Self::Divide => left.wrapping_div(right),
            Self::Remainder => left.wrapping_rem(right),
            Self::Add => left.wrapping_add(right),
            Self::Subtract => left.wrapping_sub(right),
            Self::ShiftLeft => left.wrapping_shl(shift_count(right)),
            Self::ShiftRight => left.wrapping_shr(shift_count(right)),
            Self::Less => i64::from(left < right),
            Self::LessOrEqual => i64::from(left <= right),
            Self::Greater => i64::from(left > right),
            Self::GreaterOrEqual => i64::from(left >= right),
            Self::Equal => i64::from(left == right),
            Self::NotEqual => i64::from(left != right),
            Self::BitAnd => left & right,
            Self::BitXor => left ^ right,
            Self::BitOr => left | right,
        })
    }
}

/// The low six bits.
fn shift_count(count: i64) -> u32 {
    u32::try_from(count & 63).unwrap_or(0)
}

/// `base` to the power of `exponent`, which is not negative; wraps.
pub(super) fn power(mut base: i64, mut exponent: i64) -> i64 {
    let mut result = 1_i64;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result.wrapping_mul(base);
        }
        base = base.wrapping_mul(base);
        exponent >>= 1;
    }
    result
}
