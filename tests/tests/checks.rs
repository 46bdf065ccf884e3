//! Every check has a page whose example raises it and nothing else of ours, and whose advice raises nothing.

use std::collections::BTreeSet;

use shellform::checks::{self, Check};
use shellform::diagnostic::{Authority, Diagnostic, Fix};
use shellform::{Input, Simulation, simulate};

fn ours(simulation: &Simulation) -> Vec<&Diagnostic> {
    let diagnostics = simulation.session.diagnostics.iter();
    diagnostics
        .filter(|it| it.rule.authority == Authority::Shellform)
        .collect()
}

fn codes(dockerfile: &str) -> Vec<&'static str> {
    let simulation = simulate(&Input::dockerfile(dockerfile));
    let codes = ours(&simulation).into_iter().map(|it| it.rule.code);
    codes.collect()
}

/// The Dockerfiles in a section of a page.
fn dockerfiles<'p>(check: &Check, section: &str) -> Vec<&'p str>
where
    'static: 'p,
{
    let heading = format!("\n## {section}\n");
    let page = checks::page(check.rule.code).expect("its page");
    let (_, behind) = page.split_once(&heading).expect("the section");
    let section = behind.split_once("\n## ").map_or(behind, |(it, _)| it);
    let blocks = section.split("```dockerfile\n").skip(1);
    blocks
        .filter_map(|it| it.split_once("```"))
        .map(|(it, _)| it)
        .collect()
}

/// The file after a fix.
fn apply(file: &str, fix: &Fix) -> String {
    let mut fixed = file.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.replacement);
    }
    fixed
}

/// Simulates a Dockerfile behind `FROM probe`, checks that one diagnostic of this code is raised, applies its fix.
#[track_caller]
fn fixed(code: &str, instructions: &str) -> String {
    let file = format!("FROM probe\n{instructions}\n");
    let mut input = Input::dockerfile(&file);
    let config = serde_json::json!({ "Config": { "Env": ["PATH=/bin"] } });
    input.image_configs.insert("*".to_owned(), config);
    let simulation = simulate(&input);
    let found = ours(&simulation)
        .into_iter()
        .find(|it| it.rule.code == code);
    let found = found.expect(code);
    let Some(fix) = found.fixes.first() else {
        return "(no fix)".to_owned();
    };
    let mended = apply(&file, fix);
    input.text.clone_from(&mended);
    let simulation = simulate(&input);
    assert!(simulation.refusal().is_none(), "{:?}", simulation.refusal());
    let left: Vec<_> = ours(&simulation)
        .into_iter()
        .map(|it| it.rule.code)
        .collect();
    assert_eq!(left, [""; 0], "{mended}");
    mended["FROM probe\n".len()..].trim_end().to_owned()
}

/// The messages with the characters they point at.
fn messages(instructions: &str) -> Vec<String> {
    let mut input = Input::dockerfile(format!("FROM probe\n{instructions}\n"));
    let config = serde_json::json!({ "Config": { "Env": ["PATH=/bin"] } });
    input.image_configs.insert("probe".to_owned(), config);
    let simulation = simulate(&input);
    ours(&simulation)
        .into_iter()
        .map(|it| {
            format!(
                "{}: {:?}: {}",
                it.rule.code,
                simulation.str(it.span),
                it.message
            )
        })
        .collect()
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let codes: Vec<&str> = checks::ALL.iter().map(|it| it.rule.code).collect();
    let unique: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(unique.len(), codes.len());
    for code in codes {
        assert!(
            code.chars().all(|it| it.is_ascii_lowercase() || it == '-'),
            "{code}"
        );
        assert!(checks::page(code).is_some());
    }
}

#[test]
fn every_check_is_ours_and_has_a_page_of_its_name() {
    for check in checks::ALL {
        assert_eq!(check.rule.authority, Authority::Shellform);
        let title = format!("# {}\n", check.rule.code);
        let page = checks::page(check.rule.code).expect("its page");
        assert!(page.starts_with(&title), "{title}");
        for section in ["What happens", "Why it matters", "Example", "Instead"] {
            assert!(
                page.contains(&format!("\n## {section}\n")),
                "{title}: {section}"
            );
        }
    }
}

