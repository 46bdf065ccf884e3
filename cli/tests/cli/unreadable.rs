//! Inputs that cannot be read: each says where, and the exit status is 3.

use expect_test::{Expect, expect};

use crate::run::{Run, directory, file, run};

#[track_caller]
fn check(directory: &str, arguments: &[&str], expected: &Expect) {
    let run = run(directory, arguments, "");
    assert_eq!((run.stdout.as_str(), run.status), ("", 3));
    expected.assert_eq(&run.stderr);
}

#[test]
fn no_file() {
    check(
        "no-file",
        &["explain"],
        &expect![[r#"
        error: there is no file Dockerfile

        help: name a file, or give the Dockerfile on standard input and `-` as its name
    "#]],
    );
}

#[test]
fn a_directory() {
    directory("a-directory/empty");
    check(
        "a-directory",
        &["explain", "empty"],
        &expect![[r#"
        error: empty is a directory
    "#]],
    );
    file("a-directory/web", "Dockerfile", "FROM a\n");
    check(
        "a-directory",
        &["read", "web"],
        &expect![[r#"
        error: web is a directory

        help: for the Dockerfile in it, name `web/Dockerfile`
    "#]],
    );
}

#[test]
fn not_utf8() {
    file(
        "not-utf8",
        "Dockerfile",
        b"FROM debian\nCMD echo \xc3\xa9\t\xe9 there\n",
    );
    check(
        "not-utf8",
        &["explain"],
        &expect![[r#"
        error: Dockerfile is not UTF-8: line 2 has the byte 0xe9 at byte offset 24

        2 | CMD echo é  � there
          |             ^ no character of UTF-8

        help: if it was written as Latin-1, `iconv -f ISO-8859-1 -t UTF-8` converts it
    "#]],
    );
    file("not-utf8", "utf16", b"\xff\xfeF\0R\0");
    check(
        "not-utf8",
        &["explain", "utf16"],
        &expect![[r#"
        error: utf16 is not UTF-8: line 1 has the byte 0xff at byte offset 0

        1 | ��F␀R␀
          | ^ no character of UTF-8

        help: it begins like UTF-16; `iconv -f UTF-16 -t UTF-8` converts it
    "#]],
    );
}

#[test]
fn a_file_of_100_megabytes() {
    let path = directory("large").join("Dockerfile");
    std::fs::File::create(path)
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    check(
        "large",
        &["explain"],
        &expect![[r#"
        error: Dockerfile is longer than 16 MiB

        help: Docker takes no Dockerfile as long as that either; is it the right file?
    "#]],
    );
}

#[test]
fn an_image_configuration() {
    file("config", "Dockerfile", "FROM nginx\nCMD a\n");
    file(
        "config",
        "comma.json",
        "{\n  \"Config\": {\n    \"Env\": [\"é\", 1,]\n  }\n}\n",
    );
    check(
        "config",
        &["explain", "--image-config", "comma.json"],
        &expect![[r#"
            error: comma.json, line 3, column 21: this is not JSON: trailing comma

            3 |     "Env": ["é", 1,]
              |                    ^ trailing comma
        "#]],
    );
    file("config", "env.json", "{\"Config\": {\"Env\": 1}}");
    check(
        "config",
        &["explain", "--image-config", "env.json"],
        &expect![[r#"
            error: env.json is no image configuration: `Env` is not a list of strings
        "#]],
    );
    file("config", "deep.json", "[".repeat(100_000));
    check(
        "config",
        &["explain", "--image-config", "deep.json"],
        &expect![[r#"
            error: deep.json, line 1, column 128: this is not JSON: recursion limit exceeded
        "#]],
    );
}

#[test]
fn nul_bytes_are_read() {
    file("nul", "Dockerfile", b"FROM debian\nCMD echo \0\n");
    let Run { stdout, status, .. } = run("nul", &["read"], "");
    assert_eq!(status, 0);
    assert!(stdout.contains(r#""echo \u0000""#), "{stdout}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    use crate::run::{finish, program};
    let mut command = program("full", &["schema", "input"]);
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let run = finish(command.stdout(full).spawn().unwrap(), "");
    assert_eq!(run.status, 3);
    let expected = expect![[r#"
        error: standard output cannot be written: No space left on device (os error 28)
    "#]];
    expected.assert_eq(&run.stderr);
}
