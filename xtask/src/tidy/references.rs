//! Which modules a Rust file names, read from its tokens.
//!
//! Followed are `crate::…` and `super::…`, in `use` and in any other path, also inside macros;
//! `super` leads to another module only where it climbs to the root of the crate.
//! Documentation, comments and strings are no tokens, so a link in a comment is no import.

use proc_macro2::{Delimiter, LexError, Span, TokenStream, TokenTree};

use super::layers::Code;

/// A module at the root of the crate, named somewhere.
#[derive(Debug, PartialEq)]
pub(super) struct Reference {
    /// The module; `*` or `self` where the whole root is named.
    pub(super) module: String,
    pub(super) line: usize,
    pub(super) code: Code,
}

/// What a file declares and names.
#[derive(Debug, Default)]
pub(super) struct References {
    pub(super) references: Vec<Reference>,
    /// Lines of modules named `tests` that are built into the product, since no `#[cfg(test)]` stands above them.
    pub(super) tests_in_product: Vec<usize>,
}

/// Where in the crate some tokens stand.
#[derive(Clone)]
struct Place {
    /// How many modules lie between the root and here.
    depth: usize,
    code: Code,
}

/// Reads a file of the module `module_path` (from the root of the crate; empty for the root itself).
pub(super) fn read(text: &str, module_path: &[&str]) -> Result<References, LexError> {
    let code = if module_path.contains(&"tests") {
        Code::Test
    } else {
        Code::Product
    };
    let place = Place {
        depth: module_path.len(),
        code,
    };
    let mut found = References::default();
    found.walk(text.parse()?, &place);
    Ok(found)
}

impl References {
    fn walk(&mut self, tokens: TokenStream, place: &Place) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(ident) if ident == "mod" => {
                    at = self.walk_module(&tokens, at, place);
                }
                TokenTree::Ident(ident) if ident == "crate" => {
                    at = self.follow(&tokens, at + 1, 0, place);
                }
                TokenTree::Ident(ident) if ident == "super" => {
                    at = self.climb(&tokens, at, place.depth, place);
                }
                TokenTree::Group(group) => {
                    self.walk(group.stream(), place);
                    at += 1;
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
            }
        }
    }

    /// From `mod` on: `mod name { … }` is one module deeper. Returns where to go on.
    fn walk_module(&mut self, tokens: &[TokenTree], at: usize, place: &Place) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else {
            return at + 1;
        };
        let is_tests = name == "tests";
        if is_tests && !has_test_attribute(&tokens[..at]) {
            self.tests_in_product.push(line(name.span()));
        }
        if let Some(TokenTree::Group(body)) = tokens.get(at + 2) {
            let code = if is_tests { Code::Test } else { place.code };
            let depth = place.depth + 1;
            self.walk(body.stream(), &Place { depth, code });
            return at + 3;
        }
        at + 2
    }

    /// From a `super` on, written in a module `depth` below the root. Returns where to go on.
    fn climb(&mut self, tokens: &[TokenTree], at: usize, depth: usize, place: &Place) -> usize {
        let depth = depth.saturating_sub(1);
        match tokens.get(at + 3) {
            Some(TokenTree::Ident(ident))
                if ident == "super" && is_path_separator(tokens, at + 1) =>
            {
                self.climb(tokens, at + 3, depth, place)
            }
            _ => self.follow(tokens, at + 1, depth, place),
        }
    }

    /// From behind a path that leads `depth` below the root on. Returns where to go on.
    fn follow(&mut self, tokens: &[TokenTree], at: usize, depth: usize, place: &Place) -> usize {
        if !is_path_separator(tokens, at) {
            self.name_root_itself(tokens, at, depth, place);
            return at;
        }
        self.step_into(tokens, at + 2, depth, place);
        at + 3
    }

    /// `use crate as it`, or `crate` in a list: the whole root. (`pub(crate)` stands alone in its group.)
    fn name_root_itself(&mut self, tokens: &[TokenTree], at: usize, depth: usize, place: &Place) {
        let is_renamed = matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == "as");
        if depth == 0 && is_renamed {
            self.note("self", tokens[at].span(), place);
        }
    }

    /// The name, list or star behind `…::`.
    fn step_into(&mut self, tokens: &[TokenTree], at: usize, depth: usize, place: &Place) {
        match tokens.get(at) {
            Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Brace => {
                self.step_into_list(list.stream(), depth, place);
            }
            Some(TokenTree::Ident(name)) if name == "super" => {
                self.climb(tokens, at, depth, place);
            }
            Some(TokenTree::Ident(name)) if depth == 0 => {
                self.note(&name.to_string(), name.span(), place);
            }
            Some(TokenTree::Punct(star)) if depth == 0 && star.as_char() == '*' => {
                self.note("*", star.span(), place);
            }
            _ => {}
        }
    }

    fn step_into_list(&mut self, list: TokenStream, depth: usize, place: &Place) {
        let tokens: Vec<TokenTree> = list.into_iter().collect();
        for entry in
            tokens.split(|token| matches!(token, TokenTree::Punct(it) if it.as_char() == ','))
        {
            self.step_into(entry, 0, depth, place);
        }
    }

    fn note(&mut self, module: &str, span: Span, place: &Place) {
        self.references.push(Reference {
            module: module.to_owned(),
            line: line(span),
            code: place.code,
        });
    }
}