#[test]
fn an_example_raises_its_check_and_nothing_else() {
    for check in checks::ALL {
        let [example] = dockerfiles(check, "Example")[..] else {
            panic!("{}: one example", check.rule.code);
        };
        let found: BTreeSet<&str> = codes(example).into_iter().collect();
        assert_eq!(found, BTreeSet::from([check.rule.code]), "{example}");
    }
}

#[test]
fn what_a_page_advises_raises_nothing() {
    for check in checks::ALL {
        let advised = dockerfiles(check, "Instead");
        assert!(!advised.is_empty(), "{}", check.rule.code);
        for dockerfile in advised {
            assert_eq!(
                codes(dockerfile),
                [""; 0],
                "{}\n{dockerfile}",
                check.rule.code
            );
        }
    }
}

#[test]
fn a_diagnostic_points_at_characters_and_helps() {
    for check in checks::ALL {
        let simulation = simulate(&Input::dockerfile(dockerfiles(check, "Example")[0]));
        for found in ours(&simulation) {
            let text = simulation.session.texts.whole(found.span.text);
            assert!(text.contains(found.span), "{}", check.rule.code);
            assert!(!found.help.is_empty(), "{}", check.rule.code);
            for sentence in &found.help {
                assert!(sentence.ends_with(['.', ']', '`']), "{sentence}");
            }
        }
    }
}

#[test]
fn nothing_is_said_about_stages_that_are_not_built() {
    let unused = "FROM scratch AS unused\nCMD ['a']\nRUN cd /a\nFROM scratch\nCMD [\"b\"]\n";
    assert_eq!(codes(unused), [""; 0]);
}

