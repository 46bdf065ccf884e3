//! Reading the shell scripts of real Dockerfiles, beside two other readers in the same run; and running a long loop,
//! beside the dash that is installed.
//!
//! What is measured beside us: `brush-parser` reads bash into a tree without its words' parts, `yash-syntax` reads
//! POSIX into a tree with them. Ours keeps every character's place, for four dialects.

use std::process::{Command, Stdio};

use shellform::session::Session;
use shellform::shell::{self, Dialect, Shell};
use shellform::text::Source;
use shellform::{ShellInput, ShellName, simulate_shell};
use shellform_tests::corpus;

fn main() {
    divan::main();
}

/// The scripts that every reader accepts, so that all do the same work.
fn scripts() -> Vec<String> {
    let mut scripts = corpus::scripts();
    scripts
        .retain(|it| read_by_brush(it) && read_by_yash(it) && read_by_us(it, Dialect::Dash.into()));
    scripts
}

fn bytes(scripts: &[String]) -> divan::counter::BytesCount {
    divan::counter::BytesCount::new(scripts.iter().map(String::len).sum::<usize>())
}

fn read_by_us(script: &str, shell: Shell) -> bool {
    let mut cx = Session::default();
    let name = "script".to_owned();
    let script = cx.texts.add_source(Source::File { name }, script);
    divan::black_box(shell::parse(&mut cx, script, shell))
        .script
        .error
        .is_none()
}

/// Without its cache of what it has read before.
fn read_by_brush(script: &str) -> bool {
    let options = brush_parser::TokenizerOptions::default();
    let Ok(tokens) = brush_parser::uncached_tokenize_str(script, &options) else {
        return false;
    };
    let options = brush_parser::ParserOptions::default();
    divan::black_box(brush_parser::parse_tokens(&tokens, &options)).is_ok()
}

fn read_by_yash(script: &str) -> bool {
    divan::black_box(script.parse::<yash_syntax::syntax::List>()).is_ok()
}

#[divan::bench(args = [Dialect::Dash, Dialect::Bash])]
fn read_with_shellform(bencher: divan::Bencher<'_, '_>, dialect: Dialect) {
    let scripts = scripts();
    bencher.counter(bytes(&scripts)).bench(|| {
        scripts
            .iter()
            .filter(|it| read_by_us(it, dialect.into()))
            .count()
    });
}

#[divan::bench]
fn read_with_brush_parser(bencher: divan::Bencher<'_, '_>) {
    let scripts = scripts();
    bencher
        .counter(bytes(&scripts))
        .bench(|| scripts.iter().filter(|it| read_by_brush(it)).count());
}

#[divan::bench]
fn read_with_yash_syntax(bencher: divan::Bencher<'_, '_>) {
    let scripts = scripts();
    bencher
        .counter(bytes(&scripts))
        .bench(|| scripts.iter().filter(|it| read_by_yash(it)).count());
}

/// A hundred thousand rounds with arithmetic.
const LOOP: &str = "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; echo $i";

#[divan::bench(args = [ShellName::Dash, ShellName::Bash, ShellName::Busybox], sample_count = 10)]
fn loop_in_shellform(bencher: divan::Bencher<'_, '_>, shell: ShellName) {
    let input = ShellInput::command_string(shell, LOOP);
    bencher.bench(|| divan::black_box(simulate_shell(&input)));
}

/// Measures nothing where no dash is installed.
#[divan::bench(sample_count = 10)]
fn loop_in_dash_itself(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| {
        Command::new("dash")
            .args(["-c", LOOP])
            .stdout(Stdio::null())
            .status()
            .is_ok()
    });
}