fn is_path_separator(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon = |index: usize| matches!(tokens.get(index), Some(TokenTree::Punct(it)) if it.as_char() == ':');
    is_colon(at) && is_colon(at + 1)
}

/// Whether the item that begins behind these tokens has a `#[cfg(test)]`.
fn has_test_attribute(before: &[TokenTree]) -> bool {
    before
        .iter()
        .rev()
        .take_while(|token| match token {
            TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() != ';',
            TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        })
        .any(|token| matches!(token, TokenTree::Group(group) if group.stream().to_string() == "cfg (test)"))
}

fn line(span: Span) -> usize {
    span.start().line
}

#[cfg(test)]
mod tests {
    use super::{Code, read};

    /// The modules that `text` names, standing in the module `a::b`; those of tests with a `?`.
    fn named(text: &str) -> Vec<String> {
        read(text, &["a", "b"])
            .unwrap()
            .references
            .into_iter()
            .map(|reference| match reference.code {
                Code::Product => reference.module,
                Code::Test => format!("{}?", reference.module),
            })
            .collect()
    }

    #[test]
    fn paths_from_the_crate_are_followed_wherever_they_stand() {
        assert_eq!(named("use crate::text::Span;"), ["text"]);
        assert_eq!(
            named("fn f(it: &crate::text::Span) { vec![crate::trace::Pid(1)]; }"),
            ["text", "trace"]
        );
        assert_eq!(
            named("pub(crate) struct A; pub(in crate::a) struct B;"),
            ["a"]
        );
        assert_eq!(
            named("macro_rules! m { () => { $crate::shell::x() } }"),
            ["shell"]
        );
    }

    #[test]
    fn every_entry_of_a_list_counts() {
        assert_eq!(
            named("use crate::{text::{Span, Text}, trace, shell as it};"),
            ["text", "trace", "shell"]
        );
    }

    #[test]
    fn the_root_as_a_whole_is_named_by_star_and_rename() {
        assert_eq!(named("use crate::*;"), ["*"]);
        assert_eq!(named("use crate as root;"), ["self"]);
        assert_eq!(named("use crate::{self as root, text};"), ["self", "text"]);
    }

    #[test]
    fn super_counts_where_it_reaches_the_root() {
        assert_eq!(named("use super::sibling;"), [""; 0]);
        assert_eq!(named("use super::super::shell;"), ["shell"]);
        assert_eq!(
            named("use super::{sibling, super::shell::Word};"),
            ["shell"]
        );
        assert_eq!(
            named("mod c { use super::super::super::shell; use super::x; }"),
            ["shell"]
        );
        assert_eq!(named("fn f() { super::super::trace::g() }"), ["trace"]);
        assert_eq!(named("use super::super::*;"), ["*"]);
    }

    #[test]
    fn comments_strings_and_documentation_are_no_imports() {
        assert_eq!(
            named("//! See [`crate::shell`].\nconst A: &str = \"crate::shell\"; // crate::shell"),
            [""; 0]
        );
    }

    #[test]
    fn what_tests_name_is_told_apart() {
        assert_eq!(
            named("use crate::text; #[cfg(test)] mod tests { use super::*; use crate::shell; }"),
            ["text", "shell?"]
        );
    }

    #[test]
    fn a_module_of_tests_without_its_attribute_is_found() {
        let lines = |text| read(text, &["a"]).unwrap().tests_in_product;
        assert_eq!(lines("#[cfg(test)]\nmod tests;"), [0; 0]);
        assert_eq!(lines("#[cfg(test)]\nmod other;\nmod tests;"), [3]);
        assert_eq!(lines("mod tests { }"), [1]);
    }
}
