//! How large a JSON number is.
//!
//! Go reads a number into 64 bits and refuses the whole text when it does not fit (`encoding/json`, `convertNumber`;
//! `strconv.ParseFloat`). Only that question is asked here, so the digits are compared and no number is made.

use std::cmp::Ordering;

/// The digits of 2^1024 − 2^970, the least number that would round to infinity.
const LIMIT: &str = "\
    17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758720\
    70963302864166928879109465555478519404026306574886715058206819089020007083836762738548458177115317\
    64475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880\
    177904174497792";

/// Whether the number, in JSON's grammar, is beyond what 64 bits hold.
pub(super) fn overflows(number: &str) -> bool {
    let number = number.trim_start_matches('-');
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    let zeros = digits().take_while(|it| *it == b'0').count();
    if zeros == whole.len() + fraction.len() {
        return false;
    }
    // The number is 0.d₁d₂d₃… times ten to the power of this.
    let point = power(exponent).saturating_add(as_power(whole.len()) - as_power(zeros));
    match point.cmp(&as_power(LIMIT.len())) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => {
            let padded = digits().skip(zeros).chain(std::iter::repeat(b'0'));
            padded.take(LIMIT.len()).ge(LIMIT.bytes())
        }
    }
}

/// An exponent; the nearest there is for one of too many digits.
fn power(written: &str) -> i64 {
    let nearest = match written.starts_with('-') {
        true => i64::MIN / 2,
        false => i64::MAX / 2,
    };
    written.parse().unwrap_or(nearest)
}

fn as_power(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LIMIT, overflows};

    #[test]
    fn the_limit_itself_is_too_large_and_one_less_is_not() {
        assert!(overflows(LIMIT));
        let below = format!("{}1", LIMIT.strip_suffix('2').unwrap());
        assert!(!overflows(&below));
        assert!(!overflows(&format!("{below}.999e0")));
        assert!(overflows(&format!("0.000{LIMIT}e+312")));
    }

    #[test]
    fn exponents_of_many_digits() {
        assert!(overflows("1e99999999999999999999"));
        assert!(!overflows("1e-99999999999999999999"));
        assert!(!overflows("0e99999999999999999999"));
        assert!(!overflows("-0.0E5000"));
    }

    proptest! {
        #[test]
        fn as_a_float_is_read(number in "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?") {
            let infinite = number.parse::<f64>().is_ok_and(f64::is_infinite);
            prop_assert_eq!(overflows(&number), infinite);
        }

        #[test]
        fn near_the_limit(digits in "1797693134862315[78][0-9]{0,4}", exponent in 285i32..300) {
            let number = format!("{digits}e{exponent}");
            let infinite = number.parse::<f64>().is_ok_and(f64::is_infinite);
            prop_assert_eq!(overflows(&number), infinite);
        }
    }
}
