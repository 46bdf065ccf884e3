//! What BuildKit checks before it builds: stage names, the case of keywords, which checks run at all.

use std::collections::BTreeMap;

use crate::dockerfile::{DirectiveName, Dockerfile, Keyword};
use crate::session::Session;
use crate::text::{Span, case};

use super::evaluate::{Builder, from_words};
use super::lint;

/// Which checks run, by the directive `# check=skip=…;error=true`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Checks {
    skip: Skip,
    on_warnings: OnWarnings,
    /// The directive's value.
    pub(super) span: Option<Span>,
    /// BuildKit's message about a directive it does not take.
    pub(super) problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default)]
enum Skip {
    #[default]
    None,
    All,
    These(Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum OnWarnings {
    #[default]
    GoOn,
    Fail,
}

impl Checks {
    pub(super) fn of(cx: &Session, dockerfile: &Dockerfile) -> Self {
        let directive = dockerfile
            .directives
            .iter()
            .find(|it| it.name == DirectiveName::Check);
        let Some(directive) = directive else {
            return Self::default();
        };
        let mut checks = Self {
            span: Some(directive.value),
            ..Self::default()
        };
        for option in cx.texts.str(directive.value).split(';') {
            checks.option(option.trim());
        }
        checks
    }

    /// `skip=…`, `error=true` or `experimental=…` (`linter.ParseLintOptions`).
    fn option(&mut self, option: &str) {
        match option
            .split_once('=')
            .map(|(name, value)| (name.trim(), value.trim()))
        {
            Some(("skip", "all")) => self.skip = Skip::All,
            Some(("skip", rules)) => {
                self.skip = Skip::These(rules.split(',').map(|it| it.trim().to_owned()).collect());
            }
            Some(("error", value)) => match go_bool(value) {
                Some(Switch::On) => self.on_warnings = OnWarnings::Fail,
                Some(Switch::Off) => self.on_warnings = OnWarnings::GoOn,
                None => {
                    let value = crate::text::go::go_quote(value);
                    self.refuse(&format!("failed to parse check option \"error\": strconv.ParseBool: parsing {value}: invalid syntax"));
                }
            },
            Some(("experimental", _)) => {}
            Some((name, _)) => {
                let name = crate::text::go::go_quote(name);
                self.refuse(&format!("invalid check option {name}"));
            }
            None => {
                let option = crate::text::go::go_quote(option);
                self.refuse(&format!("invalid check option {option}"));
            }
        }
    }

    fn refuse(&mut self, reason: &str) {
        self.problem
            .get_or_insert(format!("failed to parse check options: {reason}"));
    }

    /// Whether the rule of this name runs.
    pub(super) fn runs(&self, rule: &str) -> bool {
        match &self.skip {
            Skip::None => true,
            Skip::All => false,
            Skip::These(rules) => !rules.iter().any(|it| it == rule),
        }
    }

    pub(super) fn warnings_are_errors(&self) -> bool {
        self.on_warnings == OnWarnings::Fail
    }
}

enum Switch {
    On,
    Off,
}

/// Go's `strconv.ParseBool`.
fn go_bool(text: &str) -> Option<Switch> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(Switch::On),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(Switch::Off),
        _ => None,
    }
}

/// Stage names and the case of keywords. Warnings of the reader that are switched off are taken back.
pub(super) fn warn(builder: &mut Builder<'_>) {
    if let Some(problem) = builder.checks.problem.take() {
        let span = builder.checks.span.unwrap_or(builder.dockerfile.file);
        builder.refuse(
            problem,
            crate::dockerfile::LineRange { first: 1, last: 1 },
            span,
        );
    }
    let checks = builder.checks.clone();
    builder
        .cx
        .diagnostics
        .retain(|it| it.rule == crate::diagnostic::REFUSED || checks.runs(it.rule.code));
    stage_names(builder);
    casing(builder);
}

fn stage_names(builder: &mut Builder<'_>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, instruction) in builder.dockerfile.instructions.iter().enumerate() {
        let Some([_, _, name]) = from_words(instruction) else {
            continue;
        };
        let lower = case::lowercase(builder.cx.texts.str(*name));
        let line = instruction.lines.first;
        if matches!(lower.as_str(), "context" | "scratch") {
            builder.warn_on(line, lint::reserved_stage(&lower, *name));
        }
        if seen.contains_key(&lower) {
            builder.warn_on(line, lint::duplicate_stage(&lower, *name));
        }
        seen.insert(lower, index);
    }
}

/// Keywords in the case that most of them are not in.
fn casing(builder: &mut Builder<'_>) {
    let (mut lower, mut upper) = (0, 0);
    let mut in_stage = false;
    let mut words = Vec::new();
    for instruction in &builder.dockerfile.instructions {
        in_stage |= instruction.keyword == Keyword::From;
        // Build arguments before the first stage are not looked at.
        if !in_stage || instruction.keyword == Keyword::Unknown {
            continue;
        }
        let word = builder.cx.texts.str(instruction.keyword_span);
        if case::is_lowercase(word) {
            lower += 1;
        } else if case::is_uppercase(word) {
            upper += 1;
        }
        words.push((instruction.keyword_span, instruction.lines.first));
    }
    let most_are_lower = lower > upper;
    for (span, line) in words {
        let word = builder.cx.texts.str(span);
        let (wanted, casing) = match most_are_lower {
            true => (case::lowercase(word), "lowercase"),
            false => (case::uppercase(word), "uppercase"),
        };
        if word != wanted {
            let warning = lint::instruction_casing(word, casing, span);
            builder.warn_on(line, warning);
        }
    }
}
