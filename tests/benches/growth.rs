//! How cost grows with the size of a file: one file once, ten times and a hundred times.
//!
//! Ten times the input should cost about ten times the time and memory; the allocation columns show the memory.
//!
//! It is the reader's own cost that should grow so. An allocator such as glibc's keeps what is freed of a small file and
//! gives back to the system what is freed of a larger one, which then costs a page fault for every page of the next file,
//! in whatever program; so it is told first that large blocks come and go here.

use shellform::session::Session;
use shellform::text::Source;
use shellform::{Input, dockerfile, simulate};
use shellform_tests::corpus;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    // glibc keeps freed memory of up to twice the largest block that it has mapped and that was freed again.
    drop(divan::black_box(Vec::<u8>::with_capacity(16 << 20)));
    divan::main();
}

#[divan::bench(args = [1, 10, 100])]
fn read_repeated(bencher: divan::Bencher<'_, '_>, times: usize) {
    read(bencher, &corpus::THIRTY_LINES.repeat(times));
}

#[divan::bench(args = [1, 10, 100])]
fn read_one_long_stage(bencher: divan::Bencher<'_, '_>, times: usize) {
    read(bencher, &corpus::one_stage(times));
}

fn read(bencher: divan::Bencher<'_, '_>, text: &str) {
    let size = divan::counter::BytesCount::new(text.len());
    bencher.counter(size).bench(|| {
        let mut cx = Session::default();
        let name = "Dockerfile".to_owned();
        let file = cx.texts.add_source(Source::File { name }, text);
        divan::black_box(dockerfile::parse(&mut cx, file))
    });
}

#[divan::bench(args = [1, 10, 100])]
fn simulate_repeated(bencher: divan::Bencher<'_, '_>, times: usize) {
    let input = Input::dockerfile(corpus::THIRTY_LINES.repeat(times));
    let size = divan::counter::BytesCount::new(input.text.len());
    bencher
        .counter(size)
        .bench(|| divan::black_box(simulate(&input)));
}

/// One stage that grows: variables, commands and continuations without a new `FROM`.
#[divan::bench(args = [1, 10, 100])]
fn simulate_one_long_stage(bencher: divan::Bencher<'_, '_>, times: usize) {
    let input = Input::dockerfile(corpus::one_stage(times));
    let size = divan::counter::BytesCount::new(input.text.len());
    bencher
        .counter(size)
        .bench(|| divan::black_box(simulate(&input)));
}
