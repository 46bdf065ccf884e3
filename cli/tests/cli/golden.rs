//! What the program prints, to the letter.

use expect_test::expect_file;

use crate::run::{Run, file, run};

const LOOP: &str = r#"FROM debian:12
WORKDIR /packages
CMD for file in *.deb; do\n\
      dpkg --info "$file"\n\
      curl -F "package=@$file" -H "Authorization: Bearer ${API_KEY}" "${REPOSITORY_URL}/${DISTRIBUTION}"\n\
    done
"#;

const EXEC: &str = r#"FROM debian:12
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["deploy.sh", "${API_KEY}"]
"#;

const STAGES: &str = "# escape=\\\n\nFROM golang:1.24 AS build\nRUN go build -o /app .\n\nFROM alpine AS unused\n\
                      RUN true\n\nFROM scratch\n# The program alone.\nCOPY --from=build /app /app\nENTRYPOINT /app\n";

const REFUSED: &str = "FROM debian:12\nRUUN echo hi\nCMD [\"a\", 1]\n";

const HEREDOC: &str =
    "FROM alpine\nRUN <<EOF\nfalse\necho hi\nEOF\nCOPY <<-'A' <<B /x/\n\t$a\nA\n$b\nB\nCMD ['a']\n";

/// Compares what a run prints, and how it ends, with the golden file `name`.
#[track_caller]
fn check(name: &str, dockerfile: &str, arguments: &[&str]) {
    let directory = format!("golden-{name}");
    file(&directory, "Dockerfile", dockerfile);
    let Run {
        stdout,
        stderr,
        status,
    } = run(&directory, arguments, "");
    let golden = format!("../golden/{name}.txt");
    let command = arguments.join(" ");
    let printed = format!("$ shellform {command}\n{stdout}");
    let printed = match (stderr.as_str(), status) {
        ("", 0) => printed,
        _ => format!("{printed}--- standard error, exit status {status}\n{stderr}"),
    };
    expect_file![golden].assert_eq(&printed);
}

#[test]
fn help() {
    check("help", "", &["--help"]);
    check("help-explain", "", &["explain", "--help"]);
    check("help-batch", "", &["batch", "--help"]);
    check("help-contract", "", &["contract", "--help"]);
    check("help-run", "", &["run", "--help"]);
    check("help-sh", "", &["sh", "--help"]);
    check("no-command", "", &["explian"]);
}

#[test]
fn a_health_check_and_who_expands_what() {
    let file = "FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\n\
                HEALTHCHECK --interval=5s --retries=1 CMD curl -f localhost || exit 1\n\
                ENV A=1\nCMD app \"$A\" '$B' $C *.txt\n";
    check("healthcheck", file, &["explain", "--line", "3"]);
    check("who-expands", file, &["explain", "--line", "5"]);
}

#[test]
fn what_an_image_asks_of_the_operator() {
    let all = "FROM debian:12\nENV TZ=Europe/Berlin MODE=a\nWORKDIR /packages\nEXPOSE 8080\nVOLUME /data\n\
               STOPSIGNAL SIGQUIT\nCMD for f in *.deb; do curl -T $f \"$URL/${DIST:-stable}\"; done; exec app\n";
    check("contract", all, &["contract"]);
    check("contract-loop", LOOP, &["contract"]);
    check(
        "contract-exec",
        EXEC,
        &["contract", "-e", "MODE=b", "--format", "markdown"],
    );
    check("contract-json", all, &["contract", "--format", "json"]);
}

#[test]
fn the_manual_page() {
    check("man-read", "", &["man", "read"]);
}

#[test]
fn a_loop_in_shell_form() {
    check("loop", LOOP, &["explain"]);
    check("loop-line-4", LOOP, &["explain", "--line", "4"]);
    check(
        "loop-narrow",
        LOOP,
        &["explain", "--line", "3", "--width", "40"],
    );
    check("loop-read", LOOP, &["read"]);
}

#[test]
fn exec_form_with_a_variable() {
    check("exec", EXEC, &["explain"]);
    check("exec-line", EXEC, &["explain", "--line=3"]);
    check(
        "exec-arguments",
        EXEC,
        &["explain", "-e", "API_KEY=x", "--init", "--", "-v", "a b"],
    );
    check(
        "exec-markdown",
        EXEC,
        &["explain", "--line=3", "--format", "markdown"],
    );
    check(
        "exec-html",
        EXEC,
        &["explain", "--line=3", "--format", "html"],
    );
    check("exec-json", EXEC, &["explain", "--format", "json"]);
}

#[test]
fn an_instruction_alone() {
    let instruction = r#"CMD ["deploy.sh", "${API_KEY}"]"#;
    check(
        "instruction",
        "",
        &["explain", "--instruction", instruction],
    );
    check(
        "instruction-alpine",
        "",
        &["explain", "--image", "alpine", "--instruction", "CMD a"],
    );
}

#[test]
fn stages_and_lines_without_instructions() {
    check("stages", STAGES, &["explain"]);
    check("stages-target", STAGES, &["explain", "--target", "build"]);
    check("stages-directive", STAGES, &["explain", "--line", "1"]);
    check("stages-blank", STAGES, &["explain", "--line", "5"]);
    check("stages-comment", STAGES, &["explain", "--line", "10"]);
    check("stages-no-line", STAGES, &["explain", "--line", "13"]);
    check(
        "stages-no-target",
        STAGES,
        &["explain", "--target", "biuld"],
    );
}

#[test]
fn refused_files() {
    check("refused", REFUSED, &["explain"]);
    check("refused-line", REFUSED, &["explain", "--line", "3"]);
    check("refused-read", REFUSED, &["read"]);
    check("empty", "", &["explain"]);
}

#[test]
fn here_documents() {
    check("heredoc", HEREDOC, &["explain"]);
    check("heredoc-line", HEREDOC, &["explain", "--line", "4"]);
    check("heredoc-read", HEREDOC, &["read"]);
    check("heredoc-read-json", HEREDOC, &["read", "--format", "json"]);
}

#[test]
fn standard_input_and_a_file_are_the_same() {
    file("standard-input", "Dockerfile", LOOP);
    let from_file = run("standard-input", &["explain"], "");
    let from_stdin = run("standard-input", &["explain", "-"], LOOP);
    assert_eq!(from_file.stdout, from_stdin.stdout);
    assert_eq!((from_stdin.stderr.as_str(), from_stdin.status), ("", 0));
}
