//! The words of BuildKit's warnings that need the stages (`linter/ruleset.go`).

use crate::diagnostic::Diagnostic;
use crate::dockerfile::lint as rules;
use crate::dockerfile::suggest::{self, Case};
use crate::text::Span;

pub(super) fn undefined_variable<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    at: Span,
) -> Diagnostic {
    let near = suggest::nearest(name, known, Case::Sensitive);
    let message = format!("Usage of undefined variable '${name}'");
    let message = suggest::with_suggestion(message, near.map(|it| format!("${it}")));
    Diagnostic::new(rules::UNDEFINED_VAR, at, message)
}

pub(super) fn undefined_argument_in_from<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    at: Span,
) -> Diagnostic {
    let near = suggest::nearest(name, known, Case::Sensitive);
    let message = format!("FROM argument '{name}' is not declared");
    Diagnostic::new(
        rules::UNDEFINED_ARG_IN_FROM,
        at,
        suggest::with_suggestion(message, near),
    )
}

pub(super) fn relative_workdir(path: &str, at: Span) -> Diagnostic {
    let message = format!(
        "Relative workdir {} can have unexpected results if the base image changes",
        quoted(path)
    );
    Diagnostic::new(rules::WORKDIR_RELATIVE_PATH, at, message)
}

pub(super) fn json_arguments_recommended(keyword: &str, at: Span) -> Diagnostic {
    let message = format!(
        "JSON arguments recommended for {keyword} to prevent unintended behavior related to OS signals"
    );
    Diagnostic::new(rules::JSON_ARGS_RECOMMENDED, at, message)
}

pub(super) fn multiple_instructions(keyword: &str, at: Span) -> Diagnostic {
    let message = format!(
        "Multiple {keyword} instructions should not be used in the same stage because only the last one will be used"
    );
    Diagnostic::new(rules::MULTIPLE_INSTRUCTIONS_DISALLOWED, at, message)
}

pub(super) fn legacy_key_value(keyword: &str, at: Span) -> Diagnostic {
    let message = format!(
        "\"{keyword} key=value\" should be used instead of legacy \"{keyword} key value\" format"
    );
    Diagnostic::new(rules::LEGACY_KEY_VALUE_FORMAT, at, message)
}

pub(super) fn secret(keyword: &str, name: &str, at: Span) -> Diagnostic {
    let message = format!(
        "Do not use ARG or ENV instructions for sensitive data ({keyword} {})",
        quoted(name)
    );
    Diagnostic::new(rules::SECRETS_USED_IN_ARG_OR_ENV, at, message)
}

pub(super) fn duplicate_stage(name: &str, at: Span) -> Diagnostic {
    let message = format!(
        "Duplicate stage name {}, stage names should be unique",
        quoted(name)
    );
    Diagnostic::new(rules::DUPLICATE_STAGE_NAME, at, message)
}

pub(super) fn reserved_stage(name: &str, at: Span) -> Diagnostic {
    let message = format!(
        "Stage name should not use the same name as reserved stage {}",
        quoted(name)
    );
    Diagnostic::new(rules::RESERVED_STAGE_NAME, at, message)
}

pub(super) fn instruction_casing(keyword: &str, casing: &str, at: Span) -> Diagnostic {
    let message =
        format!("Command '{keyword}' should match the case of the command majority ({casing})");
    Diagnostic::new(rules::CONSISTENT_INSTRUCTION_CASING, at, message)
}

pub(super) fn invalid_default_argument(base_name: &str, at: Span) -> Diagnostic {
    let message =
        format!("Default value for ARG {base_name} results in empty or invalid base image name");
    Diagnostic::new(rules::INVALID_DEFAULT_ARG_IN_FROM, at, message)
}

pub(super) fn redundant_target_platform(written: &str, at: Span) -> Diagnostic {
    let message = format!(
        "Setting platform to predefined {written} in FROM is redundant as this is the default behavior"
    );
    Diagnostic::new(rules::REDUNDANT_TARGET_PLATFORM, at, message)
}

pub(super) fn constant_platform(platform: &str, at: Span) -> Diagnostic {
    let message = format!(
        "FROM --platform flag should not use constant value {}",
        quoted(platform)
    );
    Diagnostic::new(rules::FROM_PLATFORM_FLAG_CONST_DISALLOWED, at, message)
}

pub(super) fn exposed_protocol_casing(port: &str, at: Span) -> Diagnostic {
    let message = format!("Defined protocol '{port}' in EXPOSE instruction should be lowercase");
    Diagnostic::new(rules::EXPOSE_PROTO_CASING, at, message)
}

pub(super) fn exposed_format(port: &str, at: Span) -> Diagnostic {
    let message = format!(
        "EXPOSE instruction should not define an IP address or host-port mapping, found '{port}'"
    );
    Diagnostic::new(rules::EXPOSE_INVALID_FORMAT, at, message)
}

fn quoted(text: &str) -> String {
    crate::text::go::go_quote(text)
}
