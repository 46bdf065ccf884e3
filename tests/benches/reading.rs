//! Reading and simulating real Dockerfiles, beside two other readers in the same run.
//!
//! The peers do less: `parse-dockerfile` hands out slices of the file and joins nothing, `dockerfile-parser` knows
//! neither here-documents nor most flags. They are here for scale.

use std::sync::Arc;

use shellform::dockerfile;
use shellform::session::Session;
use shellform::text::Source;
use shellform::{Input, simulate};
use shellform_tests::corpus;

fn main() {
    divan::main();
}

/// The files that every reader accepts, so that all do the same work.
fn files() -> Vec<String> {
    let mut files = corpus::dockerfiles();
    files.retain(|it| parse_dockerfile::parse(it).is_ok());
    files
}

fn bytes(files: &[String]) -> usize {
    files.iter().map(String::len).sum()
}

#[divan::bench]
fn read_with_shellform(bencher: divan::Bencher<'_, '_>) {
    let files = files();
    let size = divan::counter::BytesCount::new(bytes(&files));
    // Handed over as the peers have them: they borrow the text, a session shares it.
    let files: Vec<Arc<str>> = files.into_iter().map(Arc::from).collect();
    bencher.counter(size).bench(|| {
        for text in &files {
            let mut cx = Session::default();
            let name = "Dockerfile".to_owned();
            let file = cx.texts.add_source(Source::File { name }, Arc::clone(text));
            divan::black_box(dockerfile::parse(&mut cx, file));
        }
    });
}

#[divan::bench]
fn read_with_parse_dockerfile(bencher: divan::Bencher<'_, '_>) {
    let files = files();
    let size = divan::counter::BytesCount::new(bytes(&files));
    bencher.counter(size).bench(|| {
        for text in &files {
            let _ = divan::black_box(parse_dockerfile::parse(text));
        }
    });
}

#[divan::bench]
fn read_with_dockerfile_parser(bencher: divan::Bencher<'_, '_>) {
    let files = files();
    let size = divan::counter::BytesCount::new(bytes(&files));
    bencher.counter(size).bench(|| {
        for text in &files {
            let _ = divan::black_box(dockerfile_parser::Dockerfile::parse(text));
        }
    });
}

#[divan::bench]
fn simulate_all(bencher: divan::Bencher<'_, '_>) {
    let inputs: Vec<Input> = files().into_iter().map(Input::dockerfile).collect();
    let size = inputs.iter().map(|it| it.text.len()).sum::<usize>();
    bencher
        .counter(divan::counter::BytesCount::new(size))
        .bench(|| {
            for input in &inputs {
                divan::black_box(simulate(input));
            }
        });
}

#[divan::bench]
fn simulate_thirty_lines(bencher: divan::Bencher<'_, '_>) {
    let input = Input::dockerfile(corpus::THIRTY_LINES);
    bencher.bench(|| divan::black_box(simulate(&input)));
}

#[divan::bench]
fn report_thirty_lines(bencher: divan::Bencher<'_, '_>) {
    let simulation = simulate(&Input::dockerfile(corpus::THIRTY_LINES));
    bencher.bench(|| divan::black_box(shellform::report::report(&simulation)));
}
