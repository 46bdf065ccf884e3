//! [`shrink`]: a script that goes wrong, made small while it goes wrong.

use super::compare::compare;
use super::real::Real;
use crate::generator::tokens;

/// How often a shell is asked at most.
const MOST: usize = 250;

/// The smallest script found that `shell` and the simulation differ about, by leaving out stretches of tokens.
#[must_use]
pub fn shrink(shell: &Real, script: &str) -> String {
    let mut smallest = script.to_owned();
    let mut asked = 0;
    let mut width = tokens(script).len() / 2;
    while width > 0 && asked < MOST {
        let mut start = 0;
        while asked < MOST {
            let parts = tokens(&smallest);
            if start >= parts.len() {
                break;
            }
            let end = (start + width).min(parts.len());
            let shorter = [&parts[..start], &parts[end..]].concat().concat();
            asked += 1;
            match compare(shell, &shorter).is_wrong() {
                true => smallest = shorter,
                false => start += width,
            }
        }
        width /= 2;
    }
    smallest
}
