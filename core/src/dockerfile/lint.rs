//! BuildKit's warnings, in BuildKit's names and words (`linter/ruleset.go`).

use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::text::Span;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $page:expr;)*) => {
        $(
            $(#[$doc])*
            pub const $name: Rule = Rule {
                code: $code,
                authority: Authority::BuildKit,
                severity: Severity::Warning,
                url: $page,
            };
        )*
        /// Every rule of BuildKit that Shellform raises.
        pub const ALL: &[Rule] = &[$($name),*];
    };
}

macro_rules! page {
    ($slug:literal) => {
        Some(concat!(
            "https://docs.docker.com/go/dockerfile/rule/",
            $slug,
            "/"
        ))
    };
}

rules! {
    /// A stage name in capitals.
    STAGE_NAME_CASING = "StageNameCasing", page!("stage-name-casing");
    /// `FROM … as`, `from … AS`.
    FROM_AS_CASING = "FromAsCasing", page!("from-as-casing");
    /// A blank line inside a continued instruction.
    NO_EMPTY_CONTINUATION = "NoEmptyContinuation", page!("no-empty-continuation");
    /// Keywords in different cases.
    CONSISTENT_INSTRUCTION_CASING = "ConsistentInstructionCasing", page!("consistent-instruction-casing");
    /// Two stages of one name.
    DUPLICATE_STAGE_NAME = "DuplicateStageName", page!("duplicate-stage-name");
    /// A stage called `scratch` or `context`.
    RESERVED_STAGE_NAME = "ReservedStageName", page!("reserved-stage-name");
    /// `CMD` or `ENTRYPOINT` in shell form without a `SHELL`.
    JSON_ARGS_RECOMMENDED = "JSONArgsRecommended", page!("json-args-recommended");
    /// `MAINTAINER`.
    MAINTAINER_DEPRECATED = "MaintainerDeprecated", page!("maintainer-deprecated");
    /// A variable in `FROM` that no `ARG` before it declares.
    UNDEFINED_ARG_IN_FROM = "UndefinedArgInFrom", page!("undefined-arg-in-from");
    /// A relative `WORKDIR` before any absolute one.
    WORKDIR_RELATIVE_PATH = "WorkdirRelativePath", page!("workdir-relative-path");
    /// A variable that nobody has set.
    UNDEFINED_VAR = "UndefinedVar", page!("undefined-var");
    /// A second `CMD`, `ENTRYPOINT` or `HEALTHCHECK` in one stage.
    MULTIPLE_INSTRUCTIONS_DISALLOWED = "MultipleInstructionsDisallowed", page!("multiple-instructions-disallowed");
    /// `ENV name value`.
    LEGACY_KEY_VALUE_FORMAT = "LegacyKeyValueFormat", page!("legacy-key-value-format");
    /// `FROM --platform=$TARGETPLATFORM`.
    REDUNDANT_TARGET_PLATFORM = "RedundantTargetPlatform", page!("redundant-target-platform");
    /// A secret in `ARG` or `ENV`.
    SECRETS_USED_IN_ARG_OR_ENV = "SecretsUsedInArgOrEnv", page!("secrets-used-in-arg-or-env");
    /// A base image whose name is only valid with a `--build-arg`.
    INVALID_DEFAULT_ARG_IN_FROM = "InvalidDefaultArgInFrom", page!("invalid-default-arg-in-from");
    /// `FROM --platform=linux/amd64`.
    FROM_PLATFORM_FLAG_CONST_DISALLOWED = "FromPlatformFlagConstDisallowed", page!("from-platform-flag-const-disallowed");
    /// A protocol in capitals.
    EXPOSE_PROTO_CASING = "ExposeProtoCasing", page!("expose-proto-casing");
    /// A host port or address in `EXPOSE`.
    EXPOSE_INVALID_FORMAT = "ExposeInvalidFormat", page!("expose-invalid-format");
}

pub(super) fn empty_continuation(logical: Span, line: u32) -> Diagnostic {
    Diagnostic::new(NO_EMPTY_CONTINUATION, logical, "Empty continuation line")
        .on_line(line)
        .help(
            "Docker drops blank lines inside an instruction for now and will refuse them one day.",
        )
}

pub(super) fn stage_name_casing(name: &str, span: Span, line: u32) -> Diagnostic {
    let message = format!("Stage name '{name}' should be lowercase");
    Diagnostic::new(STAGE_NAME_CASING, span, message).on_line(line)
}

pub(super) fn from_as_casing(from: &str, written: &str, span: Span, line: u32) -> Diagnostic {
    let message = format!("'{written}' and '{from}' keywords' casing do not match");
    Diagnostic::new(FROM_AS_CASING, span, message).on_line(line)
}

pub(super) fn maintainer_deprecated(span: Span, line: u32) -> Diagnostic {
    let message = "Maintainer instruction is deprecated in favor of using label";
    Diagnostic::new(MAINTAINER_DEPRECATED, span, message).on_line(line)
}
