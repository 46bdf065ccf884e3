//! The modes of `-perm`: `755`, `u+x,g=rw`.

/// The permission bits that a mode names; nothing when it is none.
pub(super) fn read(text: &str) -> Option<u16> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let bits = u16::from_str_radix(text, 8).ok()?;
        return (bits <= 0o7777).then_some(bits);
    }
    let mut mode = 0;
    for clause in text.split(',') {
        let at = clause.find(['+', '=', '-'])?;
        let (who, what) = clause.split_at(at);
        let mut mask = 0;
        for letter in who.chars() {
            mask |= match letter {
                'u' => 0o4700,
                'g' => 0o2070,
                'o' => 0o1007,
                'a' => 0o7777,
                _ => return None,
            };
        }
        if who.is_empty() {
            mask = 0o7777;
        }
        let mut bits = 0;
        for letter in what[1..].chars() {
            bits |= match letter {
                'r' => 0o444,
                'w' => 0o222,
                'x' => 0o111,
                's' => 0o6000,
                't' => 0o1000,
                _ => return None,
            };
        }
        match what.as_bytes()[0] {
            b'-' => mode &= !(bits & mask),
            _ => mode |= bits & mask,
        }
    }
    Some(mode)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn modes_are_numbers_or_clauses() {
        assert_eq!(read("755"), Some(0o755));
        assert_eq!(read("u+x"), Some(0o100));
        assert_eq!(read("a=r,u+w"), Some(0o644));
        assert_eq!(read("u=s"), Some(0o4000));
        assert_eq!(read("x"), None);
    }
}
