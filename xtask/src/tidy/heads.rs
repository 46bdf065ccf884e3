//! Every Rust file begins with what it is (`//!`) and silences neither tests nor lints.
//!
//! No file is named `utils`: a name says what is inside.
//! A test is not ignored and not expected to panic; a lint is silenced by `#[expect(…, reason = "…")]`,
//! which is itself reported once there is nothing left to silence.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use super::Violation;
use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    tree.with_ending(".rs")
        .flat_map(|(path, text)| {
            let mut violations = check_attributes(path, text);
            violations.extend(check_name(path));
            violations.extend(check_head(path, text));
            violations
        })
        .collect()
}

fn check_name(path: &str) -> Option<Violation> {
    let is_utils = path
        .split('/')
        .any(|name| matches!(name.strip_suffix(".rs").unwrap_or(name), "utils" | "util"));
    is_utils.then(|| Violation::new(path, 1, "name the file after what it holds"))
}

fn check_head(path: &str, text: &str) -> Option<Violation> {
    (!text.starts_with("//! "))
        .then(|| Violation::new(path, 1, "the file must begin with `//!` and say what it is"))
}

fn check_attributes(path: &str, text: &str) -> Vec<Violation> {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return vec![Violation::new(path, 1, "this is not Rust")];
    };
    let mut violations = Vec::new();
    visit_attributes(tokens, &mut |attribute| {
        if let Some((span, message)) = complaint(attribute.stream()) {
            violations.push(Violation::new(path, span.start().line, message));
        }
    });
    violations
}

/// Calls `visit` with the brackets of every `#[…]` and `#![…]`.
fn visit_attributes(tokens: TokenStream, visit: &mut dyn FnMut(&Group)) {
    let mut after_hash = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                if after_hash && group.delimiter() == Delimiter::Bracket {
                    visit(&group);
                }
                visit_attributes(group.stream(), visit);
                after_hash = false;
            }
            TokenTree::Punct(punct) => {
                after_hash = punct.as_char() == '#' || (after_hash && punct.as_char() == '!');
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => after_hash = false,
        }
    }
}

/// What is wrong with an attribute; one inside `cfg_attr(…)` counts like one of its own.
fn complaint(attribute: TokenStream) -> Option<(Span, &'static str)> {
    let tokens: Vec<TokenTree> = attribute.into_iter().collect();
    let Some(TokenTree::Ident(name)) = tokens.first() else {
        return None;
    };
    let message = match name.to_string().as_str() {
        "allow" => "use `#[expect(…, reason = \"…\")]`",
        "ignore" => "a test is not ignored: assert what is true today, with a FIXME",
        "should_panic" => "assert what is wrong, not that it panics",
        "cfg_attr" => return complaint_of_list(tokens.get(1)?),
        _ => return None,
    };
    Some((name.span(), message))
}

fn complaint_of_list(list: &TokenTree) -> Option<(Span, &'static str)> {
    let TokenTree::Group(list) = list else {
        return None;
    };
    let tokens: Vec<TokenTree> = list.stream().into_iter().collect();
    tokens
        .split(|token| matches!(token, TokenTree::Punct(it) if it.as_char() == ','))
        .skip(1)
        .find_map(|entry| complaint(entry.iter().cloned().collect()))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::check;

    #[test]
    fn a_file_that_says_what_it_is_is_fine() {
        let text = "//! What this is: `#[ignore]` in prose.\n\
                    #[expect(dead_code, reason = \"used by the next change\")]\n\
                    const A: &str = \"#[allow(dead_code)]\";\n";
        assert_eq!(found(check, &[("core/src/text/mod.rs", text)]), [""; 0]);
    }

    #[test]
    fn a_missing_head_and_a_poor_name_are_named() {
        assert_eq!(
            found(check, &[("core/src/utils.rs", "// no head\n")]),
            [
                "core/src/utils.rs:1: name the file after what it holds",
                "core/src/utils.rs:1: the file must begin with `//!` and say what it is",
            ]
        );
    }

    #[test]
    fn silenced_lints_and_tests_are_named_with_their_line() {
        let text = "//! A.\n#![allow(dead_code)]\n#[test]\n#[ignore]\nfn a() {\n#[allow(x)]\nlet b = 1;\n}\n\
                    #[cfg_attr(miri, ignore)]\nfn c() {}\n#[should_panic]\nfn d() {}\n";
        assert_eq!(
            found(check, &[("core/src/a.rs", text)]),
            [
                "core/src/a.rs:2: use `#[expect(…, reason = \"…\")]`",
                "core/src/a.rs:4: a test is not ignored: assert what is true today, with a FIXME",
                "core/src/a.rs:6: use `#[expect(…, reason = \"…\")]`",
                "core/src/a.rs:9: a test is not ignored: assert what is true today, with a FIXME",
                "core/src/a.rs:11: assert what is wrong, not that it panics",
            ]
        );
    }
}