#[test]
fn broken_arrays_are_mended() {
    let code = "exec-form-not-json";
    assert_eq!(
        fixed(code, "CMD ['node', 'app.js']"),
        r#"CMD ["node", "app.js"]"#
    );
    assert_eq!(fixed(code, r#"CMD ["a", "b",]"#), r#"CMD ["a", "b"]"#);
    assert_eq!(fixed(code, r#"RUN ["a" "b"]"#), r#"RUN ["a", "b"]"#);
    assert_eq!(fixed(code, "VOLUME ['/a', '/b']"), r#"VOLUME ["/a", "/b"]"#);
    assert_eq!(
        fixed(code, "HEALTHCHECK CMD ['a']"),
        r#"HEALTHCHECK CMD ["a"]"#
    );
    assert_eq!(fixed(code, "ONBUILD CMD ['a']"), r#"ONBUILD CMD ["a"]"#);
    assert_eq!(fixed(code, "CMD ['a', \\\n  'b']"), r#"CMD ["a", "b"]"#);
    assert_eq!(fixed(code, "SHELL ['a', '-c']"), r#"SHELL ["a", "-c"]"#);
    assert_eq!(fixed(code, "CMD ['a', \\\n# note\n  'b']"), "(no fix)");
    assert_eq!(fixed(code, "CMD ['a',"), "(no fix)");
    assert_eq!(messages("RUN [ -f /a ] && b"), [""; 0]);
}

#[test]
fn variables_in_exec_form_are_given_a_shell() {
    let code = "exec-form-variable";
    assert_eq!(
        fixed(code, r#"CMD ["deploy.sh", "${API_KEY}"]"#),
        r#"CMD ["/bin/sh", "-c", "exec deploy.sh \"${API_KEY}\""]"#
    );
    assert_eq!(fixed(code, r#"ENTRYPOINT ["a", "$B"]"#), "(no fix)");
    for quiet in [
        r#"CMD ["sh", "-c", "echo $A"]"#,
        r#"CMD ["tini", "--", "bash", "-ec", "echo $A"]"#,
        "ENTRYPOINT [\"sh\", \"-c\"]\nCMD [\"echo $A\"]",
        r#"CMD ["awk", "{ print $NF }"]"#,
        r#"CMD ["a", "\\$B", "$1"]"#,
        "CMD a $B",
    ] {
        assert_eq!(messages(quiet), [""; 0]);
    }
}

#[test]
fn shell_syntax_in_exec_form_is_named() {
    assert_eq!(
        messages(r#"CMD ["a", ">/dev/null", "2>&1", "~/b", "$(c)"]"#).len(),
        4
    );
    for quiet in [
        r#"CMD ["find", "/a", "-name", "*.js", "-exec", "b", "{}", ";"]"#,
        r#"CMD ["expr", "1", "|", "2"]"#,
        r#"CMD ["gunicorn", "--forwarded-allow-ips", "*"]"#,
        r#"CMD ["sh", "-c", "a && b > c"]"#,
        r#"CMD ["nginx", "-g", "daemon off;"]"#,
    ] {
        assert_eq!(messages(quiet), [""; 0]);
    }
}

#[test]
fn single_strings_are_split() {
    let code = "exec-form-one-string";
    assert_eq!(
        fixed(code, r#"CMD ["echo hello"]"#),
        r#"CMD ["echo", "hello"]"#
    );
    assert_eq!(
        fixed(code, r#"ENTRYPOINT ["/bin/app --port", "80"]"#),
        r#"ENTRYPOINT ["/bin/app", "--port", "80"]"#
    );
    assert_eq!(fixed(code, r#"CMD ["cd /a && b"]"#), "(no fix)");
    assert_eq!(messages(r#"CMD ["/opt/my app/run"]"#), [""; 0]);
    assert_eq!(messages("ENTRYPOINT [\"a\"]\nCMD [\"b c\"]"), [""; 0]);
}

#[test]
fn words_of_the_shell_are_no_programs() {
    assert_eq!(
        messages(r#"RUN ["source", "/a"]"#),
        [
            "exec-form-builtin: \"source\": `source` belongs to the language of the shell, and exec form starts none: \
             Docker looks for a program of that name"
        ]
    );
    assert_eq!(messages("ENTRYPOINT [\"a\"]\nCMD [\"exec\"]"), [""; 0]);
}

#[test]
fn arguments_behind_a_shell_form_entrypoint() {
    assert_eq!(
        messages("ENTRYPOINT ./run.sh\nCMD [\"a\", \"b\"]"),
        [
            "entrypoint-ignores-arguments: \"./run.sh\": no command in this ENTRYPOINT gets the arguments behind it: \
             they become `$0`, `$1` of the shell"
        ]
    );
    assert_eq!(
        messages("ENTRYPOINT ./run.sh \"$0\" \"$@\"\nCMD [\"a\"]"),
        [""; 0]
    );
    assert_eq!(messages("ENTRYPOINT ./run.sh"), [""; 0]);
}

#[test]
fn a_shell_form_cmd_behind_an_entrypoint() {
    assert_eq!(
        messages("ENTRYPOINT [\"top\"]\nCMD -b"),
        [
            "entrypoint-gets-shell-as-arguments: \"-b\": the ENTRYPOINT `top` gets `/bin/sh`, `-c` and `-b` as \
             arguments: CMD in shell form brings its shell along"
        ]
    );
    assert_eq!(messages("ENTRYPOINT [\"top\"]\nCMD [\"-b\"]"), [""; 0]);
}

#[test]
fn a_cleared_cmd_is_written_again() {
    let mut input = Input::dockerfile("FROM probe\nENTRYPOINT [\"/wrapper\"]\n");
    let config = serde_json::json!({ "Config": { "Cmd": ["serve"] } });
    input.image_configs.insert("probe".to_owned(), config);
    let simulation = simulate(&input);
    let found = ours(&simulation);
    let [found] = found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(
        found.message,
        r#"this ENTRYPOINT empties the CMD of the base image, which was `["serve"]`"#
    );
    input.text = apply(&input.text, &found.fixes[0]);
    assert_eq!(
        input.text,
        "FROM probe\nENTRYPOINT [\"/wrapper\"]\nCMD [\"serve\"]\n"
    );
    assert!(ours(&simulate(&input)).is_empty());
}

#[test]
fn escaped_newlines_are_ended_properly() {
    let code = "escaped-newline-in-shell";
    assert_eq!(
        fixed(code, "CMD for i in 1 2; do\\n\\\n  echo $i\\n\\\ndone"),
        "CMD for i in 1 2; do \\\n  echo $i; \\\ndone"
    );
    assert_eq!(
        fixed(
            code,
            "RUN if a; then \\n\\\n  b;\\n\\\n  else\\n\\  \n c; fi"
        ),
        "RUN if a; then \\\n  b; \\\n  else \\  \n c; fi"
    );
    assert_eq!(
        messages("CMD for i in 1 2; do\\n\\\n  echo $i; done"),
        [
            "escaped-newline-in-shell: \"\\\\n\": `do\\n` becomes the word `don`: Docker takes away the line \
             break with the `\\` before it, and outside quotes the shell reads `\\n` as the letter n"
        ]
    );
    assert!(messages("CMD do\\n\\\necho")[0].contains("`do\\n` becomes the word `donecho`"));
    assert_eq!(messages("RUN printf 'a\\n\\\n b'"), [""; 0]);
    assert_eq!(messages("RUN printf \"a\\n\\\n b\""), [""; 0]);
    assert_eq!(messages("RUN echo a\\\\n\\\n b"), [""; 0]);
}

#[test]
fn a_second_env_sees_the_new_value() {
    let code = "env-sees-old-value";
    assert_eq!(fixed(code, "ENV A=1 B=$A C=3"), "ENV A=1\nENV B=$A C=3");
    assert_eq!(fixed(code, "ENV A=1 \\\n    B=$A"), "ENV A=1\nENV B=$A");
    assert_eq!(
        messages("ENV A=0\nENV A=1 B=${A}"),
        [
            "env-sees-old-value: \"${A}\": `${A}` has its value from before this instruction here, which is `0`"
        ]
    );
    assert_eq!(messages("ENV PATH=/a:$PATH"), [""; 0]);
    assert_eq!(messages("ENV A=$B B=2"), [""; 0]);
    assert_eq!(messages("ENV A=1\nENV A=1 B=$A"), [""; 0]);
}

#[test]
fn build_arguments_are_declared_in_the_stage() {
    let check = |file: &str| codes(file);
    assert_eq!(
        check("ARG V=1\nFROM scratch\nRUN echo $V\n"),
        ["arg-not-in-stage"]
    );
    assert_eq!(
        check("ARG V=1\nFROM scratch\nENV A=$V\n"),
        ["arg-not-in-stage"]
    );
    assert_eq!(
        check("ARG V=1\nFROM scratch\nARG V\nRUN echo $V\n"),
        [""; 0]
    );
    assert_eq!(check("ARG V=1\nFROM scratch\nRUN echo '$V'\n"), [""; 0]);
    assert_eq!(check("ARG V=1\nFROM scratch\nRUN V=2; echo $V\n"), [""; 0]);
    let file = "ARG V=1\nFROM scratch\nLABEL v=$V\n";
    let simulation = simulate(&Input::dockerfile(file));
    let mended = apply(file, &ours(&simulation)[0].fixes[0]);
    assert_eq!(mended, "ARG V=1\nFROM scratch\nARG V\nLABEL v=$V\n");
    assert_eq!(codes(&mended), [""; 0]);
}

#[test]
fn what_a_run_leaves_is_files() {
    let code = "run-does-not-last";
    assert_eq!(fixed(code, "RUN cd /app"), "WORKDIR /app");
    assert_eq!(fixed(code, "RUN export A=b"), "ENV A=b");
    assert_eq!(fixed(code, "RUN cd /a && export B=\"$C\""), "(no fix)");
    assert_eq!(messages("RUN cd /a && make"), [""; 0]);
    assert_eq!(messages("RUN export A=$(b)"), [""; 0]);
    assert_eq!(messages("RUN set -e; a"), [""; 0]);
}

#[test]
fn delimiters_are_attached() {
    let code = "heredoc-not-attached";
    assert_eq!(
        fixed(code, "COPY << EOF /a\nb\nEOF"),
        "COPY <<EOF /a\nb\nEOF"
    );
    assert_eq!(
        fixed(code, "RUN cat <<- 'EOF'\nfoo\nEOF"),
        "RUN cat <<-'EOF'\nfoo\nEOF"
    );
    // BuildKit takes the blank behind `<<` in RUN.
    assert_eq!(messages("RUN cat << EOF\nfoo\nEOF"), [""; 0]);
    assert_eq!(messages("RUN echo $((1 << 2))"), [""; 0]);
}

#[test]
fn a_nul_is_found_where_it_stands() {
    assert_eq!(messages("RUN echo a\0b").len(), 1);
    assert_eq!(messages(r#"CMD ["a\u0000b"]"#).len(), 1);
    assert_eq!(messages(r#"HEALTHCHECK CMD ["a\u0000b"]"#).len(), 1);
}
