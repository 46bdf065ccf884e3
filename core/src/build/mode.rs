//! `--chmod`: permissions in octal or as symbols.

/// Checks a mode; BuildKit's message when it takes none of the two.
pub(super) fn check(text: &str) -> Result<(), String> {
    let begins_octal = text.starts_with(|it: char| it.is_ascii_digit());
    let is_octal =
        !text.starts_with('+') && u32::from_str_radix(text, 8).is_ok_and(|it| it <= 0o7777);
    if is_octal || (!begins_octal && text.split(',').all(is_symbolic)) {
        return Ok(());
    }
    if begins_octal {
        return Err(format!(
            "invalid chmod parameter: '{text}'. it should be octal string and between 0 and 07777"
        ));
    }
    Err("invalid syntax".to_owned())
}

/// `[ugoa]*` and then operators with permissions, as in `u+x` or `g=u`.
fn is_symbolic(clause: &str) -> bool {
    let mut rest = clause.trim_start_matches(['u', 'g', 'o', 'a']);
    let mut operators = 0;
    while let Some(behind) = rest.strip_prefix(['+', '-', '=']) {
        operators += 1;
        rest = match behind.strip_prefix(['u', 'g', 'o']) {
            Some(behind) => behind,
            None => behind.trim_start_matches(['r', 'w', 'x', 'X', 's', 't']),
        };
    }
    operators > 0 && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn modes_are_octal_or_symbolic() {
        for mode in ["755", "07777", "u+x", "a=r,u+w", "-w", "u=g", "u+X,g-s"] {
            assert_eq!(check(mode), Ok(()), "{mode}");
        }
        assert_eq!(check("xyz").unwrap_err(), "invalid syntax");
        assert!(
            check("999")
                .unwrap_err()
                .starts_with("invalid chmod parameter: '999'")
        );
        assert!(check("10000").is_err());
        assert!(check("0o755").is_err());
    }
}
