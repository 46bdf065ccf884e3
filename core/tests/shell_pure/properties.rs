//! The invariants, over arbitrary text: nothing panics, and what is found lies within the text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shellform::shell::arithmetic::{Unassigned, Variables, evaluate};
use shellform::shell::{Dialect, Release, Shell};

fn shells() -> [Shell; 5] {
    let older = Shell {
        dialect: Dialect::BusyboxAsh,
        release: Release::Busybox1_35,
    };
    [
        Dialect::Dash.into(),
        Dialect::Bash.into(),
        Dialect::BashAsSh.into(),
        Dialect::BusyboxAsh.into(),
        older,
    ]
}

struct Map(BTreeMap<String, String>);

impl Variables for Map {
    fn value(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned> {
        self.0.insert(name.to_owned(), value.to_string());
        Ok(())
    }
}

fn calculate(text: &str, value: &str) {
    for shell in shells() {
        let variables = [("x", value), ("y", text)];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let mut variables = Map(variables.into_iter().map(owned).collect());
        if let Err(error) = evaluate(text, shell, &mut variables) {
            assert!(text.get(error.at.clone()).is_some(), "{text:?} {error:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_calculated(text in ".{0,30}", value in ".{0,10}") {
        calculate(&text, &value);
    }

    #[test]
    fn what_looks_like_an_expression_is_calculated(
        text in "[-+*/%<>=!&|^~?:,()xyz0129a#@_ .\\[\\]]{0,25}",
        value in "[-+*=?:(),xy019# ]{0,10}",
    ) {
        calculate(&text, &value);
    }
}
