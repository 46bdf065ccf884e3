//! File names in messages, as `quotearg` of GNU's programs writes them: as a shell would want them, when that matters.

/// A file name: in quotes only when a shell would not read it as it stands.
pub(super) fn file_name(name: &str) -> String {
    match needs_quotes(name) {
        true => quoted(name),
        false => name.to_owned(),
    }
}

/// A file name in quotes.
pub(super) fn quoted(name: &str) -> String {
    let is_control = |c: char| c.is_ascii_control();
    if name.contains('\'') && !name.contains(|c| is_control(c) || "\"$`\\!".contains(c)) {
        return format!("\"{name}\"");
    }
    let mut out = String::from("'");
    let mut is_escape = false;
    for c in name.chars() {
        if is_control(c) != is_escape {
            out.push_str(if is_escape { "''" } else { "'$'" });
            is_escape = !is_escape;
        }
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\'' => out.push_str("'\\''"),
            c if is_control(c) => out.push_str(&format!("\\{:03o}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

fn needs_quotes(name: &str) -> bool {
    let is_special = |c: char| c.is_ascii_control() || " !\"$&'()*:;<=>?[\\^`|".contains(c);
    name.is_empty()
        || name.contains(is_special)
        || name.starts_with(['#', '~'])
        || matches!(name, "{" | "}")
}

#[cfg(test)]
mod tests {
    use super::{file_name, quoted};

    #[test]
    fn a_name_that_a_shell_would_split_is_quoted() {
        assert_eq!(file_name("a-b.c"), "a-b.c");
        assert_eq!(file_name("a b"), "'a b'");
        assert_eq!(file_name("a:b"), "'a:b'");
        assert_eq!(file_name("it's"), "\"it's\"");
        assert_eq!(file_name("a\nb"), "'a'$'\\n''b'");
        assert_eq!(quoted("a"), "'a'");
    }
}
